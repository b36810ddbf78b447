// Partitions of a pair: one member is active, one in reserve, and the network between them is cut while both work.
//
// Each takes silence for a failure. Without any precaution the one in reserve takes over although the other one is active:
// both are (split brain), and once they are connected again the service is down until their data have been merged. Fencing
// takes the active one out first. With a witness, a third place, a member is active only while it sees the other one or the
// witness, which is a majority of three (Davcev, Burkhard 1985, "Consistency and recovery control for replicated files", SOSP).
#pragma once

#include "models/switching.h"

namespace nines::models::partition {

using Rule = PartitionRule::Kind;

template <class Context>
PartitionState& state_of(Context& context, const PartitionModel& pair) {
  return context.template at<PartitionState>(pair.state);
}

/// Whether a member is believed to work.
template <class Context>
bool is_trusted(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  const GroupState& state = context.template at<GroupState>(group.state);
  return !state.halted && model.classes[group.unit_class].states[state.state].trusted;
}

template <class Context>
bool is_active(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  return is_trusted(model, context, g) && unit::in_charge(context, model.classes[group.unit_class], group) > 0;
}

template <class Context>
bool is_cut(const Model& model, Context& context, const PartitionModel& pair) {
  return network::component_of(model, context, pair.groups[0]) != network::component_of(model, context, pair.groups[1]);
}

template <class Context>
bool both_work(const Model& model, Context& context, const PartitionModel& pair) {
  return is_trusted(model, context, pair.groups[0]) && is_trusted(model, context, pair.groups[1]);
}

/// A member loses its role, and that is no failure.
template <class Context>
void stop_member(const Model& model, Context& context, const PartitionModel& pair, std::uint32_t g) {
  unit::drop_roles(model, context, g);
  service::state_of(context, model.services[pair.service]).lost = 0;
}

/// The newcomer is active while the other one is.
template <class Context>
void split(const Model& model, Context& context, const PartitionModel& pair) {
  PartitionState& state = state_of(context, pair);
  state.phase = PartitionState::split;
  context.count_cause(pair.split_cause);
  tell(context, Happening::two_are_active, pair.service);
  const std::uint32_t newcomer = pair.groups[state.newcomer];
  activate(model, context, model.groups[newcomer].unit_class, [&](std::uint32_t g) { return g == newcomer; });
}

/// A takeover by the newcomer has come to its end: if it began while the other one was active, and that one still is and they
/// are still apart, both are now.
template <class Context>
void taken_over(const Model& model, Context& context, std::uint32_t s) {
  const PartitionModel& pair = model.partitions[model.services[s].partition];
  PartitionState& state = state_of(context, pair);
  const ServiceState& service = service::state_of(context, model.services[s]);
  if (state.phase != PartitionState::taking_over || service.phase != ServiceState::ready) return;
  const std::uint32_t newcomer = pair.groups[state.newcomer];
  const bool two = service.in_charge > 0 && !is_active(model, context, newcomer) && both_work(model, context, pair) &&
                   is_cut(model, context, pair);
  state.phase = PartitionState::settled;
  if (two) return split(model, context, pair);
  service::fill_roles(model, context, model.services[s]);  // if the newcomer has failed meanwhile, the other one
}

/// The one in reserve takes over while the other one is, or was a moment ago, active.
template <class Context>
void usurp(const Model& model, Context& context, const PartitionModel& pair) {
  const ServiceModel& service = model.services[pair.service];
  PartitionState& state = state_of(context, pair);
  const bool stopped = service::state_of(context, service).in_charge == 0;
  state.phase = PartitionState::taking_over;
  if (stopped) {
    service::take_over(model, context, pair.service);
    return taken_over(model, context, pair.service);
  }
  if (!context.coin(service.coin, service.switchover->coverage)) {
    state.phase = PartitionState::settled;  // the active one goes on
    return;
  }
  const bool decides = service.timers[Switchover::decides] != none;
  if (!decides && service.timers[Switchover::switches] == none) return taken_over(model, context, pair.service);
  tell(context, Happening::switchover_begins, pair.service);
  service::enter(model, context, service, decides ? ServiceState::deciding : ServiceState::switching);
}

/// Whether somebody is active who is to be taken for lost, or to step down, if that lasts.
template <class Context>
bool is_silent(const Model& model, Context& context, const PartitionModel& pair) {
  const ServiceState& service = service::state_of(context, model.services[pair.service]);
  if (service.in_charge != 1 || service.phase != ServiceState::ready) return false;
  if (pair.rule->kind != Rule::witness) return is_cut(model, context, pair) && both_work(model, context, pair);
  const std::uint32_t active = pair.groups[is_active(model, context, pair.groups[0]) ? 0 : 1];
  return !network::is_entitled(model, context, pair, active);
}

template <class Context>
void fenced(const Model& model, Context& context, const PartitionModel& pair) {
  const ServiceModel& service = model.services[pair.service];
  if (state_of(context, pair).phase != PartitionState::fencing_in_vain) {
    service::enter(model, context, service, ServiceState::ready);
    return usurp(model, context, pair);
  }
  tell(context, Happening::fencing_fails, pair.service);
  state_of(context, pair).phase = PartitionState::settled;
  if (!pair.rule->waits_if_fencing_fails && is_silent(model, context, pair)) usurp(model, context, pair);
}

/// The one in reserve takes the other one out. If that fails, the other one goes on meanwhile.
template <class Context>
void fence(const Model& model, Context& context, const PartitionModel& pair, std::uint32_t active) {
  const ServiceModel& service = model.services[pair.service];
  PartitionState& state = state_of(context, pair);
  tell(context, Happening::fencing_begins, pair.service);
  if (context.coin(pair.coin, pair.rule->fencing_succeeds)) {
    context.count_cause(pair.takeover_cause);
    stop_member(model, context, pair, active);
    state.phase = PartitionState::settled;
    if (service.fences != none) return service::enter(model, context, service, ServiceState::fencing);
  } else {
    state.phase = PartitionState::fencing_in_vain;
    if (service.fences != none) return context.start(service.fences);
  }
  fenced(model, context, pair);
}

/// Silence has lasted for long enough.
template <class Context>
void act(const Model& model, Context& context, const PartitionModel& pair) {
  PartitionState& state = state_of(context, pair);
  const std::uint32_t which = is_active(model, context, pair.groups[0]) ? 0 : 1;
  const std::uint32_t active = pair.groups[which];
  state.newcomer = static_cast<std::uint8_t>(1 - which);
  switch (pair.rule->kind) {
    case Rule::split_brain: return usurp(model, context, pair);
    case Rule::fencing: return fence(model, context, pair, active);
    case Rule::witness: break;
  }
  state.phase = PartitionState::together;
  context.count_cause(pair.takeover_cause);
  tell(context, Happening::member_steps_down, pair.service);
  unit::drop_roles(model, context, active);  // lost as by a failure: who may be active takes over
}

/// Two that were active see each other again: the newcomer steps down, and the data are merged.
template <class Context>
void reconcile(const Model& model, Context& context, const PartitionModel& pair) {
  const ServiceModel& service = model.services[pair.service];
  PartitionState& state = state_of(context, pair);
  state.phase = PartitionState::together;
  context.count_cause(pair.reconciliation_cause);
  tell(context, Happening::reconciliation_begins, pair.service);
  if (service::state_of(context, service).in_charge == 2)
    stop_member(model, context, pair, pair.groups[state.newcomer]);
  if (service.reconciles != none) return service::enter(model, context, service, ServiceState::reconciling);
  tell(context, Happening::reconciled, pair.service);
}

/// What follows from who is connected now.
template <class Context>
void follow_cut(const Model& model, Context& context, const PartitionModel& pair) {
  const ServiceModel& service = model.services[pair.service];
  PartitionState& state = state_of(context, pair);
  const bool connected = !is_cut(model, context, pair);
  switch (state.phase) {
    case PartitionState::together:
      if (!is_silent(model, context, pair)) return;
      if (pair.silence == none) return act(model, context, pair);
      state.phase = PartitionState::silent;
      return context.start(pair.silence);
    case PartitionState::silent:
      if (is_silent(model, context, pair)) return;
      state.phase = PartitionState::together;
      return context.stop(pair.silence);
    case PartitionState::settled:
      if (connected) state.phase = PartitionState::together;
      return;
    case PartitionState::split:
      if (connected && both_work(model, context, pair) &&
          service::state_of(context, service).phase == ServiceState::ready)
        reconcile(model, context, pair);
      return;
    case PartitionState::fencing_in_vain:
    case PartitionState::taking_over: return;
  }
}

/// Whoever is active is lost, and the network keeps those who work from taking over.
template <class Context>
void tell_if_outvoted(const Model& model, Context& context, const PartitionModel& pair) {
  if constexpr (!Context::traced) return;
  const ServiceState& service = service::state_of(context, model.services[pair.service]);
  if (pair.rule->kind != Rule::witness || service.in_charge > 0) return;
  bool any_works = false, any_entitled = false;
  for (const std::uint32_t g : pair.groups) {
    if (!is_trusted(model, context, g)) continue;
    any_works = true;
    any_entitled = any_entitled || network::is_entitled(model, context, pair, g);
  }
  if (any_works && !any_entitled) tell(context, Happening::nobody_may_take_over, pair.service);
}

template <class Context>
void react(const Model& model, Context& context, std::uint32_t s) {
  const PartitionModel& pair = model.partitions[model.services[s].partition];
  ServiceState& service = service::state_of(context, model.services[s]);
  const bool is_held = service.phase == ServiceState::fencing || service.phase == ServiceState::reconciling;
  if (is_held || service.in_charge == 2) service.lost = service.gained = 0;
  if (service.in_charge > 0) service.lost = 0;  // the other one is active still
  const bool was_lost = service.lost > 0;
  if (!is_held) service::react(model, context, s);
  taken_over(model, context, s);
  follow_cut(model, context, pair);
  const bool stepped_down = service.lost > 0;
  if (stepped_down) service::react(model, context, s);
  if (was_lost || stepped_down) tell_if_outvoted(model, context, pair);
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t number, std::uint32_t purpose) {
  const PartitionModel& pair = model.partitions[number];
  const ServiceModel& service = model.services[pair.service];
  switch (purpose) {
    case PartitionModel::silence_ends: act(model, context, pair); break;
    case PartitionModel::fenced: fenced(model, context, pair); break;
    default:
      tell(context, Happening::reconciled, pair.service);
      service::enter(model, context, service, ServiceState::ready);
      service::fill_roles(model, context, service);
  }
  service::mark(model, context, pair.service);
}

}  // namespace nines::models::partition
