// The solvers' own view of a rate matrix: compressed rows, 32-bit states, no zeros, no diagonal.
#pragma once

#include "analysis/markov/chain.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nines::markov {

using State = std::int32_t;

/// Rates by source state. Row i holds the transitions (to[e], per_second[e]) for begin[i] <= e < begin[i + 1], by
/// target.
struct SparseRates {
  std::vector<std::int64_t> begin{0};
  std::vector<State> to;
  std::vector<double> per_second;

  State states() const { return static_cast<State>(begin.size() - 1); }
  std::int64_t transitions() const { return static_cast<std::int64_t>(to.size()); }
};

/// One transition, for building.
struct Transition {
  State from, to;
  double per_second;
};

/// Checks a chain's matrix (square, finite, non-negative) and compresses it; a diagonal is ignored.
/// Throws std::invalid_argument for anything that is not a matrix of rates.
SparseRates compressed(const RateMatrix& rates);

/// Adds up parallel transitions, drops self-loops and zeros.
SparseRates from_transitions(State states, std::vector<Transition> transitions);

/// Rates by target state: the rows of the result are the columns of `rates`.
SparseRates transposed(const SparseRates& rates);

/// The chain on the states where `index` is not negative, renumbered by it; rates to other states are dropped.
SparseRates restricted(const SparseRates& rates, std::span<const State> index, State states);

/// Total rate out of each state, summed in extended precision.
std::vector<double> exit_rates(const SparseRates& rates);

}  // namespace nines::markov
