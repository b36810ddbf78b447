#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->units != 1) return std::nullopt;
  const UnitRates& unit = pool->average;
  return measure_of({unit.unavailability(), unit.outages_per_s(), unit.unavailability()}, *pool, service, measure);
}

}  // namespace

ClosedForm single_unit() {
  return {
      "single unit, MTBF / (MTBF + MTTR)",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
       Measure::capacity_availability},
      "A = MTBF / (MTBF + MTTR); with several failure modes U = S / (1 + S), S = sum of MTTR_i / MTTF_i (modes that "
      "run on while the unit is down: A = product of MTTF_i / (MTTF_i + MTTR_i))",
      "Barlow, Proschan 1975, Statistical Theory of Reliability and Life Testing, ch. 7; renewal reward, any laws",
      true,
      {assume::repaired, assume::renewed, assume::crew_for_every_repair, assume::no_inspection, assume::spares_at_hand,
       assume::own_outage_only, assume::domains_never_fail, assume::long_mission},
      &evaluate};
}

}  // namespace nines::closed_form
