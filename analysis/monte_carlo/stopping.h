// When to stop: as soon as every interval asked for is narrow enough, looked at only at fixed checkpoints.
//
// Stopping where the interval happens to look narrow favours runs that underestimate their own spread. Three things keep
// that small: the looks are few (each a quarter further than the last, however many threads there are), the interval's
// law does not lean on symmetry, and no target looser than `loosest_target` is believed. The coverage of the final interval is
// measured in tests/analysis/statistics_stopping_test.cpp and tabulated in docs/guide/statistics.md.
#pragma once

#include "analysis/result.h"

#include <cstddef>
#include <span>

namespace nines::monte_carlo {

/// Wider targets are treated as this one: it needs about a hundred events, enough for the spread to be estimated.
inline constexpr double loosest_target = 0.2;

/// The number of blocks after which to look next: a quarter more, and at least one. A function of blocks done alone.
std::size_t next_checkpoint(std::size_t blocks_done);

struct StoppingDecision {
  bool reached = false;  ///< all targets, with trustworthy intervals
  std::size_t deciding = 0;  ///< index of the target that is furthest from being reached
  double trials_needed = 0;  ///< in all, for that target, if the spread stays as seen; infinite where nothing was seen
};

/// Judges the intervals at a checkpoint. `current[i]` is the estimate that `targets[i]` is about; both may not be empty.
StoppingDecision decide(std::span<const Estimate> current, std::span<const models::Precision> targets);

}  // namespace nines::monte_carlo
