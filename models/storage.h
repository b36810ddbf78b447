// A storage system: which share of its data can be read, what is lost for good, and how it is rebuilt.
//
// A disk that fails with a failure that `loses data` has lost what was on it; one that is down for another reason, or in a
// domain that is, is out of reach. Stripes are counted, not kept one by one: stripes.h.
#pragma once

#include "models/rebuild.h"

#include <cmath>

namespace nines::models::storage {

/// Probabilities, by number, of how many are bad among so many taken at random, without replacement, from `all`.
inline ChanceByLevel chances_of_bad(std::uint32_t taken, double all, double bad) {
  ChanceByLevel chances{1};
  for (std::uint32_t i = 0; i < taken; ++i) {
    const double left = std::max(all - i, 1.0);
    for (std::uint32_t b = std::min<std::uint32_t>(i, most_fragments - 1) + 1; b-- > 0;) {
      const double next = std::clamp((bad - b) / left, 0.0, 1.0);
      chances[b + 1] += chances[b] * next;
      chances[b] *= 1 - next;
    }
  }
  return chances;
}

/// What is out of reach, though it is not lost. Without domains that hold at most one fragment, all of it is `disks`.
struct OutOfReach {
  double domains = 0;
  double disks = 0;  ///< that are live, in other domains
};

/// The probability that a group that has lost j fragments cannot be read. Those left are in domains where it has lost none, any
/// of them alike, and there on any disk.
inline double unreadable(const StorageModel& storage, std::uint32_t j, double live, const OutOfReach& out) {
  const RedundancyScheme& scheme = storage.spec->scheme;
  const double now = scheme.survives[j];
  const std::uint32_t left = storage.fragments - j;
  const auto fails = [&](std::uint32_t away) {
    if (!(now > 0) || left - away < storage.spec->readable_with) return 1.0;
    return 1 - scheme.survives[j + away] / now;
  };
  if (!(out.domains > 0) && !(out.disks > 0)) return fails(0);
  const double domains = storage.domains - double(j), down = std::min(out.domains, domains);
  const double disks = storage.level == none ? live : (domains - down) * storage.disks / std::max(storage.domains, 1u);
  const ChanceByLevel in_domains = chances_of_bad(left, domains, down);
  double sum = 0;
  for (std::uint32_t w = 0; w <= left; ++w) {
    if (!(in_domains[w] > 0)) continue;
    const ChanceByLevel on_disks = chances_of_bad(left - w, disks, std::min(out.disks, disks));
    for (std::uint32_t d = 0; d <= left - w; ++d) sum += in_domains[w] * on_disks[d] * fails(w + d);
  }
  return sum;
}

template <class Context>
OutOfReach out_of_reach(const Model& model, Context& context, const StorageModel& storage) {
  const Offset counts = model.services[storage.service].counts;
  const double in_reach = context.template at<std::uint32_t>(counts);
  const double disks = std::max(0.0, state_of(context, storage).live - in_reach);
  if (storage.level == none) return {0, disks};
  const double disks_each = double(storage.disks) / storage.domains;
  const double down =
      storage.domains - context.template at<std::uint32_t>(counts + static_cast<Offset>(sizeof(std::uint32_t)));
  const double domains = std::min(down, disks / disks_each);  // less where disks in them are lost anyway
  return {domains, disks - domains * disks_each};
}

/// The end of an event in which something of it has changed. Sets the share of the data that can be read; whether all
/// can, as far as is known: less than half a group is expected to be out of reach.
template <class Context>
bool follow(const Model& model, Context& context, const StorageModel& storage) {
  StorageState& state = state_of(context, storage);
  interrupt_rebuild(context, storage);
  begin_rebuild(model, context, storage);
  if (state.lost_bytes > 0) {
    context.observe(storage.first_series + static_cast<std::uint32_t>(StorageSeries::lost), 1);
    context.observe(storage.first_series + static_cast<std::uint32_t>(StorageSeries::bytes_lost), state.lost_bytes);
    // Whoever loses a share of what there is, loses that of what is left of the data of the start.
    const double share = std::min(state.lost_bytes / storage.spec->bytes, 1 - 1e-16);
    context.observe(storage.first_series + static_cast<std::uint32_t>(StorageSeries::share_lost), -std::log1p(-share));
    context.count_cause(storage.loss_cause);
    tell(context, Happening::stripes_lost, static_cast<std::uint32_t>(&storage - model.storages.data()));
    state.lost_bytes = 0;
  }
  context.set_chain_condition(storage.condition, state.has_lost == 0);
  context.set_reward(storage.missing_reward, missing(context, storage));
  const OutOfReach out = out_of_reach(model, context, storage);
  double groups = 0;
  for (std::uint32_t j = 0; j <= storage.top; ++j) {
    const std::uint32_t there = groups_at(context, storage, j);
    if (there > 0) groups += there * unreadable(storage, j, state.live, out);
  }
  const double share = groups / storage.groups;
  context.set_reward(model.services[storage.service].capacity_reward, 1 - std::min(share, 1.0));
  return groups < 0.5;
}

template <class Context>
void start(Context& context, const StorageModel& storage) {
  StorageState& state = state_of(context, storage);
  groups_at(context, storage, 0) = storage.groups;
  state.live = storage.disks;
  state.epoch = 1;
  state.scale = 1;
}

/// A step of the rebuild is over.
template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t number) {
  const StorageModel& storage = model.storages[number];
  step_over(context, storage);
  service::mark(model, context, storage.service);
}

}  // namespace nines::models::storage

namespace nines::models {

template <class Context>
void disk_changed(const Model& model, Context& context, std::uint32_t g, DiskContent before, DiskContent after,
                  std::uint32_t n) {
  const Group& group = model.groups[g];
  const UnitClass& disks = model.classes[group.unit_class];
  if (after == DiskContent::there && !disks.storages.empty()) {
    // Where fragments are is decided anew when a disk returns: what cannot be read then is put down to the failure it returns from.
    for (const Mode& mode : disks.modes) {
      if (mode.loses_data) context.blame(mode.cause);
    }
  }
  for (const std::uint32_t number : disks.storages) {
    const StorageModel& storage = model.storages[number];
    const std::uint32_t domain =
        storage.level == none ? 0 : storage.domain_number[model.enclosing(group, storage.level)];
    storage::interrupt_rebuild(context, storage);
    for (std::uint32_t i = 0; i < n; ++i) {
      if (before == DiskContent::there) {
        storage::lose_disk(context, storage, domain, after == DiskContent::lost);
        continue;
      }
      if (before == DiskContent::lost_unnoticed) storage::notice_disk(context, storage);
      if (after == DiskContent::there) storage::return_disk(context, storage, domain);
    }
    service::mark(model, context, storage.service);
  }
}

}  // namespace nines::models
