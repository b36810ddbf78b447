// Jobs that checkpoint: closed forms against values that were published, or derived by hand (cases CK.*). The derived ones
// are printed by tests/accuracy/derive/checkpointing.py: run times with 50 digits from the balance of a single attempt;
// lost checkpoints by enumerating every set of failed machines, or in whole numbers by inclusion and exclusion.
#include "analysis/closed_form/checkpointing.h"

#include "models/checkpoint_interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace nines::closed_form {
namespace {

constexpr double minute = 60, hour = 3600, day = 86400;

void expect_relative(double actual, double expected, double tolerance) {
  EXPECT_LE(std::abs(actual - expected), tolerance * std::abs(expected)) << actual << " for " << expected;
}

// CK.daly_M360min: Daly 2006, figures 3 to 5 (M = 360 min, a dump takes 5 min, restart 10 min, 500 h of work).
TEST(Daly2006, IntervalsAndRunTimeOfTheFirstFigure) {
  const double mtbf = 360 * minute, dump = 5 * minute;
  expect_relative(models::young_interval_s(dump, mtbf), 60 * minute, 1e-12);
  expect_relative(models::daly_first_order_interval_s(dump, mtbf), 55 * minute, 1e-12);
  expect_relative(models::daly_interval_s(dump, mtbf), 56.712962963 * minute, 1e-11);
  const double best = models::best_interval_s(dump, mtbf);
  expect_relative(best, 56.7140019988 * minute, 1e-11);
  const CheckpointedJob job{mtbf, dump, 0, 10 * minute};
  expect_relative(500 * hour / job.effective_time_ratio(best), 610.216406819 * hour, 1e-11);
}

// CK.exact_a, CK.exact_b: 100 h of work in 50 segments, checkpoints of 5 min, restarts of 10 min, MTBF 24 h.
TEST(ExpectedRunTime, IsExactWithAndWithoutFailuresDuringRestart) {
  struct Case {
    double downtime_h, with_h, without_h, ratio;
  };
  for (const Case& expected : {Case{0, 109.5798327548, 109.5772026951, 0.9125766802705},
                               Case{0.5, 111.8627459372, 111.8443172336, 0.8939526663874}}) {
    CheckpointedJob job{24, 0.08333333333, expected.downtime_h, 0.1666666667};  // in hours
    expect_relative(job.expected_run_s(100, 2), expected.with_h, 1e-12);
    expect_relative(100 / job.expected_run_s(100, 2), expected.ratio, 1e-12);
    expect_relative(job.effective_time_ratio(2), expected.ratio, 1e-12);
    job.failures_in_restart = false;
    expect_relative(job.expected_run_s(100, 2), expected.without_h, 1e-12);
  }
}

TEST(ExpectedRunTime, OfASegmentIsThatOfItsAttempts) {
  struct Case {
    double mtbf, checkpoint, downtime, restart, work, with, without;
  };
  for (const Case& expected : {Case{86400, 300, 0, 600, 7200, 7.8897479583478645e+3, 7.8895585940468200e+3},
                               Case{86400, 300, 1800, 600, 7200, 8.0541177074801117e+3, 8.0527908408202025e+3},
                               Case{600, 60, 120, 900, 300, 2.6528262064053014e+3, 1.3318324566326245e+3},
                               Case{1e12, 30, 10, 60, 600, 6.3000000024255000e+2, 6.3000000024255000e+2},
                               Case{3600, 0, 0, 0, 36000, 7.9291676861304179e+7, 7.9291676861304179e+7}}) {
    CheckpointedJob job{expected.mtbf, expected.checkpoint, expected.downtime, expected.restart};
    expect_relative(job.expected_segment_s(expected.work), expected.with, 1e-14);
    job.failures_in_restart = false;
    expect_relative(job.expected_segment_s(expected.work), expected.without, 1e-14);
  }
}

TEST(ExpectedRunTime, EndsWithAShorterSegment) {
  const CheckpointedJob job{10, 0.1, 0.2, 0.3};
  EXPECT_DOUBLE_EQ(job.expected_run_s(7, 3), 2 * job.expected_segment_s(3) + job.expected_segment_s(1));
  EXPECT_DOUBLE_EQ(job.expected_run_s(2, 3), job.expected_segment_s(2));
  EXPECT_DOUBLE_EQ(job.expected_run_s(0.3, 0.1), 3 * job.expected_segment_s(0.1));  // 0.3 / 0.1 is below 3 in doubles
}

TEST(ExpectedRunTime, WithoutFailuresIsWorkAndCheckpoints) {
  const CheckpointedJob job{std::numeric_limits<double>::infinity(), 0.5, 1, 1};
  EXPECT_DOUBLE_EQ(job.expected_run_s(10, 2), 12.5);
  EXPECT_DOUBLE_EQ(job.effective_time_ratio(2), 0.8);
}

// By simulation: 200 000 segments of a job whose restarts fail, too. Seed 1; 4.5 sigma: a false alarm in 150 000.
TEST(ExpectedRunTime, IsThatOfSimulatedSegments) {
  const CheckpointedJob job{10, 1, 0.5, 2};
  std::mt19937_64 random(1);  // NOLINT(cert-msc51-cpp): fixed on purpose
  std::exponential_distribution<double> life(1 / job.mtbf_s);
  double sum = 0, squares = 0;
  constexpr int segments = 200000;
  for (int i = 0; i < segments; ++i) {
    double time = 0, needed = 5 + job.checkpoint_s;
    for (double fails = life(random); fails < needed; fails = life(random)) {
      time += fails + job.downtime_s;
      needed = job.restart_s + 5 + job.checkpoint_s;  // the failures that hit the restart, or what follows it
    }
    time += needed;
    sum += time;
    squares += time * time;
  }
  const double mean = sum / segments, sigma = std::sqrt((squares / segments - mean * mean) / segments);
  EXPECT_NEAR(job.expected_segment_s(5), mean, 4.5 * sigma);
}

// CK.RSC_mttf_*: Kokolis et al. 2024 (arXiv 2410.21680): r_f = 6.50 (RSC-1) and 2.34 (RSC-2) failures per 1000 node-days, nodes of 8.
TEST(RscSeries, MeanTimeToFailure) {
  struct Case {
    double gpus, per_1000_node_days, hours;
  };
  for (const Case& expected :
       {Case{8, 6.5, 3692.30769231}, Case{64, 6.5, 461.538461538}, Case{1024, 6.5, 28.8461538462},
        Case{1024, 2.34, 80.1282051282}, Case{2048, 6.5, 14.4230769231}, Case{8192, 6.5, 3.60576923077},
        Case{16384, 2.34, 5.00801282051}, Case{131072, 6.5, 0.225360576923}}) {
    const double days = series_mean_time_between_failures(expected.gpus / 8, expected.per_1000_node_days / 1000);
    expect_relative(24 * days, expected.hours, 1e-11);
  }
}

// CK.RSC_ettr_*: interval, RSC's formula, and the exact renewal (restart without failures).
TEST(RscEffectiveTrainingTime, ByItsFormulaAndExactly) {
  struct Case {
    double gpus, rate, write_min, restart_min, interval_min, added, exact;
  };
  for (const Case& expected : {Case{12000, 6.5e-3, 0.166667, 5, 7.01646415446, 0.920526314438, 0.922022084392},
                               Case{12000, 6.5e-3, 5, 5, 38.4307569132, 0.739791750067, 0.736213480393},
                               Case{12000, 1e-3, 5, 5, 97.9795897113, 0.897937927384, 0.896657739151},
                               Case{100000, 1e-3, 0.166667, 1, 6.19677335393, 0.939164230755, 0.939009473347}}) {
    const double mtbf = day * series_mean_time_between_failures(expected.gpus / 8, expected.rate);
    // The interval is listed for a write of exactly 10 s, the ratios too.
    const double write = std::round(expected.write_min * minute), restart = expected.restart_min * minute;
    const double interval = models::young_interval_s(write, mtbf);
    expect_relative(interval, expected.interval_min * minute, 1e-11);
    expect_relative(added_effective_time_ratio(mtbf, write, restart, interval), expected.added, 1e-11);
    const CheckpointedJob job{mtbf, write, 0, restart, false};
    expect_relative(job.effective_time_ratio(interval), expected.exact, 1e-11);
  }
}

TEST(PeerMemory, PublishedProbabilities) {
  // CK.gemini_*: Wang et al. 2023; 93.3 % and 80.0 % are printed.
  expect_relative((PeerMemory{16, 2}).all_recoverable(2), 0.93333333333333, 1e-14);
  expect_relative((PeerMemory{16, 2}).all_recoverable(3), 0.8, 1e-14);
  expect_relative((PeerMemory{32, 2}).all_recoverable(2), 0.96774193548387, 1e-14);
  expect_relative((PeerMemory{128, 2}).all_recoverable(2), 0.99212598425197, 1e-14);
}

TEST(PeerMemory, EverySetOfFailedMachines) {
  struct Case {
    std::size_t machines, copies;
    std::vector<double> safe, sets;  ///< of 1, 2, ... failed machines
  };
  const Case cases[] = {
      {8, 2, {8, 24, 32, 16, 0, 0, 0, 0}, {8, 28, 56, 70, 56, 28, 8, 1}},
      {9, 3, {9, 36, 81, 108, 81, 27, 0, 0, 0}, {9, 36, 84, 126, 126, 84, 36, 9, 1}},
      {7, 2, {7, 16, 12, 0, 0, 0, 0}, {7, 21, 35, 35, 21, 7, 1}},
      {11, 3, {11, 55, 158, 279, 300, 180, 45, 0, 0, 0, 0}, {11, 55, 165, 330, 462, 462, 330, 165, 55, 11, 1}},
      {14,
       4,
       {14, 91, 364, 993, 1928, 2696, 2680, 1812, 752, 144, 0, 0, 0, 0},
       {14, 91, 364, 1001, 2002, 3003, 3432, 3003, 2002, 1001, 364, 91, 14, 1}},
      {15,
       4,
       {15, 105, 455, 1356, 2911, 4580, 5264, 4312, 2380, 784, 112, 0, 0, 0, 0},
       {15, 105, 455, 1365, 3003, 5005, 6435, 6435, 5005, 3003, 1365, 455, 105, 15, 1}},
      {5, 5, {5, 10, 10, 5, 0}, {5, 10, 10, 5, 1}},
      {5, 1, {0, 0, 0, 0, 0}, {5, 10, 10, 5, 1}}};
  for (const Case& each : cases) {
    const PeerMemory memory{each.machines, each.copies};
    EXPECT_EQ(memory.some_lost(0), 0);
    for (std::size_t failed = 1; failed <= each.machines; ++failed) {
      SCOPED_TRACE(testing::Message() << each.machines << " machines, " << each.copies << " copies, " << failed);
      const double safe = each.safe[failed - 1], sets = each.sets[failed - 1];
      expect_relative(memory.all_recoverable(failed), safe / sets, 1e-14);
      expect_relative(memory.some_lost(failed), (sets - safe) / sets, 1e-14);
    }
  }
}

TEST(PeerMemory, LargeClusters) {
  struct Case {
    std::size_t machines, copies, failed;
    double lost, safe;
  };
  for (const Case& expected :
       {Case{16384, 2, 2, 6.1038881767686016e-5, 9.9993896111823231e-1},
        Case{16384, 2, 200, 7.0759125446237288e-1, 2.9240874553762712e-1},
        Case{16384, 3, 3, 7.4555836783267176e-9, 9.9999999254441632e-1},
        Case{1000, 3, 30, 8.1832089464579675e-3, 9.9181679105354203e-1},
        Case{131072, 2, 64, 1.5270519976999589e-2, 9.8472948002300041e-1},
        Case{1000, 2, 400, 1, 1.0618077482391987e-63}, Case{1200, 4, 12, 1.7273734660734659e-6, 9.9999827262653393e-1},
        Case{1024, 4, 1000, 1, 0}}) {
    const PeerMemory memory{expected.machines, expected.copies};
    expect_relative(memory.some_lost(expected.failed), expected.lost, 1e-12);
    expect_relative(memory.all_recoverable(expected.failed), expected.safe, 1e-12);
  }
}

// CK.llama3_table5: Grattafiori et al. 2024 (arXiv 2407.21783), table 5: 419 unexpected interruptions of 466 in 54 days on 16 384 GPUs.
TEST(Llama3, TimeBetweenInterruptionsAndRatePerNode) {
  const double nodes = 16384.0 / 8, days = 54;
  const double unexpected = failure_rate_per_node(419, nodes, days);
  expect_relative(unexpected, 0.00378870081, 1e-9);
  expect_relative(24 * series_mean_time_between_failures(nodes, unexpected), 3.093078759, 1e-9);
  const double all = failure_rate_per_node(466, nodes, days);
  expect_relative(24 * series_mean_time_between_failures(nodes, all), 2.78111588, 1e-8);
}

// CK.llama3_ettr: more than 90 % of the time was effective (section 3.3.4). Checkpoints that stall for 30 s and restarts of
// 5 min are assumed; with half a minute and 10 min it would have been 88 %.
TEST(Llama3, MoreThanNinetyPercentNeedsQuickRestarts) {
  const double mtbf = 54 * day / 419, stall = minute / 2, best = models::best_interval_s(stall, mtbf);
  EXPECT_GT((CheckpointedJob{mtbf, stall, 0, 5 * minute}).effective_time_ratio(best), 0.90);
  EXPECT_LT((CheckpointedJob{mtbf, stall, 0, 10 * minute}).effective_time_ratio(best), 0.90);
}

}  // namespace
}  // namespace nines::closed_form
