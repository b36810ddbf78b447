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
  double odds = 0, rate = 0;
  for (const Pool& pool : *pools) {
    const auto units = static_cast<double>(pool.units);
    odds += units * pool.average.down_odds;
    rate += units * pool.average.failures_per_s;
  }
  const UnitRates all{rate, odds};
  return measure_of({all.unavailability(), all.outages_per_s(), {}}, measure);
}

}  // namespace

ClosedForm series_suspended() {
  return {"series, failures stop while it is down",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
          "A = 1 / (1 + sum of MTTR_i / MTTF_i): the units that are up do not fail while another is repaired",
          "Barlow, Proschan 1975, ch. 7 (series system in suspended animation)",
          true,
          {assume::repaired, assume::stops_for_no_other, assume::renewed, assume::failures_stop, assume::no_inspection,
           assume::crews_work_for_no_other, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
           assume::domains_never_fail, assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
