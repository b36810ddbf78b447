// The long run of the chain behind metric thresholds, against the theory of runs and of renewals.
#include "models/detection/level_chain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nines::models::detection {
namespace {

struct Setting {
  double threshold;
  int samples, clear_samples;
};

/// From alarms that are as often on as off to rare ones; in some both sides last for thousands of samples or more.
const std::vector<Setting> settings = {{0, 1, 1},      {0, 8, 8},     {0, 20, 20},  {0, 50, 50},   {0.5244, 10, 20},
                                       {1.2816, 6, 3}, {-2.5, 50, 1}, {2.5, 1, 50}, {-1.5, 30, 2}, {4, 2, 3}};

std::string words(const Setting& setting, double correlation) {
  return std::to_string(setting.threshold) + ", " + std::to_string(setting.samples) + " up, " +
         std::to_string(setting.clear_samples) + " down, correlation " + std::to_string(correlation);
}

void expect_share_and_rate(const LevelChain& chain, double trusted_for, double alarmed_for, double tolerance) {
  const double cycle = trusted_for + alarmed_for;
  EXPECT_NEAR(chain.alarmed_share() / (alarmed_for / cycle), 1, tolerance);
  EXPECT_NEAR(chain.alarms_per_sample() * cycle, 1, tolerance);
}

/// Feller 1968, XIII.7: mean number of trials to the first run.
double trials_to_run(int length, double probability) {
  return (std::pow(probability, -length) - 1) / (1 - probability);
}

TEST(LevelChain, WithoutCorrelationTheLongRunIsThatOfRuns) {
  for (const Setting& setting : settings) {
    SCOPED_TRACE(words(setting, 0));
    const LevelChain chain(0, setting.threshold, -3, -1, setting.samples, setting.clear_samples);
    const double above = 0.5 * std::erfc(setting.threshold / std::sqrt(2)), below = 1 - above;
    expect_share_and_rate(chain, trials_to_run(setting.samples, above), trials_to_run(setting.clear_samples, below),
                          1e-8);
  }
}

double mean_samples(const LevelChain::Passage& passage) {
  double mean = passage.left * (static_cast<double>(passage.at_sample.size()) + passage.more_samples);
  for (std::size_t k = 0; k < passage.at_sample.size(); ++k) mean += static_cast<double>(k + 1) * passage.at_sample[k];
  return mean;
}

TEST(LevelChain, TheLongRunIsThatOfItsRenewals) {
  const std::vector<Setting> some = {{0, 8, 8}, {0.5244, 10, 20}, {1.2816, 6, 3}, {2.5, 1, 30}, {1, 30, 2}};
  for (const double correlation : {0.5, 0.9}) {
    for (const Setting& setting : some) {
      SCOPED_TRACE(words(setting, correlation));
      const LevelChain chain(correlation, setting.threshold, -3, -1, setting.samples, setting.clear_samples);
      expect_share_and_rate(chain, mean_samples(chain.next_alarm()), mean_samples(chain.clearing()), 1e-8);
    }
  }
}

TEST(LevelChain, TheFirstAlarmAfterAFailureIsTheFirstRun) {
  for (const int samples : {1, 10, 22, 30, 50}) {
    SCOPED_TRACE(samples);
    const double above = 0.5 * std::erfc(-1 / std::sqrt(2));
    const LevelChain chain(0, 8, -1, -1, samples, 1);  // never above in health
    EXPECT_NEAR(mean_samples(chain.first_alarm(-1)) / trials_to_run(samples, above), 1, 1e-8);
  }
}

}  // namespace
}  // namespace nines::models::detection
