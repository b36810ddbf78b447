// Platforms on which a failure is restarted, replaced or diagnosed before it is repaired.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

FailureMode crash(LawPtr to_failure = hours(60)) { return failure("crash", std::move(to_failure), hours(9)); }

Restarts attempts(std::size_t up_to, LawPtr takes, double succeed) {
  Restarts restarts;
  restarts.up_to = up_to;
  restarts.takes = std::move(takes);
  restarts.succeed = succeed;
  return restarts;
}

Restarts backing_off(LawPtr back_off) {
  Restarts restarts = attempts(4, hours(1), 0.3);
  restarts.back_off = std::move(back_off);
  restarts.back_off_factor = 2;
  restarts.back_off_at_most = Hours(5);
  return restarts;
}

/// `members` of one class with one way to fail.
Platform platform_of(std::size_t members, FailureMode mode) {
  Platform platform;
  platform.nodes.push_back(node_class("a", members, {std::move(mode)}));
  return platform;
}

Platform with_crew(Platform platform, Crew crew = {}) {
  platform.crews.push_back(std::move(crew));
  for (NodeClass& nodes : platform.nodes) {
    for (FailureMode& mode : nodes.failures) mode.crew = 0;
  }
  return platform;
}

void add_restarts(std::vector<ComponentCase>& cases) {
  FailureMode mode = crash();
  mode.restarts = attempts(2, hours(3), 0.5);
  cases.push_back({"restarts_at_once", study_of(platform_of(3, mode), 2)});
  cases.push_back({"restarts_one_crew", study_of(with_crew(platform_of(4, mode)), 3)});
  mode.restarts = backing_off(hours(2));
  cases.push_back({"restarts_with_back_off", study_of(with_crew(platform_of(3, mode)), 2)});
  mode.restarts = backing_off(erlang(2, 2));
  mode.restarts->takes = hyperexponential(2, 2);
  mode.time_to_repair = erlang(3, 9);
  cases.push_back({"restarts_by_phases", study_of(platform_of(2, mode), 1)});
  mode.time_to_notice = hours(4);
  mode.time_to_return = hours(2);
  cases.push_back({"restarts_once_noticed_and_returning", study_of(platform_of(2, mode), 2)});
  FailureMode never = crash(hours(600));
  never.time_to_repair = nullptr;
  never.restarts = attempts(1, hours(10), 0.8);
  cases.push_back({"restarts_or_never", study_of(platform_of(3, never), 2)});
}

/// Restarts beside all that decides over clocks: ages, conditions, minimal repair.
void add_restarts_and_ages(std::vector<ComponentCase>& cases) {
  FailureMode restarted = crash(hours(50));
  restarted.restarts = attempts(2, hours(4), 0.6);
  FailureMode wear = failure("wear", erlang(3, 70), hours(8));
  wear.renews = Renews::unit;
  for (const auto& [name, ages] :
       {std::pair{"while_up", Ages::while_up}, {"always", Ages::always}, {"in_service", Ages::while_in_service}}) {
    Platform platform = platform_of(2, restarted);
    platform.nodes[0].failures.push_back(wear);
    platform.nodes[0].ages = ages;
    cases.push_back({std::string("restarts_ages_") + name, study_of(platform, ages == Ages::while_in_service ? 2 : 1)});
  }
  FailureMode old = restarted;
  old.restores = Restores::as_bad_as_old;
  cases.push_back({"restarts_as_bad_as_old", study_of(platform_of(3, old), 2)});
  FailureMode nuisance = restarted;
  nuisance.takes_down = TakesDown::nothing;
  Platform both = platform_of(2, nuisance);
  both.nodes[0].failures.push_back(failure("f", hours(40), hours(6)));
  cases.push_back({"restarts_that_take_nothing_down", study_of(with_crew(both), 1)});
}

/// Restarts beside domains, shocks and roles.
void add_restarts_among_others(std::vector<ComponentCase>& cases) {
  FailureMode restarted = crash(hours(50));
  restarted.restarts = attempts(2, hours(4), 0.6);
  Platform racks = platform_of(2, restarted);
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  FailureMode outage = failure("switch", hours(90), hours(7));
  outage.restarts = attempts(3, hours(1), 0.4);
  rack.failures = {outage};
  racks.domains.push_back(rack);
  racks.nodes[0].level = 0;
  racks.nodes[0].failures[0].takes_down = TakesDown::domain;
  cases.push_back({"restarts_of_racks", study_of(racks, 3)});
  Platform beta = platform_of(4, restarted);
  beta.nodes[0].failures[0].beta = 0.3;
  cases.push_back({"restarts_after_common_cause", study_of(with_crew(beta), 2)});
  Platform pair = platform_of(2, restarted);
  pair.nodes[0].failures[0].time_to_notice = hours(2);
  Service service = all_nodes(pair, 1);
  service.standby = Standby{1, 0.5};
  service.switchover = Switchover{};
  service.switchover->time = hours(1);
  service.switchover->freezes = true;
  pair.services.push_back(service);
  cases.push_back({"restarts_of_a_standby_pair", study_of(pair, 1)});
}

void add_replacements(std::vector<ComponentCase>& cases) {
  FailureMode mode = crash();
  mode.restarts = attempts(1, hours(2), 0.3);
  mode.replacement = Replacement{0, hours(3)};
  for (const auto& [name, replenishment] :
       {std::pair{"exponential", hours(40)}, {"erlang", erlang(2, 40)}, {"never", LawPtr()}}) {
    Platform platform = with_crew(platform_of(3, mode));
    platform.spares.push_back({"spare nodes", 2, replenishment});
    cases.push_back({std::string("replacement_") + name, study_of(platform, 2)});
  }
  FailureMode same_pool = crash();
  same_pool.replacement = Replacement{0, erlang(2, 3)};
  same_pool.spares = 0;
  Platform platform = platform_of(3, same_pool);
  platform.spares.push_back({"boards", 1, hours(30)});
  cases.push_back({"replacement_and_parts_from_one_pool", study_of(platform, 2)});
}

void add_diagnoses(std::vector<ComponentCase>& cases) {
  FailureMode mode = crash();
  mode.diagnosis = hours(3);
  cases.push_back({"diagnosis", study_of(with_crew(platform_of(3, mode)), 2)});
  mode.wrong_diagnosis = 0.4;
  mode.time_to_call = erlang(2, 2);
  cases.push_back({"wrong_diagnosis", study_of(with_crew(platform_of(3, mode)), 2)});
  mode.diagnosis = erlang(2, 3);
  Platform parts = with_crew(platform_of(3, mode));
  parts.nodes[0].failures[0].spares = 0;
  parts.spares.push_back({"parts", 1, hours(20)});
  cases.push_back({"wrong_diagnosis_uses_parts", study_of(parts, 2)});
  FailureMode clear = crash();
  clear.wrong_diagnosis = 0.3;
  clear.time_to_repair = erlang(2, 9);
  cases.push_back({"wrong_repair_without_diagnosis", study_of(platform_of(4, clear), 3)});
}

/// Who diagnoses is called away, or has to find what waits.
void add_diagnoses_by_crews(std::vector<ComponentCase>& cases) {
  const auto all_diagnosed = [](Crew crew) {
    Platform platform = contended(crew);
    for (NodeClass& nodes : platform.nodes) {
      nodes.failures[0].diagnosis = hours(2);
      nodes.failures[0].wrong_diagnosis = 0.3;
    }
    platform.nodes[1].count = 2;
    return platform;
  };
  Crew preemptive = crew_of(CrewOrder::priority);
  preemptive.preemptive = true;
  cases.push_back({"diagnosis_interrupted", study_of(all_diagnosed(preemptive), 4)});
  Platform resumed = all_diagnosed(preemptive);
  for (NodeClass& nodes : resumed.nodes) nodes.failures[0].diagnosis = erlang(2, 3);
  cases.push_back({"diagnosis_interrupted_resumes", study_of(resumed, 4)});
  cases.push_back({"diagnosis_after_inspection", study_of(all_diagnosed(crew_of(CrewOrder::inspection)), 4)});
  Platform all = all_diagnosed(crew_of(CrewOrder::random, 2));
  for (NodeClass& nodes : all.nodes) {
    nodes.failures[0].restarts = attempts(2, hours(2), 0.2);
    nodes.failures[0].replacement = Replacement{0, hours(3)};
    nodes.failures[0].spares = 1;
    nodes.failures[0].time_to_call = hours(2);
  }
  all.spares.push_back({"spare nodes", 1, hours(60)});
  all.spares.push_back({"parts", 1, hours(20)});
  all.nodes.pop_back();
  cases.push_back({"restarts_replacement_and_diagnosis", study_of(all, 3)});
}

}  // namespace

void add_repair_policies(std::vector<ComponentCase>& cases) {
  add_restarts(cases);
  add_restarts_and_ages(cases);
  add_restarts_among_others(cases);
  add_replacements(cases);
  add_diagnoses(cases);
  add_diagnoses_by_crews(cases);
}

}  // namespace nines::test
