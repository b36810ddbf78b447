// Which states of a chain lead to which: communicating classes and reachability.
#pragma once

#include "analysis/markov/sparse_rates.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nines::markov {

/// The strongly connected components of the chain.
struct Classes {
  std::vector<State> of_state;       ///< class of each state, 0 .. count - 1
  std::vector<std::uint8_t> closed;  ///< closed[c]: no transition leaves class c, so the chain ends in one of these
  State count() const { return static_cast<State>(closed.size()); }
};

Classes communicating_classes(const SparseRates& rates);

/// 1 for each state that is reached from the given ones; paths end in states where `blocked` is 1 (which count as
/// reached).
std::vector<std::uint8_t> reached(const SparseRates& rates, std::span<const State> from,
                                  std::span<const std::uint8_t> blocked = {});

}  // namespace nines::markov
