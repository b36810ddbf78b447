#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/binomial.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->tolerated() == 0) return std::nullopt;  // else a series
  const UnitRates& unit = pool->average;
  const BinomialFailures failures = binomial_failures(pool->units, pool->tolerated(), unit.down_odds);
  const double outages = failures.exactly * static_cast<double>(pool->needed) * unit.failures_per_s;
  LongRun answer{failures.more_than, outages, unit.unavailability()};
  if (study.platform.services[pool->service].standby) answer.capacity_unavailability.reset();  // not all are to serve
  return measure_of(answer, *pool, service, measure);
}

}  // namespace

ClosedForm k_of_n() {
  return {"k-of-n, independent repair",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
           Measure::capacity_availability},
          "U = sum over j > n - k of C(n, j) u^j (1 - u)^(n - j), u = MTTR / (MTTF + MTTR); outages per time "
          "P(n - k are down) k / MTTF",
          "Barlow, Proschan 1975, ch. 7 (availability of coherent systems); the binomial law",
          true,
          {assume::identical_units, assume::repaired, assume::renewed, assume::failures_continue,
           assume::crew_for_every_repair, assume::no_inspection, assume::spares_at_hand, assume::no_common_cause,
           assume::own_outage_only, assume::domains_never_fail, assume::no_standby, assume::instantaneous_switchover,
           assume::perfect_coverage, assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
