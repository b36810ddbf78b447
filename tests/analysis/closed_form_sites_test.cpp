// Traffic switched between sites: the closed form against chains solved exactly (own.two_sites.* of the accuracy cases),
// and what it says of itself.
#include "tests/analysis/closed_form_platforms.h"

namespace nines::closed_form {
namespace {

using namespace testing;

LawPtr after_s(double mean) { return exponential_with_mean(Seconds(mean)); }

/// own.two_sites.mostly_works: two sites with lives of 2000 h and repairs of 4 h.
Study two_sites() {
  Study study;
  study.mission = 1e6 * year;
  study.platform.nodes = {node_class("first", 1, failing(after_hours(2000), after_hours(4))),
                          node_class("second", 1, failing(after_hours(2000), after_hours(4)))};
  models::Service traffic = service("traffic", {service_of(0), service_of(1)}, 1);
  traffic.preference.emplace().time_to_notice = after_s(10);
  models::Switchover& switchover = traffic.switchover.emplace();
  switchover.decision = after_s(60);
  switchover.time = after_s(30);
  switchover.coverage = 0.999;
  switchover.recovery = after_hours(1);
  switchover.failback = models::Failback{after_s(600), after_s(10)};
  study.platform.services = {service("a", {nodes_of(0)}, 1), service("b", {nodes_of(1)}, 1), traffic};
  return study;
}

TEST(ClosedFormSites, ThereAndBackToFirstOrder) {
  const Study study = two_sites();
  // 70 s of 4 h until the decision, in which the repair may end; lambda MTTR = 2e-3 for each site.
  expect_relative(value_of(sites(), study, Measure::availability), 1.9632998510494595e-05, 6e-3);
  expect_relative(value_of(sites(), study, Measure::mtbf), 1004.6665016570238 * hour, 6e-3);
  EXPECT_NE(broken_by(sites(), study).find("decided upon before the repair"), std::string::npos);
  EXPECT_NE(broken_by(sites(), study).find("failures are rare"), std::string::npos);
}

TEST(ClosedFormSites, ABackupThatNeverFailsAndLongRepairs) {
  // Exact but for P(a repair is over within the 110 s of a switch there and back): r d, r = q / (MTTF + MTTR).
  Study study = two_sites();
  study.platform.nodes[0].failures[0] = failing(after_hours(1e6), after_hours(500));
  study.platform.nodes[1].failures[0] = failing(after_hours(1e15), after_hours(500));
  study.platform.services[2].switchover->failback->after = fixed_time(Hours(2e5));
  study.platform.services[2].switchover->coverage = 1;
  EXPECT_EQ(broken_by(sites(), study), "");
  const double cycles_per_s = std::exp(-0.2) / (1000500 * hour), both_down = 500 / 1000500.0 * 500e-15;
  expect_relative(value_of(sites(), study, Measure::availability), 110 * cycles_per_s + both_down, 1e-9);
  const double way_back = 1 / (1 + 10 / (1e6 * hour));
  expect_relative(value_of(sites(), study, Measure::outages), (1 + way_back) * cycles_per_s * year.count(), 1e-12);
  study.platform.services[2].switchover->coverage = 0.9;
  study.platform.services[2].switchover->recovery = nullptr;
  EXPECT_TRUE(std::isnan(value_of(sites(), study, Measure::availability)));  // it depends on repairs
  study.platform.services[2].switchover->recovery = after_s(630);
  expect_relative(value_of(sites(), study, Measure::availability), 170 * cycles_per_s + both_down, 1e-9);
}

TEST(ClosedFormSites, WithoutFailbackTheSitesTakeTurns) {
  Study study = two_sites();
  study.platform.services[2].switchover->failback.reset();
  study.platform.services[2].switchover->coverage = 1;
  study.platform.nodes[1].failures[0].time_to_failure = after_hours(6000);
  const double switches_per_s = 2 / (8000 * hour + 200);
  expect_relative(value_of(sites(), study, Measure::outages), switches_per_s * year.count());
  expect_relative(value_of(sites(), study, Measure::availability), 100 * switches_per_s + 4.0 / 2004 * 4.0 / 6004,
                  1e-12);
}

TEST(ClosedFormSites, SaysWhatItDoesNotKnow) {
  Study study = two_sites();
  study.platform.services[2].preference->until_false_alarm = after_hours(100);
  EXPECT_NE(broken_by(sites(), study).find("no false alarms"), std::string::npos);
  study.platform.services[2].depends_on = {0};
  EXPECT_TRUE(std::isnan(value_of(sites(), study, Measure::availability)));
  EXPECT_TRUE(std::isnan(value_of(sites(), k_of_n_study(1, 2, 100, 1), Measure::availability)));
  // Other forms take a switch for instantaneous: they say so, or nothing.
  EXPECT_TRUE(std::isnan(value_of(service_tree(), two_sites(), Measure::availability)));
  EXPECT_NE(broken_by(service_tree(), two_sites()).find("traffic notices failures"), std::string::npos);
}

TEST(ClosedFormSites, InNoTimeItIsAParallelSystem) {
  Study study = two_sites();
  study.platform.services[2].preference->time_to_notice = nullptr;
  study.platform.services[2].switchover.reset();
  EXPECT_EQ(broken_by(service_tree(), study), "");
  expect_relative(value_of(service_tree(), study, Measure::availability), 4.0 / 2004 * 4.0 / 2004);
  expect_relative(value_of(service_tree(), study, Measure::capacity_availability), 4.0 / 2004 * 4.0 / 2004);
}

}  // namespace
}  // namespace nines::closed_form
