// Uniformisation: the chain as a Poisson stream of jumps of a discrete chain.
#pragma once

#include "analysis/markov/transient.h"

#include <cstddef>

namespace nines::markov {

/// The largest exit rate with some room, so that no state is left at every jump (1 - S_i / rate keeps its digits).
double uniformisation_rate(const SparseRates& rates);

/// A problem for uniformisation.
struct UniformisationTask {
  const SparseRates& rates;
  const std::vector<double>& initial;
  double time_s;
  const SteadyState* long_run;
  State lost;
  double operations;
};

/// In long double where that is affordable (then rounding plays no part), else in double.
Transient uniformised(const UniformisationTask& task);

/// By repeated squaring of the transition matrix; for small chains.
Transient squared(const SparseRates& rates, const std::vector<double>& initial, double time_s);

}  // namespace nines::markov
