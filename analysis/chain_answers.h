// The chain's solution in the measures' own terms and units (see Prediction in result.h for these).
#pragma once

#include "analysis/markov/measures.h"
#include "analysis/result.h"
#include "models/study.h"

#include <optional>

namespace nines {

/// Of a service: its condition is that it is up (or, of measures of data, that nothing is lost so far); `missing` is the
/// reward that the measure is the mean of, where it is one. Nothing where neither the mission's value nor the long run's is
/// known; NaN for the one that is not.
std::optional<ExactValue> exact_of_service(models::Measure measure, const markov::ConditionMeasures& found,
                                           const markov::RewardMeasures& missing, Seconds mission);

/// What the chain knows of the members of a node class or of a level of domains.
struct ExactMembers {
  double members = 1;
  const markov::RewardMeasures& missing;  ///< the share of them that is down
  const markov::RewardMeasures& gone;  ///< the rate at which one of them goes down, of all of them
  const markov::ConditionMeasures* all_up = nullptr;  ///< of an mttf, and null where it is not asked
};

/// Of one member, the mean over all; the mttf is that of all: until the first of them goes down.
std::optional<ExactValue> exact_of_members(models::Measure measure, const ExactMembers& found, Seconds mission);

}  // namespace nines
