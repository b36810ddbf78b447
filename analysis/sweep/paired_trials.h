// Trials of two systems, pair by pair, on many threads.
#pragma once

#include "analysis/run.h"
#include "analysis/sweep/paired_sums.h"
#include "models/model.h"

#include <vector>

namespace nines::sweep {

/// A service that both systems have, and what is looked at of it.
struct PairedSubject {
  std::size_t first_service = 0, second_service = 0;
  models::Measure measure = models::Measure::availability;  ///< any one with the same moments
};

struct PairedTrials {
  std::vector<PairedSums> subjects;  ///< one for each PairedSubject, of trials 0, 1, ... without a gap
  std::size_t trials = 0;
  unsigned threads = 1;
  bool interrupted = false;
};

/// Runs `trials` trials of both. Blocks of trials are merged in their order, so that the result does not depend on the
/// threads.
PairedTrials run_paired(const models::Study& first, const models::Study& second,
                        const std::vector<PairedSubject>& subjects, std::size_t trials, const RunOptions& options);

}  // namespace nines::sweep
