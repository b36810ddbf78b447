#include "job_history.h"

#include "history.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <gtest/gtest.h>

#include <numeric>

namespace nines::test {

using namespace models;

namespace {

struct NoObserver {
  static constexpr bool traced = false;
  void condition(std::uint32_t, bool, double, std::uint32_t) {}
};

template <class Number>
Number sum_of(const std::map<std::string, Number>& numbers) {
  Number sum = 0;
  for (const auto& [name, number] : numbers) sum += number;
  return sum;
}

void add_losses(Sampler<NoObserver>& sampler, const Model& model, PlayedJob& made) {
  const JobModel& job = model.jobs.front();
  constexpr const char* own[] = {"no failure", "corruption", "planned"};
  for (std::uint32_t cause = 0; cause < job.first_own_cause + job_causes; ++cause) {
    const JobLoss& loss = job::loss_by(sampler, job, cause);
    const std::string name = cause < job.first_own_cause ? model.causes[cause].name : own[cause - job.first_own_cause];
    if (loss.time_s > 0) made.lost_by[name] = loss.time_s / 3600;
    if (loss.interruptions > 0) made.interrupted_by[name] = loss.interruptions;
  }
}

}  // namespace

std::vector<PlayedJob> play_jobs(const Platform& platform, double mission_h, std::uint32_t trials) {
  constexpr double hour_s = 3600;
  const auto model = build(platform);
  const JobModel& job = model->jobs.front();
  NoObserver observer;
  Sampler<NoObserver> sampler(model->layout, observer);
  std::vector<PlayedJob> all;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    sampler.run(Behaviour(*model), 1, trial, mission_h * hour_s);
    const JobTotals totals = job::totals(sampler, job);
    PlayedJob made;
    made.elapsed = totals.elapsed_s / hour_s;
    made.done = totals.done_s / hour_s;
    made.worked = totals.worked_s / hour_s;
    made.stalled = totals.stalled_s / hour_s;
    made.lost = totals.lost_s / hour_s;
    made.lost_time = totals.lost_time_s / hour_s;
    made.interruptions = totals.interruptions;
    made.planned = totals.planned;
    made.restarts = totals.restarts;
    made.attended = totals.attended_stops;
    made.finished = totals.finished;
    for (std::uint32_t i = 0; i < job_phases; ++i)
      made.phases[i] = sampler.reward_integral(job.phase_reward + i) / hour_s;
    const double in_phases = std::accumulate(made.phases.begin(), made.phases.end(), 0.0);
    EXPECT_NEAR(made.worked + made.lost_time + made.stalled + in_phases, made.elapsed, 1e-9 * mission_h)
        << "all time is accounted for";
    add_losses(sampler, *model, made);
    EXPECT_NEAR(sum_of(made.lost_by), made.lost_time + in_phases, 1e-9 * mission_h) << "the books balance";
    EXPECT_EQ(sum_of(made.interrupted_by), made.interruptions);
    all.push_back(made);
  }
  return all;
}

PlayedJob play_job(const Platform& platform, double mission_h) { return play_jobs(platform, mission_h, 1).front(); }

CheckpointTier checkpoint_tier(double stall_h, double restore_h) {
  CheckpointTier made;
  made.name = "store";
  made.stall = Hours(stall_h);
  if (restore_h > 0) made.restore = fixed_h(restore_h);
  return made;
}

}  // namespace nines::test
