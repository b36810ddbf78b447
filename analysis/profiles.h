// What a report shows of a run beyond its result: distributions, the course of the mission, how the interval narrowed.
#pragma once

#include "analysis/monte_carlo/runner.h"
#include "analysis/result.h"
#include "models/model.h"

#include <cstddef>
#include <string>
#include <vector>

namespace nines {

/// Values in ascending order, evenly spaced among all that were seen (all of them, if they are few).
struct Spread {
  std::size_t count = 0;
  std::vector<double> values;
  /// The value that so large a share does not exceed.
  double quantile(double share) const;
};

struct ServiceProfile {
  /// Outages whose length lies between two limits, in all trials.
  struct Lengths {
    double from_s = 0, to_s = 0;
    double outages = 0, downtime_s = 0;
  };
  /// A part of the mission: the mean share of it that the service is down, with the interval. Its law is normal, from the spread
  /// of the blocks of trials; with fewer than ten blocks there is none (low = high).
  struct Part {
    double from_s = 0, to_s = 0;
    double unavailability = 0, low = 0, high = 0;
  };
  /// Of the unavailability, after some of the trials.
  struct Known {
    std::size_t trials = 0;
    Estimate unavailability;
  };
  struct Data {
    models::Measure measure = models::Measure::rpo;
    Spread seconds;
  };
  std::string service;
  Spread downtime_s_per_year;  ///< of the missions
  std::vector<Lengths> lengths;  ///< from the shortest to the longest that was seen
  std::vector<Part> mission;
  std::vector<Known> convergence;
  std::vector<Data> data;  ///< of one that has data, and has lost some: what was lost, and how long the return took
};

struct Profiles {
  std::vector<ServiceProfile> services;  ///< the last ones, at most OutageProfile::most_services
};

Profiles profiles_of(const models::Model& model, const models::Study& study, const monte_carlo::Trials& trials);

}  // namespace nines
