// What the texts of scenarios/seeds tell a planner is what a run of the file shows.
//
// Seeds are the files'. The bounds are 4 standard errors or more away, most of them more than ten: with another seed, one
// of these tests would fail falsely once in about a thousand.
#include "tests/accuracy/scenario_runs.h"

#include <cmath>

namespace nines::accuracy {
namespace {

using enum models::Measure;

constexpr double minute = 60, hour = 3600;

double downtime_of(const std::string& name, const std::string& service,
                   const std::vector<scenarios::Override>& settings = {}) {
  return simulated(run_scenario("seeds/" + name, settings), service, downtime);
}

TEST(Seeds, ACloudPlatformIsDownWithAllReplicasOfAComponent) {
  const RunResult result = run_scenario("seeds/cloud-platform");
  EXPECT_NEAR(simulated(result, "platform", outages), 0.5, 0.05) << "5 components, 2 crashes a year, 5 %";
  EXPECT_GT(share_of_causes(result, "platform", ".crash"), 0.9);
  const double slow = simulated(result, "platform", downtime);
  // The first of three checks comes after a quarter of the interval: 30 s of 210 s, or 5 s of 185 s, and some timeouts.
  EXPECT_NEAR(downtime_of("cloud-platform", "platform", {{"parameters.checked_every", "20 s"}}), 0.75 * slow,
              0.12 * slow);
  EXPECT_GT(downtime_of("cloud-platform", "platform", {{"domains.zone.count", "4"}}), 0.85 * slow);
  EXPECT_NEAR(simulated(result, "platform with its records", downtime), 52 * minute, 6 * minute);
}

TEST(Seeds, ABigDataPlatformRestartsInFiveMinutes) {
  const RunResult result = run_scenario("seeds/big-data-platform");
  EXPECT_NEAR(simulated(result, "platform", outages), 1, 0.1);
  EXPECT_NEAR(simulated(result, "platform with its records", downtime), 14.2 * hour, 2.4 * hour);
  EXPECT_NEAR(simulated(result, "platform", mdt), 5.6 * minute, 0.15 * minute) << "a fifth of 3 min, and the restart";
  EXPECT_NEAR(downtime_of("big-data-platform", "platform", {{"parameters.recovery", "1 min"}}) /
                  simulated(result, "platform", downtime),
              0.29, 0.02);
}

TEST(Seeds, TradingWaitsForChecks) {
  const RunResult result = run_scenario("seeds/financial-trading");
  const double slow = simulated(result, "trading", downtime);
  EXPECT_NEAR(slow, 35 * minute, minute);
  EXPECT_NEAR(simulated(result, "trading with its ledger", downtime), 58 * minute, 5 * minute);
  EXPECT_NEAR(share_of_causes(result, "trading", ".crash"), 0.65, 0.03);
  EXPECT_LT(downtime_of("financial-trading", "trading", {{"parameters.checked_every", "2 s"}}), 0.5 * slow);
}

TEST(Seeds, ASmartCityHasOneLineToEachDistrict) {
  const RunResult result = run_scenario("seeds/smart-city");
  EXPECT_NEAR(simulated(result, "gateways", outages), 2, 0.3);
  EXPECT_GT(simulated(result, "city", downtime), 7.5 * simulated(result, "gateways", downtime));
  EXPECT_GT(share_of_causes(result, "cameras", "line.cut"), 0.9);
  EXPECT_NEAR(simulated(result, "city with its records", downtime), 5 * hour, 1.2 * hour);
  EXPECT_LT(downtime_of("smart-city", "city", {{"network.links.line.count", "2"}}),
            1.2 * simulated(result, "gateways", downtime));
}

TEST(Seeds, ThreeReplicasBehindOneNginx) {
  const RunResult result = run_scenario("seeds/three-replicas");
  const double all = simulated(result, "app", downtime);
  EXPECT_NEAR(all, 9.2 * hour, 0.4 * hour);
  EXPECT_NEAR(share_of_causes(result, "app", ".machine"), 0.77, 0.04);
  EXPECT_EQ(simulated(result, "replicas", downtime), 0);
  EXPECT_LT(downtime_of("three-replicas", "app", {{"nodes.balancer.count", "2"}}), 0.66 * all);
}

TEST(Seeds, AnAiPlatformElectsAndTakesOver) {
  const RunResult result = run_scenario("seeds/ai-platform");
  const double all = simulated(result, "ai", downtime);
  EXPECT_NEAR(simulated(result, "ai", outages), 3 * 8.76, 0.8) << "two leaders and an active balancer, 0.001 per hour";
  EXPECT_NEAR(simulated(result, "ai", mdt), 4.4, 0.1);
  EXPECT_GT(downtime_of("ai-platform", "ai", {{"detectors.heartbeats.missed", "10"}}), 2.4 * all);
  EXPECT_GT(downtime_of("ai-platform", "ai", {{"parameters.recovery", "1 h"}}), 2 * all);
}

TEST(Seeds, VariantsOfTheAiPlatform) {
  EXPECT_NEAR(downtime_of("ai-big-data", "ai"), 115, 6) << "as the small one";
  EXPECT_NEAR(downtime_of("ai-big-data", "data", {{"services.data.needs", "99 of data node"}}), 21.3 * minute, minute);
  EXPECT_GT(downtime_of("ai-cloud", "ai"), 2 * 115);
  EXPECT_NEAR(
      downtime_of(
          "ai-finance", "ai",
          {{"parameters.beat", "100 ms"}, {"parameters.election", "200 ms"}, {"parameters.takeover", "200 ms"}}),
      115.0 / 9, 1.0);
  const RunResult things = run_scenario("seeds/ai-iot");
  EXPECT_NEAR(simulated(things, "ai", downtime), 115, 8);
  EXPECT_GT(share_of_causes(things, "field", "line.cut"), 0.9);
  const RunResult tenants = run_scenario("seeds/ai-multi-tenant");
  EXPECT_EQ(simulated(tenants, "first tenant", downtime), simulated(tenants, "second tenant", downtime));
  EXPECT_NEAR(simulated(tenants, "third tenant", downtime) - simulated(tenants, "first tenant", downtime), 30, 10);
}

TEST(Seeds, ImagesAreClassifiedAtTwoSitesAndSomebodyMustRepairThem) {
  const RunResult result = run_scenario("seeds/image-classification");
  // Notice, decision and the ways there and back, and the square of what a two-state chain says of one site.
  const double site = simulated(result, "primary", downtime) / year.count();
  const double both = site * site * year.count();
  const double switches = simulated(result, "classification", outages) / 2 * (5 + 1 + 1);
  EXPECT_NEAR(simulated(result, "classification", downtime), both + switches, 0.15 * (both + switches));
  EXPECT_NEAR(both / (both + switches), 0.6, 0.03);
  EXPECT_GT(
      downtime_of("image-classification", "classification", {{"parameters.unwatched", "30 d"}, {"trials", "4000"}}),
      3 * 24 * hour);
}

TEST(Seeds, ATaskThatMovesTooOften) {
  const RunResult given = run_scenario("seeds/task-cluster");
  EXPECT_NEAR(simulated(given, "task", availability), 1 - 0.9335, 0.002);
  EXPECT_NEAR(simulated(given, "task", mdt), 7.1, 0.1);
  const RunResult real = run_scenario("seeds/task-cluster", {{"parameters.life", "154 d"}, {"mission", "1 year"}});
  EXPECT_LT(simulated(real, "task", availability), 1e-6);
}

/// The same numbers as in the audit, by hand.
TEST(Seeds, TheToyPrograms) {
  EXPECT_NEAR(simulated(run_scenario("seeds/toy-steps"), "work", availability), 1.0 / 7, 0.001);
  const RunResult checks = run_scenario("seeds/toy-checks");
  EXPECT_NEAR(simulated(checks, "as the program counts", availability), 1.0 / 21, 0.0006);
  const double ratio = -std::log(0.9) / 60 * 60;
  EXPECT_NEAR(simulated(checks, "as users count", availability), ratio / (1 + ratio), 0.0013);
  const RunResult moves = run_scenario("seeds/toy-moving-task");
  const double missions_a_year = year.count() / 100.5;
  EXPECT_NEAR(simulated(moves, "own node is up", outages) / missions_a_year, 1, 0.1);
  EXPECT_NEAR(simulated(moves, "all nodes are up", outages) / missions_a_year, 100 * (1 - std::pow(0.99, 100)), 0.5);
}

}  // namespace
}  // namespace nines::accuracy
