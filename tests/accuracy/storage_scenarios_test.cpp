// What the scenarios of scenarios/storage lay beside published numbers.
#include "scenario_runs.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::accuracy {
namespace {

using models::Measure;

const MeasureResult& measure_of(const RunResult& result, Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.measure == measure) return each;
  }
  throw std::out_of_range("measure");
}

/// FIELD: Backblaze's fixed windows are parity + 1 times too optimistic beside the chain of the same means.
TEST(StorageScenarios, BackblazeWindowsBesideTheChain) {
  const RunResult result = run_scenario("storage/backblaze-vault", {{"trials", "1"}});
  double windows = 0, chain = 0;
  for (const Prediction& each : measure_of(result, Measure::durability).predictions)
    (each.formula == "fixed windows" ? windows : chain) = each.value;
  EXPECT_NEAR(windows / 7.35379949878e-12, 1, 1e-11);  // ST.backblaze_17_3_0.00405_6.5
  EXPECT_NEAR(chain / 2.939e-11, 1, 1e-3);
  EXPECT_NEAR(chain / windows, 4, 0.01);
}

/// Shvachko et al. 2010: less than 0.005 a year. By hand at most 1.6e-4: none in 400 years with a probability of 94 %.
TEST(StorageScenarios, BlocksOfHdfsAreHardlyLostOneByOne) {
  const RunResult result = run_scenario("storage/hdfs", {{"trials", "400"}});
  EXPECT_LE(measure_of(result, Measure::data_loss_probability).simulated.value, 0.005);
  // Ten and a half minutes until it is noticed, and half of the two minutes in which a node is copied.
  EXPECT_NEAR(measure_of(result, Measure::rebuild_time).simulated.value / 60, 10.5 + 1, 0.05);
}

/// Cidon et al. 2013: 0.15 % with copysets, 99.99 % at random; here the number of dead nodes varies.
TEST(StorageScenarios, PowerOutageByPlacement) {
  const RunResult copysets = run_scenario("storage/power-outage", {{"trials", "2000"}});
  const double expected = -std::expm1(1667 * std::log1p(-1e-6));
  EXPECT_NEAR(measure_of(copysets, Measure::data_loss_probability).simulated.value, expected,
              4.5 * std::sqrt(expected / 2000));
  const RunResult random =
      run_scenario("storage/power-outage", {{"trials", "400"}, {"parameters.placement", "random"}});
  const Estimate any = measure_of(random, Measure::data_loss_probability).simulated;
  EXPECT_GT(any.value, 0.98);
  // The mean share is one in a million anyhow: the cube of the number of dead nodes has a standard deviation of half its mean.
  const Estimate share = measure_of(random, Measure::durability).simulated;
  EXPECT_NEAR(share.value, 1e-6, 4.5 * 0.5e-6 / std::sqrt(400.0));
}

}  // namespace
}  // namespace nines::accuracy
