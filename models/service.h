// Services: k out of n by weight, over units, domains and other services; standby, switchover, dependencies.
//
// Services react at the end of an event, when all that happens at once has happened: first those that switch between
// members, then each in topological order is found up or down.
#pragma once

#include "models/unit.h"

#include <bit>

namespace nines::models::service {

template <class Context>
ServiceState& state_of(Context& context, const ServiceModel& service) {
  return context.template at<ServiceState>(service.state);
}

template <class Context>
[[gnu::always_inline]] inline std::uint32_t& count(Context& context, const ServiceModel& service,
                                                   std::uint32_t operand) {
  return context.template at<std::uint32_t>(service.counts + operand * static_cast<Offset>(sizeof(std::uint32_t)));
}

/// The weight of all that serves.
template <class Context>
[[gnu::always_inline]] inline double level(Context& context, const ServiceModel& service) {
  const std::uint32_t* serving = &count(context, service, 0);
  double sum = 0;
  for (const double weight : service.weights) sum += weight * *serving++;
  return sum;
}

/// Sums of decimal weights are off by rounding, never by as much as this.
inline bool enough(const ServiceModel& service, double level) { return level >= service.needed * (1 - 1e-12); }

inline Offset word_offset(const Model& model, std::uint32_t word) {
  return model.dirty + static_cast<Offset>(sizeof(DirtyServices)) + word * static_cast<Offset>(sizeof(std::uint64_t));
}

template <class Context>
[[gnu::always_inline]] inline void mark(const Model& model, Context& context, std::uint32_t s) {
  DirtyServices& dirty = context.template at<DirtyServices>(model.dirty);
  const std::uint32_t word = s / 64;
  context.template at<std::uint64_t>(word_offset(model, word)) |= std::uint64_t{1} << (s % 64);
  if (dirty.end_word == 0 || word < dirty.first_word) dirty.first_word = word;
  if (word >= dirty.end_word) dirty.end_word = word + 1;
}

template <class Context>
bool is_marked(const Model& model, Context& context, std::uint32_t s) {
  return (context.template at<std::uint64_t>(word_offset(model, s / 64)) >> (s % 64) & 1) != 0;
}

// Switching between members.

/// Whether the members that work, those in reserve included, would be enough.
template <class Context>
bool could_carry_on(const Model& model, Context& context, const ServiceModel& service) {
  if (service.active_wanted == 0) return enough(service, level(context, service));
  const UnitClass& unit_class = model.classes[service.managed.front()];
  std::uint32_t available = 0;
  for (const std::uint32_t g : unit_class.groups) {
    const GroupState& state = context.template at<GroupState>(model.groups[g].state);
    if (!state.halted) available += unit::trusted(context, unit_class, model.groups[g]);
  }
  const std::uint32_t serving = available < service.active_wanted ? available : service.active_wanted;
  return enough(service, serving * service.weights.front());
}

template <class Context>
void enter(const Model& model, Context& context, const ServiceModel& service, ServiceState::Phase phase) {
  ServiceState& state = state_of(context, service);
  const auto frozen_in = [&](ServiceState::Phase p) {
    return p == ServiceState::switching || (p == ServiceState::failed && service.recovery_timer != none);
  };
  const bool was_frozen = frozen_in(state.phase);
  if (state.phase == ServiceState::switching) context.stop(service.switch_timer);
  state.phase = phase;
  if (phase == ServiceState::switching) context.start(service.switch_timer);
  if (phase == ServiceState::failed && service.recovery_timer != none) context.start(service.recovery_timer);
  if (!service.switchover->freezes || frozen_in(phase) == was_frozen) return;
  for (const std::uint32_t unit_class : service.managed) {
    for (const std::uint32_t g : model.classes[unit_class].groups) set_frozen(model, context, g, !was_frozen);
  }
}

/// As many members as wanted become active, as far as there are any.
template <class Context>
void fill_roles(const Model& model, Context& context, const ServiceModel& service) {
  if (service.active_wanted == 0) return;
  const ServiceState& state = state_of(context, service);
  while (state.in_charge < service.active_wanted && activate(model, context, service.managed.front())) {
  }
}

template <class Context>
void react(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  ServiceState& state = state_of(context, service);
  const std::uint32_t lost = state.lost, gained = state.gained;
  state.lost = state.gained = 0;
  if (lost > 0 && service.switchover != nullptr && state.phase != ServiceState::failed &&
      could_carry_on(model, context, service)) {
    if (!context.coin(service.coin, service.switchover->coverage)) {
      tell(context, Happening::switchover_fails, s);
      enter(model, context, service, ServiceState::failed);
    } else if (service.switch_timer != none && state.phase == ServiceState::ready) {
      tell(context, Happening::switchover_begins, s);
      enter(model, context, service, ServiceState::switching);
    }
  } else if (gained > 0 && state.phase == ServiceState::failed && service.recovery_timer == none) {
    tell(context, Happening::recovered, s);
    enter(model, context, service, ServiceState::ready);
  }
  if (state.phase == ServiceState::ready) fill_roles(model, context, service);
}

/// A switchover (purpose 0) or the recovery from a failed one (purpose 1) is complete.
template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t s, std::uint32_t purpose) {
  const ServiceModel& service = model.services[s];
  tell(context, purpose == 0 ? Happening::switchover_ends : Happening::recovered, s);
  enter(model, context, service, ServiceState::ready);
  fill_roles(model, context, service);
  mark(model, context, s);
}

// Up or down.

template <class Context>
[[gnu::always_inline]] inline bool is_up(const Model& model, Context& context, const ServiceModel& service,
                                         double level) {
  const ServiceState& state = state_of(context, service);
  if (state.phase == ServiceState::failed || !enough(service, level)) return false;
  if (state.phase == ServiceState::switching && service.switchover->interrupts) return false;
  for (const std::uint32_t d : service.depends_on) {
    if (!state_of(context, model.services[d]).up) return false;
  }
  return true;
}

template <class Context>
void set_up(const Model& model, Context& context, std::uint32_t s, bool up) {
  const ServiceModel& service = model.services[s];
  state_of(context, service).up = up;
  context.set_condition(s, up);
  for (const UnitClass::Use use : service.used_by) operand_changed(model, context, use, up ? 1 : -1);
  for (const std::uint32_t dependent : service.dependents) mark(model, context, dependent);
  for (const std::uint32_t unit_class : service.suspends) {
    for (const std::uint32_t g : model.classes[unit_class].groups) suspend(model, context, g, up ? -1 : 1);
  }
}

template <class Context>
[[gnu::always_inline]] inline void evaluate(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  const double serving = level(context, service);
  context.set_reward(service.capacity_reward, serving < service.capacity ? serving / service.capacity : 1);
  const bool up = is_up(model, context, service, serving);
  if (up != static_cast<bool>(state_of(context, service).up)) set_up(model, context, s, up);
}

/// Evaluates all that are marked, and whom they mark, in ascending order: operands and dependencies come first.
template <class Context>
[[gnu::always_inline]] inline void evaluate_marked(const Model& model, Context& context) {
  DirtyServices& dirty = context.template at<DirtyServices>(model.dirty);
  for (std::uint32_t word = dirty.first_word; word < dirty.end_word; ++word) {
    std::uint64_t& bits = context.template at<std::uint64_t>(word_offset(model, word));
    while (bits != 0) {
      const auto bit = static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
      evaluate(model, context, word * 64 + bit);
    }
  }
  dirty.first_word = dirty.end_word = 0;
}

template <class Context>
[[gnu::always_inline]] inline void settle(const Model& model, Context& context) {
  if (context.template at<DirtyServices>(model.dirty).end_word == 0) return;
  for (const std::uint32_t s : model.managing) {
    if (is_marked(model, context, s)) react(model, context, s);
  }
  evaluate_marked(model, context);
}

/// Gives the first roles and finds each service up or down; all units and domains have started.
template <class Context>
void start(const Model& model, Context& context) {
  for (const std::uint32_t s : model.managing) {
    ServiceState& state = state_of(context, model.services[s]);
    state.lost = state.gained = 0;
    fill_roles(model, context, model.services[s]);
  }
  for (std::uint32_t s = 0; s < model.services.size(); ++s) {
    evaluate(model, context, s);
    if (!state_of(context, model.services[s]).up) context.set_condition(s, false);
    mark(model, context, s);
  }
  evaluate_marked(model, context);
}

}  // namespace nines::models::service

namespace nines::models {

template <class Context>
[[gnu::always_inline]] inline void operand_changed(const Model& model, Context& context, UnitClass::Use use,
                                                   int change) {
  service::count(context, model.services[use.service], use.operand) += static_cast<std::uint32_t>(change);
  service::mark(model, context, use.service);
}

template <class Context>
void charge_changed(const Model& model, Context& context, std::uint32_t s, int change) {
  ServiceState& state = service::state_of(context, model.services[s]);
  state.in_charge += static_cast<std::uint32_t>(change);
  if (change > 0) return;
  state.lost += static_cast<std::uint32_t>(-change);
  service::mark(model, context, s);
}

template <class Context>
void members_gained(const Model& model, Context& context, std::uint32_t s, std::uint32_t gained) {
  service::state_of(context, model.services[s]).gained += gained;
  service::mark(model, context, s);
}

}  // namespace nines::models
