// What keeps a model from being a Markov chain: each law that is not made of exponential phases.
#include "models/build.h"

#include <fmt/format.h>

namespace nines::models {

namespace {

/// All obstacles, of which the first few are told.
class Obstacles {
 public:
  void check(const std::string& what, const LawPtr& law) {
    if (!law || law->phase_type()) return;
    ++laws_;
    add(fmt::format("{} is {}", what, law->describe()));
  }
  void check_minimal_repair(const std::string& name, const Law& law) {
    if (law.exponential_rate()) return;
    add(fmt::format("{} is repaired as bad as old, and its time to failure is {}, not exponential", name,
                    law.describe()));
  }

  void check(bool is_obstacle, const std::string& words) {
    if (is_obstacle) add(words);
  }

  std::string in_words() const {
    if (found_ == 0) return "";
    std::string words = first_ + (found_ > told ? fmt::format("; and {} more", found_ - told) : "");
    if (laws_ == 0) return words;
    return words + (found_ == 1 ? ", which is not exponential, Erlang or hyperexponential"
                                : "; exact chains take exponential, Erlang or hyperexponential times");
  }

 private:
  static constexpr std::size_t told = 3;

  void add(const std::string& obstacle) {
    if (++found_ <= told) first_ += (first_.empty() ? "" : "; ") + obstacle;
  }

  std::string first_;
  std::size_t found_ = 0;
  std::size_t laws_ = 0;  ///< that have no phases at all
};

void check(const UnitClass& unit_class, Obstacles& obstacles) {
  for (const Mode& mode : unit_class.modes) {
    const FailureMode& spec = *mode.spec;
    const std::string name = unit_class.name + "." + spec.name;
    const bool planned = spec.kind == ModeKind::maintenance || spec.kind == ModeKind::update ||
                         spec.kind == ModeKind::start || spec.kind == ModeKind::retirement;
    obstacles.check((planned ? "the age at " : "the time to failure of ") + name, spec.time_to_failure);
    const bool has_phases = spec.time_to_failure && spec.time_to_failure->phase_type();
    if (has_phases && mode.minimal_repair) obstacles.check_minimal_repair(name, *spec.time_to_failure);
    obstacles.check("the time to notice " + name, spec.time_to_notice);
    obstacles.check(planned ? fmt::format("the time that {} takes", name) : "the time to repair of " + name,
                    spec.time_to_repair);
    obstacles.check("the time to return after " + name, spec.time_to_return);
    for (std::size_t part = 0; mode.policy && part < RepairPolicy::parts; ++part) {
      constexpr const char* names[] = {"a restart", "the back-off", "the replacement", "the call", "the diagnosis"};
      obstacles.check(fmt::format("the time of {} of {}", names[part], name),
                      law_of(spec, static_cast<RepairPolicy::Part>(part)));
    }
  }
}

void check(const Service& service, Obstacles& obstacles) {
  if (service.balanced) {
    obstacles.check(!service.balanced->profile.empty(),
                    fmt::format("the load of {} changes at given times", service.name));
    if (const auto& scaled = service.balanced->autoscaling) {
      obstacles.check(fmt::format("the time until {} switches members on", service.name), scaled->up_after);
      obstacles.check(fmt::format("the time until {} switches members off", service.name), scaled->down_after);
    }
  }
  if (service.election) obstacles.check("the time of an election of " + service.name, service.election->round);
  if (service.partition) {
    obstacles.check("the time until a silence is noticed of " + service.name, service.partition->silence);
    obstacles.check("the time of the fencing of " + service.name, service.partition->fencing);
    obstacles.check("the time of the reconciliation of " + service.name, service.partition->reconciliation);
  }
  if (service.preference) {
    obstacles.check("the time to notice of " + service.name, service.preference->time_to_notice);
    obstacles.check("the time between false alarms of " + service.name, service.preference->until_false_alarm);
    obstacles.check("the duration of false alarms of " + service.name, service.preference->false_alarm_lasts);
  }
  if (!service.switchover) return;
  constexpr const char* names[] = {"decision", "switchover", "recovery", "watching", "failback"};
  for (std::uint32_t purpose = 0; purpose < Switchover::purposes; ++purpose) {
    obstacles.check(fmt::format("the {} time of {}", names[purpose], service.name),
                    service.switchover->law(static_cast<Switchover::Purpose>(purpose)));
  }
}

void check(const Change& change, Obstacles& obstacles) {
  obstacles.check("the time to the first release of " + change.name, change.first);
  obstacles.check("the time between releases of " + change.name, change.interval);
  if (change.canary)
    obstacles.check("the time for which the first are watched, of " + change.name, change.canary->watched);
  obstacles.check("the time to notice a bad " + change.name, change.noticed);
}

void check(const Model& model, const DataSet& data, Obstacles& obstacles) {
  for (const BackupSchedule& each : data.backups) {
    const std::string name = fmt::format("{}, backups of {},", each.name, data.name);
    const bool reads = each.store && model.platform.stores[*each.store].bytes_per_second > 0 && !data.restore;
    obstacles.check(reads, fmt::format("a restore of {} takes as long as there is to be read", data.name));
    obstacles.check(each.keeps == 0, name + " are deleted at a certain age");
    obstacles.check("the time to the first of " + name, each.first);
    obstacles.check("the time between " + name, each.interval);
    obstacles.check("the duration of " + name, each.duration);
    obstacles.check("the duration of full " + name, each.full_duration);
    obstacles.check("the time until something breaks " + name, each.until_broken);
    obstacles.check("the time between tests of " + name, each.test_interval);
    obstacles.check("the duration of tests of " + name, each.test_duration);
  }
  obstacles.check(data.log.has_value(), fmt::format("the replay of {} takes as long as there are changes", data.name));
  if (data.corruption) {
    obstacles.check("the time between corruptions of " + data.name, data.corruption->interval);
    obstacles.check("the time until corruption is noticed of " + data.name, data.corruption->until_noticed);
  }
  obstacles.check("the time until a loss is noticed of " + data.name, data.until_noticed);
  obstacles.check("the preparation of a restore of " + data.name, data.preparation);
  obstacles.check("the duration of a restore of " + data.name, data.restore);
  obstacles.check("the time to begin afresh of " + data.name, data.afresh);
}

void check(const Model& model, const StorageModel& storage, Obstacles& obstacles) {
  constexpr std::uint32_t most_groups = 16;  // an event has an outcome for each number of them that it concerns
  const std::string& name = model.services[storage.service].name;
  obstacles.check(storage.spec->rebuild.has_value(),
                  name + " is rebuilt step by step, for as long as there is to be read");
  obstacles.check(storage.groups_each == 0 && storage.groups > most_groups,
                  fmt::format("{} has {} groups of stripes, each on disks of its own choice", name, storage.groups));
}

}  // namespace

std::string why_not_markov(const Model& model) {
  Obstacles obstacles;
  for (const UnitClass& unit_class : model.classes) check(unit_class, obstacles);
  for (const DomainLevel& level : model.platform.domains)
    obstacles.check("the restart time of " + level.name, level.restart);
  for (const Spares& spares : model.platform.spares)
    obstacles.check("the replenishment time of " + spares.name, spares.replenishment);
  for (const Shock& shock : model.platform.shocks)
    obstacles.check("the time between shocks " + shock.name, shock.interval);
  for (const Service& service : model.platform.services) check(service, obstacles);
  for (const Change& change : model.platform.changes) check(change, obstacles);
  for (const DataSet& data : model.platform.data) check(model, data, obstacles);
  for (const StorageModel& storage : model.storages) check(model, storage, obstacles);
  for (const WatcherModel& watcher : model.watchers) {
    obstacles.check(fmt::format("the time until {}, when it is cut off, suspects all", watcher.name),
                    watcher.spec->until_suspected);
    obstacles.check(fmt::format("the time until {} trusts all again", watcher.name), watcher.spec->until_trusted);
  }
  obstacles.check(!model.injections.empty(), "faults are injected at given times");
  for (const TrainingJob& job : model.platform.jobs)
    obstacles.check(true, fmt::format("how far the job {} has come is no part of a chain's state", job.name));
  return obstacles.in_words();
}

}  // namespace nines::models
