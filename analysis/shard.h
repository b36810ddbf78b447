// A part of a run, for one machine of several: its trials go into RunOptions::blocks, and there is no answer yet.
#pragma once

#include "analysis/monte_carlo/shard.h"
#include "analysis/run.h"

namespace nines {

/// Simulates every shard.count-th block of trials, beginning with number shard.number. Throws as run() does.
monte_carlo::ShardDone run_shard(const models::Study& study, const RunOptions& options,
                                 const monte_carlo::Shard& shard);

}  // namespace nines
