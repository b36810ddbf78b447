// How a solution that takes long is ended early.
#pragma once

#include <atomic>
#include <exception>

namespace nines::markov {

/// Thrown by a solver whose stop flag was raised. Not a std::runtime_error: it is no failure that another method could mend.
struct SolutionStopped : std::exception {
  const char* what() const noexcept override { return "the solution of the chain was stopped"; }
};

/// To be called now and then; `stop` may be null.
inline void end_if(const std::atomic<bool>* stop) {
  if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw SolutionStopped();
}

}  // namespace nines::markov
