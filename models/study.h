// A study: a platform, and what is asked about it.
#pragma once

#include "models/platform.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nines::models {

/// What is measured of a service over the mission.
enum class Measure {
  availability,           ///< mean interval availability
  downtime,               ///< per year
  outages,                ///< per year
  mtbf,
  mdt,
  mttf,        ///< time between outages (mean up + mean down), mean down time, time to the first outage
  unreliability,          ///< probability of at least one outage within the mission
  capacity_availability,  ///< mean share of the capacity that is up
  served,  ///< of a balanced service: mean share of the requests that is served
};

/// Availabilities are held and bounded as what is missing: at least so available is at most so unavailable.
constexpr bool is_bounded_as_loss(Measure measure) {
  return measure == Measure::availability || measure == Measure::capacity_availability || measure == Measure::served;
}

/// "api availability >= 99.95 %", "downtime <= 4 h per year in 9 years of 10".
struct Objective {
  std::string text;         ///< as the planner wrote it
  std::size_t service = 0;
  Measure measure = Measure::availability;  ///< availability, downtime, outages, mtbf, mdt, mttf or unreliability
  double bound = 0;  ///< what may be missing of a share; seconds per year for downtime; 1/year; seconds; probability
  bool at_least = true;  ///< the direction as written
  double share_of_trials = 0;  ///< > 0: the bound must hold in this share of missions; 0: for the expectation
};

/// Stop when the interval of one measure of one service is narrow enough.
struct Precision {
  double relative_half_width = 0.01;
  Measure measure = Measure::availability;  ///< for availability, relative to the unavailability
  std::size_t service = 0;
};

struct Study {
  std::string title;
  std::string description;
  Platform platform;
  Seconds mission = year;
  std::size_t trials = 0;  ///< 0: as many as the precision needs
  std::vector<Precision> precision;  ///< all of them must be reached
  std::size_t max_trials = 10'000'000;
  double confidence = 0.95;
  std::uint64_t seed = 1;
  std::vector<Measure> measures;  ///< to show; empty: all
  std::vector<Objective> objectives;
};

}  // namespace nines::models
