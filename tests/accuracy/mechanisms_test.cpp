// What the texts of scenarios/mechanisms tell a planner is what a run of the file shows.
//
// Seeds are the files'. The bounds are 4 standard errors or more away, most of them more than ten: with another seed, one
// of these tests would fail falsely once in about a thousand.
#include "analysis/run.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace nines::accuracy {
namespace {

RunResult run_mechanism(const std::string& name, const std::vector<scenarios::Override>& settings = {}) {
  const auto file = std::filesystem::path(NINES_SOURCE_DIR) / "scenarios/mechanisms" / (name + ".yaml");
  const scenarios::LoadResult loaded = scenarios::load_file(file, settings);
  EXPECT_TRUE(loaded.scenario && loaded.diagnostics.empty()) << file;
  RunOptions options;
  options.chain = false;
  return loaded.scenario ? run(loaded.scenario->study, options) : RunResult{};
}

/// Per year, of a service; in s for downtime.
double simulated(const RunResult& result, const std::string& service, models::Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.subject == service && each.measure == measure)
      return each.simulated.value;
  }
  ADD_FAILURE() << "nothing of " << service;
  return 0;
}

double share(const RunResult& result, const std::string& service, models::OutagePhase phase) {
  for (const PhaseShare& each : result.phases) {
    if (each.service == service && each.phase == phase) return each.share_of_downtime.value_or(0);
  }
  return 0;
}

using enum models::Measure;
using models::OutagePhase;

TEST(Mechanisms, ADetectionIntervalThatCostsMoreThanTheFailures) {
  const RunResult slow = run_mechanism("detection-interval");
  EXPECT_GT(share(slow, "site", OutagePhase::detection), 0.98);
  const RunResult quick =
      run_mechanism("detection-interval", {{"parameters.interval", "2 s"}, {"parameters.timeout", "1 s"}});
  EXPECT_LT(simulated(quick, "site", downtime), 0.1 * simulated(slow, "site", downtime));
  const RunResult third = run_mechanism("detection-interval", {{"nodes.server.count", "3"}});
  EXPECT_GT(simulated(third, "site", downtime), 0.95 * simulated(slow, "site", downtime));
}

TEST(Mechanisms, FalseAlarmsThatTakeDownAHealthyPair) {
  const RunResult hasty = run_mechanism("false-alarms");
  ASSERT_FALSE(hasty.causes.empty());
  double false_alarms = 0, crashes = 0;
  for (const CauseShare& cause : hasty.causes)
    (cause.cause == "database.false alarm of beats" ? false_alarms : crashes) += cause.outages_per_year;
  EXPECT_GT(false_alarms, 6 * crashes);
  EXPECT_LT(false_alarms, 8 * crashes);
  const RunResult patient = run_mechanism("false-alarms", {{"parameters.missed", "3"}});
  EXPECT_LT(simulated(patient, "data", outages), 1.1 * crashes);
}

TEST(Mechanisms, AWayBackThatFlaps) {
  const RunResult result = run_mechanism("failback");
  const double hasty = simulated(result, "hasty", outages), patient = simulated(result, "patient", outages);
  EXPECT_GT(patient, 0.6 * hasty);
  EXPECT_LT(patient, 0.7 * hasty);
}

TEST(Mechanisms, ASpareThatHasFailedLongAgo) {
  const double monthly = simulated(run_mechanism("latent-failures"), "power", downtime);
  const double weekly =
      simulated(run_mechanism("latent-failures", {{"parameters.tested_every", "7 d"}}), "power", downtime);
  EXPECT_LT(weekly, 0.35 * monthly);
  EXPECT_GT(weekly, 0.18 * monthly);
}

TEST(Mechanisms, AFourthMemberThatIsWorseThanNone) {
  const RunResult result = run_mechanism("quorum", {{"trials", "100000"}});
  const double three = simulated(result, "three", downtime), four = simulated(result, "four", downtime);
  EXPECT_GT(four, 1.5 * three);
  EXPECT_LT(simulated(result, "five", downtime), 0.1 * three);
  EXPECT_GT(share(result, "five", OutagePhase::switchover), 0.25);
  const RunResult far = run_mechanism("quorum", {{"parameters.election", "fixed 10 s"}, {"trials", "100000"}});
  EXPECT_GT(share(far, "five", OutagePhase::switchover), 0.7);
  // Of five, where a majority is rarely lost: an election for each failure of the leader, and a round more for each split
  // vote; some 1.4 million of them.
  const double failures_per_year = 365.0 / 30 + 365.0 / 180;
  for (const auto& [each, round_s] : {std::pair{&result, 1.5}, {&far, 10.0}}) {
    const double elections_s = share(*each, "five", OutagePhase::switchover) * simulated(*each, "five", downtime);
    EXPECT_NEAR(elections_s, failures_per_year * round_s / (1 - 0.05), 0.02 * elections_s);
  }
}

TEST(Mechanisms, APersonWhoMustBePaged) {
  const RunResult on_call = run_mechanism("paging");
  EXPECT_NEAR(share(on_call, "shop", OutagePhase::detection), 0.36, 0.04);
  const RunResult office = run_mechanism("paging", {{"parameters.hours", "8 h"}, {"parameters.days", "5"}});
  EXPECT_GT(share(office, "shop", OutagePhase::detection), 0.95);
  EXPECT_GT(simulated(office, "shop", downtime), 30 * simulated(on_call, "shop", downtime));
}

double outages_begun_by(const RunResult& result, const std::string& begun_by) {
  for (const CauseShare& each : result.causes) {
    if (each.cause == begun_by) return each.outages_per_year;
  }
  return 0;
}

TEST(Mechanisms, MaintenanceTooOftenAndTooSeldom) {
  const double never = simulated(run_mechanism("maintenance", {{"parameters.age", "20 years"}}), "cooling", downtime);
  const RunResult result = run_mechanism("maintenance");
  const double every_four_months = simulated(result, "cooling", downtime);
  EXPECT_NEAR(every_four_months / never, 1.0 / 3, 0.02);
  ASSERT_FALSE(result.causes.empty());
  for (const CauseShare& each : result.causes) {
    if (each.cause != "pump.maintenance") continue;
    EXPECT_NEAR(each.share_of_downtime, 0.8, 0.02);
  }
  EXPECT_GT(simulated(run_mechanism("maintenance", {{"parameters.age", "30 d"}}), "cooling", downtime), 1.05 * never);
}

TEST(Mechanisms, ARollingUpdateDuringARepair) {
  const RunResult blind = run_mechanism("rolling-update");
  EXPECT_NEAR(outages_begun_by(blind, "web.update") / simulated(blind, "shop", outages), 0.8, 0.01);
  const RunResult patient = run_mechanism("rolling-update", {{"changes.update.keeps up", "2"}});
  EXPECT_EQ(outages_begun_by(patient, "web.update"), 0);
  EXPECT_NEAR(simulated(patient, "shop", outages), outages_begun_by(blind, "web.hardware"), 0.1);
}

TEST(Mechanisms, ACanaryThatPays) {
  const double blind = simulated(run_mechanism("bad-release"), "shop", downtime);
  const RunResult watched = run_mechanism("bad-release", {{"changes.release.canary", "1 for 1 h"}});
  EXPECT_LT(simulated(watched, "shop", downtime), 0.05 * blind);
}

/// Twenty thousand years: both balancers are dead at once in one year of a thousand, for half an hour.
TEST(Mechanisms, RequestsThatGoToTheDead) {
  const auto run_long = [](std::vector<scenarios::Override> settings) {
    settings.push_back({"trials", "20000"});
    return run_mechanism("load-balancer", settings);
  };
  const RunResult result = run_long({});
  const double entry = simulated(result, "entry", availability), lost = simulated(result, "api", served);
  EXPECT_NEAR(simulated(result, "api", availability) / entry, 1, 0.01);
  EXPECT_NEAR(1 - entry / lost, 0.87, 0.02);  // lost to late notice
  const RunResult more = run_long({{"nodes.replica.count", "8"}});
  EXPECT_NEAR(simulated(more, "api", served) / lost, 1, 0.05);
  const RunResult slow = run_long({{"parameters.interval", "10 s"}});
  EXPECT_NEAR(simulated(slow, "api", served) / lost, 4.5, 0.2);
}

TEST(Mechanisms, ALossThatMakesTheNextOneLikelier) {
  const RunResult cascade = run_mechanism("overload"),
                  independent = run_mechanism("overload", {{"parameters.exponent", "0"}});
  EXPECT_GT(simulated(cascade, "api", downtime), 3.5 * simulated(independent, "api", downtime));
  EXPECT_NEAR(cascade.failures[0].per_mission.value / independent.failures[0].per_mission.value, 1.05, 0.01);
  const RunResult sixth = run_mechanism("overload", {{"parameters.count", "6"}, {"parameters.load", "50 %"}});
  EXPECT_LT(simulated(sixth, "api", downtime), 0.14 * simulated(cascade, "api", downtime));
  EXPECT_GT(simulated(sixth, "api", downtime), 0.06 * simulated(cascade, "api", downtime));
}

TEST(Mechanisms, AWayBackForEveryWayThere) {
  const RunResult result = run_mechanism("primary-backup");
  EXPECT_NEAR(simulated(result, "primary", downtime), 16.5 * 3600, 3600);
  EXPECT_NEAR(simulated(result, "ai", downtime), 360, 90);
  EXPECT_NEAR(share(result, "ai", OutagePhase::repair), 0.5, 0.12);
  EXPECT_NEAR(simulated(result, "ai", outages), 50, 2.5);
  EXPECT_GT(simulated(result, "ai", outages), 1.15 * simulated(result, "primary", outages));
  double back = 0;
  for (const CauseShare& cause : result.causes) {
    if (cause.cause == "ai.failback") back = cause.outages_per_year;
  }
  EXPECT_NEAR(back, 0.5 * simulated(result, "ai", outages), 2.5);
  const RunResult at_once = run_mechanism("primary-backup", {{"parameters.watch", "1 s"}});
  EXPECT_NEAR(simulated(at_once, "ai", outages), 82, 5);
}

TEST(Mechanisms, ATimeToLiveThatCostsMoreThanTheFailures) {
  const RunResult slow = run_mechanism("dns-failover");
  EXPECT_NEAR(simulated(slow, "first", outages), 8.75, 0.5);
  EXPECT_NEAR(simulated(slow, "shop", downtime), 27 * 60, 150);
  EXPECT_NEAR(share(slow, "shop", OutagePhase::switchover), 0.8, 0.05);
  EXPECT_LT(share(slow, "shop", OutagePhase::repair), share(slow, "shop", OutagePhase::detection));
  const RunResult quick = run_mechanism("dns-failover", {{"parameters.time_to_live", "30 s"}});
  EXPECT_NEAR(simulated(quick, "shop", downtime), 7.4 * 60, 120);
  EXPECT_NEAR(share(quick, "shop", OutagePhase::detection), 0.5, 0.12);
}

TEST(Mechanisms, APublicCloudThatTakesOver) {
  const RunResult result = run_mechanism("public-private-cloud");
  const double alone = simulated(result, "private", downtime), together = simulated(result, "shop", downtime);
  EXPECT_NEAR(simulated(result, "private", outages), 3.5, 0.1);
  EXPECT_NEAR(alone, 17.6 * 3600, 0.05 * alone);
  EXPECT_NEAR(together, 40 * 60, 0.05 * together);
  EXPECT_NEAR(share(result, "shop", OutagePhase::switchover), 2.0 / 3, 0.04);
  for (const CauseShare& each : result.causes) {
    if (each.service != "shop" || each.cause != "host.hardware") continue;
    EXPECT_NEAR(each.downtime_s_per_year, 20, 10);
  }
  const RunResult ready = run_mechanism("public-private-cloud", {{"parameters.start", "1 min"}});
  EXPECT_NEAR(simulated(ready, "shop", downtime), 17 * 60, 120);
  EXPECT_GT(share(ready, "shop", OutagePhase::recovery), 0.55);
  // Away from home: while the private one is down, and until it has been watched; but not during the switch.
  const double away_s = alone - together + outages_begun_by(result, "shop.failback") * 3600;
  EXPECT_NEAR(away_s, 20.5 * 3600, 0.06 * away_s);
}

TEST(Mechanisms, ASpareThatMustBeStarted) {
  const RunResult result = run_mechanism("standby");
  const double hot = simulated(result, "hot", downtime), cold = simulated(result, "cold", downtime);
  const double both_down_hot = share(result, "hot", OutagePhase::repair) * hot;
  const double both_down_cold = share(result, "cold", OutagePhase::repair) * cold;
  EXPECT_NEAR(both_down_cold / both_down_hot, 0.55, 0.1);
  EXPECT_NEAR(both_down_hot - both_down_cold, 120, 60);
  EXPECT_NEAR(share(result, "cold", OutagePhase::switchover) * cold, 43 * 60, 120);
  EXPECT_NEAR(share(result, "hot", OutagePhase::recovery), 0.58, 0.06);
  EXPECT_NEAR(share(result, "cold", OutagePhase::recovery), 1.0 / 6, 0.03);
  const RunResult rehearsed = run_mechanism("standby", {{"parameters.coverage", "99.9 %"}});
  EXPECT_LT(simulated(rehearsed, "hot", downtime), 0.55 * hot);
  EXPECT_GT(simulated(rehearsed, "cold", downtime), 0.8 * cold);
}

}  // namespace
}  // namespace nines::accuracy
