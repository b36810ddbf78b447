// The stopping rule: its checkpoints, its decision, and that its promise is kept.
#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/stopping.h"
#include "tests/analysis/statistics_synthetic.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <limits>

namespace nines::monte_carlo {
namespace {

using models::Measure;
using synthetic::Durations;
using synthetic::Regime;

TEST(StatisticsStopping, CheckpointsGrowByAQuarter) {
  EXPECT_EQ(next_checkpoint(0), 1u);
  EXPECT_EQ(next_checkpoint(1), 2u);
  EXPECT_EQ(next_checkpoint(4), 5u);
  EXPECT_EQ(next_checkpoint(100), 125u);
  EXPECT_EQ(next_checkpoint(101), 127u);
}

TEST(StatisticsStopping, TheTargetFurthestAwayDecides) {
  Estimate narrow{1.0, 0.99, 1.01, 1000, 1000, Estimate::Trust::good, {}};
  Estimate wide{1.0, 0.9, 1.1, 1000, 1000, Estimate::Trust::good, {}};
  const std::array targets{models::Precision{0.02, Measure::availability, 0},
                           models::Precision{0.05, Measure::outages, 0}};
  const auto decision = decide(std::array{narrow, wide}, targets);
  EXPECT_FALSE(decision.reached);
  EXPECT_EQ(decision.deciding, 1u);
  EXPECT_NEAR(decision.trials_needed, 4000, 1e-6);
  EXPECT_TRUE(decide(std::array{narrow, narrow}, targets).reached);
}

TEST(StatisticsStopping, NothingSeenIsNeverEnough) {
  const std::array targets{models::Precision{1.0, Measure::availability, 0}};
  const Estimate nothing = estimate(Measure::availability, synthetic::run_of({"", 1000, 1e-9}, 0, 1), year, 0.95);
  const auto decision = decide(std::array{nothing}, targets);
  EXPECT_FALSE(decision.reached);
  EXPECT_EQ(decision.trials_needed, std::numeric_limits<double>::infinity());
}

// Runs blocks until the rule stops; returns the interval it stopped with.
Estimate run_until_stopped(const Regime& block, const models::Precision& target, std::uint32_t run,
                           std::uint64_t seed) {
  MiniStream stream(DrawAddress{seed, run, 0, 0});
  Moments moments;
  for (std::size_t blocks = 0;;) {
    const std::size_t next = next_checkpoint(blocks);
    synthetic::add_trials(
        moments, block.trials * (next - blocks),
        {block.name, block.trials * (next - blocks), block.clusters_per_run * static_cast<double>(next - blocks),
         block.durations, block.clustered},
        stream);
    blocks = next;
    const Estimate current = estimate(target.measure, moments, year, 0.95);
    if (decide(std::array{current}, std::array{target}).reached) return current;
  }
}

// The final interval of 2 000 runs, each stopped by the rule, covers the truth in at least 94 %.
// The standard error of a coverage of 95 % over 2 000 runs is 0.49 %, so a rule that truly keeps 95 % fails one such
// check with probability 2 %; seeds are fixed, and so is the outcome.
TEST(StatisticsStopping, TheFinalIntervalStillCovers) {
  constexpr std::uint32_t runs = 2000;
  const std::array blocks{
      Regime{"rare, exponential", 1000, 0.3, Durations::exponential},
      Regime{"rare, exponential, clustered", 1000, 0.3, Durations::exponential, true},
      Regime{"rare, lognormal sigma 1", 1000, 0.3, Durations::lognormal_moderate},
      Regime{"common, exponential", 50, 20, Durations::exponential},
  };
  for (const Regime& block : blocks) {
    for (const double width : {0.5, 0.1}) {
      const models::Precision target{width, Measure::availability, 0};
      int covered = 0;
      for (std::uint32_t run = 0; run < runs; ++run) {
        const Estimate last = run_until_stopped(block, target, run, 11);
        const Regime one{"", 1, block.clusters_per_trial(), block.durations, block.clustered};
        const double truth = one.truth(Measure::availability);
        covered += last.low <= truth && truth <= last.high ? 1 : 0;
      }
      const double coverage = 100.0 * covered / runs;
      std::printf("%-30s target %4.0f %%: covers %.2f %%\n", block.name, 100 * width, coverage);
      EXPECT_GE(coverage, 94.0) << block.name << ", target " << width;
    }
  }
}

}  // namespace
}  // namespace nines::monte_carlo
