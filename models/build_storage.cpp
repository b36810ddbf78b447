#include "models/build.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::models {

namespace {

/// What a loss of one more fragment does, by the level that it leads to.
void find_losses(StorageModel& storage, double stripes_per_group) {
  const StorageSystem& spec = *storage.spec;
  const std::vector<double>& survives = spec.scheme.survives;
  const std::uint32_t n = storage.fragments;
  storage.lost_at.assign(n + 2, 0.0);
  storage.error_at.assign(n + 2, 0.0);
  storage.error_bytes.assign(n + 2, 0.0);
  // Found errors are repaired at once; those since the last scrub are not: half a period's worth, on average. They are spread
  // over the fragments of the disk.
  double unreadable = 0;
  if (spec.errors) {
    const double per_disk = spec.errors->per_disk_per_second * spec.errors->scrub_s / 2;
    const double on_a_disk = double(storage.groups) * n / storage.disks * stripes_per_group;
    unreadable = -std::expm1(-per_disk / on_a_disk);
  }
  for (std::uint32_t j = 1; j <= n; ++j) {
    if (!(survives[j - 1] > 0)) continue;  // what is lost already is not lost again
    storage.lost_at[j] = 1 - survives[j] / survives[j - 1];
    if (!(survives[j] > 0) || j == n) continue;
    // An error in any of the fragments left is as one more lost fragment of its stripe.
    const double any = -std::expm1((n - j) * std::log1p(-unreadable));
    const double stripe_lost = any * (1 - survives[j + 1] / survives[j]);
    storage.error_at[j] = -std::expm1(stripes_per_group * std::log1p(-stripe_lost));
    if (storage.error_at[j] > 0) storage.error_bytes[j] = storage.bytes_per_group * stripe_lost / storage.error_at[j];
  }
}

void add_placement(Model& model, StorageModel& storage) {
  const StorageSystem& spec = *storage.spec;
  storage.fragments = static_cast<std::uint32_t>(spec.scheme.fragments);
  const double groups = spec.groups(storage.disks);
  const std::string& name = model.services[storage.service].name;
  if (groups > most_stripes) {
    throw BuildError(name, fmt::format("{} has {:.1g} stripes, more than {:.0e}", name, groups, most_stripes),
                     "let `chunk` be larger, or say how many placement groups there are");
  }
  storage.groups = static_cast<std::uint32_t>(groups);
  if (spec.placement.kind == FragmentPlacement::Kind::copysets) {
    storage.groups_each = static_cast<std::uint32_t>(spec.placement.groups_each);
  }
  storage.bytes_per_group = spec.bytes / groups;
  storage.fragment_bytes = storage.bytes_per_group / static_cast<double>(spec.scheme.data_fragments);
  if (!spec.placement.level) return;
  storage.level = static_cast<std::uint32_t>(*spec.placement.level);
  storage.domain_number.assign(model.domains.size(), none);
  for (std::uint32_t d = 0; d < model.domains.size(); ++d) {
    if (model.domains[d].level == storage.level) storage.domain_number[d] = storage.domains++;
  }
  storage.shares = model.layout.add_state<DomainShare>(storage.domains);
  model.layout.symmetries.clear();  // domains are told apart by what is missing in each
}

void add_storage(Model& model, std::uint32_t s) {
  const auto number = static_cast<std::uint32_t>(model.storages.size());
  StorageModel& storage = model.storages.emplace_back();
  Layout& layout = model.layout;
  storage.spec = &*model.platform.services[s].storage;
  storage.service = s;
  model.services[s].storage = number;
  UnitClass& disks = model.classes[model.class_of_nodes(storage.spec->nodes)];
  disks.storages.push_back(number);
  storage.disks = disks.members;
  add_placement(model, storage);
  find_losses(storage, storage.spec->stripes(storage.disks) / storage.groups);
  storage.top =
      storage.spec->rebuild ? static_cast<std::uint32_t>(storage.spec->scheme.most_lost()) : storage.fragments;
  storage.state = layout.add_state<StorageState>();
  storage.levels = layout.add_state<std::uint32_t>(storage.top + 2);
  if (storage.spec->rebuild) {
    storage.unnoticed = layout.add_state<std::uint32_t>(storage.top + 2);
    if (storage.groups_each == 1) storage.ongoing = layout.add_state<OngoingRebuild>(storage.groups);
    storage.timer = layout.add_timer(one_second().get(), {number, 0, static_cast<std::uint16_t>(Owner::storage)});
    ++layout.concurrent_timers;
  }
  storage.stamp = layout.stamps++;
  storage.coin = layout.coins++;
  storage.missing_reward = layout.rewards++;
  storage.condition = layout.conditions++;
  storage.first_series = layout.series;
  layout.series += storage_series;
  storage.loss_cause = add_cause(model, model.services[s].name + ".lost");
}

}  // namespace

void build_storage(Model& model) {
  for (std::uint32_t s = 0; s < model.services.size(); ++s) {
    if (model.platform.services[s].storage) add_storage(model, s);
  }
}

}  // namespace nines::models
