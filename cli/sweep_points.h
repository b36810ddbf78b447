// The points of a sweep, each read as a scenario of its own, so that every check of the language applies to it.
#pragma once

#include "analysis/sweep/run_sweep.h"
#include "cli/scenario_text.h"

#include <memory>
#include <optional>
#include <vector>

namespace nines::cli {

/// What a point was read from. Points share the texts, unless they read different files.
struct PointOrigin {
  std::vector<scenarios::Override> overrides;
  std::shared_ptr<const std::vector<scenarios::SourceText>> sources;
};

struct LoadedPoints {
  std::vector<sweep::ReadyPoint> points;
  std::vector<PointOrigin> origins;
};

/// Loads all points. If some are no valid scenarios, all that is wrong is printed, each mistake once with the first
/// point that has it, and there is no answer.
std::optional<LoadedPoints> load_points(const std::vector<sweep::PlannedPoint>& planned, const ScenarioText& text,
                                        const Request& request);

}  // namespace nines::cli
