// Assumptions on how units hang together: common causes, failure domains, standby and the shape of the service.
#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/switchover.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace nines::closed_form::check {

using models::Operand;
using models::Platform;
using models::Service;
using models::Study;

namespace {

/// The shocks that hit units beneath the service, but for those that hit single units only.
std::vector<const models::Shock*> shocks_beneath(const Study& study, std::size_t service) {
  std::vector<const models::Shock*> result;
  const auto uses = units_beneath(study.platform, service);
  for (const models::Shock& shock : study.platform.shocks) {
    std::size_t units = 0;
    for (const auto& target : shock.targets) {
      const UnitKind kind{target.is_domain, target.index};
      if (uses.contains(kind)) units += members_of(study.platform, kind);
    }
    if (units > 1) result.push_back(&shock);
  }
  return result;
}

Broken with_service(const Study& study, std::size_t service, Broken (*why)(const Service&)) {
  for (const std::size_t i : services_beneath(study.platform, service)) {
    if (Broken reason = why(study.platform.services[i])) return study.platform.services[i].name + " " + *reason;
  }
  return std::nullopt;
}

/// Failures that nobody finds but at dates that several units have in common.
Broken found_together(const Study& study, std::size_t service) {
  std::size_t units = 0;
  for (const auto& [kind, uses] : units_beneath(study.platform, service)) {
    for (const std::size_t i : outage_modes(study.platform, kind)) {
      const models::FailureMode& mode = failure_modes(study.platform, kind)[i];
      if (mode.looks) units += members_of(study.platform, kind);
      if (mode.looks && units > 1)
        return fmt::format("{}.{} is looked for in all units at the same times", name_of(study.platform, kind),
                           mode.name);
    }
  }
  return std::nullopt;
}

}  // namespace

Broken no_shocks(const Study& study, std::size_t service) {
  const auto shocks = shocks_beneath(study, service);
  if (shocks.empty()) return std::nullopt;
  return fmt::format("shock {} hits several units", shocks.front()->name);
}

Broken no_common_cause(const Study& study, std::size_t service) {
  if (const Broken reason = found_together(study, service)) return reason;
  for (const auto& [kind, uses] : units_beneath(study.platform, service)) {
    if (members_of(study.platform, kind) < 2) continue;
    for (const std::size_t i : outage_modes(study.platform, kind)) {
      const auto& mode = failure_modes(study.platform, kind)[i];
      if (mode.beta > 0) {
        return fmt::format("{:.3g} % of {}.{} strike all at once", 100 * mode.beta, name_of(study.platform, kind),
                           mode.name);
      }
    }
  }
  return no_shocks(study, service);
}

Broken common_cause_certain(const Study& study, std::size_t service) {
  for (const models::Shock* shock : shocks_beneath(study, service)) {
    if (shock->hit_probability < 1) {
      return fmt::format("shock {} hits each unit with probability {:.3g}", shock->name, shock->hit_probability);
    }
    if (shock->per_level)
      return fmt::format("shock {} strikes each {} by itself", shock->name,
                         study.platform.domains[*shock->per_level].name);
  }
  return std::nullopt;
}

Broken domains_never_fail(const Study& study, std::size_t service) {
  const auto levels = failing_levels_above(study.platform, service);
  if (levels.empty()) return std::nullopt;
  const UnitRates rates = unit_rates(study.platform, {true, levels.front()});
  return fmt::format("each {} is down for {:.2g} of the time", study.platform.domains[levels.front()].name,
                     rates.unavailability());
}

Broken ages_regardless_of_domain(const Study& study, std::size_t service) {
  const auto failing = failing_levels_above(study.platform, service);
  for (const auto& [kind, uses] : units_beneath(study.platform, service)) {
    if (ages(study.platform, kind) == models::Ages::always || unit_rates(study.platform, kind).failures_per_s == 0)
      continue;
    for (const std::size_t level : enclosing_levels(study.platform, kind)) {
      if (std::find(failing.begin(), failing.end(), level) != failing.end()) {
        return fmt::format("{} does not age while its {} is down", name_of(study.platform, kind),
                           study.platform.domains[level].name);
      }
    }
  }
  return std::nullopt;
}

Broken back_at_once(const Study& study, std::size_t service) {
  for (const std::size_t level : failing_levels_above(study.platform, service)) {
    const auto& domain = study.platform.domains[level];
    if (domain.restart)
      return fmt::format("after an outage of a {} it takes {}", domain.name, domain.restart->describe());
  }
  return std::nullopt;
}

Broken domains_not_shared(const Study& study, std::size_t service) {
  const Platform& platform = study.platform;
  std::set<std::size_t> seen;
  for (const std::size_t i : services_beneath(platform, service)) {
    std::set<std::size_t> levels;
    for (const Operand& operand : platform.services[i].operands) {
      if (operand.kind == Operand::Kind::service) continue;
      const UnitKind kind{operand.kind == Operand::Kind::domains, operand.index};
      for (const std::size_t level : enclosing_levels(platform, kind)) levels.insert(level);
      if (kind.is_domain) levels.insert(kind.index);
    }
    for (const std::size_t level : levels) {
      const bool fails = unit_rates(platform, {true, level}).failures_per_s > 0;
      if (fails && !seen.insert(level).second)
        return fmt::format("several rest on each {}", platform.domains[level].name);
    }
  }
  return std::nullopt;
}

Broken no_shared_units(const Study& study, std::size_t service) {
  const Platform& platform = study.platform;
  for (const auto& [kind, uses] : units_beneath(platform, service)) {
    if (uses > 1) return fmt::format("{} counts {} times", name_of(platform, kind), uses);
  }
  std::vector<std::size_t> uses(platform.services.size(), 0);
  for (const std::size_t i : services_beneath(platform, service)) {
    for (const Operand& operand : platform.services[i].operands) {
      if (operand.kind == Operand::Kind::service) ++uses[operand.index];
    }
    for (const std::size_t other : platform.services[i].depends_on) ++uses[other];
  }
  for (std::size_t i = 0; i < uses.size(); ++i) {
    if (uses[i] > 1) return fmt::format("{} counts {} times", platform.services[i].name, uses[i]);
  }
  return std::nullopt;
}

Broken identical_units(const Study& study, std::size_t service) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->kinds.size() < 2) return std::nullopt;
  return fmt::format("{} and {} are counted alike; their mean is taken", name_of(study.platform, pool->kinds[0]),
                     name_of(study.platform, pool->kinds[1]));
}

Broken no_standby(const Study& study, std::size_t service) {
  return with_service(study, service, [](const Service& each) -> Broken {
    if (!each.standby || each.standby->rate_factor == 1) return std::nullopt;
    return fmt::format("keeps members in reserve at {:.3g} of the failure rate", each.standby->rate_factor);
  });
}

namespace {

std::string takeover_words(const models::Switchover& switchover) {
  if (!switchover.decision) return switchover.time->describe();
  const std::string decision = switchover.decision->describe();
  return switchover.time ? decision + " and then " + switchover.time->describe() : decision;
}

Broken failback_words(const Service& service) {
  if (!service.switchover || !service.switchover->failback) return std::nullopt;
  const LawPtr& time = service.switchover->failback->time;
  if (!time || time->mean().count() == 0) return std::nullopt;
  return "fails back in " + time->describe();
}

}  // namespace

Broken no_failback(const Study& study, std::size_t service) { return with_service(study, service, failback_words); }

Broken no_elections(const Study& study, std::size_t service) {
  return with_service(study, service, [](const Service& each) -> Broken {
    if (!each.election) return std::nullopt;
    return fmt::format("elects a leader in rounds of {}", each.election->round->describe());
  });
}

Broken always_connected(const Study& study, std::size_t service) {
  for (const std::size_t i : services_beneath(study.platform, service)) {
    const Service& each = study.platform.services[i];
    if (each.partition) return each.name + " may be cut in two";
    if (!each.reach) continue;
    const auto& from = each.reach->from;
    return fmt::format("{} counts only members that are connected with {}", each.name,
                       from ? study.platform.network.places[*from].name : "each other");
  }
  return std::nullopt;
}

Broken instantaneous_switchover(const Study& study, std::size_t service) {
  for (const std::size_t i : services_beneath(study.platform, service)) {
    const Service& each = study.platform.services[i];
    if (each.preference && each.preference->time_to_notice && each.preference->time_to_notice->mean() > Seconds{0})
      return fmt::format("{} notices failures after {}", each.name, each.preference->time_to_notice->describe());
    if (!each.standby) continue;
    const models::NodeClass& nodes = study.platform.nodes[each.operands.front().index];
    for (const models::FailureMode& mode : nodes.failures) {
      // Whoever is in reserve stays there until the failure is noticed.
      if (mode.time_to_notice && mode.takes_down != models::TakesDown::nothing &&
          mode.time_to_notice->mean() > Seconds{0})
        return fmt::format("{} switches over only when {}.{} is noticed, after {}", each.name, nodes.name, mode.name,
                           mode.time_to_notice->describe());
    }
  }
  return with_service(study, service, [](const Service& each) -> Broken {
    if (!each.switchover) return std::nullopt;
    if (mean_takeover_s(*each.switchover) > 0) return "switches over in " + takeover_words(*each.switchover);
    return failback_words(each);
  });
}

Broken perfect_coverage(const Study& study, std::size_t service) {
  return with_service(study, service, [](const Service& each) -> Broken {
    if (!each.switchover || each.switchover->coverage == 1) return std::nullopt;
    return fmt::format("fails to switch over with probability {:.3g}", 1 - each.switchover->coverage);
  });
}

Broken frozen_takeover(const Study& study, std::size_t service) {
  return with_service(study, service, [](const Service& each) -> Broken {
    if (!each.switchover || each.switchover->freezes) return std::nullopt;
    if (mean_takeover_s(*each.switchover) == 0) return std::nullopt;
    return "may lose members, or have them repaired, within " + takeover_words(*each.switchover);
  });
}

Broken frozen_switchover(const Study& study, std::size_t service) {
  if (Broken reason = frozen_takeover(study, service)) return reason;
  return with_service(study, service, [](const Service& each) -> Broken {
    if (!each.switchover || each.switchover->freezes || each.switchover->coverage == 1) return std::nullopt;
    return "may lose members, or have them repaired, during the recovery from a failed switchover";
  });
}

Broken one_redundant_group(const Study& study, std::size_t service) {
  const auto pools = as_series(study.platform, service);
  if (!pools) return "it has another structure";
  const auto redundant =
      std::count_if(pools->begin(), pools->end(), [](const Pool& pool) { return pool.tolerated() > 0; });
  if (redundant <= 1) return std::nullopt;
  return fmt::format("it has {}", redundant);
}

}  // namespace nines::closed_form::check
