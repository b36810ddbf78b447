// Runs a beat-by-beat behaviour many times and compares what it did with laws and means.
#pragma once

#include "models/detection/beats.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nines::models::detection::testing {

inline constexpr std::uint64_t seed = 20'261'121;
inline constexpr std::uint32_t trials = 10'000;
inline constexpr FailsBy all_ways[] = {FailsBy::dying, FailsBy::hanging, FailsBy::grey};

/// A failure long after the start, uniform over the time in which everything has long settled.
inline LawPtr failure_between(double low_s, double high_s) { return uniform_between(Seconds{low_s}, Seconds{high_s}); }

/// Detection times of so many targets; each horizon leaves room for the longest. First suspicions or final ones.
template <class AnyBeats>
std::vector<double> detection_times_s(const AnyBeats& beats, std::uint32_t targets, double horizon_s, bool first) {
  std::vector<double> times_s;
  for (std::uint32_t trial = 0; trial < targets; ++trial) {
    QualityRecord record;
    Sampler<QualityRecord> sampler(beats.layout(), record);
    sampler.run(beats, seed, trial, horizon_s);
    times_s.push_back(first ? record.first_detection_s() : record.final_detection_s());
  }
  return times_s;
}

/// Kolmogorov's statistic below the level that a right program exceeds with a probability of 1e-6: sqrt(n) D >
/// sqrt(ln(2 / 1e-6) / 2) (Kolmogorov 1933; conservative where the law has atoms, Noether 1963). `slack`: what the
/// law's own account of its error allows.
inline void expect_follows(std::vector<double> drawn_s, const Law& law, double slack = 0) {
  std::sort(drawn_s.begin(), drawn_s.end());
  const auto n = static_cast<double>(drawn_s.size());
  double distance = 0;
  double sum_s = 0;
  for (std::size_t first = 0; first < drawn_s.size();) {
    ASSERT_FALSE(std::isnan(drawn_s[first]));
    // Times on the way are sums of many: equal ones differ by rounding, and by what decides ties.
    const double near_s = 2e-7 * (1 + drawn_s[first]);
    std::size_t after = first;
    for (; after < drawn_s.size() && drawn_s[after] <= drawn_s[first] + near_s; ++after) sum_s += drawn_s[after];
    const double below = drawn_s[first] - near_s < 0 ? 0 : law.cdf(Seconds{drawn_s[first] - near_s});
    const double up_to = law.cdf(Seconds{drawn_s[after - 1] + near_s});
    distance = std::max(distance, std::abs(below - static_cast<double>(first) / n));
    distance = std::max(distance, std::abs(up_to - static_cast<double>(after) / n));
    first = after;
  }
  const double critical = std::sqrt(0.5 * std::log(2 / 1e-6) / n);
  EXPECT_LT(distance, critical + slack) << law.describe() << ": mean " << sum_s / n << " of " << n << ", law "
                                        << law.mean().count();
}

/// Mean within 4.9 standard errors (estimated from the sample), which a right program exceeds with a probability of
/// 1e-6.
inline void expect_mean(const std::vector<double>& sample, double expected, double relative_slack = 0) {
  ASSERT_GT(sample.size(), 100u);
  double mean = 0;
  for (const double each : sample) mean += each / static_cast<double>(sample.size());
  double variance = 0;
  for (const double each : sample) variance += (each - mean) * (each - mean) / static_cast<double>(sample.size() - 1);
  const double error = std::sqrt(variance / static_cast<double>(sample.size()));
  EXPECT_NEAR(mean, expected, 4.9 * error + relative_slack * expected + 1e-6 * expected) << "of " << sample.size();
}

}  // namespace nines::models::detection::testing
