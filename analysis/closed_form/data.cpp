#include "analysis/closed_form/data.h"

#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

using models::DataSet;
using models::Platform;
using models::Study;

const DataSet* data_of(const Platform& platform, std::size_t service) {
  const auto found = std::find_if(platform.data.begin(), platform.data.end(),
                                  [&](const DataSet& data) { return data.service == service; });
  return found == platform.data.end() ? nullptr : &*found;
}

std::optional<double> rate_of_destruction(const Platform& platform, const DataSet& data) {
  const models::Service& service = platform.services[data.service];
  if (service.operands.size() != 1 || service.operands.front().kind != models::Operand::Kind::nodes)
    return std::nullopt;
  const UnitKind node{false, service.operands.front().index};
  const std::size_t members = members_of(platform, node);
  const auto levels = enclosing_levels(platform, node);
  if (members != 1 && (!data.in_parts || !levels.empty())) return std::nullopt;
  double rate = 0;
  const auto add = [&](UnitKind kind) {
    const auto& modes = failure_modes(platform, kind);
    for (std::size_t m = 0; m < modes.size(); ++m) rate += modes[m].loses_data ? failure_rate(platform, kind, m) : 0;
  };
  add(node);
  rate *= static_cast<double>(members);
  for (const std::size_t level : levels) add({true, level});
  return rate;
}

const models::BackupSchedule* only_backups(const DataSet& data) {
  return data.backups.size() == 1 ? &data.backups.front() : nullptr;
}

namespace check {

Broken data_never_lost(const Study& study, std::size_t service) {
  const DataSet* data = data_of(study.platform, service);
  if (data == nullptr) return std::nullopt;
  return fmt::format("{} is down while {} are lost or restored", study.platform.services[service].name, data->name);
}

Broken losses_at_random(const Study& study, std::size_t service) {
  const DataSet& data = *data_of(study.platform, service);
  const auto lasting = [](const std::vector<models::FailureMode>& modes) {
    return std::find_if(modes.begin(), modes.end(), [](const models::FailureMode& mode) {
      return mode.loses_data && mode.time_to_failure && !mode.time_to_failure->exponential_rate();
    });
  };
  for (const auto& operand : study.platform.services[data.service].operands) {
    if (operand.kind != models::Operand::Kind::nodes) continue;
    const auto& modes = study.platform.nodes[operand.index].failures;
    if (const auto found = lasting(modes); found != modes.end())
      return fmt::format("the time to {} is {}", found->name, found->time_to_failure->describe());
  }
  return std::nullopt;
}

Broken losses_are_rare(const Study& study, std::size_t service) {
  const DataSet& data = *data_of(study.platform, service);
  const auto rate = rate_of_destruction(study.platform, data);
  const models::BackupSchedule* backups = only_backups(data);
  if (!rate || backups == nullptr) return std::nullopt;
  const double corruption = data.corruption ? 1 / mean_s(data.corruption->interval) : 0;
  const double in_an_interval = (*rate + corruption) * mean_s(backups->interval);
  if (in_an_interval <= negligible) return std::nullopt;
  return fmt::format("{:.2g} of them fall into an interval between backups", in_an_interval);
}

/// Clocks to failure that stop while the unit is down make losses rarer.
Broken failures_always(const Study& study, std::size_t service) {
  const DataSet& data = *data_of(study.platform, service);
  const auto rate = rate_of_destruction(study.platform, data);
  if (!rate) return std::nullopt;
  const UnitKind node{false, study.platform.services[data.service].operands.front().index};
  if (ages(study.platform, node) == models::Ages::always) return std::nullopt;
  const double down = unit_rates(study.platform, node).unavailability();
  if (down <= negligible) return std::nullopt;
  return fmt::format("its node is down for {:.2g} % of the time", 100 * down);
}

Broken kept_for_many_intervals(const Study& study, std::size_t service) {
  const models::BackupSchedule& backups = data_of(study.platform, service)->backups.front();
  const double chains = static_cast<double>(backups.keeps) * static_cast<double>(backups.full_every);
  const double intervals = backups.keeps > 0 ? chains : backups.kept / backups.interval->mean();
  if (intervals >= 1 / negligible) return std::nullopt;
  return fmt::format("{:.3g} of them: the last may be deleted up to an interval sooner or later", intervals);
}

Broken replica_is_there(const Study& study, std::size_t service) {
  const models::Service& spec = study.platform.services[service];
  if (spec.operands.size() == 2) return std::nullopt;
  return "there are several, and which of them takes over is not asked";
}

Broken one_kind_of_loss(const Study& study, std::size_t service) {
  const DataSet& data = *data_of(study.platform, service);
  const auto rate = rate_of_destruction(study.platform, data);
  if (!data.corruption || (rate && *rate == 0)) return std::nullopt;
  return fmt::format("{} may be destroyed, and may be corrupted", data.name);
}

Broken backups_always_there(const Study& study, std::size_t service) {
  for (const models::BackupSchedule& each : data_of(study.platform, service)->backups) {
    if (each.store && study.platform.stores[*each.store].service)
      return fmt::format("{} are in {}, which may be down", each.name, study.platform.stores[*each.store].name);
    if (each.until_broken) return fmt::format("{} may break for good", each.name);
    if (each.test_interval) return fmt::format("{} are tested", each.name);
  }
  return std::nullopt;
}

Broken room_for_the_restore(const Study& study, std::size_t service) {
  const DataSet& data = *data_of(study.platform, service);
  for (const auto& operand : study.platform.services[data.service].operands) {
    if (operand.kind != models::Operand::Kind::nodes) return "its copies are in other services";
    for (const models::FailureMode& mode : study.platform.nodes[operand.index].failures) {
      if (mode.loses_data && mean_repair_s(mode) > mean_s(data.until_noticed) + mean_s(data.preparation))
        return fmt::format("a restore waits for the repair of {}", mode.name);
    }
  }
  return std::nullopt;
}

}  // namespace check

}  // namespace nines::closed_form
