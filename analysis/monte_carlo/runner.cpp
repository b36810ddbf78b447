#include "analysis/monte_carlo/runner.h"

#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/kept_blocks.h"
#include "analysis/monte_carlo/stopping.h"
#include "analysis/monte_carlo/threads.h"
#include "analysis/monte_carlo/trials.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

namespace nines::monte_carlo {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double between_reports_s = 0.2;
constexpr std::size_t blocks_ahead_per_thread = 4;

/// Failures expected in a mission, from the laws' means: how long a trial takes.
double expected_failures(const models::Platform& platform, Seconds mission) {
  double failures = 0;
  const auto add = [&](const std::vector<models::FailureMode>& modes, std::size_t members) {
    for (const models::FailureMode& mode : modes) {
      if (mode.time_to_failure) failures += static_cast<double>(members) * (mission / mode.time_to_failure->mean());
    }
  };
  for (const models::NodeClass& nodes : platform.nodes) add(nodes.failures, platform.members(nodes));
  for (std::size_t i = 0; i < platform.domains.size(); ++i) add(platform.domains[i].failures, platform.instances(i));
  for (const models::Shock& shock : platform.shocks) {
    const std::size_t processes = shock.per_level ? platform.instances(*shock.per_level) : 1;
    failures += static_cast<double>(processes) * (mission / shock.interval->mean());
  }
  return failures;
}

std::size_t block_size(const models::Model& model, const models::Study& study, const TrialsOptions& options) {
  return options.trials_per_block > 0 ? options.trials_per_block : trials_per_block(model, study);
}

/// What the threads share: which block is next, and the sums of all blocks up to the first that is not done.
class Run {
 public:
  Run(const models::Model& model, const models::Study& study, const TrialsOptions& options)
      : model_(model),
        study_(study),
        options_(options),
        trials_(study.trials > 0 ? study.trials : study.max_trials),
        block_(block_size(model, study, options)),
        blocks_((trials_ + block_ - 1) / block_),
        result_{Tally(model, study), false, true, threads_for(options.threads, blocks_)},
        window_(result_.threads * blocks_ahead_per_thread),
        kept_(model, study, options.blocks) {}

  Trials run() {
    on_threads(result_.threads, [this] { work(); });
    if (failure_) std::rethrow_exception(failure_);
    result_.interrupted = stopped() && !finished();
    if (study_.trials == 0) result_.precision_reached = precision_reached_;
    return std::move(result_);
  }

 private:
  struct Slot {
    std::optional<Tally> tally;  ///< of a block that waits to be merged
    std::size_t wanted = 0;      ///< its trials, if it was not interrupted
  };

  bool stopped() const { return options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed); }
  bool finished() const { return precision_reached_ || merged_ == blocks_; }

  void work() {
    try {
      TrialRunner runner(model_, study_, [this] { return stopped() || over_.load(std::memory_order_relaxed); });
      while (const auto block = next_block()) {
        const std::size_t first = *block * block_;
        const Block trials{*block, first, std::min(block_, trials_ - first)};
        Tally tally(model_, study_);
        kept_.sums_of(trials, runner, tally);
        deliver(*block, trials.trials, std::move(tally));
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      end();
    }
  }

  std::optional<std::size_t> next_block() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return over_ || claimed_ == blocks_ || claimed_ < first_out_of_reach(); });
    if (over_ || stopped() || claimed_ == blocks_) return std::nullopt;
    return claimed_++;
  }

  /// How far threads may run ahead: so far that none of them idles, but where the next look may end the run, no further.
  std::size_t first_out_of_reach() const {
    const std::size_t room = merged_ + window_.size();
    return study_.trials > 0 ? room : std::min(room, next_look_ + result_.threads);
  }

  void deliver(std::size_t block, std::size_t wanted, Tally tally) {
    const std::lock_guard lock(mutex_);
    if (over_) return;  // it ran ahead of the end
    Slot& slot = window_[block % window_.size()];
    slot.tally = std::move(tally);
    slot.wanted = wanted;
    merge();
    room_.notify_all();
  }

  /// Merges what is complete up to here; called with the lock.
  void merge() {
    while (!over_) {
      Slot& slot = window_[merged_ % window_.size()];
      if (!slot.tally) break;
      result_.tally.merge(*slot.tally);
      const bool interrupted = slot.tally->trials < slot.wanted;
      slot.tally.reset();
      if (interrupted) {  // what follows it would leave a gap
        end();
        break;
      }
      ++merged_;
      note_checkpoint();
      look();
    }
    report();
  }

  void note_checkpoint() {
    if (merged_ != next_note_ && merged_ != blocks_) return;
    next_note_ = next_checkpoint(merged_);
    const std::vector<Moments>& services = result_.tally.services;
    const auto first = static_cast<std::ptrdiff_t>(result_.tally.profile.first_service);
    result_.checkpoints.push_back({{services.begin() + first, services.end()}});
  }

  /// At a checkpoint: is the precision reached?
  void look() {
    if (study_.trials > 0 || (merged_ != next_look_ && merged_ != blocks_)) return;
    next_look_ = next_checkpoint(merged_);
    std::vector<Estimate> current;
    for (const models::Precision& target : study_.precision) {
      current.push_back(estimate_of(target, model_, result_.tally, study_));
    }
    const StoppingDecision decision = decide(current, study_.precision);
    deciding_ = decision.deciding;
    needed_ = decision.trials_needed;
    precision_reached_ = decision.reached;
    if (decision.reached) end();
  }

  void report() {
    if (!options_.progress || result_.tally.trials == 0) return;
    const double elapsed_s = std::chrono::duration<double>(Clock::now() - start_).count();
    if (elapsed_s < reported_s_ + between_reports_s) return;
    reported_s_ = elapsed_s;
    TrialsProgress progress{result_.tally.trials, static_cast<double>(trials_), elapsed_s, {}, {}};
    if (study_.trials == 0) {
      progress.planned = std::min(needed_, static_cast<double>(trials_));
      progress.deciding = study_.precision[deciding_];
    } else if (!study_.platform.services.empty()) {
      // Services come in topological order: the last one is what the others are for.
      progress.deciding.service = study_.platform.services.size() - 1;
    }
    progress.current = estimate_of(progress.deciding, model_, result_.tally, study_);
    options_.progress(progress);
  }

  void end() {
    over_ = true;
    room_.notify_all();
  }

  const models::Model& model_;
  const models::Study& study_;
  const TrialsOptions& options_;
  const std::size_t trials_, block_, blocks_;

  std::mutex mutex_;  ///< guards all below
  std::condition_variable room_;
  Trials result_;
  std::vector<Slot> window_;
  KeptBlocks kept_;  ///< of all members the one that needs no lock
  std::size_t claimed_ = 0, merged_ = 0, next_look_ = 1, next_note_ = 1, deciding_ = 0;
  double needed_ = 0;
  bool precision_reached_ = false;
  std::atomic<bool> over_{false};  ///< no further block is wanted; read without the lock, too
  std::exception_ptr failure_;
  const Clock::time_point start_ = Clock::now();
  double reported_s_ = 0;
};

}  // namespace

std::size_t trials_per_block(const models::Model& model, const models::Study& study) {
  // In units of one event, roughly a tenth of a microsecond.
  constexpr double work_per_block = 200'000;
  constexpr double most_trials = 4096;
  constexpr std::size_t fewest_blocks = 256;  // for many threads to share evenly
  double events = 2 * expected_failures(model.platform, study.mission);
  for (const models::DataSet& data : model.platform.data) {
    for (const models::BackupSchedule& each : data.backups) events += 2 * (study.mission / each.interval->mean());
  }
  const double start = 10 + model.layout.timers() + model.layout.rates() / 4.0 + model.layout.fixed_bytes / 256.0;
  const double subjects = 2.0 * static_cast<double>(model.services.size() + model.classes.size()) +
                          static_cast<double>(model.causes.size());
  const double fitting = std::clamp(work_per_block / (start + events + subjects), 1.0, most_trials);
  const auto block = static_cast<std::size_t>(fitting);
  return study.trials == 0 ? block : std::clamp<std::size_t>(study.trials / fewest_blocks, 1, block);
}

Estimate estimate_of(const models::Precision& target, const models::Model& model, const Tally& tally,
                     const models::Study& study) {
  if (target.service >= tally.services.size()) return {};
  return estimate(target.measure, moments_of(model, tally, target.service, target.measure), study.mission,
                  study.confidence);
}

Trials run_trials(const models::Model& model, const models::Study& study, const TrialsOptions& options) {
  if (study.trials == 0 && study.precision.empty()) {
    throw std::invalid_argument("a study needs a number of trials, or a precision to reach");
  }
  if (!(study.mission.count() > 0) || !std::isfinite(study.mission.count())) {
    throw std::invalid_argument("the mission must be a finite time above 0");
  }
  if (options.blocks != nullptr) options.blocks->begin(block_size(model, study, options), study.trials);
  return Run(model, study, options).run();
}

}  // namespace nines::monte_carlo
