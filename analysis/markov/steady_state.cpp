#include "analysis/markov/steady_state.h"

#include "analysis/markov/aggregation.h"
#include "analysis/markov/certificate.h"
#include "analysis/markov/classes.h"
#include "analysis/markov/elimination.h"
#include "analysis/markov/first_passage.h"
#include "analysis/markov/stop.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace nines::markov {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void normalise(std::vector<double>& x) {
  long double total = 0;
  for (const double value : x) total += value;
  for (double& value : x) value = static_cast<double>(value / total);
}

State most_likely(const std::vector<double>& x) {
  return static_cast<State>(std::max_element(x.begin(), x.end()) - x.begin());
}

/// Walks from `start` towards states that look more likely (as in a reversible chain, pi_j / pi_i = q_ij / q_ji).
State climb(const ChainView& chain, State start) {
  std::vector<std::uint8_t> seen(chain.exit_rate.size(), 0);
  for (State i = start;;) {
    seen[i] = 1;
    State best = i;
    double best_gain = 1;
    for (std::int64_t out = chain.rates.begin[i]; out < chain.rates.begin[i + 1]; ++out) {
      const State j = chain.rates.to[out];
      if (seen[j]) continue;
      for (std::int64_t in = chain.reverse.begin[i]; in < chain.reverse.begin[i + 1]; ++in) {
        if (chain.reverse.to[in] != j) continue;
        const double gain = chain.rates.per_second[out] / chain.reverse.per_second[in];
        if (gain > best_gain) best_gain = gain, best = j;
      }
    }
    if (best == i) return i;
    i = best;
  }
}

SteadyState eliminated(const ChainView& chain, const EliminationPlanner& planner, State root,
                       const SolveOptions& options) {
  const Elimination elimination(chain.rates, planner.plan(), options.stop);
  SteadyState result;
  result.probability = elimination.stationary();
  normalise(result.probability);
  const std::vector<double> w = elimination.occupancy(certificate_source(chain, result.probability, root));
  const double proved = certify(chain, result.probability, w, root).relative_error();
  result.relative_error = std::min(proved, elimination.a_priori_error());
  result.method = fmt::format("elimination without subtraction ({} order)", elimination.plan().ordering);
  return result;
}

/// A second root is tried where the first one is so unlikely that it spoils the range or the bound.
SteadyState by_elimination(const ChainView& chain, const EliminationPlanner& planner, State root,
                           const SolveOptions& options) {
  constexpr double good_enough = 1e-10, cheap = 5e9;
  SteadyState result;
  State better = root;
  try {
    result = eliminated(chain, planner, root, options);
    if (result.relative_error <= good_enough || planner.predicted().operations > cheap) return result;
    better = most_likely(result.probability);
  } catch (const std::runtime_error&) {
    better = climb(chain, root);
    if (better == root) throw;
    return eliminated(chain, EliminationPlanner(chain.rates, better, options.stop), better, options);
  }
  if (better == root) return result;
  SteadyState second = eliminated(chain, EliminationPlanner(chain.rates, better, options.stop), better, options);
  return second.relative_error < result.relative_error ? second : result;
}

class Iteration {
 public:
  Iteration(const ChainView& chain, State root, const SolveOptions& options)
      : chain_(chain), root_(root), options_(options), solver_(chain, root) {}

  SteadyState solve() {
    std::vector<double> source(chain_.exit_rate.size(), 0.0);
    for (std::int64_t e = chain_.rates.begin[root_]; e < chain_.rates.begin[root_ + 1]; ++e) {
      source[chain_.rates.to[e]] = chain_.rates.per_second[e];
    }
    std::vector<double> raw(source.size(), 1.0), proof;
    raw[root_] = 0;
    SteadyState best;
    best.relative_error = infinite;
    constexpr std::size_t between_checks = 5;
    for (std::size_t done = 0; done < options_.iteration_cycles; done += between_checks) {
      for (std::size_t k = 0; k < between_checks; ++k) cycle(raw, source);
      std::vector<double> x = raw;
      x[root_] = 1;
      normalise(x);
      const double imbalance = flow_imbalance(chain_, x, root_);
      if (!(imbalance < 1e-4)) continue;
      prove(x, proof);
      const double error = certify(chain_, x, proof, root_).relative_error();
      if (error < best.relative_error) {
        best.probability = x;
        best.relative_error = error;
      }
      // Rounding keeps the flow from balancing any better than this.
      const bool at_the_limit = imbalance < 4e-16 * std::sqrt(static_cast<double>(chain_.rates.transitions()) /
                                                              static_cast<double>(chain_.exit_rate.size()));
      if (best.relative_error <= options_.wanted_relative_error || (at_the_limit && std::isfinite(error))) break;
      if (best.probability.empty()) best.probability = x;
    }
    if (best.probability.empty()) {
      best.probability = raw;
      best.probability[root_] = 1;
      normalise(best.probability);
    }
    best.method = "Gauss-Seidel with aggregation";
    return best;
  }

 private:
  const ChainView& chain_;
  State root_;
  const SolveOptions& options_;
  AggregatedGaussSeidel solver_;

  /// Brings w near its fixed point: the certificate needs it to some ten per cent only.
  void prove(const std::vector<double>& x, std::vector<double>& w) {
    const std::vector<double> source = certificate_source(chain_, x, root_);
    if (w.empty()) {
      w = x;
      w[root_] = 0;
    }
    for (int k = 0; k < 5; ++k) cycle(w, source);
  }

  void cycle(std::vector<double>& w, const std::vector<double>& source) {
    end_if(options_.stop);
    solver_.cycle(w, source);
  }
};

State check_irreducible(const SparseRates& rates) {
  const Classes classes = communicating_classes(rates);
  if (classes.count() != 1) {
    throw std::invalid_argument(
        fmt::format("the chain is not irreducible: it has {} communicating classes", classes.count()));
  }
  return rates.states();
}

/// The stationary distribution of one closed class, spread out over all states of the chain.
SteadyState of_class(const SparseRates& rates, const Classes& classes, State which, State likely,
                     const SolveOptions& options) {
  std::vector<State> index(classes.of_state.size(), -1);
  State members = 0, root = 0;
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (classes.of_state[i] != which) continue;
    if (static_cast<State>(i) == likely) root = members;
    index[i] = members++;
  }
  SteadyState inside = irreducible_steady_state(restricted(rates, index, members), root, options);
  std::vector<double> spread(index.size(), 0.0);
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (index[i] >= 0) spread[i] = inside.probability[index[i]];
  }
  inside.probability = std::move(spread);
  return inside;
}

}  // namespace

SteadyState irreducible_steady_state(const SparseRates& rates, State likely, const SolveOptions& options) {
  if (rates.states() < 1) throw std::invalid_argument("a chain without states has no steady state");
  if (check_irreducible(rates) == 1) return {{1.0}, 0.0, "a single state", 1};
  const SparseRates reverse = transposed(rates);
  const std::vector<double> exit_rate = exit_rates(rates);
  const ChainView chain{rates, reverse, exit_rate};
  const EliminationPlanner planner(rates, likely, options.stop);
  const PredictedWork& work = planner.predicted();
  if (work.operations > options.direct_operations || work.factor_entries > options.direct_entries) {
    return Iteration(chain, climb(chain, likely), options).solve();
  }
  if (work.operations > options.try_iteration_above) {
    SolveOptions briefly = options;
    briefly.iteration_cycles = std::min<std::size_t>(options.iteration_cycles, 60);
    SteadyState attempt = Iteration(chain, climb(chain, likely), briefly).solve();
    if (attempt.relative_error <= options.wanted_relative_error) return attempt;
  }
  return by_elimination(chain, planner, likely, options);
}

SteadyState steady_state(const Chain& chain, const SolveOptions& options) {
  const SparseRates rates = compressed(chain.per_second);
  std::vector<State> start;
  for (const auto& [state, probability] : chain.initial) {
    if (probability > 0) start.push_back(static_cast<State>(state));
  }
  if (start.empty()) throw std::invalid_argument("the chain has no initial state");
  const std::vector<std::uint8_t> seen = reached(rates, start);
  const Classes classes = communicating_classes(rates);
  std::vector<State> group(static_cast<std::size_t>(classes.count()), -1), closed;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const State which = classes.of_state[i];
    if (!seen[i] || !classes.closed[which] || group[which] >= 0) continue;
    group[which] = static_cast<State>(closed.size());
    closed.push_back(which);
  }
  if (closed.size() == 1) return of_class(rates, classes, closed.front(), start.front(), options);
  std::vector<State> sink(seen.size());
  for (std::size_t i = 0; i < seen.size(); ++i) sink[i] = group[classes.of_state[i]];
  const FirstPassage absorption = first_passage(rates, chain.initial, sink, static_cast<State>(closed.size()), options);
  SteadyState result{std::vector<double>(seen.size(), 0.0), 0, "", static_cast<State>(closed.size())};
  for (std::size_t c = 0; c < closed.size(); ++c) {
    const SteadyState part = of_class(rates, classes, closed[c], start.front(), options);
    for (std::size_t i = 0; i < seen.size(); ++i) result.probability[i] += absorption.ends_in[c] * part.probability[i];
    result.relative_error = std::max(result.relative_error, part.relative_error);
  }
  result.relative_error += absorption.relative_error;
  result.method = fmt::format("{} closed classes, weighted by the probability of ending there", closed.size());
  return result;
}

SteadyState steady_state(const RateMatrix& matrix, const SolveOptions& options) {
  const SparseRates rates = compressed(matrix);
  const Classes classes = communicating_classes(rates);
  const auto closed = std::count(classes.closed.begin(), classes.closed.end(), 1);
  if (closed != 1) {
    throw std::invalid_argument(
        fmt::format("the chain has {} closed classes: which one it ends in depends on where it starts", closed));
  }
  const auto which =
      static_cast<State>(std::find(classes.closed.begin(), classes.closed.end(), 1) - classes.closed.begin());
  return of_class(rates, classes, which, -1, options);
}

}  // namespace nines::markov
