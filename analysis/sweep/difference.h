// The difference between two systems, from trials with the same random numbers.
//
// Where both draw the same histories for what they have in common, most of the chance is in both and cancels: the
// interval of the difference is narrower than that of two runs, by a factor that is measured and shown.
// docs/guide/sweeps.md says more.
#pragma once

#include "analysis/run.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nines::sweep {

/// The difference of one measure, second minus first, in the units of result.h (of an availability: of the
/// unavailability).
struct MeasureDifference {
  enum class Outcome {
    resolved,
    unresolved,  ///< the interval spans 0, or too few trials differ for it to be trusted
    none_seen,  ///< in no trial was there any difference
    not_available,  ///< not defined for one of them: no outage was seen
  };
  std::string service;
  models::Measure measure = models::Measure::availability;
  double first = 0, second = 0;
  double difference = 0, low = 0, high = 0;
  Outcome outcome = Outcome::not_available;
  /// Trials that differ, where they differ alike; fewer where few of them outweigh the rest.
  double effective_events = 0;
  double correlation = 0;  ///< of the two systems' trials
  double narrower = 1;  ///< the width that independent runs of as many trials would have, over that of the interval
  double trials_to_resolve = 0;  ///< about so many in all; 0: not known
  std::optional<double> exact_first, exact_second;  ///< by the Markov chains, where both have one
};

struct Difference {
  struct Side {
    std::string title, scenario_file, scenario_hash;
    std::vector<std::string> only_here;  ///< services that the other side has not
    std::optional<std::string> chain_refused;
    std::vector<std::string> settings = {};  ///< of a run that was kept: its own
  };
  Side first, second;
  std::vector<std::string> settings;  ///< by which the second side differs, if it is the same file
  std::vector<MeasureDifference> measures;
  std::uint64_t seed = 0;
  std::size_t trials = 0;
  double mission_s = 0, confidence = 0.95, elapsed_s = 0;
  unsigned threads = 1;
  bool interrupted = false;
};

/// So many trials where the studies ask for a precision and not for a number.
inline constexpr std::size_t default_paired_trials = 20'000;

/// Runs both with the seed, the number of trials and the confidence of `first`. Their missions must be equally long.
/// The result is the same to the last byte for any number of threads.
Difference difference(const models::Study& first, const models::Study& second, const RunOptions& options);

}  // namespace nines::sweep
