#include "models/unit_class.h"

#include "models/build.h"

#include <algorithm>
#include <map>
#include <utility>

namespace nines::models {

namespace {

struct RawState {
  std::vector<std::uint16_t> status;
  bool active;
  bool lemon = false;
  std::uint16_t failures = 0;  ///< counted, where units are retired
  auto operator<=>(const RawState&) const = default;
};

/// Breadth-first enumeration of what one unit can be in.
class Enumeration {
 public:
  Enumeration(UnitClass& unit_class, std::size_t most_states) : class_(unit_class), most_states_(most_states) {}

  bool run() {
    intern({std::vector<std::uint16_t>(class_.modes.size(), 0), true});
    for (std::size_t state = 0; state < raw_.size(); ++state) {
      if (raw_.size() > most_states_) return false;
      visit(state);
    }
    finish();
    return true;
  }

 private:
  /// Whether no failure that keeps the unit down is in a stage from `worst` on.
  bool is_before(const RawState& raw, Stage worst) const {
    for (std::size_t m = 0; m < class_.modes.size(); ++m) {
      const Mode& mode = class_.modes[m];
      if (!mode.unit_stays_up && mode.stage(raw.status[m]) >= worst) return false;
    }
    return true;
  }
  bool up(const RawState& raw) const { return is_before(raw, Stage::unnoticed); }
  bool trusted(const RawState& raw) const { return is_before(raw, Stage::calling); }

  DiskContent content(const RawState& raw) const {
    DiskContent found = DiskContent::there;
    for (std::size_t m = 0; m < class_.modes.size(); ++m) {
      if (!class_.modes[m].loses_data) continue;
      const Stage stage = class_.modes[m].stage(raw.status[m]);
      if (stage == Stage::unnoticed) found = std::max(found, DiskContent::lost_unnoticed);
      if (stage != Stage::unnoticed && stage != Stage::fine) found = DiskContent::lost;
    }
    return found;
  }

  /// Of the failures that keep the unit down, the stage of the one furthest on its way back. What returns from one
  /// failure while another one is there waits for that one.
  Stage stage(const RawState& raw) const {
    Stage furthest = Stage::fine, furthest_of_failed = Stage::fine;
    for (std::size_t m = 0; m < class_.modes.size(); ++m) {
      if (class_.modes[m].unit_stays_up) continue;
      Stage each = class_.modes[m].stage(raw.status[m]);
      if (is_start(class_.modes[m]) && each == Stage::repairing) each = Stage::returning;  // nothing is broken
      furthest = std::max(furthest, each);
      if (each != Stage::returning) furthest_of_failed = std::max(furthest_of_failed, each);
    }
    return furthest_of_failed == Stage::fine ? furthest : furthest_of_failed;
  }

  std::uint16_t intern(RawState raw) {
    if (class_.has_roles && !trusted(raw)) raw.active = false;  // whose failure is noticed is no longer active
    const auto [entry, is_new] = number_.try_emplace(raw, raw_.size());
    if (is_new) raw_.push_back(std::move(raw));
    return static_cast<std::uint16_t>(entry->second);
  }

  /// It may be given up at any time.
  static bool is_start(const Mode& mode) { return mode.spec->kind == ModeKind::start; }

  /// The statuses that a mode can go to from a stage.
  std::vector<std::uint16_t> successors(const Mode& mode, std::uint16_t status, bool can_fail) const {
    if (mode.policy) return successors_by_policy(mode, status, can_fail);
    std::vector<std::uint16_t> found;
    const auto add_range = [&](std::size_t begin, std::size_t end) {
      for (std::size_t s = begin; s < end; ++s) found.push_back(static_cast<std::uint16_t>(s));
    };
    const Stage stage = mode.stage(status);
    const bool fails = stage == Stage::fine && can_fail;
    const bool asks = mode.noticed_at_once ? fails : stage == Stage::unnoticed;
    const bool is_back_next = stage == (mode.returns_at_once ? Stage::repairing : Stage::returning);
    const bool may_end =
        (stage == Stage::unnoticed && (mode.spec->is_ended_from_outside || mode.is_counted)) || is_start(mode);
    if (stage == Stage::fine || is_back_next || may_end) add_range(0, mode.fine.size());
    if (stage >= Stage::repairing) add_range(mode.returning(), mode.statuses());
    if (!mode.noticed_at_once && (fails || stage == Stage::unnoticed))
      add_range(mode.unnoticed(), mode.waiting_for_spare());
    if (asks && mode.spares != none) found.push_back(mode.waiting_for_spare());
    const bool asks_crew = mode.crew != none && (asks || stage == Stage::waiting_for_spare ||
                                                 (stage == Stage::repairing && mode.preemptible));
    if (asks_crew) found.push_back(mode.waiting_for_crew());
    const bool may_be_repaired = stage >= Stage::waiting_for_spare && stage <= Stage::repairing;
    if (asks || may_be_repaired) add_range(mode.repairing(), mode.returning());
    return found;
  }

  bool can_fail_in(const RawState& raw, const Mode& mode) const {
    return up(raw) || class_.ages == Ages::always || mode.spec->kind == ModeKind::awaited_update;
  }

  void visit(std::size_t state) {
    const RawState from = raw_[state];
    for (std::size_t m = 0; m < class_.modes.size(); ++m) {
      const Mode& mode = class_.modes[m];
      const bool can_fail = is_retirement(mode) ? from.failures == class_.retired_after : can_fail_in(from, mode);
      class_.target_at.push_back(static_cast<std::uint32_t>(class_.target.size()));
      class_.target.resize(class_.target.size() + mode.statuses(), UnitClass::unreachable);
      for (const std::uint16_t status : successors(mode, from.status[m], can_fail)) {
        RawState to = from;
        to.status[m] = status;
        class_.target[class_.target_at.back() + status] = intern(std::move(to));
      }
    }
    for (const bool active : {false, true}) {
      RawState to = from;
      to.active = active;
      class_.with_role[active].push_back(class_.has_roles && trusted(from) ? intern(std::move(to))
                                                                           : static_cast<std::uint16_t>(state));
    }
    if (class_.differs()) visit_others(from);
  }

  /// Another unit in its place, and itself once it has failed once more.
  void visit_others(const RawState& from) {
    for (const bool lemon : {false, true}) {
      RawState to = from;
      to.lemon = lemon && class_.lemons;
      to.failures = 0;
      class_.another[lemon].push_back(intern(std::move(to)));
    }
    if (class_.retired_after == 0) return;
    RawState to = from;
    to.failures = static_cast<std::uint16_t>(std::min(from.failures + std::size_t{1}, class_.retired_after));
    class_.failed_again.push_back(intern(std::move(to)));
  }

  void finish() {
    for (auto& stage : class_.in_stage) stage.resize(class_.modes.size());
    for (std::size_t s = 0; s < raw_.size(); ++s) {
      const RawState& raw = raw_[s];
      class_.states.push_back(
          {up(raw), trusted(raw), raw.active, up(raw) && (raw.active || class_.elects), stage(raw), content(raw)});
      if (can_be_activated(class_.states.back())) class_.in_reserve.push_back(static_cast<std::uint16_t>(s));
      if (up(raw) && raw.active) class_.leading.push_back(static_cast<std::uint16_t>(s));
      if (content(raw) == DiskContent::there) class_.holding.push_back(static_cast<std::uint16_t>(s));
      class_.status.insert(class_.status.end(), raw.status.begin(), raw.status.end());
      const double in_role = raw.active ? 1 : class_.reserve_factor;
      class_.failure_speed[0].push_back(in_role);
      class_.failure_speed[1].push_back(in_role * (raw.lemon ? class_.lemons->times_as_often : 1));
      if (class_.retired_after > 0) class_.is_worn_out.push_back(raw.failures == class_.retired_after);
    }
    for (std::size_t s = 0; s < raw_.size(); ++s) {
      const RawState& raw = raw_[s];
      for (std::size_t m = 0; m < class_.modes.size(); ++m) {
        const auto state = static_cast<std::uint16_t>(s);
        class_.stage_at.push_back(class_.modes[m].stage(raw.status[m]));
        class_.in_stage[static_cast<int>(class_.stage_of(state, m))][m].push_back(state);
        for (std::uint32_t purpose = 0; !class_.counted && purpose < Mode::purposes; ++purpose) {
          class_.after_timer.push_back(certain_target(state, m, static_cast<Mode::Purpose>(purpose)));
        }
      }
      class_.edge_begin.push_back(static_cast<std::uint32_t>(class_.edges.size()));
      if (class_.counted) add_edges(static_cast<std::uint16_t>(s));
      const auto added = static_cast<std::uint32_t>(class_.edges.size()) - class_.edge_begin.back();
      class_.most_edges = added > class_.most_edges ? added : class_.most_edges;
    }
    class_.edge_begin.push_back(static_cast<std::uint32_t>(class_.edges.size()));
  }

  /// Who is believed to work; in an election only who does work.
  bool can_be_activated(const LocalState& state) const {
    return !state.active && (class_.elects ? state.up : state.trusted);
  }

  void add_edges(std::uint16_t state) {
    for (std::size_t m = 0; m < class_.modes.size(); ++m) {
      const Mode& mode = class_.modes[m];
      const std::uint16_t status = class_.status_of(state, m);
      const Stage stage = mode.stage(status);
      if (mode.policy && mode.in_policy(status)) {
        const RepairPolicy::Place at = mode.place(status);
        add_phase_edges(state, mode.policy->law[at.part], at.phase, m, status - at.phase, mode.policy->speed(at),
                        Edge::Kind::policy_phase, Edge::Kind::policy_step_over);
      } else if (stage == Stage::fine && mode.fails_by_itself && class_.ages_in(state, m)) {
        const double speed = mode.independent_share * class_.failure_speed[mode.strikes_lemons][state];
        add_phase_edges(state, mode.fine, status, m, 0, speed, Edge::Kind::ageing, Edge::Kind::failure);
      } else if (stage == Stage::unnoticed) {
        add_phase_edges(state, mode.notice, status - mode.unnoticed(), m, mode.unnoticed(), 1, Edge::Kind::notice_phase,
                        Edge::Kind::noticed);
      } else if (stage == Stage::repairing) {
        add_phase_edges(state, mode.repair, status - mode.repairing(), m, mode.repairing(), 1, Edge::Kind::repair_phase,
                        Edge::Kind::repaired);
      } else if (stage == Stage::returning) {
        add_phase_edges(state, mode.back, status - mode.returning(), m, mode.returning(), 1, Edge::Kind::return_phase,
                        Edge::Kind::returned);
      }
    }
  }

  /// Whether a repair sets back a clock that remembers anything: one with a timer, or with several phases.
  bool renews_others(const Mode& mode) const {
    return std::any_of(mode.renewed.begin(), mode.renewed.end(), [&](std::uint8_t other) {
      return !class_.counted || class_.modes[other].fine.size() > 1 || class_.modes[other].spec->is_condition();
    });
  }

  static bool is_retirement(const Mode& mode) { return mode.spec->kind == ModeKind::retirement; }

  static bool of_change(const Mode& mode) {
    return mode.spec->kind == ModeKind::update || mode.spec->kind == ModeKind::bad_update;
  }

  /// Where a mode's clock leads from a state, if nobody is asked and nothing is chosen on the way.
  std::uint16_t certain_target(std::uint16_t state, std::size_t m, Mode::Purpose purpose) const {
    const Mode& mode = class_.modes[m];
    const bool asks_nobody = mode.crew == none && mode.spares == none && !mode.policy;
    const bool begins_repair = asks_nobody && mode.repair.size() == 1;
    switch (purpose) {
      case Mode::failure:
        if (mode.holds_level != none || mode.loses_data || mode.takes_copies || mode.is_counted) break;
        if (!mode.noticed_at_once && mode.notice.size() == 1) return class_.after(state, m, mode.unnoticed());
        if (mode.noticed_at_once && begins_repair) return class_.after(state, m, mode.repairing());
        break;
      case Mode::notice_ends:  // the everyday step blames nobody for what a takeover interrupts
        if (begins_repair && class_.managed_by == none && !mode.is_counted)
          return class_.after(state, m, mode.repairing());
        break;
      case Mode::repair_ends:
        if (renews_others(mode) || of_change(mode) || (is_start(mode) && mode.returns_at_once)) break;
        if (is_retirement(mode)) break;
        if (!asks_nobody || mode.holds_level != none) break;
        if (!mode.returns_at_once && mode.back.size() == 1) return class_.after(state, m, mode.returning());
        if (!mode.returns_at_once) break;
        [[fallthrough]];
      case Mode::return_ends:
        if (!is_start(mode) && mode.fine.size() == 1) return class_.after(state, m, 0);
        break;
      case Mode::policy_step_ends:
      case Mode::purposes: break;
    }
    return UnitClass::unreachable;
  }

  std::uint16_t certain_target(const Edge& edge) const {
    switch (edge.kind) {
      case Edge::Kind::failure: return certain_target(edge.from, edge.mode, Mode::failure);
      case Edge::Kind::noticed: return certain_target(edge.from, edge.mode, Mode::notice_ends);
      case Edge::Kind::repaired: return certain_target(edge.from, edge.mode, Mode::repair_ends);
      case Edge::Kind::returned: return certain_target(edge.from, edge.mode, Mode::return_ends);
      case Edge::Kind::policy_step_over: return certain_target(edge.from, edge.mode, Mode::policy_step_ends);
      case Edge::Kind::ageing:
      case Edge::Kind::notice_phase:
      case Edge::Kind::repair_phase:
      case Edge::Kind::return_phase:
      case Edge::Kind::policy_phase: break;
    }
    return class_.after(edge.from, edge.mode, edge.status);
  }

  static Edge::Clock clock_of(Edge::Kind kind, const Mode& mode) {
    if (kind != Edge::Kind::failure && kind != Edge::Kind::ageing) return Edge::Clock::repair;
    return mode.strained ? Edge::Clock::strained_failure : Edge::Clock::failure;
  }

  void add_phase_edges(std::uint16_t state, const PhaseType& law, std::size_t phase, std::size_t mode,
                       std::size_t first_status, double speed, Edge::Kind within, Edge::Kind exit) {
    const auto add = [&](Edge::Kind kind, std::size_t status, double per_second) {
      if (per_second * speed <= 0) return;
      const Edge edge{kind,
                      clock_of(kind, class_.modes[mode]),
                      static_cast<std::uint8_t>(mode),
                      static_cast<std::uint16_t>(status),
                      state,
                      0,
                      per_second * speed};
      class_.edges.push_back(edge);
      class_.edges.back().to = certain_target(edge);
    };
    for (std::size_t to = 0; to < law.size(); ++to) add(within, first_status + to, law.per_second[phase][to]);
    add(exit, 0, law.exit_per_second[phase]);
  }

  UnitClass& class_;
  std::size_t most_states_;
  std::vector<RawState> raw_;
  std::map<RawState, std::size_t> number_;
};

}  // namespace

bool enumerate_states(UnitClass& unit_class, std::size_t most_states) {
  unit_class.modes_each = unit_class.modes.size();
  unit_class.states.clear();
  unit_class.status.clear();
  unit_class.stage_at.clear();
  unit_class.after_timer.clear();
  unit_class.target_at.clear();
  unit_class.target.clear();
  for (auto& roles : unit_class.with_role) roles.clear();
  for (auto& other : unit_class.another) other.clear();
  unit_class.failed_again.clear();
  unit_class.is_worn_out.clear();
  for (auto& speed : unit_class.failure_speed) speed.clear();
  unit_class.edge_begin.clear();
  unit_class.edges.clear();
  unit_class.in_reserve.clear();
  unit_class.leading.clear();
  unit_class.holding.clear();
  unit_class.most_edges = 0;
  for (auto& stage : unit_class.in_stage) stage.clear();
  return Enumeration(unit_class, most_states).run();
}

}  // namespace nines::models
