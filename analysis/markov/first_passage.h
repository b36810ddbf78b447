// Until the chain first enters given states: how long that takes, where the time is spent and where it ends.
#pragma once

#include "analysis/markov/chain.h"
#include "analysis/markov/sparse_rates.h"
#include "analysis/markov/steady_state.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace nines::markov {

using InitialDistribution = std::vector<std::pair<std::size_t, double>>;

struct FirstPassage {
  double mean_s = 0;            ///< expected time until a sink is entered; infinite if it may never be
  std::vector<double> time_s;   ///< expected time in each state until then; empty if mean_s is infinite
  std::vector<double> ends_in;  ///< probability of each group of sinks; empty if mean_s is infinite
  double relative_error = 0;    ///< of each of these; infinite if nothing is proved
};

/// sink[state] is the group (0 .. groups - 1) that the state belongs to, or -1 where the chain goes on.
///
/// The chain is made to start anew whenever it enters a sink; by the renewal theorem the time per cycle in state i is
/// pi_i over the rate of cycles, and nothing is ever subtracted.
FirstPassage first_passage(const SparseRates& rates, const InitialDistribution& initial, std::span<const State> sink,
                           State groups, const SolveOptions& options = {});

struct MeanTime {
  double seconds = 0;  ///< 0 if the chain starts there, infinite if it may never get there
  double relative_error = 0;
};

/// Mean time from the initial distribution to the states where target[state] is 1.
MeanTime mean_time_to(const Chain& chain, std::span<const std::uint8_t> target, const SolveOptions& options = {});

}  // namespace nines::markov
