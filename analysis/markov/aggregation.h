// Gauss-Seidel with aggregation and disaggregation: for chains that are too big to be eliminated.
#pragma once

#include "analysis/markov/certificate.h"

#include <cstdint>
#include <vector>

namespace nines::markov {

/// Solves w_j S_j = source_j + sum_i w_i q_ij for all j but the root (w_root is 0) by iteration without subtraction.
///
/// Each cycle sweeps forth and back over the states (Gauss-Seidel), then replaces the total of each block of states
/// by the exact solution of the aggregated chain (Takahashi 1975; Koury, McAllister and Stewart 1984). Blocks are
/// grown along the largest rates, so that slow modes are those between blocks.
class AggregatedGaussSeidel {
 public:
  AggregatedGaussSeidel(const ChainView& chain, State root);

  /// Improves w by one cycle, in place.
  void cycle(std::vector<double>& w, const std::vector<double>& source);

 private:
  ChainView chain_;
  State root_;
  std::vector<State> sweep_;     ///< states other than the root, by distance from it
  std::vector<State> block_of_;  ///< the root is a block of its own, the last
  State blocks_ = 0;
  std::vector<double> coarse_;  ///< dense aggregated rates

  void grow_blocks();
  void relax(State j, std::vector<double>& w, const std::vector<double>& source) const;
  void correct(std::vector<double>& w, const std::vector<double>& source);
};

}  // namespace nines::markov
