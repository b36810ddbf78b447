// The clocks of a group of units: how they follow from its state. Internal to unit.h.
//
// A unit's clocks, for each failure mode: one to the failure, which runs as UnitClass::ages says and keeps its age
// through a pause, and one of the repair. Members kept together are counts of local states whose clocks are rates.
#pragma once

#include "models/signals.h"

#include <cmath>

namespace nines::models::unit {

inline const UnitClass& class_of(const Model& model, const Group& group) { return model.classes[group.unit_class]; }

/// The count of a local state in a group of several members.
template <class Context>
std::uint32_t& members_in(Context& context, const Group& group, std::uint16_t state) {
  return context.template at<std::uint32_t>(group.detail + state * static_cast<Offset>(sizeof(std::uint32_t)));
}

/// How many members of the class are at a stage, with the failure that is furthest on its way back.
template <class Context>
std::uint32_t& count_in(Context& context, const UnitClass& unit_class, Stage stage) {
  return context.template at<std::uint32_t>(
      unit_class.in_stage_count + static_cast<Offset>(static_cast<std::size_t>(stage) * sizeof(std::uint32_t)));
}

/// How many members are in a local state.
template <class Context>
[[gnu::always_inline]] inline std::uint32_t count(Context& context, const Group& group, std::uint16_t state) {
  if (group.single()) return context.template at<GroupState>(group.state).state == state ? 1 : 0;
  return members_in(context, group, state);
}

/// Members that are believed to work and to serve.
template <class Context>
std::uint32_t in_charge(Context& context, const UnitClass& unit_class, const Group& group) {
  if (group.single()) {
    return unit_class.states[context.template at<GroupState>(group.state).state].in_charge() ? 1 : 0;
  }
  std::uint32_t total = 0;
  for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
    if (unit_class.states[s].in_charge()) total += members_in(context, group, static_cast<std::uint16_t>(s));
  }
  return total;
}

/// Members of which no failure is known.
template <class Context>
std::uint32_t trusted(Context& context, const UnitClass& unit_class, const Group& group) {
  if (group.single()) {
    return unit_class.states[context.template at<GroupState>(group.state).state].trusted ? 1 : 0;
  }
  std::uint32_t total = 0;
  for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
    if (unit_class.states[s].trusted) total += members_in(context, group, static_cast<std::uint16_t>(s));
  }
  return total;
}

/// Members that may be made active and are not held back by their domain.
template <class Context>
std::uint32_t in_reserve(Context& context, const UnitClass& unit_class, const Group& group) {
  const GroupState& state = context.template at<GroupState>(group.state);
  if (state.halted) return 0;
  std::uint32_t total = 0;
  for (const std::uint16_t s : unit_class.in_reserve) total += count(context, group, s);
  return total;
}

/// Whether anything can fail here now, as far as the group as a whole is concerned.
inline bool clocks_run(const UnitClass& unit_class, const GroupState& state) {
  return !state.frozen && state.suspended == 0 && (!state.halted || unit_class.ages == Ages::always);
}

/// How many units of the group wait for a crew (or are at any other stage) with a mode.
template <class Context>
std::uint32_t count_in_stage(const Model& model, Context& context, Client client, Stage stage) {
  const Group& group = model.groups[client.group];
  const UnitClass& unit_class = class_of(model, group);
  if (group.single()) {
    return unit_class.stage_of(context.template at<GroupState>(group.state).state, client.mode) == stage ? 1 : 0;
  }
  std::uint32_t total = 0;
  for (const std::uint16_t s : unit_class.in_stage[static_cast<int>(stage)][client.mode])
    total += count(context, group, s);
  return total;
}

/// The local state of a member that is in one of `states`, each member equally likely.
template <class Context>
std::uint16_t pick(Context& context, const UnitClass& unit_class, const Group& group,
                   const std::vector<std::uint16_t>& states) {
  if (group.single()) return context.template at<GroupState>(group.state).state;
  std::uint32_t total = 0, occupied = 0;
  std::uint16_t chosen = states.front();
  for (const std::uint16_t s : states) {
    const std::uint32_t members = count(context, group, s);
    total += members;
    if (members == 0) continue;
    chosen = s;
    ++occupied;
  }
  if (occupied <= 1) return chosen;
  return states[context.choose(unit_class.coin, static_cast<std::uint32_t>(states.size()), total,
                               [&](std::uint32_t i) { return static_cast<double>(count(context, group, states[i])); })];
}

template <class Context>
std::uint16_t pick_in_stage(const Model& model, Context& context, Client client, Stage stage) {
  const Group& group = model.groups[client.group];
  const UnitClass& unit_class = class_of(model, group);
  return pick(context, unit_class, group, unit_class.in_stage[static_cast<int>(stage)][client.mode]);
}

/// The factor of the failure rates of modes that grow with the load.
template <class Context>
double strain(Context& context, const UnitClass& unit_class) {
  return unit_class.strain == none ? 1 : context.template at<double>(unit_class.strain);
}

/// The factors of all rates of a group: 1 (of strained clocks the strain) or, while its clocks stand still, 0.
class Pace {
 public:
  template <class Context>
  Pace(Context& context, const UnitClass& unit_class, const GroupState& state)
      : of_clock_{state.frozen ? 0.0 : 1.0, clocks_run(unit_class, state) ? 1.0 : 0.0,
                  clocks_run(unit_class, state) ? strain(context, unit_class) : 0.0} {}
  double of(const Edge& edge) const { return of_clock_[static_cast<std::size_t>(edge.clock)]; }

 private:
  double of_clock_[3];  ///< by Edge::Clock
};

/// Whether the detector of a mode sees nothing at the moment.
template <class Context>
[[gnu::always_inline]] inline bool is_unseen(Context& context, const Mode& mode) {
  return mode.unseen != none && context.template at<std::uint8_t>(mode.unseen) != 0;
}

/// Whether a step is up to the detector of its mode, and does not come while that sees nothing.
inline bool is_of_detector(const Mode& mode, Edge::Kind kind) {
  switch (kind) {
    case Edge::Kind::noticed:
    case Edge::Kind::notice_phase: return true;
    case Edge::Kind::returned:
    case Edge::Kind::return_phase: return mode.returns_when_seen;
    case Edge::Kind::failure:
    case Edge::Kind::ageing:
    case Edge::Kind::repaired:
    case Edge::Kind::repair_phase:
    case Edge::Kind::policy_step_over:
    case Edge::Kind::policy_phase: break;
  }
  return mode.is_alarm;
}

/// The factors of the rates of a class that may be unseen: those of Pace, or 0.
template <class Context>
class SeenPace {
 public:
  SeenPace(Context& context, const UnitClass& unit_class, const Pace& pace)
      : context_(context), unit_class_(unit_class), pace_(pace) {}
  double of(const Edge& edge) const {
    const Mode& mode = unit_class_.modes[edge.mode];
    return is_unseen(context_, mode) && is_of_detector(mode, edge.kind) ? 0 : pace_.of(edge);
  }

 private:
  Context& context_;
  const UnitClass& unit_class_;
  const Pace& pace_;
};

template <class Context>
[[gnu::noinline]] void refresh_rates_of_seen(const UnitClass& unit_class, Context& context, const Group& group,
                                             const Pace& pace, std::uint16_t state, double members) {
  const SeenPace<Context> seen(context, unit_class, pace);
  for (std::uint32_t e = unit_class.edge_begin[state]; e != unit_class.edge_begin[state + 1u]; ++e) {
    const Edge& edge = unit_class.edges[e];
    context.set_rate(group.first_clock + e, members * edge.per_second * seen.of(edge));
  }
}

/// Sets the rates out of a local state of a group of counts.
template <class Context>
[[gnu::always_inline]] inline void refresh_rates_of(const UnitClass& unit_class, Context& context, const Group& group,
                                                    const Pace& pace, std::uint16_t state, double members) {
  if (unit_class.may_be_unseen) [[unlikely]]
    return refresh_rates_of_seen(unit_class, context, group, pace, state, members);
  const std::uint32_t begin = unit_class.edge_begin[state], end = unit_class.edge_begin[state + 1u];
  const Edge* edge = unit_class.edges.data() + begin;
  for (std::uint32_t rate = group.first_clock + begin; rate != group.first_clock + end; ++rate, ++edge) {
    context.set_rate(rate, members * edge->per_second * pace.of(*edge));
  }
}

/// Those of a single unit, whose local state it is: its edges, the rest 0.
template <class Context, class PaceOrSeenPace>
[[gnu::always_inline]] inline void set_rates_of_single(const UnitClass& unit_class, Context& context,
                                                       const Group& group, const PaceOrSeenPace& pace,
                                                       std::uint16_t state) {
  const std::uint32_t begin = unit_class.edge_begin[state];
  const std::uint32_t edges = unit_class.edge_begin[state + 1u] - begin;
  for (std::uint32_t i = 0; i < unit_class.most_edges; ++i) {
    const Edge* edge = i < edges ? &unit_class.edges[begin + i] : nullptr;
    context.set_rate(group.first_clock + i, edge == nullptr ? 0 : edge->per_second * pace.of(*edge));
  }
}

template <class Context>
void refresh_rates_of_single(const UnitClass& unit_class, Context& context, const Group& group) {
  const GroupState& state = context.template at<GroupState>(group.state);
  const Pace pace(context, unit_class, state);
  if (unit_class.may_be_unseen) [[unlikely]] {
    const SeenPace<Context> seen(context, unit_class, pace);
    return set_rates_of_single(unit_class, context, group, seen, state.state);
  }
  set_rates_of_single(unit_class, context, group, pace, state.state);
}

/// Sets the failure clock of one mode of a single unit with timers as its state wants it.
template <class Context>
[[gnu::always_inline]] inline void refresh_failure_timer(Context& context, const UnitClass& unit_class,
                                                         const Group& group, std::uint32_t m, Stage stage) {
  const GroupState& state = context.template at<GroupState>(group.state);
  const Mode& mode = unit_class.modes[m];
  const std::uint32_t timer = group.first_clock + mode.first_timer;
  if (stage == Stage::fine) {
    const bool runs = clocks_run(unit_class, state) && unit_class.ages_in(state.state, m);
    const double of_unit = unit_class.failure_speed[mode.strikes_lemons][state.state];
    const double pace = mode.strained ? strain(context, unit_class) : 1;
    const double speed = runs ? mode.independent_share * of_unit * pace : 0;
    if (!context.is_stopped(timer)) {
      context.set_speed(timer, speed);
    } else if (mode.minimal_repair) {
      context.start_aged(timer, context.template at<double>(group.detail + m * static_cast<Offset>(sizeof(double))),
                         speed);
    } else {
      context.start(timer, speed);
    }
  } else if (mode.minimal_repair) {
    context.set_speed(timer, 0);  // struck from outside: its age waits for the repair
  } else {
    context.stop(timer);
  }
}

/// Starts a stopped timer, or lets a running one go on; at a standstill while everything is frozen. One that is up to a
/// detector which sees nothing is stopped, to begin afresh.
template <class Context>
void run_timer(Context& context, std::uint32_t timer, const GroupState& state, bool unseen = false,
               double unfrozen_speed = 1) {
  if (unseen) return context.stop(timer);
  const double speed = state.frozen ? 0 : unfrozen_speed;
  if (context.is_stopped(timer)) {
    context.start(timer, speed);
  } else {
    context.set_speed(timer, speed);
  }
}

/// The clock of an unnoticed failure; where all units are looked at together it depends on when that was last.
template <class Context>
void run_notice_timer(Context& context, const UnitClass& unit_class, const Mode& mode, std::uint32_t timer,
                      const GroupState& state, bool unseen) {
  const auto& looks = mode.spec->looks;
  if (unseen || !looks || !context.is_stopped(timer)) return run_timer(context, timer, state, unseen);
  double age_s = std::fmod(context.since(unit_class.mission_stamp), looks->every.count());
  context.start_aged(timer, age_s, state.frozen ? 0 : 1);
}

/// The clock of a mode's policy, where one runs or is interrupted; false if the mode's other clocks say what happens next.
template <class Context>
bool refresh_policy_timer(Context& context, const UnitClass& unit_class, const Group& group, std::uint32_t m) {
  const GroupState& state = context.template at<GroupState>(group.state);
  const Mode& mode = unit_class.modes[m];
  const std::uint32_t first = group.first_clock + mode.policy->first_timer;
  const std::uint16_t status = unit_class.status_of(state.state, m);
  if (!mode.in_policy(status)) {
    if (mode.stage(status) == Stage::waiting_for_crew) context.set_speed(first + RepairPolicy::diagnosis, 0);
    return false;
  }
  const RepairPolicy::Place at = mode.place(status);
  run_timer(context, first + at.part, state, false, mode.policy->speed(at));
  return true;
}

/// Sets the timers of a single unit as its state wants them. `may_be_unseen`: as its class says.
template <bool may_be_unseen, class Context>
[[gnu::always_inline]] inline void set_timers(const UnitClass& unit_class, Context& context, const Group& group) {
  const GroupState& state = context.template at<GroupState>(group.state);
  for (std::uint32_t m = 0; m < unit_class.modes_each; ++m) {
    const Mode& mode = unit_class.modes[m];
    const Stage stage = unit_class.stage_of(state.state, m);
    const bool unseen = may_be_unseen && is_unseen(context, mode);
    if (unseen && mode.is_alarm) {
      context.stop(group.first_clock + mode.first_timer);
    } else if (mode.fails_by_itself) {
      refresh_failure_timer(context, unit_class, group, m, stage);
    }
    if (mode.policy && refresh_policy_timer(context, unit_class, group, m)) [[unlikely]]
      continue;
    const std::uint32_t repair = group.first_clock + mode.first_timer + 1;
    if (stage == Stage::unnoticed) {
      if (!mode.spec->time_to_notice) continue;  // it is the change that is noticed
      run_notice_timer(context, unit_class, mode, group.first_clock + mode.notice_timer(), state, unseen);
    } else if (stage == Stage::returning) {
      run_timer(context, group.first_clock + mode.return_timer(), state, unseen && mode.returns_when_seen);
    } else if (!mode.spec->time_to_repair) {
      continue;
    } else if (stage == Stage::repairing) {
      run_timer(context, repair, state, unseen && mode.is_alarm);
    } else if (stage == Stage::waiting_for_crew) {
      context.set_speed(repair, 0);  // an interrupted repair goes on later
    }
  }
}

template <class Context>
[[gnu::noinline]] void set_timers_of_seen(const UnitClass& unit_class, Context& context, const Group& group) {
  set_timers<true>(unit_class, context, group);
}

template <class Context>
void refresh_timers(const Model& model, Context& context, const Group& group) {
  const UnitClass& unit_class = class_of(model, group);
  if (unit_class.may_be_unseen) [[unlikely]]
    return set_timers_of_seen(unit_class, context, group);
  set_timers<false>(unit_class, context, group);
}

/// After something that concerns every clock of the group.
template <class Context>
void refresh(const Model& model, Context& context, const Group& group) {
  const UnitClass& unit_class = class_of(model, group);
  if (!unit_class.counted) {
    refresh_timers(model, context, group);
  } else if (group.single()) {
    refresh_rates_of_single(unit_class, context, group);
  } else {
    const Pace pace(context, unit_class, context.template at<GroupState>(group.state));
    for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
      const auto local = static_cast<std::uint16_t>(s);
      refresh_rates_of(unit_class, context, group, pace, local, count(context, group, local));
    }
  }
}

}  // namespace nines::models::unit
