#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || !study.platform.services[pool->service].standby) return std::nullopt;
  return measure_of(steady_state(failure_process(study.platform, *pool)), *pool, service, measure);
}

}  // namespace

ClosedForm standby() {
  return {
      "standby, hot, warm or cold, r crews",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
       Measure::capacity_availability},
      "1+1 with one crew: U = (1 + a) x^2 / (1 + (1 + a) x + (1 + a) x^2), x = lambda / mu, a = rate factor in reserve "
      "(1 hot, 0 cold). In general p(j + 1) / p(j) = lambda (active + a reserve) / (min(j + 1, r) mu)",
      "Trivedi 2001, ch. 8; Birolini 2017, Reliability Engineering, ch. 6 (warm redundancy with repair)",
      true,
      {assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode, assume::repaired,
       assume::stops_for_no_other, assume::crew_not_shared, assume::no_inspection, assume::spares_at_hand,
       assume::no_common_cause, assume::own_outage_only, assume::domains_never_fail, assume::instantaneous_switchover,
       assume::perfect_coverage, assume::long_mission},
      &evaluate};
}

}  // namespace nines::closed_form
