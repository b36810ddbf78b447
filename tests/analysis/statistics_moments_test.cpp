// What is kept of the trials: merging, and quantiles exact and bucketed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/value_sample.h"
#include "tests/analysis/statistics_synthetic.h"

namespace nines::monte_carlo {
namespace {

using synthetic::Regime;

TEST(StatisticsMoments, MergingBlocksEqualsAddingTrials) {
  Moments whole, merged;
  for (int block = 0; block < 4; ++block) {
    Moments part;
    for (int i = 0; i < 5; ++i) {
      // Whole seconds: sums are exact, so that both orders of addition must agree to the last bit.
      const TrialRecord trial{double(7 * i + block), std::uint64_t(i), 100.0 - i, i > 0, double(block)};
      whole.add(trial);
      part.add(trial);
    }
    merged.merge(part);
  }
  EXPECT_EQ(merged.trials, 20u);
  EXPECT_EQ(merged.downtime_s.sum, whole.downtime_s.sum);
  EXPECT_EQ(merged.downtime_s.sum_of_squares, whole.downtime_s.sum_of_squares);
  EXPECT_EQ(merged.downtime_s.max, 31);
  EXPECT_EQ(merged.downtime_s.positive, 19u);
  EXPECT_EQ(merged.outages.sum, 40);
  EXPECT_EQ(merged.downtime_times_outages, whole.downtime_times_outages);
  EXPECT_EQ(merged.time_at_risk_squared, whole.time_at_risk_squared);
  EXPECT_EQ(merged.failed, 16u);
  EXPECT_EQ(merged.time_at_risk_of_failed_s, whole.time_at_risk_of_failed_s);
  EXPECT_EQ(merged.capacity_deficit_s.sum, 30);
}

TEST(StatisticsMoments, TheSameOrderOfBlocksGivesTheSameBytes) {
  const Regime regime{"", 100, 30};
  const auto total = [&] {
    Moments sum;
    for (std::uint32_t block = 0; block < 50; ++block) sum.merge(synthetic::run_of(regime, block, 3));
    return sum;
  };
  const Moments first = total(), second = total();
  EXPECT_EQ(std::memcmp(&first.downtime_s.sum, &second.downtime_s.sum, sizeof(double)), 0);
  EXPECT_EQ(first.time_at_risk_squared, second.time_at_risk_squared);
}

TEST(StatisticsValueSample, IsExactUpToItsLimit) {
  ValueSample sample(10);
  for (const double value : {5.0, 0.0, 3.0, 1.0, 0.0}) sample.add(value);
  EXPECT_TRUE(sample.exact());
  EXPECT_EQ(sample.order_statistics({1, 2, 3, 4, 5}), (std::vector<double>{0, 0, 1, 3, 5}));
}

// Soft: the documented 0.5 %, over eleven decades.
TEST(StatisticsValueSample, BucketsAreWithinTheirStatedError) {
  ValueSample exact(100'000), bucketed(10);
  MiniStream stream(DrawAddress{1, 0, 0, 0});
  for (int i = 0; i < 20'000; ++i) {
    const double value = i % 10 == 0 ? 0 : std::pow(10.0, -2 + 11 * stream.uniform());
    exact.add(value);
    bucketed.add(value);
  }
  EXPECT_FALSE(bucketed.exact());
  const std::vector<std::size_t> ranks{1, 1999, 2000, 2001, 2500, 10'000, 19'000, 19'999, 20'000};
  const auto truth = exact.order_statistics(ranks), found = bucketed.order_statistics(ranks);
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    EXPECT_NEAR(found[i], truth[i], truth[i] * ValueSample::relative_error * (1 + 1e-9)) << "rank " << ranks[i];
  }
}

TEST(StatisticsValueSample, AnswersDoNotDependOnTheOrderOfMerging) {
  for (const std::size_t limit : {std::size_t{50}, std::size_t{1000}}) {
    std::vector<ValueSample> parts(5, ValueSample(limit));
    MiniStream stream(DrawAddress{2, 0, 0, 0});
    for (int i = 0; i < 300; ++i) parts[static_cast<std::size_t>(i * i % 5)].add(1000 * stream.uniform());
    ValueSample forwards(limit), backwards(limit);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      forwards.merge(parts[i]);
      backwards.merge(parts[parts.size() - 1 - i]);
    }
    EXPECT_EQ(forwards.exact(), limit == 1000);
    EXPECT_EQ(forwards.size(), 300u);
    const std::vector<std::size_t> ranks{1, 77, 150, 299, 300};
    EXPECT_EQ(forwards.order_statistics(ranks), backwards.order_statistics(ranks));
  }
}

TEST(StatisticsQuantile, TooFewTrialsLeaveItUnboundedAbove) {
  ValueSample sample;
  for (int i = 1; i <= 20; ++i) sample.add(i);
  const Estimate p99 = quantile_over_trials(sample, 0.99, 0.95);
  EXPECT_EQ(p99.value, 20);
  EXPECT_EQ(p99.high, std::numeric_limits<double>::infinity());
  EXPECT_EQ(p99.trust, Estimate::Trust::few_events);
  const Estimate median = quantile_over_trials(sample, 0.5, 0.95);  // ranks 6 and 15: tables of the sign test
  EXPECT_EQ(median.value, 10);
  EXPECT_EQ(median.low, 6);
  EXPECT_EQ(median.high, 15);
  EXPECT_EQ(median.trust, Estimate::Trust::good);
}

}  // namespace
}  // namespace nines::monte_carlo
