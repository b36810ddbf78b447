// What the Markov chain of a candidate answers.
#pragma once

#include "analysis/optimise/candidate.h"

#include <atomic>
#include <cstddef>

namespace nines::optimise {

/// Chains larger than this are not solved for thousands of candidates, unless the user asks for it.
inline constexpr std::size_t default_chain_states = 2'000;

/// Nothing is answered where there is no chain of at most `max_states` states.
ExactAnswers exact_answers(const Candidate& candidate, std::size_t max_states, const std::atomic<bool>* stop);

/// What the chain was not asked.
ExactAnswers no_exact_answers(const Candidate& candidate);

}  // namespace nines::optimise
