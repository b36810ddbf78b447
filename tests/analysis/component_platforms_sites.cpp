// Platforms whose traffic is switched between whole services.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

void add_site(Platform& platform, const std::string& name, LawPtr to_failure, LawPtr to_repair) {
  Service service;
  service.name = name;
  service.operands = {{Operand::Kind::nodes, platform.nodes.size(), 1}};
  platform.nodes.push_back(node_class(name, 1, {failure("f", std::move(to_failure), std::move(to_repair))}));
  platform.services.push_back(service);
}

Platform two_sites() {
  Platform platform;
  add_site(platform, "primary", hours(40), hours(6));
  add_site(platform, "backup", hours(60), hours(9));
  return platform;
}

/// A service that prefers those that are there, in their order.
Study choosing(Platform platform, Preference preference, std::optional<Switchover> switchover) {
  Service service;
  service.name = "ai";
  for (std::size_t i = 0; i < platform.services.size(); ++i) service.operands.push_back({Operand::Kind::service, i, 1});
  service.preference = std::move(preference);
  service.switchover = std::move(switchover);
  Study study = study_of(platform, 1);
  platform.services.push_back(service);
  study.platform = platform;
  return study;
}

Switchover there_and_back() {
  Switchover switchover;
  switchover.decision = hours(0.5);
  switchover.time = hours(1);
  switchover.coverage = 0.8;
  switchover.recovery = hours(3);
  switchover.failback = Failback{hours(5), hours(0.7)};
  return switchover;
}

}  // namespace

void add_sites(std::vector<ComponentCase>& cases) {
  const Switchover all = there_and_back();
  Preference noticing;
  noticing.time_to_notice = hours(0.4);
  cases.push_back({"sites_at_once", choosing(two_sites(), {}, std::nullopt)});
  cases.push_back({"sites_there_and_back", choosing(two_sites(), noticing, all)});
  Switchover stays = all;
  stays.failback.reset();
  stays.recovery = nullptr;
  cases.push_back({"sites_that_stay_and_wait_for_a_repair", choosing(two_sites(), noticing, stays)});
  Switchover hasty;
  hasty.time = erlang(2, 1);
  hasty.failback = Failback{nullptr, hours(0.5)};
  cases.push_back({"sites_back_at_once", choosing(two_sites(), {}, hasty)});
  Switchover unseen;
  unseen.coverage = 0.6;
  unseen.failback = Failback{erlang(2, 4), nullptr};
  cases.push_back({"sites_in_no_time", choosing(two_sites(), {}, unseen)});
  Platform three = two_sites();
  add_site(three, "cloud", hours(80), hours(4));
  cases.push_back({"sites_of_three", choosing(three, noticing, all)});
  Preference wrong = noticing;
  wrong.until_false_alarm = hours(30);
  wrong.false_alarm_lasts = hours(1);
  cases.push_back({"sites_with_false_alarms", choosing(two_sites(), wrong, all)});
  Switchover at_once = hasty;
  cases.push_back({"sites_with_false_alarms_and_no_decision", choosing(three, wrong, at_once)});
  Platform crewed = two_sites();
  crewed.crews.push_back(crew_of(CrewOrder::first_come));
  for (NodeClass& nodes : crewed.nodes) {
    nodes.count = 2;
    nodes.failures[0].crew = 0;
  }
  Study dependent = choosing(crewed, noticing, all);
  Service dns;
  dns.name = "dns";
  dns.operands = {{Operand::Kind::nodes, dependent.platform.nodes.size(), 1}};
  dependent.platform.nodes.push_back(node_class("dns", 1, {failure("f", hours(70), hours(2))}));
  dependent.platform.services.insert(dependent.platform.services.end() - 1, dns);
  dependent.platform.services.back().depends_on = {2};
  cases.push_back({"sites_of_pairs_that_depend_on_a_name", dependent});
}

}  // namespace nines::test
