// The simulation's part of a result.
#pragma once

#include "analysis/monte_carlo/tally.h"
#include "analysis/questions.h"

namespace nines {

/// Adds the simulated values: of each question, of the downtime's quantiles and causes, of the failures and objectives.
void add_simulated(const models::Model& model, const models::Study& study, const std::vector<Question>& questions,
                   const monte_carlo::Tally& tally, RunResult& result);

}  // namespace nines
