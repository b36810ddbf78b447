// What a drill showed: of each fault what followed it, of each service how it fared, of each expectation whether it was met.
#pragma once

#include "analysis/result.h"
#include "models/drill.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace nines::drill {

/// A time, or another quantity, over the trials in which there was one.
struct Spread {
  std::size_t trials = 0;
  double mean = 0, low = 0, high = 0;  ///< low and high: the 5 % and 95 % quantiles of these trials
};

/// Something that followed a fault: its notice, a takeover, a service that went down.
struct Response {
  std::string what;  ///< "noticed", "api goes down"
  std::string service;  ///< empty: it is about the unit that was struck
  Spread after_s;  ///< from the fault
};

struct FaultResult {
  std::string name;
  double at_s = 0;
  std::string unit;  ///< that was struck in the first trial in which one was; "" if there is none
  bool always_same_unit = true;
  std::size_t struck = 0;  ///< trials in which all was struck that was to be
  std::vector<Response> responses;  ///< by their mean times
};

struct ServiceResult {
  std::string name;
  bool balanced = false;
  std::size_t went_down = 0, lost_requests = 0;  ///< trials in which it did, after the first fault
  std::array<double, 3> up{}, served{};  ///< shares before, during and after; NaN: there was no such time
  Spread down_s;  ///< of the trials in which it went down: in all
  Spread lost_s;  ///< of those in which it lost requests: as many as come in such a time
  Spread data_lost_s;  ///< of those in which it lost data, but not all of them: what is written in such a time
  std::size_t lost_all_data = 0;  ///< trials
};

struct ExpectationResult {
  models::Expectation expectation;
  Estimate value;  ///< of the mean, or of the share of trials in which the bound was kept
  ObjectiveResult::Outcome outcome = ObjectiveResult::Outcome::unresolved;
  std::string reason;
};

struct DrillResult {
  std::string title, drill_file, scenario_file, text_hash;
  std::uint64_t seed = 0;
  std::size_t trials = 0;
  double length_s = 0, clock_starts_s = 0, confidence = 0.95;
  bool other_failures = false;
  bool interrupted = false;
  Spread disturbed_s;  ///< from the first fault until all services are as they were before, where one was not
  std::size_t still_disturbed = 0;  ///< trials in which that is not so when the drill ends
  std::vector<FaultResult> faults;
  std::vector<ServiceResult> services;
  std::vector<ExpectationResult> expectations;
};

}  // namespace nines::drill
