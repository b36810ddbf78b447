// The shape of a service, as far as a formula wants to know: which units it rests on, how many of them it needs.
#pragma once

#include "analysis/closed_form/birth_death.h"
#include "analysis/closed_form/unit.h"
#include "models/study.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace nines::closed_form {

/// Units that a service counts alike and of which it needs `needed`: k-of-n.
struct Pool {
  std::size_t service = 0;      ///< the service that counts them
  std::vector<UnitKind> kinds;  ///< one kind, or several of equal weight
  std::size_t units = 0;        ///< n, of all kinds together
  std::size_t needed = 0;       ///< k >= 1
  UnitRates average;            ///< per unit: the mean rate of failure, and the repair time that goes with it
  std::size_t tolerated() const { return units - needed; }
};

/// The service as one pool: it counts units of equal weight and depends on nothing else. A service that needs just
/// one other service is seen through.
std::optional<Pool> as_pool(const models::Platform& platform, std::size_t service);

/// The service as pools that must all be up, nested services and dependencies included: single points of failure are
/// pools with needed = units. Nothing if there is any other structure in it. What is reached twice counts once.
std::optional<std::vector<Pool>> as_series(const models::Platform& platform, std::size_t service);
/// The same, where each single unit must be up.
std::optional<std::vector<Pool>> as_plain_series(const models::Platform& platform, std::size_t service);

/// Services that this one rests on, itself included, lowest first.
std::vector<std::size_t> services_beneath(const models::Platform& platform, std::size_t service);
/// How often each kind of unit is counted, over all services beneath.
std::map<UnitKind, std::size_t> units_beneath(const models::Platform& platform, std::size_t service);
/// Levels of failure domains that units beneath lie in (or are), and that can go down.
std::vector<std::size_t> failing_levels_above(const models::Platform& platform, std::size_t service);
/// Both: the kinds of unit beneath and of the failing levels that they lie in.
std::vector<UnitKind> relevant_kinds(const models::Platform& platform, std::size_t service);

/// Sum of the weights of all that a service counts.
double total_weight(const models::Platform& platform, const models::Service& service);

/// The modes of a unit that can happen and take it down.
std::vector<std::size_t> outage_modes(const models::Platform& platform, UnitKind kind);
/// Where a pool's first mode has a crew, its size; else as large as the pool.
std::size_t crew_size(const models::Platform& platform, const Pool& pool);
/// The share of the pool's failure rate that is common cause.
double common_cause_share(const models::Platform& platform, const Pool& pool);

/// The number of failed units of a pool as a birth-death chain: with its crew, its standby rule (full rate for those
/// in active service, reduced for those in reserve) and its failures stopping or not while the service is down. With
/// `beta` the common cause is set apart from the rest of the failure rate.
FailureProcess failure_process(const models::Platform& platform, const Pool& pool, bool beta = false);

/// A long-run answer in the units of Prediction::value; nothing for what it does not say.
std::optional<double> measure_of(const LongRun& answer, models::Measure measure);
/// The pool's answer for a service. One that needs just the pool's service has all of its capacity while that one is up.
std::optional<double> measure_of(const LongRun& answer, const Pool& pool, std::size_t service, models::Measure measure);

}  // namespace nines::closed_form
