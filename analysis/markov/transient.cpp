#include "analysis/markov/transient.h"

#include "analysis/markov/classes.h"
#include "analysis/markov/erlangian.h"
#include "analysis/markov/uniformisation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace nines::markov {

std::string too_uncertain(const Transient& found, double error) {
  return fmt::format("not computed: {} would leave a relative error of {:.0e}", found.method, error);
}

namespace {

constexpr double seconds_per_product = 2e-9;  // of uniformisation

/// Squaring costs n^3 per doubling, whatever the rates. Infinite where it is not for this chain.
double squaring_seconds(const SparseRates& rates, double jumps, const TransientOptions& options) {
  if (rates.states() > options.squaring_states || jumps < 1000) return std::numeric_limits<double>::infinity();
  const double n = rates.states();
  const double flops_per_second = n <= 128 ? 8e8 : 1e10;  // in extended precision, and vectorised
  return 2 * 4 * n * n * n * std::log2(jumps) / flops_per_second;
}

/// Uniformisation costs a pass over the chain for each jump, if all of them have to be made.
bool squaring_is_cheaper(const SparseRates& rates, double jumps, const TransientOptions& options) {
  const double products = jumps * (static_cast<double>(rates.transitions()) + 3.0 * rates.states());
  return squaring_seconds(rates, jumps, options) < products * seconds_per_product;
}

/// Where squaring is cheaper than all jumps of uniformisation. How soon the latter may stop, because the chain has
/// settled, is not known before; so it is tried for as long as squaring would take, which at worst doubles the time.
Transient settled_or_squared(const UniformisationTask& task, double jumps, const TransientOptions& options) {
  if (task.long_run != nullptr || task.lost >= 0) {
    UniformisationTask attempt = task;
    attempt.operations = std::min(task.operations, squaring_seconds(task.rates, jumps, options) / seconds_per_product);
    Transient found = uniformised(attempt);
    if (!found.at_end.empty()) return found;
  }
  return squared(task.rates, task.initial, task.time_s, task.stop);
}

/// Which states to leave out of a solution that would otherwise take long; empty: none.
std::vector<std::uint8_t> left_out(const SparseRates& rates, const std::vector<double>& initial, double jumps,
                                   const SteadyState* long_run) {
  constexpr double quick = 1e9;
  if (!long_run || jumps * static_cast<double>(rates.transitions()) < quick) return {};
  return negligible_states(initial, *long_run, jumps);
}

template <class Value>
std::vector<Value> selected(const std::vector<Value>& values, const std::vector<State>& index, State kept) {
  std::vector<Value> result(static_cast<std::size_t>(kept));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (index[i] >= 0) result[index[i]] = values[i];
  }
  return result;
}

std::vector<double> spread(const std::vector<double>& values, const std::vector<State>& index) {
  std::vector<double> result(index.size(), 0.0);
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (index[i] >= 0) result[i] = values[index[i]];
  }
  return result;
}

/// A chain that is too large to square, by whichever method is expected to be the quicker one.
///
/// Uniformisation may stop early where it can tell that the chain has settled, which is not known before; so it is
/// tried for as long as the other method would take, which at worst doubles the time.
Transient jumped_or_erlangian(UniformisationTask task, double jumps) {
  constexpr double short_enough_s = 1.5;  // the error of all jumps is smaller, and proved
  constexpr double attempt_s = 10;
  const double per_jump = static_cast<double>(task.rates.transitions()) + 3.0 * task.rates.states();
  const double all_jumps_s = jumps * per_jump * seconds_per_product;
  if (all_jumps_s <= short_enough_s) return uniformised(task);
  const ErlangianHorizon erlangian(task.rates, task.stop);
  const double erlangian_s = erlangian.seconds(), allowed_s = task.operations * seconds_per_product;
  const bool affordable = erlangian_s <= allowed_s;
  if (all_jumps_s <= allowed_s && (all_jumps_s <= erlangian_s || !affordable)) return uniformised(task);
  if (task.long_run != nullptr || task.lost >= 0) {
    task.operations = std::min({erlangian_s, allowed_s, attempt_s}) / seconds_per_product;
    Transient found = uniformised(task);
    if (!found.at_end.empty() || !affordable) return found;
  }
  if (affordable) return erlangian.solve(task.initial, task.time_s);
  return {
      {},
      {},
      std::numeric_limits<double>::infinity(),
      false,
      fmt::format("not computed: about {:.3g} jumps over the mission, or {:.3g} s of elimination", jumps, erlangian_s)};
}

/// The chain without the states left out; its results are those of the whole chain to within 1e-55.
Transient cut_off(const SparseRates& rates, const std::vector<double>& initial, double seconds, double jumps,
                  const SteadyState& long_run, const std::vector<std::uint8_t>& out, const TransientOptions& options) {
  std::vector<State> index(out.size(), -1);
  State kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!out[i]) index[i] = kept++;
  }
  SteadyState inside = long_run;
  inside.probability = selected(long_run.probability, index, kept);
  const SparseRates part = restricted(rates, index, kept);
  const std::vector<double> from = selected(initial, index, kept);
  const UniformisationTask task{
      part, from, seconds, &inside, -1, options.operations, selected(exit_rates(rates), index, kept), options.stop};
  Transient found = jumped_or_erlangian(task, jumps);
  if (found.at_end.empty()) return found;
  found.at_end = spread(found.at_end, index);
  found.time_s = spread(found.time_s, index);
  if (!found.at_end_error.empty()) {
    found.at_end_error = spread(found.at_end_error, index);
    found.time_error_s = spread(found.time_error_s, index);
  }
  return found;
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
  const double jumps = uniformisation_rate(rates) * seconds;
  const UniformisationTask task{rates, initial, seconds, long_run, lost, options.operations, {}, options.stop};
  if (squaring_is_cheaper(rates, jumps, options)) return settled_or_squared(task, jumps, options);
  const std::vector<std::uint8_t> out = left_out(rates, initial, jumps, long_run);
  if (long_run != nullptr && !out.empty()) return cut_off(rates, initial, seconds, jumps, *long_run, out, options);
  return jumped_or_erlangian(task, jumps);
}

Transient transient(const Chain& chain, Seconds time, const TransientOptions& options) {
  const SparseRates rates = compressed(chain.per_second);
  std::vector<double> initial(chain.states(), 0.0);
  for (const auto& [state, probability] : chain.initial) initial[state] += probability;
  if (squaring_is_cheaper(rates, uniformisation_rate(rates) * time.count(), options)) {
    return transient(rates, initial, time, nullptr, -1, options);
  }
  SolveOptions solve;
  solve.stop = options.stop;
  const SteadyState long_run = steady_state(chain, solve);
  return transient(rates, initial, time, std::isfinite(long_run.relative_error) ? &long_run : nullptr, -1, options);
}

namespace {

/// The chain until entry: live states 0 .. live - 1, then `lost`, which stands for all entered states.
struct UntilEntry {
  SparseRates rates;
  std::vector<double> initial;
  std::vector<double> exit_rate;  ///< empty unless states were left out
  State live = 0;
};

UntilEntry until_entry(const SparseRates& rates, const std::vector<double>& initial,
                       const std::vector<std::uint8_t>& entered, const std::vector<std::uint8_t>& out) {
  std::vector<State> start, index(initial.size(), -1);
  for (std::size_t i = 0; i < initial.size(); ++i) {
    if (initial[i] > 0 && !entered[i]) start.push_back(static_cast<State>(i));
  }
  const std::vector<std::uint8_t> seen = reached(rates, start, entered);
  UntilEntry part;
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (seen[i] && !entered[i] && (out.empty() || !out[i])) index[i] = part.live++;
  }
  const State lost = part.live;
  std::vector<Transition> transitions;
  part.initial.assign(static_cast<std::size_t>(lost) + 1, 0.0);
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (entered[i]) part.initial[lost] += initial[i];
    if (index[i] < 0) continue;
    part.initial[index[i]] = initial[i];
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      const State to = entered[rates.to[e]] ? lost : index[rates.to[e]];
      if (to >= 0) transitions.push_back({index[i], to, rates.per_second[e]});
    }
  }
  part.rates = from_transitions(lost + 1, std::move(transitions));
  if (!out.empty()) {
    part.exit_rate = selected(exit_rates(rates), index, lost);
    part.exit_rate.push_back(0);
  }
  return part;
}

}  // namespace

FirstEntry first_entry(const SparseRates& rates, const std::vector<double>& initial,
                       const std::vector<std::uint8_t>& entered, Seconds mission, const SteadyState* long_run,
                       const TransientOptions& options) {
  UntilEntry part = until_entry(rates, initial, entered, {});
  if (part.live == 0) return {1, 0, 0, true, "entered from the start"};
  const double seconds = mission.count(), jumps = uniformisation_rate(part.rates) * seconds;
  Transient found;
  std::vector<std::uint8_t> out;
  if (std::isfinite(jumps) && !squaring_is_cheaper(part.rates, jumps, options)) {
    out = left_out(part.rates, initial, jumps, long_run);
  }
  if (out.empty()) {
    found = transient(part.rates, part.initial, mission, nullptr, part.live, options);
  } else {
    part = until_entry(rates, initial, entered, out);
    const UniformisationTask task{part.rates, part.initial,       seconds,        nullptr,
                                  part.live,  options.operations, part.exit_rate, options.stop};
    found = jumped_or_erlangian(task, jumps);
  }
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (found.at_end.empty()) return {nan, nan, found.relative_error, false, found.method};
  long double at_risk = 0, error_s = 0;
  for (State j = 0; j < part.live; ++j) at_risk += found.time_s[j];
  double error = found.relative_error;
  if (!found.at_end_error.empty()) {
    for (State j = 0; j < part.live; ++j) error_s += found.time_error_s[j];
    const double of_entry = found.at_end_error[part.live];  // 0 where there is no way to it
    error = std::max(of_entry > 0 ? of_entry / found.at_end[part.live] : 0, static_cast<double>(error_s / at_risk));
    if (!(error <= largest_error)) return {nan, nan, error, false, too_uncertain(found, error)};
  }
  return {found.at_end[part.live], static_cast<double>(at_risk), error, found.error_is_proved, found.method};
}

}  // namespace nines::markov
