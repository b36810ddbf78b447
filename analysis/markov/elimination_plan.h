// In which order states are eliminated, and what that will cost: known before any arithmetic is done.
#pragma once

#include "analysis/markov/ordering.h"
#include "analysis/markov/sparse_rates.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace nines::markov {

/// States that are eliminated together. Their dense front has the supernode's own states first, then its border:
/// the later states that they exchange rate with once the earlier ones are gone.
struct Supernode {
  State first = 0, end = 0;   ///< positions in the order
  State parent = -1;          ///< supernode that takes over the border; none for the last
  std::vector<State> border;  ///< positions >= end, ascending
  State width() const { return end - first; }
  State front() const { return width() + static_cast<State>(border.size()); }
};

struct EliminationPlan {
  std::vector<State> order;     ///< order[position] is the state; the root is last
  std::vector<State> position;  ///< its inverse
  std::vector<Supernode> supernodes;
  double operations = 0;      ///< multiplications and additions of the elimination
  double factor_entries = 0;  ///< numbers kept, lower and upper factor together
  double work_entries = 0;    ///< numbers held meanwhile: the largest front and the pending contributions
  State height = 0;           ///< longest chain of states that depend on each other
  std::string ordering;       ///< "natural", "minimum degree" or "nested dissection"
};

/// What an order costs, before the supernodes are formed (which themselves take memory).
struct PredictedWork {
  double operations = 0, factor_entries = 0;
};

/// Orders the chain for elimination with `root` last. Every state must be able to reach the root.
/// The cheapest of the orderings is taken; symmetric pattern, elimination tree (Liu 1990), column counts (Gilbert, Ng,
/// Peyton 1994), approximate minimum degree (Amestoy, Davis, Duff 1996), dissection by level sets (George 1973,
/// George and Liu 1978), relaxed supernodes (Ashcraft and Grimes 1989).
class EliminationPlanner {
 public:
  /// Throws SolutionStopped (stop.h) once `*stop` is true.
  EliminationPlanner(const SparseRates& rates, State root, const std::atomic<bool>* stop = nullptr);
  const PredictedWork& predicted() const { return predicted_; }
  EliminationPlan plan() const;

 private:
  SymmetricPattern pattern_;  ///< by state
  std::vector<State> order_;
  std::vector<State> parent_, count_;  ///< by position: elimination tree and column counts (with the diagonal)
  std::string ordering_;
  PredictedWork predicted_;

  void consider(std::vector<State> order, const char* name);
};

}  // namespace nines::markov
