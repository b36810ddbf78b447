// A load that changes over the day, and members that follow it: days by hand (exact), a chain written down by hand, and
// simulation against the binomial sum.
#include "analysis/closed_form/predict.h"
#include "analysis/run.h"
#include "scenarios/language/scenario.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::accuracy {
namespace {

using enum models::Measure;

RunResult answer(const std::string& text, std::size_t trials = 1) {
  const auto loaded = scenarios::load_text(text, "scenario.yaml", {});
  EXPECT_TRUE(loaded.scenario) << (loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().message);
  models::Study study = loaded.scenario->study;
  study.trials = trials;
  return run(study, {});
}

const MeasureResult& of_service(const RunResult& result, models::Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.measure == measure) return each;
  }
  throw std::logic_error("not measured");
}

/// The unavailability of the only node class.
double of_nodes(const RunResult& result) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::node_class && each.measure == availability) return each.simulated.value;
  }
  throw std::logic_error("not measured");
}

double simulated(const RunResult& result, models::Measure measure) {
  return of_service(result, measure).simulated.value;
}

std::string scenario(const std::string& mission, const std::string& members, const std::string& balanced,
                     const std::string& rest = "") {
  return "nines: 1\nmission: " + mission + "\nnodes: {replica: {" + members + "}}\n" + rest +
         "services: {api: {needs: 1 of replica, balanced: {" + balanced + "}}}\n";
}

const std::string two_loads = "demand: {weekdays: {0 h: 5, 12 h: 15}}";

// Each day 12 h of 5 and 12 h of 15 are asked of a capacity of 10: 60 of 240 are lost, and 120 are served degraded.
TEST(Demand, RequestsCountNotTime) {
  const RunResult result = answer(scenario("10 d", "count: 1, capacity: 10", two_loads + ", degraded above: 80 %"));
  EXPECT_NEAR(simulated(result, served), 60.0 / 240, 1e-14);
  EXPECT_NEAR(simulated(result, degraded), 120.0 / 240, 1e-14);
  EXPECT_NEAR(of_service(result, served).predictions.at(0).value, 60.0 / 240, 1e-14);
  EXPECT_NEAR(of_service(result, degraded).predictions.at(0).value, 120.0 / 240, 1e-14);
}

// A mission that ends in the middle of a day: 2460 are asked in 10 days and a half, and 600 of them are lost.
TEST(Demand, AMissionMayEndInTheMiddleOfADay) {
  const RunResult result = answer(scenario("252 h", "count: 1, capacity: 10", two_loads));
  EXPECT_NEAR(simulated(result, served), 600.0 / 2460, 1e-14);
  EXPECT_NEAR(of_service(result, served).predictions.at(0).value, 600.0 / 2460, 1e-14);
}

// Five days of 12 h of 15, and weekends of 24: in a week 5 * 60 + 2 * 14 * 24 of 5 * 240 + 2 * 24 * 24 are lost.
TEST(Demand, WeekendsComeAfterFiveDays) {
  const std::string week = "demand: {weekdays: {0 h: 5, 12 h: 15}, weekends: {0 h: 24}}";
  const RunResult result = answer(scenario("14 d", "count: 1, capacity: 10", week));
  EXPECT_NEAR(simulated(result, served), 972.0 / 2352, 1e-14);
  const RunResult until_friday = answer(scenario("5 d", "count: 1, capacity: 10", week));
  EXPECT_NEAR(simulated(until_friday, served), 0.25, 1e-14);
}

// A member that fails after 18 h for 3 h loses 15 an hour of requests, of which 10 could have been served.
TEST(Demand, AnOutageAtThePeakCostsMore) {
  const std::string fails = "count: 1, capacity: 10, failures: {x: {time to failure: 18 h, time to repair: 3 h}}";
  const RunResult result = answer(scenario("24 h", fails, two_loads));
  EXPECT_NEAR(simulated(result, availability), 3.0 / 24, 1e-14);
  EXPECT_NEAR(simulated(result, served), (60 + 3 * 10) / 240.0, 1e-14);
}

// Nothing is asked at night: what fails then costs nothing. Of 12 h of 15 a day a third is lost; a failure from 6 h to 18 h costs
// those of 6 h.
TEST(Demand, NothingMayBeAskedAtNight) {
  const std::string nights = "demand: {weekdays: {0 h: 0, 12 h: 15}}, degraded above: 80 %";
  const RunResult result = answer(scenario("10 d", "count: 1, capacity: 10", nights));
  EXPECT_NEAR(simulated(result, served), 60.0 / 180, 1e-14);
  EXPECT_NEAR(simulated(result, degraded), 120.0 / 180, 1e-14);
  EXPECT_NEAR(of_service(result, served).predictions.at(0).value, 60.0 / 180, 1e-14);
  EXPECT_NEAR(of_service(result, degraded).predictions.at(0).value, 120.0 / 180, 1e-14);
  const std::string fails = "count: 1, capacity: 10, failures: {x: {time to failure: 6 h, time to repair: 12 h}}";
  EXPECT_NEAR(simulated(answer(scenario("24 h", fails, nights)), served), (60 + 6 * 10) / 180.0, 1e-14);
}

// 18 000 a day are asked where a load of 1 is one request a minute and 15 are asked for 12 h, 10 for the rest.
TEST(Demand, RequestsAreCountedWhereALoadIsANumberOfThem) {
  const std::string day = "demand: {weekdays: {0 h: 10, 12 h: 15}}, requests: per minute, degraded above: 80 %";
  const RunResult result = answer(scenario("10 d", "count: 1, capacity: 10", day));
  ASSERT_EQ(result.requests.size(), 1u);
  const RequestCount& found = result.requests[0];
  EXPECT_EQ(found.service, "api");
  EXPECT_NEAR(found.asked_per_year, 365 * 18000, 1e-6);
  EXPECT_NEAR(found.lost_per_year.value, 365 * 5 * 720, 1e-6);
  EXPECT_NEAR(found.degraded_per_year->value, 365 * 10 * 1440, 1e-6);
  EXPECT_TRUE(answer(scenario("10 d", "count: 1, capacity: 10", two_loads)).requests.empty());
}

const std::string slow_starts =
    "provisioning: 15 min, model load: 15 min, scale up after: 30 min, scale down after: 1 h";

// One is on until 8 h, when four are wanted: three begin to start at 8.5 h and serve from 9 h on; at 20 h one is enough,
// and at 21 h the others are switched off. Of 540 that are asked, 25 are lost.
TEST(Autoscaling, ADayByHand) {
  const RunResult result =
      answer(scenario("3 d", "count: 5, capacity: 10",
                      "demand: {weekdays: {0 h: 10, 8 h: 35, 20 h: 10}}, autoscaling: {" + slow_starts + "}"));
  EXPECT_NEAR(simulated(result, served), 25.0 / 540, 1e-14);
  EXPECT_NEAR(simulated(result, replicas), (8.5 + 12.5 * 4 + 3) / 24, 1e-14);
  EXPECT_EQ(simulated(result, outages), 0);
  EXPECT_NEAR(of_service(result, served).predictions.at(0).value, 25.0 / 540, 1e-14);
  EXPECT_TRUE(of_service(result, served).predictions.at(0).broken.empty());
  EXPECT_NEAR(of_service(result, replicas).predictions.at(0).value, (8.5 + 12.5 * 4 + 3) / 24, 1e-14);
  EXPECT_TRUE(of_service(result, replicas).predictions.at(0).broken.empty());
  for (const FailureCount& each : result.failures) {
    EXPECT_EQ(each.cause, "replica.start");
    EXPECT_EQ(each.per_mission.value, 9);
  }
  EXPECT_EQ(result.failures.size(), 1u);
}

TEST(Autoscaling, ADayInWords) {
  const std::string text = scenario("3 d", "count: 5, capacity: 10",
                                    "demand: {weekdays: {0 h: 10, 8 h: 35, 20 h: 10}}, requests: per hour, "
                                    "autoscaling: {" +
                                        slow_starts + "}");
  const auto loaded = scenarios::load_text(text, "scenario.yaml", {});
  ASSERT_TRUE(loaded.scenario);
  const std::string told = explain(loaded.scenario->study, 0);
  for (const char* words :
       {"Requests of api: 95.370 % served, 4.63 % (75) lost, of which 4.63 % (75) for want of capacity",
        "Some were lost 3 times, for 3 h in all; too little capacity for what was asked 3 times, 3 h",
        "Members: 2.56 on at the mean; 9 started, 0 of these starts broken off, 9 switched off", "day 0 08:00:00",
        "day 1 08:00:00", "1.54 % (25)", "too little capacity"}) {
    EXPECT_NE(told.find(words), std::string::npos) << words << "\nin\n" << told;
  }
}

// Members that are switched off are not missing.
TEST(Autoscaling, HasNoCapacityAvailability) {
  const RunResult result =
      answer(scenario("3 d", "count: 5, capacity: 10", "load: 10, autoscaling: {model load: 4 min}"));
  for (const MeasureResult& each : result.measures) {
    EXPECT_FALSE(each.kind == SubjectKind::service && each.measure == capacity_availability);
  }
}

// At 12 h fewer are wanted for half an hour: that does not last, and all four stay on until 21 h. At 20.5 h the load falls once
// more: as many remain as were wanted at most since 20 h, that is two, and one is left an hour later.
TEST(Autoscaling, FewerMustBeWantedForAWhile) {
  const RunResult result = answer(scenario(
      "1 d", "count: 4, capacity: 10",
      "demand: {weekdays: {0 h: 40, 12 h: 10, 12.5 h: 40, 20 h: 20, 20.5 h: 10}}, autoscaling: {" + slow_starts + "}"));
  EXPECT_NEAR(simulated(result, replicas), (21 * 4 + 1 * 2 + 2) / 24.0, 1e-14);
  EXPECT_NEAR(simulated(result, served), 0, 1e-15);
}

// At 8 h more are wanted for a quarter of an hour only, which is over before anybody is switched on. At 10 h three begin at
// once (10.5 h), of which two are given up at 10.75 h.
TEST(Autoscaling, WhatIsNotWantedAnyLongerIsGivenUp) {
  const RunResult result =
      answer(scenario("1 d", "count: 4, capacity: 10",
                      "demand: {weekdays: {0 h: 10, 8 h: 40, 8.25 h: 10, 10 h: 40, 10.75 h: 20}}, autoscaling: {"
                      "provisioning: 15 min, model load: 15 min, scale up after: 30 min}"));
  EXPECT_NEAR(simulated(result, replicas), (10.5 + 0.25 * 4 + 13.25 * 2) / 24, 1e-14);
  // Lost: 30 an hour for 15 min, 30 for 45 min, 10 from 10.75 h to 11 h.
  const double asked = 8 * 10 + 0.25 * 40 + 1.75 * 10 + 0.75 * 40 + 13.25 * 20;
  EXPECT_NEAR(simulated(result, served), (0.25 * 30 + 0.75 * 30 + 0.25 * 10) / asked, 1e-14);
}

// The same in the first part of the start, of which a member is given up after 5 min; its next start takes all of its time.
TEST(Autoscaling, AMachineThatIsNotThereYetIsGivenUp) {
  const RunResult result =
      answer(scenario("1 d", "count: 2, capacity: 10",
                      "demand: {weekdays: {0 h: 10, 8 h: 20, 485 min: 10, 10 h: 20}}, autoscaling: "
                      "{provisioning: 20 min, model load: 10 min}"));
  EXPECT_NEAR(simulated(result, replicas), (24 + 5.0 / 60 + 14) / 24, 1e-14);
  EXPECT_NEAR(simulated(result, served), (10 * 5.0 / 60 + 10 * 0.5) / (240 + 10 * 5.0 / 60 + 140), 1e-14);
  EXPECT_NEAR(of_nodes(result), (5.0 / 60 + 0.5) / 48, 1e-14);  // who is off is up, who starts is not
}

// Who has failed is replaced by one that is off, which has to start. One that is off does not age: 5 h of service, half an hour
// until the other one serves, and so on; repaired after 1 h, a member is off.
TEST(Autoscaling, AFailureCostsAStart) {
  const RunResult result =
      answer(scenario("11 h", "count: 2, capacity: 10, failures: {x: {time to failure: 5 h, time to repair: 1 h}}",
                      "load: 10, autoscaling: {maximum: 1, provisioning: 10 min, model load: 20 min}"));
  EXPECT_NEAR(simulated(result, served), 1.0 / 11, 1e-14);
  EXPECT_NEAR(simulated(result, availability), 1.0 / 11, 1e-14);
  EXPECT_EQ(simulated(result, replicas), 1);
  for (const PhaseShare& each : result.phases) {
    EXPECT_NEAR(each.share_of_downtime.value_or(0), each.phase == models::OutagePhase::rotation ? 1 : 0, 1e-14);
  }
}

// A failure that nobody has noticed leaves the member on: nobody is started before that.
TEST(Autoscaling, AnUnnoticedFailureIsReplacedOnNotice) {
  const RunResult result = answer(scenario(
      "10 h", "count: 2, capacity: 10, failures: {x: {time to failure: 5 h, time to notice: 1 h, time to repair: 1 h}}",
      "load: 10, autoscaling: {maximum: 1, model load: 30 min}"));
  EXPECT_NEAR(simulated(result, served), 1.5 / 10, 1e-14);
}

// A rack is lost with the one member that serves and the one that starts in it; others start in the other rack.
TEST(Autoscaling, ALostRackIsReplacedInAnother) {
  const RunResult result = answer(
      "nines: 1\nmission: 20 h\ndomains: {site: 1, rack: 2 per site}\n"
      "nodes:\n"
      "  replica: {count: 2 per rack, capacity: 10}\n"
      "shocks: {cut: {every: 10 h, hits: rack, time to repair: 4 h}}\n"
      "services: {api: {needs: 1 of replica, balanced: {load: 20, survives: rack, autoscaling: {maximum: 2, model "
      "load: 30 min}}}}\n");
  // All racks are lost from 10 h to 14 h; then both start again.
  EXPECT_NEAR(simulated(result, served), 4.5 / 20, 1e-14);
  EXPECT_NEAR(simulated(result, replicas), 16 * 2 / 20.0, 1e-14);
}

struct Expected {
  double unavailability, outages_per_h, lost, degraded, on;
};

void expect_long_run(const std::string& text, const Expected& expected) {
  const auto loaded = scenarios::load_text(text, "scenario.yaml", {});
  ASSERT_TRUE(loaded.scenario);
  const RunResult result = solve(loaded.scenario->study, {});
  ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
  const auto long_run = [&](models::Measure measure) { return of_service(result, measure).exact->long_run; };
  EXPECT_NEAR(long_run(availability) / expected.unavailability, 1, 1e-13);
  EXPECT_NEAR(long_run(outages) / (expected.outages_per_h * 8760), 1, 1e-13);
  EXPECT_NEAR(long_run(served) / expected.lost, 1, 1e-13);
  EXPECT_NEAR(long_run(degraded) / expected.degraded, 1, 1e-13);
  EXPECT_NEAR(long_run(replicas) / expected.on, 1, 1e-13);
}

// Chains written down by hand and solved with 40 digits: derive/serving.py prints the expected numbers.
TEST(AutoscalingChain, WhoHasFailedIsReplacedByOneThatStarts) {
  expect_long_run(scenario("1 y",
                           "count: 3, capacity: 10, failures: {x: {time to failure: exponential 50 h, time to repair: "
                           "exponential 6 h}}",
                           "load: 20, degraded above: 90 %, autoscaling: {maximum: 2, model load: exponential 30 min}"),
                  {0.00122081916531936041, 0.000809058794099104760, 0.0214472890177969794, 0.978552710982203021,
                   1.97667647618405010});
}

TEST(AutoscalingChain, ALostRack) {
  expect_long_run(
      scenario("1 y", "count: 2 per rack, capacity: 10",
               "load: 10, degraded above: 90 %, survives: rack, autoscaling: {model load: exponential 30 min}",
               "domains: {rack: {count: 2, failures: {cut: {time to failure: exponential 100 h, time to repair: "
               "exponential 8 h}}}}\n"),
      {0.00796705082287422733, 0.00992032949177125773, 0.00796705082287422733, 0.00493548730933893419,
       1.98902606310013717});
}

// The same with the clocks of the sampler, and with an Erlang start, whose phases the chain has: within 4.5 standard errors
// (false alarms: 7e-6 each).
TEST(AutoscalingChain, SimulationAgrees) {
  const RunResult result = answer(
      scenario(
          "1 y",
          "count: 3, capacity: 10, failures: {x: {time to failure: exponential 50 h, time to repair: "
          "exponential 6 h}}",
          "load: 20, degraded above: 90 %, autoscaling: {maximum: 2, provisioning: exponential 10 min, model load: "
          "erlang phases 2 mean 20 min}"),
      600);
  ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
  for (const models::Measure measure : {availability, outages, served, degraded, replicas}) {
    const MeasureResult& found = of_service(result, measure);
    const double sigma = (found.simulated.high - found.simulated.low) / (2 * 1.96);
    EXPECT_NEAR(found.simulated.value, found.exact->value, 4.5 * sigma);
    EXPECT_LT(sigma, 0.03 * found.exact->value);
  }
}

// Any laws: members that are always on, against the binomial sum over the loads of the week, within 4.5 standard errors and the
// share by which the mission differs from the long run, (time to settle) / mission < 1e-4.
TEST(Demand, BinomialSumOverTheWeek) {
  const RunResult result = answer(
      scenario("3640 d",
               "count: 3, capacity: 10, failures: {x: {time to failure: exponential 100 h, time to notice: 30 min, "
               "time to repair: uniform 1 h to 3 h, time to return: 15 min}}",
               "demand: {weekdays: {0 h: 8, 9 h: 25, 18 h: 15}, weekends: {0 h: 12}}, degraded above: 80 %"),
      200);
  // By hand: a member is out of rotation for q of the time, and f of those in rotation have failed unnoticed.
  const double whole = 1 + 2.75 / 100, q = 2.25 / 100 / whole, f = 0.5 / 100 / (1 + 0.5 / 100);
  double asked = 0, lost = 0, slow = 0;
  for (const auto& [hours, load] : {std::pair{45.0, 0.8}, {45.0, 2.5}, {30.0, 1.5}, {48.0, 1.2}}) {
    for (int in = 0; in <= 3; ++in) {
      const double ways = in == 0 || in == 3 ? 1 : 3;
      const double p = ways * std::pow(1 - q, in) * std::pow(q, 3 - in), share = (1 - f) * std::min(1.0, in / load);
      lost += hours * load * p * (1 - share);
      if (load > 0.8 * in) slow += hours * load * p * share;
    }
    asked += hours * load;
  }
  const auto expect = [&](models::Measure measure, double expected) {
    const MeasureResult& found = of_service(result, measure);
    EXPECT_NEAR(found.predictions.at(0).value / expected, 1, 1e-12);
    EXPECT_TRUE(found.predictions.at(0).broken.empty());
    const double sigma = (found.simulated.high - found.simulated.low) / (2 * 1.96);
    EXPECT_NEAR(found.simulated.value, expected, 4.5 * sigma + 1e-4 * expected);
    EXPECT_LT(sigma, 0.015 * expected);
  };
  expect(served, lost / asked);
  expect(degraded, slow / asked);
}

}  // namespace
}  // namespace nines::accuracy
