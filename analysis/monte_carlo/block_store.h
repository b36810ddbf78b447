// Where the sums of blocks are kept between runs, so that trials that were simulated once are not simulated again.
//
// The runner knows only this interface; analysis/store implements it with a database.
#pragma once

#include "analysis/monte_carlo/tally.h"

#include <cstddef>
#include <stdexcept>

namespace nines::monte_carlo {

/// A block of consecutive trials.
struct Block {
  std::size_t number = 0;
  std::size_t first = 0, trials = 0;
};

/// What is kept are not the sums that this program finds for the same trials.
struct KeptTrialsDiffer : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The blocks of one run. All but begin() is called by several threads at once; what it throws ends the run.
class BlockStore {
 public:
  virtual ~BlockStore() = default;

  /// Before all others, with the number of trials in a block. `trials` are those of the run; 0: a precision decides.
  virtual void begin(std::size_t trials_per_block, std::size_t trials) = 0;
  /// Fills `tally`, which is empty, with the sums of a block, if they are there; false, and the tally empty, if not.
  virtual bool find(const Block& block, Tally& tally) = 0;
  /// Of a block that has just been simulated, to its end.
  virtual void keep(const Block& block, const Tally& tally) = 0;
  /// The trials of `block` that were found, simulated again, have other sums: throws KeptTrialsDiffer, with the reason.
  [[noreturn]] virtual void differ(const Block& block) = 0;
};

}  // namespace nines::monte_carlo
