// What training jobs lose time by, what restarts them, and who: histories that are known by hand. Times are in hours.
#include "analysis/closed_form/checkpointing.h"
#include "component_parts.h"
#include "history.h"
#include "job_history.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::test {
namespace {

using namespace models;

constexpr double exact = 1e-9;

/// As in job_test.cpp: a node that fails each 10 h and is repaired in one. A checkpoint each 3 h of work takes half an hour,
/// and so does its loading; a restart takes a quarter.
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

FailureMode& crash(Platform& platform) { return platform.nodes[0].failures[0]; }

/// Another node, which is repaired in an hour, too; all nodes are needed.
Platform two_nodes(double fails_at_h) {
  Platform platform = one_job();
  platform.nodes.push_back(node_class("other", 1, {failure("crash", fixed_h(fails_at_h), fixed_h(1))}));
  platform.services[0].operands.push_back({Operand::Kind::nodes, 1, 1});
  platform.services[0].needed = 2;
  return platform;
}

using Losses = std::map<std::string, double>;

void expect_losses(const PlayedJob& job, const Losses& expected) {
  EXPECT_EQ(job.lost_by.size(), expected.size());
  for (const auto& [cause, time] : expected) {
    ASSERT_EQ(job.lost_by.count(cause), 1) << cause;
    EXPECT_NEAR(job.lost_by.at(cause), time, exact) << cause;
  }
}

TEST(JobLosses, AreTheWayBackAndTheWorkThatIsLost) {
  // At 10 and 21: 3 and 2.25 h of work, then each time an hour of repair and 0.75 h until it runs again.
  const PlayedJob job = play_job(one_job(), 25);
  expect_losses(job, {{"node.crash", 3 + 1.75 + 2.25 + 1.75}});
  EXPECT_EQ(job.restarts, 2);
}

TEST(JobLosses, OfAMissionThatEndsBeforeItRunsAgain) {
  const PlayedJob job = play_job(one_job(), 10.5);
  expect_losses(job, {{"node.crash", 3 + 0.5}});
  EXPECT_EQ(job.restarts, 0);
}

TEST(JobLosses, AFailureInTheRestartIsOnTheAccountOfWhatBeganIt) {
  // Down from 10 to 11, loading until 11.3, down until 12.3, and running at 13.05.
  const PlayedJob job = play_job(two_nodes(11.3), 15);
  expect_losses(job, {{"node.crash", 3 + 3.05}});
  EXPECT_EQ(job.interrupted_by.at("node.crash"), 1);
  EXPECT_EQ(job.interrupted_by.at("other.crash"), 1);
  EXPECT_EQ(job.restarts, 2) << "one of them in vain";
}

TEST(JobLosses, OfTwoFailuresAtOnceOrOneAfterTheOtherTheFirstCounts) {
  // The other node fails while the job waits for the first one, and keeps it down until 11.6.
  const PlayedJob job = play_job(two_nodes(10.6), 12.5);
  expect_losses(job, {{"node.crash", 3 + 1.6 + 0.75}});
  EXPECT_EQ(job.interruptions, 1);
}

TEST(JobLosses, EachFailureWhileItRunsHasItsOwn) {
  // The node at 10 and, after 1.25 h of work from 11.75 on, the other one at 13.
  const PlayedJob job = play_job(two_nodes(13), 16);
  expect_losses(job, {{"node.crash", 3 + 1.75}, {"other.crash", 1.25 + 1.75}});
}

TEST(JobLosses, ByASilentCorruption) {
  Platform platform = one_job();
  crash(platform).time_to_failure = fixed_h(1000);
  platform.jobs[0].corruption = SilentCorruption{fixed_h(5), fixed_h(3)};
  // Found at 8: 4 of 7 h of work are spoilt, or came after that; then 0.75 h until it runs again.
  const PlayedJob job = play_job(platform, 9);
  expect_losses(job, {{"corruption", 4 + 0.75}});
  EXPECT_EQ(job.interrupted_by.at("corruption"), 1);
  EXPECT_EQ(job.restarts, 1);
}

TEST(JobLosses, OfACorruptionFoundWhileItIsDownTheWorkIsItsOwn) {
  Platform platform = one_job();
  platform.jobs[0].corruption = SilentCorruption{fixed_h(5.2), fixed_h(5.3)};
  // Spoilt at 5.2, when 4.7 h were done; found at 10.5, half an hour after the crash: back to 3 of 9 h, not to 6.
  const PlayedJob job = play_job(platform, 12);
  expect_losses(job, {{"node.crash", 3 + 1.75}, {"corruption", 3}});
  EXPECT_EQ(job.interruptions, 1);
}

TEST(JobLosses, OfACorruptionFoundInAPlannedInterruption) {
  Platform platform = one_job();
  crash(platform).time_to_failure = fixed_h(1000);
  platform.jobs[0].planned = PlannedInterruption{fixed_h(8), fixed_h(4)};
  platform.jobs[0].corruption = SilentCorruption{fixed_h(5.2), fixed_h(4.8)};
  platform.jobs[0].checkpoints->tiers[0].keeps = 3;  // that of 8, too
  // Away from 8 with 7 h of work. The corruption after 4.7 h is found at 10, which ends that: back to 3 h, running at 10.75.
  const PlayedJob job = play_job(platform, 11);
  expect_losses(job, {{"planned", 2 + 0.75}, {"corruption", 4}});
  EXPECT_EQ(job.interrupted_by.at("corruption"), 1);
}

TEST(JobLosses, OfACorruptionFoundWhileItLoads) {
  Platform platform = one_job();
  platform.jobs[0].corruption = SilentCorruption{fixed_h(5.2), fixed_h(6)};
  // Loading from 11 on what was done by 7; found at 11.2: loads what was done by 3.5, and runs at 11.95.
  const PlayedJob job = play_job(platform, 12);
  expect_losses(job, {{"node.crash", 3 + 1 + 0.2 + 0.75}, {"corruption", 3}});
  EXPECT_EQ(job.restarts, 2);
}

TEST(JobLosses, ByPlannedInterruptions) {
  Platform platform = one_job();
  crash(platform).time_to_failure = fixed_h(1000);
  platform.jobs[0].planned = PlannedInterruption{fixed_h(5), fixed_h(2)};
  // Away from 5 to 7, running again at 7.75; away from 10.
  const PlayedJob job = play_job(platform, 11);
  expect_losses(job, {{"planned", 2.75 + 1}});
  EXPECT_EQ(job.restarts, 1);
  EXPECT_TRUE(job.interrupted_by.empty()) << "planned ones do not count";
}

TEST(JobLosses, OfBadCheckpoints) {
  Platform platform = one_job();
  platform.jobs[0].checkpoints->tiers[0].bad = 1;
  // Both that are kept turn out to be bad: two attempts, and it begins again without one.
  const PlayedJob job = play_job(platform, 13);
  expect_losses(job, {{"node.crash", 9 + 1 + 2 * 0.5 + 0.25}});
  EXPECT_EQ(job.restarts, 3);
}

TEST(JobLosses, AServiceThatIsDownFromTheStartIsNobodysFault) {
  Platform platform = one_job();
  platform.services[0].needed = 2;  // more than there are
  const PlayedJob job = play_job(platform, 4);
  expect_losses(job, {{"no failure", 4}});
  EXPECT_EQ(job.restarts, 0);
}

// Elastic jobs, which need three of four nodes.

Platform elastic_job(double notice_h) {
  Platform platform = one_job();
  platform.nodes.push_back(node_class("other", 3, {failure("crash", fixed_h(1000), fixed_h(1))}));
  platform.services[0].operands.push_back({Operand::Kind::nodes, 1, 1});
  platform.services[0].needed = 3;
  platform.jobs[0].elastic = true;
  crash(platform).time_to_notice = fixed_h(notice_h);
  return platform;
}

TEST(ElasticJob, HangsUntilTheFailureIsNoticed) {
  // The node fails at 10, is noticed at 10.5 and repaired at 11.5. The job runs again at 11.25, at 3/4 of its speed at first.
  const PlayedJob job = play_job(elastic_job(0.5), 12);
  EXPECT_EQ(job.interruptions, 1);
  EXPECT_EQ(job.restarts, 1);
  EXPECT_NEAR(job.hanging(), 0.5, exact);
  EXPECT_NEAR(job.loading() + job.starting(), 0.75, exact);
  EXPECT_NEAR(job.lost, 3, exact);
  EXPECT_NEAR(job.done, 6 + 0.25 * 0.75 + 0.5, exact);
  EXPECT_NEAR(job.worked, 6 + 0.75, exact);
  expect_losses(job, {{"node.crash", 3 + 0.5 + 0.75}});
}

/// The second node is one of the others, which fails at 10.2 when the first one is still unnoticed.
Platform two_of_four_fail(double notice_h, double needed) {
  Platform platform = elastic_job(0.5);
  platform.nodes[1].count = 2;
  platform.nodes.push_back(node_class("third", 1, {failure("crash", fixed_h(10.2), fixed_h(0.2))}));
  if (notice_h > 0) platform.nodes[2].failures[0].time_to_notice = fixed_h(notice_h);
  platform.services[0].operands.push_back({Operand::Kind::nodes, 2, 1});
  platform.services[0].needed = needed;
  return platform;
}

TEST(ElasticJob, HangsUntilAllFailuresAreNoticed) {
  // The second one is noticed at 10.8: it loads until 11.3 and starts until 11.55.
  const PlayedJob job = play_job(two_of_four_fail(0.6, 2), 12);
  EXPECT_EQ(job.interruptions, 1);
  EXPECT_NEAR(job.hanging(), 0.8, exact);
  expect_losses(job, {{"node.crash", 3 + 0.8 + 0.75}});
}

TEST(ElasticJob, ThatLosesItsServiceWhileItHangs) {
  // Of the three that it needs two are up from 10.2 to 10.4; then it hangs again, for the first one is noticed at 10.5 only.
  const PlayedJob job = play_job(two_of_four_fail(0, 3), 12);
  EXPECT_EQ(job.interruptions, 1);
  EXPECT_NEAR(job.hanging(), 0.2 + 0.1, exact);
  EXPECT_NEAR(job.in(OutagePhase::repair), 0.2, exact);
  expect_losses(job, {{"node.crash", 3 + 0.5 + 0.75}});
}

TEST(ElasticJob, OfWhichTheMissionEndsWhileItHangs) {
  const PlayedJob job = play_job(elastic_job(0.5), 10.25);
  EXPECT_NEAR(job.hanging(), 0.25, exact);
  EXPECT_NEAR(job.lost, 3, exact);
  EXPECT_NEAR(job.done, 6, exact);
}

TEST(ElasticJob, AFailureInTheRestartHangsItAgain) {
  // It loads from 10.5 on, and the third node fails at 10.7, is noticed at 10.8: another attempt, running at 11.55.
  Platform platform = two_of_four_fail(0.1, 2);
  platform.nodes[2].failures[0].time_to_failure = fixed_h(10.7);
  const PlayedJob job = play_job(platform, 12);
  EXPECT_EQ(job.interruptions, 2);
  EXPECT_EQ(job.restarts, 2);
  EXPECT_NEAR(job.hanging(), 0.5 + 0.1, exact);
  EXPECT_NEAR(job.loading(), 0.2 + 0.5, exact);
  expect_losses(job, {{"node.crash", 3 + 0.5 + 0.2 + 0.1 + 0.75}});
}

TEST(ElasticJob, DoesNotHangForAnUnnoticedStraggler) {
  Platform platform = elastic_job(0.5);
  crash(platform).takes_down = TakesDown::nothing;
  crash(platform).job_speed = 0.5;
  const PlayedJob job = play_job(platform, 10.5);
  EXPECT_EQ(job.interruptions, 0);
  EXPECT_NEAR(job.hanging(), 0, exact);
}

// Who brings it back.

Platform with_crew(Platform platform = one_job()) {
  platform.crews.push_back(crew_of(CrewOrder::first_come));
  crash(platform).crew = 0;
  return platform;
}

TEST(ManualInterventions, AreStopsThatACrewEnds) {
  EXPECT_EQ(play_job(with_crew(), 25).attended, 2);
  EXPECT_EQ(play_job(one_job(), 25).attended, 0) << "nobody is said to repair it";
}

TEST(ManualInterventions, NoneWhereARestartInPlaceHelps) {
  Platform platform = with_crew();
  crash(platform).restarts = Restarts{1, fixed_h(0.1), 1, {}, 1, never};
  EXPECT_EQ(play_job(platform, 25).attended, 0);
  crash(platform).restarts->succeed = 0;
  EXPECT_EQ(play_job(platform, 25).attended, 2);
}

TEST(ManualInterventions, AreCallsOfAPerson) {
  Platform platform = one_job();
  crash(platform).time_to_call = fixed_h(0.2);
  EXPECT_EQ(play_job(platform, 25).attended, 2);
  EXPECT_EQ(play_job(platform, 10.1).attended, 1) << "from the call on";
}

TEST(ManualInterventions, NoneIfTheServiceIsUpWithoutTheCrewsHelp) {
  EXPECT_EQ(play_job(with_crew(elastic_job(0.5)), 12).attended, 0);
}

TEST(ManualInterventions, OneForAStopInWhichTheCrewMendsTwoNodes) {
  Platform platform = with_crew(two_nodes(10.6));
  platform.nodes[1].failures[0].crew = 0;
  EXPECT_EQ(play_job(platform, 15).attended, 1);
}

TEST(ManualInterventions, TwoWhereTheRestartFailsForWantOfOneMore) {
  Platform platform = with_crew(two_nodes(11.3));
  platform.nodes[1].failures[0].crew = 0;
  EXPECT_EQ(play_job(platform, 15).attended, 2);
}

TEST(ManualInterventions, OfAServiceThatItDependsOn) {
  Platform platform = one_job();
  crash(platform).time_to_failure = fixed_h(1000);
  platform.nodes.push_back(node_class("disk", 1, {failure("crash", fixed_h(10), fixed_h(1))}));
  platform.services.insert(platform.services.begin(), one_of("storage", 1));
  platform.services[1].depends_on.push_back(0);
  platform.jobs[0].service = 1;
  EXPECT_EQ(play_job(platform, 15).attended, 0);
  platform.crews.push_back(crew_of(CrewOrder::first_come));
  platform.nodes[1].failures[0].crew = 0;
  const PlayedJob job = play_job(platform, 15);
  EXPECT_EQ(job.attended, 1);
  expect_losses(job, {{"disk.crash", 3 + 1.75}});
}

// Causes share what is lost as their rates do, if nothing can fail while the job is down: by the closed form of all losses. The
// seed is fixed; 4 standard errors are allowed, which a right model exceeds with a probability of 6e-5.
TEST(JobLosses, AreInProportionToRates) {
  constexpr double repair_h = 0.5, stall_h = 0.05, interval_h = 2;
  Platform platform;
  platform.nodes.push_back(node_class(
      "node", 1, {failure("often", hours(20), hours(repair_h)), failure("rare", hours(60), hours(repair_h))}));
  platform.nodes[0].ages = Ages::while_in_service;
  platform.services.push_back(one_of("training", 0));
  TrainingJob job;
  job.name = "model";
  job.checkpoints.emplace();
  job.checkpoints->interval = Hours(interval_h);
  job.checkpoints->tiers.push_back(checkpoint_tier(stall_h, 0));
  platform.jobs.push_back(job);
  const closed_form::CheckpointedJob form{15, stall_h, repair_h, 0, false};
  double n = 0, sums[2] = {0, 0}, squares[2] = {0, 0}, stalls = 0;
  constexpr double mission_h = 2000;
  for (const PlayedJob& played : play_jobs(platform, mission_h, 400)) {
    const double shares[2] = {played.lost_by.at("node.often") / mission_h, played.lost_by.at("node.rare") / mission_h};
    for (const int i : {0, 1}) sums[i] += shares[i], squares[i] += shares[i] * shares[i];
    stalls += played.stalled / mission_h;
    ++n;
  }
  const double lost = 1 - form.effective_time_ratio(interval_h) - stalls / n;
  for (const int i : {0, 1}) {
    const double expected = lost * (i == 0 ? 0.75 : 0.25), mean = sums[i] / n;
    const double error = std::sqrt((squares[i] / n - mean * mean) / (n - 1));
    EXPECT_LT(std::abs(mean - expected), 4 * error) << mean << " +- " << error << " for " << expected;
    EXPECT_LT(error, 0.02 * expected) << "it would find nothing wrong";
  }
}

}  // namespace
}  // namespace nines::test
