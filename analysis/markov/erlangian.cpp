#include "analysis/markov/erlangian.h"

#include "analysis/markov/elimination.h"
#include "analysis/markov/stop.h"

#include <fmt/format.h>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

namespace nines::markov {

namespace {

/// Stages to the mean time T. With the orders below all that decays is exact to about 1e-11 of where it began.
constexpr int stages = 192;
constexpr int order = 14;
/// For the error: where the difference from one happens to vanish, there is still the other.
constexpr int lower_orders[] = {12, 10};
constexpr double nearest = 0.7, furthest = 1.3;  ///< numbers of stages that are used, in `stages`
constexpr double factor_entries_allowed = 2.5e8;
constexpr double reported_above = 1e-40;

/// An extrapolation: the result after node[i] stages has weight[i].
struct Extrapolation {
  std::vector<int> node;
  std::vector<double> weight;

  double of(int k) const {
    const auto found = std::find(node.begin(), node.end(), k);
    return found == node.end() ? 0 : weight[static_cast<std::size_t>(found - node.begin())];
  }
  double amplification() const {
    double sum = 0;
    for (const double w : weight) sum += std::fabs(w);
    return sum;
  }
};

/// Nodes like Chebyshev's. The weights solve sum c_k k (k + 1) ... (k + m - 1) / n^m = 1, whose condition needs more
/// than the machine's digits.
Extrapolation extrapolation(int p) {
  using Real = boost::multiprecision::cpp_bin_float_100;
  const auto size = static_cast<std::size_t>(p) + 1;
  Extrapolation result;
  for (int i = 0; i <= p; ++i) {
    const double at = (nearest + furthest) / 2 - (furthest - nearest) / 2 * std::cos(std::numbers::pi * i / p);
    result.node.push_back(static_cast<int>(std::lround(stages * at)));
  }
  std::vector<std::vector<Real>> row(size, std::vector<Real>(size + 1, 1));
  for (std::size_t m = 1; m < size; ++m) {
    for (std::size_t i = 0; i < size; ++i) {
      row[m][i] = row[m - 1][i] * Real(result.node[i] + static_cast<int>(m) - 1) / stages;
    }
  }
  for (std::size_t k = 0; k < size; ++k) {  // Gauss and Jordan
    for (std::size_t m = 0; m < size; ++m) {
      if (m == k) continue;
      const Real factor = row[m][k] / row[k][k];
      for (std::size_t i = k; i <= size; ++i) row[m][i] -= factor * row[k][i];
    }
  }
  for (std::size_t k = 0; k < size; ++k) result.weight.push_back(static_cast<double>(Real(row[k][size] / row[k][k])));
  return result;
}

/// What a component does from stage to stage, seen above rounding.
class Turns {
 public:
  explicit Turns(std::size_t states)
      : lowest_(states, 1e300), highest_(states, 0), rising_(states, 0), turns_(states, 0) {}

  void see(std::size_t j, double before, double after) {
    lowest_[j] = std::min(lowest_[j], after);
    highest_[j] = std::max(highest_[j], after);
    const double change = after - before;
    if (std::fabs(change) <= 1e-11 * std::max(before, after)) return;
    const std::int8_t rising = change > 0 ? 1 : -1;
    if (rising_[j] == -rising) ++turns_[j];
    rising_[j] = rising;
  }

  /// A cycle of m turns has an angular frequency of about pi m / T; n stages damp it by exp(-(pi m)^2 / 2n).
  bool too_fast(std::size_t j) const { return std::numbers::pi * std::numbers::pi * turns_[j] * turns_[j] > stages; }
  double swing(std::size_t j) const { return highest_[j] - lowest_[j]; }
  int turns(std::size_t j) const { return turns_[j]; }

 private:
  std::vector<double> lowest_, highest_;
  std::vector<std::int8_t> rising_;
  std::vector<int> turns_;
};

/// A vector extrapolated in the number of stages, with what its error is estimated from.
class Extrapolated {
 public:
  explicit Extrapolated(std::size_t size) : best_(size, 0.0), lower_{best_, best_}, largest_(size, 0.0) {}

  void add(double weight, const std::array<double, 2>& lower_weights, const std::vector<double>& values) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      best_[j] += weight * values[j];
      lower_[0][j] += lower_weights[0] * values[j];
      lower_[1][j] += lower_weights[1] * values[j];
      largest_[j] = std::max(largest_[j], values[j]);
    }
  }

  std::vector<double> value() const {
    std::vector<double> result = best_;
    for (double& x : result) x = std::max(x, 0.0);
    return result;
  }

  /// Absolute, where rounding is at most the given share of the largest value seen.
  std::vector<double> error(double rounding) const {
    std::vector<double> result(best_.size());
    for (std::size_t j = 0; j < best_.size(); ++j) {
      const double kept = std::max(best_[j], 0.0);
      const double difference = std::max(std::fabs(kept - lower_[0][j]), std::fabs(kept - lower_[1][j]));
      result[j] = 2 * difference + rounding * largest_[j];
    }
    return result;
  }

 private:
  std::vector<double> best_;
  std::array<std::vector<double>, 2> lower_;
  std::vector<double> largest_;
};

double worst(const std::vector<double>& value, const std::vector<double>& error, double negligible) {
  double result = 0;
  for (std::size_t j = 0; j < value.size(); ++j) {
    const double size = std::max(value[j], error[j]);
    if (size > negligible) result = std::max(result, error[j] / size);
  }
  return result;
}

}  // namespace

struct ErlangianHorizon::Passage {
  Extrapolated at_end, time_s;
  Turns turns;
  double rounding = 0;
};

ErlangianHorizon::ErlangianHorizon(const SparseRates& rates, const std::atomic<bool>* stop)
    : rates_(rates), stop_(stop), number_(static_cast<std::size_t>(rates.states()), -1) {
  for (State i = 0; i < rates.states(); ++i) {
    if (rates.begin[i + 1] == rates.begin[i]) continue;
    number_[i] = static_cast<State>(live_.size());
    live_.push_back(i);
  }
  const auto root = static_cast<State>(live_.size());
  for (const State i : live_) {
    double absorbed = 0;
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      const State to = number_[rates.to[e]];
      if (to < 0) {
        absorbed += rates.per_second[e];
      } else {
        killed_.to.push_back(to);
        killed_.per_second.push_back(rates.per_second[e]);
      }
    }
    killed_.to.push_back(root);
    killed_.per_second.push_back(1);  // the pattern is what counts here
    killed_.begin.push_back(killed_.transitions());
    absorbed_per_s_.push_back(absorbed);
  }
  killed_.begin.push_back(killed_.transitions());
  const EliminationPlanner planner(killed_, root, stop);
  predicted_ = planner.predicted();
  if (predicted_.factor_entries <= factor_entries_allowed) plan_ = planner.plan();
}

double ErlangianHorizon::seconds() const {
  if (predicted_.factor_entries > factor_entries_allowed) return std::numeric_limits<double>::infinity();
  constexpr double operations_per_second = 1e10, entries_per_second = 1e9;
  return plan_.operations / operations_per_second + furthest * stages * plan_.factor_entries / entries_per_second;
}

ErlangianHorizon::Passage ErlangianHorizon::passage(const std::vector<double>& initial, double time_s) const {
  const double per_s = stages / time_s;
  SparseRates killed = killed_;
  for (std::size_t i = 0; i < live_.size(); ++i) {
    killed.per_second[killed.begin[i + 1] - 1] = per_s + absorbed_per_s_[i];
  }
  const Elimination elimination(killed, plan_, stop_);
  const Extrapolation best = extrapolation(order);
  const Extrapolation lower[] = {extrapolation(lower_orders[0]), extrapolation(lower_orders[1])};
  Passage result{Extrapolated(initial.size()), Extrapolated(initial.size()), Turns(initial.size())};
  const long double whole = std::accumulate(initial.begin(), initial.end(), 0.0L);
  double drift = 4 * std::numeric_limits<double>::epsilon();
  std::vector<double> here = initial, next, time(initial.size(), 0.0), source(live_.size() + 1, 0.0);
  for (int k = 1; k <= best.node.back(); ++k) {
    for (std::size_t i = 0; i < live_.size(); ++i) source[i] = here[live_[i]];
    const std::vector<double> stay = elimination.occupancy(source);
    next = here;  // right for the states that only gather
    for (std::size_t i = 0; i < live_.size(); ++i) {
      const State state = live_[i];
      next[state] = stay[i] * per_s;
      if (absorbed_per_s_[i] == 0) continue;
      for (std::int64_t e = rates_.begin[state]; e < rates_.begin[state + 1]; ++e) {
        if (number_[rates_.to[e]] < 0) next[rates_.to[e]] += stay[i] * rates_.per_second[e];
      }
    }
    // That they add up is known: without this, rounding would drift as fast as the stages.
    const long double total = std::accumulate(next.begin(), next.end(), 0.0L);
    drift = std::max(drift, static_cast<double>(std::fabs(total / whole - 1)));
    const auto scale = static_cast<double>(whole / total);
    for (std::size_t j = 0; j < next.size(); ++j) {
      next[j] *= scale;
      time[j] += next[j] / per_s;
      result.turns.see(j, here[j], next[j]);
    }
    here.swap(next);
    const double weight = best.of(k);
    const std::array<double, 2> lower_weights{lower[0].of(k), lower[1].of(k)};
    if (weight == 0 && lower_weights[0] == 0 && lower_weights[1] == 0) continue;
    result.at_end.add(weight, lower_weights, here);
    result.time_s.add(weight, lower_weights, time);
  }
  result.rounding = best.amplification() * drift * best.node.back();
  return result;
}

Transient ErlangianHorizon::solve(const std::vector<double>& initial, double time_s) const {
  const Passage found = passage(initial, time_s);
  Transient result;
  result.at_end = found.at_end.value();
  result.time_s = found.time_s.value();
  result.at_end_error = found.at_end.error(found.rounding);
  result.time_error_s = found.time_s.error(found.rounding);
  for (std::size_t j = 0; j < initial.size(); ++j) {
    if (!found.turns.too_fast(j)) continue;
    result.at_end_error[j] += found.turns.swing(j);
    result.time_error_s[j] += found.turns.swing(j) * time_s / found.turns.turns(j);
  }
  result.relative_error = std::max(worst(result.at_end, result.at_end_error, reported_above),
                                   worst(result.time_s, result.time_error_s, reported_above * time_s));
  result.error_is_proved = false;
  result.method = fmt::format("Erlangian horizon, extrapolated around {} stages", stages);
  return result;
}

}  // namespace nines::markov
