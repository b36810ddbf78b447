// Data over many nodes of which several fail at once and for good: how likely it is that some are lost, by how they are placed.
// Any set of `failed` nodes is equally likely.
#pragma once

#include <cstddef>

namespace nines::closed_form {

/// Nodes, and chunks that each lie on `members` of them and survive the loss of any `tolerated`: R copies are members = R,
/// tolerated = R - 1.
struct Placement {
  std::size_t nodes = 0;
  std::size_t members = 3;
  std::size_t tolerated = 2;

  /// Expected share of all data that is lost, the same for each placement: P(more than `tolerated` of a chunk's members failed),
  /// hypergeometric.
  double share_lost(std::size_t failed) const;

  /// P(some chunk is lost): each on nodes of its own, drawn at random. 1 - (1 - share lost)^chunks, on average over the placements.
  double random_loss(std::size_t failed, double chunks) const;

  /// The nodes are divided into groups of `members`, and each chunk lies on one of them; nodes left over hold none. Exact.
  double partitioned_loss(std::size_t failed) const;

  /// Copysets (Cidon et al. 2013): each chunk lies on a group out of one of S / (members - 1) random divisions of the nodes, so
  /// that a node shares chunks with about S others, the scatter width. 1 - (1 - partitioned loss)^divisions, exact on average
  /// over the divisions; the paper takes every group as independent.
  double copyset_loss(std::size_t failed, std::size_t scatter_width) const;
};

}  // namespace nines::closed_form
