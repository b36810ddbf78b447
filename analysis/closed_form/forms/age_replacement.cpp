#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>

namespace nines::closed_form {

using models::FailureMode;
using models::Measure;
using models::ModeKind;

namespace {

struct AgeReplacement {
  const FailureMode* failure = nullptr;
  const FailureMode* maintenance = nullptr;
};

/// One unit with one way to fail, and maintenance at a fixed age.
std::optional<AgeReplacement> as_age_replacement(const models::Platform& platform, const Pool& pool) {
  if (pool.units != 1 || ages(platform, pool.kinds[0]) == models::Ages::always) return std::nullopt;
  AgeReplacement found;
  const auto& modes = failure_modes(platform, pool.kinds[0]);
  for (const std::size_t i : outage_modes(platform, pool.kinds[0])) {
    const FailureMode*& role = modes[i].kind == ModeKind::maintenance ? found.maintenance : found.failure;
    const bool by_age_alone = modes[i].time_to_failure &&
                              failure_rate(platform, pool.kinds[0], i) == 1 / modes[i].time_to_failure->mean().count();
    if (role != nullptr || !by_age_alone || !modes[i].time_to_repair) return std::nullopt;
    role = &modes[i];
  }
  if (found.failure == nullptr || found.maintenance == nullptr) return std::nullopt;
  if (found.maintenance->time_to_failure->variance_s2() > 0) return std::nullopt;
  return found;
}

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = as_pool(study.platform, service);
  const auto unit = pool ? as_age_replacement(study.platform, *pool) : std::nullopt;
  if (!unit) return std::nullopt;
  const Law& life = *unit->failure->time_to_failure;
  const double age_s = unit->maintenance->time_to_failure->mean().count();
  constexpr unsigned halvings = 15;
  constexpr double tolerance = 1e-13;
  const double up_s = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      [&](double t) { return life.survival(Seconds(t)); }, 0.0, age_s, halvings, tolerance);
  const double down_s = life.cdf(Seconds(age_s)) * mean_repair_s(*unit->failure) +
                        life.survival(Seconds(age_s)) * mean_repair_s(*unit->maintenance);
  const double unavailability = down_s / (up_s + down_s);
  return measure_of({unavailability, 1 / (up_s + down_s), unavailability}, *pool, service, measure);
}

}  // namespace

ClosedForm age_replacement() {
  return {
      "age replacement",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
       Measure::capacity_availability},
      "A = M / (M + Tr F(T) + Tp R(T)), M = integral of R from 0 to T: maintenance that takes Tp at the age T, repair "
      "that takes Tr; 1 / (M + Tr F(T) + Tp R(T)) outages, planned ones included",
      "Barlow, Proschan 1965, Mathematical Theory of Reliability, ch. 4; renewal reward, any law of life",
      true,
      {assume::repaired, assume::renewed, assume::crew_for_every_repair, assume::no_inspection, assume::spares_at_hand,
       assume::own_outage_only, assume::domains_never_fail, assume::long_mission},
      &evaluate,
      Knows::maintenance};
}

}  // namespace nines::closed_form
