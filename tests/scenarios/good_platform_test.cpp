// Good input: the platform that a scenario becomes.
#include "tests/scenarios/bad_input.h"

#include <cmath>

namespace nines::scenarios::testing {
namespace {

using models::Operand;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double hour = 3600;

models::Study study(const std::string& text) {
  LoadResult result = load_text(text, "good.yaml");
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.scenario ? std::move(result.scenario->study) : models::Study{};
}

models::FailureMode only_failure(const std::string& fields) {
  auto platform = study(failure(fields)).platform;
  return platform.nodes.empty() || platform.nodes[0].failures.empty() ? models::FailureMode{}
                                                                      : platform.nodes[0].failures[0];
}

LawPtr only_law(const std::string& text) {
  const LawPtr made = study(law(text)).platform.nodes.at(0).failures.at(0).time_to_failure;
  EXPECT_TRUE(made != nullptr) << text;
  return made;
}

TEST(GoodLaws, ShortFormsLongFormsAndBareTimes) {
  EXPECT_DOUBLE_EQ(*only_law("exponential 5 years")->exponential_rate(), 1 / (5 * 8760 * hour));
  EXPECT_DOUBLE_EQ(*only_law("exponential rate 1/1000 per h")->exponential_rate(), 1 / (1000 * hour));
  EXPECT_DOUBLE_EQ(*only_law("{law: exponential, rate: 1e-3 per h}")->exponential_rate(), 1 / (1000 * hour));
  EXPECT_DOUBLE_EQ(only_law("40 s")->mean().count(), 40);
  EXPECT_DOUBLE_EQ(only_law("fixed 1/2 h")->quantile(0.5).count(), 1800);
  EXPECT_NEAR(only_law("weibull 3 years shape 1.5")->mean().count(), 3 * 8760 * hour, 1);
  EXPECT_NEAR(only_law("{law: weibull, mean: 3 years, shape: 1.5}")->mean().count(), 3 * 8760 * hour, 1);
  EXPECT_NEAR(only_law("\"weibull mean 3 h, shape 1.5\"")->mean().count(), 3 * hour, 1e-6);
  EXPECT_NEAR(only_law("lognormal 2 h p95 12 h")->quantile(0.5).count(), 2 * hour,
              1e-6);  // its leading quantity is the median
  EXPECT_NEAR(only_law("{law: lognormal, median: 2 h, p95: 12 h}")->quantile(0.95).count(), 12 * hour, 1e-5);
  EXPECT_NEAR(only_law("erlang 10 h phases 4")->coefficient_of_variation(), 0.5, 1e-12);
  EXPECT_NEAR(only_law("hyperexponential p 30 % mean1 1 h mean2 9 h")->mean().count(), 6.6 * hour, 1e-6);
  EXPECT_DOUBLE_EQ(only_law("uniform low 0 h high 40 h")->mean().count(), 20 * hour);
}

TEST(GoodLaws, LawsMadeOfLaws) {
  EXPECT_NEAR(only_law("{law: mixture, of: [{probability: 30 %, law: 1 h}, {probability: 0.7, law: exponential 8 h}]}")
                  ->mean()
                  .count(),
              5.9 * hour, 1e-6);
  EXPECT_NEAR(only_law("{law: mixture, of: [{probability: 1/2, law: weibull, mean: 3 h, shape: 2}, {probability: 1/2, "
                       "law: {law: fixed, value: 1 h}}]}")
                  ->mean()
                  .count(),
              2 * hour, 1e-6);
  EXPECT_NEAR(only_law("{law: shifted, by: 5 min, of: exponential 1 h}")->mean().count(), 3900, 1e-6);
  const LawPtr bathtub = only_law("{law: bathtub, pieces: [{until: 1000 h, rate: 1e-4 per h}, {rate: 1e-5 per h}]}");
  EXPECT_NEAR(bathtub->survival(Seconds{1000 * hour}), std::exp(-0.1), 1e-12);
  EXPECT_NEAR(only_law("{law: empirical, values: [1 h, 2 h, 6 h]}")->mean().count(), 3 * hour, 1e-9);
}

TEST(GoodFailures, EveryField) {
  const models::Study made = study(
      "nines: 1\nservices: {s: {needs: all of a}}\n"
      "domains: {zone: 2, rack: 3 per zone}\n"
      "crews: {c: {size: 2, order: priority, preemptive: true}}\n"
      "spares: {p: {stock: 3, replenishment: exponential 7 d}, q: 4}\n"
      "nodes:\n  a:\n    count: 4 per rack\n    capacity: 2.5\n    ages: while in service\n    failures:\n"
      "      Network Switch/Cable: {time_to_failure: exponential 1 year, time_to_repair: 1 h, crew: c, priority: 2, "
      "spares: p,\n"
      "          repair_restores: as_bad_as_old, takes_down: zone, common_cause: {beta: 10 %}}\n"
      "      crash: {time to failure: 30 d, time to repair: 40 s, takes down: nothing, spares: q}\n");
  const auto& nodes = made.platform.nodes.at(0);
  EXPECT_EQ(nodes.count, 4u);
  EXPECT_EQ(nodes.level, 1u);
  EXPECT_EQ(made.platform.members(nodes), 24u);
  EXPECT_EQ(nodes.capacity, 2.5);
  EXPECT_EQ(nodes.ages, models::Ages::while_in_service);
  const auto& cable = nodes.failures.at(0);
  EXPECT_EQ(cable.name, "Network Switch/Cable");
  EXPECT_EQ(cable.crew, 0u);
  EXPECT_EQ(cable.spares, 0u);
  EXPECT_EQ(cable.priority, 2);
  EXPECT_EQ(cable.restores, models::Restores::as_bad_as_old);
  EXPECT_EQ(cable.takes_down, models::TakesDown::domain);
  EXPECT_EQ(cable.domain_level, 0u);
  EXPECT_EQ(cable.beta, 0.1);
  const auto& crash = nodes.failures.at(1);
  EXPECT_EQ(crash.takes_down, models::TakesDown::nothing);
  EXPECT_EQ(crash.spares, 1u);
  EXPECT_EQ(crash.restores, models::Restores::as_good_as_new);
  EXPECT_FALSE(crash.crew.has_value());
  const auto& crew = made.platform.crews.at(0);
  EXPECT_EQ(crew.size, 2u);
  EXPECT_EQ(crew.order, models::CrewOrder::priority);
  EXPECT_TRUE(crew.preemptive);
  EXPECT_EQ(made.platform.spares.at(0).stock, 3u);
  EXPECT_DOUBLE_EQ(made.platform.spares.at(0).replenishment->mean().count(), 7 * 86400);
  EXPECT_EQ(made.platform.spares.at(1).stock, 4u);
  EXPECT_EQ(made.platform.spares.at(1).replenishment, nullptr);
}

TEST(GoodFailures, BetaInOneLine) {
  EXPECT_EQ(only_failure("time to failure: exponential 9 h, time to repair: 1 h, beta: 1/20").beta, 0.05);
}

TEST(GoodFailures, TheCountObservedInTheField) {
  EXPECT_EQ(only_failure("time to failure: exponential 9 h, time to repair: 1 h, observed: 148").observed, 148);
  EXPECT_EQ(only_failure("time to failure: exponential 9 h, time to repair: 1 h, observed: 0").observed, 0);
  EXPECT_FALSE(only_failure("time to failure: exponential 9 h, time to repair: 1 h").observed.has_value());
}

TEST(GoodCrews, InspectionAndShortForm) {
  const auto platform =
      study(more("crews: {c: 3, d: {order: inspection, inspection: exponential 6 min}, e: {order: random}}")).platform;
  EXPECT_EQ(platform.crews.at(0).size, 3u);
  EXPECT_EQ(platform.crews.at(1).order, models::CrewOrder::inspection);
  EXPECT_DOUBLE_EQ(platform.crews.at(1).inspection->mean().count(), 360);
  EXPECT_EQ(platform.crews.at(2).order, models::CrewOrder::random);
}

TEST(GoodDomains, ParentsComeBeforeChildrenInWhateverOrderTheyAreWritten) {
  const auto domains = study(more("domains:\n  host: {per: rack, count: 5}\n  rack:\n    count: 4 per zone\n    "
                                  "restart: 5 min\n    ages: always\n"
                                  "    failures: {power: {time to failure: exponential 5 years, time to repair: 4 h, "
                                  "takes down: zone}}\n  zone: 3"))
                           .platform.domains;
  ASSERT_EQ(domains.size(), 3u);
  EXPECT_THAT((std::vector<std::string>{domains[0].name, domains[1].name, domains[2].name}),
              ElementsAre("zone", "rack", "host"));
  EXPECT_FALSE(domains[0].parent.has_value());
  EXPECT_EQ(domains[1].parent, 0u);
  EXPECT_EQ(domains[2].parent, 1u);
  EXPECT_EQ(domains[0].count * domains[1].count * domains[2].count, 60u);
  EXPECT_EQ(domains[1].ages, models::Ages::always);
  EXPECT_EQ(domains[1].restart->mean().count(), 300);
  EXPECT_EQ(domains[1].failures.at(0).takes_down, models::TakesDown::domain);
  EXPECT_EQ(domains[1].failures.at(0).domain_level, 0u);
}

TEST(GoodDomains, ALevelThatTakesItselfDownIsTheUsualCase) {
  const auto domains = study(more("domains: {zone: {failures: {power: {time to failure: 5 years, time to repair: 4 h, "
                                  "takes down: zone}}}}"))
                           .platform.domains;
  EXPECT_EQ(domains.at(0).failures.at(0).takes_down, models::TakesDown::unit);
}

TEST(GoodShocks, AddAFailureToEachTarget) {
  const auto platform =
      study(
          "nines: 1\nservices: {s: {needs: all of a}}\ndomains: {zone: 2, rack: 3 per zone}\ncrews: {c: 1}\n"
          "nodes: {a: {count: 1 per rack, failures: {x: {time to failure: 9 h, time to repair: 1 h}}}}\n"
          "shocks: {flood: {every: exponential 50 years, hits: [a, rack], probability: 30 %, per: zone, time to "
          "repair: 10 h, crew: c, takes down: node}}\n")
          .platform;
  const auto& shock = platform.shocks.at(0);
  EXPECT_EQ(shock.hit_probability, 0.3);
  EXPECT_EQ(shock.per_level, 0u);
  ASSERT_EQ(shock.targets.size(), 2u);
  EXPECT_FALSE(shock.targets[0].is_domain);
  EXPECT_EQ(shock.targets[0].mode, 1u);
  EXPECT_TRUE(shock.targets[1].is_domain);
  EXPECT_EQ(shock.targets[1].index, 1u);
  const auto& mode = platform.nodes[0].failures.at(1);
  EXPECT_EQ(mode.name, "flood");
  EXPECT_EQ(mode.time_to_failure, nullptr);
  EXPECT_EQ(mode.time_to_repair->mean().count(), 10 * hour);
  EXPECT_EQ(mode.crew, 0u);
  EXPECT_EQ(platform.domains[1].failures.at(0).name, "flood");
}

TEST(GoodPlatform, WhatIsNeverRepaired) {
  const std::string text = R"(nines: 1
parameters: {repair: never}
nodes:
  a: {count: 2, failures: {fault: {time to failure: 10 h, time to repair: $repair}}}
shocks: {storm: {every: exponential 1 d, hits: a, time to repair: never}}
services: {s: {needs: 1 of a}}
)";
  const models::Platform made = study(text).platform;
  EXPECT_EQ(made.nodes.at(0).failures.at(0).time_to_repair, nullptr);
  EXPECT_EQ(made.nodes.at(0).failures.at(1).time_to_repair, nullptr);
}

}  // namespace
}  // namespace nines::scenarios::testing
