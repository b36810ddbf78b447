// Reading a block's sums from a results store, and what is said of those that are not as they should be.
#pragma once

#include "analysis/monte_carlo/block_store.h"

#include <string>

namespace nines::store {

/// For what is said of it.
struct PlaceInStore {
  std::string file, run;
};

/// False, and `tally` empty, for the bytes of an older program: the block is to be simulated again. Throws StoreError for
/// damaged ones.
bool read_kept_tally(const std::string& bytes, const PlaceInStore& place, const monte_carlo::Block& block,
                     monte_carlo::Tally& tally);

/// Throws KeptTrialsDiffer.
[[noreturn]] void kept_tally_differs(const PlaceInStore& place, const monte_carlo::Block& block);

}  // namespace nines::store
