// The platform as data: what there is, what fails, who repairs it and what it is all for.
//
// This is the description that a scenario file becomes once it has been validated. It holds no state and no
// behaviour; build() in models/model.h turns it into the flat model that the interpreters run, and the closed forms
// check their assumptions on it.
#pragma once

#include "models/data_set.h"
#include "models/detection/detector.h"
#include "models/injected_fault.h"
#include "models/load.h"
#include "models/retirement.h"
#include "models/storage_system.h"
#include "models/training_job.h"
#include "sim/law.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nines::models {

/// What a repair leaves behind: a renewed unit, or one with the age that it failed at (minimal repair).
enum class Restores { as_good_as_new, as_bad_as_old };

/// When the clocks of a unit's failure modes run.
enum class Ages {
  while_up,          ///< only while the unit and its domains are up; the age is kept through a pause
  always,            ///< also while it is down for another reason: failure modes are independent of each other
  while_in_service,  ///< only while the unit is up and every service that uses it is up ("suspended animation")
};

/// What is down for as long as a failure lasts.
enum class TakesDown { unit, nothing, domain };

/// Whose clocks to failure a repair sets back to the start, where it restores as good as new.
enum class Renews {
  itself,  ///< its own, and that of the unit's maintenance, which goes by the time since anything was done to the unit
  unit,  ///< those of all failure modes of the unit
};

/// What a failure mode stands for.
enum class ModeKind : std::uint8_t {
  failure,
  false_alarm,  ///< tells nothing of the unit's age: neither renews nor is renewed
  maintenance,  ///< planned: its time to failure is the age at which the unit is due, its repair makes the unit new
  // Of a change; none of them comes by itself.
  update,  ///< planned: the unit is being updated
  bad_update,  ///< the unit has a bad release; it is noticed, and repaired, when the change is
  awaited_update,  ///< the unit, which stays up, has not got the release yet
  start,  ///< of members that follow a load: the unit is switched on, and does not serve yet
  retirement,  ///< another unit takes the place of one that has failed too often; never by itself
};

/// What is tried as soon as a failure is noticed, and without anybody's help: the unit is restarted where it is.
struct Restarts {
  std::size_t up_to = 1;  ///< attempts, until one works
  LawPtr takes = {};  ///< each of them
  double succeed = 1;  ///< probability that an attempt ends the failure
  LawPtr back_off = {};  ///< the pause before the second attempt; null: there is none before any
  double back_off_factor = 1;  ///< each pause is so many times as long as the one before it
  Seconds back_off_at_most = never;  ///< a bound of their means
  /// How many times as long as `back_off` the pause is that follows an attempt; the first one is 1.
  double back_off_scale(std::size_t attempt) const;
};

/// What is tried before a person is called: another unit takes the place of the one that failed.
struct Replacement {
  std::size_t spares = 0;  ///< index into Platform::spares; with nothing on the shelf there is no replacement
  LawPtr takes = {};
};

/// One way in which a unit (a node, or a failure domain itself) fails and is brought back.
struct FailureMode {
  std::string name;
  LawPtr time_to_failure;  ///< null: nothing but a shock causes it
  LawPtr time_to_notice;  ///< until somebody asks for crew and spare and routes around it; null: noticed at once
  std::optional<detection::CommonLooks> looks;  ///< nobody looks but then; time_to_notice is the law over all failures
  LawPtr time_to_repair;  ///< hands-on time, from the moment that crew and spare are there; null: never repaired
  std::optional<std::size_t> crew;  ///< index into Platform::crews; none: repair begins at once
  std::optional<std::size_t> spares;  ///< index into Platform::spares; the part is taken before a crew is asked for
  int priority = 0;  ///< at the crew: a smaller number is served first
  Restores restores = Restores::as_good_as_new;
  TakesDown takes_down = TakesDown::unit;
  std::size_t domain_level = 0;  ///< with TakesDown::domain: the level whose enclosing instance goes down
  double beta = 0;  ///< beta factor: this share of the failure rate strikes all units of the class at once
  /// Index into Platform::detectors: which time_to_notice is from; of a false alarm, whose mistake it is.
  std::optional<std::size_t> detector;
  std::optional<double> observed;  ///< failures counted in the field over a mission; laid beside the simulated number
  ModeKind kind = ModeKind::failure;
  Renews renews = Renews::itself;
  /// Another mode of the same unit: the clock to failure runs only while that one is there, as in a stage of ageing.
  std::optional<std::size_t> only_while;
  /// A condition of a unit that is up: it lasts until the unit is renewed.
  bool is_condition() const { return takes_down == TakesDown::nothing && !time_to_repair; }
  LawPtr time_to_return;  ///< of a node: from the end of the repair until it is put back into rotation; null: at once
  detection::FailsBy fails_by = detection::FailsBy::dying;  ///< with `detector`: how the failure looks to it
  bool grows_with_load = true;  ///< its rate follows Balanced::exponent
  bool loses_data = false;  ///< what is stored on the unit (of a domain: on all that is in it) is gone
  double job_speed = 1;  ///< of a training job that runs on the unit, while this lasts; the slowest counts
  std::optional<Restarts> restarts = {};
  std::optional<Replacement> replacement = {};  ///< once the restarts, if there are any, are used up
  LawPtr time_to_call = nullptr;  ///< once nothing else is left, until a person has been reached; null: at once
  LawPtr diagnosis = nullptr;  ///< hands-on, before the repair; null: what is to be done is clear
  double wrong_diagnosis = 0;  ///< probability, below 1, that a repair has mended the wrong thing and is done again
  /// Whether there is more to it than to wait and to repair.
  bool has_policy() const { return restarts || replacement || time_to_call || diagnosis || wrong_diagnosis > 0; }
  bool returns_as_detected = false;  ///< `time_to_return` is from `detector`, too
  /// Of a fault that is injected for a while: it may be over before anybody has noticed.
  bool is_ended_from_outside = false;
};

/// Whether the end of `repaired` sets back the clock to failure of another mode of the same unit.
bool renews(const FailureMode& repaired, const FailureMode& other);

/// A level of the tree of failure domains: "4 racks per zone".
struct DomainLevel {
  std::string name;
  std::optional<std::size_t> parent;  ///< an earlier level; none: the top of the tree
  std::size_t count = 1;  ///< per parent instance
  std::vector<FailureMode> failures;
  Ages ages = Ages::while_up;
  LawPtr restart;  ///< from the domain's return until what is beneath it is back; null: at once
};

/// A class of identical nodes.
struct NodeClass {
  std::string name;
  std::optional<std::size_t> level;  ///< the domain level that each node sits in; none: outside all domains
  std::size_t count = 1;  ///< per instance of that level, or in all
  std::vector<FailureMode> failures;
  Ages ages = Ages::while_up;
  double capacity = 1;  ///< what one node contributes to a service, in the planner's own unit
  bool is_link = false;  ///< its members are links of the network, outside all domains
  std::optional<Lemons> lemons = {};
  std::optional<Retirement> retirement = {};
};

enum class CrewOrder {
  first_come,  ///< by the time of asking
  priority,  ///< by FailureMode::priority, then first come
  random,  ///< any waiting repair with equal probability
  inspection,  ///< each kind of waiting failure is found after its own inspection time; the first one found is served
};

struct Crew {
  std::string name;
  std::size_t size = 1;
  CrewOrder order = CrewOrder::first_come;
  bool preemptive = false;  ///< with CrewOrder::priority: an urgent repair interrupts (and later resumes) a lesser one
  LawPtr inspection;  ///< with CrewOrder::inspection; must be exponential
};

struct Spares {
  std::string name;
  std::size_t stock = 0;  ///< on the shelf at the start; each demand orders another part at once
  LawPtr replenishment;  ///< from the demand until a new part is there; null: never
};

/// A shock strikes at the times of a renewal process and hits each unit of its targets with a probability.
struct Shock {
  struct Target {
    bool is_domain = false;  ///< index is a DomainLevel, not a NodeClass
    std::size_t index = 0;
    std::size_t mode = 0;  ///< the failure mode of the target that a hit unit suffers
  };
  std::string name;
  LawPtr interval;
  double hit_probability = 1;
  /// One independent shock process per instance of this level, for what is beneath it.
  std::optional<std::size_t> per_level;
  std::vector<Target> targets;
};

/// A release that is rolled out over the members of a node class, again and again, and that may be bad.
struct Change {
  /// The first to get a release, and how long they are watched before the others follow.
  struct Canary {
    std::size_t members = 1;
    LawPtr watched;
  };
  std::string name;
  std::size_t nodes = 0;  ///< index into Platform::nodes
  LawPtr interval;  ///< from one release to the next; one that comes during a rollout is left out
  LawPtr first = nullptr;  ///< from time 0 to the first; null: as from one to the next
  std::size_t at_a_time = 1;  ///< so many members are taken down at once, at most
  std::size_t keeps_up = 0;  ///< and only while more than so many members of the class are up
  double bad = 0;  ///< probability that a release is bad
  std::optional<Canary> canary;
  LawPtr noticed;  ///< from the first member with a bad release until it is noticed; null if none is bad
  std::size_t awaits = 0, update = 0, broken = 0;  ///< its failure modes, as add_change() made them
};

/// What a service counts.
struct Operand {
  enum class Kind { nodes, service, domains };
  Kind kind = Kind::nodes;
  std::size_t index = 0;  ///< NodeClass, Service or DomainLevel
  double weight = 1;  ///< capacity of each unit
};

/// Roles among the members of a service that keeps some of them in reserve.
struct Standby {
  std::size_t active = 1;  ///< how many are wanted active
  double rate_factor = 0;  ///< failure rate (speed of ageing) in reserve: 1 hot, 0 cold, between them warm
};

/// The way back after a takeover, once a member that was lost works again.
struct Failback {
  LawPtr after;  ///< how long it is watched first, or until somebody decides to; null: not at all
  LawPtr time;  ///< the service is down meanwhile; null: instantaneous
};

/// What follows the (noticed) failure of an active member while another one could carry on.
struct Switchover {
  LawPtr decision;  ///< from the notice of the failure until the switchover begins; null: at once
  LawPtr time;  ///< null: instantaneous
  double coverage = 1;  ///< probability that it works
  LawPtr recovery;  ///< when it does not: manual recovery takes this long; null: lasts until a repair ends
  bool interrupts = false;  ///< the service is down meanwhile even if enough members are active
  bool freezes = false;  ///< meanwhile, and during a failback, members neither fail nor are repaired
  std::optional<Failback> failback;

  /// Its clocks, in this order wherever they are listed.
  enum Purpose : std::uint32_t { decides, switches, recovers, watches, fails_back, purposes };
  /// Null: what the clock would measure takes no time, or never ends by itself (`recovers`).
  const LawPtr& law(Purpose purpose) const;
};

/// Members choose one of them, who leads; without a leader the service is down.
struct Election {
  LawPtr round;  ///< how long a round takes, from the notice that nobody leads
  double split_vote = 0;  ///< probability that it elects nobody, below 1: another round follows
};

/// Requests that a load balancer spreads over the members in rotation, in proportion to their capacity.
struct Balanced {
  double load = 1;  ///< asked of all members, in the unit of NodeClass::capacity; above 0; of a profile its mean
  /// Members fail at their nominal rate times (load per capacity in rotation / the same with all in rotation)^exponent.
  double exponent = 0;
  std::vector<LoadPiece> profile = {};  ///< repeated for ever, from time 0; empty: the load is always the same
  /// While the load is more than this share of the capacity in rotation, what is served is served degraded.
  std::optional<double> degraded_above = {};
  /// A domain level: the loss of one such domain is to leave enough for the load, and those that are on are spread over them.
  std::optional<std::size_t> survives = {};
  std::optional<Autoscaling> autoscaling = {};  ///< then there is exactly one operand
  double requests_per_second = 0;  ///< that a load of 1 stands for; 0: not stated
  double load_of(std::size_t piece) const { return profile.empty() ? load : profile[piece].load; }
  std::size_t pieces() const { return profile.empty() ? 1 : profile.size(); }
};

inline constexpr std::size_t most_preferred = 32;

/// Of a service that sends its traffic to one of several others. The first of its operands is preferred to the second, and so
/// on. What its switchover says of members holds for them, but for `interrupts` (always) and `freezes` (never).
struct Preference {
  LawPtr time_to_notice;  ///< from the failure of the one in use; null: noticed at once
  std::optional<std::size_t> detector;  ///< index into Platform::detectors, which time_to_notice is from
  LawPtr until_false_alarm;  ///< about the one in use while it is up; null: never
  LawPtr false_alarm_lasts;
};

/// The network between failure domains: what is up and linked, over any number of steps, is connected.
struct Network {
  /// An instance of a domain level, or a point, which never fails.
  struct Place {
    std::string name;
    std::optional<std::size_t> level;
    std::size_t instance = 0;  ///< among all instances of the level, from 0, depth-first
  };
  struct Links {
    std::size_t nodes = 0;  ///< the class of units that the links are
    std::vector<std::pair<std::size_t, std::size_t>> between;  ///< of each member, two different places
  };
  std::vector<Place> places;  ///< of a level all instances, or none
  std::vector<Links> links;
};

/// Of a service for which only members count that are connected: with a place, or else with each other. In the latter case it
/// is the largest such set, by weight, that counts.
struct Reach {
  std::optional<std::size_t> from;  ///< index into Network::places
};

/// What becomes of a pair of one active member and one in reserve whose places are no longer connected.
struct PartitionRule {
  enum class Kind {
    split_brain,  ///< both are active
    fencing,  ///< the one in reserve takes the other one out first
    witness,  ///< who is connected with neither the other one nor the witness is not active
  };
  Kind kind = Kind::split_brain;
  LawPtr silence;  ///< until each takes the other one for lost; null: at once
  /// With two that were active, once they are connected again: the service is down. Null: at once.
  LawPtr reconciliation;
  LawPtr fencing;  ///< null: at once
  double fencing_succeeds = 1;
  bool waits_if_fencing_fails = false;  ///< else both are active
  std::size_t witness = 0;  ///< index into Network::places
};

struct Service {
  std::string name;
  std::vector<Operand> operands;
  double needed = 1;  ///< up iff the sum of the weights of what is up is at least this
  std::optional<Standby> standby;  ///< then there is exactly one operand, of nodes
  std::optional<Switchover> switchover;  ///< with or without standby (operands are nodes), or with a preference
  std::vector<std::size_t> depends_on;  ///< other services that must be up as well
  std::optional<Election> election = {};  ///< then there is exactly one operand, of nodes, and no standby or switchover
  std::optional<Balanced> balanced = {};  ///< operands are nodes; neither standby nor switchover
  /// Then the operands are services, each once, 2 to `most_preferred` of them, and `needed` is 1.
  std::optional<Preference> preference = std::nullopt;
  std::optional<Reach> reach = std::nullopt;  ///< operands are nodes and domains, each in a place of the network
  /// Then there is a standby of one active member and one in reserve, at two places.
  std::optional<PartitionRule> partition = std::nullopt;
  /// Then it is a storage system over its first operand, the disks; the second one, if any, is the level that keeps the
  /// fragments of a stripe apart. Up: all that is stored can be read.
  std::optional<StorageSystem> storage = std::nullopt;
};

/// What a detector itself needs: by default nothing, so that it always sees.
struct Watcher {
  std::vector<std::size_t> runs_on;  ///< services: while one of them is down it sees nothing
  std::vector<std::size_t> through;  ///< services: while one of them is down, all that it watches looks dead to it
  /// From the loss of the path until all that it watches is taken out, and from the path's return until all is put back;
  /// both null: nobody is taken out.
  LawPtr until_suspected, until_trusted;
  bool always_sees() const { return runs_on.empty() && through.empty(); }
};

/// What a detector does, in closed form, to be shown, and what it needs to do it. Its laws are in the failure modes: those
/// that it detects, and "false alarm of NAME".
struct DetectorSummary {
  struct Detection {
    detection::FailsBy fails_by = detection::FailsBy::dying;
    Seconds mean{0}, deviation{0};
    Seconds longest{0};  ///< `never` where there is no bound
    bool exact = true;
  };
  std::string name;
  std::string words;  ///< its kind and settings
  std::vector<Detection> detection;  ///< of each way in which what it watches fails
  Seconds mistake_recurrence = never;  ///< of each watched unit; `never`: no false alarm is possible
  Seconds mistake_duration{0};
  double suspected_share = 0;  ///< of a healthy unit's time
  bool takes_out = false;  ///< a false alarm takes the unit out
  bool mistakes_exact = true;  ///< false: the law of the time between false alarms has the exact mean only
  Watcher watcher = {};
};

struct Platform {
  std::vector<DomainLevel> domains;  ///< parents before children
  std::vector<NodeClass> nodes;
  std::vector<Crew> crews;
  std::vector<Spares> spares;
  std::vector<Shock> shocks;
  std::vector<Change> changes;
  std::vector<DetectorSummary> detectors;
  std::vector<Service> services;  ///< in topological order: operands, dependencies and stores of its data come first
  std::vector<Store> stores;
  std::vector<DataSet> data;
  Network network = {};
  std::vector<InjectedFault> injected = {};
  std::vector<TrainingJob> jobs = {};

  /// The node classes that a service counts, by itself or through other services, each once.
  std::vector<std::size_t> nodes_beneath(std::size_t service) const;
  /// Instances of a level (of all levels above, multiplied), and nodes of a class in all.
  std::size_t instances(std::size_t level) const;
  std::size_t members(const NodeClass& nodes) const;
};

/// The same platform without its jobs, which nothing depends on: all other numbers of its model stay as they are.
Platform without_jobs(Platform platform);

/// Adds a change, and its failure modes to the node class. `takes` is how long a member is down for its update;
/// `roll_back` how long one with a bad release is, once that is noticed.
void add_change(Platform& platform, Change change, LawPtr takes, LawPtr roll_back);

/// Lets the members of a balanced service follow its load, and adds their starts as a failure mode to the node class.
/// `provisioning`, which may be null, comes before `model_load`; both together are the start.
void add_autoscaling(Platform& platform, Balanced& balanced, std::size_t nodes, Autoscaling autoscaling,
                     LawPtr provisioning, LawPtr model_load);

}  // namespace nines::models
