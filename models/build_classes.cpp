#include "models/build.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::models {

namespace {

/// Counts pay for many members in few local states; a few members with many phases are cheaper with timers.
constexpr std::size_t most_counted_states = 256, most_phases_of_few = 4, few_members = 64;
constexpr std::size_t most_local_states = 60'000, most_modes = 255;

Mode make_mode(const Platform& platform, const FailureMode& failure, bool of_domain, std::uint32_t own_level) {
  Mode mode;
  mode.spec = &failure;
  mode.fails_by_itself = failure.time_to_failure != nullptr;
  mode.noticed_at_once = failure.time_to_notice == nullptr && failure.kind != ModeKind::bad_update;
  mode.returns_at_once = failure.time_to_return == nullptr;
  mode.unit_stays_up = failure.takes_down == TakesDown::nothing;
  mode.loses_data = failure.loses_data;
  mode.minimal_repair = failure.restores == Restores::as_bad_as_old;
  if (failure.crew) {
    mode.crew = static_cast<std::uint32_t>(*failure.crew);
    mode.preemptible = platform.crews[*failure.crew].preemptive;
  }
  if (failure.spares) mode.spares = static_cast<std::uint32_t>(*failure.spares);
  if (failure.takes_down == TakesDown::domain) {
    mode.holds_level = static_cast<std::uint32_t>(failure.domain_level);
  } else if (of_domain && failure.takes_down == TakesDown::unit) {
    mode.holds_level = own_level;
  }
  mode.independent_share = 1 - failure.beta;
  if (failure.only_while) mode.only_while = static_cast<std::uint32_t>(*failure.only_while);
  mode.policy = make_policy(failure);
  return mode;
}

/// Whose clocks each repair sets back.
void find_renewed(UnitClass& unit_class) {
  for (Mode& mode : unit_class.modes) {
    for (std::size_t m = 0; m < unit_class.modes.size(); ++m) {
      const Mode& other = unit_class.modes[m];
      if (&other == &mode || !other.fails_by_itself || !renews(*mode.spec, *other.spec)) continue;
      mode.renewed.push_back(static_cast<std::uint8_t>(m));
    }
  }
}

UnitClass make_class(const Platform& platform, const std::string& name, const std::vector<FailureMode>& failures,
                     Ages ages, bool is_domain, std::size_t index) {
  if (failures.size() > most_modes) {
    throw BuildError(
        name, fmt::format("{} has {} failure modes; at most {} are supported", name, failures.size(), most_modes),
        "merge some of them");
  }
  UnitClass unit_class;
  unit_class.name = name;
  unit_class.is_domain = is_domain;
  unit_class.index = static_cast<std::uint32_t>(index);
  unit_class.ages = ages;
  for (const FailureMode& failure : failures) {
    unit_class.modes.push_back(make_mode(platform, failure, is_domain, static_cast<std::uint32_t>(index)));
  }
  find_renewed(unit_class);
  return unit_class;
}

/// What makes one unit of a class different from another: its kind, and how often it has failed.
void take_differences(UnitClass& unit_class, const NodeClass& nodes) {
  unit_class.lemons = nodes.lemons;
  for (Mode& mode : unit_class.modes)
    mode.strikes_lemons = nodes.lemons && mode.fails_by_itself && mode.spec->kind == ModeKind::failure;
  if (!nodes.retirement) return;
  unit_class.retirement = static_cast<std::uint32_t>(nodes.retirement->mode);
  unit_class.retired_after = nodes.retirement->after;
  for (const std::size_t m : nodes.retirement->counts) unit_class.modes[m].is_counted = true;
}

/// Phases for the parts of a mode's policy, if each law has them. A diagnosis that is interrupted goes on where it was:
/// only a timer tells it from a repair that was.
bool take_phases_of_policy(Mode& mode, std::size_t& most_phases) {
  if (mode.policy->diagnoses && mode.preemptible) return false;
  for (const RepairPolicy::Part part : {RepairPolicy::restart, RepairPolicy::pause, RepairPolicy::replacement,
                                        RepairPolicy::call, RepairPolicy::diagnosis}) {
    const LawPtr& law = law_of(*mode.spec, part);
    if (!law) continue;
    const auto phases = law->phase_type();
    if (!phases) return false;
    mode.policy->law[part] = *phases;
    most_phases = std::max(most_phases, phases->size());
  }
  return true;
}

/// Phases for every mode, if each law has them and they can be kept as rates.
bool take_phases(UnitClass& unit_class) {
  std::size_t most_phases = 1;
  for (Mode& mode : unit_class.modes) {
    if (mode.spec->time_to_repair) {  // else one phase that is never left
      const auto repair = mode.spec->time_to_repair->phase_type();
      if (!repair || (mode.preemptible && repair->size() > 1)) return false;
      mode.repair = *repair;
      most_phases = std::max(most_phases, repair->size());
    }
    if (mode.spec->time_to_notice) {  // else as above
      const auto notice = mode.spec->time_to_notice->phase_type();
      if (!notice) return false;
      mode.notice = *notice;
      most_phases = std::max(most_phases, notice->size());
    }
    if (!mode.returns_at_once) {
      const auto back = mode.spec->time_to_return->phase_type();
      if (!back) return false;
      mode.back = *back;
      most_phases = std::max(most_phases, back->size());
    }
    if (mode.policy && !take_phases_of_policy(mode, most_phases)) return false;
    if (!mode.fails_by_itself) continue;
    const auto fine = mode.spec->time_to_failure->phase_type();
    if (!fine || (mode.minimal_repair && fine->size() > 1)) return false;
    mode.fine = *fine;
    most_phases = std::max(most_phases, fine->size());
  }
  return most_phases <= most_phases_of_few || unit_class.members >= few_members;
}

/// Members may be kept as counts if it is clear which of them a crew or a spare part is for.
bool can_be_together(const UnitClass& unit_class) {
  const auto ambiguous = [&](Stage stage, std::size_t m) {
    std::size_t kinds = 0;
    std::vector<std::uint16_t> seen;
    for (const std::uint16_t s : unit_class.in_stage[static_cast<int>(stage)][m]) {
      const std::uint16_t idle = unit_class.with_role[0][s];  // the role makes no difference
      if (std::find(seen.begin(), seen.end(), idle) != seen.end()) continue;
      seen.push_back(idle);
      ++kinds;
    }
    return kinds > 1;
  };
  for (std::size_t m = 0; m < unit_class.modes.size(); ++m) {
    if (ambiguous(Stage::waiting_for_spare, m) || ambiguous(Stage::waiting_for_crew, m)) return false;
    if (unit_class.modes[m].preemptible && ambiguous(Stage::repairing, m)) return false;
  }
  return true;
}

void enumerate(UnitClass& unit_class) {
  unit_class.counted = take_phases(unit_class) && enumerate_states(unit_class, most_counted_states);
  if (!unit_class.counted) {
    for (Mode& mode : unit_class.modes) {
      mode.fine = mode.notice = mode.repair = mode.back = RepairPolicy::one_phase();
      if (mode.policy) mode.policy->law.fill(RepairPolicy::one_phase());
    }
    if (!enumerate_states(unit_class, most_local_states)) {
      throw BuildError(unit_class.name, fmt::format("{} can be in more than {} states, because its {} failure modes "
                                                    "can all be there at once; with \"ages: while "
                                                    "up\" only one of those that take it down can",
                                                    unit_class.name, most_local_states, unit_class.modes.size()));
    }
  }
  const bool each_by_itself = unit_class.is_domain || unit_class.is_link || unit_class.has_identity;
  unit_class.together = unit_class.counted && !each_by_itself && can_be_together(unit_class);
}

/// Roles and switchovers come from the services; they decide which local states there are.
void take_roles(Model& model) {
  for (std::size_t s = 0; s < model.platform.services.size(); ++s) {
    const Service& service = model.platform.services[s];
    const bool is_scaled = service.balanced && service.balanced->autoscaling;
    if (service.preference || (!service.standby && !service.switchover && !service.election && !is_scaled)) continue;
    for (const Operand& operand : service.operands) {
      if (operand.kind != Operand::Kind::nodes) continue;
      UnitClass& unit_class = model.classes[operand.index];
      if (unit_class.managed_by != none) {
        throw BuildError(
            service.name,
            fmt::format("services {} and {} both switch between the nodes of {}",
                        model.platform.services[unit_class.managed_by].name, service.name, unit_class.name),
            "give each its own nodes");
      }
      unit_class.managed_by = static_cast<std::uint32_t>(s);
      unit_class.has_roles = service.standby || service.election || is_scaled;
      if (is_scaled) unit_class.reserve_factor = 0;
      unit_class.has_identity = unit_class.has_identity || service.partition.has_value();
      unit_class.elects = service.election.has_value();
      if (service.standby) unit_class.reserve_factor = service.standby->rate_factor;
    }
  }
}

/// Where failures grow with the load of a service, the local states' steps say so.
void take_strain(Model& model) {
  std::vector<std::uint32_t> strained_by(model.classes.size(), none);
  for (std::uint32_t s = 0; s < model.platform.services.size(); ++s) {
    const Service& service = model.platform.services[s];
    if (!service.balanced || service.balanced->exponent == 0) continue;
    for (const Operand& operand : service.operands) {
      if (operand.kind != Operand::Kind::nodes) continue;
      UnitClass& unit_class = model.classes[operand.index];
      std::uint32_t& other = strained_by[operand.index];
      if (other != none) {
        throw BuildError(service.name,
                         fmt::format("the failures of {} grow with the load of {} and with that of {}", unit_class.name,
                                     model.platform.services[other].name, service.name),
                         "give each service its own nodes");
      }
      other = s;
      for (Mode& mode : unit_class.modes) mode.strained = mode.spec->grows_with_load;
    }
  }
}

void check_size(const UnitClass& unit_class) {
  if (unit_class.together || unit_class.members <= most_individuals) return;
  const char* why = unit_class.counted ? "they wait for a crew or a spare in more than one state"
                                       : "a law of theirs is not exponential";
  throw BuildError(
      unit_class.name,
      fmt::format(
          "{} has {} members that each need clocks of their own, because {}; at most {} are supported: use exponential "
          "laws and one failure mode for each crew, so that members can be counted, or model a share of them",
          unit_class.name, unit_class.members, why, most_individuals));
}

}  // namespace

bool renews(const FailureMode& repaired, const FailureMode& other) {
  const auto goes_by_age = [](const FailureMode& mode) {
    return mode.kind == ModeKind::failure || mode.kind == ModeKind::maintenance;
  };
  if (repaired.kind == ModeKind::retirement) return goes_by_age(other);
  if (!goes_by_age(repaired) || !goes_by_age(other)) return false;
  if (repaired.kind == ModeKind::maintenance) return true;
  if (repaired.restores == Restores::as_bad_as_old) return false;
  return other.kind == ModeKind::maintenance || repaired.renews == Renews::unit;
}

void build_classes(Model& model) {
  const Platform& platform = model.platform;
  for (std::size_t i = 0; i < platform.nodes.size(); ++i) {
    const NodeClass& nodes = platform.nodes[i];
    model.classes.push_back(make_class(platform, nodes.name, nodes.failures, nodes.ages, false, i));
    model.classes.back().members = static_cast<std::uint32_t>(platform.members(nodes));
    model.classes.back().is_link = nodes.is_link;
    take_differences(model.classes.back(), nodes);
  }
  for (std::size_t i = 0; i < platform.domains.size(); ++i) {
    const DomainLevel& level = platform.domains[i];
    const std::size_t instances = platform.instances(i);
    if (instances > most_individuals) {
      throw BuildError(level.name, fmt::format("there are {} of domain level {}; at most {} are supported", instances,
                                               level.name, most_individuals));
    }
    if (level.failures.empty()) continue;
    model.classes.push_back(make_class(platform, level.name, level.failures, level.ages, true, i));
    model.classes.back().members = static_cast<std::uint32_t>(instances);
  }
  take_roles(model);
  take_strain(model);
  follow_injected(model);
  follow_jobs(model);
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    UnitClass& unit_class = model.classes[c];
    enumerate(unit_class);
    check_size(unit_class);
    unit_class.up_reward = model.layout.add_member_reward();
    unit_class.coin = model.layout.coins++;
    for (std::uint32_t m = 0; m < unit_class.modes.size(); ++m) {
      unit_class.modes[m].cause = model.layout.causes++;
      model.causes.push_back({unit_class.name + "." + unit_class.modes[m].spec->name, c, m});
    }
  }
}

}  // namespace nines::models
