// What a job does with its time, and how fast it runs. Internal to job.h.
#pragma once

#include "models/checkpoint_interval.h"
#include "models/job_checkpoints.h"
#include "models/signals.h"

namespace nines::models::job {

// Speed.

template <class Context>
double speed_of(Context& context, const JobModel& job) {
  double slowest = 1;
  for (const JobModel::Straggler& straggler : job.stragglers) {
    if (context.template at<std::uint32_t>(straggler.count) > 0) slowest = std::min(slowest, straggler.speed);
  }
  return slowest * (job.spec->elastic ? state_of(context, job).share : 1);
}

/// It runs, at the speed of now: its end is so far away.
template <class Context>
void set_pace(Context& context, const JobModel& job) {
  JobState& state = state_of(context, job);
  state.speed = speed_of(context, job);
  const std::uint32_t finishes = job.timers[JobModel::finishes];
  if (finishes == none) return;
  context.stop(finishes);
  context.start(finishes, 1 / time_to_finish(job, state));  // a clock of one second
}

template <class Context>
void change_speed(Context& context, const JobModel& job) {
  if (state_of(context, job).phase != JobState::running) return;
  account(context, job);
  if (speed_of(context, job) != state_of(context, job).speed) set_pace(context, job);
}

// Phases.

/// The reward of a phase that it is in by itself; none of waiting (find_phases() knows what for) and of progress.
inline std::uint32_t reward_of(const JobModel& job, JobState::Phase phase) {
  const auto of = [&](JobPhase own) {
    return job.phase_reward + static_cast<std::uint32_t>(outage_phases) + static_cast<std::uint32_t>(own);
  };
  switch (phase) {
    case JobState::restoring: return of(JobPhase::restoring);
    case JobState::starting: return of(JobPhase::starting);
    case JobState::away: return of(JobPhase::planned);
    case JobState::hanging: return of(JobPhase::hanging);
    case JobState::waiting:
    case JobState::running:
    case JobState::finished: break;
  }
  return none;
}

template <class Context>
void enter(Context& context, const JobModel& job, JobState::Phase phase) {
  JobState& state = state_of(context, job);
  account(context, job);
  const std::uint32_t before = reward_of(job, state.phase), after = reward_of(job, phase);
  if (before != none) context.set_reward(before, 0);
  if (after != none) context.set_reward(after, 1);
  const std::uint32_t corrupts = job.timers[JobModel::corrupts];
  if (corrupts != none) context.set_speed(corrupts, phase == JobState::running ? 1 : 0);
  if (phase != JobState::running) stop(context, job.timers[JobModel::finishes]);
  state.phase = phase;
}

/// Of an adaptive job: the interval that is the best for the interruptions seen so far.
template <class Context>
void adapt(Context& context, const JobModel& job) {
  JobState& state = state_of(context, job);
  const Checkpoints& checkpoints = *job.spec->checkpoints;
  const double ran_s = state.worked_s + state.lost_time_s + state.stalled_s;
  const double mtbf_s = (ran_s + checkpoints.assumed_mtbf.count()) / (state.interruptions + 1.0);
  state.interval_s = std::max(best_interval_s(checkpoints.mean_stall().count(), mtbf_s), checkpoints.shortest.count());
}

template <class Context>
void run(Context& context, const JobModel& job, std::uint32_t j) {
  enter(context, job, JobState::running);
  const auto& checkpoints = job.spec->checkpoints;
  if (checkpoints && checkpoints->rule == CheckpointRule::adaptive) adapt(context, job);
  tell(context, Happening::job_runs, j);
  set_pace(context, job);
}

template <class Context>
void begin_start(Context& context, const JobModel& job, std::uint32_t j) {
  if (job.timers[JobModel::starts] == none) return run(context, job, j);
  enter(context, job, JobState::starting);
  context.start(job.timers[JobModel::starts]);
}

}  // namespace nines::models::job
