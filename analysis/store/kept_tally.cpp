#include "analysis/store/kept_tally.h"

#include "analysis/monte_carlo/tally_bytes.h"
#include "analysis/store/database.h"

#include <fmt/format.h>

namespace nines::store {

bool read_kept_tally(const std::string& bytes, const PlaceInStore& place, const monte_carlo::Block& block,
                     monte_carlo::Tally& tally) {
  try {
    if (monte_carlo::is_of_an_older_form(bytes)) return false;
    monte_carlo::read_tally(bytes, tally);
    if (tally.trials != block.trials) throw monte_carlo::BadTallyBytes("they are of another number of trials");
  } catch (const monte_carlo::BadTallyBytes& error) {
    throw StoreError(
        fmt::format("cannot use {}: block {} of run {} is damaged: its bytes are not as they were written ({})",
                    place.file, block.number, place.run, error.what()));
  }
  return true;
}

void kept_tally_differs(const PlaceInStore& place, const monte_carlo::Block& block) {
  throw monte_carlo::KeptTrialsDiffer(fmt::format(
      "cannot go on with {}: block {} of run {} was simulated again, and gave other sums than those that are kept. "
      "They were written by another version of nines, or on a machine that computes otherwise; name another file",
      place.file, block.number, place.run));
}

}  // namespace nines::store
