// Units: what fails, waits and is repaired. Nodes and failing domains alike.
//
// A unit's clocks, for each failure mode: one to the failure, which runs as UnitClass::ages says and keeps its age
// through a pause, and one of the repair. Members kept together are counts of local states whose clocks are rates.
#pragma once

#include "models/signals.h"

namespace nines::models::unit {

inline const UnitClass& class_of(const Model& model, const Group& group) { return model.classes[group.unit_class]; }

/// How many members are in a local state.
template <class Context>
std::uint32_t count(Context& context, const Group& group, std::uint16_t state) {
  if (group.single()) return context.template at<GroupState>(group.state).state == state ? 1 : 0;
  return context.template at<std::uint32_t>(group.detail + state * static_cast<Offset>(sizeof(std::uint32_t)));
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
  for (const std::uint16_t s : unit_class.in_stage[static_cast<int>(stage)][client.mode]) total += count(context, group, s);
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

/// Sets the rates out of a local state of a group of counts.
template <class Context>
void refresh_rates_of(const Model& model, Context& context, const Group& group, std::uint16_t state) {
  const UnitClass& unit_class = class_of(model, group);
  const GroupState& group_state = context.template at<GroupState>(group.state);
  const double fails = clocks_run(unit_class, group_state) ? 1 : 0, repairs = group_state.frozen ? 0 : 1;
  const double members = count(context, group, state);
  for (std::uint32_t e = unit_class.edge_begin[state]; e < unit_class.edge_begin[state + 1u]; ++e) {
    const Edge& edge = unit_class.edges[e];
    context.set_rate(group.first_clock + e, members * edge.per_second * (edge.of_failure_clock() ? fails : repairs));
  }
}

/// The rates of a single counted unit: the edges of its local state, the rest 0.
template <class Context>
void refresh_rates_of_single(const Model& model, Context& context, const Group& group) {
  const UnitClass& unit_class = class_of(model, group);
  const GroupState& state = context.template at<GroupState>(group.state);
  const double fails = clocks_run(unit_class, state) ? 1 : 0, repairs = state.frozen ? 0 : 1;
  const std::uint32_t begin = unit_class.edge_begin[state.state];
  const std::uint32_t edges = unit_class.edge_begin[state.state + 1u] - begin;
  for (std::uint32_t i = 0; i < unit_class.most_edges; ++i) {
    const Edge* edge = i < edges ? &unit_class.edges[begin + i] : nullptr;
    const double rate = edge == nullptr ? 0 : edge->per_second * (edge->of_failure_clock() ? fails : repairs);
    context.set_rate(group.first_clock + i, rate);
  }
}

/// Sets the failure clock of one mode of a single unit with timers as its state wants it.
template <class Context>
void refresh_failure_timer(const Model& model, Context& context, const Group& group, std::uint32_t m) {
  const UnitClass& unit_class = class_of(model, group);
  const GroupState& state = context.template at<GroupState>(group.state);
  const Mode& mode = unit_class.modes[m];
  const std::uint32_t timer = group.first_clock + 2 * m;
  if (unit_class.stage_of(state.state, m) == Stage::fine) {
    const bool runs = clocks_run(unit_class, state) && unit_class.ages_in(state.state);
    const double in_role = unit_class.states[state.state].active ? 1 : unit_class.reserve_factor;
    const double speed = runs ? mode.independent_share * in_role : 0;
    if (!context.is_stopped(timer)) {
      context.set_speed(timer, speed);
    } else if (mode.minimal_repair) {
      context.start_aged(timer, context.template at<double>(group.detail + m * static_cast<Offset>(sizeof(double))), speed);
    } else {
      context.start(timer, speed);
    }
  } else if (mode.minimal_repair) {
    context.set_speed(timer, 0);  // struck from outside: its age waits for the repair
  } else {
    context.stop(timer);
  }
}

template <class Context>
void refresh_timers(const Model& model, Context& context, const Group& group) {
  const UnitClass& unit_class = class_of(model, group);
  const GroupState& state = context.template at<GroupState>(group.state);
  for (std::uint32_t m = 0; m < unit_class.modes.size(); ++m) {
    if (unit_class.modes[m].fails_by_itself) refresh_failure_timer(model, context, group, m);
    const std::uint32_t repair = group.first_clock + 2 * m + 1;
    const Stage stage = unit_class.stage_of(state.state, m);
    if (!unit_class.modes[m].spec->time_to_repair) continue;
    if (stage == Stage::repairing) {
      const double speed = state.frozen ? 0 : 1;
      if (context.is_stopped(repair)) {
        context.start(repair, speed);
      } else {
        context.set_speed(repair, speed);
      }
    } else if (stage == Stage::waiting_for_crew) {
      context.set_speed(repair, 0);  // an interrupted repair goes on later
    }
  }
}

/// After something that concerns every clock of the group.
template <class Context>
void refresh(const Model& model, Context& context, const Group& group) {
  const UnitClass& unit_class = class_of(model, group);
  if (!unit_class.counted) {
    refresh_timers(model, context, group);
  } else if (group.single()) {
    refresh_rates_of_single(model, context, group);
  } else {
    for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
      refresh_rates_of(model, context, group, static_cast<std::uint16_t>(s));
    }
  }
}

/// Tells everyone who counts units that `change` units more are up, or serve.
template <class Context>
void announce(const Model& model, Context& context, const UnitClass& unit_class, int up, int serving) {
  if (up != 0) context.add_reward(unit_class.up_reward, up);
  if (serving != 0) {
    for (const UnitClass::Use use : unit_class.used_by) operand_changed(model, context, use, serving);
  }
  if (unit_class.managed_by == none) return;
  if (serving < 0) members_lost(model, context, unit_class.managed_by, static_cast<std::uint32_t>(-serving));
  if (up > 0) members_gained(model, context, unit_class.managed_by, static_cast<std::uint32_t>(up));
}

/// Moves `n` members from one local state to another, with all that follows for clocks and counts.
template <class Context>
void move(const Model& model, Context& context, std::uint32_t g, std::uint16_t from, std::uint16_t to,
          std::uint32_t n = 1) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  GroupState& state = context.template at<GroupState>(group.state);
  if (group.single()) {
    state.state = to;
  } else {
    context.template at<std::uint32_t>(group.detail + from * static_cast<Offset>(sizeof(std::uint32_t))) -= n;
    context.template at<std::uint32_t>(group.detail + to * static_cast<Offset>(sizeof(std::uint32_t))) += n;
  }
  if (!unit_class.counted) {
    refresh_timers(model, context, group);
  } else if (group.single()) {
    refresh_rates_of_single(model, context, group);
  } else {
    refresh_rates_of(model, context, group, from);
    refresh_rates_of(model, context, group, to);
  }
  const LocalState &before = unit_class.states[from], &after = unit_class.states[to];
  const int up = (int{after.up} - int{before.up}) * static_cast<int>(n);
  const int serving = (int{after.serving()} - int{before.serving()}) * static_cast<int>(n);
  state.up += static_cast<std::uint32_t>(up);
  state.serving += static_cast<std::uint32_t>(serving);
  if (!state.halted) announce(model, context, unit_class, up, serving);
}

/// The first phase of a phase-type law.
template <class Context>
std::uint16_t first_phase(Context& context, const UnitClass& unit_class, const PhaseType& law) {
  if (law.size() == 1) return 0;
  return static_cast<std::uint16_t>(context.choose(unit_class.coin, static_cast<std::uint32_t>(law.size()), 1.0,
                                                   [&](std::uint32_t i) { return law.start[i]; }));
}

/// Asks for the crew if there must be one; the status that the mode has after that.
template <class Context>
std::uint16_t begin_repair_or_wait(const Model& model, Context& context, std::uint32_t g, std::uint32_t m) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  if (mode.crew != none && !ask_crew(model, context, mode.crew, group.first_client + m)) {
    tell(context, Happening::waits_for_crew, g, m);
    return mode.waiting_for_crew();
  }
  if (mode.spec->time_to_repair) tell(context, Happening::repair_begins, g, m);
  return static_cast<std::uint16_t>(mode.repairing() + first_phase(context, unit_class, mode.repair));
}

template <class Context>
void repaired(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  tell(context, Happening::repaired, g, m);
  move(model, context, g, state, unit_class.after(state, m, first_phase(context, unit_class, mode.fine)));
  if (mode.holds_level != none) hold(model, context, model.enclosing(group, mode.holds_level), -1);
  if (mode.crew != none) release_crew(model, context, mode.crew, group.first_client + m);
}

/// A timer of the group has ended: `purpose` is 2 * mode for a failure, 2 * mode + 1 for a repair.
template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t g, std::uint32_t purpose) {
  const std::uint16_t state = context.template at<GroupState>(model.groups[g].state).state;
  if (purpose % 2 == 0) {
    fail(model, context, g, purpose / 2, state);
  } else {
    repaired(model, context, g, purpose / 2, state);
  }
}

/// A rate of the group has won its race.
template <class Context>
void on_rate(const Model& model, Context& context, std::uint32_t g, std::uint32_t rate) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  std::uint32_t e = rate - group.first_clock;
  std::uint16_t state;
  if (group.single()) {
    state = context.template at<GroupState>(group.state).state;
    e += unit_class.edge_begin[state];
  } else {
    state = unit_class.state_of_edge[e];
  }
  const Edge& edge = unit_class.edges[e];
  switch (edge.kind) {
    case Edge::Kind::failure: return fail(model, context, g, edge.mode, state);
    case Edge::Kind::repaired: return repaired(model, context, g, edge.mode, state);
    case Edge::Kind::ageing:
    case Edge::Kind::repair_phase: return move(model, context, g, state, unit_class.after(state, edge.mode, edge.status));
  }
}

/// Each member begins in a phase of its own: splits the counts of status 0, mode by mode, over the other phases.
template <class Context>
void spread_phases(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  for (std::uint32_t m = 0; m < unit_class.modes.size(); ++m) {
    const PhaseType& law = unit_class.modes[m].fine;
    for (std::size_t s = 0; law.size() > 1 && s < unit_class.states.size(); ++s) {
      const auto from = static_cast<std::uint16_t>(s);
      if (unit_class.status_of(from, m) != 0 || count(context, group, from) == 0) continue;
      double rest = 1;
      for (std::size_t phase = law.size() - 1; phase > 0; --phase) {
        const double share = rest > 0 ? law.start[phase] / rest : 0;
        const std::uint32_t moved = context.binomial(unit_class.coin, count(context, group, from), share);
        rest -= law.start[phase];
        if (moved == 0) continue;
        move(model, context, g, from, unit_class.after(from, m, static_cast<std::uint16_t>(phase)), moved);
        if (group.single()) break;
      }
    }
  }
}

/// Puts the group's members into their first phases and starts their clocks.
template <class Context>
void start(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  GroupState& state = context.template at<GroupState>(group.state);
  const std::uint16_t first = unit_class.has_roles ? unit_class.with_role[0][0] : 0;
  state.state = group.single() ? first : 0;
  if (!group.single()) {
    context.template at<std::uint32_t>(group.detail + first * static_cast<Offset>(sizeof(std::uint32_t))) = group.members;
  }
  state.up = group.members;
  state.serving = unit_class.states[first].serving() ? group.members : 0;
  state.suspended = unit_class.services_using;
  announce(model, context, unit_class, static_cast<int>(state.up), static_cast<int>(state.serving));
  spread_phases(model, context, g);
  refresh(model, context, group);
}

}  // namespace nines::models::unit

namespace nines::models {

template <class Context>
void fail(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = unit::class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  context.count_cause(mode.cause);
  tell(context, Happening::failed, g, m);
  std::uint16_t status = mode.waiting_for_spare();
  if (mode.spares == none || ask_spare(model, context, mode.spares, group.first_client + m)) {
    status = unit::begin_repair_or_wait(model, context, g, m);
  } else {
    tell(context, Happening::waits_for_spare, g, m);
  }
  // A crew called away from another repair of this very unit has changed its state.
  if (group.single()) state = context.template at<GroupState>(group.state).state;
  unit::move(model, context, g, state, unit_class.after(state, m, status));
  if (mode.holds_level != none) hold(model, context, model.enclosing(group, mode.holds_level), +1);
}

template <class Context>
void spare_arrives(const Model& model, Context& context, Client client) {
  const UnitClass& unit_class = unit::class_of(model, model.groups[client.group]);
  const std::uint16_t status = unit::begin_repair_or_wait(model, context, client.group, client.mode);
  const std::uint16_t state = unit::pick_in_stage(model, context, client, Stage::waiting_for_spare);
  unit::move(model, context, client.group, state, unit_class.after(state, client.mode, status));
}

template <class Context>
void crew_arrives(const Model& model, Context& context, Client client) {
  const std::uint16_t state = unit::pick_in_stage(model, context, client, Stage::waiting_for_crew);
  const UnitClass& unit_class = unit::class_of(model, model.groups[client.group]);
  const Mode& mode = unit_class.modes[client.mode];
  tell(context, Happening::repair_begins, client.group, client.mode);
  const auto status = static_cast<std::uint16_t>(mode.repairing() + unit::first_phase(context, unit_class, mode.repair));
  unit::move(model, context, client.group, state, unit_class.after(state, client.mode, status));
}

template <class Context>
void crew_leaves(const Model& model, Context& context, Client client) {
  const std::uint16_t state = unit::pick_in_stage(model, context, client, Stage::repairing);
  const UnitClass& unit_class = unit::class_of(model, model.groups[client.group]);
  tell(context, Happening::repair_interrupted, client.group, client.mode);
  const std::uint16_t status = unit_class.modes[client.mode].waiting_for_crew();
  unit::move(model, context, client.group, state, unit_class.after(state, client.mode, status));
}

template <class Context>
void set_halted(const Model& model, Context& context, std::uint32_t g, bool halted) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = unit::class_of(model, group);
  GroupState& state = context.template at<GroupState>(group.state);
  state.halted = halted;
  const int sign = halted ? -1 : 1;
  unit::announce(model, context, unit_class, sign * static_cast<int>(state.up), sign * static_cast<int>(state.serving));
  if (halted && unit_class.has_roles) {  // its active members lose their role
    for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
      const auto from = static_cast<std::uint16_t>(s);
      const std::uint32_t members = unit_class.states[s].serving() ? unit::count(context, group, from) : 0;
      if (members > 0) unit::move(model, context, g, from, unit_class.with_role[0][s], members);
    }
  }
  unit::refresh(model, context, group);
}

template <class Context>
void set_frozen(const Model& model, Context& context, std::uint32_t g, bool frozen) {
  const Group& group = model.groups[g];
  context.template at<GroupState>(group.state).frozen = frozen;
  unit::refresh(model, context, group);
}

template <class Context>
void suspend(const Model& model, Context& context, std::uint32_t g, int change) {
  const Group& group = model.groups[g];
  std::uint32_t& suspended = context.template at<GroupState>(group.state).suspended;
  suspended += static_cast<std::uint32_t>(change);
  unit::refresh(model, context, group);
}

template <class Context>
bool activate(const Model& model, Context& context, std::uint32_t unit_class_index) {
  const UnitClass& unit_class = model.classes[unit_class_index];
  const auto groups = static_cast<std::uint32_t>(unit_class.groups.size());
  const auto in_reserve = [&](std::uint32_t i) {
    const GroupState& state = context.template at<GroupState>(model.groups[unit_class.groups[i]].state);
    return state.halted ? 0u : state.up - state.serving;
  };
  std::uint32_t total = 0, candidates = 0, chosen = 0;
  for (std::uint32_t i = 0; i < groups; ++i) {
    if (in_reserve(i) == 0) continue;
    total += in_reserve(i);
    chosen = i;
    ++candidates;
  }
  if (candidates == 0) return false;
  if (candidates > 1) {
    chosen = context.choose(unit_class.coin, groups, total,
                            [&](std::uint32_t i) { return static_cast<double>(in_reserve(i)); });
  }
  const std::uint32_t g = unit_class.groups[chosen];
  const std::uint16_t from = unit::pick(context, unit_class, model.groups[g], unit_class.in_reserve);
  unit::move(model, context, g, from, unit_class.with_role[1][from]);
  return true;
}

}  // namespace nines::models
