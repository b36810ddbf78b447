// nines optimise: the cheapest setting that meets the objectives.
#pragma once

#include "cli/scenario_text.h"

namespace nines::cli {

ExitCode optimise_command(const Request& request);

/// For `nines check`: whether every value that the scenario lets choose makes a valid one, each for itself; prints what is
/// wrong.
bool choices_are_valid(const ScenarioText& text, const Request& request);

}  // namespace nines::cli
