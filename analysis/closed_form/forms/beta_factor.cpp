#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->kinds.size() != 1 || pool->units < 2) return std::nullopt;
  if (!(common_cause_share(study.platform, *pool) > 0)) return std::nullopt;
  return measure_of(steady_state(failure_process(study.platform, *pool, true)), *pool, service, measure);
}

}  // namespace

ClosedForm beta_factor() {
  return {
      "k-of-n with a beta factor, r crews",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
       Measure::capacity_availability},
      "p(j + 1) min(j + 1, r) mu = p(j) (n - j) (1 - beta) lambda + beta lambda sum of p(0..j); U = sum of p(j) over j "
      "> n - "
      "k. All n down, own crews: Q(m) = (m (1 - beta) lambda Q(m - 1) + beta lambda) / (m mu + m (1 - beta) lambda + "
      "beta lambda), Q(0) = 1, U = Q(n)",
      "model: Fleming 1975, A reliability model for common mode failures (beta factor); flow balance across cuts",
      true,
      {assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode, assume::repaired,
       assume::stops_for_no_other, assume::crew_not_shared, assume::no_inspection, assume::spares_at_hand,
       assume::no_shocks, assume::own_outage_only, assume::domains_never_fail, assume::instantaneous_switchover,
       assume::perfect_coverage, assume::long_mission},
      &evaluate};
}

}  // namespace nines::closed_form
