#include "analysis/store/point_blocks.h"

#include "analysis/monte_carlo/tally_bytes.h"

#include <fmt/format.h>
#include <utility>

namespace nines::store {
namespace {

constexpr std::chrono::milliseconds between_writes(200);
constexpr std::size_t most_waiting_bytes = 4 << 20;

}  // namespace

PointBlocks::~PointBlocks() {
  try {
    flush();
  } catch (const std::exception&) {
    // The error that ended the run is the one to be told of; what is lost here is simulated again.
  }
}

void PointBlocks::begin(std::size_t trials_per_block, std::size_t trials) {
  point_.trials_per_block = trials_per_block;
  id_ = point_.id();
  store_.add(scenario_);
  store_.add(point_, trials);
}

bool PointBlocks::find(const monte_carlo::Block& block, monte_carlo::Tally& tally) {
  const auto bytes = store_.tally_of(id_, block.number, block.trials);
  if (!bytes) return false;
  try {
    monte_carlo::read_tally(*bytes, tally);
    if (tally.trials != block.trials) throw monte_carlo::BadTallyBytes("they are of another number of trials");
  } catch (const monte_carlo::BadTallyBytes& error) {
    throw StoreError(
        fmt::format("cannot use {}: block {} of run {} is damaged: its bytes are not as they were written "
                    "({})",
                    store_.name(), block.number, id_, error.what()));
  }
  found_trials_ += block.trials;
  return true;
}

void PointBlocks::keep(const monte_carlo::Block& block, const monte_carlo::Tally& tally) {
  BlockRecord record{block.number, block.first, block.trials, monte_carlo::tally_bytes(tally)};
  const std::lock_guard lock(mutex_);
  waiting_bytes_ += record.tally.size();
  waiting_.push_back(std::move(record));
  if (waiting_bytes_ < most_waiting_bytes && Clock::now() < written_ + between_writes) return;
  write_waiting();
}

void PointBlocks::write_waiting() {
  if (waiting_.empty()) return;
  store_.add(id_, waiting_);
  waiting_.clear();
  waiting_bytes_ = 0;
  written_ = Clock::now();
}

void PointBlocks::flush() {
  const std::lock_guard lock(mutex_);
  write_waiting();
}

void PointBlocks::finish(const RunResult& result) {
  flush();
  store_.add(id_, result);
}

void PointBlocks::differ(const monte_carlo::Block& block) {
  throw monte_carlo::KeptTrialsDiffer(fmt::format(
      "cannot go on with {}: block {} of run {} was simulated again, and gave other sums than those that are kept. "
      "They were written by another version of nines, or on a machine that computes otherwise; name another file",
      store_.name(), block.number, id_));
}

}  // namespace nines::store
