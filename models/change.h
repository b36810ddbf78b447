// Changes: releases that are rolled out over the members of a class, a few at a time; some of them are bad.
//
// A member is in one of three ways part of a rollout, each a failure mode of its class that does not come by itself: it
// awaits the release (and is up), is being updated, or works with a bad release, that is, does not work. Who is where is in
// the members' local states; the change remembers how far it has come. Members are taken down at the end of an event.
#pragma once

#include "models/unit.h"

namespace nines::models::change {

template <class Context>
ChangeState& state_of(Context& context, const ChangeModel& change) {
  return context.template at<ChangeState>(change.state);
}

/// From the begin of a rollout until its last member works again.
inline bool under_way(const ChangeState& state) {
  return state.phase != ChangeState::idle || state.at_work > 0 || state.broken > 0;
}

/// Calls visit(group, local state, members) for all members of the class; it may move them to states that it skips.
template <class Context, class Visit>
void for_each_state(const Model& model, Context& context, const ChangeModel& change, Visit visit) {
  const UnitClass& unit_class = model.classes[change.unit_class];
  for (const std::uint32_t g : unit_class.groups) {
    const Group& group = model.groups[g];
    if (group.single()) {
      visit(g, context.template at<GroupState>(group.state).state, 1u);
      continue;
    }
    for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
      const auto local = static_cast<std::uint16_t>(s);
      if (const std::uint32_t members = unit::count(context, group, local)) visit(g, local, members);
    }
  }
}

/// All members await the release, or nobody does any longer.
template <class Context>
void set_awaited(const Model& model, Context& context, const ChangeModel& change, bool awaited) {
  const UnitClass& unit_class = model.classes[change.unit_class];
  const std::uint16_t status = awaited ? unit_class.modes[change.awaits].repairing() : std::uint16_t{0};
  for_each_state(model, context, change, [&](std::uint32_t g, std::uint16_t state, std::uint32_t members) {
    if (unit_class.status_of(state, change.awaits) == status) return;
    unit::move(model, context, g, state, unit_class.after(state, change.awaits, status), members);
  });
}

template <class Context>
void begin(const Model& model, Context& context, std::uint32_t c) {
  const ChangeModel& change = model.changes[c];
  ChangeState& state = state_of(context, change);
  tell(context, Happening::rollout_begins, c);
  state.bad = context.coin(change.coin, change.spec->bad);
  state.phase = change.spec->canary ? ChangeState::canary : ChangeState::rolling;
  state.left = change.spec->canary ? static_cast<std::uint32_t>(change.spec->canary->members)
                                   : model.classes[change.unit_class].members;
  set_awaited(model, context, change, true);
}

/// The release is found to be bad: nobody else gets it, and all who have it are rolled back. Who is being updated at this
/// moment gets the old one.
template <class Context>
void stop_rollout(const Model& model, Context& context, std::uint32_t c) {
  const ChangeModel& change = model.changes[c];
  ChangeState& state = state_of(context, change);
  tell(context, Happening::bad_release_noticed, c);
  if (state.phase == ChangeState::watching) context.stop(change.watch_timer);
  state.phase = ChangeState::idle;
  state.left = 0;
  state.bad = 0;
  set_awaited(model, context, change, false);
  const UnitClass& unit_class = model.classes[change.unit_class];
  for_each_state(model, context, change, [&](std::uint32_t g, std::uint16_t local, std::uint32_t members) {
    if (unit_class.stage_of(local, change.broken) != Stage::unnoticed) return;
    for (; members > 0; --members) unit::noticed(model, context, g, change.broken, local);
  });
}

template <class Context>
void start(Context& context, const ChangeModel& change) {
  context.start(change.first_timer != none ? change.first_timer : change.due_timer);
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t c, std::uint32_t purpose) {
  const ChangeModel& change = model.changes[c];
  ChangeState& state = state_of(context, change);
  switch (static_cast<ChangeModel::Purpose>(purpose)) {
    case ChangeModel::first:
    case ChangeModel::due:
      context.start(change.due_timer);
      if (!under_way(state)) begin(model, context, c);  // else it goes out with the next one
      return;
    case ChangeModel::watched:
      state.phase = ChangeState::rolling;
      state.left = model.classes[change.unit_class].members - static_cast<std::uint32_t>(change.spec->canary->members);
      return;
    case ChangeModel::noticed: return stop_rollout(model, context, c);
  }
}

/// Takes down one of those who await the release and are up, each equally likely; false if there is none, or if too few
/// would be left.
template <class Context>
bool take_one(const Model& model, Context& context, const ChangeModel& change) {
  const UnitClass& unit_class = model.classes[change.unit_class];
  const auto groups = static_cast<std::uint32_t>(unit_class.groups.size());
  const auto candidates = [&](std::uint32_t i) {
    const Group& group = model.groups[unit_class.groups[i]];
    const GroupState& state = context.template at<GroupState>(group.state);
    std::uint32_t members = 0;
    if (state.halted || state.frozen) return members;
    for (const std::uint16_t s : change.can_be_taken) members += unit::count(context, group, s);
    return members;
  };
  std::uint32_t up = 0, total = 0, possible = 0, chosen = 0;
  for (std::uint32_t i = 0; i < groups; ++i) {
    const GroupState& state = context.template at<GroupState>(model.groups[unit_class.groups[i]].state);
    if (!state.halted) up += state.up;
    const std::uint32_t members = candidates(i);
    if (members == 0) continue;
    total += members;
    chosen = i;
    ++possible;
  }
  if (total == 0 || up <= change.spec->keeps_up) return false;
  if (possible > 1) {
    chosen =
        context.choose(change.coin, groups, total, [&](std::uint32_t i) { return static_cast<double>(candidates(i)); });
  }
  const std::uint32_t g = unit_class.groups[chosen];
  const std::uint16_t from = unit::pick(context, unit_class, model.groups[g], change.can_be_taken);
  const std::uint16_t to = unit_class.after(from, change.awaits, 0);
  const bool was_not_back = unit::has_just_returned(context, unit_class, model.groups[g], from);
  unit::move(model, context, g, from, to);
  fail(model, context, g, change.update, to);
  if (was_not_back) context.add_members(unit_class.up_reward, 0, -1);
  return true;
}

/// The end of an event: takes down as many as may be, and finds out whether that was all.
template <class Context>
void advance(const Model& model, Context& context, std::uint32_t c) {
  const ChangeModel& change = model.changes[c];
  ChangeState& state = state_of(context, change);
  if (state.phase != ChangeState::canary && state.phase != ChangeState::rolling) return;
  while (state.left > 0 && state.at_work < change.spec->at_a_time && take_one(model, context, change)) {
    --state.left;
    ++state.at_work;
  }
  if (state.left > 0 || state.at_work > 0) return;
  if (state.phase == ChangeState::canary) {
    tell(context, Happening::canary_watched, c);
    state.phase = ChangeState::watching;
    return context.start(change.watch_timer);
  }
  tell(context, Happening::rollout_ends, c);
  state.phase = ChangeState::idle;
  state.bad = 0;
}

template <class Context>
void settle(const Model& model, Context& context) {
  for (std::uint32_t c = 0; c < model.changes.size(); ++c) advance(model, context, c);
}

}  // namespace nines::models::change

namespace nines::models {

template <class Context>
void change_over(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t from) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = unit::class_of(model, group);
  const ChangeModel& change = model.changes[unit_class.modes[m].change];
  ChangeState& state = change::state_of(context, change);
  tell(context, Happening::repaired, g, m);
  std::uint16_t to = unit_class.after(from, m, 0);
  if (m == change.broken) {
    --state.broken;
  } else {
    --state.at_work;
    if (state.bad) {
      const Mode& broken = unit_class.modes[change.broken];
      context.count_cause(broken.cause);
      tell(context, Happening::failed, g, change.broken);
      to = unit_class.after(to, change.broken, broken.unnoticed());
      if (++state.broken == 1) context.start(change.notice_timer);
    }
  }
  unit::move(model, context, g, from, to);
}

}  // namespace nines::models
