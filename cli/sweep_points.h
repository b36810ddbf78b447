// The points of a sweep, each read as a scenario of its own, so that every check of the language applies to it.
#pragma once

#include "analysis/sweep/run_sweep.h"
#include "cli/scenario_text.h"

#include <optional>
#include <vector>

namespace nines::cli {

/// Loads all points. If some are no valid scenarios, all that is wrong is printed, each mistake once with the first
/// point that has it, and there is no answer.
std::optional<std::vector<sweep::ReadyPoint>> load_points(const std::vector<sweep::PlannedPoint>& planned,
                                                          const ScenarioText& text, const Request& request);

}  // namespace nines::cli
