// Groups of stripes by the number of fragments that they have lost: what the loss, the notice and the return of a disk do
// to these numbers. Internal to storage.h.
//
// Which disks a stripe is on is decided only when it matters (the principle of deferred decisions: Motwani, Raghavan 1995,
// Randomized Algorithms, section 3.5). Placement at random leaves the fragments of each stripe on any set of disks alike; so
// of the groups that have lost j of n fragments each has one of those left on the disk that fails now with the probability
// (n - j) / (disks left), and how many have is a binomial number. That goes on to hold after each loss and each rebuild, as
// long as new disks get their share of the fragments when they come.
#pragma once

#include "models/signals.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nines::models::storage {

using ByLevel = std::array<std::uint32_t, most_fragments + 2>;
using ChanceByLevel = std::array<double, most_fragments + 2>;

template <class Context>
StorageState& state_of(Context& context, const StorageModel& storage) {
  return context.template at<StorageState>(storage.state);
}

/// How many groups have lost so many fragments.
template <class Context>
std::uint32_t& groups_at(Context& context, const StorageModel& storage, std::uint32_t level) {
  return context.template at<std::uint32_t>(storage.levels + level * static_cast<Offset>(sizeof(std::uint32_t)));
}

/// And of how many of these nobody knows.
template <class Context>
std::uint32_t& unnoticed_at(Context& context, const StorageModel& storage, std::uint32_t level) {
  return context.template at<std::uint32_t>(storage.unnoticed + level * static_cast<Offset>(sizeof(std::uint32_t)));
}

template <class Context>
OngoingRebuild& ongoing(Context& context, const StorageModel& storage, std::uint32_t i) {
  return context.template at<OngoingRebuild>(storage.ongoing + i * static_cast<Offset>(sizeof(OngoingRebuild)));
}

template <class Context>
DomainShare& share_of(Context& context, const StorageModel& storage, std::uint32_t domain) {
  return context.template at<DomainShare>(storage.shares + domain * static_cast<Offset>(sizeof(DomainShare)));
}

/// Fragments that are lost and not made again.
template <class Context>
double missing(Context& context, const StorageModel& storage) {
  double fragments = 0;
  for (std::uint32_t j = 1; j <= storage.top; ++j) fragments += double(j) * groups_at(context, storage, j);
  return fragments;
}

/// Fragments have been made again, from whatever disks they were lost with.
template <class Context>
void forget_missing(Context& context, const StorageModel& storage, double fragments) {
  if (storage.level == none || storage.unnoticed == none || fragments == 0) return;
  StorageState& state = state_of(context, storage);
  const double left = missing(context, storage);
  state.scale *= left / (left + fragments);
  if (left > 0) return;
  ++state.epoch;
  state.scale = 1;
}

template <class Context>
void add_missing(Context& context, const StorageModel& storage, std::uint32_t domain, double fragments) {
  if (storage.level == none || storage.unnoticed == none) return;
  const StorageState& state = state_of(context, storage);
  DomainShare& share = share_of(context, storage, domain);
  if (share.epoch != state.epoch) share.missing = 0, share.epoch = state.epoch;
  share.missing += fragments / state.scale;
}

/// What is missing in the domains: `none_here[j]` is the probability that none of the j fragments that a group has lost was in
/// the domain asked about.
///
/// At most one fragment of a group is in a domain; which groups have lost theirs is not kept, but how much is missing there:
/// fragments or, where they come back with their disks, these. A group lost its j in any j domains with a probability in
/// proportion to the product of what is missing in each, as if domains had failed independently; the sums over such sets
/// are elementary symmetric polynomials.
struct LossesByDomain {
  ChanceByLevel none_here{1};
  double live_disks = 0;  ///< of a domain where fragments are missing, the mean
};

template <class Context>
LossesByDomain losses_beside(Context& context, const StorageModel& storage, std::uint32_t domain) {
  LossesByDomain found;
  ChanceByLevel& in_others = found.none_here;
  ChanceByLevel in_all{1};
  double hurt_domains = 0;
  const StorageState& state = state_of(context, storage);
  const double fragments = missing(context, storage), disks = storage.disks - state.live;
  for (std::uint32_t d = 0; fragments > 0 && d < storage.domains; ++d) {
    const DomainShare& share = share_of(context, storage, d);
    const bool in_place = storage.unnoticed == none;
    const double missing_here = share.epoch == state.epoch ? share.missing * state.scale : 0;
    const double part = in_place ? share.lost / disks : missing_here / fragments;
    if (!(part > 0)) continue;
    ++hurt_domains;
    found.live_disks += double(storage.disks) / storage.domains - share.lost;
    for (std::uint32_t j = storage.top; j >= 1; --j) {
      in_all[j] += part * in_all[j - 1];
      if (d != domain) in_others[j] += part * in_others[j - 1];
    }
  }
  for (std::uint32_t j = 1; j <= storage.top; ++j) in_others[j] = in_all[j] > 0 ? in_others[j] / in_all[j] : 1;
  if (hurt_domains > 0) found.live_disks /= hurt_domains;
  return found;
}

/// [j]: the probability that a group that has lost j fragments has another one on a disk that fails now.
template <class Context>
ChanceByLevel hit_chances(Context& context, const StorageModel& storage, std::uint32_t domain) {
  const double live = state_of(context, storage).live;
  ChanceByLevel chances{};
  LossesByDomain losses;
  if (storage.level != none) losses = losses_beside(context, storage, domain);
  for (std::uint32_t j = 0; j <= storage.top; ++j) {
    const double elsewhere = live - j * losses.live_disks;  // in domains where it has lost none
    const double none_here = storage.level == none ? 1 : losses.none_here[j];
    if (elsewhere > 0) chances[j] = none_here * std::min(1.0, (storage.fragments - j) / elsewhere);
  }
  return chances;
}

/// [j]: the probability that one of the j fragments that a group has lost was on a disk that is repaired now.
template <class Context>
ChanceByLevel return_chances(Context& context, const StorageModel& storage, std::uint32_t domain) {
  const bool anywhere = storage.level == none;
  ChanceByLevel chances{};
  if (!anywhere) chances = losses_beside(context, storage, domain).none_here;
  const double lost =
      anywhere ? storage.disks - state_of(context, storage).live : share_of(context, storage, domain).lost;
  for (std::uint32_t j = 0; j <= storage.top; ++j) chances[j] = std::min(1.0, (anywhere ? j : 1 - chances[j]) / lost);
  return chances;
}

/// How many groups a disk is in, where groups share their disks. What was rebuilt is on the disks that are left, which then are
/// in more of them.
template <class Context>
std::uint32_t groups_of_a_disk(Context& context, const StorageModel& storage) {
  if (storage.unnoticed == none) return storage.groups_each;
  const double there = double(storage.groups) * storage.fragments - missing(context, storage);
  const double each = there / state_of(context, storage).live;
  return static_cast<std::uint32_t>(each) + context.binomial(storage.coin, 1, each - std::floor(each));
}

/// Of the groups at each level from `first` to `last`, how many are concerned by what happens to a disk; `chances[j]` is the
/// probability for each of them. Where groups share their disks, as many as a disk is in, by the same weights.
template <class Context>
ByLevel concerned(Context& context, const StorageModel& storage, std::uint32_t first, std::uint32_t last,
                  const ChanceByLevel& chances) {
  ByLevel hit{};
  if (storage.groups_each == 0) {
    for (std::uint32_t j = first; j <= last; ++j) {
      const std::uint32_t groups = groups_at(context, storage, j);
      if (groups > 0) hit[j] = context.binomial(storage.coin, groups, chances[j]);
    }
    return hit;
  }
  const auto weight = [&](std::uint32_t j) {
    return j < first || j > last ? 0.0 : (groups_at(context, storage, j) - hit[j]) * chances[j];
  };
  for (std::uint32_t left = groups_of_a_disk(context, storage); left > 0; --left) {
    double total = 0;
    std::uint32_t chosen = none, levels = 0;
    for (std::uint32_t j = first; j <= last; ++j) {
      const double w = weight(j);
      if (w > 0) total += w, chosen = j, ++levels;
    }
    if (levels == 0) break;
    if (levels > 1) chosen = context.choose(storage.coin, last + 1, total, weight);
    ++hit[chosen];
  }
  return hit;
}

/// Of partitioned disks: `known` of the groups at level j that are being rebuilt lose one more fragment, and `stay` of these go on;
/// `begun` other ones begin there.
template <class Context>
void hurt_each(Context& context, const StorageModel& storage, std::uint32_t j, std::uint32_t known, std::uint32_t stay,
               std::uint32_t begun) {
  if (storage.ongoing == none) return;
  StorageState& state = state_of(context, storage);
  const auto is_at = [&](std::uint32_t i) { return ongoing(context, storage, i).level == j ? 1.0 : 0.0; };
  for (std::uint32_t k = 0; k < known; ++k) {
    double there = 0;
    for (std::uint32_t i = 0; i < state.rebuilds; ++i) there += is_at(i);
    OngoingRebuild& chosen = ongoing(context, storage, context.choose(storage.coin, state.rebuilds, there, is_at));
    if (k < stay) {
      ++chosen.level;
    } else {
      chosen = ongoing(context, storage, --state.rebuilds);
    }
  }
  for (; begun > 0; --begun) ongoing(context, storage, state.rebuilds++) = {1, 0, j + 1, 0};
}

/// `hit` groups at level j lose one more fragment.
template <class Context>
void hurt(Context& context, const StorageModel& storage, std::uint32_t j, std::uint32_t hit, bool is_noticed) {
  StorageState& state = state_of(context, storage);
  const std::uint32_t to = j + 1;
  const double at_once = storage.lost_at[to];
  const std::uint32_t lost = at_once >= 1 ? hit : context.binomial(storage.coin, hit, at_once);
  const std::uint32_t spoilt = context.binomial(storage.coin, hit - lost, storage.error_at[to]);
  if (lost + spoilt > 0) {
    state.lost_bytes += lost * storage.bytes_per_group + spoilt * storage.error_bytes[to];
    state.has_lost = 1;
  }
  std::uint32_t known = 0;
  if (storage.unnoticed != none && j > 0) {
    std::uint32_t& unnoticed = unnoticed_at(context, storage, j);
    const double share = double(unnoticed) / groups_at(context, storage, j);
    const std::uint32_t moved = std::min(unnoticed, context.binomial(storage.coin, hit, share));
    unnoticed -= moved;
    known = hit - moved;
  }
  groups_at(context, storage, j) -= hit;
  // What is lost with a rebuild is replaced by new data, on disks that work; else the group goes on with its disks.
  const std::uint32_t stay = storage.unnoticed == none ? hit : hit - lost;
  if (stay > 0) groups_at(context, storage, to) += stay;
  groups_at(context, storage, 0) += hit - stay;
  if (storage.unnoticed == none) return;
  const std::uint32_t news = stay > known ? stay - known : 0;
  if (!is_noticed) unnoticed_at(context, storage, to) += news;
  hurt_each(context, storage, j, known, stay, is_noticed ? news : 0);
}

template <class Context>
void lose_disk(Context& context, const StorageModel& storage, std::uint32_t domain, bool is_noticed) {
  StorageState& state = state_of(context, storage);
  const std::uint32_t last = std::min(storage.top, storage.fragments - 1);
  const ByLevel hit = concerned(context, storage, 0, last, hit_chances(context, storage, domain));
  const double before = missing(context, storage);
  double fragments = 0;
  for (std::uint32_t j = last + 1; j-- > 0;) {
    fragments += hit[j];
    if (hit[j] > 0) hurt(context, storage, j, hit[j], is_noticed);
  }
  add_missing(context, storage, domain, fragments);
  forget_missing(context, storage, before + fragments - missing(context, storage));
  if (fragments > 0) {
    context.observe(storage.first_series + static_cast<std::uint32_t>(StorageSeries::fragments_lost), fragments);
  }
  --state.live;
  state.unnoticed += is_noticed ? 0 : 1;
  if (storage.level != none) ++share_of(context, storage, domain).lost;
}

/// Somebody finds out about one of the disks of which nobody knew.
template <class Context>
void notice_disk(Context& context, const StorageModel& storage) {
  StorageState& state = state_of(context, storage);
  for (std::uint32_t j = 1; storage.unnoticed != none && j <= storage.top; ++j) {
    std::uint32_t& unnoticed = unnoticed_at(context, storage, j);
    if (unnoticed == 0) continue;
    const std::uint32_t known = context.binomial(storage.coin, unnoticed, std::min(1.0, double(j) / state.unnoticed));
    unnoticed -= known;
    hurt_each(context, storage, j - 1, 0, 0, known);
  }
  --state.unnoticed;
}

template <class Context>
void observe_reads(Context& context, const StorageModel& storage, double fragments) {
  if (!(fragments > 0)) return;
  context.observe(storage.first_series + static_cast<std::uint32_t>(StorageSeries::bytes_read),
                  fragments * storage.fragment_bytes);
}

/// What was on a disk comes back with it.
template <class Context>
void bring_back(Context& context, const StorageModel& storage, std::uint32_t domain) {
  const ByLevel back = concerned(context, storage, 1, storage.top, return_chances(context, storage, domain));
  double read = 0;
  for (std::uint32_t j = 1; j <= storage.top; ++j) {
    if (back[j] == 0) continue;
    groups_at(context, storage, j) -= back[j];
    groups_at(context, storage, j - 1) += back[j];
    read += back[j] * storage.spec->scheme.reads[j];
  }
  observe_reads(context, storage, read);
}

template <class Context>
void return_disk(Context& context, const StorageModel& storage, std::uint32_t domain) {
  if (storage.unnoticed == none) bring_back(context, storage, domain);
  ++state_of(context, storage).live;
  if (storage.level != none) --share_of(context, storage, domain).lost;
}

}  // namespace nines::models::storage
