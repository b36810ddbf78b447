// Measures as people name them outside a scenario: on the command line, and in Python.
#pragma once

#include "models/study.h"

#include <cstddef>
#include <optional>
#include <string>

namespace nines::scenarios {

struct AskedMeasure {
  std::size_t service = 0;
  models::Measure measure = models::Measure::availability;
};

/// "api.availability", or "availability" for the last service, which builds upon the others; for blanks there may be
/// underscores, as in documents. If there is none: `why`, and what there is.
std::optional<AskedMeasure> asked_measure(const std::string& text, const models::Study& study, std::string& why);

}  // namespace nines::scenarios
