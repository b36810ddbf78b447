// Sparse elimination of a Markov chain without a single subtraction.
//
// Grassmann, Taksar and Heyman (1985): when state k is eliminated, the chain that is watched only while it is in the
// other states has the rates q_ij + q_ik q_kj / S_k with S_k = sum of q_kj over the states j that remain. The pivot
// is formed as that sum and never as a difference, so every quantity keeps its relative accuracy however tiny it is.
//
// The elimination is multifrontal (Duff and Reid 1983): dense fronts along the elimination tree, so that its inner
// loop is a product of dense non-negative matrices.
#pragma once

#include "analysis/markov/elimination_plan.h"
#include "analysis/markov/sparse_rates.h"

#include <atomic>
#include <cstdint>
#include <vector>

namespace nines::markov {

class Elimination {
 public:
  /// Eliminates every state but the root. Throws std::runtime_error if a state cannot reach the root (or only by
  /// rates that underflow), and SolutionStopped once `*stop` is true, as do
  /// stationary() and occupancy().
  Elimination(const SparseRates& rates, EliminationPlan plan, const std::atomic<bool>* stop = nullptr);

  const EliminationPlan& plan() const { return plan_; }

  /// Stationary measure of an irreducible chain, scaled to have maximum about 1.
  std::vector<double> stationary() const;

  /// Expected time spent in each state until the root is reached, for a start with `source` (any non-negative weights).
  /// The root's own entry is 0. That is, w with sum_j w_i (S_i delta_ij - q_ij) = source_j for all j but the root.
  std::vector<double> occupancy(std::vector<double> source) const;

  /// Bound on the relative error of each component of stationary(), before any is computed.
  ///
  /// By the Markov chain tree theorem, pi_j is proportional to the sum over the trees rooted at j of products with
  /// exactly one rate out of each other state. So a relative change of at most e in the rates out of one state
  /// changes the distribution by at most 2e (to first order); O'Cinneide (1993) is the case where every row changes.
  /// The rounding of one elimination step is such a change, of a few ulp, for each state that led to the eliminated
  /// one.
  double a_priori_error() const;

 private:
  EliminationPlan plan_;
  const std::atomic<bool>* stop_;
  std::vector<double> pivot_;  ///< S_k by position
  std::vector<std::size_t> block_begin_;  ///< of each supernode in lower_ and upper_
  std::vector<double> lower_;  ///< q_ik / S_k, stored by k: width x front
  std::vector<double> upper_;  ///< q_kj, stored by k: width x front
  double roundings_ = 0;

  void gather(const Supernode& node, const std::vector<double>& values, std::vector<double>& front) const;
};

}  // namespace nines::markov
