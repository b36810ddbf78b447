// What a run says of training jobs: where the time went and what it was lost by, in the result and in the reports.
#include "analysis/sweep/difference.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace nines {
namespace {

using namespace run_studies;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// Of everything a little: two failures, one of them in a crew's hands, a straggler, corruption and plans.
Study busy_job(std::size_t trials) {
  Study study = k_of_n(4, 4, 200, 0.5, trials, Hours(500));
  study.platform.nodes[0].failures.push_back(failing(after_hours(300), after_hours(1)));
  study.platform.nodes[0].failures.back().name = "broken";
  study.platform.nodes[0].failures.back().crew = 0;
  study.platform.nodes[0].failures.push_back(failing(after_hours(300), after_hours(2)));
  study.platform.nodes[0].failures.back().name = "slow";
  study.platform.nodes[0].failures.back().takes_down = models::TakesDown::nothing;
  study.platform.nodes[0].failures.back().job_speed = 0.5;
  study.platform.crews.push_back({});
  models::TrainingJob job;
  job.name = "model";
  job.gpus = 32;
  job.restart = after_hours(0.1);
  job.corruption = models::SilentCorruption{after_hours(100), after_hours(3)};
  job.planned = models::PlannedInterruption{after_hours(100), after_hours(1)};
  job.checkpoints.emplace();
  job.checkpoints->interval = Hours(2);
  models::CheckpointTier tier;
  tier.name = "store";
  tier.stall = Hours(0.05);
  tier.restore = after_hours(0.1);
  job.checkpoints->tiers.push_back(tier);
  study.platform.jobs.push_back(job);
  return study;
}

double share_of(const JobUse& job, const std::string& part) {
  for (const JobUse::Part& each : job.parts) {
    if (each.name == part) return each.share;
  }
  ADD_FAILURE() << part;
  return 0;
}

TEST(JobUse, CausesAndPhasesAddUpToTheSame) {
  Study study = busy_job(50);
  for (const bool ends : {false, true}) {
    if (ends) study.platform.jobs[0].work = Hours(300);
    const RunResult result = run(study, {});
    const JobUse& job = result.jobs.at(0);
    double parts = 0, losses = 0, losses_s = 0, progress_s = 0, interruptions = 0;
    for (const JobUse::Part& each : job.parts) {
      parts += each.share;
      if (each.name == "progress") progress_s = each.time_s.value;
      EXPECT_LE(each.time_s.low, each.time_s.value) << each.name;
      EXPECT_GE(each.time_s.high, each.time_s.value) << each.name;
    }
    for (const JobUse::Loss& each : job.losses) {
      losses += each.share, losses_s += each.time_s.value;
      interruptions += each.interruptions_per_day;
      EXPECT_LE(each.time_s.low, each.time_s.value) << each.cause;
      EXPECT_GE(each.time_s.high, each.time_s.value) << each.cause;
    }
    EXPECT_NEAR(parts, 1, 1e-12);
    EXPECT_NEAR(losses + share_of(job, "progress"), 1, 1e-12);
    EXPECT_NEAR(losses_s + progress_s, job.elapsed_s, 1e-9 * job.elapsed_s);
    EXPECT_NEAR(interruptions, job.interruptions_per_day, 1e-12);
    EXPECT_EQ(job.losses.size(), 6) << "two failures, corruption, plans, stalls and stragglers";
    EXPECT_TRUE(std::is_sorted(job.losses.begin(), job.losses.end(),
                               [](const auto& a, const auto& b) { return a.share > b.share; }));
  }
}

TEST(JobUse, MeasuresCountInTheTimeOfTheJob) {
  Study study = busy_job(50);
  study.platform.jobs[0].work = Hours(300);
  const RunResult result = run(study, {});
  const JobUse& job = result.jobs.at(0);
  const Estimate restarts = find(result, "service", Measure::restarts).simulated;
  const Estimate manual = find(result, "service", Measure::manual_interventions).simulated;
  EXPECT_NEAR(restarts.value, job.restarts_per_day * 365, 1e-9 * restarts.value);
  EXPECT_NEAR(manual.value, job.manual_per_day * 365, 1e-9 * manual.value);
  EXPECT_GT(job.restarts_per_day, job.interruptions_per_day) << "planned ones restart it, too";
  EXPECT_GT(job.manual_per_day, 0);
  EXPECT_LT(job.manual_per_day, job.interruptions_per_day);
}

TEST(JobUse, ObjectivesOnRestartsAreOfTheTimeOfTheJob) {
  // It ends at about 300 h of 500 h: as a rate over the mission there would be far fewer.
  Study study = busy_job(200);
  study.platform.jobs[0].work = Hours(200);
  const double rate = find(run(study, {}), "service", Measure::restarts).simulated.value;
  models::Objective objective;
  objective.measure = Measure::restarts;
  objective.at_least = true;
  objective.bound = rate / 2;
  objective.share_of_trials = 0.9;
  study.objectives = {objective};
  const RunResult result = run(study, {});
  EXPECT_EQ(result.objectives[0].outcome, ObjectiveResult::Outcome::met) << result.objectives[0].value.value;
}

// Side by side, a system and itself with checkpoints that load at once: fewer failures hit its restarts.
TEST(JobUse, RatesOfJobsAreComparedByTheirOwnTime) {
  Study first = busy_job(100), second = busy_job(100);
  first.platform.jobs[0].work = second.platform.jobs[0].work = Hours(200);
  second.platform.jobs[0].checkpoints->tiers[0].restore = nullptr;
  first.measures = second.measures = {Measure::restarts};
  const sweep::Difference made = sweep::difference(first, second, {});
  ASSERT_EQ(made.measures.size(), 1);
  EXPECT_NEAR(made.measures[0].first, find(run(first, {}), "service", Measure::restarts).simulated.value, 1e-6);
  EXPECT_NEAR(made.measures[0].second, find(run(second, {}), "service", Measure::restarts).simulated.value, 1e-6);
  EXPECT_LT(made.measures[0].low, made.measures[0].difference);
}

TEST(JobUse, IsInTheReports) {
  const Study study = busy_job(50);
  const RunResult result = run(study, {});
  const std::string table = report::table(result, report::Question::run, {});
  EXPECT_THAT(table, AllOf(HasSubstr("time lost by"), HasSubstr("silent corruption"), HasSubstr("node.broken"),
                           HasSubstr("planned interruptions"), HasSubstr("slower than full speed"),
                           HasSubstr("interruptions a day"), HasSubstr("manual interventions")));
  const auto job = nlohmann::json::parse(report::json(result)).at("jobs").at(0);
  double losses = 0;
  for (const auto& loss : job.at("losses")) losses += loss.at("share").get<double>();
  EXPECT_NEAR(losses + job.at("shares").at("progress").get<double>(), 1, 1e-12);
  EXPECT_NEAR(job.at("times_s").at("progress").at("value").get<double>(), 500 * 3600 * (1 - losses), 1e-3);
}

TEST(JobUse, ManualInterventionsAreShownUnaskedOnlyWhereThereArePeople) {
  Study study = busy_job(5);
  const auto shown = [&] {
    const RunResult result = run(study, {});
    return std::any_of(result.measures.begin(), result.measures.end(),
                       [](const MeasureResult& each) { return each.measure == Measure::manual_interventions; });
  };
  EXPECT_TRUE(shown());
  study.platform.nodes[0].failures[1].crew.reset();
  study.platform.crews.clear();
  EXPECT_FALSE(shown());
  study.platform.nodes[0].failures[1].time_to_call = after_hours(0.1);
  EXPECT_TRUE(shown());
  study.platform.nodes[0].failures[1].time_to_call = nullptr;
  study.measures = {Measure::manual_interventions};
  EXPECT_TRUE(shown());
}

// Without an interruption there is nothing but progress and stalls, both of them certain.
TEST(JobUse, OfAJobThatNothingInterrupts) {
  Study study = busy_job(20);
  study.platform.nodes[0].failures.resize(1);
  study.platform.nodes[0].failures[0].time_to_failure = after_hours(1e12);
  study.platform.jobs[0].corruption.reset();
  study.platform.jobs[0].planned.reset();
  const RunResult result = run(study, {});
  const JobUse& job = result.jobs.at(0);
  ASSERT_EQ(job.losses.size(), 1);
  EXPECT_EQ(job.losses[0].cause, "checkpoint_stalls");
  const Estimate& progress = job.parts.at(0).time_s;
  EXPECT_NEAR(progress.high - progress.low, 0, 1e-6);
  EXPECT_EQ(find(result, "service", Measure::restarts).simulated.trust, Estimate::Trust::none_seen);
  EXPECT_THAT(report::table(result, report::Question::run, {}),
              AllOf(HasSubstr("0 restarts, no manual interventions"), Not(HasSubstr("planned interruptions"))));
}

}  // namespace
}  // namespace nines
