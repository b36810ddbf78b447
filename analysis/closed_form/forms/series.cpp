#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pools = as_plain_series(study.platform, service);
  if (!pools) return std::nullopt;
  double log_availability = 0, rate = 0;
  for (const Pool& pool : *pools) {
    const auto units = static_cast<double>(pool.units);
    log_availability -= units * std::log1p(pool.average.down_odds);
    rate += units * pool.average.failures_per_s;
  }
  return measure_of({-std::expm1(log_availability), std::exp(log_availability) * rate, {}}, measure);
}

}  // namespace

ClosedForm series() {
  return {
      "series, independent units",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
      "A = product of MTTF_i / (MTTF_i + MTTR_i); outages per time A sum of 1 / MTTF_i; mean down time U / frequency",
      "Barlow, Proschan 1975, ch. 7 (availability of series systems)",
      true,
      {assume::repaired, assume::renewed, assume::failures_continue, assume::crew_for_every_repair,
       assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
       assume::domains_never_fail, assume::long_mission},
      &evaluate};
}

}  // namespace nines::closed_form
