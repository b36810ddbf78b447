// Where numbers of the literature are not ours, and must not be: docs/guide/literature.md tells it in words. Each test holds
// what was printed, what is right, and what makes the difference.
#include "analysis/closed_form/checkpointing.h"
#include "analysis/closed_form/durability.h"
#include "models/checkpoint_interval.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>
#include <vector>

namespace nines::closed_form {
namespace {

void expect_relative(double actual, double expected, double tolerance) {
  EXPECT_LE(std::abs(actual - expected), tolerance * std::abs(expected)) << actual << " for " << expected;
}

std::string three_digits(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2E", value);
  return text.data();
}

/// The mean number of steps of a chain of identity - `leaves`, by elimination with subtraction as one would write it down.
double by_subtraction(std::vector<std::vector<double>> leaves) {
  const std::size_t size = leaves.size();
  std::vector<double> steps(size, 1.0);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t k = i + 1; k < size; ++k) {
      const double factor = leaves[k][i] / leaves[i][i];
      for (std::size_t c = i; c < size; ++c) leaves[k][c] -= factor * leaves[i][c];
      steps[k] -= factor * steps[i];
    }
  }
  for (std::size_t i = size; i-- > 0;) {
    for (std::size_t c = i + 1; c < size; ++c) steps[i] -= leaves[i][c] * steps[c];
    steps[i] /= leaves[i][i];
  }
  return steps[0];
}

// Ford et al. 2010 (OSDI), table 3, MTTF without correlated failures: 9.01E15 and 1.80E16 days are 2^53 and 2^54.
TEST(Ford2010, PrintsPowersOfTwo) {
  EXPECT_EQ(three_digits(std::ldexp(1, 53)), "9.01E+15");
  EXPECT_EQ(three_digits(std::ldexp(1, 54)), "1.80E+16");
  // A probability that is kept as 1 - p: whatever it was between 6.1e-17 and 1.6e-16, a mean time of 2^53 steps is left of it,
  // and of less, nothing.
  for (const double p : {6.1e-17, 1e-16, 1.6e-16}) {
    const double kept = 1 - p;
    EXPECT_EQ(1 / (1 - kept), std::ldexp(1, 53));
  }
  const double kept = 1 - 5e-17;
  EXPECT_EQ(1 - kept, 0);
}

// Five copies, each lost once in 4.3 years and copied anew within an hour (assumed): 1.5e22 h, in fractions. Steps of 1/64 h.
TEST(Ford2010, CancellationLeavesNothingOfAChainThatIsRareEnough) {
  const double lambda = 1.0 / 37668, mu = 1, step = 1.0 / 64;
  const RedundancyGroup copies{5, 4, lambda, mu, 5, 0, {}};
  const double exact_h = 1.5168873645213900e+22;
  expect_relative(mean_time_to_data_loss_s(copies), exact_h, 1e-13);

  std::vector<std::vector<double>> leaves(5, std::vector<double>(5, 0.0));
  for (std::size_t j = 0; j < 5; ++j) {
    const double fails = (5 - static_cast<double>(j)) * lambda * step, repairs = static_cast<double>(j) * mu * step;
    const double stays = 1 - fails - repairs;
    leaves[j][j] = 1 - stays;
    if (j < 4) leaves[j][j + 1] = -fails;
    if (j > 0) leaves[j][j - 1] = -repairs;
  }
  EXPECT_LT(std::abs(by_subtraction(leaves) * step), exact_h / 1e6);
}

// Kokolis et al. 2024: a rate fitted to jobs of all sizes projects 1.8 h at 16 384 GPUs, as printed, and 28.8 h at 1 024, where
// 7.9 h were measured.
TEST(Rsc, TheFittedRateIsNotThatOfItsJobsOf1024) {
  const double per_node_day = 6.50e-3;
  EXPECT_NEAR(24 * series_mean_time_between_failures(16384 / 8, per_node_day), 1.8, 0.05);
  EXPECT_NEAR(24 * series_mean_time_between_failures(1024 / 8, per_node_day), 28.8, 0.05);
  // What the measured time says of these jobs.
  EXPECT_NEAR(failure_rate_per_node(1, 1024 / 8, 7.9 / 24) * 1000, 23.7, 0.05);
}

// At 100 000 GPUs with checkpoints and restarts of 5 min it adds losses that exclude each other: 0.249 for 0.324. Both by
// derive/checkpointing.py; the interval is Young's, which the formula takes.
TEST(Rsc, AddedLossesAreTooManyAtScale) {
  const double mtbf_min = 1440 * series_mean_time_between_failures(100000 / 8, 6.50e-3);
  const double interval = models::young_interval_s(5, mtbf_min);
  const CheckpointedJob job{mtbf_min, 5, 0, 5, false};
  expect_relative(added_effective_time_ratio(mtbf_min, 5, 5, interval), 0.24884348427833556, 1e-13);
  expect_relative(job.effective_time_ratio(interval), 0.32364068272482231, 1e-13);
  // With failures that hit restarts too; and with the best interval, which is shorter than Young's.
  CheckpointedJob hit = job;
  hit.failures_in_restart = true;
  EXPECT_LT(hit.effective_time_ratio(interval), job.effective_time_ratio(interval));
  EXPECT_GT(job.effective_time_ratio(models::best_interval_s(5, mtbf_min)), job.effective_time_ratio(interval));
}

// To first order in the failure rate the two agree but for half a checkpoint, C / (2 M), that a failure loses too.
TEST(Rsc, AddedLossesAreRightWhileTheyAreFew) {
  const CheckpointedJob job{1e6, 5, 0, 5, false};
  EXPECT_NEAR(added_effective_time_ratio(1e6, 5, 5, 60) / job.effective_time_ratio(60) - 1, 5 / 2e6, 1e-8);
}

// Grattafiori et al. 2024, table 5: "Faulty GPU" 148, "30.1 %". Every other row is its count's share of 419.
TEST(Llama3, SharesOfTableFive) {
  struct Row {
    int count;
    double printed;
  };
  const std::array<Row, 18> rows{{{148, 30.1},
                                  {72, 17.2},
                                  {54, 12.9},
                                  {35, 8.4},
                                  {32, 7.6},
                                  {19, 4.5},
                                  {17, 4.1},
                                  {7, 1.7},
                                  {7, 1.7},
                                  {6, 1.4},
                                  {6, 1.4},
                                  {3, 0.7},
                                  {3, 0.7},
                                  {2, 0.5},
                                  {2, 0.5},
                                  {2, 0.5},
                                  {2, 0.5},
                                  {2, 0.5}}};
  const int all = std::accumulate(rows.begin(), rows.end(), 0, [](int sum, const Row& row) { return sum + row.count; });
  EXPECT_EQ(all, 419);
  for (const Row& row : rows) {
    const double share = 100.0 * row.count / all;
    if (row.count == 148) {
      EXPECT_NEAR(share, 35.3, 0.05);
    } else {
      EXPECT_NEAR(share, row.printed, 0.051) << row.count;
    }
  }
  // GPU causes together (Faulty GPU, HBM3, SRAM, system processor, silent data corruption, thermal): 268 of 419.
  EXPECT_NEAR((148 + 72 + 19 + 17 + 6 + 6) / 419.0, 0.63961814, 5e-9);
}

// Backblaze's windows beside the chain of the same means: 17 + 3, 0.405 % a year, 6.5 days: 7.354e-12 and 2.939e-11.
TEST(Backblaze, FixedWindowsMissOverlaps) {
  const double rate = 0.00405 / 365, days = 6.5;
  const double window = window_durability(17, 3, rate, days, 365).loses;
  EXPECT_EQ(three_digits(window), "7.35E-12");
  const RedundancyGroup group{20, 3, rate, 1 / days, 20, 0, {}};
  const double chain = probability_of_data_loss(mean_time_to_data_loss_s(group), 365);
  EXPECT_EQ(three_digits(chain), "2.94E-11");
  // To leading order the factor is parity + 1, whatever the group.
  EXPECT_NEAR(chain / window, 4, 0.005);
  for (const std::size_t parity : {1, 2, 4, 8}) {
    const RedundancyGroup other{10 + parity, parity, 1e-7, 1, 10 + parity, 0, {}};
    const double ratio = probability_of_data_loss(mean_time_to_data_loss_s(other), 365) /
                         window_durability(10, parity, 1e-7, 1, 365).loses;
    EXPECT_NEAR(ratio, static_cast<double>(parity) + 1, 1e-4 * static_cast<double>(parity));
  }
}

}  // namespace
}  // namespace nines::closed_form
