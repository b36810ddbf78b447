// What the time of training jobs went into: the simulation's part of a result.
#pragma once

#include "analysis/monte_carlo/tally.h"
#include "analysis/result.h"

namespace nines {

void add_job_use(const models::Model& model, const models::Study& study, const monte_carlo::Tally& tally,
                 RunResult& result);

/// When the jobs that end do so, as quantiles of RunResult::data_quantiles.
void add_finish_quantiles(const models::Model& model, const models::Study& study, const monte_carlo::Tally& tally,
                          RunResult& result);

}  // namespace nines
