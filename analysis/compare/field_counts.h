// Counts observed in the field beside the simulated ones: could chance alone explain the difference?
#pragma once

#include "analysis/result.h"

#include <optional>

namespace nines::compare {

/// Judges a count observed over one mission in the field against the simulated count per mission.
///
/// If the model is right, the field's mission is one more trial. Its count is predicted by a negative binomial law: a
/// Poisson count whose mean is known only from the simulated failures (a gamma law of shape failures + 1/2: Jeffreys'
/// prior; Bernardo, Smith 1994, Bayesian Theory, appendix A.2), so with many trials the Poisson law itself. Where
/// simulated missions vary more than Poisson counts do (shocks, common causes) the law is widened to their variance;
/// where they vary less (wear-out) it is not narrowed, so chance is then allowed too much, never too little.
///
/// The p-value is twice the smaller tail, the observed count included (Garwood 1936, Biometrika 28:437).
///
/// @param confidence of the interval in `simulated`
/// @param level probability that a right model is found out of chance's range
/// @return none if nothing was simulated
std::optional<FieldVerdict> judge_field_count(const Estimate& simulated, double confidence, double observed,
                                              double level);

/// Fills in FailureCount::field wherever a count was observed. All of them together call a right model unlike the field
/// with probability at most RunResult::family_wise_level (Bonferroni, so that each has a range of its own).
void judge_field_counts(RunResult& result);

}  // namespace nines::compare
