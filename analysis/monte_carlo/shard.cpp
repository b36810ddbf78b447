#include "analysis/monte_carlo/shard.h"

#include "analysis/monte_carlo/kept_blocks.h"
#include "analysis/monte_carlo/threads.h"
#include "analysis/monte_carlo/trials.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace nines::monte_carlo {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double between_reports_s = 0.2;

class ShardRun {
 public:
  ShardRun(const models::Model& model, const models::Study& study, const Shard& shard, const TrialsOptions& options,
           std::size_t block)
      : model_(model),
        study_(study),
        shard_(shard),
        options_(options),
        block_(block),
        blocks_((study.trials + block - 1) / block),
        next_(shard.number),
        kept_(model, study, options.blocks) {
    for (std::size_t number = next_; number < blocks_; number += shard_.count) done_.all_trials += trials_of(number);
    done_.threads = threads_for(options.threads, (blocks_ + shard.count - 1) / shard.count);
  }

  ShardDone run() {
    on_threads(done_.threads, [this] { work(); });
    if (failure_) std::rethrow_exception(failure_);
    done_.interrupted = done_.trials < done_.all_trials;
    return done_;
  }

 private:
  std::size_t trials_of(std::size_t number) const { return std::min(block_, study_.trials - number * block_); }
  bool stopped() const {
    return over_.load(std::memory_order_relaxed) ||
           (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed));
  }

  void work() {
    try {
      TrialRunner runner(model_, study_, [this] { return stopped(); });
      while (const auto number = next_block()) {
        const Block block{*number, *number * block_, trials_of(*number)};
        Tally tally(model_, study_);
        kept_.sums_of(block, runner, tally);
        if (tally.trials == block.trials) add(block.trials);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      over_ = true;
    }
  }

  std::optional<std::size_t> next_block() {
    const std::lock_guard lock(mutex_);
    if (stopped() || next_ >= blocks_) return std::nullopt;
    const std::size_t number = next_;
    next_ += shard_.count;
    return number;
  }

  void add(std::size_t trials) {
    const std::lock_guard lock(mutex_);
    done_.trials += trials;
    const double elapsed_s = std::chrono::duration<double>(Clock::now() - start_).count();
    if (!options_.progress || elapsed_s < reported_s_ + between_reports_s) return;
    reported_s_ = elapsed_s;
    options_.progress({done_.trials, static_cast<double>(done_.all_trials), elapsed_s, {}, {}});
  }

  const models::Model& model_;
  const models::Study& study_;
  const Shard shard_;
  const TrialsOptions& options_;
  const std::size_t block_, blocks_;

  std::mutex mutex_;  ///< guards all below but what is its own guard
  std::size_t next_;
  ShardDone done_;
  std::exception_ptr failure_;
  std::atomic<bool> over_{false};
  KeptBlocks kept_;
  const Clock::time_point start_ = Clock::now();
  double reported_s_ = 0;
};

}  // namespace

ShardDone run_shard(const models::Model& model, const models::Study& study, const Shard& shard,
                    const TrialsOptions& options) {
  if (study.trials == 0) throw std::invalid_argument("a shard needs a number of trials");
  if (shard.number >= shard.count) throw std::invalid_argument("shards are numbered below their count");
  const std::size_t block = options.trials_per_block > 0 ? options.trials_per_block : trials_per_block(model, study);
  options.blocks->begin(block, study.trials);
  return ShardRun(model, study, shard, options, block).run();
}

}  // namespace nines::monte_carlo
