// The checkpoints of a job: which there are, and what takes them away. Internal to job.h.
#pragma once

#include "models/job_progress.h"

namespace nines::models::job {

template <class Context>
JobState& state_of(Context& context, const JobModel& job) {
  return context.template at<JobState>(job.state);
}

template <class Context>
TierState& state_of(Context& context, const TierModel& tier) {
  return context.template at<TierState>(tier.state);
}

template <class Context>
CheckpointRecord& record_of(Context& context, const TierModel& tier, std::uint32_t record) {
  return context.template at<CheckpointRecord>(tier.records + record * static_cast<Offset>(sizeof(CheckpointRecord)));
}

template <class Context>
JobLoss& loss_by(Context& context, const JobModel& job, std::uint32_t cause) {
  return context.template at<JobLoss>(job.losses + cause * static_cast<Offset>(sizeof(JobLoss)));
}

template <class Context>
double now_s(Context& context, const JobModel& job) {
  return context.since(job.clock);
}

template <class Context>
void stop(Context& context, std::uint32_t timer) {
  if (timer != none) context.stop(timer);
}

// Checkpoints.

/// Takes out all checkpoints of a tier for which gone(record).
template <class Context, class Gone>
void remove_records(Context& context, const TierModel& tier, Gone gone) {
  TierState& state = state_of(context, tier);
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < state.records; ++i) {
    const CheckpointRecord record = record_of(context, tier, i);
    if (!gone(record)) record_of(context, tier, kept++) = record;
  }
  state.records = kept;
}

template <class Context>
void add_record(Context& context, const TierModel& tier, const CheckpointRecord& record) {
  TierState& state = state_of(context, tier);
  if (state.records == tier.most_records) {
    for (std::uint32_t i = 1; i < state.records; ++i) record_of(context, tier, i - 1) = record_of(context, tier, i);
    --state.records;
  }
  record_of(context, tier, state.records++) = record;
}

/// Everything up to this moment is accounted for, as far as it goes by itself.
template <class Context>
void account(Context& context, const JobModel& job) {
  JobState& state = state_of(context, job);
  const double now = now_s(context, job), time_s = now - state.at_s;
  state.at_s = now;
  if (state.phase == JobState::finished) return;
  if (state.phase != JobState::running) {
    loss_by(context, job, state.cause).time_s += time_s;
    return;
  }
  advance(job, state, time_s, now,
          [&](std::uint32_t t, const CheckpointRecord& record) { add_record(context, job.tiers[t], record); });
}

/// The checkpoints that are no use any more: those that were being written and, of the others, the oldest.
template <class Context>
void drop_unfinished(Context& context, const JobModel& job, double now) {
  for (const TierModel& tier : job.tiers) {
    remove_records(context, tier,
                   [&](const CheckpointRecord& record) { return record.usable_at_s > now * (1 + rounding); });
    std::uint32_t too_many = state_of(context, tier).records;
    too_many -= std::min(too_many, static_cast<std::uint32_t>(tier.spec->keeps));
    remove_records(context, tier, [&](const CheckpointRecord&) {
      if (too_many == 0) return false;
      --too_many;
      return true;
    });
  }
}

/// The tier of the newest checkpoint, the first one of several; none if there is no checkpoint.
template <class Context>
std::uint32_t newest_tier(Context& context, const JobModel& job) {
  std::uint32_t found = none;
  double done_s = 0;
  for (std::uint32_t t = 0; t < job.tiers.size(); ++t) {
    const std::uint32_t records = state_of(context, job.tiers[t]).records;
    if (records == 0) continue;
    const CheckpointRecord& record = record_of(context, job.tiers[t], records - 1);
    if (found != none && !(record.done_s > done_s)) continue;
    found = t;
    done_s = record.done_s;
  }
  return found;
}

// What failures take away.

/// Groups of which j nodes have lost their copies.
template <class Context>
std::uint32_t& torn(Context& context, const TierModel& tier, std::uint32_t j) {
  return context.template at<std::uint32_t>(tier.torn + j * static_cast<Offset>(sizeof(std::uint32_t)));
}

/// Nodes that have lost theirs since the newest checkpoint was taken.
template <class Context>
std::uint32_t torn_nodes(Context& context, const TierModel& tier) {
  std::uint32_t nodes = 0;
  for (std::uint32_t j = 1; j < tier.spec->group; ++j) nodes += j * torn(context, tier, j);
  return nodes;
}

/// A node of the tier has failed, and lost what was on it: whether it was the last one of its group that had a copy. Of the
/// nodes that were up, `others_down` being down already, each is equally likely to be the one. It may be one that has been
/// replaced, and has no copy yet; those that are down have none either.
template <class Context>
bool tear(Context& context, const JobModel& job, const TierModel& tier, std::uint32_t others_down) {
  const auto group = static_cast<std::uint32_t>(tier.spec->group);
  if (group == 1) return true;
  TierState& state = state_of(context, tier);
  bool is_newer = false;  // a checkpoint that was taken since then is whole
  for (std::uint32_t i = 0; i < state.records; ++i) {
    const double usable_at_s = record_of(context, tier, i).usable_at_s;
    is_newer = is_newer || (usable_at_s > state.torn_at_s && usable_at_s <= now_s(context, job));
  }
  for (std::uint32_t j = 1; is_newer && j < group; ++j) torn(context, tier, j) = 0;
  state.torn_at_s = now_s(context, job);
  std::uint32_t whole = tier.groups;
  for (std::uint32_t j = 1; j < group; ++j) whole -= torn(context, tier, j);
  const std::uint32_t without = torn_nodes(context, tier);
  const std::uint32_t replaced = without - std::min(without, others_down);
  const auto nodes = [&](std::uint32_t j) {
    if (j == group) return static_cast<double>(replaced);
    return static_cast<double>((j == 0 ? whole : torn(context, tier, j)) * (group - j));
  };
  double all = 0;
  for (std::uint32_t j = 0; j <= group; ++j) all += nodes(j);
  const std::uint32_t hit = context.choose(job.coin, group + 1, all, nodes);
  if (hit == group) return false;
  if (hit > 0) --torn(context, tier, hit);
  if (hit + 1 < group) {
    ++torn(context, tier, hit + 1);
    return false;
  }
  for (std::uint32_t j = 1; j < group; ++j) torn(context, tier, j) = 0;  // there is nothing left that could be lost
  return true;
}

}  // namespace nines::models::job
