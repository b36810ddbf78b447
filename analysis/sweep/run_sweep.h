// Running the points of a sweep one after another, each on all threads.
#pragma once

#include "analysis/run.h"
#include "analysis/sweep/sweep_result.h"

#include <vector>

namespace nines::sweep {

/// A point that was read and found good.
struct ReadyPoint {
  PlannedPoint plan;
  models::Study study;
  std::string scenario_hash;
};

/// Runs the points with the seed that their studies have. All have the same one, so that they have the same random
/// numbers, and the differences between them are known better than they are themselves. Once options.stop is true no
/// further point begins, and the one that was under way is left out: its answer rests on fewer trials than that of the
/// others.
SweepResult run_points(const std::vector<ReadyPoint>& points, const RunOptions& options);

}  // namespace nines::sweep
