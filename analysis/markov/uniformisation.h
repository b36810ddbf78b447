// Uniformisation: the chain as a Poisson stream of jumps of a discrete chain.
#pragma once

#include "analysis/markov/transient.h"

#include <cstddef>

namespace nines::markov {

/// The largest exit rate with some room, so that no state is left at every jump (1 - S_i / rate keeps its digits).
double uniformisation_rate(const SparseRates& rates);

/// States that may be cut off from a solution over `jumps` jumps: 1 where negligible, empty where that would not save
/// much.
///
/// If the initial distribution is at most m pi componentwise, it stays so at all times, killed or not. So what ever
/// enters a set B of states adds up to at most m pi(B) per jump; B is as large as it may be for m pi(B) jumps <= 1e-55.
std::vector<std::uint8_t> negligible_states(const std::vector<double>& initial, const SteadyState& long_run,
                                            double jumps);

/// A problem for uniformisation.
struct UniformisationTask {
  const SparseRates& rates;
  const std::vector<double>& initial;
  double time_s;
  const SteadyState* long_run;
  State lost;
  double operations;
  /// Exit rates of a chain from which negligible states have been cut off: what leaves for them is gone. Empty: none.
  std::vector<double> exit_rate = {};
  const std::atomic<bool>* stop = nullptr;
};

/// In long double where that is affordable (then rounding plays no part), else in double.
Transient uniformised(const UniformisationTask& task);

/// By repeated squaring of the transition matrix; for small chains.
Transient squared(const SparseRates& rates, const std::vector<double>& initial, double time_s,
                  const std::atomic<bool>* stop = nullptr);

}  // namespace nines::markov
