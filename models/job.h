// Training jobs: progress while the service is up, and what is lost when it goes down.
//
// A job follows its service. When that goes down, or the job is interrupted otherwise, it loses what it has done since the newest
// checkpoint that is still there; once the service is up it loads that one, starts, and goes on. Work done twice is not
// simulated twice: what is lost is taken off the progress, so that the time that was spent on it is lost time.
//
// Nothing depends on a job, so it keeps times and amounts of work in its state: see JobState.
#pragma once

#include "models/job_phases.h"
#include "models/switching.h"

namespace nines::models::job {

template <class Context>
void restored(Context& context, const JobModel& job, std::uint32_t j);
template <class Context>
void corruption_found(Context& context, const JobModel& job, std::uint32_t j);

inline std::uint32_t number_of(const JobModel& job, JobCause cause) {
  return job.first_own_cause + static_cast<std::uint32_t>(cause);
}

/// What has struck in this event.
template <class Context>
std::uint32_t cause_of_now(Context& context, const JobModel& job) {
  const std::uint32_t cause = context.cause();
  return cause == none ? number_of(job, JobCause::no_failure) : cause;
}

/// Goes back to the newest checkpoint that is left, or to the beginning: what has been done since is lost by this cause.
template <class Context>
void roll_back(Context& context, const JobModel& job, std::uint32_t cause) {
  JobState& state = state_of(context, job);
  const std::uint32_t t = newest_tier(context, job);
  const CheckpointRecord to =
      t == none ? CheckpointRecord{} : record_of(context, job.tiers[t], state_of(context, job.tiers[t]).records - 1);
  const double time_s = state.worked_s - to.worked_s;
  state.lost_s += state.done_s() - to.done_s;
  state.lost_time_s += time_s;
  loss_by(context, job, cause).time_s += time_s;
  state.saved_s = to.done_s;
  state.since_saved_s = state.into_stall_s = 0;
  state.worked_s = to.worked_s;
  state.number = to.number;
  if (!state.corrupted || to.done_s > state.corrupted_at_s) return;
  state.corrupted = 0;  // it is from before
  stop(context, job.timers[JobModel::corruption_found]);
}

/// Whatever it does is over; it is not known yet when it can go on.
template <class Context>
void halt(Context& context, const JobModel& job) {
  JobState& state = state_of(context, job);
  stop(context, job.timers[JobModel::starts]);
  stop(context, job.timers[JobModel::planned_ends]);
  if (state.phase == JobState::restoring) stop(context, job.restore_timers[state.tier]);
  enter(context, job, JobState::waiting);
  drop_unfinished(context, job, state.at_s);
}

template <class Context>
void begin_restore(Context& context, const JobModel& job, std::uint32_t j) {
  JobState& state = state_of(context, job);
  ++state.restarts;
  state.attended = 0;
  const std::uint32_t t = newest_tier(context, job);
  roll_back(context, job, state.cause);
  if (t == none) {
    tell(context, Happening::job_begins_again, j);
    return begin_start(context, job, j);
  }
  tell(context, Happening::job_restores, j, t);
  state.tier = t;
  enter(context, job, JobState::restoring);
  if (job.restore_timers[t] == none) return restored(context, job, j);
  context.start(job.restore_timers[t]);
}

/// The checkpoint has been loaded; whether it is any good turns out now, if nobody knows yet.
template <class Context>
void restored(Context& context, const JobModel& job, std::uint32_t j) {
  const JobState& state = state_of(context, job);
  const TierModel& tier = job.tiers[state.tier];
  CheckpointRecord& record = record_of(context, tier, state_of(context, tier).records - 1);
  if (record.proven == 0 && context.coin(job.coin, tier.spec->bad)) {
    tell(context, Happening::checkpoint_is_bad, j, state.tier);
    --state_of(context, tier).records;
    return begin_restore(context, job, j);
  }
  record.proven = 1;
  begin_start(context, job, j);
}

/// Something has gone wrong. If that is while it does not run, what it lost time by remains what had stopped it.
template <class Context>
void interrupt(Context& context, const JobModel& job, std::uint32_t j, std::uint32_t cause) {
  JobState& state = state_of(context, job);
  tell(context, Happening::job_interrupted, j);
  ++state.interruptions;
  ++loss_by(context, job, cause).interruptions;
  if (state.phase == JobState::running) state.cause = cause;
  halt(context, job);
}

/// Whether a node that has failed unnoticed holds up an elastic job: the others wait for it.
template <class Context>
bool is_held_up(Context& context, const JobModel& job) {
  return job.unnoticed != none && context.template at<std::uint32_t>(job.unnoticed) > 0;
}

/// Its service is up: loads a checkpoint, and starts.
template <class Context>
void go_on(Context& context, const JobModel& job, std::uint32_t j) {
  if (!is_held_up(context, job)) return begin_restore(context, job, j);
  tell(context, Happening::job_hangs, j);
  enter(context, job, JobState::hanging);
}

/// The service has been looked at: whether it is up, and which share of its capacity is.
template <class Context>
void follow(const Model& model, Context& context, std::uint32_t j, bool up, double share) {
  const JobModel& job = model.jobs[j];
  JobState& state = state_of(context, job);
  if (state.phase == JobState::finished) return;
  const bool fewer = job.spec->elastic && share < state.share;
  const bool active =
      state.phase == JobState::restoring || state.phase == JobState::starting || state.phase == JobState::running;
  if (active && (!up || fewer)) {
    interrupt(context, job, j, cause_of_now(context, job));
  } else if (!up && state.phase != JobState::waiting) {
    halt(context, job);
  }
  if (up && state.phase == JobState::hanging && !is_held_up(context, job)) enter(context, job, JobState::waiting);
  if (up && state.phase == JobState::waiting) {
    state.share = share;
    if (is_held_up(context, job)) return go_on(context, job, j);
    if (std::exchange(state.begun, std::uint8_t{1}) != 0) return begin_restore(context, job, j);
    if (job.timers[JobModel::corrupts] != none) context.start(job.timers[JobModel::corrupts]);
    return run(context, job, j);
  }
  if (share == state.share) return;
  state.share = share;
  if (job.spec->elastic) change_speed(context, job);
}

template <class Context>
void finish(Context& context, const JobModel& job, std::uint32_t j) {
  JobState& state = state_of(context, job);
  tell(context, Happening::job_finished, j);
  account(context, job);
  // Be it a rounding error away, it is all done.
  state.saved_s = job.spec->work.count();
  state.since_saved_s = state.into_stall_s = 0;
  enter(context, job, JobState::finished);
  state.finished_at_s = state.at_s;
  for (const auto purpose : {JobModel::corrupts, JobModel::corruption_found, JobModel::planned_due})
    stop(context, job.timers[purpose]);
}

template <class Context>
void corrupt(Context& context, const JobModel& job, std::uint32_t j) {
  JobState& state = state_of(context, job);
  context.start(job.timers[JobModel::corrupts]);
  if (state.corrupted) return;
  account(context, job);
  tell(context, Happening::job_corrupted, j);
  state.corrupted = 1;
  state.corrupted_at_s = state.done_s();
  if (job.timers[JobModel::corruption_found] == none) return corruption_found(context, job, j);
  context.start(job.timers[JobModel::corruption_found]);
}

/// All that is from after the corruption is of no use. If the job does not run, it has lost some of its work already.
template <class Context>
void corruption_found(Context& context, const JobModel& job, std::uint32_t j) {
  JobState& state = state_of(context, job);
  const bool waits = state.phase == JobState::waiting || state.phase == JobState::hanging;
  tell(context, Happening::job_corruption_found, j);
  if (!waits) interrupt(context, job, j, number_of(job, JobCause::corruption));
  roll_back(context, job, state.cause);
  for (const TierModel& tier : job.tiers) {
    remove_records(context, tier, [&](const CheckpointRecord& record) { return record.done_s > state.corrupted_at_s; });
  }
  roll_back(context, job, number_of(job, JobCause::corruption));
  if (!waits) go_on(context, job, j);
}

/// What has been done is saved everywhere, and the job stands aside.
template <class Context>
void stand_aside(Context& context, const JobModel& job, std::uint32_t j) {
  JobState& state = state_of(context, job);
  context.start(job.timers[JobModel::planned_due]);
  if (state.phase != JobState::running) return;
  tell(context, Happening::job_stands_aside, j);
  ++state.planned;
  state.cause = number_of(job, JobCause::planned);
  halt(context, job);
  const double done_s = state.done_s();
  for (const TierModel& tier : job.tiers) {
    remove_records(context, tier, [&](const CheckpointRecord& record) { return record.done_s >= done_s; });
    add_record(context, tier, {done_s, state.worked_s, state.at_s, state.number, 0});
  }
  if (job.timers[JobModel::planned_ends] == none) return go_on(context, job, j);
  enter(context, job, JobState::away);
  context.start(job.timers[JobModel::planned_ends]);
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t j, std::uint32_t purpose) {
  const JobModel& job = model.jobs[j];
  switch (purpose) {
    case JobModel::starts: return run(context, job, j);
    case JobModel::finishes: return finish(context, job, j);
    case JobModel::corrupts: return corrupt(context, job, j);
    case JobModel::corruption_found: return corruption_found(context, job, j);
    case JobModel::planned_due: return stand_aside(context, job, j);
    case JobModel::planned_ends: return go_on(context, job, j);
    default: return restored(context, job, j);  // of a tier
  }
}

template <class Context>
void start(Context& context, const JobModel& job) {
  JobState& state = state_of(context, job);
  state.share = state.speed = 1;
  state.cause = number_of(job, JobCause::no_failure);
  state.interval_s = job.spec->checkpoints ? job.spec->checkpoints->interval.count() : never.count();
  if (job.timers[JobModel::planned_due] != none) context.start(job.timers[JobModel::planned_due]);
}

/// The phase of an outage of its service begins, or ends.
template <class Context>
void note_phase(Context& context, const JobModel& job, OutagePhase phase, bool begins) {
  const bool waits = state_of(context, job).phase != JobState::finished;
  context.set_reward(job.phase_reward + static_cast<std::uint32_t>(phase), begins && waits ? 1 : 0);
}

/// Whether it waits for its service, and nobody has been needed yet to bring that back.
template <class Context>
bool is_unattended(Context& context, const JobModel& job) {
  const JobState& state = state_of(context, job);
  return state.phase == JobState::waiting && state.begun != 0 && state.attended == 0;
}

template <class Context>
void attend(Context& context, const JobModel& job) {
  JobState& state = state_of(context, job);
  state.attended = 1;
  ++state.attended_stops;
}

/// At the end of the mission: what has become of the job. Nothing happens to it any more.
template <class Context>
JobTotals totals(Context& context, const JobModel& job) {
  account(context, job);
  const JobState& state = state_of(context, job);
  const bool stopped = state.phase == JobState::waiting || state.phase == JobState::hanging;
  if (stopped && state.begun != 0) roll_back(context, job, state.cause);  // what it will lose is known already
  const bool finished = state.phase == JobState::finished;
  return {finished ? state.finished_at_s : state.at_s,
          state.done_s(),
          state.worked_s,
          state.stalled_s,
          state.lost_s,
          state.lost_time_s,
          state.interruptions,
          state.planned,
          state.restarts,
          state.attended_stops,
          finished};
}

}  // namespace nines::models::job

namespace nines::models {

template <class Context>
void copies_lost(const Model& model, Context& context, const UnitClass& unit_class, std::uint32_t m,
                 std::uint32_t but) {
  for (const UnitClass::Copies& copies : unit_class.copies) {
    if (copies.mode != m) continue;
    const auto is_gone = [&](const UnitClass::Copies& other) {
      return other.mode == but && other.job == copies.job && other.tier == copies.tier;
    };
    if (std::any_of(unit_class.copies.begin(), unit_class.copies.end(), is_gone)) continue;
    const JobModel& job = model.jobs[copies.job];
    job::account(context, job);
    const TierModel& tier = job.tiers[copies.tier];
    // Those in reserve take the places of others, as far as there are any.
    const auto places = static_cast<std::uint32_t>(tier.spec->nodes);
    const std::uint32_t up =
        unit::count_in(context, unit_class, Stage::fine) + (unit_class.modes[m].unit_stays_up ? 0 : 1);
    if (!job::tear(context, job, tier, places - std::min(places, up))) continue;
    job::state_of(context, job.tiers[copies.tier]).records = 0;
    const JobState& state = job::state_of(context, job);
    if (state.phase != JobState::restoring || state.tier != copies.tier) continue;
    job::stop(context, job.restore_timers[copies.tier]);  // another one must do
    job::begin_restore(context, job, copies.job);
  }
}

template <class Context>
void stragglers_changed(const Model& model, Context& context, const UnitClass& unit_class, std::uint16_t from,
                        std::uint16_t to, std::uint32_t n) {
  for (const UnitClass::Straggler& each : unit_class.stragglers) {
    const JobModel& job = model.jobs[each.job];
    const JobModel::Straggler& straggler = job.stragglers[each.straggler];
    const auto counts = [&](std::uint16_t state) {
      const Stage stage = unit_class.stage_of(state, each.mode);
      return straggler.holds_up ? stage == Stage::unnoticed && unit_class.states[state].active : stage != Stage::fine;
    };
    const bool before = counts(from), after = counts(to);
    if (before == after) continue;
    context.template at<std::uint32_t>(straggler.count) += after ? n : -n;
    if (straggler.holds_up) {
      service::mark(model, context, job.service);
    } else {
      job::change_speed(context, job);
    }
  }
}

}  // namespace nines::models
