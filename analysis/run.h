// The engine's front door: a study in, a RunResult out. The command and other front ends need nothing else of it.
#pragma once

#include "analysis/result.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace nines::monte_carlo {
class BlockStore;
}

namespace nines::models {
struct Model;
}

namespace nines {

struct Profiles;  // analysis/profiles.h

/// How far a run has come; reported now and then, from one thread at a time.
struct Progress {
  std::size_t trials_done = 0;
  std::size_t trials_planned = 0;  ///< 0: not known
  double elapsed_s = 0;
  double remaining_s = 0;          ///< an estimate
  std::string interval;            ///< the interval so far of the measure that decides when to stop, in words
};

struct RunOptions {
  unsigned threads = 0;  ///< 0: as many as the machine has; the result is the same to the last byte for any number
  std::function<void(const Progress&)> progress;
  const std::atomic<bool>* stop = nullptr;  ///< once true, the run ends with the answer so far
  bool chain = true;  ///< solve the Markov chain as well, where there is one
  /// Of the chain; beyond that it is refused. 0: for solve a million, or as many as take 2 GiB; for run, where the chain
  /// stands beside the simulation, so many that it takes seconds (default_states_beside).
  std::size_t max_states = 0;
  Profiles* profiles = nullptr;  ///< filled in by run(), for a report
  /// Trials that were kept are taken from here, and the others put here (analysis/store); may be null. The result is the
  /// same to the last byte either way.
  monte_carlo::BlockStore* blocks = nullptr;
  /// To go on with trials that are kept in blocks of this size; 0: as the study asks.
  std::size_t trials_per_block = 0;
};

// All of them throw models::BuildError (models/model.h), with a text for the user, for a platform beyond what a model can
// hold, and std::invalid_argument for a study that no scenario file can hold (neither trials nor a precision, say).

/// 100 000 states, or fewer where there are many services, each of which is solved for, or where states are large: to
/// explore one takes time and memory in proportion to its parts.
std::size_t default_states_beside(const models::Model& model);

/// Simulates, solves the chain, evaluates the closed forms and judges.
RunResult run(const models::Study& study, const RunOptions& options);
/// The chain's answers alone. If the chain is refused, RunResult::chain_refused says why.
RunResult solve(const models::Study& study, const RunOptions& options);
/// The closed forms alone.
RunResult predict_only(const models::Study& study, const RunOptions& options = {});
/// One trial's incidents in words, with times and causes. Trials count from 0, as in a run.
std::string explain(const models::Study& study, std::size_t trial);
/// Writes the explicit chain in PRISM's format as PREFIX.tra, .sta, .lab and PREFIX1.srew, PREFIX2.srew, ...; returns the
/// names of the files. Throws std::runtime_error with the reason; of a file that cannot be written it is a std::system_error.
std::vector<std::string> export_prism(const models::Study& study, const std::string& prefix, const RunOptions& options);

}  // namespace nines
