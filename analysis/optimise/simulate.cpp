#include "analysis/optimise/simulate.h"

#include "analysis/monte_carlo/threads.h"
#include "analysis/monte_carlo/trials.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>

namespace nines::optimise {
namespace {

using models::LossCost;
using models::Measure;

constexpr std::size_t trials_in_a_task = 64;

/// One candidate on one thread.
class Runner {
 public:
  Runner(const Tried& tried, const std::function<bool()>& stop)
      : candidate_(tried.candidate),
        model_(*tried.model),
        runner_(model_, candidate_.study, stop),
        tally_(model_, candidate_.study) {}

  /// False if it was stopped.
  bool run(std::size_t trial, Seen& seen) {
    tally_.clear();
    if (!runner_.run_trial(trial, tally_)) return false;
    const auto& objectives = candidate_.study.objectives;
    seen.objectives.resize(objectives.size());
    seen.met.resize(objectives.size());
    for (std::size_t i = 0; i < objectives.size(); ++i) {
      seen.met[i] += tally_.objectives_met[i];
      seen.objectives[i].merge(monte_carlo::moments_of(model_, tally_, objectives[i].service, objectives[i].measure));
    }
    seen.service.merge(tally_.services[candidate_.service]);
    seen.lost.push_back(tally_.services[candidate_.service].downtime_s.sum / candidate_.study.mission.count());
    if (!candidate_.losses.empty()) seen.losses.push_back(losses());
    ++seen.trials;
    return true;
  }

 private:
  /// Of this trial, per year.
  double losses() const {
    double sum = 0;
    for (const LossCost& each : candidate_.losses) sum += each.each * amount(each);
    return sum * (year / candidate_.study.mission);
  }

  double amount(const LossCost& cost) const {
    const auto of = [&](Measure measure) -> const monte_carlo::Moments& {
      return monte_carlo::moments_of(model_, tally_, cost.service, measure);
    };
    switch (cost.kind) {
      case LossCost::Kind::downtime: return of(Measure::downtime).downtime_s.sum;
      case LossCost::Kind::outages: return of(Measure::outages).outages.sum;
      case LossCost::Kind::data_losses: return of(Measure::data_losses).outages.sum;
      case LossCost::Kind::lost_data: return of(Measure::rpo).downtime_s.sum;
    }
    return 0;
  }

  const Candidate& candidate_;
  const models::Model& model_;
  monte_carlo::TrialRunner runner_;
  monte_carlo::Tally tally_;  ///< of one trial
};

/// A few consecutive trials of one candidate.
struct Task {
  Tried* tried = nullptr;
  std::size_t first = 0, count = 0;
  Seen seen = {};
};

std::vector<Task> tasks_of(const std::vector<Wanted>& wanted) {
  std::vector<Task> tasks;
  for (const Wanted& each : wanted) {
    if (!each.tried->model) each.tried->model = models::build(each.tried->candidate.study.platform);
    const std::size_t first = each.tried->first_trial + each.tried->seen.trials;
    for (std::size_t done = 0; done < each.trials; done += trials_in_a_task)
      tasks.push_back({each.tried, first + done, std::min(trials_in_a_task, each.trials - done)});
  }
  return tasks;
}

class Simulation {
 public:
  Simulation(std::vector<Task>& tasks, const SimulateOptions& options) : tasks_(tasks), options_(options) {}

  bool run() {
    monte_carlo::on_threads(monte_carlo::threads_for(options_.threads, tasks_.size()), [this] { work(); });
    if (failure_) std::rethrow_exception(failure_);
    return tasks_done_ == tasks_.size();
  }

 private:
  bool stopped() const { return over_ || (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)); }

  void work() {
    try {
      const std::function<bool()> stop = [this] { return stopped(); };
      std::unique_ptr<Runner> runner;
      const Tried* of = nullptr;
      for (std::size_t i = next_++; i < tasks_.size() && !stopped(); i = next_++) {
        Task& task = tasks_[i];
        if (of != task.tried) runner = std::make_unique<Runner>(*task.tried, stop);
        of = task.tried;
        for (std::size_t trial = 0; trial < task.count; ++trial) {
          if (stopped() || !runner->run(task.first + trial, task.seen)) return;
        }
        deliver(task.count);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      over_ = true;
    }
  }

  void deliver(std::size_t trials) {
    const std::lock_guard lock(mutex_);
    ++tasks_done_;
    trials_done_ += trials;
    if (options_.done) options_.done(trials_done_);
  }

  std::vector<Task>& tasks_;
  const SimulateOptions& options_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> over_{false};
  std::mutex mutex_;  ///< guards all below
  std::size_t tasks_done_ = 0, trials_done_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void Seen::merge(const Seen& later) {
  losses.insert(losses.end(), later.losses.begin(), later.losses.end());
  lost.insert(lost.end(), later.lost.begin(), later.lost.end());
  objectives.resize(std::max(objectives.size(), later.objectives.size()));
  met.resize(std::max(met.size(), later.met.size()));
  for (std::size_t i = 0; i < later.objectives.size(); ++i) objectives[i].merge(later.objectives[i]);
  for (std::size_t i = 0; i < later.met.size(); ++i) met[i] += later.met[i];
  service.merge(later.service);
  trials += later.trials;
}

bool simulate(const std::vector<Wanted>& wanted, const SimulateOptions& options) {
  std::vector<Task> tasks = tasks_of(wanted);
  if (!Simulation(tasks, options).run()) return false;
  for (const Task& task : tasks) task.tried->seen.merge(task.seen);  // in their order, whoever ran them
  return true;
}

}  // namespace nines::optimise
