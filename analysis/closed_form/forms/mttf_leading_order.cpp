#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->tolerated() == 0) return std::nullopt;
  return leading_mean_time_to_failure_s(failure_process(study.platform, *pool));
}

}  // namespace

ClosedForm mttf_leading_order() {
  return {"MTTF (MTTDL) of k-of-n, leading order",
          {Measure::mttf},
          "MTTF = product over i = 1 .. n - k of min(i, r) mu / product over i = 0 .. n - k of (n - i) lambda",
          "Patterson, Gibson, Katz 1988, A case for redundant arrays of inexpensive disks; Angus 1988 (MTBF of k-of-n)",
          true,
          {assume::identical_units, assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode,
           assume::repaired, assume::rare_failures, assume::crew_not_shared, assume::no_inspection,
           assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only, assume::domains_never_fail,
           assume::instantaneous_switchover, assume::perfect_coverage},
          &evaluate};
}

}  // namespace nines::closed_form
