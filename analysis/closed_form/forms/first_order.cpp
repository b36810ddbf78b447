#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pools = as_plain_series(study.platform, service);
  if (!pools) return std::nullopt;
  double odds = 0, rate = 0;
  for (const Pool& pool : *pools) {
    odds += static_cast<double>(pool.units) * pool.average.down_odds;
    rate += static_cast<double>(pool.units) * pool.average.failures_per_s;
  }
  return measure_of({odds, rate, {}}, measure);
}

}  // namespace

ClosedForm first_order() {
  return {"first order, A = 1 - lambda MTTR",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
          "A = 1 - lambda MTTR for a single unit; in series 1 - sum of lambda_i MTTR_i",
          "first-order expansion of MTBF / (MTBF + MTTR): Barlow, Proschan 1975, ch. 7",
          true,
          {assume::rare_failures, assume::repaired, assume::renewed, assume::crew_for_every_repair,
           assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
           assume::domains_never_fail, assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
