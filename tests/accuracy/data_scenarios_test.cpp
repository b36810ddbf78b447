// What the texts of the scenarios with data tell a planner is what a run of the file shows.
//
// Seeds are the files'. The bounds are 4 standard errors or more away: with another seed, one of these tests would fail falsely
// once in about a thousand.
#include "tests/accuracy/scenario_runs.h"

#include <cmath>
#include <stdexcept>

namespace nines::accuracy {
namespace {

using enum models::Measure;

constexpr double minute = 60, hour = 3600, day = 24 * hour;

double count_of(const RunResult& result, const std::string& cause) {
  for (const FailureCount& each : result.failures) {
    if (each.cause == cause) return each.per_mission.value;
  }
  throw std::invalid_argument(cause);
}

double quantile_of(const RunResult& result, models::Measure measure, double probability) {
  for (const DataQuantiles& each : result.data_quantiles) {
    if (each.measure != measure) continue;
    for (const auto& [p, seconds] : each.seconds) {
      if (p == probability) return seconds;
    }
  }
  throw std::invalid_argument("no such quantile");
}

RunResult backups_tested(const std::string& every) {
  return run_scenario("mechanisms/backups",
                      {{"data.orders.backups.nightly.tested", "{every: " + every + ", takes: 4 h}"}});
}

// Broken for 30 d or longer at a loss, which mends it: 0.4 of the losses in the long run, less in the first years.
TEST(ScenariosWithData, ABackupThatNobodyHasEverRestored) {
  const RunResult never = run_scenario("mechanisms/backups");
  EXPECT_NEAR(count_of(never, "orders.unrecoverable") / count_of(never, "orders.lost"), 1.0 / 3, 0.03);
  // One cause: what is lost each time is the RPO, of what could be brought back.
  ASSERT_EQ(never.losses.size(), 1u);
  EXPECT_NEAR(never.losses[0].mean_loss_s, simulated(never, "shop", rpo), 1e-9 * day);
  EXPECT_NEAR(never.losses[0].unrecoverable_share, 1.0 / 3, 0.03);
  const RunResult monthly = backups_tested("30 d"), weekly = backups_tested("7 d");
  EXPECT_EQ(count_of(monthly, "orders.unrecoverable"), 0);
  EXPECT_NEAR(simulated(monthly, "shop", rpo), 18.4 * hour, 1.2 * hour);
  EXPECT_NEAR(simulated(weekly, "shop", rpo), 15.3 * hour, 0.5 * hour);
}

TEST(ScenariosWithData, CorruptionThatReplicationCopies) {
  const RunResult result = run_scenario("mechanisms/corruption");
  EXPECT_LT(quantile_of(result, rpo, 0.5), 5);
  const double errors = count_of(result, "orders.corruption");
  EXPECT_NEAR(errors, 5, 0.3);
  EXPECT_NEAR(count_of(result, "orders.unrecoverable") / errors, std::exp(-3), 0.015) << "30 d and 10 d";
}

TEST(ScenariosWithData, EightRestoresFromOneVault) {
  const RunResult result = run_scenario("mechanisms/restore-contention");
  // Ten terabytes at 1 GB/s: alone once the server is repaired, or eight times as many after the preparation.
  EXPECT_NEAR(quantile_of(result, rto, 0.5), hour + 1e4, 0.01 * hour + 0.01 * 1e4);
  EXPECT_NEAR(quantile_of(result, rto, 0.9), 13 * minute + 8e4, 0.01 * 8e4);
}

TEST(ScenariosWithData, APlanWithOneBackupADay) {
  const RunResult result = run_scenario("seeds/disaster-recovery");
  EXPECT_NEAR(quantile_of(result, rto, 0.9), 2 * hour + 32 * minute, 2 * minute);
  EXPECT_NEAR(count_of(result, "records.lost"), 9.3, 0.5);
  const double failures = count_of(result, "business.failback");
  EXPECT_NEAR(failures / count_of(result, "records.lost"), 0.46, 0.05);
  EXPECT_NEAR(simulated(result, "business", rpo), 1.64 * day, 0.06 * day);
}

TEST(ScenariosWithData, LossesOfThePlanByTheirCauses) {
  const RunResult result = run_scenario("seeds/disaster-recovery");
  double all = 0;
  for (const LossShare& each : result.losses) {
    EXPECT_EQ(each.service, "business");
    all += each.share_of_losses;
    if (each.cause == "records.corruption") {
      EXPECT_NEAR(each.share_of_losses, 0.54, 0.04);
      EXPECT_NEAR(each.mean_loss_s, 2 * day + 14 * hour, 3 * hour) << "two days to notice, and half a day";
    }
    if (each.cause == "primary system.outage") {
      EXPECT_NEAR(each.mean_loss_s, 14 * hour, hour) << "with what is unreadable or left out";
    }
  }
  EXPECT_NEAR(all, 1, 1e-12);
  EXPECT_GE(result.losses.size(), 3u);
}

TEST(ScenariosWithData, ItsVariants) {
  const RunResult finance = run_scenario("seeds/recovery-finance");
  EXPECT_LT(simulated(finance, "business", downtime), 1.6 * hour);
  const RunResult medicine = run_scenario("seeds/recovery-medicine");
  EXPECT_NEAR(count_of(medicine, "records.unrecoverable") / count_of(medicine, "records.corruption"),
              std::exp(-30.0 / 14), 0.015);
  const RunResult commerce = run_scenario("seeds/recovery-e-commerce");
  EXPECT_NEAR(count_of(commerce, "records.lost") / count_of(commerce, "records.corruption"), 1, 0.02);
}

// Half an hour and ten minutes; five minutes, four for a part to be read, and what repairs take.
TEST(ScenariosWithData, AJobThatGoesOnFromItsCheckpoints) {
  const RunResult result = run_scenario("seeds/training-cluster");
  EXPECT_NEAR(simulated(result, "training", rpo), 41 * minute, minute);
  // 6.5 failures in 1000 node-days, and while the job is down no node fails.
  const double up = 1 - simulated(result, "training", availability);
  EXPECT_NEAR(simulated(result, "training", data_losses), up * 100 * 365 * 6.5 / 1000, 2);
  EXPECT_NEAR(simulated(result, "training", rto), 15.9 * minute, 0.3 * minute);
}

}  // namespace
}  // namespace nines::accuracy
