// Members that follow a load which changes over time: some are on, the others off.
//
// Who is on and serves has the active role, who is off has not: it is in reserve, and does not age. A start is a failure
// mode of the class that does not come by itself: it begins when the member is switched on, and at its end the member takes
// its role. As many members are on as are to be (the target); whoever fails, and is known to have, is off, and another one
// is started in its place. When a load wants more members than the target, the target follows after a while; when one wants
// fewer, it follows if that lasts, and then to the most that were wanted meanwhile (the stabilisation window of the
// Kubernetes horizontal pod autoscaler).
#pragma once

#include "models/balance.h"

namespace nines::models::scaling {

using service::state_of;

/// Whether the members of the service follow its load.
inline bool is_scaled(const Model& model, const ServiceModel& service) {
  return service.balance != none && model.balances[service.balance].scaled != none;
}

/// Members that serve, as far as anybody knows, or are about to.
template <class Context>
std::uint32_t members_on(const Model& model, Context& context, const BalanceModel& balance) {
  return state_of(context, model.services[balance.service]).in_charge + state_of(context, balance).starting;
}

/// Members of the i-th group of the class that are in one of `states`, unless it is halted.
template <class Context>
std::uint32_t count_in(const Model& model, Context& context, const BalanceModel& balance, std::uint32_t i,
                       const std::vector<std::uint16_t>& states) {
  const Group& group = model.groups[model.classes[balance.scaled].groups[i]];
  if (context.template at<GroupState>(group.state).halted) return 0;
  std::uint32_t members = 0;
  for (const std::uint16_t s : states) members += unit::count(context, group, s);
  return members;
}

/// Scratch: members that are on in the place of the i-th group.
template <class Context>
std::uint32_t& on_in_place_of(Context& context, const BalanceModel& balance, std::uint32_t i) {
  return context.template at<std::uint32_t>(balance.on_in_place +
                                            balance.place[i] * static_cast<Offset>(sizeof(std::uint32_t)));
}

/// The group of one of the members that are in `states`: in the place in which the fewest members are on (`most`: the most),
/// each equally likely; none if there is none.
template <class Context>
std::uint32_t pick_group(const Model& model, Context& context, const BalanceModel& balance,
                         const std::vector<std::uint16_t>& states, bool most) {
  const auto groups = static_cast<std::uint32_t>(balance.place.size());
  std::uint32_t best = 0, total = 0, possible = 0, chosen = none;
  for (std::uint32_t i = 0; i < groups; ++i) {
    const std::uint32_t members = count_in(model, context, balance, i, states);
    if (members == 0) continue;
    const std::uint32_t here = on_in_place_of(context, balance, i);
    if (possible == 0 || (most ? here > best : here < best)) best = here, total = possible = 0;
    if (here != best) continue;
    total += members;
    ++possible;
    chosen = i;
  }
  if (possible < 2) return chosen;
  return context.choose(balance.coin, groups, total, [&](std::uint32_t i) {
    const bool is_best = on_in_place_of(context, balance, i) == best;
    return is_best ? static_cast<double>(count_in(model, context, balance, i, states)) : 0.0;
  });
}

/// Switches a member on, which has to start first unless it is `at_once`; false if there is none that could be.
template <class Context>
bool switch_on(const Model& model, Context& context, const BalanceModel& balance, bool at_once) {
  const std::uint32_t i = pick_group(model, context, balance, balance.off, false);
  if (i == none) return false;
  ++on_in_place_of(context, balance, i);
  const UnitClass& unit_class = model.classes[balance.scaled];
  const std::uint32_t g = unit_class.groups[i];
  const std::uint16_t from = unit::pick(context, unit_class, model.groups[g], balance.off);
  if (at_once) {
    unit::move(model, context, g, from, unit_class.with_role[1][from]);
    return true;
  }
  const Mode& mode = unit_class.modes[balance.start];
  context.count_cause(mode.cause);
  tell(context, Happening::member_starts, g, balance.start);
  ++state_of(context, balance).starting;
  const auto status =
      static_cast<std::uint16_t>(mode.repairing() + unit::first_phase(context, unit_class, mode.repair));
  const bool was_not_back = unit::has_just_returned(context, unit_class, model.groups[g], from);
  unit::move(model, context, g, from, unit_class.after(from, balance.start, status));
  if (was_not_back) context.add_members(unit_class.up_reward, 0, -1);
  return true;
}

/// Members of a group, in a local state in which they are starting, are off again.
template <class Context>
void break_off(const Model& model, Context& context, const BalanceModel& balance, std::uint32_t g, std::uint16_t from,
               std::uint32_t members) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = model.classes[balance.scaled];
  const Mode& mode = unit_class.modes[balance.start];
  tell(context, Happening::start_abandoned, g, balance.start);
  state_of(context, balance).starting -= members;
  unit::move(model, context, g, from, unit_class.after(from, balance.start, 0), members);
  if (unit_class.counted) return;
  context.stop(group.first_clock + mode.first_timer + 1);
  if (!mode.returns_at_once) context.stop(group.first_clock + mode.return_timer());
}

/// Switches a member off: one that is starting, if there is one, else one that serves.
template <class Context>
bool switch_off(const Model& model, Context& context, const BalanceModel& balance) {
  const UnitClass& unit_class = model.classes[balance.scaled];
  for (const auto* states : {&balance.starting, &balance.on}) {
    const std::uint32_t i = pick_group(model, context, balance, *states, true);
    if (i == none) continue;
    --on_in_place_of(context, balance, i);
    const std::uint32_t g = unit_class.groups[i];
    const std::uint16_t from = unit::pick(context, unit_class, model.groups[g], *states);
    if (states == &balance.starting) {
      break_off(model, context, balance, g, from, 1);
    } else {
      tell(context, Happening::member_stops, g, balance.start);
      unit::move(model, context, g, from, unit_class.with_role[0][from]);
    }
    return true;
  }
  return false;
}

/// Switches members on or off until as many are on as are to be, as far as there are any.
template <class Context>
void adjust(const Model& model, Context& context, const BalanceModel& balance, bool at_once) {
  const std::uint32_t target = state_of(context, balance).target;
  if (members_on(model, context, balance) == target) return;
  const auto groups = static_cast<std::uint32_t>(balance.place.size());
  for (std::uint32_t i = 0; i < groups; ++i) {
    on_in_place_of(context, balance, i) += count_in(model, context, balance, i, balance.on);
    on_in_place_of(context, balance, i) += count_in(model, context, balance, i, balance.starting);
  }
  while (members_on(model, context, balance) < target && switch_on(model, context, balance, at_once)) {
  }
  while (members_on(model, context, balance) > target && switch_off(model, context, balance)) {
  }
  for (std::uint32_t i = 0; i < groups; ++i) on_in_place_of(context, balance, i) = 0;
}

/// What the present load wants: the target follows at once or after a while.
template <class Context>
void consider(Context& context, const BalanceModel& balance) {
  BalanceState& state = state_of(context, balance);
  const std::uint32_t wanted = balance.wanted[state.piece];
  const auto settle_on = [&](std::uint32_t timer, bool runs) {
    if (timer == none) return;
    if (!runs) {
      context.stop(timer);
    } else if (context.is_stopped(timer)) {
      context.start(timer);
    }
  };
  if (wanted > state.target && balance.up_timer == none) state.target = wanted;
  if (wanted < state.target && balance.down_timer == none) state.target = wanted;
  const bool fewer = wanted < state.target;
  if (!fewer) {
    state.down_to = 0;
  } else if (wanted > state.down_to) {
    state.down_to = wanted;
  }
  settle_on(balance.up_timer, wanted > state.target);
  settle_on(balance.down_timer, fewer);
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t b, std::uint32_t purpose) {
  const BalanceModel& balance = model.balances[b];
  BalanceState& state = state_of(context, balance);
  switch (static_cast<BalanceModel::Purpose>(purpose)) {
    case BalanceModel::load_changes:
      state.piece = state.piece + 1 == balance.timers.size() ? 0 : state.piece + 1;
      context.start(balance.timers[state.piece]);
      break;
    case BalanceModel::scales_up: state.target = balance.wanted[state.piece]; break;
    case BalanceModel::scales_down:
      state.target = state.down_to;
      state.down_to = 0;
      break;
  }
  if (balance.scaled != none) consider(context, balance);
  service::mark(model, context, balance.service);
}

/// Members have failed or come back, or the target has changed.
template <class Context>
void react(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  state_of(context, service).lost = state_of(context, service).gained = 0;
  adjust(model, context, model.balances[service.balance], false);
}

/// Time 0: as many as the first load wants serve.
template <class Context>
void start(const Model& model, Context& context, const BalanceModel& balance) {
  if (!balance.timers.empty()) context.start(balance.timers.front());
  if (balance.scaled == none) return;
  state_of(context, balance).target = balance.wanted.front();
  adjust(model, context, balance, true);
}

}  // namespace nines::models::scaling

namespace nines::models {

template <class Context>
void start_over(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t from) {
  const UnitClass& unit_class = unit::class_of(model, model.groups[g]);
  tell(context, Happening::member_serves, g, m);
  --service::state_of(context, model.balances[unit_class.modes[m].starts_for]).starting;
  const std::uint16_t off = unit_class.after(from, m, 0);
  unit::move(model, context, g, from, unit_class.with_role[1][off]);
}

template <class Context>
void abandon_starts(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  const std::uint32_t s = unit::class_of(model, group).managed_by;
  if (s == none || !scaling::is_scaled(model, model.services[s])) return;
  const BalanceModel& balance = model.balances[model.services[s].balance];
  for (const std::uint16_t from : balance.starting) {
    const std::uint32_t members = unit::count(context, group, from);
    if (members == 0) continue;
    scaling::break_off(model, context, balance, g, from, members);
    service::mark(model, context, s);
  }
}

}  // namespace nines::models
