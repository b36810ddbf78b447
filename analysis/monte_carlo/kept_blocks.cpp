#include "analysis/monte_carlo/kept_blocks.h"

#include "analysis/monte_carlo/tally_bytes.h"

namespace nines::monte_carlo {

void KeptBlocks::sums_of(const Block& block, TrialRunner& runner, Tally& tally) {
  if (store_ != nullptr && store_->find(block, tally)) {
    if (!compared_.exchange(true)) compare(block, runner, tally);
    return;
  }
  runner.run(block.first, block.trials, tally);
  if (store_ != nullptr && tally.trials == block.trials) store_->keep(block, tally);
}

void KeptBlocks::compare(const Block& block, TrialRunner& runner, const Tally& found) {
  Tally again(model_, study_);
  runner.run(block.first, block.trials, again);
  if (again.trials < block.trials) return;  // stopped
  if (tally_bytes(again) != tally_bytes(found)) store_->differ(block);
}

}  // namespace nines::monte_carlo
