// Counts observed in the field beside the simulated ones: the range that chance allows, and its false alarms.
#include "analysis/compare/field_counts.h"

#include "analysis/compare/judge.h"
#include "analysis/monte_carlo/intervals.h"

#include <gtest/gtest.h>
#include <boost/math/distributions/poisson.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <cmath>

namespace nines {
namespace {

using compare::judge_field_count;

constexpr double confidence = 0.95;
constexpr double level = 0.05;

/// As a run makes it from the failures counted in each trial.
template <class Count>
Estimate simulate(std::size_t trials, Count count) {
  monte_carlo::PositiveSums sums;
  std::size_t failures = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const auto counted = static_cast<std::size_t>(count());
    sums.add(static_cast<double>(counted));
    failures += counted;
  }
  return monte_carlo::mean_per_trial(sums, trials, failures, false, 3.0 / static_cast<double>(trials), confidence);
}

Estimate simulate_poisson(double mean, std::size_t trials, std::uint32_t seed) {
  boost::random::mt19937 engine(seed);
  boost::random::poisson_distribution<int> count(mean);
  return simulate(trials, [&] { return count(engine); });
}

/// An estimate that rests on so many trials that its mean is exact.
Estimate exactly(double mean) {
  Estimate estimate;
  estimate.value = mean;
  estimate.trials = 1'000'000'000'000;
  estimate.trust = Estimate::Trust::good;
  const double half_width = 1.959963984540054 * std::sqrt(mean / static_cast<double>(estimate.trials));
  estimate.low = mean - half_width;
  estimate.high = mean + half_width;
  return estimate;
}

TEST(FieldCounts, WithAnExactMeanTheLawIsThePoissonLaw) {
  for (const double mean : {0.3, 2.0, 148.0}) {
    const boost::math::poisson poisson(mean);
    for (const double observed : {0.0, 1.0, 5.0, 120.0, 148.0, 190.0}) {
      const double at_most = boost::math::cdf(poisson, observed);
      const double at_least = observed > 0 ? boost::math::cdf(boost::math::complement(poisson, observed - 1)) : 1;
      const double expected = std::min(1.0, 2 * std::min(at_most, at_least));
      const auto verdict = judge_field_count(exactly(mean), confidence, observed, level);
      ASSERT_TRUE(verdict.has_value());
      EXPECT_NEAR(verdict->p_value, expected, 1e-6 * expected + 1e-300)
          << mean << ' ' << observed;  // soft: the mean's own error
    }
  }
}

TEST(FieldCounts, TheRangeIsWhereTheVerdictIsWithinChance) {
  for (const double mean : {0.01, 0.7, 3.0, 148.0}) {
    const Estimate simulated = exactly(mean);
    for (double observed = 0; observed < 220; ++observed) {
      const auto verdict = judge_field_count(simulated, confidence, observed, level);
      EXPECT_EQ(verdict->within_chance, verdict->low <= observed && observed <= verdict->high)
          << mean << ' ' << observed;
    }
  }
}

TEST(FieldCounts, ARangeThatAnyoneCanCheck) {
  // Poisson of mean 148 at 5 %: boundary counts from the exact tails, each at most 2.5 % beyond.
  const auto verdict = judge_field_count(exactly(148), confidence, 148, level);
  const boost::math::poisson poisson(148.0);
  EXPECT_LE(boost::math::cdf(poisson, verdict->low - 1), 0.025);
  EXPECT_GT(boost::math::cdf(poisson, verdict->low), 0.025);
  EXPECT_LE(boost::math::cdf(boost::math::complement(poisson, verdict->high)), 0.025);
  EXPECT_GT(boost::math::cdf(boost::math::complement(poisson, verdict->high - 1)), 0.025);
}

TEST(FieldCounts, AModelThatIsTwiceAsGoodAsTheFieldIsUnlike) {
  const auto verdict = judge_field_count(simulate_poisson(74, 1000, 1), confidence, 148, 0.01);
  EXPECT_FALSE(verdict->within_chance);
  EXPECT_LT(verdict->p_value, 1e-10);
}

TEST(FieldCounts, AFewTrialsAllowMore) {
  const auto few = judge_field_count(simulate_poisson(20, 4, 3), confidence, 20, level);
  const auto many = judge_field_count(simulate_poisson(20, 40'000, 3), confidence, 20, level);
  EXPECT_GT(few->high - few->low, many->high - many->low);
}

TEST(FieldCounts, NothingSeenStillJudges) {
  const Estimate none = simulate(1000, [] { return 0; });
  EXPECT_TRUE(judge_field_count(none, confidence, 0, level)->within_chance);
  EXPECT_EQ(judge_field_count(none, confidence, 0, level)->high, 0);
  EXPECT_FALSE(judge_field_count(none, confidence, 2, level)->within_chance);
}

TEST(FieldCounts, TheFewestTrialsAndTheLargestCountsHaveARange) {
  boost::random::mt19937 engine(5);
  for (const double scale : {1.0, 1e3, 1e6, 1e12}) {
    for (std::size_t trials = 1; trials <= 4; ++trials) {
      const auto count = [&] { return std::floor(scale * static_cast<double>(engine() % 1000) / 1000); };
      const double observed = 3 * count();
      const auto verdict = judge_field_count(simulate(trials, count), confidence, observed, 0.0005);
      ASSERT_TRUE(verdict.has_value());
      EXPECT_LE(verdict->low, verdict->high);
      EXPECT_EQ(verdict->within_chance, verdict->low <= observed && observed <= verdict->high)
          << scale << ' ' << trials;
    }
  }
}

TEST(FieldCounts, NothingSimulatedIsNotJudged) {
  EXPECT_FALSE(judge_field_count(Estimate{}, confidence, 3, level).has_value());
}

/// The share of runs in which one more mission of the very model is called unlike it; 4 000 runs of 50 trials.
template <class Count>
double false_alarms(Count count) {
  constexpr int runs = 4000;
  int alarms = 0;
  for (int run = 0; run < runs; ++run) {
    const Estimate simulated = simulate(50, count);
    alarms += !judge_field_count(simulated, confidence, static_cast<double>(count()), level)->within_chance;
  }
  return static_cast<double>(alarms) / runs;
}

// The level 5 % is a bound, as counts are whole. 4 sigma of 4 000 runs at 5 % are 1.4 %: false alarm of the test 3e-5.
TEST(FieldCounts, FalseAlarmsOfPoissonCountsStayBelowTheLevel) {
  boost::random::mt19937 engine(2026);
  for (const double mean : {0.4, 3.0, 30.0, 300.0}) {
    boost::random::poisson_distribution<int> poisson(mean);
    const double share = false_alarms([&] { return poisson(engine); });
    EXPECT_LE(share, level + 0.014) << mean;
    if (mean < 30) continue;
    EXPECT_GE(share, 0.02) << mean;  // and it is not so wide that it never finds anything
  }
}

TEST(FieldCounts, FalseAlarmsOfClusteredCountsStayBelowTheLevel) {
  boost::random::mt19937 engine(7);
  boost::random::gamma_distribution<double> rate(4.0, 10.0);  // variance 40 + 400: eleven times that of a Poisson count
  const double share =
      false_alarms([&] { return boost::random::poisson_distribution<int>(rate(engine) + 1e-9)(engine); });
  EXPECT_LE(share, level + 0.014);
  EXPECT_GE(share, 0.02);
}

TEST(FieldCounts, AllCountsOfARunShareTheLevel) {
  RunResult result;
  result.family_wise_level = 0.01;
  result.failures = {{"a", exactly(148), 148, {}}, {"b", exactly(10), std::nullopt, {}}, {"c", exactly(10), 300, {}}};
  judge(result);
  ASSERT_TRUE(result.failures[0].field.has_value());
  EXPECT_EQ(result.failures[0].field->high, judge_field_count(exactly(148), confidence, 148, 0.005)->high);
  EXPECT_TRUE(result.failures[0].field->within_chance);
  EXPECT_FALSE(result.failures[1].field.has_value());
  EXPECT_FALSE(result.failures[2].field->within_chance);
  EXPECT_FALSE(strict_failure(result));
}

}  // namespace
}  // namespace nines
