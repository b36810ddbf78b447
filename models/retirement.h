// Nodes that fail more often than others of their class, and how they are got rid of.
#pragma once

#include <cstddef>
#include <vector>

namespace nines::models {

/// Some nodes of a class are lemons: each node at the start, and each that takes another's place, with the same probability,
/// independently. All failures that come to a lemon by themselves come so many times as often: its clocks run so much faster.
struct Lemons {
  double share = 0;  ///< probability that a node is one
  double times_as_often = 1;
};

/// A node that has failed so many times is not repaired any more: another one takes its place, of which nothing is known.
struct Retirement {
  std::size_t after = 1;  ///< failures, the last of which is not repaired
  std::vector<std::size_t> counts;  ///< the failure modes that are counted
  std::size_t mode = 0;  ///< the failure mode that stands for it: its repair is the replacement
};

/// Counting further would make too many states.
inline constexpr std::size_t most_failures_counted = 100;

}  // namespace nines::models
