// The cheapest setting that meets the objectives: candidates in, an answer with what it rests on out.
#pragma once

#include "analysis/optimise/candidate.h"
#include "analysis/optimise/result.h"
#include "analysis/run.h"

#include <functional>
#include <optional>
#include <vector>

namespace nines::optimise {

/// Reads a refined setting; nothing if it makes no valid scenario.
using MakeCandidate = std::function<std::optional<Candidate>(const std::vector<models::Setting>& settings)>;

/// So many trials of all together, where nothing else is asked for: as many as a sweep over them would take.
std::size_t default_budget(const std::vector<Candidate>& candidates);

/// Looks for the best of the candidates, which are the combinations of asked.choices, then of what `make` makes of
/// settings around it. RunOptions::chain, max_states (0: default_chain_states), threads, progress and stop are heeded. The
/// result is the same to the last byte for any number of threads, but for the time that it took.
OptimiseResult optimise(std::vector<Candidate> candidates, const models::Optimise& asked, const MakeCandidate& make,
                        const RunOptions& options);

}  // namespace nines::optimise
