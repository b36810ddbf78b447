#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->units < 2 || study.platform.services[pool->service].standby) return std::nullopt;
  return measure_of(steady_state(failure_process(study.platform, *pool)), *pool, service, measure);
}

}  // namespace

ClosedForm k_of_n_crews() {
  return {
      "k-of-n, r crews (machine repairman)",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
       Measure::capacity_availability},
      "p(j) = p(0) product over i < j of (n - i) lambda / (min(i + 1, r) mu); U = sum of p(j) over j > n - k; outages "
      "per time p(n - k) k lambda (failures that stop while the system is down: j up to n - k + 1 only)",
      "Trivedi 2001, ch. 8 (birth-death processes, machine repairman)",
      true,
      {assume::identical_units, assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode,
       assume::repaired, assume::stops_for_no_other, assume::crew_not_shared, assume::no_inspection,
       assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only, assume::domains_never_fail,
       assume::instantaneous_switchover, assume::perfect_coverage, assume::long_mission},
      &evaluate};
}

}  // namespace nines::closed_form
