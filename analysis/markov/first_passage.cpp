#include "analysis/markov/first_passage.h"

#include "analysis/markov/classes.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace nines::markov {

namespace {

/// The part of the chain before a sink is entered, closed to cycles: state 0 .. inner - 1 are the states that are
/// reached, inner + g is the sink of group g, from where the chain starts anew at rate 1 per second.
struct Cycles {
  std::vector<State> index;  ///< state of the cyclic chain, or -1
  State inner = 0;
  State start = 0;  ///< the most likely initial state, as it is numbered here
  SparseRates rates;
};

Cycles make_cycles(const SparseRates& rates, const InitialDistribution& initial, std::span<const State> sink,
                   State groups, const std::vector<std::uint8_t>& seen) {
  Cycles cycles;
  cycles.index.assign(sink.size(), -1);
  for (std::size_t i = 0; i < sink.size(); ++i) {
    if (seen[i] && sink[i] < 0) cycles.index[i] = cycles.inner++;
  }
  std::vector<std::uint8_t> entered(static_cast<std::size_t>(groups), 0);
  for (std::size_t i = 0; i < sink.size(); ++i) {
    if (seen[i] && sink[i] >= 0) entered[sink[i]] = 1;
  }
  std::vector<Transition> transitions;
  for (std::size_t i = 0; i < sink.size(); ++i) {
    if (cycles.index[i] < 0) continue;
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      const State target = rates.to[e];
      const State to = sink[target] >= 0 ? cycles.inner + sink[target] : cycles.index[target];
      transitions.push_back({cycles.index[i], to, rates.per_second[e]});
    }
  }
  double largest = 0;
  for (const auto& [state, probability] : initial) {
    const State to = cycles.index[state];
    if (to < 0 || probability <= 0) continue;
    if (probability > largest) largest = probability, cycles.start = to;
    for (State g = 0; g < groups; ++g) {
      if (entered[g]) transitions.push_back({cycles.inner + g, to, probability});
    }
  }
  cycles.rates = from_transitions(cycles.inner + groups, std::move(transitions));
  return cycles;
}

}  // namespace

FirstPassage first_passage(const SparseRates& rates, const InitialDistribution& initial, std::span<const State> sink,
                           State groups, const SolveOptions& options) {
  std::vector<std::uint8_t> is_sink(sink.size());
  for (std::size_t i = 0; i < sink.size(); ++i) is_sink[i] = sink[i] >= 0 ? 1 : 0;
  FirstPassage result;
  result.ends_in.assign(static_cast<std::size_t>(groups), 0.0);
  result.time_s.assign(sink.size(), 0.0);
  std::vector<State> start, ends;
  double outside = 0;  // initial probability that is not in a sink at once
  for (const auto& [state, probability] : initial) {
    if (probability <= 0) continue;
    if (is_sink[state]) {
      result.ends_in[sink[state]] += probability;
    } else {
      start.push_back(static_cast<State>(state));
      outside += probability;
    }
  }
  if (start.empty()) return result;
  const std::vector<std::uint8_t> seen = reached(rates, start, is_sink);
  for (std::size_t i = 0; i < sink.size(); ++i) {
    if (is_sink[i]) ends.push_back(static_cast<State>(i));
  }
  const std::vector<std::uint8_t> can_end = reached(transposed(rates), ends);
  for (std::size_t i = 0; i < sink.size(); ++i) {
    if (seen[i] && !can_end[i]) return {std::numeric_limits<double>::infinity(), {}, {}, 0};
  }
  const Cycles cycles = make_cycles(rates, initial, sink, groups, seen);
  // A group that is not entered is a state without transitions: leave it out.
  std::vector<State> keep(static_cast<std::size_t>(cycles.rates.states()), -1);
  State kept = 0;
  for (State i = 0; i < cycles.rates.states(); ++i) {
    if (cycles.rates.begin[i + 1] > cycles.rates.begin[i]) keep[i] = kept++;
  }
  const SteadyState steady =
      irreducible_steady_state(restricted(cycles.rates, keep, kept), keep[cycles.start], options);
  // A sink is left at the rate `outside` (the initial weights add up to it): the rate of cycles is that times pi.
  long double cycles_per_s = 0, time = 0;
  for (State g = 0; g < groups; ++g) {
    const State at = keep[cycles.inner + g];
    if (at >= 0) cycles_per_s += static_cast<long double>(steady.probability[at]) * outside;
  }
  for (State g = 0; g < groups; ++g) {
    const State at = keep[cycles.inner + g];
    if (at < 0) continue;
    const long double share = static_cast<long double>(steady.probability[at]) * outside / cycles_per_s;
    result.ends_in[g] += static_cast<double>(share * outside);
  }
  for (std::size_t i = 0; i < sink.size(); ++i) {
    if (cycles.index[i] < 0) continue;
    const long double each = steady.probability[keep[cycles.index[i]]] / cycles_per_s * outside;
    result.time_s[i] = static_cast<double>(each);
    time += each;
  }
  result.mean_s = static_cast<double>(time);
  result.relative_error = 2 * steady.relative_error + 4 * std::numeric_limits<double>::epsilon();
  return result;
}

MeanTime mean_time_to(const Chain& chain, std::span<const std::uint8_t> target, const SolveOptions& options) {
  if (target.size() != chain.states()) throw std::invalid_argument("one target flag for each state is needed");
  std::vector<State> sink(target.size());
  for (std::size_t i = 0; i < target.size(); ++i) sink[i] = target[i] ? 0 : -1;
  const FirstPassage passage = first_passage(compressed(chain.per_second), chain.initial, sink, 1, options);
  return {passage.mean_s, passage.relative_error};
}

}  // namespace nines::markov
