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
    const bool planned = spec.kind == ModeKind::maintenance || spec.kind == ModeKind::update;
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
  obstacles.check("the time between releases of " + change.name, change.interval);
  if (change.canary)
    obstacles.check("the time for which the first are watched, of " + change.name, change.canary->watched);
  obstacles.check("the time to notice a bad " + change.name, change.noticed);
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
  for (const WatcherModel& watcher : model.watchers) {
    obstacles.check(fmt::format("the time until {}, when it is cut off, suspects all", watcher.name),
                    watcher.spec->until_suspected);
    obstacles.check(fmt::format("the time until {} trusts all again", watcher.name), watcher.spec->until_trusted);
  }
  return obstacles.in_words();
}

}  // namespace nines::models
