// How a unit goes from one local state to another, with all that follows for clocks and counts. Internal to unit.h.
#pragma once

#include "models/network.h"
#include "models/returns.h"
#include "models/unit_clocks.h"

namespace nines::models::unit {

/// Tells everyone who counts units that so many more (or less) are up, serve, or are believed to.
template <class Context>
[[gnu::always_inline]] inline void announce(const Model& model, Context& context, const UnitClass& unit_class, int up,
                                            int serving, int in_charge) {
  if (up != 0) context.add_members(unit_class.up_reward, up, up < 0 ? -up : 0);
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
  if (!unit_class.stragglers.empty()) [[unlikely]]
    stragglers_changed(model, context, unit_class, from, to, n);
  if (!state.halted) announce(model, context, unit_class, up, serving, in_charge);
  if (!unit_class.may_be_taken.empty() && up > 0 && !state.halted) [[unlikely]]
    note_returned(model, context, group, to, n);
  if (before.content != after.content) [[unlikely]]
    disk_changed(model, context, g, before.content, after.content, n);
}

/// The first phase of a phase-type law.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t first_phase(Context& context, const UnitClass& unit_class,
                                                        const PhaseType& law) {
  if (law.size() == 1) return 0;
  return static_cast<std::uint16_t>(context.choose(unit_class.coin, static_cast<std::uint32_t>(law.size()), 1.0,
                                                   [&](std::uint32_t i) { return law.start[i]; }));
}

}  // namespace nines::models::unit
