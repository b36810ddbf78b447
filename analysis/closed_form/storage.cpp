#include "analysis/closed_form/storage.h"

#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

using models::FailureMode;
using models::StorageSystem;
using models::Study;

namespace {

const StorageSystem& system_of(const Study& study, std::size_t service) {
  return *study.platform.services[service].storage;
}

const models::NodeClass& disks_of(const Study& study, std::size_t service) {
  return study.platform.nodes[system_of(study, service).nodes];
}

/// The only failure that loses data; null if there are several or none.
const FailureMode* loss_of(const Study& study, std::size_t service) {
  const FailureMode* found = nullptr;
  for (const FailureMode& mode : disks_of(study, service).failures) {
    if (!mode.loses_data) continue;
    if (found != nullptr) return nullptr;
    found = &mode;
  }
  return found;
}

double mean_or_zero_s(const LawPtr& law) { return law ? law->mean().count() : 0; }

/// From the loss of a disk until what was on it is there again, the mean.
double back_after_s(const Study& study, std::size_t service) {
  const FailureMode& loss = *loss_of(study, service);
  const double rebuilt_s =
      system_of(study, service).rebuild ? rebuild_of_one_disk_s(study, service) : mean_or_zero_s(loss.time_to_repair);
  return mean_or_zero_s(loss.time_to_notice) + rebuilt_s;
}

}  // namespace

double rebuild_of_one_disk_s(const Study& study, std::size_t service) {
  const StorageSystem& system = system_of(study, service);
  const double disks = static_cast<double>(study.platform.members(disks_of(study, service)));
  const double groups = system.groups(disks), fragments = static_cast<double>(system.scheme.fragments);
  const double on_a_disk = groups * fragments / disks, left = disks - 1, reads = system.scheme.reads[1];
  const double fragment_bytes = system.bytes / groups / static_cast<double>(system.scheme.data_fragments);
  const double at_work = std::min(left, on_a_disk * fragments), targets = std::min(left, on_a_disk);
  double bytes_per_s = system.rebuild->disk_bytes_per_second * std::min(at_work / (reads + 1), targets);
  if (system.rebuild->bytes_per_second > 0)
    bytes_per_s = std::min(bytes_per_s, system.rebuild->bytes_per_second / (reads + 1));
  for (const models::Rebuild::Limit& limit : system.rebuild->limits) {
    const double instances = static_cast<double>(study.platform.instances(limit.level));
    bytes_per_s = std::min(bytes_per_s, limit.bytes_per_second * instances * (left / disks) / reads);
  }
  return on_a_disk * fragment_bytes / bytes_per_s;
}

std::optional<StorageGroups> storage_groups(const Study& study, std::size_t service) {
  const StorageSystem& system = system_of(study, service);
  const FailureMode* loss = loss_of(study, service);
  if (loss == nullptr || !loss->time_to_failure) return std::nullopt;
  if (!loss->time_to_repair && !system.rebuild) return std::nullopt;
  const double disks = static_cast<double>(study.platform.members(disks_of(study, service)));
  StorageGroups made;
  made.groups = system.groups(disks);
  RedundancyGroup& group = made.group;
  group.members = system.scheme.fragments;
  group.tolerated = system.scheme.most_lost();
  group.failures_per_s = 1 / loss->time_to_failure->mean().count();
  group.rebuilds_per_s = 1 / back_after_s(study, service);
  group.rebuilds_at_once = group.members;
  if (loss->crew && made.groups == 1 && !system.rebuild)
    group.rebuilds_at_once = study.platform.crews[*loss->crew].size;
  const std::vector<double>& survives = system.scheme.survives;
  if (system.scheme.tolerated() < group.tolerated) {
    for (std::size_t j = 0; j < group.tolerated; ++j) {
      const double share = survives[j + 1] / survives[j];
      group.next_failure.push_back({1 - share, share});
    }
  }
  if (system.errors) {
    // Of the fragments left when the last redundancy is gone, on a disk each.
    const double left = static_cast<double>(group.members - group.tolerated);
    const double whole_disk = latent_error(1, system.errors->per_disk_per_second, system.errors->scrub_s);
    const double of_a_disk = disks / (made.groups * static_cast<double>(group.members));
    group.read_error = -std::expm1(left * std::min(1.0, of_a_disk) * std::log1p(-whole_disk));
  }
  return made;
}

namespace check {

Broken no_storage(const Study& study, std::size_t service) {
  const models::Service& it = study.platform.services[service];
  const auto found = [&](std::size_t other) -> Broken {
    const models::Service& beneath = study.platform.services[other];
    if (beneath.storage) return fmt::format("{} is one", beneath.name);
    return no_storage(study, other);
  };
  for (const std::size_t other : it.depends_on) {
    if (const Broken reason = found(other)) return reason;
  }
  for (const models::Operand& operand : it.operands) {
    if (operand.kind != models::Operand::Kind::service) continue;
    if (const Broken reason = found(operand.index)) return reason;
  }
  return std::nullopt;
}

Broken constant_loss_rate(const Study& study, std::size_t service) {
  const FailureMode& loss = *loss_of(study, service);
  if (!loss.time_to_failure->exponential_rate())
    return fmt::format("the time to {} is {}", loss.name, loss.time_to_failure->describe());
  if (loss.beta > 0) return fmt::format("{} strikes several disks at once", loss.name);
  for (const models::Shock& shock : study.platform.shocks) {
    const bool hits = std::any_of(shock.targets.begin(), shock.targets.end(), [&](const models::Shock::Target& target) {
      return !target.is_domain && target.index == system_of(study, service).nodes;
    });
    if (hits) return fmt::format("{} hits several", shock.name);
  }
  const models::NodeClass& disks = disks_of(study, service);
  if (disks.ages == models::Ages::always) return std::nullopt;
  for (const FailureMode& mode : disks.failures) {
    if (&mode == &loss || mode.takes_down == models::TakesDown::nothing) continue;
    return fmt::format("{}.{} keeps disks from failing meanwhile", disks.name, mode.name);
  }
  const auto levels = failing_levels_above(study.platform, service);
  if (levels.empty()) return std::nullopt;
  return fmt::format("disks do not fail while their {} is down", study.platform.domains[levels.front()].name);
}

Broken losses_begin_anew(const Study& study, std::size_t service) {
  constexpr double most = 5e-3;
  if (system_of(study, service).rebuild) return std::nullopt;
  const double down = static_cast<double>(system_of(study, service).scheme.fragments) * back_after_s(study, service) /
                      loss_of(study, service)->time_to_failure->mean().count();
  if (down <= most) return std::nullopt;
  return fmt::format("after a loss {:.2g} disks of the group are still away on average, and the next loss is near",
                     down);
}

/// Then it loses data at a constant rate, and several of them each at their own.
Broken groups_mostly_whole(const Study& study, std::size_t service) {
  constexpr double most = 1e-3;
  const double disks = static_cast<double>(study.platform.members(disks_of(study, service)));
  if (system_of(study, service).groups(disks) <= 1 || system_of(study, service).scheme.most_lost() == 0)
    return std::nullopt;
  const double hurt = static_cast<double>(system_of(study, service).scheme.fragments) * back_after_s(study, service) /
                      loss_of(study, service)->time_to_failure->mean().count();
  if (hurt <= most) return std::nullopt;
  return fmt::format("{:.2g} of the disks of a group are away on average, and the error is a part of that", hurt);
}

Broken any_set_alike(const Study& study, std::size_t service) {
  const models::RedundancyScheme& scheme = system_of(study, service).scheme;
  if (scheme.tolerated() == scheme.most_lost()) return std::nullopt;
  return fmt::format(
      "of {} some sets of fragments can be made up for and others cannot, and a set that was survived is more "
      "often one that can",
      scheme.words);
}

Broken exponential_rebuild(const Study& study, std::size_t service) {
  const FailureMode& loss = *loss_of(study, service);
  if (system_of(study, service).rebuild) return std::nullopt;  // that it is one at a time is the stronger assumption
  if (loss.time_to_notice) return fmt::format("{} is noticed after {}", loss.name, loss.time_to_notice->describe());
  if (loss.has_policy()) return fmt::format("{} is restarted, replaced, called for or diagnosed, too", loss.name);
  if (!loss.time_to_repair->exponential_rate())
    return fmt::format("the repair of {} takes {}", loss.name, loss.time_to_repair->describe());
  return std::nullopt;
}

Broken rebuilt_alone(const Study& study, std::size_t service) {
  if (!system_of(study, service).rebuild) return std::nullopt;
  if (!independent_groups(study, service)) {
    return fmt::format(
        "what was on one disk is back after {:.3g} h, which is no exponential time, and later where groups share "
        "the network or have lost several",
        back_after_s(study, service) / 3600);
  }
  return fmt::format(
      "what was on one disk is back after {:.3g} h if nothing else is rebuilt; all rebuilds share the "
      "bandwidth, and stripes do not wait for the whole disk, those that have lost most the least",
      back_after_s(study, service) / 3600);
}

Broken independent_groups(const Study& study, std::size_t service) {
  const models::FragmentPlacement& placement = system_of(study, service).placement;
  const bool partitioned = placement.kind == models::FragmentPlacement::Kind::copysets && placement.groups_each == 1;
  if (partitioned) return std::nullopt;
  return "a disk has fragments of many groups, which are hurt together when it fails";
}

Broken each_rebuilt_by_itself(const Study& study, std::size_t service) {
  const FailureMode& loss = *loss_of(study, service);
  const double disks = static_cast<double>(study.platform.members(disks_of(study, service)));
  if (system_of(study, service).rebuild) return std::nullopt;
  if (const Broken reason = spares_at_hand(study, service)) return reason;
  if (!loss.crew) return std::nullopt;
  if (const Broken reason = crew_not_shared(study, service)) return reason;
  if (system_of(study, service).groups(disks) == 1) return std::nullopt;
  const models::Crew& crew = study.platform.crews[*loss.crew];
  if (static_cast<double>(crew.size) >= disks) return std::nullopt;
  return fmt::format("{} has {} for {} disks", crew.name, crew.size, disks);
}

Broken rebuilds_are_short(const Study& study, std::size_t service) {
  constexpr double most = 1e-3;  // of the mission, for which the first failures have nothing to meet
  const FailureMode& loss = *loss_of(study, service);
  const double share = back_after_s(study, service) / study.mission.count();
  if (share <= most) return std::nullopt;
  return fmt::format("{} is back after {:.2g} % of the mission, which begins with all disks in order", loss.name,
                     100 * share);
}

Broken failures_within_windows(const Study& study, std::size_t service) {
  if (system_of(study, service).scheme.tolerated() == 0) return std::nullopt;
  return "rebuilds overlap as they come: of those that do, many begin in one window and end in the next";
}

Broken no_latent_errors(const Study& study, std::size_t service) {
  if (!system_of(study, service).errors) return std::nullopt;
  return "a latent error may be found only when nothing is left to mend it";
}

}  // namespace check

}  // namespace nines::closed_form
