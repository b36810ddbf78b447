#include "analysis/sweep/paired_trials.h"

#include "analysis/monte_carlo/runner.h"
#include "analysis/monte_carlo/trials.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace nines::sweep {
namespace {

using Clock = std::chrono::steady_clock;
using Sums = std::vector<PairedSums>;

/// One of the two systems on one thread.
class System {
 public:
  System(const models::Model& model, const models::Study& study, const std::function<bool()>& stop)
      : model_(model), mission_(study.mission), runner_(model, study, stop), tally_(model, study) {}

  /// False if it was stopped.
  bool run(std::size_t trial) {
    tally_.clear();
    return runner_.run_trial(trial, tally_);
  }

  Quantities quantities(std::size_t service, models::Measure measure) const {
    return quantities_of(monte_carlo::moments_of(model_, tally_, service, measure), mission_);
  }

 private:
  const models::Model& model_;
  Seconds mission_;
  monte_carlo::TrialRunner runner_;
  monte_carlo::Tally tally_;  ///< of one trial
};

class PairedRun {
 public:
  PairedRun(const models::Study& first, const models::Study& second, const std::vector<PairedSubject>& subjects,
            std::size_t trials, const RunOptions& options)
      : studies_{with_trials(first, trials), with_trials(second, trials)},
        models_{models::build(first.platform), models::build(second.platform)},
        subjects_(subjects),
        options_(options),
        trials_(trials),
        block_(std::min(monte_carlo::trials_per_block(*models_[0], studies_[0]),
                        monte_carlo::trials_per_block(*models_[1], studies_[1]))),
        blocks_((trials + block_ - 1) / block_) {
    result_.subjects.resize(subjects.size());
  }

  PairedTrials run() {
    const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t wanted = options_.threads == 0 ? machine : options_.threads;
    result_.threads = static_cast<unsigned>(std::clamp<std::size_t>(blocks_, 1, wanted));
    {
      std::vector<std::jthread> others;
      for (unsigned i = 1; i < result_.threads; ++i) {
        try {
          others.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
          break;  // no more threads to be had: fewer give the same result
        }
      }
      work();
    }
    if (failure_) std::rethrow_exception(failure_);
    result_.interrupted = result_.trials < trials_;
    return std::move(result_);
  }

 private:
  static models::Study with_trials(models::Study study, std::size_t trials) {
    study.trials = trials;
    study.precision.clear();
    study.objectives.clear();
    return study;
  }

  bool stopped() const { return over_ || (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)); }

  void work() {
    try {
      const std::function<bool()> stop = [this] { return stopped(); };
      System first(*models_[0], studies_[0], stop), second(*models_[1], studies_[1], stop);
      for (std::size_t block = next_++; block < blocks_ && !stopped(); block = next_++) {
        Sums sums(subjects_.size());
        if (!run_block(block, first, second, sums)) return;
        deliver(block, std::move(sums));
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      over_ = true;
    }
  }

  bool run_block(std::size_t block, System& first, System& second, Sums& sums) {
    const std::size_t begin = block * block_, end = std::min(begin + block_, trials_);
    for (std::size_t trial = begin; trial < end; ++trial) {
      if (stopped() || !first.run(trial) || !second.run(trial)) return false;
      for (std::size_t i = 0; i < subjects_.size(); ++i) {
        const PairedSubject& subject = subjects_[i];
        sums[i].add(first.quantities(subject.first_service, subject.measure),
                    second.quantities(subject.second_service, subject.measure));
      }
    }
    return true;
  }

  void deliver(std::size_t block, Sums sums) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(block, std::move(sums));
    for (auto next = waiting_.find(merged_); next != waiting_.end(); next = waiting_.find(merged_)) {
      for (std::size_t i = 0; i < subjects_.size(); ++i) result_.subjects[i].merge(next->second[i]);
      waiting_.erase(next);
      ++merged_;
    }
    result_.trials = std::min(merged_ * block_, trials_);
    report();
  }

  void report() {
    if (!options_.progress) return;
    Progress now;
    now.trials_done = result_.trials;
    now.trials_planned = trials_;
    now.elapsed_s = std::chrono::duration<double>(Clock::now() - start_).count();
    if (result_.trials > 0) {
      const double done = static_cast<double>(result_.trials);
      now.remaining_s = now.elapsed_s * (static_cast<double>(trials_) - done) / done;
    }
    options_.progress(now);
  }

  const std::array<models::Study, 2> studies_;
  const std::array<std::unique_ptr<const models::Model>, 2> models_;
  const std::vector<PairedSubject>& subjects_;
  const RunOptions& options_;
  const std::size_t trials_, block_, blocks_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> over_{false};
  const Clock::time_point start_ = Clock::now();

  std::mutex mutex_;  ///< guards all below
  PairedTrials result_;
  std::map<std::size_t, Sums> waiting_;  ///< blocks that are done before an earlier one is
  std::size_t merged_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

PairedTrials run_paired(const models::Study& first, const models::Study& second,
                        const std::vector<PairedSubject>& subjects, std::size_t trials, const RunOptions& options) {
  return PairedRun(first, second, subjects, trials, options).run();
}

}  // namespace nines::sweep
