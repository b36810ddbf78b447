// Trials of many candidates with the same random numbers, on many threads.
#pragma once

#include "analysis/optimise/candidate.h"

#include <atomic>
#include <functional>
#include <vector>

namespace nines::optimise {

/// So many trials more of one candidate: those after the ones that it has.
struct Wanted {
  Tried* tried = nullptr;
  std::size_t trials = 0;
};

struct SimulateOptions {
  unsigned threads = 0;
  const std::atomic<bool>* stop = nullptr;
  /// Now and then, from one thread at a time: how many are done; may be empty.
  std::function<void(std::size_t trials)> done;
};

/// Adds the trials to Tried::seen. False if it was stopped: then nothing is added, so that all have the same trials. The
/// result does not depend on the threads.
bool simulate(const std::vector<Wanted>& wanted, const SimulateOptions& options);

}  // namespace nines::optimise
