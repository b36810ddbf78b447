// Platforms with maintenance by age, with repairs that renew the whole unit, and with releases that are rolled out.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

FailureMode maintenance(LawPtr age, LawPtr takes) {
  FailureMode mode = failure("maintenance", std::move(age), std::move(takes));
  mode.kind = ModeKind::maintenance;
  return mode;
}

Platform maintained(LawPtr wear, LawPtr age, Ages ages = Ages::while_up) {
  Platform platform;
  platform.nodes.push_back(
      node_class("a", 3, {failure("wear", wear, hours(12)), failure("crash", hours(90), hours(8))}));
  platform.nodes[0].failures.push_back(maintenance(age, erlang(2, 3)));
  platform.nodes[0].ages = ages;
  return platform;
}

/// Three members, of which two are needed; the release comes every 60 hours.
Platform released(const Change& change, LawPtr takes = hours(2), LawPtr wear = hours(70)) {
  Platform platform;
  platform.nodes.push_back(node_class("a", 3, {failure("f", wear, hours(9))}));
  Change made = change;
  made.name = "release";
  if (!made.interval) made.interval = hours(60);
  add_change(platform, made, takes, hours(1));
  return platform;
}

Change bad_release() {
  Change change;
  change.bad = 0.4;
  change.noticed = hours(3);
  return change;
}

void add_rollouts(std::vector<ComponentCase>& cases) {
  cases.push_back({"release", study_of(released({}), 2)});
  cases.push_back({"release_erlang", study_of(released({}, erlang(2, 2)), 2)});
  Change two;
  two.at_a_time = 2;
  cases.push_back({"release_two_at_a_time", study_of(released(two), 2)});
  two.keeps_up = 2;
  cases.push_back({"release_waits_for_repairs", study_of(released(two), 2)});
  cases.push_back({"release_bad", study_of(released(bad_release()), 2)});
  cases.push_back({"release_bad_of_individuals", study_of(released(bad_release(), hours(2), erlang(6, 70)), 2)});
  Change watched = bad_release();
  watched.canary = Change::Canary{1, hours(4)};
  watched.noticed = erlang(2, 3);
  cases.push_back({"release_canary", study_of(released(watched), 2)});
  watched.canary->members = 2;
  watched.at_a_time = 2;
  cases.push_back({"release_two_canaries_at_a_time", study_of(released(watched), 2)});
  Platform always = released(bad_release());
  always.nodes[0].ages = Ages::always;
  cases.push_back({"release_bad_ages_always", study_of(always, 2)});
  Platform crewed = released(bad_release());
  crewed.crews.push_back(crew_of(CrewOrder::first_come));
  crewed.nodes[0].failures[0].crew = 0;
  cases.push_back({"release_bad_with_a_crew", study_of(crewed, 2)});
}

}  // namespace

void add_planned(std::vector<ComponentCase>& cases) {
  cases.push_back({"maintenance", study_of(maintained(erlang(3, 70), hours(40)), 2)});
  cases.push_back({"maintenance_erlang", study_of(maintained(erlang(3, 70), erlang(2, 40)), 2)});
  cases.push_back({"maintenance_hyperexponential", study_of(maintained(hyperexponential(2, 70), erlang(2, 40)), 2)});
  cases.push_back({"maintenance_many_phases", study_of(maintained(erlang(6, 70), erlang(2, 40)), 2)});
  cases.push_back({"maintenance_ages_always", study_of(maintained(erlang(3, 70), erlang(2, 40), Ages::always), 2)});
  Platform renewed = maintained(erlang(3, 70), erlang(2, 40));
  renewed.nodes[0].failures[1].renews = Renews::unit;
  cases.push_back({"repair_renews_unit", study_of(renewed, 2)});
  Platform minimal = maintained(hours(70), erlang(2, 40));
  minimal.nodes[0].failures[0].restores = Restores::as_bad_as_old;
  cases.push_back({"maintenance_of_minimal_repair", study_of(minimal, 2)});
  Platform crewed = maintained(erlang(2, 70), hours(40));
  crewed.nodes[0].count = 2;
  crewed.crews.push_back(crew_of(CrewOrder::first_come));
  crewed.nodes[0].failures[0].crew = crewed.nodes[0].failures[2].crew = 0;
  cases.push_back({"maintenance_by_the_crew", study_of(crewed, 1)});
  // Software that ages: robust, then aged, then down, or restarted in time.
  for (const auto& [name, robust] :
       {std::pair{"rejuvenation", hours(30)}, {"rejuvenation_of_individuals", erlang(6, 30)}}) {
    Platform aging;
    aging.nodes.push_back(
        node_class("a", 2, {failure("aged", robust, nullptr), failure("crash", hours(50), hours(6))}));
    aging.nodes[0].failures[0].takes_down = TakesDown::nothing;
    aging.nodes[0].failures[1].renews = Renews::unit;
    aging.nodes[0].failures.push_back(maintenance(hours(20), hours(2)));
    aging.nodes[0].failures[1].only_while = aging.nodes[0].failures[2].only_while = 0;
    cases.push_back({name, study_of(aging, 1)});
  }
  add_rollouts(cases);
  // A release takes members out of their roles, and out of racks that fail.
  Platform roles = released(bad_release());
  Service service = all_nodes(roles, 2);
  service.standby = Standby{2, 0.3};
  service.switchover = Switchover{};
  service.switchover->time = hours(0.5);
  service.switchover->coverage = 0.8;
  service.switchover->recovery = hours(4);
  service.switchover->freezes = true;
  roles.services.push_back(service);
  cases.push_back({"release_bad_of_standby", study_of(roles, 2)});
  Platform racks = released(bad_release());
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.restart = hours(1);
  rack.failures = {failure("switch", hours(100), hours(5))};
  racks.domains.push_back(rack);
  racks.nodes[0].level = 0;
  racks.nodes[0].count = 2;
  cases.push_back({"release_bad_in_racks", study_of(racks, 3)});
}

}  // namespace nines::test
