#include "analysis/drill/drill.h"
#include "analysis/drill/expectations.h"
#include "analysis/drill/recorder.h"
#include "analysis/drill/words.h"
#include "analysis/monte_carlo/trials.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nines::drill {
namespace {

using Window = models::Expectation::Window;

constexpr std::array<Window, 3> windows = {Window::before, Window::during, Window::after};

/// The model's behaviour; after each event the recorder is shown what is lost of the requests.
class WatchedBehaviour : public models::Behaviour {
 public:
  explicit WatchedBehaviour(const models::Model& model) : Behaviour(model), model_(model) {}

  template <class Context>
  void settle(Context& context) const {
    Behaviour::settle(context);
    for (std::uint32_t s = 0; s < model_.services.size(); ++s) {
      if (model_.services[s].balance == none) continue;
      const models::BalanceModel& balance = model_.balances[model_.services[s].balance];
      // The reward is relative to the mean load; what is told here is a share of what is asked at the moment.
      const double relative = models::service::load_now(context, balance) / balance.spec->load;
      context.observer().unserved(s, context.rewards().value(balance.unserved_reward) / relative, context.now());
    }
  }

 private:
  const models::Model& model_;
};

/// Sorts the values.
Spread spread_of(std::vector<double>& values) {
  Spread spread;
  spread.trials = values.size();
  if (values.empty()) return spread;
  std::sort(values.begin(), values.end());
  for (const double value : values) spread.mean += value;
  spread.mean /= static_cast<double>(values.size());
  // The smallest value that so large a share of the values does not exceed.
  const auto quantile = [&](double share) {
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
  };
  spread.low = quantile(0.05);
  spread.high = quantile(0.95);
  return spread;
}

/// What is kept of one service over the trials.
struct ServiceSums {
  std::array<double, 3> length_s{}, down_s{}, lost_s{};
  std::vector<double> down_in_trial_s, lost_in_trial_s;  ///< where there was any, since the first fault
  std::vector<double> data_lost_s;
  std::size_t lost_all_data = 0;
};

class Rehearsal {
 public:
  Rehearsal(const models::Drill& drill, const models::Model& model)
      : drill_(drill), model_(model), expectations_(drill, model), services_(model.services.size()) {
    result_.title = drill.title;
    result_.seed = drill.study.seed;
    result_.length_s = drill.study.mission.count();
    result_.clock_starts_s = drill.clock_starts.count();
    result_.confidence = drill.study.confidence;
    result_.other_failures = drill.other_failures;
    for (const models::InjectedFault& fault : drill.study.platform.injected)
      result_.faults.push_back({fault.name, fault.at.count(), "", true, 0, {}});
  }

  void add(const Recorder& trial) {
    ++result_.trials;
    for (std::size_t f = 0; f < result_.faults.size(); ++f) add_fault(f, trial.struck(f));
    for (std::size_t s = 0; s < services_.size(); ++s) add_service(s, trial);
    const double recovered_s = trial.recovered_s();
    if (std::isinf(recovered_s)) {
      ++result_.still_disturbed;
    } else if (recovered_s > trial.first_fault_s()) {
      disturbed_s_.push_back(recovered_s - trial.first_fault_s());
    }
    expectations_.add(trial);
  }

  DrillResult result(const Recorder& all) {
    result_.disturbed_s = spread_of(disturbed_s_);
    for (const Followed& followed : all.followed()) {
      std::vector<double> after_s = followed.after_s;
      result_.faults[followed.fault].responses.push_back(
          {response_text(model_, followed), response_service(model_, followed), spread_of(after_s)});
    }
    for (FaultResult& fault : result_.faults) {
      std::stable_sort(fault.responses.begin(), fault.responses.end(),
                       [](const Response& a, const Response& b) { return a.after_s.mean < b.after_s.mean; });
    }
    for (std::size_t s = 0; s < services_.size(); ++s) result_.services.push_back(service_result(s));
    result_.expectations = expectations_.judge(result_.trials, result_.confidence);
    return std::move(result_);
  }

 private:
  void add_fault(std::size_t f, const Struck& struck) {
    FaultResult& fault = result_.faults[f];
    if (struck.units == drill_.study.platform.injected[f].count) ++fault.struck;
    if (struck.units == 0) return;
    const std::string unit = model_.unit_name(struck.first_group);
    if (fault.unit.empty()) fault.unit = unit;
    fault.always_same_unit = fault.always_same_unit && fault.unit == unit;
  }

  void add_service(std::size_t s, const Recorder& trial) {
    const bool balanced = model_.services[s].balance != none;
    for (std::size_t w = 0; w < windows.size(); ++w) {
      const Stretch stretch = stretch_of(windows[w], trial, result_.length_s);
      const Loss loss = loss_in(trial.points(s), balanced, stretch);
      services_[s].length_s[w] += stretch.length_s();
      services_[s].down_s[w] += loss.down_s;
      services_[s].lost_s[w] += loss.lost_s;
    }
    const Loss since = loss_in(trial.points(s), balanced, {trial.first_fault_s(), result_.length_s});
    if (since.down_s > 0) services_[s].down_in_trial_s.push_back(since.down_s);
    if (since.lost_s > 0) services_[s].lost_in_trial_s.push_back(since.lost_s);
    const double data_lost_s = trial.data_lost_s(s);
    if (std::isinf(data_lost_s)) {
      ++services_[s].lost_all_data;
    } else if (data_lost_s > 0) {
      services_[s].data_lost_s.push_back(data_lost_s);
    }
  }

  ServiceResult service_result(std::size_t s) {
    ServiceSums& sums = services_[s];
    ServiceResult service;
    service.name = model_.services[s].name;
    service.balanced = model_.services[s].balance != none;
    service.went_down = sums.down_in_trial_s.size();
    service.lost_requests = sums.lost_in_trial_s.size();
    for (std::size_t w = 0; w < windows.size(); ++w) {
      const double length_s = sums.length_s[w];
      const double nothing = std::numeric_limits<double>::quiet_NaN();
      service.up[w] = length_s > 0 ? 1 - sums.down_s[w] / length_s : nothing;
      service.served[w] = length_s > 0 ? 1 - sums.lost_s[w] / length_s : nothing;
    }
    service.down_s = spread_of(sums.down_in_trial_s);
    service.lost_s = spread_of(sums.lost_in_trial_s);
    service.data_lost_s = spread_of(sums.data_lost_s);
    service.lost_all_data = sums.lost_all_data;
    return service;
  }

  const models::Drill& drill_;
  const models::Model& model_;
  Expectations expectations_;
  std::vector<ServiceSums> services_;
  std::vector<double> disturbed_s_;
  DrillResult result_;
};

}  // namespace

DrillResult rehearse(const models::Drill& drill, const std::atomic<bool>* stop) {
  const auto model = models::build(drill.study.platform);
  Recorder recorder(*model);
  Sampler<Recorder> sampler(model->layout, recorder);
  const WatchedBehaviour behaviour(*model);
  Rehearsal rehearsal(drill, *model);
  bool interrupted = false;
  for (std::size_t trial = 0; trial < drill.study.trials && !interrupted; ++trial) {
    const auto address = monte_carlo::address_of(drill.study.seed, trial);
    recorder.begin();
    sampler.run(behaviour, address.seed, address.trial, drill.study.mission.count());
    recorder.end();
    rehearsal.add(recorder);
    interrupted = stop != nullptr && *stop;
  }
  DrillResult result = rehearsal.result(recorder);
  result.interrupted = interrupted && result.trials < drill.study.trials;
  return result;
}

}  // namespace nines::drill
