// Rehearsals: with fixed times what a drill shows is known by hand; times that are drawn follow their law.
#include "analysis/drill/drill.h"
#include "analysis/report/drill_report.h"
#include "component_parts.h"
#include "history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nines::test {
namespace {

using namespace models;
using drill::DrillResult;
using drill::rehearse;
using ::testing::HasSubstr;
using Outcome = ObjectiveResult::Outcome;
using Often = Expectation::Often;
using Quantity = Expectation::Quantity;
using Window = Expectation::Window;

/// A pair with a hot standby; a failure is noticed after 10 s, the takeover takes 5 s, the repair 600 s. The active one
/// fails at 1000 s.
Drill pair_drill() {
  Drill drill;
  Platform& platform = drill.study.platform;
  FailureMode mode = failure("crash", nullptr, fixed_time(Seconds(600)));
  mode.time_to_notice = fixed_time(Seconds(10));
  platform.nodes = {node_class("db", 2, {mode})};
  Service data = one_of("data", 0);
  data.standby = Standby{1, 1};
  data.switchover.emplace().time = fixed_time(Seconds(5));
  platform.services = {data};
  InjectedFault fault;
  fault.name = "db.crash";
  fault.at = Seconds(1000);
  platform.injected = {fault};
  drill.study.mission = Seconds(4000);
  drill.study.trials = 20;
  return drill;
}

Expectation expect(Quantity quantity, bool at_least, double bound, Often often = Often::in_each_trial,
                   double share = 0) {
  Expectation made;
  made.quantity = quantity;
  made.at_least = at_least;
  made.bound = bound;
  made.often = often;
  made.share_of_trials = share;
  if (made.is_of_fault()) made.faults = {0};
  return made;
}

TEST(Rehearsal, SaysWhatDataAreLost) {
  Drill drill;
  drill.study.platform.nodes = {node_class("db", 1, {failure("disk", nullptr, fixed_h(1))})};
  drill.study.platform.nodes[0].failures[0].loses_data = true;
  drill.study.platform.services = {one_of("shop", 0)};
  DataSet data;
  data.name = "orders";
  data.backups.emplace_back();
  data.backups[0].interval = fixed_h(24);
  data.backups[0].keeps = 2;
  drill.study.platform.data = {data};
  InjectedFault fault;
  fault.name = "db.disk";
  fault.at = Hours(30);
  for (const bool for_a_while : {false, true}) {
    drill.study.platform.injected = {fault};
    if (for_a_while) {
      drill.study.platform.injected[0].lasts = Hours(2);
      make_temporary(drill.study.platform, drill.study.platform.injected[0]);
    }
    drill.study.mission = Hours(60);
    drill.study.trials = 5;
    drill.expectations = {expect(Quantity::loses, false, 6 * 3600), expect(Quantity::loses, false, 5.9 * 3600)};
    const DrillResult result = rehearse(drill);
    EXPECT_EQ(result.expectations[0].outcome, Outcome::met);
    EXPECT_EQ(result.expectations[1].outcome, Outcome::missed);
    EXPECT_EQ(result.services[0].data_lost_s.trials, 5u);
    EXPECT_DOUBLE_EQ(result.services[0].data_lost_s.mean, 6 * 3600);
    EXPECT_EQ(result.services[0].lost_all_data, 0u);
  }
}

const drill::Response* find(const DrillResult& result, std::size_t fault, const std::string& what) {
  const auto& responses = result.faults.at(fault).responses;
  const auto found =
      std::find_if(responses.begin(), responses.end(), [&](const drill::Response& each) { return each.what == what; });
  return found == responses.end() ? nullptr : &*found;
}

double after(const DrillResult& result, std::size_t fault, const std::string& what) {
  const drill::Response* response = find(result, fault, what);
  return response == nullptr ? -1 : response->after_s.mean;
}

TEST(Drill, ShowsWhatFollowsAFaultAndWhen) {
  const DrillResult result = rehearse(pair_drill());
  EXPECT_EQ(result.trials, 20u);
  EXPECT_EQ(result.faults[0].struck, 20u);
  EXPECT_DOUBLE_EQ(after(result, 0, "data goes down"), 0);
  EXPECT_DOUBLE_EQ(after(result, 0, "noticed"), 10);
  EXPECT_DOUBLE_EQ(after(result, 0, "data: switchover begins"), 10);
  EXPECT_DOUBLE_EQ(after(result, 0, "data: switchover done"), 15);
  EXPECT_DOUBLE_EQ(after(result, 0, "data is up again"), 15);
  EXPECT_DOUBLE_EQ(after(result, 0, "repaired"), 610);
}

// A node that is retired at its first failure is not repaired; another one is there after 100 s.
TEST(Drill, ARetirementBelongsToTheFaultThatWasOneTooMany) {
  Drill drill = pair_drill();
  NodeClass& nodes = drill.study.platform.nodes[0];
  nodes.retirement = Retirement{1, {0}, nodes.failures.size()};
  FailureMode retirement = failure("retirement", nullptr, fixed_time(Seconds(100)));
  retirement.kind = ModeKind::retirement;
  nodes.failures.push_back(retirement);
  drill.expectations = {expect(Quantity::repaired, false, 110)};
  const DrillResult result = rehearse(drill);
  EXPECT_DOUBLE_EQ(after(result, 0, "retired: it has failed too often"), 10);
  EXPECT_DOUBLE_EQ(after(result, 0, "replaced"), 110);
  EXPECT_EQ(find(result, 0, "repaired"), nullptr);
  EXPECT_EQ(result.expectations[0].outcome, Outcome::met);
}

TEST(Drill, ShowsHowServicesFareBeforeDuringAndAfter) {
  const DrillResult result = rehearse(pair_drill());
  const drill::ServiceResult& data = result.services[0];
  EXPECT_EQ(data.up[0], 1);
  EXPECT_EQ(data.up[1], 0);  // from the fault until it is back it is down
  EXPECT_EQ(data.up[2], 1);
  EXPECT_EQ(data.went_down, 20u);
  EXPECT_DOUBLE_EQ(data.down_s.mean, 15);
  EXPECT_DOUBLE_EQ(result.disturbed_s.mean, 15);
  EXPECT_EQ(result.still_disturbed, 0u);
}

TEST(Drill, WithoutAnythingAffectedThereIsNoTimeInBetween) {
  Drill drill = pair_drill();
  drill.study.platform.injected[0].role = InjectedFault::Role::in_reserve;
  const DrillResult result = rehearse(drill);
  EXPECT_EQ(result.services[0].went_down, 0u);
  EXPECT_EQ(result.disturbed_s.trials, 0u);
  EXPECT_TRUE(std::isnan(result.services[0].up[1]));
  EXPECT_EQ(result.services[0].up[2], 1);
  EXPECT_THAT(report::table(result, {}), HasSubstr("no service was ever affected"));
}

TEST(Drill, CountsTheRequestsThatAreLost) {
  Drill drill;
  Platform& platform = drill.study.platform;
  FailureMode mode = failure("crash", nullptr, fixed_time(Seconds(600)));
  mode.time_to_notice = fixed_time(Seconds(10));
  platform.nodes = {node_class("web", 4, {mode})};
  Service api = one_of("api", 0, 2);
  api.balanced = Balanced{2, 0};
  platform.services = {api};
  InjectedFault fault;
  fault.name = "web.crash";
  fault.at = Seconds(1000);
  platform.injected = {fault};
  drill.study.mission = Seconds(4000);
  drill.study.trials = 3;
  const DrillResult result = rehearse(drill);
  // One request in four goes to the dead one until it is noticed.
  EXPECT_EQ(result.services[0].went_down, 0u);
  EXPECT_NEAR(result.services[0].lost_s.mean, 2.5, 1e-9);
  EXPECT_NEAR(result.services[0].served[1], 0.75, 1e-12);
  EXPECT_NEAR(result.disturbed_s.mean, 10, 1e-9);
}

/// The takeover that interrupts the service begins with the notice of the first fault, after the second has struck.
TEST(Drill, AnOutageIsPutDownToTheFaultThatCausedIt) {
  Drill drill = pair_drill();
  Platform& platform = drill.study.platform;
  platform.services[0].standby.reset();
  platform.services[0].switchover->interrupts = true;
  platform.nodes.push_back(node_class("other", 1, {failure("fault", nullptr, fixed_time(Seconds(60)))}));
  InjectedFault second;
  second.name = "other.fault";
  second.at = Seconds(1005);
  second.index = 1;
  platform.injected.push_back(second);
  const DrillResult result = rehearse(drill);
  EXPECT_DOUBLE_EQ(after(result, 0, "data goes down"), 10);
  EXPECT_DOUBLE_EQ(after(result, 0, "data is up again"), 15);
  EXPECT_EQ(find(result, 1, "data goes down"), nullptr);
}

TEST(Drill, SaysWhereAFaultFoundNothingToStrike) {
  Drill drill = pair_drill();
  drill.study.platform.injected[0].members = {1};
  drill.study.platform.injected.push_back(drill.study.platform.injected[0]);
  drill.study.platform.injected[1].at = Seconds(1100);
  drill.expectations = {expect(Quantity::noticed, false, 60)};
  drill.expectations[0].faults = {1};
  const DrillResult result = rehearse(drill);
  EXPECT_EQ(result.faults[1].struck, 0u);
  EXPECT_EQ(result.expectations[0].outcome, Outcome::missed);
  EXPECT_THAT(report::table(result, {}), HasSubstr("it could strike in 0 of 20 trials"));
}

TEST(Drill, AFaultAtTheVeryStart) {
  Drill drill = pair_drill();
  drill.study.platform.injected[0].at = Seconds(0);
  const DrillResult result = rehearse(drill);
  EXPECT_EQ(result.faults[0].struck, 20u);
  EXPECT_NEAR(after(result, 0, "noticed"), 10, 1e-6);
}

TEST(Drill, ExpectationsOfEachTrial) {
  Drill drill = pair_drill();
  drill.expectations = {expect(Quantity::noticed, false, 10),    expect(Quantity::noticed, false, 9.99),
                        expect(Quantity::switched, false, 15),   expect(Quantity::switched, false, 14.9),
                        expect(Quantity::back, false, 15),       expect(Quantity::down, false, 14.9),
                        expect(Quantity::down, true, 15),        expect(Quantity::repaired, false, 610),
                        expect(Quantity::up, true, 15.1 / 4000), expect(Quantity::up, true, 14.9 / 4000)};
  const std::vector<Outcome> wanted = {Outcome::met, Outcome::missed, Outcome::met, Outcome::missed,
                                       Outcome::met, Outcome::missed, Outcome::met, Outcome::met,
                                       Outcome::met, Outcome::missed};
  const DrillResult result = rehearse(drill);
  for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_EQ(result.expectations[i].outcome, wanted[i]) << i;
}

TEST(Drill, ExpectationsWithinAWindow) {
  Drill drill = pair_drill();
  drill.expectations.assign(5, expect(Quantity::down, false, 0));
  drill.expectations[0].window = Window::before;
  drill.expectations[1].window = Window::during;
  drill.expectations[2].window = Window::after;
  drill.expectations[3].to = Seconds(1000);
  drill.expectations[4].from = Seconds(1014);
  const std::vector<Outcome> wanted = {Outcome::met, Outcome::missed, Outcome::met, Outcome::met, Outcome::missed};
  const DrillResult result = rehearse(drill);
  for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_EQ(result.expectations[i].outcome, wanted[i]) << i;
}

/// Noticed after an exponential time of mean 10 s: the law of what the drill measures is the law of the model.
///
/// Statistical: 20 000 trials, fixed seed; each bound is 4.5 sigma wide, a false alarm in 150 000 for each.
TEST(Drill, TimesAreDrawnFromTheLawsOfTheModel) {
  Drill drill = pair_drill();
  drill.study.platform.nodes[0].failures[0].time_to_notice = law("exponential", {{"mean", 10}});
  drill.study.trials = 20'000;
  const double met_within_20_s = 1 - std::exp(-2.0);
  const double sigma = std::sqrt(met_within_20_s * (1 - met_within_20_s) / 20'000);
  drill.expectations = {expect(Quantity::noticed, false, 20, Often::in_share_of_trials, met_within_20_s - 9 * sigma),
                        expect(Quantity::noticed, false, 20, Often::in_share_of_trials, met_within_20_s + 9 * sigma),
                        expect(Quantity::noticed, false, 20, Often::in_share_of_trials, met_within_20_s),
                        expect(Quantity::noticed, false, 10.8, Often::on_average),
                        expect(Quantity::noticed, false, 9.2, Often::on_average)};
  const DrillResult result = rehearse(drill);
  const drill::Response* noticed = find(result, 0, "noticed");
  ASSERT_NE(noticed, nullptr);
  EXPECT_NEAR(noticed->after_s.mean, 10, 4.5 * 10 / std::sqrt(20'000.0));
  EXPECT_NEAR(result.expectations[0].value.value, met_within_20_s, 4.5 * sigma);
  EXPECT_EQ(result.expectations[0].outcome, Outcome::met);
  EXPECT_EQ(result.expectations[1].outcome, Outcome::missed);
  EXPECT_EQ(result.expectations[2].outcome, Outcome::unresolved);
  EXPECT_EQ(result.expectations[3].outcome, Outcome::met);
  EXPECT_EQ(result.expectations[4].outcome, Outcome::missed);
}

TEST(Drill, WhatDoesNotComeAboutTakesForever) {
  Drill drill = pair_drill();
  drill.study.mission = Seconds(1012);
  drill.expectations = {expect(Quantity::switched, false, 3600), expect(Quantity::back, false, 3600),
                        expect(Quantity::repaired, false, 3600, Often::on_average),
                        expect(Quantity::noticed, false, 10)};
  const DrillResult result = rehearse(drill);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(result.expectations[i].outcome, Outcome::missed) << i;
  EXPECT_EQ(result.expectations[3].outcome, Outcome::met);
  EXPECT_EQ(result.still_disturbed, 20u);
}

TEST(Drill, OneTrialInWords) {
  Drill drill = pair_drill();
  drill.clock_starts = Hours(9);
  const std::string told = drill::tell(drill, 0);
  EXPECT_THAT(told, HasSubstr("day 0 09:16:40"));
  EXPECT_THAT(told, HasSubstr("injected: db.crash"));
  EXPECT_THAT(told, HasSubstr("data: switchover begins"));
}

TEST(Drill, SameSeedSameDocument) {
  Drill drill = pair_drill();
  drill.study.platform.nodes[0].failures[0].time_to_notice = law("exponential", {{"mean", 10}});
  const std::string one = report::json(rehearse(drill)), other = report::json(rehearse(drill));
  EXPECT_EQ(one, other);
  drill.study.seed = 2;
  EXPECT_NE(one, report::json(rehearse(drill)));
}

}  // namespace
}  // namespace nines::test
