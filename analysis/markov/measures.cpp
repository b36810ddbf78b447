#include "analysis/markov/measures.h"

#include "analysis/markov/first_passage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>

namespace nines::markov {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The chain, and what all of its conditions share.
class Measurement {
 public:
  Measurement(const Chain& chain, Seconds mission, const std::atomic<bool>* stop)
      : chain_(chain), mission_(mission), rates_(compressed(chain.per_second)), initial_(chain.states(), 0.0) {
    solve_.stop = stop;
    transient_.stop = stop;
    long_run_ = steady_state(chain, solve_);
    for (const auto& [state, probability] : chain.initial) initial_[state] += probability;
    over_mission_ = transient(rates_, initial_, mission, known_long_run(), -1, transient_);
  }

  ConditionMeasures condition(std::size_t which, bool with_first_failure) const {
    ConditionMeasures result;
    const std::vector<std::uint8_t>& up = chain_.up[which];
    long_run(up, result);
    over_mission(up, result);
    result.mttf_s = result.unreliability = result.time_at_risk_s = nan;
    if (with_first_failure) {
      mean_time_to_failure(up, result);
      first_failure(up, result);
    }
    if (!std::isfinite(result.long_run_relative_error)) result.note += "long run: the iteration did not settle; ";
    result.relative_error = 0;
    for (const double error :
         {result.long_run_relative_error, result.mission_relative_error, result.first_failure_relative_error}) {
      result.relative_error = std::max(result.relative_error, error);
    }
    return result;
  }

  RewardMeasures reward(std::size_t which) const {
    const std::vector<double>& value = chain_.reward[which];
    const bool over_interval = mission_.count() > 0;
    const std::vector<double>& weight = over_interval ? over_mission_.time_s : initial_;
    long double steady = 0, mean = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      steady += static_cast<long double>(long_run_.probability[i]) * value[i];
      if (!weight.empty()) mean += static_cast<long double>(weight[i]) * value[i];
    }
    if (over_interval) mean /= mission_.count();
    const double error = relative_error(over_mission_.time_s, over_mission_.time_error_s,
                                        [&](std::size_t i) { return std::fabs(value[i]); });
    RewardMeasures result;
    result.long_run = static_cast<double>(steady);
    result.mission_mean = weight.empty() || error > largest_error ? nan : static_cast<double>(mean);
    result.long_run_relative_error = long_run_.relative_error;
    result.mission_relative_error = error;
    reward_at_end(value, result);
    result.relative_error = std::max(result.long_run_relative_error, result.mission_relative_error);
    return result;
  }

  const SteadyState& long_run() const { return long_run_; }
  const Transient& over_mission() const { return over_mission_; }

 private:
  const Chain& chain_;
  Seconds mission_;
  SparseRates rates_;
  std::vector<double> initial_;
  SolveOptions solve_;
  TransientOptions transient_;
  SteadyState long_run_;
  Transient over_mission_;

  void reward_at_end(const std::vector<double>& value, RewardMeasures& result) const {
    const std::vector<double>& at_end = over_mission_.at_end;
    const double error =
        relative_error(at_end, over_mission_.at_end_error, [&](std::size_t i) { return std::fabs(value[i]); });
    result.at_end = nan;
    if (at_end.empty() || error > largest_error) return;
    result.at_end = static_cast<double>(std::inner_product(at_end.begin(), at_end.end(), value.begin(), 0.0L));
    result.mission_relative_error = std::max(result.mission_relative_error, error);
  }

  const SteadyState* known_long_run() const { return std::isfinite(long_run_.relative_error) ? &long_run_ : nullptr; }

  /// From a state to those where the condition is down.
  double failure_rate(const std::vector<std::uint8_t>& up, std::size_t i) const {
    if (!up[i]) return 0;
    long double rate = 0;
    for (std::int64_t e = rates_.begin[i]; e < rates_.begin[i + 1]; ++e) {
      if (!up[rates_.to[e]]) rate += rates_.per_second[e];
    }
    return static_cast<double>(rate);
  }

  /// Rate at which outages begin, for given weights of the states.
  double failures(const std::vector<std::uint8_t>& up, const std::vector<double>& weight) const {
    long double total = 0;
    for (std::size_t i = 0; i < up.size(); ++i) total += static_cast<long double>(weight[i]) * failure_rate(up, i);
    return static_cast<double>(total);
  }

  static double sum_where(std::uint8_t wanted, const std::vector<std::uint8_t>& up, const std::vector<double>& weight) {
    long double total = 0;
    for (std::size_t i = 0; i < up.size(); ++i) {
      if ((up[i] != 0) == (wanted != 0)) total += weight[i];
    }
    return static_cast<double>(total);
  }

  void long_run(const std::vector<std::uint8_t>& up, ConditionMeasures& result) const {
    const double down = sum_where(0, up, long_run_.probability), working = sum_where(1, up, long_run_.probability);
    const double frequency = failures(up, long_run_.probability);
    result.unavailability_long_run = down;
    result.failure_frequency_per_s = frequency;
    result.mtbf_s = frequency > 0 ? 1 / frequency : infinite;
    result.mdt_s = frequency > 0 ? down / frequency : down > 0 ? infinite : 0;
    result.mut_s = frequency > 0 ? working / frequency : working > 0 ? infinite : 0;
    result.long_run_relative_error = 2 * long_run_.relative_error + 4 * std::numeric_limits<double>::epsilon();
  }

  static std::vector<std::uint8_t> down(const std::vector<std::uint8_t>& up) {
    std::vector<std::uint8_t> result(up.size());
    for (std::size_t i = 0; i < up.size(); ++i) result[i] = up[i] ? 0 : 1;
    return result;
  }

  void mean_time_to_failure(const std::vector<std::uint8_t>& up, ConditionMeasures& result) const {
    const MeanTime first = mean_time_to(chain_, down(up), solve_);
    result.mttf_s = first.seconds;
    result.long_run_relative_error = std::max(result.long_run_relative_error, first.relative_error);
  }

  /// Of the sum of what was computed over the mission, with a weight for each state.
  template <class Weight>
  double relative_error(const std::vector<double>& found, const std::vector<double>& error, Weight weight) const {
    if (error.empty()) return over_mission_.relative_error;
    long double sum = 0, uncertain = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      sum += weight(i) * static_cast<long double>(found[i]);
      uncertain += weight(i) * static_cast<long double>(error[i]);
    }
    return uncertain > 0 ? static_cast<double>(uncertain / sum) : std::numeric_limits<double>::epsilon();
  }

  /// Keeps a value whose error is known to be small, and says so of one that is not.
  void keep_if_certain(double& value, double error, ConditionMeasures& result) const {
    if (error <= largest_error) {
      result.mission_relative_error = std::max(result.mission_relative_error, error);
      return;
    }
    value = nan;
    const std::string note = "mission: " + too_uncertain(over_mission_, error) + "; ";
    if (result.note.find(note) == std::string::npos) result.note += note;
  }

  void over_mission(const std::vector<std::uint8_t>& up, ConditionMeasures& result) const {
    if (over_mission_.at_end.empty()) {
      result.interval_unavailability = result.point_unavailability = result.expected_outages = nan;
      result.mission_relative_error = over_mission_.relative_error;
      result.note += "mission: " + over_mission_.method + "; ";
      return;
    }
    const std::vector<double>&at_end = over_mission_.at_end, &time_s = over_mission_.time_s;
    const auto is_down = [&](std::size_t i) { return up[i] ? 0.0 : 1.0; };
    const auto failing = [&](std::size_t i) { return failure_rate(up, i); };
    const double seconds = mission_.count();
    const double point_error = relative_error(at_end, over_mission_.at_end_error, is_down);
    result.point_unavailability = sum_where(0, up, at_end);
    result.interval_unavailability = seconds > 0 ? sum_where(0, up, time_s) / seconds : result.point_unavailability;
    result.expected_outages = failures(up, time_s);
    keep_if_certain(result.point_unavailability, point_error, result);
    const std::vector<double>& error_s = over_mission_.time_error_s;
    keep_if_certain(result.interval_unavailability, relative_error(time_s, error_s, is_down), result);
    keep_if_certain(result.expected_outages, relative_error(time_s, error_s, failing), result);
  }

  void first_failure(const std::vector<std::uint8_t>& up, ConditionMeasures& result) const {
    const FirstEntry entry = first_entry(rates_, initial_, down(up), mission_, known_long_run(), transient_);
    result.unreliability = entry.probability;
    result.time_at_risk_s = entry.time_at_risk_s;
    result.first_failure_relative_error = entry.relative_error;
    if (std::isnan(entry.probability)) result.note += "first failure: " + entry.method + "; ";
  }
};

void check_sizes(const Chain& chain) {
  if (chain.states() == 0) throw std::invalid_argument("the chain has no states");
  if (chain.up.size() != chain.conditions.size() || chain.reward.size() != chain.rewards.size()) {
    throw std::invalid_argument("each condition and each reward of a chain needs a name and a value for each state");
  }
  for (const auto& up : chain.up) {
    if (up.size() != chain.states()) throw std::invalid_argument("a condition does not have one value for each state");
  }
  for (const auto& reward : chain.reward) {
    if (reward.size() != chain.states()) throw std::invalid_argument("a reward does not have one value for each state");
  }
}

}  // namespace

void check(const Chain& chain) {
  check_sizes(chain);
  double total = 0;
  for (const auto& [state, probability] : chain.initial) {
    if (state >= chain.states()) {
      throw std::invalid_argument(fmt::format("initial state {} is not one of the {} states", state, chain.states()));
    }
    if (!(probability >= 0) || probability > 1) {
      throw std::invalid_argument(fmt::format("initial probability {} is not a probability", probability));
    }
    total += probability;
  }
  if (!(std::fabs(total - 1) < 1e-12)) {
    throw std::invalid_argument(fmt::format("the initial probabilities add up to {}, not to 1", total));
  }
}

ChainMeasures measure_all(const Chain& chain, Seconds mission, const std::atomic<bool>* stop) {
  return measure_some(chain, mission, std::vector<std::uint8_t>(chain.up.size(), 1), stop);
}

ChainMeasures measure_some(const Chain& chain, Seconds mission, const std::vector<std::uint8_t>& first_failure,
                           const std::atomic<bool>* stop) {
  check(chain);
  if (first_failure.size() != chain.up.size()) {
    throw std::invalid_argument("whether the first failure is asked for has to be said of each condition");
  }
  const Measurement measurement(chain, mission, stop);
  ChainMeasures result;
  for (std::size_t c = 0; c < chain.up.size(); ++c) {
    result.conditions.push_back(measurement.condition(c, first_failure[c] != 0));
  }
  for (std::size_t r = 0; r < chain.reward.size(); ++r) result.rewards.push_back(measurement.reward(r));
  result.long_run_method = measurement.long_run().method;
  result.mission_method = measurement.over_mission().method;
  return result;
}

ConditionMeasures measure(const Chain& chain, std::size_t condition, Seconds mission) {
  check(chain);
  if (condition >= chain.up.size()) {
    throw std::invalid_argument(fmt::format("condition {} is not one of the chain's {}", condition, chain.up.size()));
  }
  return Measurement(chain, mission, nullptr).condition(condition, true);
}

}  // namespace nines::markov
