// Whether each objective is met. Part of judge(); its own file because it is its own question.
#pragma once

#include "analysis/result.h"

namespace nines::compare {

/// Whether a quantity that lies between `low` and `high` does what the objective asks: as an Estimate holds it, or of an
/// objective over a share of missions the share that meets the bound.
ObjectiveResult::Outcome outcome_between(const models::Objective& objective, double low, double high);

/// Fills in outcome and reason of every objective; the verdicts on the measures must be there.
void judge_objectives(RunResult& result);

}  // namespace nines::compare
