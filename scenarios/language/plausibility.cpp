// Scenarios that are well formed but cannot be meant: too many nodes, too many events, things that nothing uses.
#include "models/model.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {
constexpr double most_events = 1e12;  // in all trials: about a day on one core
}  // namespace

void Lowering::plausibility(const Record& scenario) {
  refuse_too_many_nodes(scenario);
  refuse_too_many_events(scenario);
  refuse_too_many_checkpoints(scenario);
  if (!reporter_.has_errors()) refuse_ages_without_service();
  if (!reporter_.has_errors()) refuse_what_cannot_be_built(scenario);
  warn_of_unused();
}

void Lowering::refuse_too_many_nodes(const Record& scenario) {
  double members = 0;
  for (const models::NodeClass& nodes : study_.platform.nodes)
    members += instances(nodes.level) * static_cast<double>(nodes.count);
  for (std::size_t level = 0; level < study_.platform.domains.size(); ++level) members += instances(level);
  if (members <= most_members) return;
  reporter_.error(scenario.place_of("nodes"),
                  fmt::format("there are {:.12g} nodes and domains in all, more than {:.0f}", members, most_members),
                  "counts multiply down the tree of domains: check each `per`");
}

void Lowering::refuse_too_many_checkpoints(const Record& scenario) {
  for (const models::TrainingJob& job : study_.platform.jobs) {
    if (!job.checkpoints) continue;
    const double checkpoints = study_.mission / job.checkpoints->interval;
    if (checkpoints <= models::most_checkpoints) continue;
    reporter_.error(scenario.place_of("jobs"),
                    fmt::format("the job {} would take {:.1g} checkpoints in a mission, more than {:.0e}",
                                quote(job.name), checkpoints, models::most_checkpoints),
                    "check the unit of `every` of its checkpoints, or of what one takes");
  }
}

/// An estimate from above: nothing waits, nothing pauses.
void Lowering::refuse_too_many_events(const Record& scenario) {
  double per_mission = 0, largest = 0;
  std::string culprit = "the platform";
  const auto add = [&](double events, const std::string& cause) {
    per_mission += events;
    if (events > largest) largest = events, culprit = cause;
  };
  const auto add_modes = [&](const std::vector<models::FailureMode>& modes, double members, const std::string& owner) {
    for (const models::FailureMode& mode : modes) {
      const bool has_policy = mode.has_policy();  // then it may be back without a repair
      if (!mode.time_to_failure || (!mode.time_to_repair && !has_policy)) continue;
      const double each =
          2 / (1 - mode.wrong_diagnosis) + (mode.restarts ? 2 * static_cast<double>(mode.restarts->up_to) : 0);
      const Seconds down = has_policy ? Seconds{0} : mode.time_to_repair->mean();
      add(each * members * (study_.mission / (mode.time_to_failure->mean() + down)),
          fmt::format("{}.{}", owner, mode.name));
    }
  };
  for (std::size_t level = 0; level < study_.platform.domains.size(); ++level) {
    add_modes(study_.platform.domains[level].failures, instances(level), study_.platform.domains[level].name);
  }
  for (const models::NodeClass& nodes : study_.platform.nodes)
    add_modes(nodes.failures, instances(nodes.level) * static_cast<double>(nodes.count), nodes.name);
  for (const models::Shock& shock : study_.platform.shocks) {
    if (shock.interval) add(instances(shock.per_level) * (study_.mission / shock.interval->mean()), shock.name);
  }
  for (const models::Change& change : study_.platform.changes) {
    const models::NodeClass& nodes = study_.platform.nodes[change.nodes];
    const double members = instances(nodes.level) * static_cast<double>(nodes.count);
    if (change.interval) add((1 + 2 * members) * (study_.mission / change.interval->mean()), change.name);
  }
  for (const models::DataSet& data : study_.platform.data) {
    for (const models::BackupSchedule& each : data.backups) {
      add(2 * (study_.mission / each.interval->mean()), each.name);
      if (each.test_interval) add(2 * (study_.mission / each.test_interval->mean()), each.name);
    }
    if (data.corruption) add(3 * (study_.mission / data.corruption->interval->mean()), data.name);
  }
  for (const models::TrainingJob& job : study_.platform.jobs) {
    if (job.planned) add(2 * (study_.mission / job.planned->interval->mean()), job.name);
    if (job.corruption) add(2 * (study_.mission / job.corruption->interval->mean()), job.name);
  }
  for (const models::Service& service : study_.platform.services) {
    if (!service.balanced || service.balanced->profile.empty()) continue;
    const auto& scaled = service.balanced->autoscaling;
    Seconds period{0};
    for (const models::LoadPiece& piece : service.balanced->profile) period += piece.lasts;
    const double each = 2 + (scaled ? 2 * static_cast<double>(scaled->maximum) : 0);  // starts, with two steps
    add(static_cast<double>(service.balanced->profile.size()) * each * (study_.mission / period), service.name);
  }
  for (const models::Service& service : study_.platform.services) {
    if (!service.preference || !service.preference->until_false_alarm) continue;
    add(2 * (study_.mission / service.preference->until_false_alarm->mean()), service.name);
  }
  const double trials = static_cast<double>(std::max<std::size_t>(1, asked_trials_.value_or(study_.trials)));
  if (per_mission * trials <= most_events) return;
  reporter_.error(scenario.place_of(scenario.has("trials") && !asked_trials_ ? "trials" : "nodes"),
                  fmt::format("about {:.1g} events would have to be simulated ({:.1g} in each of {:.0f} missions, "
                              "mostly of {}), more than {:.0e}",
                              per_mission * trials, per_mission, trials, quote(culprit), most_events),
                  "check the units of its times; or take fewer trials, a shorter mission, fewer nodes");
}

/// Units that age only in service need a service that counts them: else the setting would silently mean nothing.
void Lowering::refuse_ages_without_service() {
  const auto counted = [&](models::Operand::Kind kind, std::size_t index) {
    const auto& services = study_.platform.services;
    return std::any_of(services.begin(), services.end(), [&](const models::Service& service) {
      return std::any_of(service.operands.begin(), service.operands.end(), [&](const models::Operand& operand) {
        return operand.kind == kind && operand.index == index;
      });
    });
  };
  const auto check = [&](models::Ages ages, bool is_counted, const Place& place, const std::string& name) {
    if (ages != models::Ages::while_in_service || is_counted) return;
    reporter_.error(place, fmt::format("{} ages while in service, but no service counts it", quote(name)),
                    "name it in the `needs` of a service, or use `ages: while up`");
  };
  for (std::size_t i = 0; i < study_.platform.nodes.size(); ++i) {
    const models::NodeClass& nodes = study_.platform.nodes[i];
    check(nodes.ages, counted(models::Operand::Kind::nodes, i), node_places_[i], nodes.name);
  }
  for (std::size_t i = 0; i < study_.platform.domains.size(); ++i) {
    const models::DomainLevel& level = study_.platform.domains[i];
    check(level.ages, counted(models::Operand::Kind::domains, i), level_places_[i], level.name);
  }
}

void Lowering::refuse_what_cannot_be_built(const Record& scenario) {
  try {
    models::check_parts(study_.platform);
  } catch (const models::BuildError& error) {
    Place place = scenario.place_of("nodes");
    if (const auto nodes = node_names_.find(error.subject)) place = node_places_[*nodes];
    if (const auto level = domain_names_.find(error.subject)) place = level_places_[*level];
    if (const auto service = service_names_.find(error.subject)) place = service_places_[*service];
    std::string message = error.what();
    if (!error.remedy.empty()) message.resize(message.size() - error.remedy.size() - 2);
    reporter_.error(place, message, error.remedy);
  }
}

/// Domains that fail, and take nothing along.
void Lowering::warn_of_empty_levels() {
  const models::Platform& platform = study_.platform;
  std::vector<bool> matters(platform.domains.size(), false);
  const auto holds = [&](std::optional<std::size_t> level) {
    for (; level; level = platform.domains[*level].parent) matters[*level] = true;
  };
  for (const models::NodeClass& nodes : platform.nodes) holds(nodes.level);
  for (const models::Shock& shock : platform.shocks) holds(shock.per_level);
  for (const models::Service& service : platform.services) {
    if (service.storage) holds(service.storage->placement.level);
    for (const models::Operand& operand : service.operands) {
      if (operand.kind == models::Operand::Kind::domains) holds(operand.index);
    }
  }
  for (std::size_t level = 0; level < matters.size(); ++level) {
    const std::string& name = platform.domains[level].name;
    if (matters[level] || first_place_of_[level] || platform.domains[level].failures.empty()) continue;
    reporter_.warning(level_places_[level],
                      fmt::format("nothing is in the domains {}: when they fail, nothing does", quote(name)),
                      fmt::format("place nodes in them: `count: 2 per {}`", name));
  }
}

void Lowering::warn_of_unused() {
  if (reporter_.has_errors()) return;  // what uses them may be what could not be read
  for (std::size_t i = 0; i < crew_used_.size(); ++i) {
    const std::string& name = crew_names_.list()[i];
    if (!crew_used_[i])
      reporter_.warning(crew_places_[i], fmt::format("the crew {} has nothing to repair", quote(name)),
                        fmt::format("add `crew: {}` to a failure", name));
  }
  for (std::size_t i = 0; i < spares_used_.size(); ++i) {
    const std::string& name = spares_names_.list()[i];
    if (!spares_used_[i])
      reporter_.warning(spares_places_[i], fmt::format("no repair uses the spares {}", quote(name)),
                        fmt::format("add `spares: {}` to a failure", name));
  }
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    const std::string& name = detector_names_.list()[i];
    if (!watches_[i].used)
      reporter_.warning(watches_[i].place, fmt::format("the detector {} has nothing to detect", quote(name)),
                        fmt::format("add `detected by: {}` to a failure", name));
  }
  warn_of_empty_levels();
  const auto& services = study_.platform.services;
  const bool connects = std::any_of(services.begin(), services.end(),
                                    [](const models::Service& each) { return each.reach || each.partition; });
  for (std::size_t i = 0; i < node_counted_.size(); ++i) {
    const models::NodeClass& nodes = study_.platform.nodes[i];
    if (nodes.is_link && !node_counted_[i] && !connects) {
      reporter_.warning(node_places_[i], fmt::format("no service depends on the links {}", quote(nodes.name)),
                        "add `reached from`, `connected: true` or `partition` to a service");
    }
    const bool matters = node_counted_[i] || nodes.is_link ||
                         std::any_of(nodes.failures.begin(), nodes.failures.end(), [](const models::FailureMode& mode) {
                           return mode.takes_down == models::TakesDown::domain || mode.crew || mode.spares;
                         });
    if (!matters)
      reporter_.warning(
          node_places_[i],
          fmt::format("no service needs the node class {}, and it takes nothing else down", quote(nodes.name)),
          "name it in the `needs` of a service");
  }
}

}  // namespace nines::scenarios
