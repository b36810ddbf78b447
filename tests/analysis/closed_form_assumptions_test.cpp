// Each assumption holds on a plain platform and names the right reason on one that breaks it.
#include "tests/analysis/closed_form_platforms.h"

#include "analysis/closed_form/assumptions.h"

#include <functional>

namespace nines::closed_form {
namespace {

using namespace testing;

/// Two of three web nodes with a crew of three, for a long mission: all assumptions of independence hold.
Study plain() { return k_of_n_study(2, 3, 10000, 1, 3); }

struct BrokenCase {
  const char* name;
  Assumption assumption;
  std::function<void(Study&)> breaks;
  const char* reason;
};

models::FailureMode& fault(Study& study) { return study.platform.nodes[0].failures[0]; }

void put_in_zone(Study& study) {
  study.platform.domains.resize(1);
  study.platform.domains[0].name = "zone";
  study.platform.domains[0].failures = {failing(after_hours(10000), after_hours(1))};
  study.platform.nodes[0].level = 0;
}

void add_shock(Study& study) {
  models::Shock shock;
  shock.name = "lightning";
  shock.interval = after_hours(10000);
  shock.hit_probability = 0.25;
  shock.targets = {{false, 0, 0}};
  study.platform.shocks = {shock};
}

models::Switchover& switchover(Study& study) { return study.platform.services[0].switchover.emplace(); }

const BrokenCase broken_cases[] = {
    {"exponential_failures", assume::exponential_failures,
     [](Study& s) { fault(s).time_to_failure = fixed_time(Hours(100)); }, "node.fault fails after fixed"},
    {"exponential_failures_of_shocks", assume::exponential_failures,
     [](Study& s) {
       add_shock(s);
       s.platform.shocks[0].interval = fixed_time(Hours(100));
     },
     "lightning strikes every fixed"},
    {"no_roles_elsewhere", assume::no_roles_elsewhere,
     [](Study& s) {
       models::Service other = s.platform.services[0];
       other.name = "other";
       other.needed = 1;
       other.standby = models::Standby{1, 0};
       s.platform.services.insert(s.platform.services.begin(), other);
     },
     "other keeps members in reserve of node as well"},
    {"no_elections", assume::no_elections,
     [](Study& s) { s.platform.services[0].election = models::Election{after_hours(1), 0}; },
     "service elects a leader in rounds of exp"},
    {"detectors_see", assume::detectors_see,
     [](Study& s) {
       s.platform.detectors.emplace_back().name = "checks";
       s.platform.detectors[0].watcher.runs_on = {0};
       fault(s).detector = 0;
     },
     "node.fault is noticed by checks, which runs on service"},
    {"detectors_see_sites", assume::detectors_see,
     [](Study& s) {
       s.platform.detectors.emplace_back().name = "checks";
       s.platform.detectors[0].watcher.through = {0};
       s.platform.services.push_back(service("traffic", {service_of(0)}, 1));
       s.platform.services.back().preference.emplace().detector = 0;
     },
     "traffic is switched by checks, which looks through service"},
    {"exponential_repairs", assume::exponential_repairs,
     [](Study& s) { fault(s).time_to_repair = fixed_time(Hours(1)); }, "node.fault is repaired in fixed"},
    {"one_failure_mode", assume::one_failure_mode,
     [](Study& s) { s.platform.nodes[0].failures.push_back(failing(after_hours(10), after_hours(1))); },
     "node has 2 failure modes"},
    {"exponential_or_one_mode", assume::exponential_or_one_mode,
     [](Study& s) { fault(s).time_to_failure = fixed_time(Hours(100)); }, "node.fault fails after fixed"},
    {"renewed", assume::renewed,
     [](Study& s) {
       fault(s).time_to_failure = law("weibull", {{"shape", 2}, {"scale", 100 * hour}});
       fault(s).restores = models::Restores::as_bad_as_old;
     },
     "node.fault keeps its age through repair"},
    {"repaired", assume::repaired, [](Study& s) { fault(s).time_to_repair = nullptr; }, "node.fault is never repaired"},
    {"own_outage_only", assume::own_outage_only,
     [](Study& s) {
       put_in_zone(s);
       models::FailureMode mode = failing(after_hours(100), after_hours(1));
       mode.name = "short_circuit";
       mode.takes_down = models::TakesDown::domain;
       s.platform.nodes[0].failures.push_back(mode);
     },
     "node.short_circuit takes down the whole zone"},
    {"failures_continue", assume::failures_continue,
     [](Study& s) { s.platform.nodes[0].ages = models::Ages::while_in_service; },
     "node fails only while the service is up"},
    {"stops_for_no_other", assume::stops_for_no_other,
     [](Study& s) {
       s.platform.nodes[0].ages = models::Ages::while_in_service;
       s.platform.services.push_back(s.platform.services[0]);
       s.platform.services[0].name = "billing";
     },
     "node stops for billing"},
    {"rare_failures", assume::rare_failures, [](Study& s) { fault(s).time_to_repair = after_hours(10); },
     "failure rate times repair time is 0.003 over all units"},
    {"long_mission", assume::long_mission, [](Study& s) { s.mission = Hours(100); },
     "node.fault needs longer: over this mission the long-run value is off by about 1 %"},
    {"long_mission_of_wear_out", assume::long_mission,
     [](Study& s) {
       // Fixed lives: the renewal function lags by half a life, 500 h of 1e5 h.
       s.mission = Hours(1e5);
       fault(s).time_to_failure = fixed_time(Hours(1000));
     },
     "node.fault needs longer: over this mission the long-run value is off by about 0.5 %"},
    {"crew_for_every_repair", assume::crew_for_every_repair, [](Study& s) { s.platform.crews[0].size = 2; },
     "crew technicians of 2 may be asked for 3 repairs at once"},
    {"crew_for_every_repair_shared", assume::crew_for_every_repair,
     [](Study& s) {
       s.platform.nodes.push_back(node_class("disk", 4, failing(after_hours(100), after_hours(1))));
       s.platform.nodes[1].failures[0].crew = 0;
     },
     "crew technicians of 3 may be asked for 7 repairs at once"},
    {"crew_not_shared", assume::crew_not_shared,
     [](Study& s) {
       s.platform.nodes.push_back(node_class("disk", 4, failing(after_hours(100), after_hours(1))));
       s.platform.nodes[1].failures[0].crew = 0;
     },
     "crew technicians also works for disk.fault"},
    {"no_inspection", assume::no_inspection,
     [](Study& s) { s.platform.crews[0].order = models::CrewOrder::inspection; }, "crew technicians inspects first"},
    {"exponential_repairs_after_restarts", assume::exponential_repairs,
     [](Study& s) { fault(s).restarts = models::Restarts{.takes = after_hours(1)}; },
     "node.fault is restarted, replaced, called for or diagnosed, too"},
    {"exponential_repairs_after_diagnosis", assume::exponential_repairs,
     [](Study& s) { fault(s).diagnosis = after_hours(1); },
     "node.fault is restarted, replaced, called for or diagnosed, too"},
    {"replacements_at_hand", assume::spares_at_hand,
     [](Study& s) {
       s.platform.spares.push_back({"nodes", 1, after_hours(1000)});  // half of 0.3 on order: 1 - exp(-0.15)
       fault(s).restarts = models::Restarts{.takes = after_hours(1), .succeed = 0.5};
       fault(s).replacement = models::Replacement{0, after_hours(1)};
     },
     "nodes: of a stock of 1, 0.15 are on order on average; a part is missing with probability 0.14"},
    {"spares_used_up_by_wrong_diagnoses", assume::spares_at_hand,
     [](Study& s) {
       s.platform.spares.push_back({"boards", 100, after_hours(1)});
       fault(s).spares = 0;
       fault(s).wrong_diagnosis = 0.1;
     },
     "node.fault needs one of boards after another while the diagnosis is wrong"},
    {"spares_never_ordered", assume::spares_at_hand,
     [](Study& s) {
       s.platform.spares.push_back({"boards", 5, nullptr});
       fault(s).spares = 0;
     },
     "boards are never ordered again"},
    {"spares_at_hand", assume::spares_at_hand,
     [](Study& s) {
       s.platform.spares.push_back({"boards", 1, after_hours(1000)});  // 0.3 on order: P(at least 1) = 1 - exp(-0.3)
       fault(s).spares = 0;
     },
     "boards: of a stock of 1, 0.3 are on order on average; a part is missing with probability 0.26"},
    {"no_common_cause", assume::no_common_cause, [](Study& s) { fault(s).beta = 0.05; },
     "5 % of node.fault strike all at once"},
    {"no_shocks", assume::no_shocks, add_shock, "shock lightning hits several units"},
    {"common_cause_certain", assume::common_cause_certain, add_shock,
     "shock lightning hits each unit with probability 0.25"},
    {"domains_never_fail", assume::domains_never_fail, put_in_zone, "each zone is down for 0.0001 of the time"},
    {"ages_regardless_of_domain", assume::ages_regardless_of_domain, put_in_zone,
     "node does not age while its zone is down"},
    {"back_at_once", assume::back_at_once,
     [](Study& s) {
       put_in_zone(s);
       s.platform.domains[0].restart = fixed_time(Seconds(300));
     },
     "after an outage of a zone it takes fixed"},
    {"domains_not_shared", assume::domains_not_shared,
     [](Study& s) {
       put_in_zone(s);
       s.platform.nodes.push_back(s.platform.nodes[0]);
       s.platform.services.push_back(service("other", {nodes_of(1), service_of(0)}, 2));
     },
     "several rest on each zone"},
    {"no_shared_units", assume::no_shared_units,
     [](Study& s) { s.platform.services.push_back(service("top", {nodes_of(0), service_of(0)}, 2)); },
     "node counts 2 times"},
    {"no_shared_services", assume::no_shared_units,
     [](Study& s) {
       s.platform.services.push_back(service("top", {service_of(0)}, 1));
       s.platform.services[1].depends_on = {0};
     },
     "service counts 2 times"},
    {"identical_units", assume::identical_units,
     [](Study& s) {
       s.platform.nodes.push_back(node_class("disk", 1, failing(after_hours(100), after_hours(1))));
       s.platform.services[0].operands.push_back(nodes_of(1));
     },
     "node and disk are counted alike"},
    {"no_standby", assume::no_standby, [](Study& s) { s.platform.services[0].standby = models::Standby{2, 0.1}; },
     "service keeps members in reserve at 0.1 of the failure rate"},
    {"noticed_at_once", assume::instantaneous_switchover,
     [](Study& s) {
       s.platform.services[0].standby = models::Standby{2, 1};
       fault(s).time_to_notice = fixed_time(Seconds(30));
     },
     "service switches over only when node.fault is noticed, after fixed(30 s)"},
    {"instantaneous_switchover", assume::instantaneous_switchover,
     [](Study& s) { switchover(s).time = fixed_time(Seconds(30)); }, "service switches over in fixed"},
    {"perfect_coverage", assume::perfect_coverage, [](Study& s) { switchover(s).coverage = 0.99; },
     "service fails to switch over with probability 0.01"},
    {"frozen_takeover", assume::frozen_takeover, [](Study& s) { switchover(s).time = fixed_time(Seconds(30)); },
     "service may lose members, or have them repaired, within fixed"},
    {"frozen_switchover", assume::frozen_switchover, [](Study& s) { switchover(s).coverage = 0.99; },
     "service may lose members, or have them repaired, during the recovery"},
    {"one_redundant_group", assume::one_redundant_group,
     [](Study& s) {
       s.platform.nodes.push_back(node_class("disk", 2, failing(after_hours(100), after_hours(1))));
       s.platform.services.push_back(service("disks", {nodes_of(1)}, 1));
       s.platform.services.push_back(service("top", {service_of(0), service_of(1)}, 2));
     },
     "it has 2"},
};

class Assumptions : public ::testing::TestWithParam<BrokenCase> {};

TEST_P(Assumptions, HoldsOnThePlainPlatformAndNamesWhatBreaksIt) {
  const BrokenCase& c = GetParam();
  Study study = plain();
  EXPECT_EQ(c.assumption.broken(study, 0), std::nullopt);
  c.breaks(study);
  const auto reason = c.assumption.broken(study, study.platform.services.size() - 1);
  ASSERT_TRUE(reason.has_value());
  EXPECT_EQ(reason->substr(0, std::string(c.reason).size()), c.reason);
}

INSTANTIATE_TEST_SUITE_P(ClosedForm, Assumptions, ::testing::ValuesIn(broken_cases),
                         [](const auto& broken) { return std::string(broken.param.name); });

TEST(AssumptionsTheOtherWay, FailuresStopRepairAndOneAtATime) {
  Study study = plain();
  EXPECT_EQ(assume::failures_stop.broken(study, 0), "node goes on failing while the service is down");
  study.platform.nodes[0].ages = models::Ages::while_in_service;
  EXPECT_EQ(assume::failures_stop.broken(study, 0), std::nullopt);

  EXPECT_EQ(assume::never_repaired.broken(study, 0), "node.fault is repaired in exponential(mean 1 h)");
  fault(study).time_to_repair = nullptr;
  EXPECT_EQ(assume::never_repaired.broken(study, 0), std::nullopt);
  fault(study).restarts = models::Restarts{.takes = after_hours(1)};
  EXPECT_EQ(assume::never_repaired.broken(study, 0), "node.fault is restarted or replaced");
  fault(study).restarts.reset();

  EXPECT_EQ(assume::one_repair_at_a_time.broken(study, 0), "3 can go on together");
  study.platform.crews[0].size = 1;
  EXPECT_EQ(assume::one_repair_at_a_time.broken(study, 0), std::nullopt);
}

TEST(AssumptionsSpare, AmpleStockHolds) {
  Study study = plain();
  study.platform.spares.push_back({"boards", 10, after_hours(100)});
  fault(study).spares = 0;
  EXPECT_EQ(assume::spares_at_hand.broken(study, 0), std::nullopt);
}

TEST(AssumptionsDomain, DomainsWithoutFailuresDoNotMatter) {
  Study study = plain();
  put_in_zone(study);
  study.platform.domains[0].failures.clear();
  EXPECT_EQ(assume::domains_never_fail.broken(study, 0), std::nullopt);
  EXPECT_EQ(assume::ages_regardless_of_domain.broken(study, 0), std::nullopt);
}

}  // namespace
}  // namespace nines::closed_form
