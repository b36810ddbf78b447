// Differences by paired trials: against exact chains, how often the interval holds, and that threads do not matter.
#include "analysis/report/sweep_report.h"
#include "analysis/sweep/difference.h"
#include "analysis/sweep/paired_sums.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace nines::sweep {
namespace {

using models::Measure;
using run_studies::k_of_n;
using Outcome = MeasureDifference::Outcome;

/// One of two machines; the second side repairs faster. Both have chains.
models::Study slow(std::size_t trials, Seconds mission = year) { return k_of_n(1, 2, 200, 20, trials, mission); }
models::Study fast(std::size_t trials, Seconds mission = year) { return k_of_n(1, 2, 200, 15, trials, mission); }

const MeasureDifference& of(const Difference& result, Measure measure) {
  for (const MeasureDifference& each : result.measures) {
    if (each.measure == measure) return each;
  }
  throw std::out_of_range("no such measure");
}

TEST(Difference, AgreesWithTheChains) {
  const Difference result = difference(slow(4000), fast(4000), {});
  std::size_t compared = 0;
  for (const MeasureDifference& each : result.measures) {
    if (!each.exact_first || each.effective_events < 10) continue;  // no interval that could be trusted
    // The interval is 1.96 sigma wide on either side; 4.5 sigma: a false alarm in 150 000 for each of fewer than ten
    // measures.
    const double sigma = (each.high - each.low) / 2 / 1.96;
    EXPECT_NEAR(each.difference, *each.exact_second - *each.exact_first, 4.5 * sigma) << static_cast<int>(each.measure);
    ++compared;
  }
  EXPECT_GE(compared, 5u);
  EXPECT_EQ(of(result, Measure::availability).outcome, Outcome::resolved);
  EXPECT_LT(of(result, Measure::availability).high, 0);  // less unavailability
}

TEST(Difference, PairingNarrowsTheInterval) {
  const Difference result = difference(slow(4000), fast(4000), {});
  const MeasureDifference& availability = of(result, Measure::availability);
  EXPECT_GT(availability.correlation, 0.2);
  EXPECT_GT(availability.narrower, 1.1);
}

TEST(Difference, IntervalHoldsAsOftenAsItSays) {
  constexpr std::size_t repetitions = 400;
  const Seconds mission = year / 10;
  models::Study first = slow(300, mission), second = fast(300, mission);
  const Difference exact = difference(first, second, {});
  for (const Measure measure : {Measure::availability, Measure::outages, Measure::unreliability}) {
    const MeasureDifference& chains = of(exact, measure);
    const double truth = *chains.exact_second - *chains.exact_first;
    std::size_t covered = 0;
    for (std::size_t i = 0; i < repetitions; ++i) {
      RunOptions options;
      options.chain = false;
      first.seed = 1000 + i;
      const MeasureDifference each = of(difference(first, second, options), measure);
      covered += each.low <= truth && truth <= each.high ? 1 : 0;
    }
    // 4.5 standard deviations of a binomial share: too few in one run of 100 000; too many, all 400, in one of 10^9.
    const double share = static_cast<double>(covered) / repetitions;
    EXPECT_GE(share, 0.95 - 4.5 * std::sqrt(0.95 * 0.05 / repetitions)) << static_cast<int>(measure);
    EXPECT_LT(share, 1) << static_cast<int>(measure);
  }
}

TEST(Difference, SameSystemNeverDiffers) {
  const Difference result = difference(slow(200), slow(200), {});
  for (const MeasureDifference& each : result.measures) {
    if (each.outcome == Outcome::not_available) continue;
    EXPECT_EQ(each.outcome, Outcome::none_seen);
    EXPECT_EQ(each.difference, 0);
  }
}

TEST(Difference, SaysHowManyTrialsWouldResolveIt) {
  // An outage in fourteen years: thirty of them see a few, which is too little to tell.
  RunOptions options;
  options.chain = false;
  const Difference result = difference(k_of_n(1, 2, 500, 1, 30), k_of_n(1, 2, 500, 2, 30), options);
  const MeasureDifference& availability = of(result, Measure::availability);
  EXPECT_EQ(availability.outcome, Outcome::unresolved);
  EXPECT_GT(availability.effective_events, 0);
  EXPECT_LT(availability.effective_events, 10);
  EXPECT_GT(availability.trials_to_resolve, 30);
}

TEST(Difference, SameBytesOnAnyNumberOfThreads) {
  std::string one;
  for (const unsigned threads : {1U, 3U}) {
    RunOptions options;
    options.threads = threads;
    options.chain = false;
    models::Study more = run_studies::varied(300);
    more.platform.nodes[0].count = 3;
    const std::string document = report::json(difference(run_studies::varied(300), more, options));
    if (one.empty()) one = document;
    EXPECT_EQ(document, one);
  }
}

TEST(Difference, InterruptedHasNoAnswerYet) {
  const std::atomic<bool> stop{true};
  RunOptions options;
  options.stop = &stop;
  const Difference result = difference(slow(1000), fast(1000), options);
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.trials, 0u);
  EXPECT_EQ(of(result, Measure::availability).outcome, Outcome::not_available);
}

TEST(Difference, ServicesOnOneSideAreNamed) {
  models::Study more = slow(100);
  more.platform.services.push_back(more.platform.services.front());
  more.platform.services.back().name = "another";
  const Difference result = difference(slow(100), more, {});
  EXPECT_TRUE(result.first.only_here.empty());
  EXPECT_THAT(result.second.only_here, ::testing::ElementsAre("another"));
}

TEST(PairedSums, VarianceOfADifferenceIsThatOfTheDifferences) {
  PairedSums sums, first_half, second_half;
  std::vector<double> differences;
  for (int i = 0; i < 20; ++i) {
    Quantities a{}, b{};
    a[outages] = (i * 7) % 5;
    b[outages] = (i * 3) % 4;
    differences.push_back(b[outages] - a[outages]);
    sums.add(a, b);
    (i < 8 ? first_half : second_half).add(a, b);
  }
  first_half.merge(second_half);
  double mean = 0, squares = 0;
  for (const double each : differences) mean += each / 20;
  for (const double each : differences) squares += (each - mean) * (each - mean) / 19;
  for (const PairedSums* each : {&sums, &first_half}) {
    const double variance = each->covariance(outages, outages) +
                            each->covariance(quantities + outages, quantities + outages) -
                            2 * each->covariance(outages, quantities + outages);
    EXPECT_NEAR(variance, squares, 1e-12);
    EXPECT_NEAR(each->means(1)[outages] - each->means(0)[outages], mean, 1e-12);
  }
}

// All missions may give a job the same time: what differs between two systems are the interruptions.
TEST(MeasureOfMeans, TimesBetweenInterruptionsRestOnTheInterruptions) {
  Quantities means{};
  means[downtime_s] = 3600;
  means[outages] = 4;
  const auto found = measure_of(Measure::mtbi, means, Hours(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, 900);
  EXPECT_EQ(found->events, outages);
}

TEST(MeasureOfMeans, GradientIsThatOfTheValue) {
  const Quantities means = {3600, 0.3, 7200, 100, 50, 1e8, 1e6, 0.2};
  const Seconds mission(3e7);
  for (const Measure measure : {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
                                Measure::mttf, Measure::unreliability, Measure::capacity_availability, Measure::served,
                                Measure::degraded, Measure::replicas}) {
    const auto at = measure_of(measure, means, mission);
    ASSERT_TRUE(at.has_value());
    for (std::size_t i = 0; i < quantities; ++i) {
      const double step = 1e-6 * means[i];
      Quantities above = means, below = means;
      above[i] += step;
      below[i] -= step;
      const double slope =
          (measure_of(measure, above, mission)->value - measure_of(measure, below, mission)->value) / (2 * step);
      EXPECT_NEAR(at->gradient[i] * means[i], slope * means[i], 1e-7 * std::abs(at->value))
          << static_cast<int>(measure) << " by " << i;
    }
  }
}

}  // namespace
}  // namespace nines::sweep
