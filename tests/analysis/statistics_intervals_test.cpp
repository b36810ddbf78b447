// Single intervals against published values, limits and each other. Their coverage has a file of its own.
#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <limits>

#include "analysis/monte_carlo/confidence_law.h"
#include "analysis/monte_carlo/intervals.h"
#include "tests/analysis/statistics_synthetic.h"

namespace nines::monte_carlo {
namespace {

using models::Measure;
using synthetic::Durations;
using synthetic::Regime;
using Trust = Estimate::Trust;

constexpr double infinity = std::numeric_limits<double>::infinity();

// `outages` trials of `trials` had one outage each of `duration_s`, at half of the mission.
Moments single_outages(std::size_t trials, std::size_t outages, double duration_s) {
  Moments moments;
  for (std::size_t i = 0; i < trials; ++i) {
    const bool failed = i < outages;
    moments.add({failed ? duration_s : 0, failed ? 1u : 0u, failed ? year.count() / 2 : year.count(), failed, 0});
  }
  return moments;
}

// Chi-squared tables (Abramowitz, Stegun 1964, table 26.8): 11 degrees of freedom, 2.5 % and 97.5 %: 3.81575, 21.9200.
TEST(StatisticsIntervals, FiveOutagesHaveTheMidPGammaInterval) {
  const Estimate rate = estimate(Measure::outages, single_outages(1'000'000, 5, 10), year, 0.95);
  EXPECT_DOUBLE_EQ(rate.value, 5e-6);
  EXPECT_NEAR(rate.low * 1e6, 3.81575 / 2, 1e-4);
  EXPECT_NEAR(rate.high * 1e6, 21.9200 / 2, 1e-4);
  EXPECT_EQ(rate.trust, Trust::few_events);
  EXPECT_EQ(rate.events, 5u);
  const Estimate mtbf = estimate(Measure::mtbf, single_outages(1'000'000, 5, 10), year, 0.95);
  EXPECT_NEAR(mtbf.low, year.count() / rate.high, 1e-9 * mtbf.low);
  EXPECT_NEAR(mtbf.high, year.count() / rate.low, 1e-9 * mtbf.high);
}

TEST(StatisticsIntervals, NothingSeenIsAnUpperBound) {
  const Moments none = single_outages(1000, 0, 0);
  const double bound = 1 - std::pow(0.05, 1e-3);
  const Estimate unavailability = estimate(Measure::availability, none, year, 0.95);
  EXPECT_EQ(unavailability.value, 0);
  EXPECT_NEAR(unavailability.high, bound, 1e-12);
  EXPECT_EQ(unavailability.trust, Trust::none_seen);
  EXPECT_NEAR(estimate(Measure::downtime, none, year, 0.95).high, bound * year.count(), 1e-5);
  EXPECT_NEAR(estimate(Measure::outages, none, year, 0.95).high, -std::log(0.05) / 1000, 1e-12);
  EXPECT_NEAR(estimate(Measure::unreliability, none, year, 0.95).high, bound, 1e-12);
  const Estimate mttf = estimate(Measure::mttf, none, year, 0.95);
  EXPECT_EQ(mttf.value, infinity);
  EXPECT_EQ(mttf.high, infinity);
  EXPECT_NEAR(mttf.low, year.count() * (1 - bound) / bound, 1e-3);
  const Estimate mtbf = estimate(Measure::mtbf, none, year, 0.95);
  EXPECT_EQ(mtbf.value, infinity);
  EXPECT_NEAR(mtbf.low, year.count() * 1000 / -std::log(0.05), 1e-3);
  EXPECT_EQ(estimate(Measure::mdt, none, year, 0.95).trust, Trust::not_available);
  EXPECT_EQ(estimate(Measure::mdt, Moments{}, year, 0.95).trust, Trust::not_available);
}

// Far out, Boost's search for a quantile of the F distribution gives up for many shapes: the value is found all the same.
TEST(StatisticsIntervals, FewDegreesOfFreedomReachFarOut) {
  for (const double degrees : {2.0, 2.5, 3.0, 6.0}) {
    for (const double p : {0.001, 0.01, 0.5, 0.99, 0.999}) {
      const ConfidenceLaw law{1, 0.685, 1.2544848, degrees, false};
      const double expected = boost::math::quantile(boost::math::normal(), p);
      EXPECT_NEAR(normal_deviate(law, quantile(law, p)), expected, 1e-6) << degrees << " " << p;
    }
  }
}

TEST(StatisticsIntervals, EveryTrialFailedIsALowerBound) {
  const Estimate all = proportion(50, 50, 0.95);
  EXPECT_EQ(all.value, 1);
  EXPECT_EQ(all.high, 1);
  EXPECT_NEAR(all.low, std::pow(0.05, 1.0 / 50), 1e-12);
}

// Brown, Cai, DasGupta 2001, table 5 (Jeffreys, 95 %): 3 of 10 gives [0.093, 0.606].
TEST(StatisticsIntervals, AProportionHasTheJeffreysInterval) {
  const Estimate three_of_ten = proportion(3, 10, 0.95);
  EXPECT_NEAR(three_of_ten.low, 0.093, 0.0005);
  EXPECT_NEAR(three_of_ten.high, 0.606, 0.0005);
}

TEST(StatisticsIntervals, ManyTrialsGiveTheNormalInterval) {
  const Moments moments = synthetic::run_of({"", 40'000, 80'000}, 0, 1);
  const Estimate found = estimate(Measure::availability, moments, year, 0.95);
  const double n = static_cast<double>(moments.trials), mean = moments.downtime_s.sum / n;
  const double variance = (moments.downtime_s.sum_of_squares - n * mean * mean) / (n - 1);
  const double half_width = 1.959964 * std::sqrt(variance / n) / year.count();
  EXPECT_NEAR((found.high - found.low) / 2, half_width, 2e-3 * half_width);
  EXPECT_NEAR((found.high + found.low) / 2, found.value, 0.01 * half_width);
  EXPECT_EQ(found.trust, Trust::good);
}

TEST(StatisticsIntervals, TrialsThatAreAllAlikeGiveAPoint) {
  const Estimate rate = estimate(Measure::outages, single_outages(100'000, 100'000, 60), year, 0.95);
  EXPECT_DOUBLE_EQ(rate.value, 1);
  EXPECT_NEAR(rate.low, 1, 1e-4);
  EXPECT_NEAR(rate.high, 1, 1e-4);
}

TEST(StatisticsIntervals, OneLongOutageAmongManyShortOnesIsNotTrusted) {
  Moments moments = single_outages(10'000, 100, 1);
  moments.add({1000, 1, 1, true, 0});
  EXPECT_EQ(estimate(Measure::availability, moments, year, 0.95).trust, Trust::few_events);
  EXPECT_EQ(estimate(Measure::outages, moments, year, 0.95).trust, Trust::good);
}

TEST(StatisticsIntervals, OneTrialIsAnswerable) {
  Moments moments;
  moments.add({5000, 400, 100, true, 0});
  const Estimate rate = estimate(Measure::outages, moments, year, 0.95);
  EXPECT_EQ(rate.trust, Trust::few_events);
  EXPECT_LT(rate.low, 400 - 2 * 20);  // wider than Poisson alone
  EXPECT_GT(rate.high, 400 + 2 * 20);
  EXPECT_GT(rate.low, 0);
}

TEST(StatisticsIntervals, TheTimeToFinishIsKnownWhereEveryJobHasEnded) {
  Moments moments;
  TrialRecord job;
  job.failed = true;  // its end is the first failure
  for (const double days : {9, 10, 11}) {
    job.on_s = job.time_at_risk_s = days * 86400;
    moments.add(job);
  }
  const Estimate all = estimate(Measure::finish_time, moments, year, 0.95);
  EXPECT_NEAR(all.value, 10 * 86400, 1e-6);
  EXPECT_LT(all.low, 10 * 86400);
  EXPECT_GT(all.high, 10 * 86400);
  job.failed = false;
  moments.add(job);
  EXPECT_EQ(estimate(Measure::finish_time, moments, year, 0.95).trust, Estimate::Trust::not_available);
}

TEST(StatisticsIntervals, AnUnavailabilityIsAtMostOne) {
  const Estimate found = estimate(Measure::availability, single_outages(2, 2, year.count()), year, 0.95);
  EXPECT_LE(found.high, 1);
}

TEST(StatisticsConfidenceLaw, ManyEventsAgainstAnAnswerOfNoneAreAsFarOutAsCanBeTold) {
  const ConfidenceLaw law{1, 5000, infinity, infinity, false};
  EXPECT_LT(normal_deviate(law, 1e-22), -37);
  EXPECT_GT(normal_deviate(law, 1e22), 37);
  EXPECT_NEAR(normal_deviate(law, 1), 0, 0.01);
}

// The two ways of computing meet where one takes over from the other, to the error that the header states.
TEST(StatisticsConfidenceLaw, AsymptoticsMeetTheExactLaw) {
  constexpr double below = 1e4 * (1 - 1e-9), above = 1e4 * (1 + 1e-9);
  for (const double z : {-7.0, -3.7, -1.96, -0.3, 1.96, 4.8}) {
    const double p = std::erfc(-z / std::sqrt(2.0)) / 2;
    for (const double b : {1e4 * (1 + 1e-9), 1e5, 1e8, 1e10, infinity}) {
      const double standard_error = std::sqrt(1e-4 + 1 / b);
      const double exact = quantile({1, below, b, infinity, false}, p);
      const double expanded = quantile({1, above, b, infinity, false}, p);
      const double stated = (std::abs(z * z * z) + 4 * std::abs(z)) / 24e4;
      EXPECT_NEAR(std::log(exact), std::log(expanded), stated * standard_error) << z << ' ' << b;
    }
    // One gamma variable of shape 10^9 beside one of shape 5.5: as good as constant.
    const double finite = quantile({1, 5.5, 0.99e9, infinity, false}, p);
    EXPECT_NEAR(finite, quantile({1, 5.5, 1.01e9, infinity, false}, p), 1e-6 * finite);
  }
}

TEST(StatisticsConfidenceLaw, DeviatesInvertQuantiles) {
  for (const double shape : {0.5, 1.0, 5.5, 300.0, 2e4, 1e12, infinity}) {
    for (const double other : {1.0, 7.0, 1e4, 1e7, infinity}) {
      if (std::isinf(shape) && std::isinf(other)) continue;
      for (const double degrees : {3.0, 50.0, infinity}) {
        for (const bool odds : {false, true}) {
          const ConfidenceLaw law{2, shape, other, degrees, odds};
          for (const double p : {0.001, 0.025, 0.3, 0.975}) {
            const double deviate = normal_deviate(law, quantile(law, p));
            EXPECT_NEAR(std::erfc(-deviate / std::sqrt(2.0)) / 2, p, 1e-9)
                << shape << ' ' << other << ' ' << degrees << ' ' << odds;
          }
        }
      }
    }
  }
}

TEST(StatisticsConfidenceLaw, APointKnowsOnlyItself) {
  const ConfidenceLaw point{2, infinity, infinity, infinity, false};
  EXPECT_EQ(quantile(point, 0.025), 2);
  EXPECT_EQ(normal_deviate(point, 2), 0);
  EXPECT_EQ(normal_deviate(point, 2.1), infinity);
  EXPECT_EQ(normal_deviate(point, 1.9), -infinity);
}

}  // namespace
}  // namespace nines::monte_carlo
