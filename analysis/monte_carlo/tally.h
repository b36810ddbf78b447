// What a run keeps of its trials: sums for every subject, from which all measures follow.
#pragma once

#include "analysis/monte_carlo/job_sums.h"
#include "analysis/monte_carlo/moments.h"
#include "analysis/monte_carlo/observer.h"
#include "analysis/monte_carlo/outage_profile.h"
#include "analysis/monte_carlo/value_sample.h"
#include "models/model.h"
#include "models/study.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nines::monte_carlo {

/// The sums over a block of consecutive trials. Blocks are merged in the order of their numbers (see Moments).
struct Tally {
  Tally() = default;
  Tally(const models::Model& model, const models::Study& study);

  std::size_t trials = 0;
  std::uint64_t events = 0;
  std::vector<Moments> services;
  std::vector<double> phase_downtime_s;  ///< [service * outage_phases + phase], summed over trials
  /// The downtime is a member's mean; outages are those of all members, and the first one is that of any.
  std::vector<Moments> node_classes, domains;
  std::vector<ValueSample> downtime;        ///< of each service and trial, in seconds per year
  std::vector<ValueSample> member_downtime;  ///< the same of the node classes and then the domains, a member's mean
  OutageCauses causes;
  LossCauses losses;  ///< of data, by their root causes
  std::vector<Moments> series;  ///< of each series of numbers, as if each number were an outage that lasts so long
  std::vector<ValueSample> values;  ///< of each series, all numbers
  std::vector<PositiveSums> failures;       ///< of each cause, its number in a trial
  std::vector<std::size_t> objectives_met;  ///< trials, for each objective of which a single one tells
  OutageProfile profile;
  std::vector<JobSums> jobs;  ///< as Model::jobs

  /// Appends the trials of a later block.
  void merge(const Tally& later);
  /// Empties it for another block.
  void clear();
};

}  // namespace nines::monte_carlo
