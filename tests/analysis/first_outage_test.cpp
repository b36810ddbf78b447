// The mean time to the first outage where missions end before it: what is the mean, and what the trials can show of it.
#include "analysis/report/report.h"
#include "analysis/run.h"
#include "component_parts.h"
#include "sim/laws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace nines::test {
namespace {

using namespace models;
using ::testing::HasSubstr;
using Outcome = ObjectiveResult::Outcome;

Study first_outages(Platform platform, Seconds mission, double asked_s) {
  Study study;
  study.platform = std::move(platform);
  study.mission = mission;
  study.trials = 20000;
  study.measures = {Measure::mttf};
  Objective objective;
  objective.measure = Measure::mttf;
  objective.at_least = true;
  objective.bound = asked_s;
  objective.text = "mttf";
  study.objectives = {objective};
  return study;
}

/// Two of three units, each of which lives for 30 000 h and is not repaired.
Platform triple() {
  Platform platform;
  platform.nodes = {node_class("u", 3, {failure("f", hours(30000), nullptr)})};
  platform.services = {one_of("s", 0)};
  platform.services[0].needed = 2;
  return platform;
}

TEST(FirstOutage, TheChainsMeanIsThatOfTheTimeAndNotOfTheMission) {
  const double mission_h = 1000, x = mission_h / 30000;
  const RunResult result = run(first_outages(triple(), Hours(mission_h), 10 * year.count()), {});
  const MeasureResult& mttf = result.measures.at(0);
  // S(t) = 3 exp(-2 x) - 2 exp(-3 x): its integral over the mission, over 1 - S(mission).
  const double at_risk_h = 30000 * (-1.5 * std::expm1(-2 * x) + 2.0 / 3 * std::expm1(-3 * x));
  const double failed = -3 * std::expm1(-2 * x) + 2 * std::expm1(-3 * x);
  ASSERT_TRUE(mttf.exact);
  EXPECT_NEAR(mttf.exact->value / 3600, 25000, 1e-6);  // 5 / 6 of a life (Trivedi 2001, chapter 4)
  EXPECT_NEAR(mttf.exact->over_mission / 3600, at_risk_h / failed, 1e-6 * at_risk_h / failed);
  EXPECT_EQ(mttf.exact_verdict.agreement, Agreement::agrees) << mttf.exact_verdict.reason;
  // The trials show some 36 years, the mean is 2.9.
  EXPECT_GT(mttf.simulated.low, 10 * year.count());
  EXPECT_EQ(result.objectives.at(0).outcome, Outcome::missed);
  EXPECT_THAT(report::table(result, report::Question::run, {}), HasSubstr("of missions see no outage"));
}

// Parts that wear out, seen for a tenth of their lives: some 130 first outages come late in the mission, by 10 standard errors. At a
// constant rate 3 of them are 0.3 % of the seeds, as in the next test.
TEST(FirstOutage, WithoutAChainARateThatGrowsIsNoticed) {
  const LawPtr wear = std::get<LawPtr>(make_law("weibull", {{"shape", 3}, {"mean", 7200.0 * 3600}}));
  Platform platform;
  platform.nodes = {node_class("fan", 1, {failure("wear", wear, fixed_time(Hours(8)))})};
  platform.services = {one_of("cooling", 0)};
  Study study = first_outages(platform, Hours(876), 20 * year.count());
  study.trials = 100000;
  const RunResult worn = run(study, {});
  EXPECT_GT(worn.measures.at(0).simulated.lateness_sigma, lateness_noticed);
  EXPECT_EQ(worn.objectives.at(0).outcome, Outcome::unresolved);
  EXPECT_THAT(report::table(worn, report::Question::run, {}), HasSubstr("more often"));
  // The same mean at a constant rate, and repairs that keep it from being a chain: nothing to notice (0.3 % of seeds would).
  study.platform.nodes[0].failures[0].time_to_failure = hours(7200);
  study.objectives[0].bound = 1000 * 3600;
  const RunResult constant = run(study, {});
  EXPECT_LT(std::abs(constant.measures.at(0).simulated.lateness_sigma), lateness_noticed);
  EXPECT_EQ(constant.objectives.at(0).outcome, Outcome::met);
}

// However late the mission ends, the mean of the times within it is that of an exponential law cut off there.
TEST(FirstOutage, LatenessIsNoneOfAnExponentialTime) {
  for (const double mission_h : {1.0, 100.0, 1000.0}) {
    Platform platform;
    platform.nodes = {node_class("u", 1, {failure("f", hours(100), fixed_time(Hours(1)))})};
    platform.services = {one_of("s", 0)};
    const RunResult result = run(first_outages(platform, Hours(mission_h), 1), {});
    EXPECT_LT(std::abs(result.measures.at(0).simulated.lateness_sigma), lateness_noticed) << mission_h;
  }
}

}  // namespace
}  // namespace nines::test
