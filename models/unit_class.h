// A class of units (nodes, or domains that fail themselves): its failure modes and the local states of one unit.
#pragma once

#include "models/platform.h"
#include "models/repair_policy.h"
#include "sim/layout.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace nines::models {

/// How far a unit has come with one of its failure modes.
/// `calling`: a person is to be reached. `repairing`: somebody is at work on it, be it to find out what is wrong.
/// `restarting`: it is brought back without anybody's help, by a restart in place or by a replacement. `returning`:
/// repaired, and not yet put back into rotation.
enum class Stage : std::uint8_t {
  fine,
  unnoticed,
  calling,
  waiting_for_spare,
  waiting_for_crew,
  repairing,
  restarting,
  returning
};
constexpr std::size_t stages = 8;

/// What has become of what was stored on a unit, as far as its failures tell.
enum class DiskContent : std::uint8_t { there, lost_unnoticed, lost };

/// A failure mode as the model sees it.
struct Mode {
  const FailureMode* spec = nullptr;
  bool fails_by_itself = true;
  bool noticed_at_once = true;
  bool returns_at_once = true;
  bool strained = false;             ///< its clock to failure runs at the pace of the class's strain
  bool unit_stays_up = false;
  bool minimal_repair = false;
  bool preemptible = false;          ///< its crew may be called away
  bool returns_when_seen = false;    ///< its return is up to its detector
  bool is_alarm = false;             ///< it is a mistake of its detector
  bool loses_data = false;
  bool takes_copies = false;         ///< of checkpoints that are on the unit
  bool is_counted = false;           ///< towards the retirement of the unit
  bool strikes_lemons = false;       ///< its clock to failure runs faster on them
  Offset unseen = none;              ///< std::uint8_t: not 0 while its detector sees nothing; none: that always sees
  std::uint32_t crew = none, spares = none;
  std::uint32_t holds_level = none;  ///< the domain level that is down while this lasts
  std::uint32_t only_while = none;   ///< the mode that must be there for the clock to failure to run
  std::uint32_t change = none;       ///< that is told when its repair ends
  std::uint32_t starts_for = none;   ///< of a start: the number in Model::balances, which is told of its end
  std::uint32_t cause = 0;           ///< number among all failure modes of the model
  double independent_share = 1;      ///< of the failure rate: what the beta factor leaves
  std::uint32_t first_timer = 0;     ///< of a class with timers: of its failure, counted from the unit's first clock
  std::vector<std::uint8_t> renewed;  ///< other modes whose clocks to failure a repair sets back to the start
  PhaseType fine{{1}, {{0}}, {0}}, notice{{1}, {{0}}, {0}}, repair{{1}, {{0}}, {0}},
      back{{1}, {{0}}, {0}};  ///< counted
  std::shared_ptr<RepairPolicy> policy;  ///< null: it is only waited for and repaired

  /// What ends when a timer does: ClockOwner::purpose is mode * purposes + one of these. Events are divided by
  /// `purposes`, hence a power of two.
  enum Purpose : std::uint32_t { failure, notice_ends, repair_ends, return_ends, policy_step_ends, purposes = 8 };
  std::uint32_t notice_timer() const { return first_timer + 2; }
  std::uint32_t return_timer() const { return first_timer + (noticed_at_once ? 2 : 3); }

  // A status numbers the stages with their phases: fine phases, phases of an unnoticed failure (unless it is noticed at
  // once), waiting for a spare, for a crew, repair phases, phases of the return (unless it is back at once), those of its
  // policy.
  std::uint16_t unnoticed() const { return static_cast<std::uint16_t>(fine.size()); }
  std::uint16_t waiting_for_spare() const {
    return static_cast<std::uint16_t>(fine.size() + (noticed_at_once ? 0 : notice.size()));
  }
  std::uint16_t waiting_for_crew() const { return static_cast<std::uint16_t>(waiting_for_spare() + 1); }
  std::uint16_t repairing() const { return static_cast<std::uint16_t>(waiting_for_spare() + 2); }
  std::uint16_t returning() const { return static_cast<std::uint16_t>(repairing() + repair.size()); }
  std::uint16_t first_of_policy() const {
    return static_cast<std::uint16_t>(returning() + (returns_at_once ? 0 : back.size()));
  }
  std::uint16_t statuses() const {
    return static_cast<std::uint16_t>(first_of_policy() + (policy ? policy->statuses() : 0));
  }
  bool in_policy(std::uint16_t status) const { return status >= first_of_policy(); }
  RepairPolicy::Place place(std::uint16_t status) const {
    return policy->place(static_cast<std::uint16_t>(status - first_of_policy()));
  }
  std::uint16_t restarting(std::uint16_t attempt) const {
    return static_cast<std::uint16_t>(first_of_policy() + policy->restarting(attempt));
  }
  std::uint16_t pausing(std::uint16_t attempt) const {
    return static_cast<std::uint16_t>(first_of_policy() + policy->pausing(attempt));
  }
  std::uint16_t replacing() const { return static_cast<std::uint16_t>(first_of_policy() + policy->replacing()); }
  std::uint16_t calling() const { return static_cast<std::uint16_t>(first_of_policy() + policy->calling()); }
  std::uint16_t diagnosing() const { return static_cast<std::uint16_t>(first_of_policy() + policy->diagnosing()); }
  Stage stage(std::uint16_t status) const {
    if (status < fine.size()) return Stage::fine;
    if (status < waiting_for_spare()) return Stage::unnoticed;
    if (status == waiting_for_spare()) return Stage::waiting_for_spare;
    if (status == waiting_for_crew()) return Stage::waiting_for_crew;
    if (status < returning()) return Stage::repairing;
    if (!in_policy(status)) return Stage::returning;
    switch (place(status).part) {
      case RepairPolicy::call: return Stage::calling;
      case RepairPolicy::diagnosis: return Stage::repairing;
      default: return Stage::restarting;
    }
  }
};

/// The state of one unit apart from its domains: how it stands with each failure mode, and its role.
struct LocalState {
  bool up = true;  ///< no failure keeps it down, and it does not wait to be put back into rotation
  bool trusted = true;  ///< no failure that anybody has noticed does, nor such a wait
  bool active = true;  ///< false: in reserve, or not the one who leads
  bool serving = true;  ///< it is up and active; where members elect a leader: it is up
  Stage stage = Stage::fine;  ///< of the failures that keep it down, the one furthest on its way back
  DiskContent content = DiskContent::there;
  bool in_charge() const { return trusted & active; }  // no branch: it would be a guess
};

/// A memoryless step of a counted unit from one local state to the next.
struct Edge {
  enum class Kind : std::uint8_t {
    failure,
    ageing,
    noticed,
    notice_phase,
    repaired,
    repair_phase,
    returned,
    return_phase,
    policy_step_over,
    policy_phase
  };
  enum class Clock : std::uint8_t { repair, failure, strained_failure };
  Kind kind : 5;
  Clock clock : 3;  ///< what its pace depends on
  std::uint8_t mode;
  std::uint16_t status;  ///< the phase that is entered, for `ageing` and the other kinds that are phases
  std::uint16_t from;  ///< the local state that it leaves
  /// Where it leads, if nobody is asked and nothing is chosen on the way; else UnitClass::unreachable.
  std::uint16_t to;
  double per_second;
};

struct UnitClass {
  struct Use {
    std::uint32_t service, operand;
  };

  std::string name;
  bool is_domain = false;
  bool is_link = false;  ///< each member is a link of the network, and has a group of its own
  bool has_identity = false;  ///< so have these: a service tells its members apart
  std::uint32_t index = 0;  ///< into Platform::nodes or Platform::domains
  Ages ages = Ages::while_up;
  std::vector<Mode> modes;
  std::uint32_t mission_stamp = none;  ///< since the mission began; where failures are noticed at fixed times

  // Roles, where a service keeps members in reserve or has a leader.
  bool has_roles = false;
  bool elects = false;  ///< roles say who leads; all who work serve
  double reserve_factor = 1;  ///< speed of ageing in reserve
  std::optional<Lemons> lemons;
  std::uint32_t retirement = none;  ///< the mode that stands for it
  std::size_t retired_after = 0;  ///< failures; 0: units are not retired
  std::uint32_t managed_by = none;  ///< the service that switches between the members, if one does
  std::vector<Use> balanced_by;  ///< services that spread their load over the members in rotation
  bool watched = false;  ///< it is managed or balanced, or its members are links
  Offset network_changed = none;  ///< of links: NetworkModel::changed
  Offset strain = none;  ///< double: the factor of the failure rates of strained modes; none: there are no such modes
  bool may_be_unseen = false;  ///< a detector of its failures does not always see

  /// Counted: all laws are phase-type and clocks are rates. Otherwise each unit has timers for each mode.
  bool counted = true;
  /// Members of a counted class that sit together are kept as counts of local states; otherwise each is a group.
  bool together = true;

  std::size_t modes_each = 0;  ///< modes.size(), of which a division is part
  std::vector<LocalState> states;  ///< 0 is fine and active; with roles there is one that is fine and in reserve
  std::vector<std::uint16_t> status;  ///< [state * modes + mode]
  std::vector<Stage> stage_at;  ///< [state * modes + mode]
  std::vector<std::uint32_t> target_at;  ///< [state * modes + mode]: first entry in `target`
  std::vector<std::uint16_t> target;  ///< [target_at + status]: the local state once that mode has that status
  /// [(state * modes + mode) * Mode::purposes + purpose], of a class with timers: where the end of that timer leads, if
  /// nobody is asked and nothing is chosen on the way; else `unreachable`.
  std::vector<std::uint16_t> after_timer;
  std::vector<std::uint16_t> with_role[2];  ///< [active][state], of states that are trusted
  std::vector<std::uint16_t> another[2];  ///< [lemon][state], where units differ: that of a unit that has never failed
  std::vector<std::uint16_t> failed_again;  ///< [state], where units are retired: once it has failed once more
  std::vector<std::uint8_t> is_worn_out;  ///< [state], where units are retired: it has failed often enough
  std::vector<double> failure_speed[2];  ///< [mode strikes lemons][state]: of its clock, by its role and its kind
  std::vector<std::uint32_t> edge_begin;  ///< [state], one more than states; counted classes
  std::vector<Edge> edges;
  std::uint32_t most_edges = 0;  ///< of one state
  std::vector<std::vector<std::uint16_t>> in_stage[stages];  ///< [stage][mode]: local states in which the mode is there
  /// [state]: it is up, and members in it may be taken down at the end of an event; empty: in none of them.
  std::vector<std::uint8_t> may_be_taken;
  std::vector<std::uint16_t> in_reserve;  ///< local states from which a unit may be made active
  std::vector<std::uint16_t> leading;  ///< local states that are up and active
  std::vector<std::uint16_t> holding;  ///< local states without a failure that loses data

  std::vector<std::uint32_t> groups;
  std::uint32_t members = 0;
  std::uint32_t up_reward = 0;  ///< members up, their domains considered
  std::vector<Use> used_by;
  struct Held {
    std::uint32_t data, holder;  ///< the latter is none for a store of backups
  };
  std::vector<Held> holds;  ///< what may be lost with its members
  struct Copies {
    std::uint32_t mode, job, tier;
  };
  std::vector<Copies> copies;  ///< of checkpoints that a failure takes away
  struct Straggler {
    std::uint32_t mode, job, straggler;
  };
  std::vector<Straggler> stragglers;  ///< failures that slow a job down
  std::vector<std::uint32_t> storages;  ///< storage systems whose disks its members are
  std::uint32_t services_using = 0;  ///< that suspend it when they are down
  Offset in_stage_count = 0;  ///< std::uint32_t for each stage: members whose LocalState::stage it is
  std::uint32_t coin = 0;  ///< for phases and choices

  static constexpr std::uint16_t unreachable = 0xFFFF;

  std::uint16_t status_of(std::uint16_t state, std::size_t mode) const { return status[state * modes_each + mode]; }
  Stage stage_of(std::uint16_t state, std::size_t mode) const { return stage_at[state * modes_each + mode]; }
  std::uint16_t after(std::uint16_t state, std::size_t mode, std::uint16_t new_status) const {
    return target[target_at[state * modes_each + mode] + new_status];
  }
  /// Whether one unit is not like the other, or not any more.
  bool differs() const { return lemons || retired_after > 0; }
  /// Whether the clock of a mode that is fine runs in this local state.
  bool ages_in(std::uint16_t state, std::size_t mode) const {
    if (!states[state].up && ages != Ages::always) return false;
    const std::uint32_t condition = modes[mode].only_while;
    return condition == none || stage_of(state, condition) != Stage::fine;
  }
};

/// Enumerates the local states and edges from the modes. Returns false if there are more than `most_states`.
bool enumerate_states(UnitClass& unit_class, std::size_t most_states);

}  // namespace nines::models
