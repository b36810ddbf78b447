// A part of a run, for one machine of several: every N-th block. The parts are merged in the store, not here.
#pragma once

#include "analysis/monte_carlo/runner.h"

#include <cstddef>

namespace nines::monte_carlo {

/// The blocks whose number is `number` modulo `count`.
struct Shard {
  std::size_t number = 0, count = 1;
};

struct ShardDone {
  std::size_t trials = 0;      ///< of this shard that are in the store now
  std::size_t all_trials = 0;  ///< of this shard
  bool interrupted = false;
  unsigned threads = 1;
};

/// Simulates the blocks of a shard for `options.blocks`, which may not be null; those that are there already are not
/// simulated again. Throws std::invalid_argument if the study gives no number of trials; for the rest as run_trials. Of
/// TrialsProgress only the trials and the time are reported.
ShardDone run_shard(const models::Model& model, const models::Study& study, const Shard& shard,
                    const TrialsOptions& options);

}  // namespace nines::monte_carlo
