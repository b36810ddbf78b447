// Switching between the members of a service: takeover, and failback after it.
//
// A service is `ready`, or `deciding` and `switching` after members were lost, or its takeover has `failed`, or it is
// `failing_back`. Members are exchangeable, so that "back" means: to a member that has come back since the takeover.
#pragma once

#include "models/unit.h"

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

/// Whether what is going on keeps the service down, enough members or not.
inline bool interrupted(const ServiceModel& service, const ServiceState& state) {
  switch (state.phase) {
    case ServiceState::ready: return false;
    case ServiceState::deciding:
    case ServiceState::switching: return service.election != nullptr || service.switchover->interrupts;
    case ServiceState::failed:
    case ServiceState::failing_back:
    case ServiceState::fencing:
    case ServiceState::reconciling: break;
  }
  return true;
}

/// Whether a member of the group may be made active, as far as the network is concerned: whoever votes is connected with the
/// others (`voters`, unless it is none), and of a pair that is cut in two it may be just one.
template <class Context>
bool may_be_active(const Model& model, Context& context, const ServiceModel& service, std::uint32_t g,
                   std::uint32_t voters) {
  if (voters != none) return network::component_of(model, context, g) == voters;
  if (service.partition == none) return true;
  const PartitionModel& pair = model.partitions[service.partition];
  if (pair.rule->kind == PartitionRule::Kind::witness) return network::is_entitled(model, context, pair, g);
  const PartitionState& state = context.template at<PartitionState>(pair.state);
  return state.phase != PartitionState::taking_over || pair.groups[state.newcomer] == g;
}

/// The members that can vote for each other: all that work or, over a network, the largest set that is connected.
template <class Context>
network::Connected quorum(const Model& model, Context& context, const ServiceModel& service) {
  if (service.is_reached) return network::largest(model, context, service);
  return {level(context, service), none};
}

/// Whether the members that are believed to work, those in reserve included, would be enough.
template <class Context>
bool could_carry_on(const Model& model, Context& context, const ServiceModel& service) {
  if (service.election != nullptr) return enough(service, quorum(model, context, service).level);
  if (service.active_wanted == 0) return enough(service, level(context, service));
  const UnitClass& unit_class = model.classes[service.managed.front()];
  std::uint32_t available = 0;
  for (const std::uint32_t g : unit_class.groups) {
    const GroupState& state = context.template at<GroupState>(model.groups[g].state);
    if (state.halted || !may_be_active(model, context, service, g, none)) continue;
    available += unit::trusted(context, unit_class, model.groups[g]);
  }
  const std::uint32_t serving = available < service.active_wanted ? available : service.active_wanted;
  return enough(service, serving * service.weights.front());
}

/// The clock that ends a phase.
inline std::uint32_t timer_of(const ServiceModel& service, ServiceState::Phase phase) {
  switch (phase) {
    case ServiceState::ready: break;
    case ServiceState::deciding: return service.timers[Switchover::decides];
    case ServiceState::switching: return service.timers[Switchover::switches];
    case ServiceState::failed: return service.timers[Switchover::recovers];
    case ServiceState::failing_back: return service.timers[Switchover::fails_back];
    case ServiceState::fencing: return service.fences;
    case ServiceState::reconciling: return service.reconciles;
  }
  return none;
}

template <class Context>
void enter(const Model& model, Context& context, const ServiceModel& service, ServiceState::Phase phase) {
  ServiceState& state = state_of(context, service);
  const std::uint32_t before = timer_of(service, state.phase), after = timer_of(service, phase);
  state.phase = phase;
  if (before != none) context.stop(before);
  if (after != none) context.start(after);
  if (!service.switchover->freezes || (before != none) == (after != none)) return;
  for (const std::uint32_t unit_class : service.managed) {
    for (const std::uint32_t g : model.classes[unit_class].groups) set_frozen(model, context, g, after != none);
  }
}

/// As many members as wanted become active, as far as there are any.
template <class Context>
void fill_roles(const Model& model, Context& context, const ServiceModel& service) {
  if (service.active_wanted == 0) return;
  const ServiceState& state = state_of(context, service);
  const std::uint32_t voters = service.election == nullptr ? none : quorum(model, context, service).component;
  const auto may = [&](std::uint32_t g) { return may_be_active(model, context, service, g, voters); };
  while (state.in_charge < service.active_wanted && activate(model, context, service.managed.front(), may)) {
  }
}

// Failback.

template <class Context>
void stop_watching(Context& context, const ServiceModel& service) {
  ServiceState& state = state_of(context, service);
  if (state.returned == ServiceState::watched) context.stop(service.timers[Switchover::watches]);
  state.returned = ServiceState::nobody;
}

/// Whether a member waits in reserve (if members have roles), so that there is somebody to switch back to.
template <class Context>
bool has_reserve(const Model& model, Context& context, const ServiceModel& service) {
  if (service.active_wanted == 0) return true;
  const UnitClass& unit_class = model.classes[service.managed.front()];
  for (const std::uint32_t g : unit_class.groups) {
    if (unit::in_reserve(context, unit_class, model.groups[g]) > 0) return true;
  }
  return false;
}

template <class Context>
void fail_back(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  ServiceState& state = state_of(context, service);
  state.returned = ServiceState::nobody;
  if (!has_reserve(model, context, service)) return;  // who came back has failed again: wait for the next one
  context.count_cause(service.failback_cause);
  tell(context, Happening::failback_begins, s);
  if (service.timers[Switchover::fails_back] != none) return enter(model, context, service, ServiceState::failing_back);
  tell(context, Happening::failback_ends, s);
  state.away = 0;
}

/// If somebody has come back since the takeover, the way back begins.
template <class Context>
void consider_failback(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  ServiceState& state = state_of(context, service);
  if (!state.away || state.phase != ServiceState::ready || state.returned != ServiceState::somebody) return;
  const std::uint32_t watches = service.timers[Switchover::watches];
  if (watches == none) return fail_back(model, context, s);
  state.returned = ServiceState::watched;
  context.start(watches);
}

// Takeover.

template <class Context>
void taken_over(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  if (state_of(context, service).phase != ServiceState::ready) enter(model, context, service, ServiceState::ready);
  state_of(context, service).away = service.switchover->failback.has_value();
  fill_roles(model, context, service);
  consider_failback(model, context, s);
}

template <class Context>
void take_over(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  const ServiceState& state = state_of(context, service);
  stop_watching(context, service);
  if (!context.coin(service.coin, service.switchover->coverage)) {
    tell(context, Happening::switchover_fails, s);
    return enter(model, context, service, ServiceState::failed);
  }
  if (state.phase == ServiceState::deciding || state.phase == ServiceState::switching) return;  // it goes on
  const bool decides = service.timers[Switchover::decides] != none;
  if (!decides && service.timers[Switchover::switches] == none) return taken_over(model, context, s);
  tell(context, Happening::switchover_begins, s);
  enter(model, context, service, decides ? ServiceState::deciding : ServiceState::switching);
}

/// There are too few members for a takeover: whoever comes first is at home from then on.
template <class Context>
void give_up_failback(const Model& model, Context& context, const ServiceModel& service) {
  stop_watching(context, service);
  state_of(context, service).away = 0;
  if (state_of(context, service).phase != ServiceState::failing_back) return;
  enter(model, context, service, ServiceState::ready);
}

template <class Context>
void react(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  ServiceState& state = state_of(context, service);
  const std::uint32_t lost = state.lost, gained = state.gained;
  state.lost = state.gained = 0;
  if (service.switchover == nullptr) return fill_roles(model, context, service);
  const bool fails_back = service.switchover->failback.has_value();
  if (lost > 0 && state.phase != ServiceState::failed) {
    if (could_carry_on(model, context, service)) {
      take_over(model, context, s);
    } else if (fails_back) {
      give_up_failback(model, context, service);
    }
  } else if (gained > 0 && state.phase == ServiceState::failed && service.timers[Switchover::recovers] == none) {
    tell(context, Happening::recovered, s);
    enter(model, context, service, ServiceState::ready);
  }
  if (state.phase == ServiceState::ready) fill_roles(model, context, service);
  if (!fails_back) return;
  const bool is_away = state.away || state.phase == ServiceState::deciding || state.phase == ServiceState::switching;
  if (gained > 0 && is_away && state.returned == ServiceState::nobody) state.returned = ServiceState::somebody;
  consider_failback(model, context, s);
}

/// What was decided upon, switched, recovered, watched or switched back has come to its end.
template <class Context>
void go_on(const Model& model, Context& context, std::uint32_t s, std::uint32_t purpose) {
  const ServiceModel& service = model.services[s];
  ServiceState& state = state_of(context, service);
  const bool then_switches = purpose == Switchover::decides && service.timers[Switchover::switches] != none;
  if (then_switches) {
    enter(model, context, service, ServiceState::switching);
  } else if (purpose == Switchover::decides || purpose == Switchover::switches) {
    tell(context, Happening::switchover_ends, s);
    taken_over(model, context, s);
  } else if (purpose == Switchover::watches) {
    fail_back(model, context, s);
  } else {
    tell(context, purpose == Switchover::recovers ? Happening::recovered : Happening::failback_ends, s);
    if (purpose == Switchover::fails_back) state.away = 0;
    enter(model, context, service, ServiceState::ready);
    fill_roles(model, context, service);
  }
  mark(model, context, s);
}

}  // namespace nines::models::service
