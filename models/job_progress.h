// The progress of a job between two events, in closed form: a year of checkpoints costs as much as one. Internal to job.h.
//
// While a job runs at a constant speed it repeats one cycle: an interval of work, then the stall of a checkpoint, which is
// longer when it goes to several tiers. How many cycles fit into a time follows from a division and a few steps.
#pragma once

#include "models/job_model.h"

#include <algorithm>
#include <cmath>

namespace nines::models::job {

/// Times closer than this, relative to their size, are the same: a checkpoint that ends when the failure comes is complete.
inline constexpr double rounding = 1e-12;

inline double stall_of(const JobModel& job, std::uint32_t number) {
  double stall_s = 0;
  for (const TierModel& tier : job.tiers) {
    if (number % tier.spec->every == 0) stall_s += tier.spec->stall.count();
  }
  return stall_s;
}

/// Work in the cycle that it is in: the last one before its end is shorter.
inline double work_of_cycle(const JobModel& job, const JobState& state) {
  return std::min(state.interval_s, job.spec->work.count() - state.saved_s);
}

/// Whether all of its work is done and saved.
inline bool is_done(const JobModel& job, const JobState& state) {
  const double work_s = job.spec->work.count();
  return std::isfinite(work_s) && work_s - state.saved_s <= rounding * work_s;
}

/// Whole cycles of full length until its end; no more than there can be within a mission.
inline double cycles_left(const JobModel& job, const JobState& state) {
  const double cycles = std::floor((job.spec->work.count() - state.saved_s) / state.interval_s * (1 + rounding));
  return std::min(cycles, most_checkpoints);
}

/// How long `cycles` whole cycles take from checkpoint `state.number` on.
inline double time_of(const JobModel& job, const JobState& state, std::uint32_t cycles) {
  if (cycles == 0) return 0;
  double time_s = cycles * (state.interval_s / state.speed);
  for (const TierModel& tier : job.tiers) {
    const std::size_t every = tier.spec->every;
    const std::size_t stalls = (std::size_t{state.number} + cycles) / every - state.number / every;
    time_s += tier.spec->stall.count() * static_cast<double>(stalls);
  }
  return time_s;
}

/// How many whole cycles fit into a time.
inline std::uint32_t cycles_in(const JobModel& job, const JobState& state, double time_s) {
  if (!(state.interval_s < never.count())) return 0;
  const double stall_s = job.spec->checkpoints ? job.spec->checkpoints->mean_stall().count() : 0;
  const double left = cycles_left(job, state);
  const auto most = static_cast<std::uint32_t>(left);
  const double with_rounding = time_s * (1 + rounding);
  auto cycles =
      static_cast<std::uint32_t>(std::min(left, std::floor(time_s / (state.interval_s / state.speed + stall_s))));
  while (cycles > 0 && time_of(job, state, cycles) > with_rounding) --cycles;
  while (cycles < most && time_of(job, state, cycles + 1) <= with_rounding) ++cycles;
  return cycles;
}

/// A part of a cycle.
inline void advance_within(const JobModel& job, JobState& state, double time_s) {
  const double cycle_s = work_of_cycle(job, state);
  const double until_stall_s = (cycle_s - state.since_saved_s) / state.speed;
  state.worked_s += std::min(time_s, until_stall_s);
  if (time_s < until_stall_s) {
    state.since_saved_s += time_s * state.speed;
    return;
  }
  state.since_saved_s = cycle_s;
  const double stall_s = std::min(time_s - until_stall_s, stall_of(job, state.number + 1) - state.into_stall_s);
  state.into_stall_s += stall_s;
  state.stalled_s += stall_s;
}

/// Until the checkpoint at the end of this cycle is taken.
inline double time_to_checkpoint(const JobModel& job, const JobState& state) {
  return (work_of_cycle(job, state) - state.since_saved_s) / state.speed + stall_of(job, state.number + 1) -
         state.into_stall_s;
}

/// Until its end, if nothing happens; of a job that ends.
inline double time_to_finish(const JobModel& job, const JobState& state) {
  const double time_s = time_to_checkpoint(job, state);
  JobState next = state;
  next.saved_s += work_of_cycle(job, state);
  next.since_saved_s = next.into_stall_s = 0;
  ++next.number;
  if (is_done(job, next)) return time_s;
  const auto cycles = static_cast<std::uint32_t>(cycles_left(job, next));
  const double whole_s = time_of(job, next, cycles);
  if (cycles > 0) next.saved_s += cycles * next.interval_s;
  next.number += cycles;
  if (is_done(job, next)) return time_s + whole_s;
  return time_s + whole_s + time_to_checkpoint(job, next);
}

/// Goes on for a time in which nothing happens to it, which ends at `now_s`. `keep(tier, record)` is told of the newest
/// checkpoints that are taken meanwhile, of each tier as many as it keeps, in their order.
template <class Keep>
void advance(const JobModel& job, JobState& state, double time_s, double now_s, Keep keep) {
  const double first_s = time_to_checkpoint(job, state);
  if (!(first_s <= time_s * (1 + rounding))) return advance_within(job, state, time_s);
  state.worked_s += (work_of_cycle(job, state) - state.since_saved_s) / state.speed;
  state.stalled_s += stall_of(job, state.number + 1) - state.into_stall_s;
  state.saved_s += work_of_cycle(job, state);
  state.since_saved_s = state.into_stall_s = 0;
  ++state.number;
  double left_s = std::max(time_s - first_s, 0.0);
  const std::uint32_t cycles = cycles_in(job, state, left_s);
  const double cycle_s = cycles > 0 ? state.interval_s / state.speed : 0;
  for (std::uint32_t t = 0; t < job.tiers.size(); ++t) {
    const CheckpointTier& tier = *job.tiers[t].spec;
    const auto every = static_cast<std::uint32_t>(tier.every);
    const std::uint32_t last = (state.number + cycles) / every, before = (state.number - 1) / every;
    const std::uint32_t kept = std::min(last - before, job.tiers[t].most_records);
    for (std::uint32_t i = last - kept + 1; i != last + 1; ++i) {
      const std::uint32_t after = i * every - state.number;
      const double taken_s = now_s - left_s + time_of(job, state, after);
      keep(t,
           CheckpointRecord{state.saved_s + after * (after > 0 ? state.interval_s : 0),
                            state.worked_s + after * cycle_s, taken_s + tier.drain.count(), state.number + after, 0});
    }
  }
  if (cycles > 0) {
    const double whole_s = time_of(job, state, cycles);
    state.worked_s += cycles * cycle_s;
    state.stalled_s += whole_s - cycles * cycle_s;
    state.saved_s += cycles * state.interval_s;
    state.number += cycles;
    left_s = std::max(left_s - whole_s, 0.0);
  }
  if (!is_done(job, state)) advance_within(job, state, left_s);
}

}  // namespace nines::models::job
