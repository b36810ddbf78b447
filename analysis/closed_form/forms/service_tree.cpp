#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/tree.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;
using models::Operand;

namespace {

/// P(down), of a unit or of a domain above it.
double unit_unavailability(const models::Platform& platform, UnitKind kind, const UnitState& state) {
  UpDown unit = state(kind);
  for (const std::size_t level : enclosing_levels(platform, kind)) {
    const UpDown domain = state({true, level});
    unit.down += unit.up * domain.down;
    unit.up *= domain.up;
  }
  return unit.down;
}

/// The mean share of the capacity that is down: linear in the parts, so their dependence does not matter.
std::optional<double> capacity_unavailability(const models::Platform& platform, std::size_t index) {
  const models::Service& service = platform.services[index];
  if (service.standby) return std::nullopt;  // some of its units are not to serve
  const UnitState state = long_run_units(platform);
  double lost = 0;
  for (const Operand& operand : service.operands) {
    if (operand.kind == Operand::Kind::service) {
      const auto nested = service_state(platform, operand.index, state);
      if (!nested) return std::nullopt;
      lost += operand.weight * nested->down;
    } else {
      const UnitKind kind{operand.kind == Operand::Kind::domains, operand.index};
      const auto members = static_cast<double>(members_of(platform, kind));
      lost += operand.weight * members * unit_unavailability(platform, kind, state);
    }
  }
  return lost / total_weight(platform, service);
}

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const models::Platform& platform = study.platform;
  const bool special =
      as_pool(platform, service) || (measure != Measure::capacity_availability && as_plain_series(platform, service));
  if (special && failing_levels_above(platform, service).empty()) return std::nullopt;  // a simpler form says the same
  const bool all_or_nothing = platform.services[service].preference.has_value();
  if (all_or_nothing && check::instantaneous_switchover(study, service)) return std::nullopt;  // `sites` knows more
  if (measure == Measure::capacity_availability && !all_or_nothing) return capacity_unavailability(platform, service);
  const auto state = service_state(platform, service, long_run_units(platform));
  if (!state) return std::nullopt;
  return measure_of({state->down, state->outages_per_s, state->down}, measure);
}

}  // namespace

ClosedForm service_tree() {
  return {"service tree, independent units",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
           Measure::capacity_availability},
          "k-of-n over units of any kind and weight by the generating function of the lost capacity, conditioned on "
          "failure "
          "domains; nested services likewise; outages per time = sum of Birnbaum importance times failure frequency",
          "Barlow, Proschan 1975, ch. 2 and 7; Ushakov 1986 (universal generating function)",
          true,
          {assume::no_shared_units, assume::repaired, assume::renewed, assume::failures_continue,
           assume::crew_for_every_repair, assume::no_inspection, assume::spares_at_hand, assume::no_common_cause,
           assume::own_outage_only, assume::ages_regardless_of_domain, assume::back_at_once, assume::domains_not_shared,
           assume::no_standby, assume::instantaneous_switchover, assume::perfect_coverage, assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
