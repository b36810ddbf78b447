// The Markov chain's part of a result.
#pragma once

#include "analysis/questions.h"
#include "models/model.h"
#include "sim/state_space.h"

#include <atomic>
#include <cstddef>
#include <string>

namespace nines {

/// Explores and solves the chain and adds its answers to the questions. Where there is no chain, RunResult::chain_refused
/// says why; a question that it could not answer is left without an exact value, and RunResult::chain_note says why.
void add_exact(const models::Model& model, const models::Study& study, const std::vector<Question>& questions,
               std::size_t max_states, const std::atomic<bool>* stop, RunResult& result);

/// Why a chain is refused that has too many states, and what to do.
std::string more_states_allowed(const StateSpaceTooLarge& error);

}  // namespace nines
