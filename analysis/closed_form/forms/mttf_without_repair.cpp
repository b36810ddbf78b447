#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->tolerated() == 0) return std::nullopt;  // without redundancy repair comes too late to matter
  double sum = 0;
  for (std::size_t up = pool->units; up >= pool->needed; --up) sum += 1 / static_cast<double>(up);
  return sum / pool->average.failures_per_s;
}

}  // namespace

ClosedForm mttf_without_repair() {
  return {"MTTF of k-of-n without repair",
          {Measure::mttf},
          "MTTF = sum over i = k .. n of 1 / (i lambda)",
          "Trivedi 2001, ch. 4 (expected order statistics of exponentials)",
          true,
          {assume::identical_units, assume::exponential_failures, assume::never_repaired, assume::no_common_cause,
           assume::own_outage_only, assume::domains_never_fail, assume::no_standby, assume::perfect_coverage},
          &evaluate};
}

}  // namespace nines::closed_form
