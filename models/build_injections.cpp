#include "models/build.h"

#include "sim/laws.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::models {

namespace {

std::uint32_t class_struck_by(const Model& model, const InjectedFault& fault) {
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    const UnitClass& unit_class = model.classes[c];
    if (unit_class.is_domain == fault.is_domain && unit_class.index == fault.index) return c;
  }
  throw BuildError("", fmt::format("{} cannot be injected: there is no such failure", fault.name));
}

bool lies_within(const Model& model, const Group& group, const InjectedFault::Within& within) {
  std::uint32_t d = group.self != none ? group.self : group.domain;
  while (d != none && model.domains[d].level != within.level) d = model.domains[d].parent;
  return d != none && model.domains[d].number == within.number;
}

std::vector<std::uint32_t> candidates_of(const Model& model, const InjectedFault& fault, std::uint32_t unit_class) {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t g : model.classes[unit_class].groups) {
    const auto lies = [&](const InjectedFault::Within& within) { return lies_within(model, model.groups[g], within); };
    if (std::all_of(fault.within.begin(), fault.within.end(), lies)) found.push_back(g);
  }
  if (fault.members.empty()) return found;
  std::vector<std::uint32_t> chosen;
  for (const std::size_t member : fault.members) {
    if (member >= 1 && member <= found.size()) {
      chosen.push_back(found[member - 1]);
      continue;
    }
    throw BuildError(
        "", fmt::format("{} cannot be injected into member {}: there are {}", fault.name, member, found.size()));
  }
  return chosen;
}

}  // namespace

void make_temporary(Platform& platform, InjectedFault& fault) {
  std::vector<FailureMode>& modes =
      fault.is_domain ? platform.domains[fault.index].failures : platform.nodes[fault.index].failures;
  const FailureMode& named = modes[fault.mode];
  FailureMode made;
  made.name = named.name;
  made.kind = named.kind;
  made.takes_down = named.takes_down;
  made.domain_level = named.domain_level;
  made.time_to_notice = named.time_to_notice;
  made.looks = named.looks;
  made.detector = named.detector;
  made.fails_by = named.fails_by;
  made.time_to_return = named.time_to_return;
  made.returns_as_detected = named.returns_as_detected;
  made.only_while = named.only_while;
  made.loses_data = named.loses_data;
  made.is_ended_from_outside = true;
  fault.mode = modes.size();
  modes.push_back(std::move(made));
}

void turn_off_failures(Platform& platform) {
  const auto turn_off = [](std::vector<FailureMode>& modes) {
    for (FailureMode& mode : modes) mode.time_to_failure = nullptr;
  };
  for (DomainLevel& level : platform.domains) turn_off(level.failures);
  for (NodeClass& nodes : platform.nodes) turn_off(nodes.failures);
  platform.shocks.clear();
  platform.changes.clear();
  for (Service& service : platform.services) {
    if (service.preference) service.preference->until_false_alarm = nullptr;
  }
  for (DataSet& data : platform.data) {
    data.corruption.reset();
    for (BackupSchedule& backups : data.backups) backups.until_broken = nullptr;
  }
}

void follow_injected(Model& model) {
  for (const InjectedFault& fault : model.platform.injected) {
    UnitClass& unit_class = model.classes[class_struck_by(model, fault)];
    unit_class.has_identity = true;
    if (unit_class.members <= most_followed) continue;
    throw BuildError(unit_class.name,
                     fmt::format("{} has {} members, each of which is followed because a fault is injected into one; "
                                 "at most {} are supported",
                                 unit_class.name, unit_class.members, most_followed));
  }
}

void build_injections(Model& model) {
  for (const InjectedFault& fault : model.platform.injected) {
    const auto i = static_cast<std::uint32_t>(model.injections.size());
    InjectionModel injection;
    injection.spec = &fault;
    const std::uint32_t unit_class = class_struck_by(model, fault);
    injection.mode = static_cast<std::uint32_t>(fault.mode);
    injection.candidates = candidates_of(model, fault, unit_class);
    const auto add_timer = [&](InjectionModel::Purpose purpose, Seconds at) {
      constexpr Seconds at_once{1e-9};  // no clock rings at its start
      injection.laws[purpose] = fixed_time(std::max(at, at_once));
      injection.timers[purpose] = model.layout.add_timer(injection.laws[purpose].get(),
                                                         {i, purpose, static_cast<std::uint16_t>(Owner::injection)});
      ++model.layout.concurrent_timers;
    };
    add_timer(InjectionModel::strikes, fault.at);
    if (fault.lasts) add_timer(InjectionModel::ends, fault.at + *fault.lasts);
    model.injections.push_back(std::move(injection));
  }
  if (!model.injections.empty()) model.layout.symmetries.clear();  // the first of several is no longer like the others
}

}  // namespace nines::models
