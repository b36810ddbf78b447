// Members that share a load, against chains written down by hand and solved in fractions or with 40 digits, and against
// renewal-reward where laws are not exponential. derive/balancing.py prints the expected numbers.
#include "analysis/closed_form/predict.h"
#include "analysis/run.h"
#include "scenarios/language/scenario.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nines::accuracy {
namespace {

using enum models::Measure;

models::Study balanced(std::size_t members, double needed, models::Balanced load, models::FailureMode mode) {
  models::Study study;
  models::NodeClass nodes;
  nodes.name = "worker";
  nodes.count = members;
  mode.name = "crash";
  nodes.failures = {std::move(mode)};
  study.platform.nodes = {nodes};
  models::Service service;
  service.name = "api";
  service.operands = {{models::Operand::Kind::nodes, 0, 1}};
  service.needed = needed;
  service.balanced = load;
  study.platform.services = {service};
  return study;
}

LawPtr hours(double mean) { return exponential_with_mean(Hours(mean)); }
LawPtr law(const std::string& kind, const std::map<std::string, double>& parameters) {
  return std::get<LawPtr>(make_law(kind, parameters));
}

const MeasureResult& of_api(const RunResult& result, models::Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.measure == measure) return each;
  }
  throw std::logic_error("not measured");
}

struct Expected {
  double exponent, unavailability, outages_per_h, lost;
};

void expect_long_run(const models::Study& study, const Expected& expected) {
  const RunResult result = solve(study, {});
  ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
  EXPECT_NEAR(of_api(result, availability).exact->long_run / expected.unavailability, 1, 1e-13);
  EXPECT_NEAR(of_api(result, outages).exact->long_run / (expected.outages_per_h * 8760), 1, 1e-13);
  EXPECT_NEAR(of_api(result, served).exact->long_run / expected.lost, 1, 1e-13);
  const auto forms = closed_form::predict(study, 0, served);
  ASSERT_EQ(forms.size(), 1u);
  const auto names_load = [](const Prediction::Broken& broken) {
    return broken.assumption.find("failures do not grow with the load") == 0;
  };
  EXPECT_EQ(std::any_of(forms[0].broken.begin(), forms[0].broken.end(), names_load), expected.exponent > 0);
  if (expected.exponent == 0) {
    EXPECT_NEAR(forms[0].value / expected.lost, 1, 1e-13);
  }
}

// A birth-death chain whose failure rates grow by the power law (Amari, Bergman 2008): exact fractions.
TEST(LoadBalancing, EachLossRaisesTheRateOfTheOthers) {
  models::FailureMode crash;
  crash.time_to_failure = hours(200);
  crash.time_to_repair = hours(4);
  for (const Expected& expected :
       {Expected{0, 7.3185947772848659e-05, 5.4343848589794954e-05, 0.00025410567703637436},
        Expected{1, 0.0001546517955631448, 0.00011310467739869196, 0.00034198141750472832},
        Expected{2, 0.00033533948710707921, 0.00023532595586461696, 0.00048609517758284944}}) {
    SCOPED_TRACE(expected.exponent);
    expect_long_run(balanced(5, 3, {3.2, expected.exponent}, crash), expected);
  }
}

models::FailureMode noticed_and_put_back_late() {
  models::FailureMode crash;
  crash.time_to_failure = hours(50);
  crash.time_to_notice = hours(2);
  crash.time_to_repair = hours(6);
  crash.time_to_return = hours(4);
  return crash;
}

// Work, failed unnoticed, under repair, waiting to be put back: 20 states in counts.
TEST(LoadBalancing, LateNoticeAndLateReturn) {
  const models::FailureMode crash = noticed_and_put_back_late();
  for (const Expected& expected : {Expected{0, 0.0978819106441542748, 0.0151052331240978819, 0.0739652915309992951},
                                   Expected{1, 0.145094264630844553, 0.0204177587888227599, 0.105225695669076366}}) {
    SCOPED_TRACE(expected.exponent);
    expect_long_run(balanced(3, 2, {2, expected.exponent}, crash), expected);
  }
}

// Modes that run on while another one keeps the member down are independent: a member works with the product of their
// probabilities, each 1 / (1 + lambda (notice + repair + return)).
TEST(LoadBalancing, ModesThatRunOn) {
  const models::FailureMode crash = noticed_and_put_back_late();
  models::Study study = balanced(4, 2, {2.5, 0}, crash);
  models::FailureMode other = crash;
  other.name = "hang";
  other.time_to_failure = hours(90);
  other.time_to_notice = hours(5);
  study.platform.nodes[0].failures.push_back(other);
  study.platform.nodes[0].ages = models::Ages::always;
  const double exact = of_api(solve(study, {}), served).exact->long_run;
  EXPECT_NEAR(closed_form::predict(study, 0, served).at(0).value / exact, 1, 1e-12);
}

// Only means count (renewal reward): the closed form exactly, the simulation within 4.5 standard errors (false alarms:
// 7e-6 each) and the share by which the mission differs from the long run, (time to settle) / mission < 1e-4.
TEST(LoadBalancing, AnyLaws) {
  models::FailureMode crash;
  crash.time_to_failure = hours(100);
  crash.time_to_notice = fixed_time(Hours(0.5));
  crash.time_to_repair = law("uniform", {{"low", 3600}, {"high", 3 * 3600}});
  crash.time_to_return = fixed_time(Hours(0.25));
  const auto expect = [&](std::size_t members, double load, double lost) {
    models::Study study = balanced(members, 1, {load, 0}, crash);
    study.mission = 10 * year;
    study.trials = 400;
    study.seed = 7;
    const RunResult result = run(study, {});
    EXPECT_TRUE(result.chain_refused);
    const MeasureResult& found = of_api(result, served);
    const double sigma = (found.simulated.high - found.simulated.low) / (2 * 1.96);
    EXPECT_NEAR(found.simulated.value, lost, 4.5 * sigma + 1e-4 * lost);
    EXPECT_LT(sigma, 0.01 * lost);
    ASSERT_EQ(found.predictions.size(), 1u);
    EXPECT_TRUE(found.predictions[0].broken.empty());
    EXPECT_NEAR(found.predictions[0].value / lost, 1, 1e-13);
  };
  expect(2, 1, 0.0054522528282451559);
  expect(3, 2.5, 0.018332631368258915);
}

// Of two lives of 10 h and 20 h, the second has 10 h left when the first is over, and then bears twice the load (exponent
// 1): it wears by 2 h an hour and fails after 15 h.
TEST(LoadBalancing, AgesFasterUnderLoad) {
  models::FailureMode wears;
  wears.time_to_failure = fixed_time(Hours(10));
  models::Study study = balanced(1, 1, {1, 1}, wears);
  models::NodeClass lasting = study.platform.nodes[0];
  lasting.name = "lasting";
  lasting.failures[0].time_to_failure = fixed_time(Hours(20));
  study.platform.nodes.push_back(lasting);
  study.platform.services[0].operands.push_back({models::Operand::Kind::nodes, 1, 1});
  study.mission = Hours(30);
  study.trials = 1;
  const RunResult result = run(study, {});
  EXPECT_NEAR(of_api(result, availability).simulated.value, 0.5, 1e-12);  // down from 15 h to 30 h
  // One alone can serve it all, up to its end.
  EXPECT_NEAR(of_api(result, served).simulated.value, 0.5, 1e-12);
}

}  // namespace
}  // namespace nines::accuracy
