// Injected faults: a unit fails at a given time because somebody wants it to. What follows is what follows any failure.
//
// As with a shock, only a unit that is up can be struck; of several that can, the first is, in the order of the model.
#pragma once

#include "models/unit.h"

namespace nines::models::injection {

using Role = InjectedFault::Role;

/// Whether the unit is up, as far as anybody outside can see, and the mode can come to it.
template <class Context>
bool can_be_struck(const Model& model, Context& context, std::uint32_t g, std::uint32_t mode) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = unit::class_of(model, group);
  const GroupState& state = context.template at<GroupState>(group.state);
  return !state.halted && unit_class.states[state.state].up && unit_class.ages_in(state.state, mode) &&
         unit_class.stage_of(state.state, mode) == Stage::fine;
}

template <class Context>
bool is_active(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  return unit::class_of(model, group).states[context.template at<GroupState>(group.state).state].active;
}

/// The unit that is to be struck next; none: there is none that could be.
template <class Context>
std::uint32_t choose(const Model& model, Context& context, const InjectionModel& injection) {
  const Role role = injection.spec->role;
  std::uint32_t second_choice = none;
  for (const std::uint32_t g : injection.candidates) {
    if (!can_be_struck(model, context, g, injection.mode)) continue;
    const bool active = is_active(model, context, g);
    if (active == (role != Role::in_reserve)) return g;
    if (role == Role::any && second_choice == none) second_choice = g;
  }
  return second_choice;
}

template <class Context>
void strike(const Model& model, Context& context, std::uint32_t i) {
  const InjectionModel& injection = model.injections[i];
  for (std::size_t n = 0; n < injection.spec->count; ++n) {
    const std::uint32_t g = choose(model, context, injection);
    if (g == none) return tell(context, Happening::fault_in_vain, i);
    tell(context, Happening::fault_injected, i);
    fail(model, context, g, injection.mode, context.template at<GroupState>(model.groups[g].state).state);
  }
}

/// The fault is over. Who has not noticed it by now never will.
template <class Context>
void end(const Model& model, Context& context, std::uint32_t i) {
  const InjectionModel& injection = model.injections[i];
  for (const std::uint32_t g : injection.candidates) {
    const Group& group = model.groups[g];
    const UnitClass& unit_class = unit::class_of(model, group);
    const Mode& mode = unit_class.modes[injection.mode];
    const std::uint16_t state = context.template at<GroupState>(group.state).state;
    const Stage stage = unit_class.stage_of(state, injection.mode);
    if (stage == Stage::fine) continue;
    tell(context, Happening::repaired, g, injection.mode);
    if (stage != Stage::unnoticed) {
      unit::restored(model, context, g, injection.mode, state);
      continue;
    }
    if (!unit_class.counted) context.stop(group.first_clock + mode.notice_timer());
    const std::uint16_t fine = unit::first_phase(context, unit_class, mode.fine);
    unit::move(model, context, g, state, unit_class.after(state, injection.mode, fine));
    if (mode.holds_level != none) hold(model, context, model.enclosing(group, mode.holds_level), -1);
  }
}

template <class Context>
void start(Context& context, const InjectionModel& injection) {
  context.start(injection.timers[InjectionModel::strikes]);
  if (injection.spec->lasts) context.start(injection.timers[InjectionModel::ends]);
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t i, std::uint32_t purpose) {
  return purpose == InjectionModel::strikes ? strike(model, context, i) : end(model, context, i);
}

}  // namespace nines::models::injection
