// Platforms whose detectors do not always see: a monitor that fails, a path that is cut.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

FailureMode false_alarm(LawPtr until_next, LawPtr lasts) {
  FailureMode mode = failure("false alarm of checks", std::move(until_next), std::move(lasts));
  mode.kind = ModeKind::false_alarm;
  mode.detector = 0;
  return mode;
}

/// `web`, of which `needed` serve; a `monitor` and a `switch`, services 0 and 1, of which the detector needs one, both or
/// neither.
Platform watched(std::vector<FailureMode> failures, std::size_t members, double needed, const Watcher& watcher) {
  Platform platform;
  platform.nodes.push_back(node_class("web", members, std::move(failures)));
  platform.nodes.push_back(node_class("monitor", 1, {failure("f", hours(50), hours(9))}));
  platform.nodes.push_back(node_class("switch", 1, {failure("f", hours(60), hours(5))}));
  platform.services = {one_of("monitoring", 1), one_of("network", 2), one_of("shop", 0, needed)};
  DetectorSummary checks;
  checks.name = "checks";
  checks.watcher = watcher;
  platform.detectors.push_back(checks);
  return platform;
}

Watcher on_monitor() {
  Watcher watcher;
  watcher.runs_on = {0};
  return watcher;
}

Watcher through_switch(LawPtr until_suspected, LawPtr until_trusted) {
  Watcher watcher;
  watcher.through = {1};
  watcher.until_suspected = std::move(until_suspected);
  watcher.until_trusted = std::move(until_trusted);
  return watcher;
}

Watcher both() {
  Watcher watcher = through_switch(hours(2), hours(1));
  watcher.runs_on = {0};
  return watcher;
}

FailureMode crash(LawPtr to_notice = hours(3)) {
  return detected(failure("crash", hours(40), hours(6)), std::move(to_notice));
}

void add_blind(std::vector<ComponentCase>& cases) {
  cases.push_back({"blind_exponential", study_of(watched({crash()}, 3, 2, on_monitor()), 2)});
  cases.push_back({"blind_erlang", study_of(watched({crash(erlang(3, 4))}, 3, 2, on_monitor()), 2)});
  cases.push_back(
      {"blind_hyperexponential", study_of(watched({crash(hyperexponential(2, 4))}, 3, 2, on_monitor()), 2)});
  cases.push_back({"blind_individuals", study_of(watched({crash(erlang(6, 4))}, 2, 1, on_monitor()), 1)});
  cases.push_back({"blind_single_erlang", study_of(watched({crash(erlang(2, 4))}, 1, 1, on_monitor()), 1)});
  FailureMode returns = crash(hours(2));
  returns.time_to_return = erlang(2, 3);
  returns.returns_as_detected = true;
  cases.push_back({"blind_return", study_of(watched({returns}, 3, 2, on_monitor()), 2)});
  returns.returns_as_detected = false;
  cases.push_back({"blind_return_of_its_own", study_of(watched({returns}, 3, 2, on_monitor()), 2)});
  const FailureMode alarm = false_alarm(hyperexponential(2, 60), erlang(2, 5));
  cases.push_back({"blind_false_alarms", study_of(watched({crash(), alarm}, 2, 1, on_monitor()), 1)});
  Platform always = watched({crash(erlang(2, 4)), alarm}, 2, 1, on_monitor());
  always.nodes[0].ages = Ages::always;
  cases.push_back({"blind_false_alarms_ages_always", study_of(always, 1)});
  Platform struck = watched({crash()}, 2, 1, on_monitor());  // the target and its watcher at the same instant
  struck.shocks.push_back({"surge", hours(60), 0.6, std::nullopt, {{false, 0, 0}, {false, 1, 0}}});
  cases.push_back({"blind_by_the_same_shock", study_of(struck, 1)});
  Platform standby = watched({crash()}, 3, 2, on_monitor());
  standby.services[2].standby = Standby{2, 0.3};
  standby.services[2].switchover = Switchover{};
  standby.services[2].switchover->time = hours(0.5);
  standby.services[2].switchover->coverage = 0.9;
  cases.push_back({"blind_standby", study_of(standby, 2)});
}

void add_cut_off(std::vector<ComponentCase>& cases) {
  const Watcher through = through_switch(hours(2), hours(1));
  cases.push_back({"cut_off", study_of(watched({crash()}, 3, 2, through), 2)});
  cases.push_back({"cut_off_erlang",
                   study_of(watched({crash(erlang(2, 4))}, 2, 1, through_switch(erlang(2, 2), erlang(2, 1))), 1)});
  cases.push_back({"cut_off_ignored", study_of(watched({crash()}, 3, 2, through_switch(nullptr, nullptr)), 2)});
  Platform always = watched({crash()}, 2, 1, through);
  always.nodes[0].ages = Ages::always;
  cases.push_back({"cut_off_ages_always", study_of(always, 1)});
  cases.push_back({"cut_off_blind_and_false_alarms",
                   study_of(watched({crash(), false_alarm(hours(70), hours(4))}, 2, 1, both()), 1)});
  Platform standby = watched({crash()}, 3, 2, both());
  standby.services[2].standby = Standby{2, 0.3};
  standby.services[2].switchover = Switchover{};
  standby.services[2].switchover->time = hours(0.5);
  standby.services[2].switchover->coverage = 0.9;
  standby.services[2].switchover->recovery = hours(3);
  cases.push_back({"cut_off_standby", study_of(standby, 2)});
  Platform elects = watched({crash()}, 3, 2, through);
  elects.services[2].election = Election{hours(1), 0.2};
  cases.push_back({"cut_off_election", study_of(elects, 2)});
  Platform balanced = watched({crash()}, 3, 1, both());
  balanced.services[2].balanced = Balanced{2, 0.5};
  cases.push_back({"cut_off_balanced", study_of(balanced, 1)});
}

/// Units in racks, of which the detector watches the nodes, the racks or both.
void add_in_racks(std::vector<ComponentCase>& cases) {
  Platform nodes = watched({crash()}, 1, 1, both());
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.restart = hours(1);
  rack.failures = {failure("power", hours(80), hours(4))};
  nodes.domains.push_back(rack);
  nodes.nodes[0].level = 0;
  cases.push_back({"cut_off_nodes_in_racks", study_of(nodes, 1)});
  Platform racks = nodes;
  racks.domains[0].failures[0] = detected(racks.domains[0].failures[0], hours(2));
  cases.push_back({"cut_off_racks_and_nodes", study_of(racks, 1)});
  racks.nodes[0].failures[0] = failure("crash", hours(40), hours(6));
  cases.push_back({"cut_off_racks", study_of(racks, 1)});
}

/// A primary and a backup whose traffic is moved by what the detector says.
Study moved(const Watcher& watcher, bool wrong, LawPtr to_notice = hours(1)) {
  Platform platform = watched({failure("f", hours(40), hours(6))}, 1, 1, watcher);
  platform.nodes.push_back(node_class("backup", 1, {failure("f", hours(60), hours(9))}));
  platform.services.push_back(one_of("spare shop", 3));
  Service entry;
  entry.name = "entry";
  entry.operands = {{Operand::Kind::service, 2, 1}, {Operand::Kind::service, 3, 1}};
  entry.preference = Preference{std::move(to_notice), 0, nullptr, nullptr};
  if (wrong) {
    entry.preference->until_false_alarm = hours(30);
    entry.preference->false_alarm_lasts = hours(1);
  }
  entry.switchover = Switchover{};
  entry.switchover->decision = hours(0.5);
  entry.switchover->time = hours(1);
  entry.switchover->failback = Failback{hours(4), hours(0.7)};
  platform.services.push_back(entry);
  return study_of(platform, 1);
}

void add_sites_seen(std::vector<ComponentCase>& cases) {
  cases.push_back({"blind_sites", moved(on_monitor(), false)});
  cases.push_back({"blind_sites_with_false_alarms", moved(on_monitor(), true)});
  cases.push_back({"cut_off_sites", moved(through_switch(hours(2), hours(1)), false)});
  cases.push_back({"cut_off_sites_with_false_alarms", moved(both(), true, erlang(2, 1))});
  cases.push_back({"blind_sites_at_once", moved(both(), false, nullptr)});
  // The monitor is behind what it moves in the order of services, and the primary is its own service's neighbour.
  Study late = moved(on_monitor(), false);
  std::vector<Service>& services = late.platform.services;
  services.push_back(one_of("late monitoring", 1));
  late.platform.detectors[0].watcher.runs_on = {services.size() - 1};
  late.platform.shocks.push_back({"surge", hours(60), 0.6, std::nullopt, {{false, 0, 0}, {false, 1, 0}}});
  cases.push_back({"blind_sites_whose_monitor_comes_last", late});
}

}  // namespace

void add_watchers(std::vector<ComponentCase>& cases) {
  add_blind(cases);
  add_cut_off(cases);
  add_in_racks(cases);
  add_sites_seen(cases);
}

}  // namespace nines::test
