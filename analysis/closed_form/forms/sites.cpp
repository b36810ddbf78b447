#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/race.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/switchover.h"
#include "analysis/closed_form/tree.h"

#include <fmt/format.h>

namespace nines::closed_form {

using models::Measure;
using models::Service;

namespace {

/// P(no failure at the rate within the time): its Laplace transform.
double survives(const LawPtr& law, double per_second) {
  return law ? 1 - race_repair(*law, per_second).failure_first : 1;
}

/// Notice, decision, and the switch or the recovery from it. Nothing if a switch that fails is never recovered from.
std::optional<double> down_for_each_switch_s(const Service& service) {
  const double notice = mean_s(service.preference->time_to_notice);
  if (!service.switchover) return notice;
  const models::Switchover& switchover = *service.switchover;
  if (switchover.coverage < 1 && !switchover.recovery) return std::nullopt;
  return notice + mean_s(switchover.decision) + switchover.coverage * mean_s(switchover.time) +
         (1 - switchover.coverage) * mean_s(switchover.recovery);
}

/// Per second of calendar time: how often the first or the second is left, and the time that is lost each time.
struct Switches {
  double per_second = 0, lost_s = 0, outages = 1;
};

std::optional<Switches> switches_of(const Service& service, const std::vector<UpDown>& sites) {
  const auto down_s = down_for_each_switch_s(service);
  if (!down_s || !(sites[0].up > 0) || !(sites[1].up > 0)) return std::nullopt;
  const double first_fails = sites[0].outages_per_s / sites[0].up, second_fails = sites[1].outages_per_s / sites[1].up;
  if (!(first_fails > 0)) return std::nullopt;
  if (service.switchover && service.switchover->failback) {
    const models::Failback& back = *service.switchover->failback;
    return Switches{sites[0].outages_per_s * survives(back.after, first_fails), *down_s + mean_s(back.time),
                    1 + (mean_s(back.time) > 0 ? survives(back.time, first_fails) : 0)};
  }
  if (!(second_fails > 0)) return Switches{};  // once and never again
  return Switches{2 / (1 / first_fails + 1 / second_fails + 2 * *down_s), *down_s, 1};
}

std::optional<double> evaluate(const models::Study& study, std::size_t index, Measure measure) {
  const models::Platform& platform = study.platform;
  const Service& service = platform.services[index];
  if (!service.preference || !service.depends_on.empty()) return std::nullopt;
  const UnitState units = long_run_units(platform);
  std::vector<UpDown> sites;
  double all_down = 1;
  for (const models::Operand& operand : service.operands) {
    const auto site = service_state(platform, operand.index, units);
    if (!site) return std::nullopt;
    sites.push_back(*site);
    all_down *= site->down;
  }
  const auto switches = switches_of(service, sites);
  if (!switches) return std::nullopt;
  const double down = switches->per_second * switches->lost_s + all_down;
  return measure_of({down, switches->per_second * switches->outages, down}, measure);
}

/// Error of the order of the share of repairs that are over before the switch has been decided upon.
Broken switch_before_repair(const models::Study& study, std::size_t index) {
  const Service& service = study.platform.services[index];
  if (!service.preference) return std::nullopt;
  const double decided_s =
      mean_s(service.preference->time_to_notice) + (service.switchover ? mean_s(service.switchover->decision) : 0);
  const UnitState units = long_run_units(study.platform);
  for (const models::Operand& operand : service.operands) {
    const auto site = service_state(study.platform, operand.index, units);
    if (!site || decided_s * site->outages_per_s <= negligible * site->down) continue;
    return fmt::format("{} is back after {:.3g} s on average, and the switch is decided upon after {:.3g} s",
                       study.platform.services[operand.index].name, site->down / site->outages_per_s, decided_s);
  }
  return std::nullopt;
}

/// Then many failures, though not the long ones, may be over before anything is switched.
Broken no_early_restarts(const models::Study& study, std::size_t index) {
  const Service& service = study.platform.services[index];
  if (!service.preference) return std::nullopt;
  const double decided_s =
      mean_s(service.preference->time_to_notice) + (service.switchover ? mean_s(service.switchover->decision) : 0);
  for (const UnitKind kind : relevant_kinds(study.platform, index)) {
    for (const std::size_t i : outage_modes(study.platform, kind)) {
      const models::FailureMode& mode = failure_modes(study.platform, kind)[i];
      if (!mode.restarts || decided_s <= negligible * mean_s(mode.restarts->takes)) continue;
      return fmt::format("{}.{} is restarted within {}, and the switch is decided upon after {:.3g} s",
                         name_of(study.platform, kind), mode.name, mode.restarts->takes->describe(), decided_s);
    }
  }
  return std::nullopt;
}

Broken no_false_alarms(const models::Study& study, std::size_t index) {
  const auto& preference = study.platform.services[index].preference;
  if (!preference || !preference->until_false_alarm) return std::nullopt;
  return fmt::format("about the one in use there is one every {:.3g} h",
                     preference->until_false_alarm->mean().count() / 3600);
}

Broken sites_at_once(const models::Study& study, std::size_t index) {
  for (const models::Operand& operand : study.platform.services[index].operands) {
    if (operand.kind != models::Operand::Kind::service) continue;
    if (Broken reason = check::instantaneous_switchover(study, operand.index)) return reason;
  }
  return std::nullopt;
}

}  // namespace

ClosedForm sites() {
  return {
      "sites: switches there and back, and all down at once",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
       Measure::capacity_availability},
      "U = r d + product of U_i. With failback r = q / (MTTF_1 + MTTR_1), q = E exp(-lambda_1 W), W the time that the "
      "first is watched, d = notice + decision + c switch + (1 - c) recovery + failback, each an outage there and "
      "one back; without, r = 2 / (MTTF_1 + MTTF_2 + 2 d)",
      "renewal reward (Barlow, Proschan 1975, ch. 7); stretches of a life that are long enough: Feller 1968, XIII.7",
      true,
      {assume::exponential_failures,
       assume::rare_failures,
       assume::no_shared_units,
       assume::repaired,
       assume::renewed,
       assume::failures_continue,
       assume::crew_for_every_repair,
       assume::no_inspection,
       assume::spares_at_hand,
       assume::no_common_cause,
       assume::own_outage_only,
       assume::ages_regardless_of_domain,
       assume::back_at_once,
       assume::domains_not_shared,
       assume::no_standby,
       assume::long_mission,
       {"the switch is decided upon before the repair", &switch_before_repair},
       {"the switch is decided upon before a restart is over", &no_early_restarts},
       {"no false alarms", &no_false_alarms},
       {"sites switch over at once", &sites_at_once}},
      &evaluate};
}

}  // namespace nines::closed_form
