// How a unit is brought back where there is more to it than to wait for help and to be repaired: restarts in place,
// replacement, the call of a person, diagnosis.
#pragma once

#include "sim/law.h"
#include "sim/layout.h"

#include <array>
#include <cstdint>
#include <vector>

namespace nines::models {

/// Of one failure mode. What a unit goes through numbers statuses of its own, which follow those of Mode: for each
/// attempt to restart its phases and those of the pause after it (the last one has none), phases of the replacement, of
/// the call, of the diagnosis.
struct RepairPolicy {
  enum Part : std::uint8_t { restart, pause, replacement, call, diagnosis, parts };
  /// Where a unit stands in it.
  struct Place {
    Part part;
    std::uint16_t attempt;  ///< of a restart, or the one before the pause; counted from 1
    std::uint16_t phase;
  };

  std::uint16_t restarts = 0;  ///< attempts, at most
  double succeed = 1;
  bool pauses = false;  ///< between two attempts
  std::vector<double> pause_speed;  ///< [attempt - 1]: how fast the clock of the pause runs that follows it
  std::uint32_t replaced_from = none;  ///< index into Platform::spares
  bool calls = false, diagnoses = false;  ///< whether these take time
  double wrong = 0;  ///< probability that a repair has to be done again
  std::uint32_t first_timer = 0;  ///< of a class with timers: one for each part, counted from the unit's first clock
  std::array<PhaseType, parts> law{one_phase(), one_phase(), one_phase(), one_phase(), one_phase()};  ///< counted

  static PhaseType one_phase() { return {{1}, {{0}}, {0}}; }

  std::uint16_t phases(Part part) const { return static_cast<std::uint16_t>(law[part].size()); }
  std::uint16_t restarting(std::uint16_t attempt) const {
    return static_cast<std::uint16_t>((attempt - 1) * each_attempt());
  }
  std::uint16_t pausing(std::uint16_t attempt) const {
    return static_cast<std::uint16_t>(restarting(attempt) + phases(restart));
  }
  std::uint16_t replacing() const { return restarts == 0 ? std::uint16_t{0} : pausing(restarts); }
  std::uint16_t calling() const {
    return static_cast<std::uint16_t>(replacing() + (replaced_from == none ? 0 : phases(replacement)));
  }
  std::uint16_t diagnosing() const { return static_cast<std::uint16_t>(calling() + (calls ? phases(call) : 0)); }
  std::uint16_t statuses() const {
    return static_cast<std::uint16_t>(diagnosing() + (diagnoses ? phases(diagnosis) : 0));
  }

  Place place(std::uint16_t status) const {
    if (status >= diagnosing()) return {diagnosis, 0, static_cast<std::uint16_t>(status - diagnosing())};
    if (status >= calling()) return {call, 0, static_cast<std::uint16_t>(status - calling())};
    if (status >= replacing()) return {replacement, 0, static_cast<std::uint16_t>(status - replacing())};
    const auto attempt = static_cast<std::uint16_t>(status / each_attempt() + 1);
    const auto phase = static_cast<std::uint16_t>(status % each_attempt());
    if (phase < phases(restart)) return {restart, attempt, phase};
    return {pause, attempt, static_cast<std::uint16_t>(phase - phases(restart))};
  }
  /// How fast the clock of a place runs, by its law.
  double speed(const Place& at) const { return at.part == pause ? pause_speed[at.attempt - 1u] : 1; }

 private:
  std::uint16_t each_attempt() const {
    return static_cast<std::uint16_t>(phases(restart) + (pauses ? phases(pause) : 0));
  }
};

}  // namespace nines::models
