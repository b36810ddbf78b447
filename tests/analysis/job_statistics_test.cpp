// Simulated training jobs against closed forms. Seeds are fixed; each of these tests allows 4 standard errors, which a right
// model exceeds with a probability of 6e-5. Times are in hours.
#include "analysis/closed_form/checkpointing.h"
#include "component_parts.h"
#include "history.h"
#include "job_history.h"
#include "models/checkpoint_interval.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::test {
namespace {

using namespace models;
using closed_form::CheckpointedJob;

constexpr double sigmas = 4;

/// Sums over trials, and the standard error of the quotient of two of them (Cochran 1977, section 6.3).
struct Quotient {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  void add(double numerator, double denominator) {
    ++n, x += numerator, y += denominator;
    xx += numerator * numerator, xy += numerator * denominator, yy += denominator * denominator;
  }
  double value() const { return x / y; }
  double error() const {
    const double r = value();
    return std::sqrt((xx - 2 * r * xy + r * r * yy) * n / (n - 1)) / y;
  }
};

void expect_near(const Quotient& simulated, double expected) {
  EXPECT_LT(std::abs(simulated.value() - expected), sigmas * simulated.error())
      << simulated.value() << " +- " << simulated.error() << " for " << expected;
  EXPECT_LT(simulated.error(), 0.02 * expected) << "it would find nothing wrong";
}

/// Nodes that fail at random and stop the job, and then rest until the service is up again. (Memoryless repairs let them be
/// counted; of a time in which nothing fails only the mean matters.)
Platform job_on(std::size_t nodes, double mtbf_h, double repair_h) {
  Platform platform;
  platform.nodes.push_back(node_class("node", nodes, {failure("crash", hours(mtbf_h), hours(repair_h))}));
  platform.nodes[0].ages = Ages::while_in_service;
  platform.services.push_back(one_of("training", 0, static_cast<double>(nodes)));
  TrainingJob job;
  job.name = "model";
  job.checkpoints.emplace();
  platform.jobs.push_back(job);
  return platform;
}

constexpr double at_once_h = 1e-9;

// CK.exact_a and CK.exact_b: 100 h of work in 50 segments, checkpoints of 5 min, MTBF 24 h, restarts of 10 min in which a failure
// may come (i), or none (ii: they are part of the repair), after a downtime of nothing or of half an hour.
TEST(JobAgainstClosedForm, RunTime) {
  struct Case {
    double downtime_h;
    bool in_restart;
    double expected_h;
  };
  for (const Case& each : {Case{0, true, 109.5798327548}, Case{0, false, 109.5772026951},
                           Case{0.5, true, 111.8627459372}, Case{0.5, false, 111.8443172336}}) {
    constexpr double restart_h = 1.0 / 6;
    Platform platform = job_on(1, 24, each.downtime_h + (each.in_restart ? at_once_h : restart_h));
    platform.jobs[0].work = Hours(100);
    platform.jobs[0].checkpoints->interval = Hours(2);
    platform.jobs[0].checkpoints->tiers.push_back(checkpoint_tier(1.0 / 12, each.in_restart ? restart_h : 0));
    Quotient run_time;
    for (const PlayedJob& job : play_jobs(platform, 1000, 2000)) {
      EXPECT_TRUE(job.finished);
      run_time.add(job.elapsed, 1);
    }
    expect_near(run_time, each.expected_h);
  }
}

// CK.daly_M360min: with so many failures in a job's life every segment counts.
TEST(JobAgainstClosedForm, RunTimeAtTheOptimum) {
  Platform platform = job_on(1, 6, at_once_h);
  platform.jobs[0].work = Hours(500);
  const double best_h = best_interval_s(300, 6 * 3600.0) / 3600;
  platform.jobs[0].checkpoints->interval = Hours(best_h);
  platform.jobs[0].checkpoints->tiers.push_back(checkpoint_tier(5.0 / 60, 10.0 / 60));
  Quotient run_time;
  for (const PlayedJob& job : play_jobs(platform, 5000, 500)) run_time.add(job.elapsed, 1);
  // Daly's 610.2164 h count the last segment by its share; it is a whole one with a checkpoint of its own.
  expect_near(run_time, CheckpointedJob{6, 5.0 / 60, 0, 10.0 / 60}.expected_run_s(500, best_h));
  expect_near(run_time, 610.216406819);
}

// CK.RSC_ettr_*, and 100 000 GPUs with checkpoints of 5 min, where the formula of the paper says 0.249.
TEST(JobAgainstClosedForm, EffectiveTrainingTimeRatioOfRsc) {
  struct Case {
    double gpus, failures_per_node_day, checkpoint_min, restart_min, exact, mission_h;
  };
  for (const Case& each :
       {Case{12000, 6.5e-3, 10.0 / 60, 5, 0.922022084392, 720}, Case{12000, 6.5e-3, 5, 5, 0.736213480393, 720},
        Case{12000, 1e-3, 5, 5, 0.896657739151, 2000}, Case{100000, 1e-3, 10.0 / 60, 1, 0.939009473347, 300},
        Case{100000, 6.5e-3, 5, 5, 0.3236, 300}}) {
    const double nodes = each.gpus / 8, mtbf_h = 24 / each.failures_per_node_day;
    Platform platform = job_on(static_cast<std::size_t>(nodes), mtbf_h, each.restart_min / 60);
    const double interval_s = young_interval_s(each.checkpoint_min * 60, mtbf_h / nodes * 3600);
    platform.jobs[0].checkpoints->interval = Seconds(interval_s);
    platform.jobs[0].checkpoints->tiers.push_back(checkpoint_tier(each.checkpoint_min / 60, 0));
    Quotient ratio;
    for (const PlayedJob& job : play_jobs(platform, each.mission_h, 100)) ratio.add(job.worked, job.elapsed);
    const CheckpointedJob form{mtbf_h / nodes * 3600, each.checkpoint_min * 60, each.restart_min * 60, 0, false};
    EXPECT_NEAR(form.effective_time_ratio(interval_s), each.exact, 1e-4);
    expect_near(ratio, form.effective_time_ratio(interval_s));
  }
}

// Of each group of m nodes one must be left: with hits of probability p on each this is (1 - p^m)^(N/m), which is the mean of
// GEMINI's probability over the number of nodes that are hit.
TEST(JobAgainstClosedForm, CheckpointsInPeersMemory) {
  struct Case {
    std::size_t nodes, group;
    double hit;
  };
  for (const Case& each : {Case{16, 2, 0.3}, Case{30, 3, 0.4}, Case{32, 4, 0.5}}) {
    Platform platform = job_on(each.nodes, 1e9, 1);
    Shock shock;
    shock.name = "surge";
    shock.interval = fixed_h(10);
    shock.hit_probability = each.hit;
    shock.targets.push_back({false, 0, 0});
    platform.shocks.push_back(shock);
    platform.jobs[0].checkpoints->interval = Hours(3);
    CheckpointTier memory = checkpoint_tier(0, 0);
    memory.lost_by.push_back({false, 0, 0});
    memory.group = each.group;
    memory.nodes = each.nodes;
    platform.jobs[0].checkpoints->tiers.push_back(memory);
    const double groups = static_cast<double>(each.nodes / each.group);
    const double survives = std::pow(1 - std::pow(each.hit, static_cast<double>(each.group)), groups);
    double mean = 0;
    for (std::size_t k = 0; k <= each.nodes; ++k) {
      const auto n = static_cast<double>(each.nodes), hits = static_cast<double>(k);
      const double probability = std::exp(std::lgamma(n + 1) - std::lgamma(hits + 1) - std::lgamma(n - hits + 1) +
                                          hits * std::log(each.hit) + (n - hits) * std::log1p(-each.hit));
      mean += probability * closed_form::PeerMemory{each.nodes, each.group}.all_recoverable(k);
    }
    EXPECT_NEAR(mean, survives, 1e-12);
    Quotient kept;
    for (const PlayedJob& job : play_jobs(platform, 12, 20000)) kept.add(job.lost < 5 ? 1 : 0, 1);
    expect_near(kept, survives);
  }
}

// Two tiers, one in pairs of peers and one that drains, against a program that plays checkpoint by checkpoint and node by
// node: 0.52418 +- 0.00022 of the time is training, by tests/accuracy/derive/training.py.
TEST(JobAgainstBruteForce, PairsOfPeersAndAStore) {
  Platform platform = job_on(16, 40, 0.5);
  platform.jobs[0].restart = fixed_h(0.2);
  platform.jobs[0].checkpoints->interval = Hours(1);
  CheckpointTier memory = checkpoint_tier(0.02, 0.1), store = checkpoint_tier(0.1, 0.5);
  memory.lost_by.push_back({false, 0, 0});
  memory.group = 2;
  memory.nodes = 16;
  store.every = 4;
  store.drain = Hours(0.7);
  platform.jobs[0].checkpoints->tiers = {memory, store};
  Quotient ratio;
  for (const PlayedJob& job : play_jobs(platform, 2000, 300)) ratio.add(job.worked, job.elapsed);
  expect_near(ratio, 0.52418);
}

}  // namespace
}  // namespace nines::test
