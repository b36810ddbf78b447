// Many trials on many threads, with the same result to the last byte for any number of threads.
#pragma once

#include "analysis/monte_carlo/block_store.h"
#include "analysis/monte_carlo/tally.h"
#include "analysis/result.h"
#include "models/model.h"
#include "models/study.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

namespace nines::monte_carlo {

/// How far the trials have come, with the target whose interval decides when they end.
struct TrialsProgress {
  std::size_t done = 0;
  double planned = 0;  ///< 0: not known
  double elapsed_s = 0;
  models::Precision deciding;
  Estimate current;  ///< of `deciding`
};

struct TrialsOptions {
  unsigned threads = 0;  ///< 0: as many as the machine has
  /// Called a few times a second, by one thread at a time; may be empty.
  std::function<void(const TrialsProgress&)> progress;
  /// Once true, the trials end after the one that each thread is in; may be null.
  const std::atomic<bool>* stop = nullptr;
  /// Each block is looked for here first, and put here once it was simulated; may be null.
  BlockStore* blocks = nullptr;
  std::size_t trials_per_block = 0;  ///< 0: as many as trials_per_block() says
};

/// What was known after some of the trials: how an interval becomes narrower.
struct Checkpoint {
  std::vector<Moments> services;  ///< those that Tally::profile is about
};

struct Trials {
  Tally tally;              ///< of trials 0, 1, ... without a gap
  bool interrupted = false; ///< ended by `stop` before all were done
  bool precision_reached = true;
  unsigned threads = 1;
  /// Each after a quarter more blocks than the one before, and the last at the end.
  std::vector<Checkpoint> checkpoints = {};
};

/// Trials in a block: a function of the study alone, so that about a fiftieth of a second goes into each.
std::size_t trials_per_block(const models::Model& model, const models::Study& study);

/// Runs the trials that the study asks for: Study::trials, or as many as its precision needs. Threads take blocks of
/// trials by number, and the blocks' sums are merged in that order; those that run ahead wait, so that the memory is
/// bounded. What a thread throws is thrown here. Throws std::invalid_argument if the study asks for neither trials nor
/// a precision, or for a mission that is not a finite time above 0.
///
/// With a block store the result is the same to the last byte, whichever blocks are in it. The first that is found there is
/// simulated all the same and compared: that finds a store of a program that simulates otherwise.
Trials run_trials(const models::Model& model, const models::Study& study, const TrialsOptions& options);

/// The estimate that a precision target is about.
Estimate estimate_of(const models::Precision& target, const models::Model& model, const Tally& tally,
                     const models::Study& study);

}  // namespace nines::monte_carlo
