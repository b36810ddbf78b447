// Backups, retention, corruption and replication: closed forms against the published or derived values (cases BK.*).
// Expected values are in hours unless they say otherwise; each of them to the digits that it is listed with.
#include "analysis/closed_form/data_loss.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::closed_form {
namespace {

void expect_relative(double actual, double expected, double tolerance) {
  EXPECT_LE(std::abs(actual / expected - 1), tolerance) << actual << " for " << expected;
}

struct Full {
  double interval_h, duration_h, unusable;
  double mean_h, deviation_h, beyond_one, beyond_two;
};

class FullBackups : public testing::TestWithParam<Full> {};

TEST_P(FullBackups, LossAtARandomInstant) {
  const Full& expected = GetParam();
  const PeriodicBackups backups{expected.interval_h, expected.duration_h, expected.unusable};
  expect_relative(backups.mean_loss(), expected.mean_h, 1e-11);
  expect_relative(std::sqrt(backups.loss_variance()), expected.deviation_h, 1e-11);
  EXPECT_NEAR(backups.probability_beyond(expected.interval_h + expected.duration_h), expected.beyond_one, 1e-12);
  EXPECT_NEAR(backups.probability_beyond(2 * expected.interval_h), expected.beyond_two, 1e-13);
}

INSTANTIATE_TEST_SUITE_P(Cases, FullBackups,
                         testing::Values(Full{24, 2, 0, 14, 6.92820323028, 0, 0},
                                         Full{24, 2, 0.05, 15.26315789474, 8.93931526129, 0.05, 0.00645833333333},
                                         Full{1, 0.25, 0.01, 0.760101010101, 0.305837168832, 0.01, 0.002575}));

TEST(PeriodicBackups, LoseAnIntervalAndTheirDurationAtMost) {
  const PeriodicBackups backups{24, 2, 0};
  EXPECT_NEAR(backups.quantile(1 - 1e-12), 26, 1e-10);
  EXPECT_DOUBLE_EQ(backups.quantile(0), 2);
}

TEST(PeriodicBackups, QuantilesInvertTheProbability) {
  for (const double q : {0.0, 0.05, 0.4}) {
    const PeriodicBackups backups{24, 2, q};
    for (const double p : {0.01, 0.5, 0.9, 0.949, 0.951, 0.999}) {
      EXPECT_NEAR(backups.probability_beyond(backups.quantile(p)), 1 - p, 1e-12) << q << " " << p;
    }
  }
}

TEST(BackupChain, FallsBackToTheLongestReadablePrefix) {
  const BackupChain weekly{7, 0.99, 0.995};
  expect_relative(weekly.mean_extra_intervals(), 0.09982147366405, 1e-11);
  expect_relative(24.0 / 2 + 1 + 24 * weekly.mean_extra_intervals(), 15.39571536794, 1e-12);
  const BackupChain daily{24, 0.999, 0.999};
  expect_relative(daily.mean_extra_intervals(), 0.1080111585421, 1e-11);
  expect_relative(0.5 + 0.1 + daily.mean_extra_intervals(), 0.7080111585421, 1e-12);
}

TEST(BackupChain, OfFullOnesOnlyIsPeriodic) {
  for (const double q : {0.01, 0.2, 0.7}) {
    const BackupChain chain{1, 1, 1 - q};
    const PeriodicBackups backups{24, 2, q};
    expect_relative(24.0 / 2 + 2 + 24 * chain.mean_extra_intervals(), backups.mean_loss(), 1e-14);
  }
}

TEST(Backups, ScheduleThatBeginsAnewWithEachLoss) {
  const double loss_h = mean_loss_with_restarts(24, 2, 200);
  expect_relative(loss_h, 13.63307630238, 1e-12);
  expect_relative(loss_h / 200, 0.06816538151191, 1e-12);
}

TEST(Backups, AllOfThemUnusable) {
  expect_relative(all_unusable(0.05, 7), 7.8125e-10, 1e-13);
  expect_relative(all_unusable(0.02, 4), 1.6e-7, 1e-13);
  expect_relative(all_unusable(0.05, 7, 0.1), 0.1 * 0.05 + 0.9 * std::pow(0.045, 7), 1e-14);
}

TEST(Corruption, NoticedWithinTheRetention) {
  const CorruptionKept corruption{10, 30};
  expect_relative(corruption.unrecoverable(), 0.0497870683679, 1e-12);
  expect_relative(corruption.mean_until_noticed_in_time(), 8.42812910526, 1e-12);
}

// The time to notice is D, the snapshot is taken U before the corruption: one interval more is lost if U + D < B.
TEST(Corruption, LosesAnIntervalMoreWhereTheLastBackupHasNotEnded) {
  const double d = 10, interval = 2, duration = 1.5;
  double late = 0;
  constexpr int steps = 200'000;
  for (int i = 0; i < steps; ++i) {
    const double u = duration * (i + 0.5) / steps;  // the midpoint rule, in place of the integral
    late += -std::expm1(-(duration - u) / d) * duration / steps / interval;
  }
  const CorruptionKept corruption{d, 1e6};
  expect_relative(corruption.mean_loss(interval, duration), d + interval / 2 + interval * late, 1e-9);
  expect_relative(corruption.mean_loss(interval, 0), d + interval / 2, 1e-14);
}

TEST(Replication, LagBeyondTheObjective) {
  expect_relative(exponential_with_mean(Seconds(5))->survival(Seconds(30)), 0.0024787521766664, 1e-13);
}

TEST(Restore, WithReplayOfTheLog) {
  // 12 TB at 2 GB/s are 100 min; detection 5 min, provision 10 min; six hours between backups, replay at a fifth.
  const double read_min = 12e12 / 2e9 / 60;
  const RestoreWithReplay restore{5 + 10 + read_min, 6 * 60, 0.2};
  expect_relative(restore.mean(), 151.0, 1e-14);
  expect_relative(restore.quantile(0.95), 183.4, 1e-14);
}

}  // namespace
}  // namespace nines::closed_form
