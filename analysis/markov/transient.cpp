#include "analysis/markov/transient.h"

#include "analysis/markov/classes.h"
#include "analysis/markov/uniformisation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace nines::markov {

namespace {

/// Squaring costs n^3 per doubling, whatever the rates; uniformisation costs a pass over the chain for each jump.
bool squaring_is_cheaper(const SparseRates& rates, double jumps, const TransientOptions& options) {
  if (rates.states() > options.squaring_states || jumps < 1000) return false;
  const double n = rates.states();
  const double flops_per_second = n <= 128 ? 8e8 : 1e10;  // in extended precision, and vectorised
  const double doubling_s = 2 * 4 * n * n * n * std::log2(jumps) / flops_per_second;
  const double jumping_s = jumps * (static_cast<double>(rates.transitions()) + 3 * n) * 2e-9;
  return doubling_s < jumping_s;
}

}  // namespace

Transient transient(const SparseRates& rates, const std::vector<double>& initial, Seconds time,
                    const SteadyState* long_run, State lost, const TransientOptions& options) {
  if (initial.size() != static_cast<std::size_t>(rates.states())) {
    throw std::invalid_argument("one initial probability for each state is needed");
  }
  const double seconds = time.count();
  if (!(seconds >= 0) || !std::isfinite(seconds)) {
    throw std::invalid_argument("the time of a transient solution must be finite and not negative");
  }
  if (seconds == 0) return {initial, std::vector<double>(initial.size(), 0.0), 0, true, "nothing happens in no time"};
  if (rates.transitions() == 0) {
    Transient still{initial, initial, std::numeric_limits<double>::epsilon(), true, "nothing ever happens"};
    for (double& value : still.time_s) value *= seconds;
    return still;
  }
  if (squaring_is_cheaper(rates, uniformisation_rate(rates) * seconds, options)) return squared(rates, initial, seconds);
  return uniformised({rates, initial, seconds, long_run, lost, options.operations});
}

Transient transient(const Chain& chain, Seconds time, const TransientOptions& options) {
  const SparseRates rates = compressed(chain.per_second);
  std::vector<double> initial(chain.states(), 0.0);
  for (const auto& [state, probability] : chain.initial) initial[state] += probability;
  if (squaring_is_cheaper(rates, uniformisation_rate(rates) * time.count(), options)) {
    return transient(rates, initial, time, nullptr, -1, options);
  }
  const SteadyState long_run = steady_state(chain);
  return transient(rates, initial, time, std::isfinite(long_run.relative_error) ? &long_run : nullptr, -1, options);
}

FirstEntry first_entry(const SparseRates& rates, const std::vector<double>& initial,
                       const std::vector<std::uint8_t>& entered, Seconds mission, const TransientOptions& options) {
  // Only states that are reached before the entry matter; all entered ones become the state `lost`.
  std::vector<State> start, index(initial.size(), -1);
  double inside = 0;
  for (std::size_t i = 0; i < initial.size(); ++i) {
    if (!(initial[i] > 0)) continue;
    if (entered[i]) {
      inside += initial[i];
    } else {
      start.push_back(static_cast<State>(i));
    }
  }
  if (start.empty()) return {1, 0, 0, true, "entered from the start"};
  const std::vector<std::uint8_t> seen = reached(rates, start, entered);
  State live = 0;
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (seen[i] && !entered[i]) index[i] = live++;
  }
  std::vector<Transition> transitions;
  std::vector<double> from(static_cast<std::size_t>(live) + 1, 0.0);
  from[live] = inside;
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (index[i] < 0) continue;
    from[index[i]] = initial[i];
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      const State target = rates.to[e];
      transitions.push_back({index[i], entered[target] ? live : index[target], rates.per_second[e]});
    }
  }
  const Transient found =
      transient(from_transitions(live + 1, std::move(transitions)), from, mission, nullptr, live, options);
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (found.at_end.empty()) return {nan, nan, found.relative_error, false, found.method};
  long double at_risk = 0;
  for (State j = 0; j < live; ++j) at_risk += found.time_s[j];
  return {found.at_end[live], static_cast<double>(at_risk), found.relative_error, found.error_is_proved, found.method};
}

}  // namespace nines::markov
