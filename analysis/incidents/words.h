// An incident in words.
#pragma once

#include "analysis/incidents/tracer.h"

#include <string>

namespace nines::incidents {

/// A moment of the mission on a clock that shows day 0 00:00:00 at its start: "day 12 03:14:05".
std::string clock_text(double seconds);

/// "web 2 in rack 3 fails: hardware".
std::string step_text(const models::Model& model, const Step& step);

/// An outage: a headline and an indented line for each step. A quiet incident: one line. Lines end in \n. The clock shows
/// `clock_starts_s` on day 0 at the start.
std::string incident_text(const models::Model& model, const Incident& incident, double clock_starts_s = 0);

}  // namespace nines::incidents
