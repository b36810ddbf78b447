// The model: a platform as flat, constant arrays, built once and shared by all threads.
//
// What a trial can change lies in the arena that Layout describes; the behaviours (unit.h, domain.h, crew.h, spares.h,
// shock.h, change.h, injection.h, network.h, service.h, scaling.h, selector.h, partition.h, watcher.h, data.h, job.h) are
// written once, as templates over the Context, and are run by the sampler, the explorer and the tracer alike.
#pragma once

#include "models/balance_model.h"
#include "models/data_model.h"
#include "models/job_model.h"
#include "models/network_model.h"
#include "models/outage_phase.h"
#include "models/partition_model.h"
#include "models/platform.h"
#include "models/storage_model.h"
#include "models/unit_class.h"
#include "sim/layout.h"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace nines::models {

/// Kinds of clock owner, for ClockOwner::kind.
enum class Owner : std::uint16_t {
  unit,
  domain,
  crew,
  spares,
  shock,
  service,
  change,
  selector,
  partition,
  watcher,
  data,
  injection,
  balance,
  job,
  storage
};

/// Members of a class that sit in the same domain instance and are kept together as counts, or a single one.
struct Group {
  std::uint32_t unit_class = 0;
  std::uint32_t members = 1;
  std::uint32_t domain = none;  ///< the domain instance that they sit in
  std::uint32_t self = none;  ///< of a domain's own unit: the instance that it is
  Offset state = 0;  ///< GroupState
  Offset detail = 0;  ///< several members: how many are in each local state; one: ages (minimal repair)
  std::uint32_t first_clock = 0;  ///< first rate (counted) or first timer (Mode::first_timer counts from it)
  /// returns.h: std::uint32_t for each local state; for one member, or if it is not noted, a single one.
  Offset returned = 0;
  std::uint32_t first_client = 0;  ///< number of (group, mode 0) among those who ask crews and spares for help
  bool single() const { return members == 1; }
};

struct GroupState {
  std::uint32_t up, serving;  ///< members; domains not considered
  std::uint16_t state;  ///< local state of a single member
  std::uint8_t halted;  ///< why it is: its domain is unavailable, detectors that are cut off from it
  std::uint8_t frozen;  ///< a switchover holds everything still
  std::uint32_t suspended;  ///< services that use it and are down, if it ages only in service
};

/// One instance of a domain level.
struct Domain {
  std::uint32_t level = 0, number = 0;  ///< its number within its parent, from 1
  std::uint32_t parent = none;
  Offset state = 0;  ///< DomainState
  std::uint32_t restart_timer = none;
  std::uint32_t first_child = 0, children = 0;  ///< in Model::domain_children
  std::uint32_t first_group = 0, groups = 0;  ///< in Model::domain_groups: the units that sit in it
};

struct DomainState {
  std::uint32_t holds;  ///< reasons for being down: own failures, what its members do to it, a parent that is away
  std::uint8_t restarting;
  std::uint8_t unavailable;
};

struct DomainClass {
  std::string name;
  std::uint32_t available_reward = 0, instances = 0;
  Offset restarting = 0;  ///< std::uint32_t: instances that restart
  std::vector<UnitClass::Use> used_by;
  bool is_place = false;  ///< of the network
};

/// Who asks crews and spares for help: a group, for one of its failure modes.
struct Client {
  std::uint32_t group, mode;
};

/// Those who wait. Their number is in the states of the units; a list keeps their order where order can matter.
struct WaitingLine {
  std::uint32_t fifo = none;  ///< index into Layout::fifos; none: no order is kept
  std::vector<std::uint32_t> clients;  ///< without a list: all who may wait
};

struct CrewModel {
  const Crew* spec = nullptr;
  Offset busy = 0;  ///< std::uint32_t
  WaitingLine line;
  std::uint32_t served = none;  ///< of a preemptive crew with a list: index into Layout::fifos of those being served
  std::uint32_t race = none;  ///< of inspections: one rate for each kind
  struct Kind {
    std::uint32_t unit_class, mode;
  };
  std::vector<Kind> kinds;  ///< with inspections
  Offset waiting = 0;  ///< with inspections: one std::uint32_t for each kind
  std::uint32_t coin = 0;
};

struct SparesModel {
  const Spares* spec = nullptr;
  Offset state = 0;  ///< SparesState
  WaitingLine line;
  double replenished_per_second = 0;  ///< of an exponential law
  std::uint32_t race = none;  ///< replenishment by an exponential law
  std::uint32_t first_timer = none;  ///< otherwise a timer for each part that may be on order
};

struct SparesState {
  std::uint32_t on_shelf, on_order;
};

struct ShockModel {
  std::string name;
  LawPtr interval;
  double hit_probability = 1, hit_probability_in_reserve = 1;
  std::vector<Client> targets;
  /// std::uint32_t for each target of one member, for each local state of a larger one; 0 between events
  Offset hits = 0;
  std::uint32_t timer = none, coin = 0;
};

struct ChangeModel {
  enum Purpose : std::uint32_t { first, due, watched, noticed };
  const Change* spec = nullptr;
  Offset state = 0;  ///< ChangeState
  std::uint32_t unit_class = 0;
  std::uint32_t awaits = 0, update = 0, broken = 0;  ///< failure modes of the class
  std::vector<std::uint16_t> can_be_taken;  ///< local states that are up and await the release
  std::uint32_t first_timer = none, due_timer = none, watch_timer = none, notice_timer = none, coin = 0;
};

struct ChangeState {
  enum Phase : std::uint8_t { idle, canary, watching, rolling };
  Phase phase;
  std::uint8_t bad;  ///< the release is, and nobody has noticed yet
  std::uint16_t unused;
  std::uint32_t left;  ///< members that are still to be taken down in this phase
  std::uint32_t at_work;  ///< members that are being updated
  std::uint32_t broken;  ///< members with a bad release, or being rolled back
};

struct InjectionModel {
  enum Purpose : std::uint16_t { strikes, ends };
  const InjectedFault* spec = nullptr;
  std::uint32_t mode = 0;
  std::vector<std::uint32_t> candidates;  ///< groups of one member each
  LawPtr laws[2];  ///< by Purpose
  std::uint32_t timers[2] = {none, none};
};

/// What a service is to a watcher.
struct WatcherUse {
  std::uint32_t watcher;
  bool is_path;  ///< else the watcher runs on it
};

struct ServiceModel {
  std::string name;
  Offset state = 0;  ///< ServiceState
  Offset counts = 0;  ///< std::uint32_t for each operand: units that serve
  std::vector<double> weights;
  double needed = 1, capacity = 0;  ///< capacity: the weight of all that can serve at once
  std::vector<UnitClass::Use> used_by;  ///< services of which this one is an operand
  std::vector<std::uint32_t> dependents;  ///< services that depend on this one, or have backups in it
  std::vector<std::uint32_t> depends_on;
  std::uint32_t capacity_reward = 0;
  std::uint32_t phase_reward = 0;  ///< the first of OutagePhase's: 1 while the service is down in that phase
  std::vector<std::uint32_t> culprits;  ///< unit classes whose failures keep it down
  std::vector<std::uint32_t> restarts;  ///< domain levels whose restarts do
  std::vector<std::uint32_t> over;  ///< services that are its operands
  std::vector<std::uint32_t> suspends;  ///< unit classes that age only while this service is up
  // With standby or switchover:
  std::uint32_t active_wanted = 0;  ///< with standby; 0: every member that works is active
  std::vector<std::uint32_t> managed;  ///< unit classes
  const Switchover* switchover = nullptr;
  std::uint32_t failback_cause = none;  ///< of one that fails back
  const Election* election = nullptr;  ///< its clock is that of the switchover itself
  std::uint32_t balance = none;  ///< into Model::balances
  std::uint32_t data = none;  ///< in Model::data
  std::uint32_t job = none;  ///< in Model::jobs
  std::uint32_t storage = none;  ///< in Model::storages
  std::uint32_t timers[Switchover::purposes] = {none, none, none, none, none};
  std::uint32_t coin = 0;
  std::uint32_t selector = none;  ///< in Model::selectors, of one that sends its traffic to one of several services
  std::vector<WatcherUse> watchers = {};  ///< that see nothing while it is down
  std::vector<std::uint32_t> taken_out_by = {};  ///< watchers that take out units of it when they are cut off
  bool is_plain = true;  ///< neither that, nor do its members have to be connected
  // Where only members count that are connected, with a place or else with each other:
  bool is_reached = false;
  std::uint32_t reached_from = none;  ///< that place
  struct Counted {
    std::uint32_t place, operand;
    std::uint32_t group, domain;  ///< one of the two is none
  };
  std::vector<Counted> counted;  ///< the groups and domains that it counts
  // Of a pair that may be cut in two:
  std::uint32_t partition = none;  ///< in Model::partitions
  std::uint32_t fences = none, reconciles = none;  ///< timers
};

struct ServiceState {
  enum Phase : std::uint8_t { ready, deciding, switching, failed, failing_back, fencing, reconciling };
  enum Return : std::uint8_t { nobody, somebody, watched };
  std::uint8_t up;
  OutagePhase outage_phase;  ///< while it is down
  Phase phase;
  std::uint8_t away;  ///< with failback: another member has taken over, and nobody has switched back yet
  Return returned;  ///< while away: whether a member has come back since
  std::uint32_t in_charge;  ///< members that are active and not known to be down
  std::uint32_t lost;  ///< of these, how many this event has taken away; 0 between events
  std::uint32_t gained;  ///< members that came back in this event; 0 between events
};

/// What sends the traffic of a service to one of those that it prefers.
struct SelectorModel {
  /// Its clocks; behind them one for each service but the last: how long it has been up while it was not in use.
  enum Purpose : std::uint32_t { notices, decides, switches, recovers, fails_back, alarms, calms, watches };
  std::uint32_t service = 0;
  std::vector<std::uint32_t> preferred;  ///< services, the most preferred first
  Offset state = 0;  ///< SelectorState
  std::vector<std::uint32_t> timers;  ///< none: what the clock would measure takes no time, or never happens
  double coverage = 1;
  bool fails_back_at_all = false;
  std::uint32_t coin = 0;
  std::uint32_t switchover_cause = 0, failback_cause = 0, alarm_cause = none;
  std::uint32_t watcher = none;  ///< in Model::watchers, of one whose detector does not always see
  std::uint32_t cut_off_cause = none;
};

struct SelectorState {
  enum Phase : std::uint8_t { settled, noticing, deciding, switching, failed, waiting, failing_back };
  enum Suspicion : std::uint8_t { not_suspected, by_mistake, being_cut_off };
  std::uint32_t stable;  ///< a bit for each that is preferred to the one in use and has been up for long enough
  std::uint8_t in_use;  ///< where the traffic goes, or is on its way to
  Phase phase;
  Suspicion suspected;  ///< while deciding: the one in use is up, and this is a false alarm
  std::uint8_t unused;
};

/// A detector that does not always see, for what it runs on, or what it looks through, may be down.
struct WatcherModel {
  enum Purpose : std::uint32_t { suspects, trusts };
  struct TakenOut {
    std::uint32_t unit_class, cause;
  };
  std::string name;
  const Watcher* spec = nullptr;
  Offset state = 0;  ///< WatcherState
  std::vector<std::uint32_t> watched;  ///< unit classes, of failures of theirs
  std::vector<TakenOut> taken_out;  ///< while it is cut off
  std::vector<std::uint32_t> selectors;  ///< whose services it watches
  std::uint32_t timers[2] = {none, none};  ///< by Purpose; none: nobody is taken out
};

struct WatcherState {
  std::uint32_t homes_down, paths_down;  ///< of what it runs on and looks through
  std::uint8_t changed;  ///< one of these numbers has, in this event; 0 between events
  std::uint8_t unseen;  ///< it sees nothing
  std::uint8_t suspects_all;
  std::uint8_t unused;
};

/// A failure mode in the numbering of causes, or what a service or a watcher does.
struct Cause {
  std::string name;  ///< "web.hardware"
  std::uint32_t unit_class, mode;  ///< none: not a failure mode
};

/// Services to look at again before the event ends: behind this a bit for each, all zero between events. Then a bit for
/// each that is down.
struct DirtyServices {
  std::uint32_t first_word, end_word;
  std::uint32_t down, unused;  ///< how many are down
};

/// A platform that cannot be built, with the reason and the remedy (more individual clocks than fit, for instance).
struct BuildError : std::runtime_error {
  using std::runtime_error::runtime_error;
  BuildError(std::string at_fault, const std::string& what) : std::runtime_error(what), subject(std::move(at_fault)) {}
  BuildError(std::string at_fault, const std::string& what, const std::string& what_to_do)
      : std::runtime_error(what + ": " + what_to_do), subject(std::move(at_fault)), remedy(what_to_do) {}
  std::string subject;  ///< the node class, domain level or service that it is about; empty: the platform as a whole
  std::string remedy;  ///< the end of what(), where that says what to do
};

struct Model {
  Platform platform;  ///< the laws and names that the arrays refer to
  Layout layout;
  std::vector<UnitClass> classes;  ///< node classes, then the domain levels that fail themselves
  std::vector<Group> groups;
  std::vector<Domain> domains;
  std::vector<DomainClass> domain_classes;  ///< as Platform::domains
  std::vector<std::uint32_t> domain_children, domain_groups;
  std::vector<Client> clients;
  std::vector<CrewModel> crews;
  std::vector<SparesModel> spares;
  std::vector<ShockModel> shocks;
  std::vector<ChangeModel> changes;
  std::vector<InjectionModel> injections;
  std::vector<BalanceModel> balances;
  std::vector<ServiceModel> services;
  std::vector<SelectorModel> selectors;
  std::vector<WatcherModel> watchers;
  NetworkModel network;
  std::vector<PartitionModel> partitions;
  std::vector<StoreModel> stores;
  std::vector<DataModel> data;
  std::vector<JobModel> jobs;
  std::vector<StorageModel> storages;
  std::vector<std::uint32_t> managing;  ///< services with standby or switchover, ascending
  /// Members of a class may be taken down in the event in which they come back (returns.h).
  bool notes_returned = false;
  Offset any_returned = 0;  ///< std::uint32_t, scratch: there are some in this event
  bool settles_first = false;  ///< there are changes, or a network: at the end of an event they come before services
  std::vector<Cause> causes;
  Offset dirty = 0;  ///< DirtyServices

  Model() = default;
  Model(const Model&) = delete;  // the arrays point into platform
  Model& operator=(const Model&) = delete;

  std::uint32_t class_of_nodes(std::size_t node_class) const { return static_cast<std::uint32_t>(node_class); }
  /// The instance of `level` that encloses the group (of a domain's own unit: itself included).
  std::uint32_t enclosing(const Group& group, std::uint32_t level) const;
  /// "rack 3 in zone 1".
  std::string place(std::uint32_t domain) const;
  /// Of a place of the network: as above, or the name of a point.
  std::string network_place(std::uint32_t place) const;
  /// Where the group sits in the network; none: nowhere.
  std::uint32_t place_of(const Group& group) const;
  /// "web 2 in rack 3 in zone 1"; "one of 20 web" for interchangeable members; a domain's own unit: its place.
  std::string unit_name(std::uint32_t group) const;
};

/// Throws BuildError for a node class, domain level or service that build() would refuse, in a fraction of its time and
/// memory. What remains for build() to refuse is the size of the platform as a whole.
void check_parts(const Platform& platform);

/// Builds the model. Throws BuildError when the platform is beyond what a model can hold.
std::unique_ptr<const Model> build(const Platform& platform);

/// Why the model has no exact Markov chain, naming the first few components and their laws; empty when it has one.
std::string why_not_markov(const Model& model);

}  // namespace nines::models
