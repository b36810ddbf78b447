// Whether each objective is met. Part of judge(); its own file because it is its own question.
#pragma once

#include "analysis/result.h"

namespace nines::compare {

/// Fills in outcome and reason of every objective; the verdicts on the measures must be there.
void judge_objectives(RunResult& result);

}  // namespace nines::compare
