// Training jobs with fixed times: each history is known by hand. Times are in hours.
#include "component_parts.h"
#include "history.h"
#include "job_history.h"
#include "models/checkpoint_interval.h"

#include <gtest/gtest.h>

namespace nines::test {
namespace {

using namespace models;

/// A node that fails each 10 h and is repaired in one. A checkpoint each 3 h of work takes half an hour, and so does its loading;
/// a restart takes a quarter.
Platform one_job() {
  Platform platform;
  platform.nodes.push_back(node_class("node", 1, {failure("crash", fixed_h(10), fixed_h(1))}));
  platform.services.push_back(one_of("training", 0));
  TrainingJob job;
  job.name = "model";
  job.restart = fixed_h(0.25);
  job.checkpoints.emplace();
  job.checkpoints->interval = Hours(3);
  job.checkpoints->tiers.push_back(checkpoint_tier(0.5, 0.5));
  platform.jobs.push_back(job);
  return platform;
}

constexpr double exact = 1e-9;

TEST(Job, LosesTheWorkSinceTheLastCheckpoint) {
  // Fails at 10 after 2 cycles of 3.5 h and 3 h of work; runs again at 11.75, and fails at 21 after 2 cycles and 2.25 h.
  const PlayedJob job = play_job(one_job(), 25);
  EXPECT_EQ(job.interruptions, 2);
  EXPECT_NEAR(job.lost, 3 + 2.25, exact);
  EXPECT_NEAR(job.lost_time, 3 + 2.25, exact);
  EXPECT_NEAR(job.done, 4 * 3 + 2.25, exact);
  EXPECT_NEAR(job.worked, job.done, exact);
  EXPECT_NEAR(job.stalled, 4 * 0.5, exact);
  EXPECT_NEAR(job.loading(), 2 * 0.5, exact);
  EXPECT_NEAR(job.starting(), 2 * 0.25, exact);
  EXPECT_NEAR(job.in(OutagePhase::repair), 2, exact);
  EXPECT_NEAR(job.elapsed, 25, exact);
}

TEST(Job, ACheckpointThatEndsWithTheFailureCounts) {
  Platform platform = one_job();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(7);
  EXPECT_NEAR(play_job(platform, 8).lost, 0, exact);
  platform.nodes[0].failures[0].time_to_failure = fixed_h(6.999);
  EXPECT_NEAR(play_job(platform, 8.1).lost, 3, exact);  // in the stall
}

TEST(Job, WithoutCheckpointsBeginsAgain) {
  Platform platform = one_job();
  platform.jobs[0].checkpoints.reset();
  const PlayedJob job = play_job(platform, 25);
  EXPECT_NEAR(job.lost, 10 + 9.75, exact);
  EXPECT_NEAR(job.done, 2.75, exact);
  EXPECT_NEAR(job.starting(), 0.5, exact);
}

TEST(Job, FailsInItsRestart) {
  Platform platform = one_job();
  platform.nodes.push_back(node_class("other", 1, {failure("crash", fixed_h(11.3), fixed_h(1))}));
  platform.services[0].operands.push_back({Operand::Kind::nodes, 1, 1});
  platform.services[0].needed = 2;
  // Loading from 11 to 11.3, and from 12.3 to 12.8; then it starts, and runs from 13.05 on.
  const PlayedJob job = play_job(platform, 15);
  EXPECT_EQ(job.interruptions, 2);
  EXPECT_NEAR(job.lost, 3, exact);
  EXPECT_NEAR(job.loading(), 0.3 + 0.5, exact);
  EXPECT_NEAR(job.starting(), 0.25, exact);
  EXPECT_NEAR(job.in(OutagePhase::repair), 2, exact);
  EXPECT_NEAR(job.done, 6 + 1.95, exact);
}

TEST(Job, EndsWithALastShortSegment) {
  Platform platform = one_job();
  platform.jobs[0].work = Hours(7);
  platform.nodes[0].failures[0].time_to_failure = fixed_h(100);
  const PlayedJob job = play_job(platform, 50);
  EXPECT_TRUE(job.finished);
  EXPECT_NEAR(job.elapsed, 7 + 3 * 0.5, exact);
  EXPECT_NEAR(job.done, 7, exact);
  EXPECT_NEAR(job.stalled, 1.5, exact);
}

// More cycles are left than 32 bits can count: 2^32 + 2 of them.
TEST(Job, OfEonsDoesNotEndEarly) {
  Platform platform = one_job();
  platform.jobs[0].work = Hours(3 * 4294967298.0);
  platform.nodes[0].failures[0].time_to_failure = fixed_h(1000);
  const PlayedJob job = play_job(platform, 35);
  EXPECT_FALSE(job.finished);
  EXPECT_NEAR(job.done, 30, exact);
  EXPECT_NEAR(job.stalled, 5, exact);
}

TEST(Job, EndsAfterAnInterruption) {
  Platform platform = one_job();
  platform.jobs[0].work = Hours(9);
  // At 10 all work is done but the last checkpoint is not taken: 3 h are lost, done again from 11.75, and saved at 15.25.
  const PlayedJob job = play_job(platform, 50);
  EXPECT_TRUE(job.finished);
  EXPECT_NEAR(job.elapsed, 15.25, exact);
  EXPECT_NEAR(job.lost, 3, exact);
  EXPECT_NEAR(job.stalled, 1.5, exact);
  EXPECT_NEAR(job.in(OutagePhase::repair), 1, exact);
}

TEST(Job, AsynchronousCheckpointsCountOnceTheyAreDrained) {
  Platform platform = one_job();
  platform.jobs[0].checkpoints->tiers[0].drain = Hours(2);
  // Snapshots end at 3.5 and 7; that of 7 can be used at 9. The failure at 10 loses 3 h.
  EXPECT_NEAR(play_job(platform, 11.6).lost, 3, exact);
  EXPECT_NEAR(play_job(platform, 10.5).lost, 3, exact);  // also if the mission ends before it goes on
  platform.nodes[0].failures[0].time_to_failure = fixed_h(8);
  EXPECT_NEAR(play_job(platform, 9.6).lost, 4, exact);
}

TEST(Job, KeepsTheCheckpointBeforeTheOneThatDrains) {
  Platform platform = one_job();
  platform.jobs[0].checkpoints->tiers[0].drain = Hours(2);
  platform.jobs[0].checkpoints->tiers[0].keeps = 1;
  platform.nodes[0].failures[0].time_to_failure = fixed_h(8);
  EXPECT_NEAR(play_job(platform, 9.6).lost, 4, exact);
}

/// The second tier gets each second checkpoint only, which takes an hour more.
Platform two_tiers() {
  Platform platform = one_job();
  CheckpointTier second = checkpoint_tier(1, 2);
  second.every = 2;
  second.name = "far";
  platform.jobs[0].checkpoints->tiers.push_back(second);
  return platform;
}

TEST(Job, TiersHaveTheirMultiples) {
  // Checkpoints end at 3.5 and, to both tiers, at 8; then 2 h of work.
  PlayedJob job = play_job(two_tiers(), 12.5);
  EXPECT_NEAR(job.lost, 2, exact);
  EXPECT_NEAR(job.stalled, 2, exact);
  EXPECT_NEAR(job.loading(), 0.5, exact);  // the first tier's, which is as new
}

TEST(Job, FallsBackToTheTierThatSurvives) {
  Platform platform = two_tiers();
  platform.jobs[0].checkpoints->tiers[0].lost_by.push_back({false, 0, 0});
  platform.nodes[0].failures[0].time_to_failure = fixed_h(12);
  // The first tier's newest is of 11.5, and gone; the second one's of 8.
  const PlayedJob job = play_job(platform, 16);
  EXPECT_NEAR(job.lost, 3 + 0.5, exact);
  EXPECT_NEAR(job.loading(), 2, exact);
}

TEST(Job, ABadCheckpointIsFoundWhenItHasBeenLoaded) {
  Platform platform = one_job();
  platform.jobs[0].checkpoints->tiers[0].bad = 1;
  const PlayedJob job = play_job(platform, 13);
  EXPECT_NEAR(job.loading(), 2 * 0.5, exact);  // both that are kept are bad
  EXPECT_NEAR(job.lost, 9, exact);
}

TEST(Job, OnlySoManyAreKept) {
  Platform platform = one_job();
  platform.jobs[0].checkpoints->tiers[0].bad = 1;
  platform.jobs[0].checkpoints->tiers[0].keeps = 1;
  EXPECT_NEAR(play_job(platform, 13).loading(), 0.5, exact);
}

TEST(Job, RollsBackPastACorruption) {
  Platform platform = one_job();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(1000);
  platform.jobs[0].corruption = SilentCorruption{fixed_h(5), fixed_h(3)};
  // Spoilt at 5 h (4.5 h of work), found at 8 (7 h of work): back to the checkpoint of 3.5 h, though that of 7 h is newer.
  const PlayedJob job = play_job(platform, 8.75);
  EXPECT_EQ(job.interruptions, 1);
  EXPECT_NEAR(job.lost, 4, exact);
  EXPECT_NEAR(job.done, 3, exact);
}

TEST(Job, PlannedInterruptionsLoseNothing) {
  Platform platform = one_job();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(1000);
  platform.jobs[0].planned = PlannedInterruption{fixed_h(5), fixed_h(2)};
  // Away from 5 to 7, running again at 7.75; what is due at 10 comes after 2.25 h of work.
  const PlayedJob job = play_job(platform, 11);
  EXPECT_EQ(job.planned, 2);
  EXPECT_EQ(job.interruptions, 0);
  EXPECT_NEAR(job.lost, 0, exact);
  EXPECT_NEAR(job.done, 4.5 + 2.25, exact);
  EXPECT_NEAR(job.away(), 2 + 1, exact);
}

TEST(Job, GoesSlowerWithAStraggler) {
  Platform platform = one_job();
  FailureMode& grey = platform.nodes[0].failures[0];
  grey.takes_down = TakesDown::nothing;
  grey.time_to_failure = fixed_h(4);
  grey.time_to_repair = fixed_h(6);
  grey.job_speed = 0.5;
  // 3 h and 0.5 h of stall, half an hour; then at half speed for 2.5 h of work, a stall, and half an hour: 2.5/0.5 + 0.5 + 0.5.
  const PlayedJob job = play_job(platform, 10);
  EXPECT_EQ(job.interruptions, 0);
  EXPECT_NEAR(job.worked, 3.5 + 5.5, exact);
  EXPECT_NEAR(job.done, 3.5 + 2.75, exact);
  EXPECT_NEAR(job.stalled, 1, exact);
}

TEST(Job, AnElasticOneGoesOnWithFewer) {
  Platform platform = one_job();
  platform.nodes[0].count = 1;
  platform.nodes.push_back(node_class("other", 3, {failure("crash", fixed_h(1000), fixed_h(1))}));
  platform.services[0].operands.push_back({Operand::Kind::nodes, 1, 1});
  platform.services[0].needed = 3;
  platform.jobs[0].elastic = true;
  // At 10, 3 h are lost, and it goes on at once: 0.75 h later at 3/4 of its speed, from 11 on at full speed.
  const PlayedJob job = play_job(platform, 12);
  EXPECT_EQ(job.interruptions, 1);
  EXPECT_NEAR(job.lost, 3, exact);
  EXPECT_NEAR(job.done, 6 + 0.25 * 0.75 + 1, exact);
  EXPECT_NEAR(job.worked, 6 + 0.25 + 1, exact);
}

TEST(Job, AnAdaptiveOneLearns) {
  Platform platform = one_job();
  platform.jobs[0].checkpoints->rule = CheckpointRule::adaptive;
  platform.jobs[0].checkpoints->assumed_mtbf = Hours(20);
  // The first interval is the optimum for 20 h; after 10 h and one interruption that for 15 h, and so on.
  const double first = best_interval_s(1800, 20 * 3600.0) / 3600, second = best_interval_s(1800, 15 * 3600.0) / 3600;
  const double in_first = 10 - 2 * (first + 0.5), in_second = 9.25 - 2 * (second + 0.5);
  ASSERT_LT(in_first, first);
  ASSERT_LT(in_second, second);
  EXPECT_NEAR(play_job(platform, 12).lost, in_first, exact);
  EXPECT_NEAR(play_job(platform, 22.1).lost, in_first + in_second, exact);
}

}  // namespace
}  // namespace nines::test
