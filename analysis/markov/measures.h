// What a planner asks of a chain: unavailability, outages, times between them and to the first one.
#pragma once

#include "analysis/markov/chain.h"
#include "analysis/markov/steady_state.h"
#include "analysis/markov/transient.h"
#include "sim/time.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace nines::markov {

/// Measures of one condition. A value that could not be computed is NaN, and `note` says why.
struct ConditionMeasures {
  double unavailability_long_run = 0;
  double interval_unavailability = 0;  ///< expected share of the mission that it is down
  double point_unavailability = 0;     ///< at the mission's end
  double failure_frequency_per_s = 0;  ///< long run: transitions from up to down
  double expected_outages = 0;         ///< transitions from up to down in the mission (down at the start is none)
  double mtbf_s = 0;  ///< long run: mean up + mean down time; infinite without failures in the long run
  double mdt_s = 0;   ///< long run: mean down time; 0 if never down, infinite if it stays down
  double mut_s = 0;   ///< long run: mean up time; 0 if never up, infinite if it stays up
  double mttf_s = 0;  ///< from the start to the first time down; 0 if down at the start, infinite if it may never be
  double unreliability = 0;   ///< probability of being down at least once in the mission
  double time_at_risk_s = 0;  ///< E[min(time to first failure, mission)]: time_at_risk / unreliability estimates MTTF
  double relative_error = 0;  ///< the largest of the three below
  double long_run_relative_error = 0;  ///< of unavailability_long_run, failure_frequency, mtbf, mdt, mut, mttf
  double mission_relative_error = 0;  ///< of interval and point unavailability and expected_outages, where known
  double first_failure_relative_error = 0;  ///< of unreliability and time_at_risk
  std::string note;
};

/// Expectation of what is counted (Chain::rewards), in the chain's own unit.
struct RewardMeasures {
  double long_run = 0;
  double mission_mean = 0;  ///< averaged over the mission
  double at_end = 0;  ///< at the mission's end; NaN where the solution over the mission is not certain enough
  double relative_error = 0;  ///< the larger of the two below, which are relative to the mean absolute value
  double long_run_relative_error = 0;
  double mission_relative_error = 0;  ///< of mission_mean, and of at_end where that is known
};

struct ChainMeasures {
  std::vector<ConditionMeasures> conditions;  ///< as Chain::conditions
  std::vector<RewardMeasures> rewards;  ///< as Chain::rewards
  std::string long_run_method, mission_method;
};

/// Everything about a chain at once: the long run and the mission are solved once for all conditions.
/// Throws std::invalid_argument if the chain is malformed (sizes, initial probabilities that do not add up to 1, rates
/// that are not rates) or the mission is not a finite time >= 0, and SolutionStopped (stop.h) once `*stop` is true.
ChainMeasures measure_all(const Chain& chain, Seconds mission, const std::atomic<bool>* stop = nullptr);

/// The same, but the first failure only of the conditions where first_failure is 1: it takes a solution of its own for
/// each of them. Of the others, what is said of the first failure is NaN.
ChainMeasures measure_some(const Chain& chain, Seconds mission, const std::vector<std::uint8_t>& first_failure,
                           const std::atomic<bool>* stop = nullptr);

/// One condition only.
ConditionMeasures measure(const Chain& chain, std::size_t condition, Seconds mission);

/// Throws std::invalid_argument, with the reason, unless the chain is well-formed.
void check(const Chain& chain);

}  // namespace nines::markov
