// The chain over a finite time: where it is at the end, and how long it was in each state.
#pragma once

#include "analysis/markov/chain.h"
#include "analysis/markov/sparse_rates.h"
#include "analysis/markov/steady_state.h"
#include "sim/time.h"

#include <atomic>
#include <string>
#include <vector>

namespace nines::markov {

struct TransientOptions {
  double operations = 6e10;     ///< uniformisation gives up beyond this many products
  State squaring_states = 400;  ///< repeated squaring is for chains of at most this size
  const std::atomic<bool>* stop = nullptr;  ///< once true, the solution ends with SolutionStopped (stop.h)
};

struct Transient {
  std::vector<double> at_end;  ///< probability of each state at the end; empty if it was not computed
  std::vector<double> time_s;  ///< expected time in each state (of `lost`: NaN where its growth was extrapolated)
  double relative_error = 0;   ///< of each probability above 1e-40; infinite if it was not computed
  /// False: estimated, from two computations with different roundings or from the convergence.
  bool error_is_proved = true;
  std::string method;  ///< or why it was not computed
  /// Absolute errors, where each component's was estimated for itself (then one component that has nearly died out may
  /// have no digit right, and relative_error be 1, while sums over states are exact to many); else empty.
  std::vector<double> at_end_error = {}, time_error_s = {};
};

/// An answer whose estimated relative error is above this is not given: it would be taken for more than it is.
inline constexpr double largest_error = 1e-3;
/// Why it is not.
std::string too_uncertain(const Transient& found, double error);

/// Distribution at the end of [0, time] and expected times, from initial[state].
///
/// Stiff chains, where uniformisation would take longer: by the extrapolated Erlangian horizon (erlangian.h).
/// Else by uniformisation (Jensen 1953; Grassmann 1977), which stops early
/// - when the distribution agrees with `long_run` (if given): the smallest and the largest ratio of the two enclose all
///   later ones, since both are multiplied by the same non-negative matrix (states rarer than 1e-60 are not waited
///   for); or
/// - when `lost` (an absorbing state, if given) is all that still gains and the others only shrink together, as they
///   do in the quasi-stationary distribution (Darroch and Seneta 1967): what follows is an exponential decay.
/// Small chains, where that would take longer: by repeated squaring, P(2t) = P(t)^2 and I(2t) = I(t) + P(t) I(t), from
/// a short uniformised step; all entries are non-negative, and rows are scaled to their known sums.
Transient transient(const SparseRates& rates, const std::vector<double>& initial, Seconds time,
                    const SteadyState* long_run = nullptr, State lost = -1, const TransientOptions& options = {});

/// The same for a chain with its initial distribution; its long run is found (and used) if that helps.
Transient transient(const Chain& chain, Seconds time, const TransientOptions& options = {});

/// The time until given states are first entered, or the mission ends.
struct FirstEntry {
  double probability = 0;  ///< that they are entered within the mission
  double time_at_risk_s = 0;  ///< E[min(T, mission)]
  double relative_error = 0;  ///< of both
  bool error_is_proved = true;
  std::string method;  ///< or why it was not computed (both are NaN then)
};

/// `long_run` of the same chain, if given, tells which states are too rare to matter where the solution would take
/// long.
FirstEntry first_entry(const SparseRates& rates, const std::vector<double>& initial,
                       const std::vector<std::uint8_t>& entered, Seconds mission, const SteadyState* long_run = nullptr,
                       const TransientOptions& options = {});

}  // namespace nines::markov
