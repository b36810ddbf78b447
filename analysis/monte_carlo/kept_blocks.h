// The sums of a block, from the store or else from a simulation.
#pragma once

#include "analysis/monte_carlo/block_store.h"
#include "analysis/monte_carlo/trials.h"

#include <atomic>

namespace nines::monte_carlo {

/// What the threads of a run share of its block store.
class KeptBlocks {
 public:
  /// `store` may be null: then every block is simulated.
  KeptBlocks(const models::Model& model, const models::Study& study, BlockStore* store)
      : model_(model), study_(study), store_(store) {}

  /// Fills `tally`, which is empty; with fewer trials than the block has if `runner` was stopped.
  void sums_of(const Block& block, TrialRunner& runner, Tally& tally);

 private:
  void compare(const Block& block, TrialRunner& runner, const Tally& found);

  const models::Model& model_;
  const models::Study& study_;
  BlockStore* const store_;
  std::atomic<bool> compared_{false};
};

}  // namespace nines::monte_carlo
