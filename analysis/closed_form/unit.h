// One unit by itself: how often it fails and how long it is down, from its failure modes.
#pragma once

#include "models/platform.h"

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace nines::closed_form {

/// A kind of unit: the nodes of a class, or the instances of a level of failure domains.
struct UnitKind {
  bool is_domain = false;
  std::size_t index = 0;
  auto operator<=>(const UnitKind&) const = default;
};

const std::vector<models::FailureMode>& failure_modes(const models::Platform& platform, UnitKind kind);
models::Ages ages(const models::Platform& platform, UnitKind kind);
std::string name_of(const models::Platform& platform, UnitKind kind);
std::size_t members_of(const models::Platform& platform, UnitKind kind);
/// The levels that a unit lies in, innermost first; for a domain without its own level.
std::vector<std::size_t> enclosing_levels(const models::Platform& platform, UnitKind kind);
/// All node classes, then all levels.
std::vector<UnitKind> all_kinds(const models::Platform& platform);

/// In seconds; 0 where there is no law, that is, where it takes no time.
double mean_s(const LawPtr& law);

/// The long-run rate in 1/s, per second of uptime, at which a failure mode strikes one unit: 1 / MTTF, and the shocks
/// that cause it (strike rate times hit probability).
double failure_rate(const models::Platform& platform, UnitKind kind, std::size_t mode);

/// The probability that no restart ends such a failure; 1 where none is tried.
double restarts_fail(const models::FailureMode& mode);

/// Mean time in seconds to notice, to restart and, where that does not help, to replace or else to call, diagnose and
/// repair, and to return; the spare that replaces is taken to be there. A diagnosis that is wrong with probability w is
/// made 1 / (1 - w) times, and so is the repair. By Wald's equation (Ross 1996, Stochastic Processes, theorem 3.3.2).
/// Infinite where a mode is never repaired.
double mean_repair_s(const models::FailureMode& mode);

/// The long-run behaviour of one unit by itself, every repair beginning at once.
struct UnitRates {
  double failures_per_s = 0;  ///< of the unit, per second of its uptime
  double down_odds = 0;  ///< unavailability / availability; infinite where it is never repaired
  double unavailability() const;
  double availability() const { return 1 / (1 + down_odds); }
  double outages_per_s() const { return failures_per_s / (1 + down_odds); }  ///< per second of calendar time
  double mean_down_s() const;  ///< 0 where it never fails
};

/// Down odds S = sum of MTTR_i / MTTF_i where failure modes pause each other (Barlow, Proschan 1975, ch. 7);
/// 1 + S = product of (1 + MTTR_i / MTTF_i) where they run on independently (Ages::always). Any laws: by renewal reward
/// only means count. A domain level also goes down with the modes of other units that take it down.
UnitRates unit_rates(const models::Platform& platform, UnitKind kind);

}  // namespace nines::closed_form
