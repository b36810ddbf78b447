// The rebuild of lost fragments on other disks: step by step, each over all groups of a level, so that an event is the end of
// a step or what interrupts it and never a single fragment. Internal to storage.h.
#pragma once

#include "models/rebuild_of_each.h"

namespace nines::models::storage {

/// Groups at a level that are known to have lost a fragment.
template <class Context>
std::uint32_t ready_at(Context& context, const StorageModel& storage, std::uint32_t level) {
  return groups_at(context, storage, level) - unnoticed_at(context, storage, level);
}

/// Fragments a second, where `groups` are being rebuilt and each fragment takes so many others to be read.
///
/// What bounds it: the disks that hold the fragments of these groups read and write; each group's new fragment goes to one
/// disk; what is read passes the network; and what the planner allows in all.
template <class Context>
double fragments_per_second(const Model& model, Context& context, const StorageModel& storage, double groups,
                            double reads) {
  const Rebuild& rebuild = *storage.spec->rebuild;
  // The service's first operand are the disks.
  const std::uint32_t in_reach = context.template at<std::uint32_t>(model.services[storage.service].counts);
  const double disks = std::min(in_reach, state_of(context, storage).live);
  const double at_work = std::min(disks, groups * storage.fragments), targets = std::min(disks, groups);
  const double bytes = rebuild.disk_bytes_per_second * std::min(at_work / (reads + 1), targets);
  return std::min(bytes / storage.fragment_bytes, let_through_per_second(model, storage, disks, reads));
}

/// Over `done` fragments that were made again one after the other in a step which has gone on for `step_s`, the sum of how long
/// each of them has been there.
inline double early_s(const StorageState& state, double done, double step_s) {
  return done * (step_s - ((done + 1) / 2 - state.begun) / state.groups_per_second);
}

/// `done` of the groups that the step is about are whole by one fragment more, one after the other.
template <class Context>
void make_again(Context& context, const StorageModel& storage, std::uint32_t done) {
  if (done == 0) return;
  const StorageState& state = state_of(context, storage);
  const std::uint32_t first = state.step_level > 0 ? state.step_level : 1;
  const std::uint32_t last = state.step_level > 0 ? state.step_level : storage.top;
  std::uint64_t all = 0, up_to = 0, given = 0;
  for (std::uint32_t j = first; j <= last; ++j) all += ready_at(context, storage, j);
  double read = 0;
  for (std::uint32_t j = first; j <= last; ++j) {
    up_to += ready_at(context, storage, j);
    const std::uint64_t by_now = done * up_to / all;  // each level has its share, and the sum is right
    const auto made = static_cast<std::uint32_t>(by_now - given);
    given = by_now;
    groups_at(context, storage, j) -= made;
    groups_at(context, storage, j - 1) += made;
    read += made * storage.spec->scheme.reads[j];
  }
  forget_missing(context, storage, done);
  observe_reads(context, storage, read);
  context.observe(storage.first_series + static_cast<std::uint32_t>(StorageSeries::back_early),
                  early_s(state, done, context.since(storage.stamp)));
}

/// What has been done since the step under way began; it is over then.
template <class Context>
void interrupt_rebuild(Context& context, const StorageModel& storage) {
  if (storage.timer == none) return;
  StorageState& state = state_of(context, storage);
  if (state.groups_per_second <= 0) return;
  context.stop(storage.timer);
  const double step_s = context.since(storage.stamp);
  if (storage.ongoing != none) return go_on_with_each(context, storage, step_s);
  const double done = state.begun + step_s * state.groups_per_second;
  const std::uint32_t whole =
      std::min(state.step_groups, static_cast<std::uint32_t>(std::min(std::floor(done), double(state.step_groups))));
  make_again(context, storage, whole);
  state.begun = whole < state.step_groups ? done - whole : 0;
  state.groups_per_second = 0;
}

/// A step is over by itself.
template <class Context>
void step_over(Context& context, const StorageModel& storage) {
  StorageState& state = state_of(context, storage);
  if (storage.ongoing != none) return go_on_with_each(context, storage, 1 / state.groups_per_second);
  make_again(context, storage, state.step_groups);
  state.begun = state.groups_per_second = 0;
}

/// What the mission's end cuts off.
struct Unfinished {
  double fragments = 0;  ///< that are lost, and not made again
  double early_s = 0;  ///< as StorageSeries::back_early, of the step that is under way
};

template <class Context>
Unfinished at_end(Context& context, const StorageModel& storage) {
  const StorageState& state = state_of(context, storage);
  Unfinished found{missing(context, storage), 0};
  if (storage.timer == none || storage.ongoing != none || state.groups_per_second <= 0) return found;
  const double step_s = context.since(storage.stamp);
  const double done = std::floor(std::min(state.begun + step_s * state.groups_per_second, double(state.step_groups)));
  found.fragments -= done;
  found.early_s = early_s(state, done, step_s);
  return found;
}

/// How many fragments there is room for.
template <class Context>
double room(Context& context, const StorageModel& storage) {
  if (storage.spec->disk_bytes == 0) return most_stripes;
  const double there = double(storage.groups) * storage.fragments - missing(context, storage);
  const double free = state_of(context, storage).live * storage.spec->disk_bytes - there * storage.fragment_bytes;
  return std::clamp(std::floor(free / storage.fragment_bytes), 0.0, most_stripes);
}

/// Begins the next step, if there is anything to rebuild.
template <class Context>
void begin_rebuild(const Model& model, Context& context, const StorageModel& storage) {
  if (storage.timer == none) return;
  if (storage.ongoing != none) return begin_each(model, context, storage, room(context, storage));
  StorageState& state = state_of(context, storage);
  double groups = 0, reads = 0;
  state.step_level = 0;
  for (std::uint32_t j = storage.top; j >= 1; --j) {
    const double ready = ready_at(context, storage, j);
    if (ready == 0) continue;
    groups += ready;
    reads += ready * storage.spec->scheme.reads[j];
    if (!storage.spec->rebuild->most_endangered_first) continue;
    state.step_level = j;
    break;
  }
  if (groups == 0) return;
  const double per_second = fragments_per_second(model, context, storage, groups, reads / groups);
  const double step = std::min(groups, room(context, storage));
  if (!(per_second > 0) || step < 1) return;
  state.step_groups = static_cast<std::uint32_t>(step);
  state.groups_per_second = per_second;
  context.stamp(storage.stamp);
  // A clock of one second: it stands for the whole step.
  context.start(storage.timer, per_second / (step - state.begun));
}

}  // namespace nines::models::storage
