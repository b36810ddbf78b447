// Platforms whose members share a load, and come back into rotation only some time after their repair.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

/// Five members, of which three are needed; asked for 3.2 times what one can serve.
Platform balanced(double exponent, FailureMode mode, double needed = 3) {
  Platform platform;
  platform.nodes.push_back(node_class("a", 5, {std::move(mode)}));
  Service service = all_nodes(platform, needed);
  service.balanced = Balanced{3.2, exponent};
  platform.services.push_back(service);
  return platform;
}

FailureMode watched(LawPtr to_failure, LawPtr to_notice, LawPtr to_repair, LawPtr to_return) {
  FailureMode mode = failure("f", std::move(to_failure), std::move(to_repair));
  mode.time_to_notice = std::move(to_notice);
  mode.time_to_return = std::move(to_return);
  return mode;
}

/// A front that the requests must pass, two classes of unequal capacity, two failure modes, of which one is no matter of load.
Platform mixed() {
  Platform platform;
  platform.nodes.push_back(node_class("front", 2, {watched(hours(70), nullptr, hours(5), hours(3))}));
  platform.nodes.push_back(node_class(
      "small", 2, {watched(hours(40), hours(2), hours(8), hours(1)), failure("alarm", hours(60), hours(2))}));
  platform.nodes[1].failures[1].grows_with_load = false;
  platform.nodes.push_back(node_class("large", 2, {watched(hours(90), hours(4), hours(10), nullptr)}));
  platform.nodes[2].capacity = 2.5;
  Service front;
  front.name = "front service";
  front.operands = {{Operand::Kind::nodes, 0, 1}};
  Service back;
  back.name = "s";
  back.operands = {{Operand::Kind::nodes, 1, 1}, {Operand::Kind::nodes, 2, 2.5}};
  back.needed = 3.5;
  back.balanced = Balanced{4, 0.7};
  back.depends_on = {0};
  platform.services = {front, back};
  return platform;
}

/// Two services share the members of two racks; the crew is short.
Platform in_racks() {
  Platform platform;
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.restart = hours(1);
  rack.failures = {failure("switch", hours(100), hours(5))};
  platform.domains.push_back(rack);
  platform.nodes.push_back(node_class("a", 2, {watched(hours(40), hours(2), hours(9), hours(3))}));
  platform.nodes[0].level = 0;
  platform.nodes[0].failures[0].crew = 0;
  platform.crews.push_back(crew_of(CrewOrder::first_come));
  platform.shocks.push_back({"lightning", hours(120), 0.5, std::nullopt, {{false, 0, 0}}});
  for (const char* name : {"read", "write"}) {
    Service service = all_nodes(platform, platform.services.empty() ? 1 : 3);
    service.name = name;
    service.balanced = Balanced{platform.services.empty() ? 2.0 : 1.0, platform.services.empty() ? 1.5 : 0};
    platform.services.push_back(service);
  }
  return platform;
}

/// So many of the first class are on, and who is switched on starts in two steps, or in one.
void follow_load(Platform& platform, std::size_t on, LawPtr provisioning, LawPtr model_load) {
  Balanced balanced{static_cast<double>(on)};
  balanced.degraded_above = 0.9;
  Autoscaling autoscaling;
  autoscaling.maximum = on;
  add_autoscaling(platform, balanced, 0, autoscaling, std::move(provisioning), std::move(model_load));
  platform.services[0].balanced = balanced;
}

Platform scaled(FailureMode mode, LawPtr provisioning, LawPtr model_load) {
  Platform platform;
  platform.nodes.push_back(node_class("a", 4, {std::move(mode)}));
  platform.services.push_back(all_nodes(platform, 1));
  follow_load(platform, 2, std::move(provisioning), std::move(model_load));
  return platform;
}

/// Two racks of two, over which two that are on are spread; what is off may be struck, too.
Platform scaled_in_racks() {
  Platform platform;
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.restart = hours(1);
  rack.failures = {failure("switch", hours(60), hours(5))};
  platform.domains.push_back(rack);
  platform.nodes.push_back(node_class("a", 2, {watched(hours(40), hours(2), hours(9), nullptr)}));
  platform.nodes[0].level = 0;
  platform.shocks.push_back({"lightning", hours(90), 0.5, std::nullopt, {{false, 0, 0}}});
  platform.services.push_back(all_nodes(platform, 1));
  follow_load(platform, 2, nullptr, hours(4));
  platform.services[0].balanced->survives = 0;
  return platform;
}

/// Members that follow a load, and are updated one after another.
Platform scaled_and_updated() {
  Platform platform = scaled(watched(hours(60), hours(2), hours(6), nullptr), nullptr, hours(3));
  Change release;
  release.name = "release";
  release.interval = hours(100);
  add_change(platform, release, hours(5), nullptr);
  return platform;
}

}  // namespace

void add_balanced(std::vector<ComponentCase>& cases) {
  cases.push_back({"balanced_unnoticed", study_of(balanced(0, watched(hours(50), hours(3), hours(6), nullptr)), 3)});
  cases.push_back({"balanced_returning", study_of(balanced(0, watched(hours(50), nullptr, hours(6), hours(4))), 3)});
  cases.push_back({"balanced_returning_in_phases",
                   study_of(balanced(0, watched(erlang(2, 50), erlang(2, 3), hours(6), erlang(2, 4))), 3)});
  cases.push_back({"balanced_overload", study_of(balanced(2, watched(hours(50), hours(2), hours(6), hours(1))), 3)});
  cases.push_back({"balanced_overload_ages_in_phases",
                   study_of(balanced(1, watched(erlang(2, 50), nullptr, hours(6), nullptr)), 4)});
  Platform always = balanced(1, watched(hours(50), hours(3), hours(6), hours(5)));
  always.nodes[0].ages = Ages::always;
  always.nodes[0].failures.push_back(watched(hours(80), nullptr, hours(9), hours(2)));
  cases.push_back({"balanced_two_modes_at_once", study_of(always, 3)});
  Platform minimal = balanced(0.5, watched(hours(50), hours(3), hours(6), hours(2)));
  minimal.nodes[0].failures[0].restores = Restores::as_bad_as_old;
  cases.push_back({"balanced_minimal_repair", study_of(minimal, 3)});
  cases.push_back({"balanced_mixed_behind_a_front", study_of(mixed(), 3)});
  cases.push_back({"balanced_in_racks", study_of(in_racks(), 3)});
  cases.push_back({"scaled", study_of(scaled(watched(hours(50), hours(3), hours(20), nullptr), nullptr, hours(4)), 1)});
  cases.push_back({"scaled_in_two_steps",
                   study_of(scaled(watched(erlang(2, 50), nullptr, hours(20), hours(5)), hours(3), erlang(2, 4)), 1)});
  cases.push_back({"scaled_in_racks", study_of(scaled_in_racks(), 1)});
  cases.push_back({"scaled_and_updated", study_of(scaled_and_updated(), 1)});
  Platform reserve = balanced(0, watched(hours(50), hours(2), hours(6), hours(5)), 2);
  reserve.services[0].balanced.reset();
  reserve.services[0].standby = Standby{2, 0.4};
  Switchover covered;
  covered.time = hours(0.5);
  covered.coverage = 0.8;
  covered.failback = Failback{hours(3), hours(1)};
  reserve.services[0].switchover = covered;
  cases.push_back({"standby_members_that_return", study_of(reserve, 2)});
}

}  // namespace nines::test
