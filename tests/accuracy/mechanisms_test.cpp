// What the texts of scenarios/mechanisms tell a planner is what a run of the file shows.
//
// Seeds are the files'. The bounds are 4 standard errors or more away, most of them more than ten: with another seed, one
// of these tests would fail falsely once in about a thousand.
#include "analysis/run.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace nines::accuracy {
namespace {

/// With no more diagnostics than so many warnings.
RunResult run_mechanism(const std::string& name, const std::vector<scenarios::Override>& settings = {},
                        std::size_t warnings = 0) {
  const auto file = std::filesystem::path(NINES_SOURCE_DIR) / "scenarios/mechanisms" / (name + ".yaml");
  const scenarios::LoadResult loaded = scenarios::load_file(file, settings);
  EXPECT_TRUE(loaded.scenario && loaded.diagnostics.size() == warnings) << file;
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

TEST(Mechanisms, RestartsBeforeAnybodyIsCalled) {
  const RunResult result = run_mechanism("restart-policy");
  EXPECT_NEAR(simulated(result, "called", downtime) / 3600, 42, 0.5);
  const double left_s = simulated(result, "restarted-first", downtime);
  EXPECT_NEAR(left_s / 60, 52, 2);
  // As often as a person was called, so many times the mean of a quarter of an hour was waited: see the law's mean below.
  const double called_s = share(result, "restarted-first", OutagePhase::crew_wait) * left_s;
  const double mean_call_s = 900 * std::exp(std::pow(std::log(4) / 1.6448536, 2) / 2);
  EXPECT_NEAR(called_s / mean_call_s, 1.0 / 4, 0.05);
  EXPECT_NEAR((called_s + share(result, "restarted-first", OutagePhase::repair) * left_s) / left_s, 0.5, 0.03);
  const RunResult once = run_mechanism("restart-policy", {{"parameters.attempts", "1"}}, 1);  // no pause
  EXPECT_NEAR(simulated(once, "restarted-first", downtime) / 3600, 17, 0.5);
  // What is left of the time of restarting without the restarts themselves: 1 + 2/5 + 4/25 + ... for each of 26 crashes.
  const double hardly_pausing = share(result, "restarted-first", OutagePhase::restart) * left_s;
  const RunResult pausing = run_mechanism("restart-policy", {{"parameters.back_off", "5 min"}});
  EXPECT_NEAR(simulated(pausing, "restarted-first", downtime) / 60, 131, 3);
  const double restarts_s = 365.0 / 14 * 20 * (1 - std::pow(0.4, 5)) / 0.6;
  EXPECT_NEAR((hardly_pausing - restarts_s) / 60, 5, 0.3);
}

TEST(Mechanisms, AWrongDiagnosisIsWaitedForByOthers) {
  const auto machines_down = [](const RunResult& result, const std::string& name) {
    for (const MeasureResult& each : result.measures) {
      if (each.kind == SubjectKind::node_class && each.subject == name && each.measure == availability)
        return 100 * each.simulated.value;  // of an availability, the unavailability
    }
    ADD_FAILURE() << "nothing of " << name;
    return 0.0;
  };
  const RunResult result = run_mechanism("wrong-diagnosis");
  EXPECT_NEAR(machines_down(result, "machine"), 1.55, 0.05);
  EXPECT_NEAR(machines_down(result, "misjudged"), 3.0, 0.15);
  constexpr double day = 86400;
  EXPECT_NEAR(simulated(result, "right", downtime) / day, 1.17, 0.4);
  EXPECT_NEAR(simulated(result, "wrong", downtime) / day, 11.9, 1.7);
  const RunResult better = run_mechanism("wrong-diagnosis", {{"parameters.wrong", "10 %"}});
  EXPECT_NEAR(simulated(better, "wrong", downtime) / day, 3.3, 0.8);
  const RunResult two =
      run_mechanism("wrong-diagnosis", {{"crews.other-technician", "2"}, {"trials", "6000"}});  // rare
  EXPECT_LT(simulated(two, "wrong", downtime) / 60, 25);
}

TEST(Mechanisms, LemonsThatAreRepairedForEver) {
  const auto outages_a_year = [](const RunResult& result) { return simulated(result, "training", outages); };
  const auto replaced_a_year = [](const RunResult& result) {
    for (const FailureCount& each : result.failures) {
      if (each.cause == "server.retirement") return each.per_mission.value;
    }
    return -1.0;
  };
  const RunResult fifth = run_mechanism("lemons");
  EXPECT_NEAR(outages_a_year(fifth), 153.3, 1.9);
  EXPECT_NEAR(replaced_a_year(fifth), 6.5, 0.35);
  const RunResult third = run_mechanism("lemons", {{"parameters.retired_after", "3"}});
  EXPECT_NEAR(outages_a_year(third), 152.6, 1.9);
  EXPECT_NEAR(replaced_a_year(third), 29.6, 0.7);
  EXPECT_NEAR(outages_a_year(run_mechanism("lemons", {{"parameters.retired_after", "100"}})), 210.5, 9);
  EXPECT_NEAR(outages_a_year(run_mechanism("lemons", {{"parameters.lemons", "0 %"}})), 148.2, 1.9);
}

double outages_begun_by(const RunResult& result, const std::string& begun_by) {
  for (const CauseShare& each : result.causes) {
    if (each.cause == begun_by) return each.outages_per_year;
  }
  return 0;
}

double outages_begun_by(const RunResult& result, const std::string& service, const std::string& begun_by) {
  for (const CauseShare& each : result.causes) {
    if (each.service == service && each.cause == begun_by) return each.outages_per_year;
  }
  return 0;
}

// In two places the members are down with the first; from the second one there are also the cuts of the line, six a year of four
// hours. In three, with a way round, a twenty-fifth of that is left.
TEST(Mechanisms, APlacementThatSurvivesACut) {
  const RunResult result = run_mechanism("partition", {{"trials", "40000"}});
  const double two = simulated(result, "two places", downtime);
  const double from_the_second = simulated(result, "two places from the second", downtime);
  EXPECT_NEAR(simulated(result, "two places", outages), 1.25, 0.05);
  EXPECT_NEAR(outages_begun_by(result, "two places from the second", "the line.cut"), 6, 0.2);
  EXPECT_NEAR(from_the_second - two, 28 * 3600, 1.5 * 3600);  // 24 h of cuts, 4 h of the second place's own power
  const double three = simulated(result, "three places", downtime);
  EXPECT_NEAR(three, 612, 65);
  EXPECT_NEAR(two / three, 25, 3);
  const double own_power = 365.0 * 86400 / (365 * 86400 + 3 * 3600 * std::exp(0.245)) * 3 * 3600 * std::exp(0.245);
  EXPECT_NEAR(simulated(result, "three places from the south", downtime), own_power + three, 0.03 * own_power);
}

TEST(Mechanisms, TwoThatAreActiveAndHowToPreventIt) {
  const RunResult result = run_mechanism("split-brain", {{"trials", "40000"}});
  EXPECT_NEAR(outages_begun_by(result, "left alone", "left alone.reconciliation"), 6, 0.1);
  EXPECT_NEAR(simulated(result, "left alone", downtime), 48.2 * 3600, 2400);
  EXPECT_NEAR(outages_begun_by(result, "fenced", "fenced.partition"), 6.05, 0.1);
  // Each of the seven failures a year of whoever is active costs 30 s, each cut 90 s.
  EXPECT_NEAR(simulated(result, "fenced", downtime), 6.05 * 90 + 6.6 * 31, 12);
  EXPECT_NEAR(outages_begun_by(result, "way round", "way round.reconciliation"), 1 / 15.0, 0.005);
  const double witnessed = simulated(result, "way round with witness", downtime);
  EXPECT_NEAR(witnessed, 205, 6);
  EXPECT_NEAR(outages_begun_by(result, "way round with witness", "way round with witness.partition") * 20, 0.7, 0.2);
}

TEST(Mechanisms, LinesThatCostTheNinesNotTheServers) {
  const RunResult result = run_mechanism("edge-links", {{"trials", "3000"}});
  const double shops = simulated(result, "shops", downtime);
  EXPECT_LT(simulated(result, "servers", downtime), 1e-3 * shops);
  double trunks_and_routers = 0, lines = 0;
  for (const CauseShare& each : result.causes) {
    if (each.service != "shops") continue;
    if (each.cause == "trunk.cut" || each.cause == "router.hardware") trunks_and_routers += each.share_of_downtime;
    if (each.cause == "line.cut") lines += each.share_of_downtime;
  }
  EXPECT_NEAR(trunks_and_routers, 0.95, 0.01);
  EXPECT_NEAR(lines, 0.05, 0.01);
  const RunResult trunks = run_mechanism("edge-links", {{"network.links.trunk.count", "2"}, {"trials", "3000"}});
  EXPECT_NEAR(simulated(trunks, "shops", downtime) / shops, 0.24, 0.03);
  const RunResult twice = run_mechanism("edge-links", {{"network.links.line.count", "2"}, {"trials", "3000"}});
  EXPECT_NEAR(simulated(twice, "shops", capacity_availability) / simulated(result, "shops", capacity_availability),
              0.22, 0.02);
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

/// Some four thousand outages of 4.5 hours, nearly all of them on blind days: 2 % is a standard error.
TEST(Mechanisms, ADeadWatcherThatNobodyWatches) {
  const RunResult result = run_mechanism("dead-watcher", {{"trials", "200000"}});
  // Both servers crash (each at lambda) and are down together before the day (of rate omega) is over, once a year; then
  // comes what the other one shows.
  const double lambda = 1.0 / 500, omega = 1.0 / 24.25;
  const double blind_h = 2 * lambda / (2 * lambda + omega) * lambda / (lambda + omega) / omega;
  const double seen_s = std::pow(lambda * (0.25 + 75.0 / 3600), 2) * 8760 * 3600;
  EXPECT_NEAR(simulated(result, "guarded", downtime), seen_s, 0.25 * seen_s);
  EXPECT_NEAR(simulated(result, "alone", downtime), blind_h * 3600 + seen_s, 0.2 * blind_h * 3600);
  EXPECT_GT(share(result, "alone", OutagePhase::detection), 0.93);
  EXPECT_NEAR(simulated(result, "monitoring-guarded", downtime), 1080, 40);
  const RunResult pair = run_mechanism("dead-watcher", {{"nodes.monitor-alone.count", "2"}});
  EXPECT_LT(simulated(pair, "alone", downtime), 0.1 * simulated(result, "alone", downtime));
}

TEST(Mechanisms, AWatcherThatIsCutOffFromAHealthyFleet) {
  const RunResult result = run_mechanism("cut-off-watcher");
  EXPECT_NEAR(simulated(result, "shop", downtime), 7200, 0.025 * 7200);
  EXPECT_NEAR(outages_begun_by(result, "replica.cut off from checks") / simulated(result, "shop", outages), 1, 1e-4);
  const RunResult two = run_mechanism("cut-off-watcher", {{"nodes.switch.count", "2"}});
  EXPECT_LT(simulated(two, "shop", downtime), 5);
  const RunResult ignored = run_mechanism("cut-off-watcher", {{"detectors.checks.false_alarms", "ignored"}});
  EXPECT_LT(simulated(ignored, "shop", downtime), 1);
  EXPECT_LT(simulated(ignored, "shop", served), 1e-5);
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

/// Both are down at once seldom, and then for long.
TEST(Mechanisms, ASpareThatMustBeStarted) {
  const RunResult result = run_mechanism("standby", {{"trials", "400000"}});
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
