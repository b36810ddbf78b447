#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;
using models::Operand;

namespace {

/// Units of several kinds, each by itself enough (of one kind: see k_of_n).
bool is_parallel(const models::Service& service) {
  if (!service.depends_on.empty() || !(service.needed > 0) || service.operands.size() < 2) return false;
  for (const Operand& operand : service.operands) {
    if (operand.kind == Operand::Kind::service || !(operand.weight >= service.needed)) return false;
  }
  return true;
}

std::optional<double> evaluate(const models::Study& study, std::size_t index, Measure measure) {
  const models::Service& service = study.platform.services[index];
  if (!is_parallel(service)) return std::nullopt;
  double unavailability = 1, repaired_per_s = 0;
  for (const Operand& operand : service.operands) {
    const UnitKind kind{operand.kind == Operand::Kind::domains, operand.index};
    const UnitRates rates = unit_rates(study.platform, kind);
    const auto members = static_cast<double>(members_of(study.platform, kind));
    unavailability *= std::pow(rates.unavailability(), members);
    repaired_per_s += members / rates.mean_down_s();
  }
  // As often as it ends, an outage begins; it ends with the first repair.
  const double outages_per_s = unavailability > 0 ? unavailability * repaired_per_s : 0;
  return measure_of({unavailability, outages_per_s, {}}, measure);
}

}  // namespace

ClosedForm parallel() {
  return {"parallel, independent units",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
          "U = product of MTTR_i / (MTTF_i + MTTR_i); mean down time 1 / sum of 1 / MTTR_i",
          "Barlow, Proschan 1975, ch. 7 (availability of coherent systems)",
          true,
          {assume::repaired, assume::renewed, assume::failures_continue, assume::crew_for_every_repair,
           assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
           assume::domains_never_fail, assume::no_standby, assume::instantaneous_switchover, assume::perfect_coverage,
           assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
