// What a run keeps of its trials for one subject: mergeable sums from which every measure and its interval follow.
//
// A block of trials fills one Moments; blocks are merged in the order of their numbers. Addition of doubles is not
// associative, so that order (and not the order in which threads finish) is what makes the bytes of a result reproducible.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nines::monte_carlo {

/// One subject (service, node class, domain level) in one trial.
struct TrialRecord {
  double downtime_s = 0;
  std::uint64_t outages = 0;  ///< started within the mission
  double time_at_risk_s = 0;  ///< until the first outage, or the whole mission if there was none
  bool failed = false;  ///< there was a first outage
  double capacity_deficit_s = 0;  ///< integral over the mission of the share of the capacity that is missing
  double unserved_s = 0;  ///< and of the share of the requests that is lost; 0 unless it is balanced
  double degraded_s = 0;  ///< and of the share that is served degraded
  double on_s = 0;  ///< and of the number of members that are on, where they follow the load
};

/// Sums of a non-negative quantity, one value per trial.
struct PositiveSums {
  double sum = 0, sum_of_squares = 0, max = 0;
  std::size_t positive = 0;  ///< trials in which it was above 0

  void add(double value);
  void merge(const PositiveSums& later);
};

/// Sums over trials of one subject.
class Moments {
 public:
  void add(const TrialRecord& trial);
  /// Appends the trials of a later block.
  void merge(const Moments& later);

  std::size_t trials = 0;
  PositiveSums downtime_s, outages, capacity_deficit_s, unserved_s, degraded_s, on_s;
  double downtime_times_outages = 0;
  double time_at_risk_s = 0, time_at_risk_squared = 0;
  std::size_t failed = 0;  ///< trials with a first outage
  double time_at_risk_of_failed_s = 0;  ///< over those trials only
};

}  // namespace nines::monte_carlo
