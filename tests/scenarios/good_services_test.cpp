// Good input: services, and what is asked about them.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

using models::Measure;
using models::Operand;
using ::testing::ElementsAre;

models::Study study(const std::string& text) {
  LoadResult result = load_text(text, "good.yaml");
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.scenario ? std::move(result.scenario->study) : models::Study{};
}

/// The service `s` with these fields, among 3 nodes `a` of capacity 2, 2 nodes `b` of capacity 5 and 4 zones.
models::Service with(const std::string& fields) {
  const auto platform =
      study(
          "nines: 1\nnodes: {a: {count: 3, capacity: 2}, b: {count: 2, capacity: 5}}\ndomains: {zone: 4}\n"
          "services:\n  s: {" +
          fields + "}\n  t: {needs: 1 of b}\n")
          .platform;
  for (const auto& service : platform.services) {
    if (service.name == "s") return service;
  }
  return {};
}

TEST(GoodServices, Needs) {
  EXPECT_EQ(with("needs: 2 of a").needed, 2);
  EXPECT_EQ(with("needs: all of a").needed, 3);
  EXPECT_EQ(with("needs: any of a").needed, 1);
  EXPECT_EQ(with("needs: one of a").needed, 1);
  EXPECT_EQ(with("needs: \"4 of [a, b]\"").needed, 4);
  EXPECT_EQ(with("needs: all of a and b").needed, 5);
  EXPECT_EQ(with("needs: \"all of a, b and t\"").needed, 6);
  EXPECT_EQ(with("needs: 3 of zone").needed, 3);
  EXPECT_EQ(with("needs: {at least: 2, of: [a, b]}").needed, 2);
}

TEST(GoodServices, SharesAreRoundedUpToWholeUnitsAndNoFurther) {
  EXPECT_EQ(with("needs: 60 % of b").needed, 2);
  EXPECT_EQ(with("needs: 50 % of b").needed, 1);
  EXPECT_EQ(with("needs: \"80 % of [a, b]\"").needed,
            4);  // 0.8 * 5 is a rounding error above 4 in binary for some factors
  EXPECT_EQ(with("needs: 100 % of a and b").needed, 5);
  EXPECT_EQ(with("needs: {share: 1/3, of: a}").needed, 1);
}

TEST(GoodServices, CapacityCountsWeights) {
  const models::Service service = with("needs: 75 % of capacity of a and b");
  EXPECT_EQ(service.needed, 12);
  ASSERT_EQ(service.operands.size(), 2u);
  EXPECT_EQ(service.operands[0].weight, 2);
  EXPECT_EQ(service.operands[1].weight, 5);
  EXPECT_EQ(with("needs: {capacity: 0.5, of: [b]}").needed, 5);
  EXPECT_EQ(with("needs: 50 % of a and b").operands[1].weight, 1);
}

TEST(GoodServices, OperandsOfEveryKind) {
  const models::Service service = with("needs: \"all of [a, t, zone]\"");
  ASSERT_EQ(service.operands.size(), 3u);
  EXPECT_EQ(service.operands[0].kind, Operand::Kind::nodes);
  EXPECT_EQ(service.operands[1].kind, Operand::Kind::service);
  EXPECT_EQ(service.operands[2].kind, Operand::Kind::domains);
  EXPECT_EQ(service.needed, 8);
}

TEST(GoodServices, StandbyAndTakeover) {
  EXPECT_EQ(with("needs: 1 of a, standby: cold").standby->rate_factor, 0);
  EXPECT_EQ(with("needs: 1 of a, standby: hot").standby->rate_factor, 1);
  EXPECT_EQ(with("needs: 1 of a, standby: warm 10 %").standby->rate_factor, 0.1);
  EXPECT_EQ(with("needs: 2 of a, standby: cold").standby->active, 2u);
  EXPECT_EQ(with("needs: 1 of a, standby: {active: 2, rate factor: 1/4}").standby->active, 2u);
  EXPECT_EQ(with("needs: 50 % of capacity of a, standby: cold").standby->active, 2u);
  const auto takeover = with(
                            "needs: 1 of a, takeover: {time: 30 s, coverage: 95 %, recovery: exponential 1 h, "
                            "interrupts: true, freezes: true}")
                            .switchover;
  ASSERT_TRUE(takeover.has_value());
  EXPECT_EQ(takeover->time->mean().count(), 30);
  EXPECT_EQ(takeover->coverage, 0.95);
  EXPECT_EQ(takeover->recovery->mean().count(), 3600);
  EXPECT_TRUE(takeover->interrupts && takeover->freezes);
  EXPECT_EQ(with("needs: 1 of a, takeover: exponential 30 s").switchover->time->mean().count(), 30);
  EXPECT_EQ(with("needs: 1 of a, takeover: {law: fixed, value: 30 s}").switchover->time->mean().count(), 30);
  EXPECT_FALSE(with("needs: 1 of a").switchover.has_value());
}

TEST(GoodServices, AreInTopologicalOrder) {
  const auto services =
      study(
          "nines: 1\nnodes: {a: {count: 2}}\nservices:\n  site: {needs: all of api and db, depends on: dns}\n"
          "  api: {needs: 1 of a, depends on: [db]}\n  db: {needs: 1 of a}\n  dns: {needs: 1 of a}\n"
          "objectives: [api availability >= 99 %]\n")
          .platform.services;
  std::vector<std::string> names;
  for (const auto& service : services) names.push_back(service.name);
  EXPECT_THAT(names, ElementsAre("dns", "db", "api", "site"));
  EXPECT_THAT(services[2].depends_on, ElementsAre(1));
  EXPECT_THAT(services[3].depends_on, ElementsAre(0));
  EXPECT_EQ(services[3].operands[0].index, 2u);
  EXPECT_EQ(services[3].operands[1].index, 1u);
}

TEST(GoodQuestions, Defaults) {
  const models::Study made = study(more(""));
  EXPECT_EQ(made.mission, year);
  EXPECT_EQ(made.trials, 10'000u);
  EXPECT_EQ(made.confidence, 0.95);
  EXPECT_EQ(made.seed, 1u);
  EXPECT_TRUE(made.measures.empty() && made.objectives.empty() && made.precision.empty());
}

TEST(GoodQuestions, EveryField) {
  const models::Study made =
      study(more("title: T\ndescription: >\n  a\n  b\nmission: 54 d\ntrials: 1e6\nconfidence: 99 %\nseed: "
                 "012\nmeasures: [mttf, capacity availability]"));
  EXPECT_EQ(made.title, "T");
  EXPECT_EQ(made.description, "a b\n");
  EXPECT_EQ(made.mission.count(), 54 * 86400.0);
  EXPECT_EQ(made.trials, 1'000'000u);
  EXPECT_EQ(made.confidence, 0.99);
  EXPECT_EQ(made.seed, 12u);  // not octal: YAML 1.2
  EXPECT_THAT(made.measures, ElementsAre(Measure::mttf, Measure::capacity_availability));
}

TEST(GoodQuestions, Precision) {
  const models::Study made =
      study(more("precision: [2 % on s.availability, relative 5 % on s downtime, {relative: 0.1, on: s.mttf}, 1 "
                 "%]\nmax trials: 500"));
  EXPECT_EQ(made.trials, 0u);
  EXPECT_EQ(made.max_trials, 500u);
  ASSERT_EQ(made.precision.size(), 4u);
  EXPECT_EQ(made.precision[0].relative_half_width, 0.02);
  EXPECT_EQ(made.precision[1].measure, Measure::downtime);
  EXPECT_EQ(made.precision[2].measure, Measure::mttf);
  EXPECT_EQ(made.precision[3].measure, Measure::availability);
}

models::Objective objective(const std::string& text) {
  return study(more("objectives:\n  - " + text)).objectives.at(0);
}

TEST(GoodQuestions, Objectives) {
  const auto availability = objective("s availability >= 99.999999 %");
  EXPECT_EQ(availability.text, "s availability >= 99.999999 %");
  EXPECT_NEAR(availability.bound, 1e-8, 1e-20);
  EXPECT_TRUE(availability.at_least);
  EXPECT_EQ(availability.share_of_trials, 0);
  EXPECT_EQ(objective("availability ≥ 0.5").bound, 0.5);
  const auto downtime = objective("s downtime <= 4 h per year in 9 years of 10");
  EXPECT_EQ(downtime.measure, Measure::downtime);
  EXPECT_DOUBLE_EQ(downtime.bound, 4 * 3600);
  EXPECT_FALSE(downtime.at_least);
  EXPECT_DOUBLE_EQ(downtime.share_of_trials, 0.9);
  EXPECT_DOUBLE_EQ(objective("s downtime ≤ 1 min per week in 95 % of missions").bound, 60 * 365.0 / 7);
  EXPECT_DOUBLE_EQ(objective("s.outages at most 1 per week").bound, 365.0 / 7);
  EXPECT_DOUBLE_EQ(objective("mttf >= 2 years").bound, 2 * year.count());
  EXPECT_DOUBLE_EQ(objective("s unreliability <= 1 %").bound, 0.01);
  EXPECT_EQ(objective("s capacity availability >= 90 %").measure, Measure::capacity_availability);
  const auto fields = objective("{on: s.downtime, at most: 4 h per year, in: 90 % of years}");
  EXPECT_EQ(fields.text, "s.downtime <= 4 h per year in 90 % of years");
  EXPECT_DOUBLE_EQ(fields.share_of_trials, 0.9);
}

TEST(GoodQuestions, ObjectivesFollowTheServiceWhenItsOrderChanges) {
  const auto made = study(
      "nines: 1\nnodes: {a: {count: 2}}\nservices:\n  x: {needs: all of y}\n  y: {needs: 1 of a}\nobjectives: [x mttf "
      ">= 1 h]\n");
  EXPECT_EQ(made.platform.services.at(made.objectives.at(0).service).name, "x");
}

}  // namespace
}  // namespace nines::scenarios::testing
