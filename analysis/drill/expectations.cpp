#include "analysis/drill/expectations.h"

#include "analysis/monte_carlo/intervals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::drill {
namespace {

using models::Expectation;
using Outcome = ObjectiveResult::Outcome;
using Quantity = Expectation::Quantity;

constexpr double rounding = 1e-12;

/// Shares are held as what is missing: at least so much is at most so much missing.
bool is_upper_bound(const Expectation& expectation) { return expectation.is_share() == expectation.at_least; }

bool keeps(const Expectation& expectation, double value) {
  const double slack = rounding * std::max(1.0, expectation.bound);
  return is_upper_bound(expectation) ? value <= expectation.bound + slack : value >= expectation.bound - slack;
}

Outcome outcome_of(bool low_holds, bool high_holds) {
  return low_holds == high_holds ? low_holds ? Outcome::met : Outcome::missed : Outcome::unresolved;
}

std::string interval_in_words(Outcome outcome, double confidence) {
  const std::string interval = fmt::format("the {:g} % interval", 100 * confidence);
  switch (outcome) {
    case Outcome::met: return interval + " is within the bound";
    case Outcome::missed: return interval + " is outside the bound";
    case Outcome::unresolved: break;
  }
  return interval + " reaches across the bound: more trials are needed";
}

void judge_share(ExpectationResult& result, std::size_t kept, std::size_t trials, double confidence) {
  const Expectation& expectation = result.expectation;
  result.value = monte_carlo::proportion(kept, trials, confidence);
  if (expectation.often == Expectation::Often::in_each_trial) {
    result.outcome = kept == trials ? Outcome::met : Outcome::missed;
    result.reason = kept == trials ? "it was so in each trial"
                                   : fmt::format("it was not so in {} of {} trials", trials - kept, trials);
    return;
  }
  const double share = expectation.share_of_trials;
  result.outcome = outcome_of(result.value.low >= share, result.value.high >= share);
  result.reason = interval_in_words(result.outcome, confidence);
}

}  // namespace

Stretch stretch_of(Expectation::Window window, const Recorder& trial, double length_s) {
  const double fault_s = std::min(trial.first_fault_s(), length_s), back_s = std::min(trial.recovered_s(), length_s);
  switch (window) {
    case Expectation::Window::before: return {0, fault_s};
    case Expectation::Window::during: return {fault_s, back_s};
    case Expectation::Window::after: return {back_s, length_s};
    case Expectation::Window::between: break;
  }
  return {0, length_s};
}

Loss loss_in(const std::vector<Point>& points, bool balanced, const Stretch& stretch) {
  Loss loss;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double from_s = std::max(points[i].at_s, stretch.from_s);
    const double to_s = i + 1 < points.size() ? std::min(points[i + 1].at_s, stretch.to_s) : stretch.to_s;
    if (to_s <= from_s) continue;
    const double down_s = points[i].up ? 0 : to_s - from_s;
    loss.down_s += down_s;
    loss.lost_s += balanced ? points[i].unserved * (to_s - from_s) : down_s;
  }
  return loss;
}

/// From the fault to the notice, or the repair, of the last unit of all faults that are meant.
double Expectations::since_fault(const Expectation& expectation, const Recorder& trial) const {
  const bool notice = expectation.quantity == Quantity::noticed;
  double longest_s = 0;
  for (const std::size_t fault : expectation.faults) {
    const models::InjectedFault& spec = drill_.study.platform.injected[fault];
    const Struck& struck = trial.struck(fault);
    if ((notice ? struck.noticed : struck.repaired) < spec.count) return never.count();
    const double at_s = notice ? struck.last_noticed_s : struck.last_repaired_s;
    longest_s = std::max(longest_s, at_s - spec.at.count());
  }
  return longest_s;
}

double Expectations::value(const Expectation& expectation, const Recorder& trial) const {
  if (expectation.is_of_fault()) return since_fault(expectation, trial);
  const std::size_t s = expectation.service;
  if (expectation.quantity == Quantity::back) return trial.back_s(s) - trial.first_fault_s();
  if (expectation.quantity == Quantity::loses) return trial.data_lost_s(s);
  if (expectation.quantity == Quantity::switched) return trial.switched_s(s) - trial.first_fault_s();
  const double length_s = drill_.study.mission.count();
  Stretch stretch = stretch_of(expectation.window, trial, length_s);
  stretch.from_s = std::max(stretch.from_s, expectation.from.count());
  stretch.to_s = std::min(stretch.to_s, expectation.to.count());
  const bool balanced = model_.services[s].balance != none;
  const Loss loss = loss_in(trial.points(s), balanced, stretch);
  if (expectation.quantity == Quantity::down) return loss.down_s;
  if (stretch.length_s() <= 0) return 0;  // nothing is missing in no time
  return (expectation.quantity == Quantity::served ? loss.lost_s : loss.down_s) / stretch.length_s();
}

void Expectations::add(const Recorder& trial) {
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const double value = this->value(drill_.expectations[i], trial);
    sums_[i].kept += keeps(drill_.expectations[i], value) ? 1 : 0;
    if (std::isinf(value)) {
      ++sums_[i].infinite;
    } else {
      sums_[i].values.add(value);
    }
  }
}

void Expectations::judge_average(ExpectationResult& result, const Sums& sums, std::size_t trials,
                                 double confidence) const {
  const Expectation& expectation = result.expectation;
  if (sums.infinite > 0) {
    result.value.value = result.value.low = result.value.high = never.count();
    result.value.trials = trials;
    result.value.trust = Estimate::Trust::good;
    result.outcome = keeps(expectation, never.count()) ? Outcome::met : Outcome::missed;
    result.reason = fmt::format("it did not come about in {} of {} trials", sums.infinite, trials);
    return;
  }
  const double largest = expectation.is_share() ? 1 : drill_.study.mission.count();
  const double none_seen = monte_carlo::proportion(0, trials, confidence).high * largest;
  result.value = monte_carlo::mean_per_trial(sums.values, trials, sums.values.positive, true, none_seen, confidence);
  result.outcome = outcome_of(keeps(expectation, result.value.low), keeps(expectation, result.value.high));
  result.reason = interval_in_words(result.outcome, confidence);
}

std::vector<ExpectationResult> Expectations::judge(std::size_t trials, double confidence) const {
  std::vector<ExpectationResult> results;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    ExpectationResult result;
    result.expectation = drill_.expectations[i];
    if (trials == 0) {
      result.reason = "not simulated";
    } else if (result.expectation.often == Expectation::Often::on_average) {
      judge_average(result, sums_[i], trials, confidence);
    } else {
      judge_share(result, sums_[i].kept, trials, confidence);
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace nines::drill
