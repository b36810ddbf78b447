#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->kinds.size() != 1 || pool->units < 2) return std::nullopt;
  if (!(common_cause_share(study.platform, *pool) > 0)) return std::nullopt;
  return mean_time_to_failure_s(failure_process(study.platform, *pool, true));
}

}  // namespace

ClosedForm beta_factor_mttf() {
  return {"MTTF of k-of-n with a beta factor",
          {Measure::mttf},
          "first passage from j to j + 1 failed, or the common cause at rate beta lambda from any j: t(j) = (1 + "
          "min(j, r) mu "
          "t(j - 1)) / ((n - j) (1 - beta) lambda + beta lambda + min(j, r) mu c(j - 1)), c(j) = P(common cause first)",
          "model: Fleming 1975 (beta factor); first passage of a birth-death chain with killing (Keilson 1979, ch. 5)",
          true,
          {assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode, assume::crew_not_shared,
           assume::no_inspection, assume::spares_at_hand, assume::no_shocks, assume::own_outage_only,
           assume::domains_never_fail, assume::instantaneous_switchover, assume::perfect_coverage},
          &evaluate};
}

}  // namespace nines::closed_form
