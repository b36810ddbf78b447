// The rebuild of partitioned disks: each group has disks of its own, and so goes at its own pace; what groups share is the
// network. Internal to rebuild.h.
#pragma once

#include "models/stripes.h"

#include <limits>

namespace nines::models::storage {

/// Less of a fragment than rounding leaves.
inline constexpr double next_to_nothing = 1e-12;

/// Fragments a second that the network, and what the planner allows in all, let through, where each fragment takes so many
/// others to be read.
inline double let_through_per_second(const Model& model, const StorageModel& storage, double disks, double reads) {
  const Rebuild& rebuild = *storage.spec->rebuild;
  double bytes = std::numeric_limits<double>::infinity();
  if (rebuild.bytes_per_second > 0) bytes = rebuild.bytes_per_second / (reads + 1);
  for (const Rebuild::Limit& limit : rebuild.limits) {
    const double instances = model.domain_classes[limit.level].instances * disks / storage.disks;
    bytes = std::min(bytes, limit.bytes_per_second * instances / reads);
  }
  return bytes / storage.fragment_bytes;
}

/// One more fragment of the group is whole.
template <class Context>
void made_again(Context& context, const StorageModel& storage, std::uint32_t i) {
  StorageState& state = state_of(context, storage);
  OngoingRebuild& group = ongoing(context, storage, i);
  --groups_at(context, storage, group.level);
  ++groups_at(context, storage, group.level - 1);
  forget_missing(context, storage, 1);
  observe_reads(context, storage, storage.spec->scheme.reads[group.level]);
  if (group.level > 1) {
    group = {1, 0, group.level - 1, 0};
  } else {
    group = ongoing(context, storage, --state.rebuilds);
  }
}

/// What has been done in so many seconds.
template <class Context>
void go_on_with_each(Context& context, const StorageModel& storage, double elapsed_s) {
  StorageState& state = state_of(context, storage);
  state.groups_per_second = 0;
  for (std::uint32_t i = state.rebuilds; i-- > 0;) {
    OngoingRebuild& group = ongoing(context, storage, i);
    group.left -= elapsed_s * group.per_second;
    if (group.left <= next_to_nothing) made_again(context, storage, i);
  }
}

/// [level]: the part of a fragment that is made in a second for each group that has lost so many. Those in most danger have
/// the first share of the network, where it is asked for.
template <class Context>
ChanceByLevel paces(const Model& model, Context& context, const StorageModel& storage, double room) {
  const Rebuild& rebuild = *storage.spec->rebuild;
  const RedundancyScheme& scheme = storage.spec->scheme;
  const std::uint32_t in_reach = context.template at<std::uint32_t>(model.services[storage.service].counts);
  const double disks = std::min<double>(in_reach, state_of(context, storage).live);
  if (disks == 0) return {};
  ChanceByLevel groups{}, alone{}, pace{};
  double all = 0, all_used = 0;
  for (std::uint32_t j = storage.top; j >= 1; --j) {
    groups[j] = groups_at(context, storage, j) - unnoticed_at(context, storage, j);
    const double at_work = std::min<double>(disks, storage.fragments);
    alone[j] = rebuild.disk_bytes_per_second * std::min(at_work / (scheme.reads[j] + 1), 1.0) / storage.fragment_bytes;
    // The part of the network that they would use.
    all += groups[j];
    all_used += groups[j] * alone[j] / let_through_per_second(model, storage, disks, scheme.reads[j]);
  }
  double left = 1;
  for (std::uint32_t j = storage.top; j >= 1 && all > 0; --j) {
    if (groups[j] == 0) continue;
    const bool in_turn = rebuild.most_endangered_first;
    const double there_is_room = std::clamp(room / (in_turn ? groups[j] : all), 0.0, 1.0);
    const double used =
        there_is_room * groups[j] * alone[j] / let_through_per_second(model, storage, disks, scheme.reads[j]);
    const double granted = in_turn ? (used > left ? left / used : 1) : std::min(1.0, 1 / all_used);
    pace[j] = there_is_room * granted * alone[j];
    if (in_turn) left = std::max(0.0, left - used), room -= groups[j];
  }
  return pace;
}

/// Until the first of them has one more fragment.
template <class Context>
void begin_each(const Model& model, Context& context, const StorageModel& storage, double room) {
  StorageState& state = state_of(context, storage);
  if (state.rebuilds == 0) return;
  const ChanceByLevel pace = paces(model, context, storage, room);
  double first_s = std::numeric_limits<double>::infinity();
  for (std::uint32_t i = 0; i < state.rebuilds; ++i) {
    OngoingRebuild& group = ongoing(context, storage, i);
    group.per_second = pace[group.level];
    if (group.per_second > 0) first_s = std::min(first_s, group.left / group.per_second);
  }
  if (!std::isfinite(first_s)) return;
  state.groups_per_second = 1 / first_s;
  context.stamp(storage.stamp);
  context.start(storage.timer, state.groups_per_second);
}

}  // namespace nines::models::storage
