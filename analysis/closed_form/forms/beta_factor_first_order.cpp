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
  const FailureProcess process = failure_process(study.platform, *pool, true);
  double independent = 1, last = 0, common_down_s = 0;
  for (std::size_t j = 0; j <= process.tolerated; ++j) {
    last = independent * process.fail_per_s[j];
    independent = last / process.repair_per_s[j + 1];
  }
  for (std::size_t j = process.tolerated + 1; j <= process.units(); ++j) common_down_s += 1 / process.repair_per_s[j];
  return measure_of({independent + process.all_fail_per_s * common_down_s, last + process.all_fail_per_s, {}}, measure);
}

}  // namespace

ClosedForm beta_factor_first_order() {
  return {"k-of-n with a beta factor, first order",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
          "U = C(n, n - k + 1) ((1 - beta) lambda MTTR)^(n - k + 1) + beta lambda MTTR sum of 1 / j over j = n - k + 1 "
          ".. n (own "
          "crews; with r crews min(j, r) for j)",
          "IEC 61508-6:2010, annex D (beta-factor model); leading terms of the flow balance",
          true,
          {assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode, assume::repaired,
           assume::rare_failures, assume::crew_not_shared, assume::no_inspection, assume::spares_at_hand,
           assume::no_shocks, assume::own_outage_only, assume::domains_never_fail, assume::instantaneous_switchover,
           assume::perfect_coverage, assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
