// Pairs of one active member and one in reserve that the network cuts in two.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

/// A member at each of two sites, linked with each other, and each with a point.
Platform pair_of_sites(double rate_factor = 1, LawPtr power_fails = nullptr) {
  Platform platform;
  DomainLevel site;
  site.name = "site";
  site.count = 2;
  if (power_fails) site.failures = {failure("power", std::move(power_fails), hours(5))};
  platform.domains.push_back(site);
  platform.network.places = {{"site 1", 0, 0}, {"site 2", 0, 1}, {"witness", std::nullopt, 0}};
  platform.nodes.push_back(node_class("db", 1, {failure("f", hours(80), hours(7))}));
  platform.nodes[0].level = 0;
  const auto link = [&](const char* name, std::size_t one, std::size_t other, double life_h) {
    NodeClass links = node_class(name, 1, {failure("cut", hours(life_h), hours(6))});
    links.is_link = true;
    platform.network.links.push_back({platform.nodes.size(), {{one, other}}});
    platform.nodes.push_back(links);
  };
  link("wan", 0, 1, 30);
  link("first", 0, 2, 60);
  link("second", 1, 2, 45);
  Service service;
  service.name = "s";
  service.operands = {{Operand::Kind::nodes, 0, 1}};
  service.standby = Standby{1, rate_factor};
  service.switchover.emplace();
  platform.services.push_back(service);
  return platform;
}

Switchover slow_takeover(double coverage, LawPtr recovery) {
  Switchover switchover;
  switchover.decision = hours(0.5);
  switchover.time = hours(1);
  switchover.coverage = coverage;
  switchover.recovery = std::move(recovery);
  return switchover;
}

PartitionRule rule(PartitionRule::Kind kind) {
  PartitionRule made;
  made.kind = kind;
  made.silence = hours(0.8);
  made.reconciliation = hours(3);
  made.fencing = hours(0.6);
  made.witness = 2;
  return made;
}

/// Two sites with one way to each other, over the point or not.
Study cut(Platform platform, PartitionRule rule, std::optional<std::size_t> from = std::nullopt) {
  platform.services[0].partition = std::move(rule);
  if (from) platform.services[0].reach = Reach{*from};
  return study_of(std::move(platform), 1);
}

/// Without the links to the witness.
Platform only_linked(Platform platform) {
  platform.nodes.resize(2);
  platform.network.links.resize(1);
  return platform;
}

void add_split_brains(std::vector<ComponentCase>& cases) {
  const auto kind = PartitionRule::Kind::split_brain;
  cases.push_back({"split_brain_at_once", cut(only_linked(pair_of_sites()), {})});
  cases.push_back({"split_brain_reconciled", cut(only_linked(pair_of_sites()), rule(kind))});
  Platform slow = pair_of_sites(0.3, hours(90));
  slow.services[0].switchover = slow_takeover(0.7, hours(2));
  cases.push_back({"split_brain_after_a_takeover", cut(slow, rule(kind))});
  slow.services[0].switchover->recovery = nullptr;
  slow.nodes[0].failures[0].time_to_notice = hours(1.5);
  cases.push_back({"split_brain_reached_from_a_point", cut(slow, rule(kind), 2)});
  Platform cold = only_linked(pair_of_sites(0));
  cold.nodes[0].ages = Ages::while_in_service;
  PartitionRule erlangian = rule(kind);
  erlangian.reconciliation = erlang(2, 3);
  cases.push_back({"split_brain_cold", cut(cold, erlangian)});
}

void add_fencing(std::vector<ComponentCase>& cases) {
  const auto kind = PartitionRule::Kind::fencing;
  Platform slow = pair_of_sites(1, hours(90));
  slow.services[0].switchover = slow_takeover(0.7, hours(2));
  PartitionRule sure = rule(kind);
  sure.reconciliation = nullptr;
  cases.push_back({"fencing", cut(slow, sure)});
  cases.push_back({"fencing_reached_from_a_point", cut(slow, sure, 2)});
  PartitionRule splits = rule(kind);
  splits.fencing_succeeds = 0.6;
  cases.push_back({"fencing_that_may_fail_to_split", cut(slow, splits)});
  PartitionRule waits = splits;
  waits.waits_if_fencing_fails = true;
  slow.services[0].switchover->recovery = nullptr;
  cases.push_back({"fencing_that_may_fail_and_waits", cut(slow, waits)});
  PartitionRule at_once = sure;
  at_once.silence = at_once.fencing = nullptr;
  cases.push_back({"fencing_at_once", cut(only_linked(pair_of_sites()), at_once)});
}

void add_witnesses(std::vector<ComponentCase>& cases) {
  const auto kind = PartitionRule::Kind::witness;
  Platform slow = pair_of_sites(1, hours(90));
  slow.services[0].switchover = slow_takeover(0.7, hours(2));
  cases.push_back({"witness", cut(slow, rule(kind))});
  cases.push_back({"witness_that_is_where_the_users_are", cut(slow, rule(kind), 2)});
  PartitionRule at_once = rule(kind);
  at_once.silence = nullptr;
  cases.push_back({"witness_at_once", cut(pair_of_sites(), at_once)});
  PartitionRule at_first = rule(kind);
  at_first.witness = 0;
  cases.push_back({"witness_at_the_first_site", cut(only_linked(slow), at_first)});
}

}  // namespace

void add_partitions(std::vector<ComponentCase>& cases) {
  add_split_brains(cases);
  add_fencing(cases);
  add_witnesses(cases);
}

}  // namespace nines::test
