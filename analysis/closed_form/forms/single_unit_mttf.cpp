#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto pools = as_plain_series(study.platform, service);
  if (!pools) return std::nullopt;
  double rate = 0;
  for (const Pool& pool : *pools) rate += static_cast<double>(pool.units) * pool.average.failures_per_s;
  return 1 / rate;
}

}  // namespace

ClosedForm single_unit_mttf() {
  return {
      "MTTF, every unit needed: 1 / sum of 1 / MTTF_i",
      {Measure::mttf},
      "MTTF = 1 / sum of lambda_i over all units and failure modes; for one unit with one mode the mean of its law",
      "Trivedi 2001, Probability and Statistics with Reliability, Queuing and Computer Science Applications, 2nd ed., "
      "ch. 4 (the minimum of exponentials)",
      true,
      {assume::exponential_or_one_mode, assume::own_outage_only, assume::domains_never_fail, assume::no_common_cause},
      &evaluate};
}

}  // namespace nines::closed_form
