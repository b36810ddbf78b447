// The rows of a sweep beside one of them: differences with paired intervals, for the trials have the same random numbers.
#pragma once

#include "analysis/sweep/run_sweep.h"
#include "analysis/sweep/sweep_result.h"

#include <cstddef>
#include <vector>

namespace nines::sweep {

/// The number of the point with the best answer: the smallest unavailability, the longest time to an outage, the fewest
/// losses; of equal ones, and where nothing is known, the first.
std::size_t best_point(const SweepResult& result, const AskedMeasure& asked);

/// Runs each point again, side by side with the base, as many trials as the sweep had (of a precision: as the point that
/// needed more). `points` are those of the sweep, all of them in their order. A point with another mission has no
/// difference (Outcome::not_available).
DifferencesFromPoint differences_from(const SweepResult& result, const std::vector<ReadyPoint>& points,
                                      std::size_t base, const RunOptions& options);

}  // namespace nines::sweep
