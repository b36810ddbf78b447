#include "models/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace nines::models {

namespace {

/// Registers the operand with what it counts; returns how many units there are.
std::size_t wire_operand(Model& model, const Operand& operand, UnitClass::Use use) {
  switch (operand.kind) {
    case Operand::Kind::nodes: {
      UnitClass& unit_class = model.classes[model.class_of_nodes(operand.index)];
      unit_class.used_by.push_back(use);
      return unit_class.members;
    }
    case Operand::Kind::domains:
      model.domain_classes[operand.index].used_by.push_back(use);
      return model.domain_classes[operand.index].instances;
    case Operand::Kind::service: model.services[operand.index].used_by.push_back(use); break;
  }
  return 1;
}

/// The class of the units that an operand counts; none for services, and for domains that do not fail themselves.
std::uint32_t class_of(const Model& model, const Operand& operand) {
  for (std::uint32_t c = 0; operand.kind != Operand::Kind::service && c < model.classes.size(); ++c) {
    const bool domains = operand.kind == Operand::Kind::domains;
    if (model.classes[c].is_domain == domains && model.classes[c].index == operand.index) return c;
  }
  return none;
}

/// Units that age only in service stand still while a service that counts them is down.
void suspend_with(Model& model, const Operand& operand, ServiceModel& service) {
  const std::uint32_t c = class_of(model, operand);
  if (c == none || model.classes[c].ages != Ages::while_in_service) return;
  if (std::count(service.suspends.begin(), service.suspends.end(), c) > 0) return;
  service.suspends.push_back(c);
  ++model.classes[c].services_using;
}

void add_once(std::vector<std::uint32_t>& all, std::size_t number) {
  const auto entry = static_cast<std::uint32_t>(number);
  if (std::find(all.begin(), all.end(), entry) == all.end()) all.push_back(entry);
}

/// What can keep a level of domains and all above it down.
void blame_levels(const Model& model, std::optional<std::size_t> level, ServiceModel& service) {
  for (; level; level = model.platform.domains[*level].parent) {
    if (model.platform.domains[*level].restart) add_once(service.restarts, *level);
    for (std::size_t c = 0; c < model.classes.size(); ++c) {
      const UnitClass& unit_class = model.classes[c];
      const bool holds = std::any_of(unit_class.modes.begin(), unit_class.modes.end(),
                                     [&](const Mode& mode) { return mode.holds_level == *level; });
      if (holds) add_once(service.culprits, c);
    }
  }
}

void blame(const Model& model, const Operand& operand, ServiceModel& service) {
  switch (operand.kind) {
    case Operand::Kind::service: return add_once(service.over, operand.index);
    case Operand::Kind::domains: return blame_levels(model, operand.index, service);
    case Operand::Kind::nodes:
      add_once(service.culprits, model.class_of_nodes(operand.index));
      return blame_levels(model, model.platform.nodes[operand.index].level, service);
  }
}

void wire_switchover(Model& model, std::uint32_t s) {
  const Service& spec = model.platform.services[s];
  ServiceModel& service = model.services[s];
  if (spec.standby) service.active_wanted = static_cast<std::uint32_t>(spec.standby->active);
  if (spec.election) {
    service.active_wanted = 1;
    service.election = &*spec.election;
    const ClockOwner owner{s, Switchover::switches, static_cast<std::uint16_t>(Owner::service)};
    service.timers[Switchover::switches] = model.layout.add_timer(spec.election->round.get(), owner);
    ++model.layout.concurrent_timers;
  }
  for (const Operand& operand : spec.operands) {
    if (operand.kind != Operand::Kind::nodes) continue;
    service.managed.push_back(model.class_of_nodes(operand.index));
    model.classes[service.managed.back()].watched = true;
  }
  service.coin = model.layout.coins++;
  if (spec.switchover) {
    service.switchover = &*spec.switchover;
    if (spec.switchover->failback) service.failback_cause = add_cause(model, spec.name + ".failback");
    for (std::uint32_t purpose = 0; purpose < Switchover::purposes; ++purpose) {
      const LawPtr& law = spec.switchover->law(static_cast<Switchover::Purpose>(purpose));
      if (!law) continue;
      const ClockOwner owner{s, static_cast<std::uint16_t>(purpose), static_cast<std::uint16_t>(Owner::service)};
      service.timers[purpose] = model.layout.add_timer(law.get(), owner);
    }
    model.layout.concurrent_timers += 2;
  }
  model.managing.push_back(s);
}

/// Links and places, which can keep members from being connected.
void blame_network(const Model& model, ServiceModel& service) {
  for (const Network::Links& links : model.platform.network.links)
    add_once(service.culprits, model.class_of_nodes(links.nodes));
  for (std::size_t level = 0; level < model.domain_classes.size(); ++level) {
    if (model.domain_classes[level].is_place) blame_levels(model, level, service);
  }
}

void count_what_is_connected(Model& model, std::uint32_t s) {
  const Service& spec = model.platform.services[s];
  ServiceModel& service = model.services[s];
  service.is_plain = false;
  service.is_reached = true;
  if (spec.reach->from) service.reached_from = static_cast<std::uint32_t>(*spec.reach->from);
  const auto add = [&](std::uint32_t place, std::uint32_t operand, std::uint32_t group, std::uint32_t domain) {
    if (place == none)
      throw BuildError(spec.name, fmt::format("{} counts what is in no place of the network", spec.name));
    service.counted.push_back({place, operand, group, domain});
  };
  for (std::uint32_t i = 0; i < spec.operands.size(); ++i) {
    const Operand& operand = spec.operands[i];
    if (operand.kind == Operand::Kind::nodes) {
      for (const std::uint32_t g : model.classes[model.class_of_nodes(operand.index)].groups)
        add(model.place_of(model.groups[g]), i, g, none);
      continue;
    }
    for (std::uint32_t d = 0; d < model.domains.size(); ++d) {
      if (model.domains[d].level != operand.index) continue;
      add(model.network.places == 0 ? none : model.network.place_of_domain[d], i, none, d);
    }
  }
  blame_network(model, service);
  model.network.services.push_back(s);
}

void wire_selector(Model& model, std::uint32_t s) {
  const Service& spec = model.platform.services[s];
  const Preference& preference = *spec.preference;
  if (spec.operands.size() < 2 || spec.operands.size() > most_preferred) {
    throw BuildError(spec.name, fmt::format("{} prefers {} services: there must be 2 to {}", spec.name,
                                            spec.operands.size(), most_preferred));
  }
  const auto index = static_cast<std::uint32_t>(model.selectors.size());
  SelectorModel& selector = model.selectors.emplace_back();
  selector.service = s;
  selector.preferred = model.services[s].over;
  selector.state = model.layout.add_state<SelectorState>();
  selector.coin = model.layout.coins++;
  const Switchover switchover = spec.switchover.value_or(Switchover());
  selector.coverage = switchover.coverage;
  selector.fails_back_at_all = switchover.failback.has_value();
  const auto add = [&](const LawPtr& law) {
    const ClockOwner owner{index, static_cast<std::uint16_t>(selector.timers.size()),
                           static_cast<std::uint16_t>(Owner::selector)};
    selector.timers.push_back(law ? model.layout.add_timer(law.get(), owner) : none);
  };
  // In the order of SelectorModel::Purpose.
  add(preference.time_to_notice);
  for (const auto purpose : {Switchover::decides, Switchover::switches, Switchover::recovers, Switchover::fails_back}) {
    add(spec.switchover ? spec.switchover->law(purpose) : nullptr);
  }
  add(preference.until_false_alarm);
  add(preference.until_false_alarm ? preference.false_alarm_lasts : nullptr);
  for (std::size_t i = 0; i + 1 < spec.operands.size(); ++i) {
    add(switchover.failback ? spec.switchover->failback->after : nullptr);
  }
  model.layout.concurrent_timers += 2 + spec.operands.size();
  selector.switchover_cause = add_cause(model, spec.name + ".switchover");
  if (selector.fails_back_at_all) selector.failback_cause = add_cause(model, spec.name + ".failback");
  if (!preference.until_false_alarm) return;
  const std::string detector = preference.detector ? model.platform.detectors[*preference.detector].name : "a detector";
  selector.alarm_cause = add_cause(model, fmt::format("{}.false alarm of {}", spec.name, detector));
}

/// Two members in two places, of which one may be cut off from the other.
void wire_partition(Model& model, std::uint32_t s) {
  const Service& spec = model.platform.services[s];
  ServiceModel& service = model.services[s];
  const UnitClass& unit_class = model.classes[service.managed.front()];
  const bool is_pair = unit_class.members == 2 && unit_class.groups.size() == 2 && service.active_wanted == 1 &&
                       service.switchover != nullptr && !service.switchover->failback;
  if (!is_pair || model.place_of(model.groups[unit_class.groups[0]]) == none ||
      model.place_of(model.groups[unit_class.groups[1]]) == none) {
    throw BuildError(spec.name,
                     fmt::format("{} is no pair of one active member and one in reserve at two places", spec.name));
  }
  service.partition = static_cast<std::uint32_t>(model.partitions.size());
  PartitionModel& pair = model.partitions.emplace_back();
  pair.rule = &*spec.partition;
  pair.service = s;
  for (std::size_t i = 0; i < 2; ++i) pair.groups[i] = unit_class.groups[i];
  const auto add = [&](const LawPtr& law, PartitionModel::Purpose purpose) {
    const ClockOwner owner{service.partition, static_cast<std::uint16_t>(purpose),
                           static_cast<std::uint16_t>(Owner::partition)};
    return law ? model.layout.add_timer(law.get(), owner) : none;
  };
  pair.silence = add(pair.rule->silence, PartitionModel::silence_ends);
  service.fences = add(pair.rule->fencing, PartitionModel::fenced);
  service.reconciles = add(pair.rule->reconciliation, PartitionModel::reconciled);
  model.layout.concurrent_timers += 2;
  pair.state = model.layout.add_state<PartitionState>();
  pair.coin = model.layout.coins++;
  using Kind = PartitionRule::Kind;
  const bool is_sure = pair.rule->fencing_succeeds == 1 || pair.rule->waits_if_fencing_fails;
  if (pair.rule->kind != Kind::split_brain) pair.takeover_cause = add_cause(model, spec.name + ".partition");
  if (pair.rule->kind == Kind::split_brain || (pair.rule->kind == Kind::fencing && !is_sure)) {
    pair.split_cause = add_cause(model, spec.name + ".split brain");
    pair.reconciliation_cause = add_cause(model, spec.name + ".reconciliation");
  }
  if (!service.is_reached) {
    blame_network(model, service);
    model.network.services.push_back(s);
  }
}

void wire_service(Model& model, std::uint32_t s) {
  const Service& spec = model.platform.services[s];
  ServiceModel& service = model.services[s];
  service.name = spec.name;
  service.needed = spec.needed;
  service.state = model.layout.add_state<ServiceState>();
  service.counts = model.layout.add_state<std::uint32_t>(spec.operands.size());
  service.capacity_reward = model.layout.rewards++;
  service.phase_reward = model.layout.rewards;
  model.layout.rewards += outage_phases;
  for (std::uint32_t i = 0; i < spec.operands.size(); ++i) {
    const Operand& operand = spec.operands[i];
    std::size_t units = wire_operand(model, operand, {s, i});
    if (spec.standby) units = std::min(units, spec.standby->active);
    service.weights.push_back(operand.weight);
    service.capacity += operand.weight * static_cast<double>(units);
    suspend_with(model, operand, service);
    blame(model, operand, service);
  }
  for (const std::size_t dependency : spec.depends_on) {
    service.depends_on.push_back(static_cast<std::uint32_t>(dependency));
    model.services[dependency].dependents.push_back(s);
  }
  if (spec.reach) count_what_is_connected(model, s);
  if (spec.storage) service.is_plain = false;
  if (spec.preference) {
    service.is_plain = false;
    service.selector = static_cast<std::uint32_t>(model.selectors.size());
    wire_selector(model, s);
  } else if (spec.standby || spec.switchover || spec.election) {
    wire_switchover(model, s);
  }
  if (spec.partition) wire_partition(model, s);
  if (spec.balanced) build_balance(model, s);
}

}  // namespace

std::uint32_t add_cause(Model& model, std::string name) {
  model.causes.push_back({std::move(name), none, none});
  return model.layout.causes++;
}

void build_services(Model& model) {
  model.services.resize(model.platform.services.size());
  for (std::uint32_t s = 0; s < model.services.size(); ++s) wire_service(model, s);
  model.layout.conditions = static_cast<std::uint32_t>(model.services.size());
  const std::size_t words = (model.services.size() + 63) / 64;
  model.dirty = model.layout.add_state<std::uint64_t>(sizeof(DirtyServices) / sizeof(std::uint64_t) + 2 * words);
}

}  // namespace nines::models
