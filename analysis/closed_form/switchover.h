// A pair of units of which one is needed, with a switchover from the one that fails to the other.
#pragma once

#include "analysis/closed_form/structure.h"

#include <optional>

namespace nines::closed_form {

/// Rates in 1/s.
struct SwitchoverPair {
  double active_fails_per_s = 0;                      ///< both up: failures that need a switchover
  double reserve_fails_per_s = 0;                     ///< both up: failures that need none
  double last_fails_per_s = 0;                        ///< one up
  double repair_one_per_s = 0, repair_two_per_s = 0;  ///< with one and with both down
  double coverage = 1;
  double takeover_s = 0;
  std::optional<double> recovery_s;
  bool takeover_interrupts = false;
  bool takeover_is_outage() const { return takeover_interrupts && takeover_s > 0; }
  /// The share of active failures that begin an outage.
  double uncovered() const { return takeover_is_outage() ? 1 : 1 - coverage; }
};

/// From the notice of a failure until another member has taken over: decision and switchover.
double mean_takeover_s(const models::Switchover& switchover);

std::optional<SwitchoverPair> as_switchover_pair(const models::Platform& platform, std::size_t service);

}  // namespace nines::closed_form
