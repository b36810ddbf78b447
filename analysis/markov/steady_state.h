// The long run: stationary distribution of a chain, with the error that was achieved.
#pragma once

#include "analysis/markov/chain.h"
#include "analysis/markov/sparse_rates.h"

#include <atomic>
#include <string>
#include <vector>

namespace nines::markov {

/// How much work the solvers may spend.
struct SolveOptions {
  double direct_operations = 4e11;       ///< above this predicted number, elimination gives way to iteration
  double direct_entries = 2.5e8;         ///< likewise for the numbers that its factors keep, 8 bytes each
  double try_iteration_above = 1e10;     ///< above this, some cycles of iteration are tried before the elimination
  std::size_t iteration_cycles = 3000;   ///< cycles of the iterative method at most
  double wanted_relative_error = 1e-12;  ///< iteration stops once this is proved, or rounding allows no more
  const std::atomic<bool>* stop = nullptr;  ///< once true, the solution ends with SolutionStopped (stop.h)
};

struct SteadyState {
  std::vector<double> probability;  ///< of each state in the long run; 0 for transient states
  double relative_error = 0;        ///< bound for each probability above 1e-250; infinite if nothing is proved
  std::string method;               ///< "elimination (nested dissection)", ...
  State closed_classes = 1;  ///< that are reached from the start: with several, the long run depends on chance
};

/// Stationary distribution of an irreducible chain. `likely` is a state that is visited often (such as all up); it
/// only affects speed and the bound. Throws std::invalid_argument if the chain is not irreducible.
SteadyState irreducible_steady_state(const SparseRates& rates, State likely, const SolveOptions& options = {});

/// Long-run distribution for the chain's initial distribution. States that are left for good have probability 0; with
/// several closed classes each is weighted by the probability that the chain ends in it.
SteadyState steady_state(const Chain& chain, const SolveOptions& options = {});

/// The same without an initial distribution: the chain must have exactly one closed class (else std::invalid_argument).
SteadyState steady_state(const RateMatrix& rates, const SolveOptions& options = {});

}  // namespace nines::markov
