// Rebuilds: several at a time against stripes that are kept one by one, what the mission's end cuts off, and losses in the chain.
#include "analysis/run.h"
#include "storage_brute_force.h"
#include "storage_trials.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nines::test {
namespace {

// Several disks are rebuilt at a time: they share the bandwidth of those that are left, and each step over the stripes that have
// lost most goes at a pace of its own. Nothing is lost, so that each fragment is made again or is still missing at the end.
TEST(StorageBruteForce, RebuildsThatOverlapShareTheBandwidth) {
  const BruteForceCluster cluster{
      .disks = 20, .stripes = 60, .fragments = 4, .tolerated = 3, .life_h = 100, .disk_per_h = 0.15};
  constexpr double mission_h = 30;
  StorageSystem system = system_of(replication(4), 60);
  system.rebuild = Rebuild{.disk_bytes_per_second = cluster.disk_per_h / 3600, .bytes_per_second = 0, .limits = {}};
  Means missing, unfinished;
  for (Trial& trial : trials_of(over(system, cluster.disks, hours(cluster.life_h), nullptr), mission_h, 3000)) {
    missing.add(0, trial.missing_fragment_h);
    unfinished.add(0, trial.unfinished);
  }
  for (std::uint32_t i = 0; i < 3000; ++i) {
    const BruteForceResult one = BruteForce(cluster, 5000 + i).run(mission_h);
    missing.add(1, one.missing_fragment_h);
    unfinished.add(1, one.unfinished);
  }
  EXPECT_LT(std::abs(missing.sigma()), most_sigma) << missing.mean(0) << " and " << missing.mean(1);
  EXPECT_LT(std::abs(unfinished.sigma()), most_sigma) << unfinished.mean(0) << " and " << unfinished.mean(1);
  EXPECT_GT(unfinished.mean(1), 3);  // so many that the end of the mission matters
}

// One of eight disks with four stripes each is lost, and a stripe is whole again each hour: what the mission's end cuts off is
// neither made again nor missing for longer than that.
TEST(Storage, ARebuildThatTheMissionEndsInTheMiddleOf) {
  StorageSystem system = system_of(replication(2), 16);
  system.placement.kind = FragmentPlacement::Kind::copysets;
  system.placement.groups_each = 4;
  system.rebuild = Rebuild{.disk_bytes_per_second = 1, .bytes_per_second = 2.0 / 3600, .limits = {}};
  int cut_off = 0;
  for (const Trial& trial : trials_of(over(system, 8, hours(8 * 20), nullptr), 10, 200)) {
    if (trial.reported.sum.empty() || trial.reported.sum.at(StorageSeries::fragments_lost) != 4) continue;
    const double passed_h = 10 - trial.reported.first_lost_h, made = std::min(4.0, std::floor(passed_h));
    EXPECT_EQ(trial.unfinished, 4 - made);
    EXPECT_NEAR(trial.missing_fragment_h, made * (made + 1) / 2 + (4 - made) * passed_h, 1e-6);
    cut_off += made < 4 ? 1 : 0;
  }
  EXPECT_GT(cut_off, 10);
}

// The time that all fragments were missing, over those that were made again (the total time on test): a mission that ends while
// half of them are on their way does not make rebuilds look shorter. Exponential times to come back with the disk: exact.
TEST(Storage, TimeToRebuildDoesNotDependOnTheMission) {
  for (const double mission_h : {10.0, 100.0}) {
    Study study;
    study.platform = over(system_of(replication(3), 200), 30, hours(100), hours(10));
    study.mission = Hours(mission_h);
    study.trials = 2000;
    study.measures = {Measure::rebuild_time};
    const RunResult result = run(study, {});
    const Estimate& found = result.measures.at(0).simulated;
    const double standard_error = (found.high - found.low) / 2 / 1.96;
    EXPECT_LT(std::abs(found.value - 10 * 3600), most_sigma * standard_error) << mission_h;
    EXPECT_LT(standard_error, 0.03 * found.value);
  }
}

TEST(StorageExact, LossesAndDurabilityOfOneGroupAreInItsChain) {
  StorageSystem system = partitioned(replication(2));
  Study study;
  study.platform = over(system, 2, hours(100), hours(10));
  study.mission = Hours(1000);
  study.trials = 4000;
  study.measures = {Measure::data_losses, Measure::durability, Measure::data_loss_probability};
  const RunResult result = run(study, {});
  // A loss is the failure of the second disk while the first is away: the chain of two failed disks, l = 1 / 100 and m = 1 / 10 per
  // hour, has the long-run frequency of entering it 2 l p1 / 2, with p1 = 2 r / (1 + r)^2 and r = l / m.
  const double r = 0.1, per_h = 2 * r / ((1 + r) * (1 + r)) / 100;
  for (const MeasureResult& measure : result.measures) {
    if (measure.kind != SubjectKind::service) continue;
    ASSERT_TRUE(measure.exact) << static_cast<int>(measure.measure);
    EXPECT_EQ(measure.exact_verdict.agreement, Agreement::agrees) << measure.exact_verdict.reason;
    if (measure.measure == Measure::data_losses) {
      EXPECT_NEAR(measure.exact->long_run, per_h * 8760, 1e-9 * per_h * 8760);
    }
  }
  EXPECT_EQ(result.measures.at(1).exact->value, result.measures.at(2).exact->value);
}

}  // namespace
}  // namespace nines::test
