// Platforms that switch between members, and whose failures go unnoticed for a while.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

Platform standby(double rate_factor, std::optional<Switchover> switchover, LawPtr to_failure = hours(60)) {
  Platform platform;
  platform.nodes.push_back(node_class("a", 4, {failure("f", to_failure, hours(15))}));
  platform.nodes[0].failures[0].crew = 0;
  platform.crews.push_back({});
  Service service = all_nodes(platform, 2);
  service.standby = Standby{2, rate_factor};
  service.switchover = std::move(switchover);
  platform.services.push_back(service);
  return platform;
}

}  // namespace

void add_standby(std::vector<ComponentCase>& cases) {
  cases.push_back({"standby_cold", study_of(standby(0, std::nullopt), 2)});
  cases.push_back({"standby_warm", study_of(standby(0.3, std::nullopt), 2)});
  cases.push_back({"standby_hot", study_of(standby(1, std::nullopt), 2)});
  cases.push_back({"standby_warm_erlang", study_of(standby(0.3, std::nullopt, erlang(2, 60)), 2)});
  Switchover covered;
  covered.time = hours(0.5);
  covered.coverage = 0.8;
  covered.recovery = hours(4);
  cases.push_back({"standby_switchover", study_of(standby(0.3, covered), 2)});
  Switchover frozen = covered;
  frozen.freezes = true;
  cases.push_back({"standby_switchover_freezes", study_of(standby(0.3, frozen), 2)});
  Switchover stuck = covered;
  stuck.recovery = nullptr;
  cases.push_back({"standby_switchover_fails_until_repair", study_of(standby(0.3, stuck), 2)});
  Switchover instant = covered;
  instant.time = nullptr;
  instant.recovery = erlang(2, 4);
  cases.push_back({"standby_instant_switchover", study_of(standby(0.3, instant), 2)});
  Switchover interrupting = frozen;
  interrupting.interrupts = true;
  Platform active = standby(1, interrupting);
  active.services[0].standby.reset();
  cases.push_back({"active_active_switchover_interrupts", study_of(active, 2)});
  Platform shocked = standby(0.3, covered);
  shocked.nodes[0].failures[0].beta = 0.3;
  for (const auto& [name, factor] : {std::pair{"cold", 0.0}, {"warm", 0.3}}) {
    Platform unnoticed = standby(factor, covered);
    unnoticed.nodes[0].failures[0].time_to_notice = hours(3);
    cases.push_back({std::string("standby_unnoticed_") + name, study_of(unnoticed, 2)});
  }
  Platform dead_standby = standby(1, std::nullopt, erlang(2, 60));
  dead_standby.nodes[0].failures[0].time_to_notice = erlang(2, 5);
  cases.push_back({"standby_takes_over_to_one_that_is_dead", study_of(dead_standby, 2)});
  cases.push_back({"standby_beta", study_of(shocked, 2)});
  Platform racks = standby(0.3, covered);
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.failures = {failure("switch", hours(100), hours(5))};
  racks.domains.push_back(rack);
  racks.nodes[0].level = 0;
  racks.nodes[0].count = 2;
  cases.push_back({"standby_in_racks", study_of(racks, 2)});
}

/// Decisions before a takeover, and ways back after it.
void add_failback(std::vector<ComponentCase>& cases) {
  Switchover back;
  back.time = hours(0.5);
  back.failback = Failback{nullptr, hours(1)};
  cases.push_back({"failback_at_once", study_of(standby(1, back), 2)});
  back.decision = erlang(2, 1);
  back.coverage = 0.8;
  back.recovery = hours(4);
  back.failback->after = hours(3);
  cases.push_back({"failback_after_a_while", study_of(standby(0.3, back), 2)});
  Platform unnoticed = standby(1, back);
  unnoticed.nodes[0].failures[0].time_to_notice = hours(2);
  cases.push_back({"failback_with_unnoticed_failures", study_of(unnoticed, 2)});
  back.freezes = back.interrupts = true;
  Platform active = standby(1, back);
  active.services[0].standby.reset();
  cases.push_back({"failback_of_active_members_freezes", study_of(active, 2)});
  Switchover decided;
  decided.decision = hours(1);
  decided.failback = Failback{erlang(2, 6), nullptr};
  cases.push_back({"decision_alone_and_failback_in_no_time", study_of(standby(0, decided), 2)});
}

/// Some failures are noticed only after a while, with everything that may follow notice or pass meanwhile.
void add_unnoticed(std::vector<ComponentCase>& cases) {
  Crew preemptive = crew_of(CrewOrder::priority);
  preemptive.preemptive = true;
  for (const auto& [name, crew] :
       {std::pair{"first_come", crew_of(CrewOrder::first_come)}, {"preemptive", preemptive}}) {
    Platform platform = contended(crew);
    platform.nodes[0].failures[0].time_to_notice = hours(2);
    platform.nodes[2].failures[1].time_to_notice = hours(30);
    cases.push_back({std::string("unnoticed_crew_") + name, study_of(platform, 5)});
  }
  Platform parts = contended(crew_of(CrewOrder::first_come));
  parts.spares.push_back({"parts", 1, hours(20)});
  parts.nodes[0].failures[0].spares = 0;
  parts.nodes[0].failures[0].time_to_notice = erlang(2, 6);
  parts.nodes[0].ages = Ages::always;
  parts.nodes[0].failures.push_back(failure("crash", hours(30), hours(1)));
  parts.nodes[0].failures.back().time_to_notice = hours(2);
  cases.push_back({"unnoticed_spares_and_two_modes_at_once", study_of(parts, 5)});
  Platform racks;
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.restart = hours(1);
  rack.failures = {failure("switch", hours(60), hours(5))};
  rack.failures[0].time_to_notice = hours(3);
  racks.domains.push_back(rack);
  racks.nodes.push_back(node_class("a", 2, {failure("f", hours(50), hours(6)), failure("cable", hours(90), hours(4))}));
  racks.nodes[0].level = 0;
  racks.nodes[0].failures[1].takes_down = TakesDown::domain;
  racks.nodes[0].failures[1].time_to_notice = hours(2);
  racks.shocks.push_back({"lightning", hours(80), 0.5, std::nullopt, {{false, 0, 0}, {true, 0, 0}}});
  cases.push_back({"unnoticed_in_domains_under_shocks", study_of(racks, 3)});
}

}  // namespace nines::test
