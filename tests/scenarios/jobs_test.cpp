// Training jobs as they are read: what is left out, what is worked out, and the order of services.
#include "models/checkpoint_interval.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <string>

namespace nines::scenarios::testing {
namespace {

/// The only job of a scenario whose services are named so that their order changes.
models::TrainingJob job(const std::string& words, const std::string& more = "") {
  const LoadResult loaded = load_text(
      "nines: 1\nservices: {s: {needs: all of a, depends on: t}, t: {needs: 1 of b}}\n"
      "nodes: {a: {count: 4, failures: {f: {time to failure: 100 h, time to repair: 1 h}, g: {time to failure: 50 h, "
      "time to repair: 1 h}}}, b: {count: 1}}\njobs: {j: {of: s" +
          words + "}}\n" + more,
      "scenario.yaml");
  EXPECT_TRUE(loaded.scenario) << words;
  if (!loaded.scenario) return {};
  const models::Platform& platform = loaded.scenario->study.platform;
  EXPECT_EQ(platform.services[platform.jobs.at(0).service].name, "s");
  return platform.jobs.at(0);
}

TEST(Jobs, HaveDefaults) {
  const models::TrainingJob made = job("");
  EXPECT_EQ(made.work, never);
  EXPECT_FALSE(made.checkpoints || made.corruption || made.planned || made.elastic || made.restart);
}

TEST(Jobs, HaveOneTierWithoutTiers) {
  const models::TrainingJob made =
      job(", work: 5 d, gpus: 32, checkpoints: {every: 1 h, takes: 2 min, restore: 5 min}");
  ASSERT_TRUE(made.checkpoints);
  ASSERT_EQ(made.checkpoints->tiers.size(), 1);
  EXPECT_EQ(made.checkpoints->interval, Hours(1));
  EXPECT_EQ(made.checkpoints->tiers[0].stall, Seconds(120));
  EXPECT_EQ(made.checkpoints->tiers[0].drain, Seconds(0));
  EXPECT_EQ(made.checkpoints->tiers[0].keeps, 2);
  EXPECT_EQ(made.work, Hours(120));
  EXPECT_EQ(made.gpus, 32);
}

TEST(Jobs, ReckonWithTheRatesOfAllFailures) {
  // One failure in 100 h and one in 50 h of each of four nodes: the service has one in 100/12 h; those of `b` never fail.
  constexpr double mtbf_s = 100.0 / 12 * 3600, rounding_s = 1e-9;
  const auto interval = [](const std::string& rule) {
    return job(", checkpoints: {every: " + rule + ", takes: 2 min}").checkpoints->interval.count();
  };
  EXPECT_NEAR(interval("young"), models::young_interval_s(120, mtbf_s), rounding_s);
  EXPECT_NEAR(interval("daly"), models::daly_interval_s(120, mtbf_s), rounding_s);
  EXPECT_NEAR(interval("best"), models::best_interval_s(120, mtbf_s), rounding_s);
  const models::TrainingJob told = job(", mtbf: 3 h, checkpoints: {every: adaptive, takes: 2 min}");
  EXPECT_EQ(told.checkpoints->rule, models::CheckpointRule::adaptive);
  EXPECT_EQ(told.checkpoints->assumed_mtbf, Hours(3));
}

TEST(Jobs, WriteAsFastAsTheBandwidth) {
  const auto tier = [](const std::string& words) {
    return job(", size: 600 GB, checkpoints: {every: 1 h, bandwidth: 10 GB/s" + words + "}").checkpoints->tiers[0];
  };
  EXPECT_EQ(tier("").stall, Seconds(60));  // synchronous
  EXPECT_EQ(tier(", stall: 2 s").drain, Seconds(60));
  EXPECT_EQ(tier(", stall: 2 s, slowed: 5 %").stall, Seconds(5));
}

TEST(Jobs, LoseTiersByFailures) {
  const auto lost_by = [](const std::string& words) {
    return job(", checkpoints: {every: 1 h, tiers: {m: {stall: 1 s, lost by: " + words + "}}}").checkpoints->tiers[0];
  };
  EXPECT_EQ(lost_by("a").lost_by.size(), 2);
  EXPECT_EQ(lost_by("a.g").lost_by.size(), 1);
  EXPECT_EQ(lost_by("[a.f, a.g]").lost_by.size(), 2);
  EXPECT_EQ(lost_by("a, in groups of: 2").nodes, 4);
}

}  // namespace
}  // namespace nines::scenarios::testing
