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
  std::size_t number = 0;  ///< among all points of the sweep, from 0
};

/// Where the points of a sweep are kept, so that they are not simulated twice.
class PointKeeper {
 public:
  virtual ~PointKeeper() = default;
  /// Before a point is run: where its blocks are, and how large. Valid until the next point begins.
  virtual void begin(const ReadyPoint& point, RunOptions& options) = 0;
  /// The point has come to its end.
  virtual void finish(const RunResult& result) = 0;
};

/// Runs the points with the seed that their studies have. All have the same one, so that they have the same random
/// numbers, and the differences between them are known better than they are themselves. Once options.stop is true no
/// further point begins, and the one that was under way is left out: its answer rests on fewer trials than that of the
/// others. With a keeper the result is the same to the last byte, whatever it has kept.
SweepResult run_points(const std::vector<ReadyPoint>& points, const RunOptions& options, PointKeeper* keeper = nullptr);

}  // namespace nines::sweep
