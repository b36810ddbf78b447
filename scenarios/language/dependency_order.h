// The order in which things that need each other can be built, or the circles that forbid one.
#pragma once

#include <cstddef>
#include <vector>

namespace nines::scenarios {

struct DependencyOrder {
  std::vector<std::size_t> order;  ///< what is needed comes first, else in the given order; empty with cycles
  /// One for each knot of things that need each other: a, b, c means a -> b -> c -> a.
  std::vector<std::vector<std::size_t>> cycles;
};

/// `needs[i]` lists what i needs.
DependencyOrder order_by_dependency(const std::vector<std::vector<std::size_t>>& needs);

}  // namespace nines::scenarios
