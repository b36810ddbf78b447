// Assumptions on the units by themselves: their laws, modes and ageing.
#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::closed_form::check {

using models::FailureMode;
using models::Platform;
using models::Study;

namespace {

/// The first reason that `why(kind, mode)` gives for a mode that takes down a unit beneath the service, or its domain.
template <typename Why>
Broken first_mode(const Study& study, std::size_t service, const Why& why) {
  for (const UnitKind kind : relevant_kinds(study.platform, service)) {
    for (const std::size_t i : outage_modes(study.platform, kind)) {
      const FailureMode& mode = failure_modes(study.platform, kind)[i];
      if (Broken reason = why(kind, mode))
        return fmt::format("{}.{} {}", name_of(study.platform, kind), mode.name, *reason);
    }
  }
  return std::nullopt;
}

bool memoryless(const LawPtr& law) { return !law || law->exponential_rate().has_value(); }

/// Relative error of a steady-state rate over the mission, from one mode: the asymptotic renewal function
/// E N(t) = t / m + (s^2 - m^2) / (2 m^2) (Cox 1962, Renewal Theory, ch. 4), and one repair time at the
/// start for downtime.
double settling_error(const FailureMode& mode, double mission_s) {
  double error = mean_repair_s(mode) / mission_s;
  if (!memoryless(mode.time_to_failure)) {
    const double variation = mode.time_to_failure->coefficient_of_variation();
    error += std::abs(variation * variation - 1) / 2 * mode.time_to_failure->mean().count() / mission_s;
  }
  return error;
}

bool uses_unit(const Study& study, std::size_t service, UnitKind kind) {
  return units_beneath(study.platform, service).contains(kind);
}

Broken ageing(const Study& study, std::size_t service, bool want_stop) {
  for (const UnitKind kind : relevant_kinds(study.platform, service)) {
    if (outage_modes(study.platform, kind).empty()) continue;
    const bool stops = ages(study.platform, kind) == models::Ages::while_in_service;
    if (stops && !want_stop) return name_of(study.platform, kind) + " fails only while the service is up";
    if (!stops && want_stop) return name_of(study.platform, kind) + " goes on failing while the service is down";
  }
  return std::nullopt;
}

}  // namespace

Broken exponential_failures(const Study& study, std::size_t service) {
  const auto uses = units_beneath(study.platform, service);
  for (const models::Shock& shock : study.platform.shocks) {
    const bool hits = std::any_of(shock.targets.begin(), shock.targets.end(), [&](const models::Shock::Target& target) {
      return uses.contains({target.is_domain, target.index});
    });
    if (hits && !memoryless(shock.interval))
      return fmt::format("{} strikes every {}", shock.name, shock.interval->describe());
  }
  return first_mode(study, service, [](UnitKind, const FailureMode& mode) -> Broken {
    if (memoryless(mode.time_to_failure)) return std::nullopt;
    return "fails after " + mode.time_to_failure->describe();
  });
}

Broken exponential_repairs(const Study& study, std::size_t service) {
  return first_mode(study, service, [](UnitKind, const FailureMode& mode) -> Broken {
    if (mode.time_to_notice) return "is noticed only after " + mode.time_to_notice->describe();
    if (mode.time_to_return) return "is put back only after " + mode.time_to_return->describe();
    if (mode.has_policy()) return "is restarted, replaced, called for or diagnosed, too";
    if (memoryless(mode.time_to_repair)) return std::nullopt;
    return "is repaired in " + mode.time_to_repair->describe();
  });
}

Broken one_failure_mode(const Study& study, std::size_t service) {
  for (const auto& [kind, uses] : units_beneath(study.platform, service)) {
    const std::size_t modes = outage_modes(study.platform, kind).size();
    if (modes > 1) return fmt::format("{} has {} failure modes", name_of(study.platform, kind), modes);
  }
  return std::nullopt;
}

Broken exponential_or_one_mode(const Study& study, std::size_t service) {
  const auto uses = units_beneath(study.platform, service);
  if (uses.size() == 1 && members_of(study.platform, uses.begin()->first) == 1 && !one_failure_mode(study, service)) {
    return std::nullopt;
  }
  return exponential_failures(study, service);
}

Broken renewed(const Study& study, std::size_t service) {
  return first_mode(study, service, [](UnitKind, const FailureMode& mode) -> Broken {
    if (mode.restores == models::Restores::as_good_as_new || memoryless(mode.time_to_failure)) return std::nullopt;
    return "keeps its age through repair: its failures have no steady rate";
  });
}

Broken renews_itself(const Study& study, std::size_t service) {
  for (const UnitKind kind : relevant_kinds(study.platform, service)) {
    const auto& modes = failure_modes(study.platform, kind);
    for (const FailureMode& mode : modes) {
      for (const FailureMode& other : modes) {
        if (&other == &mode || !models::renews(mode, other)) continue;
        if (memoryless(other.time_to_failure) && !other.is_condition()) continue;
        const std::string unit = name_of(study.platform, kind);
        return fmt::format("{}.{} sets back the clock of {}.{}", unit, mode.name, unit, other.name);
      }
    }
  }
  return std::nullopt;
}

Broken no_conditions(const Study& study, std::size_t service) {
  return first_mode(study, service, [](UnitKind, const FailureMode& mode) -> Broken {
    if (!mode.only_while) return std::nullopt;
    return "comes only in a certain condition of the unit";
  });
}

Broken alike(const Study& study, std::size_t service) {
  for (const auto& [kind, uses] : units_beneath(study.platform, service)) {
    if (kind.is_domain) continue;
    const models::NodeClass& nodes = study.platform.nodes[kind.index];
    if (nodes.retirement) return fmt::format("{} are retired after {} failures", nodes.name, nodes.retirement->after);
    if (!nodes.lemons) continue;
    return fmt::format("{:.3g} % of {} fail {:.3g} times as often", 100 * nodes.lemons->share, nodes.name,
                       nodes.lemons->times_as_often);
  }
  return std::nullopt;
}

Broken no_changes(const Study& study, std::size_t service) {
  for (const models::Change& change : study.platform.changes) {
    if (!uses_unit(study, service, {false, change.nodes})) continue;
    return fmt::format("{} takes down {}", change.name, study.platform.nodes[change.nodes].name);
  }
  return std::nullopt;
}

namespace {

/// Why a detector sees nothing at times.
Broken blinded(const Platform& platform, std::optional<std::size_t> detector) {
  if (!detector || platform.detectors[*detector].watcher.always_sees()) return std::nullopt;
  const models::Watcher& watcher = platform.detectors[*detector].watcher;
  const bool is_home = !watcher.runs_on.empty();
  const std::string& needed = platform.services[is_home ? watcher.runs_on.front() : watcher.through.front()].name;
  return fmt::format("{}, which {} {}", platform.detectors[*detector].name, is_home ? "runs on" : "looks through",
                     needed);
}

}  // namespace

Broken detectors_see(const Study& study, std::size_t service) {
  for (const std::size_t i : services_beneath(study.platform, service)) {
    const models::Service& each = study.platform.services[i];
    if (!each.preference) continue;
    if (const Broken reason = blinded(study.platform, each.preference->detector))
      return fmt::format("{} is switched by {}", each.name, *reason);
  }
  return first_mode(study, service, [&](UnitKind, const FailureMode& mode) -> Broken {
    const Broken reason = blinded(study.platform, mode.detector);
    if (!reason) return std::nullopt;
    return "is noticed by " + *reason;
  });
}

Broken repaired(const Study& study, std::size_t service) {
  return first_mode(study, service, [](UnitKind, const FailureMode& mode) -> Broken {
    if (mode.time_to_repair) return std::nullopt;
    return "is never repaired";
  });
}

Broken never_repaired(const Study& study, std::size_t service) {
  if (as_plain_series(study.platform, service)) return std::nullopt;
  return first_mode(study, service, [](UnitKind, const FailureMode& mode) -> Broken {
    if (mode.restarts || mode.replacement) return "is restarted or replaced";
    if (!mode.time_to_repair) return std::nullopt;
    return "is repaired in " + mode.time_to_repair->describe();
  });
}

Broken own_outage_only(const Study& study, std::size_t service) {
  const Platform& platform = study.platform;
  for (const auto& [kind, uses] : units_beneath(platform, service)) {
    const auto levels = enclosing_levels(platform, kind);
    for (const UnitKind culprit : all_kinds(platform)) {
      for (const FailureMode& mode : failure_modes(platform, culprit)) {
        if (mode.takes_down != models::TakesDown::domain) continue;
        const bool hits = std::find(levels.begin(), levels.end(), mode.domain_level) != levels.end() ||
                          kind == UnitKind{true, mode.domain_level};
        if (hits) {
          return fmt::format("{}.{} takes down the whole {}", name_of(platform, culprit), mode.name,
                             platform.domains[mode.domain_level].name);
        }
      }
    }
  }
  return std::nullopt;
}

Broken failures_continue(const Study& study, std::size_t service) { return ageing(study, service, false); }

Broken failures_stop(const Study& study, std::size_t service) { return ageing(study, service, true); }

Broken stops_for_no_other(const Study& study, std::size_t service) {
  const auto pool = as_pool(study.platform, service);
  const std::size_t own = pool ? pool->service : service;
  for (std::size_t i = 0; i < study.platform.services.size(); ++i) {
    for (const models::Operand& operand : study.platform.services[i].operands) {
      const UnitKind kind{operand.kind == models::Operand::Kind::domains, operand.index};
      if (i == own || operand.kind == models::Operand::Kind::service || !uses_unit(study, service, kind)) continue;
      if (ages(study.platform, kind) != models::Ages::while_in_service) continue;
      return fmt::format("{} stops for {}", name_of(study.platform, kind), study.platform.services[i].name);
    }
  }
  return std::nullopt;
}

Broken rare_failures(const Study& study, std::size_t service) {
  double odds = 0;
  for (const auto& [kind, uses] : units_beneath(study.platform, service)) {
    odds += static_cast<double>(members_of(study.platform, kind)) * unit_rates(study.platform, kind).down_odds;
  }
  if (odds <= negligible) return std::nullopt;
  return fmt::format("failure rate times repair time is {:.2g} over all units, the error of that order", odds);
}

Broken long_mission(const Study& study, std::size_t service) {
  const double mission = study.mission.count();
  std::size_t units = 0;
  for (const UnitKind kind : relevant_kinds(study.platform, service)) units += members_of(study.platform, kind);
  return first_mode(study, service, [=](UnitKind, const FailureMode& mode) -> Broken {
    const bool in_step = mode.time_to_failure && mode.time_to_failure->coefficient_of_variation() == 0 &&
                         (!mode.time_to_repair || mode.time_to_repair->coefficient_of_variation() == 0);
    if (in_step && units > 1)
      return fmt::format("{} comes and goes at fixed times: units that begin together never fall out of step",
                         mode.name);
    const double error = settling_error(mode, mission);
    if (error <= negligible) return std::nullopt;
    return fmt::format("needs longer: over this mission the long-run value is off by about {:.2g} %", 100 * error);
  });
}

}  // namespace nines::closed_form::check
