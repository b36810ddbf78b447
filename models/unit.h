// Units: what fails, waits and is repaired. Nodes and failing domains alike.
#pragma once

#include "models/network.h"
#include "models/unit_clocks.h"

namespace nines::models::unit {

/// Tells everyone who counts units that so many more (or less) are up, serve, or are believed to.
template <class Context>
[[gnu::always_inline]] inline void announce(const Model& model, Context& context, const UnitClass& unit_class, int up,
                                            int serving, int in_charge) {
  if (up != 0) context.add_reward(unit_class.up_reward, up);
  if (serving != 0) {
    for (const UnitClass::Use use : unit_class.used_by) operand_changed(model, context, use, serving);
  }
  if (!unit_class.watched) return;
  if (unit_class.is_link) return network::link_changed(context, unit_class);
  if (in_charge != 0) {
    for (const UnitClass::Use use : unit_class.balanced_by) rotation_changed(model, context, use, in_charge);
  }
  if (unit_class.managed_by == none) return;
  if (in_charge != 0) charge_changed(model, context, unit_class.managed_by, in_charge);
  if (up > 0) members_gained(model, context, unit_class.managed_by, static_cast<std::uint32_t>(up));
}

/// Moves `n` members from one local state to another, with all that follows for clocks and counts.
template <class Context>
[[gnu::always_inline]] inline void move(const Model& model, Context& context, std::uint32_t g, std::uint16_t from,
                                        std::uint16_t to, std::uint32_t n = 1) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  GroupState& state = context.template at<GroupState>(group.state);
  if (group.single()) {
    state.state = to;
    if (unit_class.counted) {
      refresh_rates_of_single(unit_class, context, group);
    } else {
      refresh_timers(model, context, group);
    }
  } else {
    const std::uint32_t left = members_in(context, group, from) -= n;
    const std::uint32_t joined = members_in(context, group, to) += n;
    const Pace pace(context, unit_class, state);
    refresh_rates_of(unit_class, context, group, pace, from, left);
    refresh_rates_of(unit_class, context, group, pace, to, joined);
  }
  const LocalState &before = unit_class.states[from], &after = unit_class.states[to];
  const int up = (int{after.up} - int{before.up}) * static_cast<int>(n);
  const int serving = (int{after.serving} - int{before.serving}) * static_cast<int>(n);
  const int in_charge = (int{after.in_charge()} - int{before.in_charge()}) * static_cast<int>(n);
  if (before.stage != after.stage) {
    count_in(context, unit_class, before.stage) -= n;
    count_in(context, unit_class, after.stage) += n;
  }
  state.up += static_cast<std::uint32_t>(up);
  state.serving += static_cast<std::uint32_t>(serving);
  if (!state.halted) announce(model, context, unit_class, up, serving, in_charge);
}

/// The first phase of a phase-type law.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t first_phase(Context& context, const UnitClass& unit_class,
                                                        const PhaseType& law) {
  if (law.size() == 1) return 0;
  return static_cast<std::uint16_t>(context.choose(unit_class.coin, static_cast<std::uint32_t>(law.size()), 1.0,
                                                   [&](std::uint32_t i) { return law.start[i]; }));
}

/// Asks for the crew if there must be one; the status that the mode has after that.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t begin_repair_or_wait(const Model& model, Context& context, std::uint32_t g,
                                                                 std::uint32_t m) {
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

/// Asks for the spare part, if there must be one, then for the crew; the status that the mode has after that.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t ask_for_help(const Model& model, Context& context, std::uint32_t g,
                                                         std::uint32_t m) {
  const Group& group = model.groups[g];
  const Mode& mode = class_of(model, group).modes[m];
  if (mode.spares == none || ask_spare(model, context, mode.spares, group.first_client + m)) {
    return begin_repair_or_wait(model, context, g, m);
  }
  tell(context, Happening::waits_for_spare, g, m);
  return mode.waiting_for_spare();
}

/// Sets back the clocks of other modes that the end of a repair makes as good as new; the local state after that. A mode
/// that has failed itself is left to its own repair; a condition, which has none, is over.
template <class Context>
std::uint16_t renew_others(Context& context, const UnitClass& unit_class, const Group& group, const Mode& repaired,
                           std::uint16_t state) {
  for (const std::uint8_t m : repaired.renewed) {
    const Mode& mode = unit_class.modes[m];
    const Stage stage = unit_class.stage_of(state, m);
    if (stage != Stage::fine && !(stage == Stage::repairing && mode.spec->is_condition())) continue;
    state = unit_class.after(state, m, first_phase(context, unit_class, mode.fine));
    if (unit_class.counted) continue;
    context.stop(group.first_clock + mode.first_timer);
    if (mode.minimal_repair) context.template at<double>(group.detail + m * static_cast<Offset>(sizeof(double))) = 0;
  }
  return state;
}

template <class Context>
[[gnu::always_inline]] inline void repaired(const Model& model, Context& context, std::uint32_t g, std::uint32_t m,
                                            std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  if (mode.change != none) [[unlikely]]
    return change_over(model, context, g, m, state);
  tell(context, Happening::repaired, g, m);
  const auto status = mode.returns_at_once
                          ? first_phase(context, unit_class, mode.fine)
                          : static_cast<std::uint16_t>(mode.returning() + first_phase(context, unit_class, mode.back));
  std::uint16_t to = unit_class.after(state, m, status);
  if (!mode.renewed.empty()) to = renew_others(context, unit_class, group, mode, to);
  move(model, context, g, state, to);
  if (mode.holds_level != none) hold(model, context, model.enclosing(group, mode.holds_level), -1);
  if (mode.crew != none) release_crew(model, context, mode.crew, group.first_client + m);
}

/// A unit that has been repaired is put back into rotation.
template <class Context>
void returned(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const UnitClass& unit_class = class_of(model, model.groups[g]);
  tell(context, Happening::returned, g, m);
  move(model, context, g, state,
       unit_class.after(state, m, first_phase(context, unit_class, unit_class.modes[m].fine)));
}

/// A failure comes to notice: help is asked for.
template <class Context>
void noticed(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const Group& group = model.groups[g];
  tell(context, Happening::noticed, g, m);
  const std::uint16_t status = ask_for_help(model, context, g, m);
  if (group.single()) state = context.template at<GroupState>(group.state).state;  // as in fail()
  move(model, context, g, state, class_of(model, group).after(state, m, status));
}

/// Its active members lose their role.
template <class Context>
void drop_roles(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
    const auto from = static_cast<std::uint16_t>(s);
    const std::uint32_t members = unit_class.states[s].in_charge() ? count(context, group, from) : 0;
    if (members > 0) move(model, context, g, from, unit_class.with_role[0][s], members);
  }
}

/// A timer of the group has ended.
template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t g, std::uint32_t purpose) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const std::uint16_t state = context.template at<GroupState>(group.state).state;
  const std::uint32_t m = purpose / Mode::purposes;
  const std::uint16_t to = unit_class.after_timer[state * unit_class.modes_each * Mode::purposes + purpose];
  if (!Context::traced && to != UnitClass::unreachable) {  // the everyday step, as in on_rate()
    context.count_cause(unit_class.modes[m].cause, purpose % Mode::purposes == Mode::failure);
    return move(model, context, g, state, to);
  }
  switch (purpose % Mode::purposes) {
    case Mode::failure: return fail(model, context, g, m, state);
    case Mode::notice_ends: return noticed(model, context, g, m, state);
    case Mode::return_ends: return returned(model, context, g, m, state);
    default: return repaired(model, context, g, m, state);
  }
}

/// A rate of the group has won its race.
template <class Context>
[[gnu::always_inline]] inline void on_rate(const Model& model, Context& context, std::uint32_t g, std::uint32_t rate) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  std::uint32_t e = rate - group.first_clock;
  if (group.single()) e += unit_class.edge_begin[context.template at<GroupState>(group.state).state];
  const Edge& edge = unit_class.edges[e];
  if (!Context::traced && edge.to != UnitClass::unreachable) {
    // The everyday step. No branch tells a failure from a repair: the processor could only guess which it is.
    context.count_cause(unit_class.modes[edge.mode].cause, edge.kind == Edge::Kind::failure);
    return move(model, context, g, edge.from, edge.to);
  }
  switch (edge.kind) {
    case Edge::Kind::failure: return fail(model, context, g, edge.mode, edge.from);
    case Edge::Kind::noticed: return noticed(model, context, g, edge.mode, edge.from);
    case Edge::Kind::repaired: return repaired(model, context, g, edge.mode, edge.from);
    case Edge::Kind::returned: return returned(model, context, g, edge.mode, edge.from);
    case Edge::Kind::ageing:
    case Edge::Kind::notice_phase:
    case Edge::Kind::repair_phase:
    case Edge::Kind::return_phase: return move(model, context, g, edge.from, edge.to);
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
    members_in(context, group, first) = group.members;
  }
  state.up = group.members;
  count_in(context, unit_class, Stage::fine) += group.members;
  state.serving = unit_class.states[first].serving ? group.members : 0;
  state.suspended = unit_class.services_using;
  const int in_charge = unit_class.states[first].in_charge() ? static_cast<int>(group.members) : 0;
  announce(model, context, unit_class, static_cast<int>(state.up), static_cast<int>(state.serving), in_charge);
  spread_phases(model, context, g);
  refresh(model, context, group);
}

}  // namespace nines::models::unit

namespace nines::models {

template <class Context>
[[gnu::always_inline]] inline void fail(const Model& model, Context& context, std::uint32_t g, std::uint32_t m,
                                        std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = unit::class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  context.count_cause(mode.cause);
  tell(context, Happening::failed, g, m);
  const auto status =
      mode.noticed_at_once
          ? unit::ask_for_help(model, context, g, m)
          : static_cast<std::uint16_t>(mode.unnoticed() + unit::first_phase(context, unit_class, mode.notice));
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
  const auto status =
      static_cast<std::uint16_t>(mode.repairing() + unit::first_phase(context, unit_class, mode.repair));
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
  unit::announce(model, context, unit_class, sign * static_cast<int>(state.up), sign * static_cast<int>(state.serving),
                 sign * static_cast<int>(unit::in_charge(context, unit_class, group)));
  if (halted && unit_class.has_roles) unit::drop_roles(model, context, g);
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

template <class Context, class May>
bool activate(const Model& model, Context& context, std::uint32_t unit_class_index, May may) {
  const UnitClass& unit_class = model.classes[unit_class_index];
  const auto groups = static_cast<std::uint32_t>(unit_class.groups.size());
  const auto in_reserve = [&](std::uint32_t i) {
    const std::uint32_t g = unit_class.groups[i];
    return may(g) ? unit::in_reserve(context, unit_class, model.groups[g]) : 0;
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
