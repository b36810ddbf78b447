// All that happened in one trial, as structured events: who failed, how it was brought back step by step, which service was
// down for what. Drawings, traces and tables are made from it.
#pragma once

#include "models/model.h"
#include "models/outage_phase.h"
#include "models/signals.h"
#include "models/study.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nines::incidents {

/// A time in which one thing is being waited for; of a unit that has failed, the phases are those of its way back.
struct Stretch {
  models::OutagePhase phase = models::OutagePhase::repair;
  double from_s = 0, to_s = 0;
};

/// A unit that has failed, or is worked upon as planned, until it is back. Which of several interchangeable ones is back cannot
/// be told: it is taken for the first that failed of those that are being worked upon.
struct UnitFailure {
  std::uint32_t group = 0, mode = 0;
  double from_s = 0, to_s = 0;
  bool ended = false;  ///< false: the mission's end cut it off
  std::vector<Stretch> stretches;
};

/// A failure domain that is not available.
struct DomainOutage {
  std::uint32_t domain = 0;
  double from_s = 0, to_s = 0;
  bool ended = false;
};

struct ServiceOutage {
  std::uint32_t service = 0;
  std::uint32_t cause = none;  ///< what began it
  double from_s = 0, to_s = 0;
  bool ended = false;
  std::vector<Stretch> stretches;
  /// Index of a UnitFailure: the last one of that cause before the outage, if it is kept.
  std::size_t begun_by = no_failure;

  static constexpr std::size_t no_failure = static_cast<std::size_t>(-1);
};

/// What is told of services, domains, data, detectors, ...: what is not in the lists above.
struct Event {
  double at_s = 0;
  models::Happening what = models::Happening::failed;
  std::uint32_t index = 0, mode = 0;
};

struct History {
  /// Of each list at most so many; what comes later is only counted.
  static constexpr std::size_t most = 200'000;

  double mission_s = 0;
  std::vector<ServiceOutage> services;  ///< in the order in which they began, as the others
  std::vector<UnitFailure> units;
  std::vector<DomainOutage> domains;
  std::vector<Event> events;
  std::size_t left_out = 0;
};

/// Plays a trial at the very addresses that a run uses.
History history_of(const models::Model& model, const models::Study& study, std::size_t trial);

}  // namespace nines::incidents
