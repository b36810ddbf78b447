// The verdict: does the simulation agree with the chain and with each closed form, and are the objectives met?
#pragma once

#include "analysis/result.h"

namespace nines {

/// Fills in exact_verdict and prediction_verdicts of every measure, outcome and reason of every objective, and the verdict
/// on every count observed in the field (field_counts.h; a family of tests of its own, which --strict does not look at).
///
/// All tests of a run together say "disagrees" falsely with probability at most RunResult::family_wise_level (Holm 1979,
/// Scandinavian Journal of Statistics 6:65; no independence needed). Each test inverts the confidence law of the
/// simulated value, with the exact tail of a count of events; where no event was seen it is the probability of seeing
/// none, if the other answer were true.
///
/// - A long-run prediction is compared net of the start-up (the chain's value over the mission / in the long run). Without
///   a chain the start-up is not known, so such a prediction can agree, but not disagree.
/// - A prediction with a broken assumption is not comparable; the reason says how far off it is.
/// - An objective is judged by the chain's answer unless the simulation contradicts it, else by the simulated interval.
void judge(RunResult& result);

/// Whether `--strict` must fail: something disagrees, or an objective is missed. Unresolved is not missed.
bool strict_failure(const RunResult& result);

}  // namespace nines
