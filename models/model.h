// The model: a platform as flat, constant arrays, built once and shared by all threads.
//
// What a trial can change lies in the arena that Layout describes; the behaviours (unit.h, domain.h, crew.h, spares.h,
// shock.h, service.h) are written once, as templates over the Context, and are run by the sampler, the explorer and
// the tracer alike.
#pragma once

#include "models/platform.h"
#include "sim/layout.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace nines::models {

/// Kinds of clock owner, for ClockOwner::kind.
enum class Owner : std::uint16_t { unit, domain, crew, spares, shock, service };

/// How far a unit has come with one of its failure modes.
enum class Stage : std::uint8_t { fine, waiting_for_spare, waiting_for_crew, repairing };

/// The state of one unit: how it stands with each failure mode, and its role. Enumerated for each class.
struct LocalState {
  bool up = true;       ///< the unit itself works; its domains may still be down
  bool active = true;   ///< false: in reserve
  bool serving() const { return up && active; }
};

/// A memoryless step of a counted unit from one local state to the next.
struct Edge {
  enum class Kind : std::uint8_t { failure, ageing_phase, repair, repair_phase };
  Kind kind;
  std::uint8_t mode;
  std::uint16_t status;  ///< the phase that is entered, for the two phase kinds
  double per_second;
};

/// A failure mode as the model sees it.
struct Mode {
  std::string name;
  bool fails_by_itself = true;
  bool node_stays_up = false;
  bool minimal_repair = false;
  std::uint32_t crew = none, spares = none;
  std::uint32_t holds_level = none;   ///< the domain level that is down while this lasts
  std::uint32_t cause = 0;            ///< number among all failure modes of the model
  std::uint16_t fine_phases = 1, repair_phases = 1;
  std::vector<double> fine_start, repair_start;  ///< probabilities of the first phase

  // A status numbers the stages of a mode with their phases: fine phases, waiting for a spare, for a crew, repair phases.
  std::uint16_t waiting_for_spare() const { return fine_phases; }
  std::uint16_t waiting_for_crew() const { return static_cast<std::uint16_t>(fine_phases + 1); }
  std::uint16_t repairing() const { return static_cast<std::uint16_t>(fine_phases + 2); }
  std::uint16_t statuses() const { return static_cast<std::uint16_t>(repairing() + repair_phases); }
  Stage stage(std::uint16_t status) const {
    if (status < fine_phases) return Stage::fine;
    if (status == waiting_for_spare()) return Stage::waiting_for_spare;
    return status == waiting_for_crew() ? Stage::waiting_for_crew : Stage::repairing;
  }
};

/// The class of a unit: a node class, or a domain level whose instances fail themselves.
struct UnitClass {
  std::string name;
  bool is_domain = false;
  std::uint32_t index = 0;  ///< into Platform::nodes or Platform::domains
  Ages ages = Ages::while_up;
  std::vector<Mode> modes;
  double reserve_factor = 1;  ///< speed of ageing in reserve
  std::uint32_t managed_by = none;    ///< the service that switches between the units, if one does
  bool has_roles = false;

  /// Counted: all laws are phase-type, members in the same local state are interchangeable, only counts are kept and
  /// clocks are rates. Otherwise a group has one member, whose clocks are timers: 2 a mode, failure and repair.
  bool counted = true;
  std::string not_memoryless;  ///< when not counted: which law prevents it

  std::vector<LocalState> states;
  std::vector<std::uint16_t> status;     ///< [state * modes + mode]
  std::vector<std::uint32_t> target_at;  ///< first entry of (state, mode) in `target`
  std::vector<std::uint16_t> target;     ///< [target_at + status]: the local state after that mode has taken that status
  std::vector<std::uint16_t> with_role[2];  ///< [active][state]: the local state after taking that role
  std::vector<std::uint32_t> edge_begin; ///< [state], for counted classes
  std::vector<Edge> edges;
  std::vector<std::vector<std::uint16_t>> in_stage[4];  ///< [stage][mode]: local states in which the mode is at that stage

  std::uint32_t first_group = 0, groups = 0;
  std::uint32_t members = 0;
  std::uint32_t up_reward = 0;  ///< reward: members up, their domains included
  struct Use {
    std::uint32_t service, operand;
  };
  std::vector<Use> used_by;
  std::uint32_t coin = 0;  ///< stream for phases and choices

  std::uint16_t status_of(std::uint16_t state, std::size_t mode) const { return status[state * modes.size() + mode]; }
  Stage stage_of(std::uint16_t state, std::size_t mode) const { return modes[mode].stage(status_of(state, mode)); }
  std::uint16_t after(std::uint16_t state, std::size_t mode, std::uint16_t new_status) const {
    return target[target_at[state * modes.size() + mode] + new_status];
  }
};

/// Members of a class that sit in the same domain instance and are kept together (counted), or a single one.
struct Group {
  std::uint32_t unit_class = 0;
  std::uint32_t members = 1;
  std::uint32_t domain = none;   ///< the domain instance that they sit in
  Offset state = 0;              ///< GroupState; behind it counts (counted) or ages at failure (minimal repair)
  std::uint32_t first_clock = 0; ///< first rate (counted) or first timer
  std::uint32_t first_client = 0;///< number of (group, mode 0) among those who ask crews and spares for help
};

struct GroupState {
  std::uint32_t up, serving;  ///< members; domains not considered
  std::uint16_t state;        ///< of the single member
  std::uint8_t halted;        ///< its domain is unavailable
  std::uint8_t frozen;        ///< a switchover holds everything still
  std::uint32_t suspended;    ///< services that use it are down, and it ages only in service
};

/// One instance of a domain level.
struct Domain {
  std::uint32_t level = 0, number = 0;
  std::uint32_t parent = none;
  Offset state = 0;  ///< DomainState
  std::uint32_t restart_timer = none;
  std::uint32_t first_child = 0, children = 0;  ///< in Model::domain_children
  std::uint32_t first_group = 0, groups = 0;    ///< in Model::domain_groups: the groups that sit in it
};

struct DomainState {
  std::uint32_t holds;   ///< reasons for being down: own failures, what its members do to it, a parent that is away
  std::uint8_t restarting;
  std::uint8_t unavailable;
};

struct DomainClass {
  std::string name;
  std::uint32_t available_reward = 0, instances = 0;
  std::vector<UnitClass::Use> used_by;
};

struct Client {
  std::uint32_t group, mode;
};

/// Those who wait, in order (a list) or, where order cannot matter, by number for each client.
struct WaitingLine {
  std::uint32_t fifo = none;  ///< index into Layout::fifos; none: counts
  Offset counts = 0;          ///< one std::uint32_t for each of `clients`
  std::vector<std::uint32_t> clients;  ///< only with counts
};

struct CrewModel {
  const Crew* spec = nullptr;
  Offset busy = 0;  ///< std::uint32_t
  WaitingLine line;
  std::uint32_t race = none;  ///< of inspections: one rate a kind
  struct Kind {
    std::uint32_t unit_class, mode;
    Offset waiting;  ///< std::uint32_t
  };
  std::vector<Kind> kinds;  ///< with inspections
  std::vector<std::pair<std::uint32_t, std::uint32_t>> users;  ///< (class, mode)
  std::uint32_t coin = 0;
};

struct SparesModel {
  const Spares* spec = nullptr;
  Offset stock = 0, on_order = 0;  ///< std::uint32_t each
  WaitingLine line;
  std::uint32_t race = none;         ///< replenishment with exponential law
  std::uint32_t first_timer = none;  ///< otherwise one timer for each part that may be on order
};

struct ShockModel {
  const Shock* spec = nullptr;
  double hit_probability = 1;
  LawPtr interval;
  struct Target {
    std::uint32_t group, mode;
  };
  std::vector<Target> targets;
  std::uint32_t timer = none, coin = 0;
};

struct ServiceModel {
  std::string name;
  Offset state = 0;   ///< ServiceState
  Offset counts = 0;  ///< std::uint32_t for each operand: units that serve
  std::vector<double> weights;
  double needed = 1, capacity = 0;  ///< capacity: the sum of all weights
  std::vector<UnitClass::Use> used_by;           ///< services of which this one is an operand
  std::vector<std::uint32_t> dependents;         ///< services that depend on this one
  std::vector<std::uint32_t> depends_on;
  std::uint32_t condition = 0, capacity_reward = 0;
  bool has_switchover = false;
  std::uint32_t active_wanted = 0;  ///< with standby
  std::vector<std::uint32_t> classes;  ///< unit classes among the operands
  const Switchover* switchover = nullptr;
  double coverage = 1;
  std::uint32_t switch_timer = none, recovery_timer = none, coin = 0;
};

struct ServiceState {
  enum Phase : std::uint8_t { ready, switching, failed };
  std::uint8_t up;
  Phase phase;
  std::uint16_t unused;
  std::uint32_t lost;    ///< active members that this event has taken away; 0 between events
  std::uint32_t gained;  ///< members that came back in this event; 0 between events
};

/// A failure mode in the numbering of causes.
struct Cause {
  std::string name;  ///< "web.hardware"
  std::uint32_t unit_class, mode;
};

/// A platform that cannot be built, with the reason (a local state space too large, for instance).
struct BuildError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Model {
  Platform platform;  ///< the laws and names that the arrays refer to
  Layout layout;
  std::vector<UnitClass> classes;
  std::vector<Group> groups;
  std::vector<Domain> domains;
  std::vector<DomainClass> domain_classes;
  std::vector<std::uint32_t> domain_children, domain_groups;
  std::vector<Client> clients;
  std::vector<CrewModel> crews;
  std::vector<SparesModel> spares;
  std::vector<ShockModel> shocks;
  std::vector<ServiceModel> services;
  std::vector<Cause> causes;
  Offset dirty = 0;  ///< DirtyServices

  Model() = default;
  Model(const Model&) = delete;  // the arrays point into platform
  Model(Model&&) = delete;

  std::uint32_t class_of_nodes(std::size_t node_class) const { return static_cast<std::uint32_t>(node_class); }
  /// "rack 3 in zone 1": where a domain instance is.
  std::string place(std::uint32_t domain) const;
  /// "web 2 in rack 3 in zone 1".
  std::string unit_name(std::uint32_t group) const;
};

/// Services to look at again before the event ends: a bit each, and the range of words that may hold any.
struct DirtyServices {
  std::uint32_t first_word, end_word;
};

/// Builds the model. Throws BuildError when the platform is beyond what a model can hold.
std::unique_ptr<const Model> build(const Platform& platform);

/// Why the model has no exact Markov chain, naming the component and its law; empty when it has one.
std::string why_not_markov(const Model& model);

}  // namespace nines::models
