// Dangerous failures that only proof tests find: the mean probability of failure on demand of redundant channels that are tested
// together (IEC 61508-6:2010, annex B.3). What is down before the first test is 1 - exp(-lambda t) of each channel, and each
// test begins anew: the mean over an interval is an integral of a binomial sum.
#include "analysis/run.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace nines::accuracy {
namespace {

constexpr double year_h = 8760, rate_per_h = 2e-5, x = rate_per_h * year_h;

/// The mean of exp(-j lambda t) over an interval.
double mean_power(int j) { return -std::expm1(-j * x) / (j * x); }

MeasureResult unavailability_of(int channels, int needed, const std::string& dates, int years, std::size_t trials) {
  const std::string text =
      "nines: 1\nmission: " + std::to_string(years) +
      " years\nmeasures: [availability]\n"
      "detectors: {test: {kind: inspection, interval: 8760 h, dates: " +
      dates + "}}\nnodes: {valve: {count: " + std::to_string(channels) +
      ", failures: {stuck: {time to failure: exponential rate 2e-5 per h, time to repair: fixed 1 s, "
      "detected by: test}}}}\nservices: {trip: {needs: " +
      std::to_string(needed) + " of valve}}\n";
  const auto loaded = scenarios::load_text(text, "scenario.yaml");
  models::Study study = loaded.scenario.value().study;
  study.trials = trials;
  return run(study, {}).measures.at(0);
}

/// Within 4.5 standard errors (two-sided probability 7e-6); the interval is one of 95 %.
void expect_near(const MeasureResult& found, double expected) {
  const double standard_error = (found.simulated.high - found.simulated.low) / 2 / 1.96;
  EXPECT_LT(standard_error, 0.01 * expected);
  EXPECT_LT(std::abs(found.simulated.value - expected), 4.5 * standard_error) << found.simulated.value;
}

TEST(ProofTests, OneChannel) { expect_near(unavailability_of(1, 1, "common", 100, 10000), 1 - mean_power(1)); }

TEST(ProofTests, TwoChannelsTestedTogether) {
  // (1 - e)^2; for a small x it is x^2 / 3, where tests at times of their own would make x^2 / 4.
  expect_near(unavailability_of(2, 1, "common", 100, 10000), 1 - 2 * mean_power(1) + mean_power(2));
}

TEST(ProofTests, TwoOfThreeTestedTogether) {
  expect_near(unavailability_of(3, 2, "common", 100, 10000), 1 - 3 * mean_power(2) + 2 * mean_power(3));
}

// Each failure waits for any part of an interval: the renewal of one channel, and independence. That all is good at the start takes
// less than 0.1 % off.
TEST(ProofTests, TwoChannelsAtDatesOfTheirOwn) {
  const double of_one = 1 / (1 + 2 / x);
  expect_near(unavailability_of(2, 1, "independent", 1000, 1000), of_one * of_one);
}

}  // namespace
}  // namespace nines::accuracy
