// Units: what fails, waits and is repaired. Nodes and failing domains alike.
#pragma once

#include "models/unit_repair.h"

namespace nines::models::unit {

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
    case Mode::policy_step_ends: return policy_step_over(model, context, g, m, state);
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
    case Edge::Kind::policy_step_over: return policy_step_over(model, context, g, edge.mode, edge.from);
    case Edge::Kind::ageing:
    case Edge::Kind::notice_phase:
    case Edge::Kind::repair_phase:
    case Edge::Kind::return_phase:
    case Edge::Kind::policy_phase: return move(model, context, g, edge.from, edge.to);
  }
}

/// Splits the members in the first phase of a clock, whose status is `first`, over its phases: each begins in one of its own.
template <class Context>
void spread_phases(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, const PhaseType& law,
                   std::uint16_t first) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  for (std::size_t s = 0; law.size() > 1 && s < unit_class.states.size(); ++s) {
    const auto from = static_cast<std::uint16_t>(s);
    if (unit_class.status_of(from, m) != first || count(context, group, from) == 0) continue;
    double rest = 1;
    for (std::size_t phase = law.size() - 1; phase > 0; --phase) {
      const double share = rest > 0 ? law.start[phase] / rest : 0;
      const std::uint32_t moved = context.binomial(unit_class.coin, count(context, group, from), share);
      rest -= law.start[phase];
      if (moved == 0) continue;
      move(model, context, g, from, unit_class.after(from, m, static_cast<std::uint16_t>(first + phase)), moved);
      if (group.single()) break;
    }
  }
}

/// Some of the members, all of which are in the state `first`, are lemons.
template <class Context>
void find_lemons(const Model& model, Context& context, std::uint32_t g, std::uint16_t first) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const std::uint32_t lemons = context.binomial(unit_class.coin, group.members, unit_class.lemons->share);
  if (lemons > 0) move(model, context, g, first, unit_class.another[true][first], lemons);
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
  if (unit_class.lemons) find_lemons(model, context, g, first);
  for (std::uint32_t m = 0; m < unit_class.modes.size(); ++m)
    spread_phases(model, context, g, m, unit_class.modes[m].fine, 0);
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
  const bool retires = mode.is_counted && unit::is_retired(unit_class, mode, unit_class.failed_again[state]);
  if (retires && mode.noticed_at_once) [[unlikely]] {
    unit::retire(model, context, g, m, state);
  } else {
    const auto status =
        mode.noticed_at_once
            ? unit::known(model, context, g, m)
            : static_cast<std::uint16_t>(mode.unnoticed() + unit::first_phase(context, unit_class, mode.notice));
    // A crew called away from another repair of this very unit has changed its state.
    if (group.single()) state = context.template at<GroupState>(group.state).state;
    const std::uint16_t with_it = mode.is_counted ? unit_class.failed_again[state] : state;
    unit::move(model, context, g, state, unit_class.after(with_it, m, status));
  }
  if (mode.holds_level != none) hold(model, context, model.enclosing(group, mode.holds_level), +1);
  if (mode.loses_data && !(retires && mode.noticed_at_once)) [[unlikely]]
    data_lost(model, context, unit_class);
  if (mode.takes_copies && unit_class.states[state].active) [[unlikely]]
    copies_lost(model, context, unit_class, m);
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
  const std::uint16_t status = unit::begin_hands_on(model, context, client.group, client.mode);
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
  state.halted = static_cast<std::uint8_t>(state.halted + (halted ? 1 : -1));
  if (state.halted != (halted ? 1 : 0)) return;  // something else halts it, too
  const int sign = halted ? -1 : 1;
  unit::announce(model, context, unit_class, sign * static_cast<int>(state.up), sign * static_cast<int>(state.serving),
                 sign * static_cast<int>(unit::in_charge(context, unit_class, group)));
  if (!halted) unit::note_all_returned(model, context, group);
  if (halted && unit_class.has_roles) {
    unit::drop_roles(model, context, g);
    abandon_starts(model, context, g);
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
