// A sweep before anything of it is run: what was asked, and all its points, read and found good.
#pragma once

#include "cli/sweep_points.h"

#include <optional>

namespace nines::cli {

struct PreparedSweep {
  scenarios::Scenario scenario;  ///< as it is where nothing is varied
  sweep::SweepResult frame;      ///< all of the result but what the points find
  LoadedPoints loaded;
};

/// If something is wrong all of it is printed, and there is no answer.
std::optional<PreparedSweep> prepare_sweep(const Request& request, const ScenarioText& text);

/// What the points found, as the result of that sweep.
sweep::SweepResult framed(sweep::SweepResult frame, sweep::SweepResult found);

}  // namespace nines::cli
