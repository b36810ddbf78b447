// Orders of elimination that keep the fill-in small.
#pragma once

#include "analysis/markov/sparse_rates.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace nines::markov {

/// Who exchanges rate with whom, in either direction, without the diagonal.
struct SymmetricPattern {
  std::vector<std::int64_t> begin{0};
  std::vector<State> neighbour;

  SymmetricPattern() = default;
  explicit SymmetricPattern(const SparseRates& rates);
  State states() const { return static_cast<State>(begin.size() - 1); }
  std::span<const State> neighbours(State i) const {
    return {neighbour.data() + begin[i], neighbour.data() + begin[i + 1]};
  }
  /// The same pattern with states renumbered: state order[k] becomes k.
  SymmetricPattern permuted(std::span<const State> order) const;
};

/// Each returns order[position] = state with the root in the last position. Dissection throws SolutionStopped (stop.h)
/// once `*stop` is true.
std::vector<State> natural_order(State states, State root);
std::vector<State> minimum_degree_order(const SymmetricPattern& pattern, State root);
std::vector<State> nested_dissection_order(const SymmetricPattern& pattern, State root,
                                           const std::atomic<bool>* stop = nullptr);

}  // namespace nines::markov
