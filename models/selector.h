// Traffic that is switched between whole services, in an order of preference: a primary site and its backup.
//
// The service in use is known by identity. A selector is `settled` while the one in use is up and nothing goes on; when
// that one goes down it is `noticing`, `deciding` and `switching` to the most preferred one that is up when the switch
// begins, or `waiting` where none is, or its switch has `failed`. It is `failing_back` to one that is preferred to the
// one in use and has been up for long enough. What it does follows from what is up at the end of an event, when all
// that it may send its traffic to has been evaluated.
#pragma once

#include "models/data.h"

#include <bit>

namespace nines::models::selector {

template <class Context>
SelectorState& state_of(Context& context, const SelectorModel& selector) {
  return context.template at<SelectorState>(selector.state);
}

template <class Context>
bool is_up(const Model& model, Context& context, const SelectorModel& selector, std::uint32_t preferred) {
  return service::state_of(context, model.services[selector.preferred[preferred]]).up != 0;
}

/// Whether its detector sees what goes on.
template <class Context>
bool sees(const Model& model, Context& context, const SelectorModel& selector) {
  return selector.watcher == none ||
         context.template at<WatcherState>(model.watchers[selector.watcher].state).unseen == 0;
}

/// Whether its detector takes none of them for dead because it is, or was, cut off from all.
template <class Context>
bool trusts(const Model& model, Context& context, const SelectorModel& selector) {
  return selector.watcher == none ||
         context.template at<WatcherState>(model.watchers[selector.watcher].state).suspects_all == 0;
}

/// Whether the traffic reaches a service that is up.
template <class Context>
bool serves(const Model& model, Context& context, const SelectorModel& selector) {
  const SelectorState& state = state_of(context, selector);
  const bool on_its_way = state.phase == SelectorState::switching || state.phase == SelectorState::failing_back;
  return !on_its_way && state.phase != SelectorState::failed && is_up(model, context, selector, state.in_use);
}

/// The clock that ends a phase.
inline std::uint32_t timer_of(const SelectorModel& selector, SelectorState::Phase phase) {
  switch (phase) {
    case SelectorState::noticing: return selector.timers[SelectorModel::notices];
    case SelectorState::deciding: return selector.timers[SelectorModel::decides];
    case SelectorState::switching: return selector.timers[SelectorModel::switches];
    case SelectorState::failed: return selector.timers[SelectorModel::recovers];
    case SelectorState::failing_back: return selector.timers[SelectorModel::fails_back];
    case SelectorState::settled:
    case SelectorState::waiting: break;
  }
  return none;
}

template <class Context>
void enter(Context& context, const SelectorModel& selector, SelectorState::Phase phase) {
  SelectorState& state = state_of(context, selector);
  const std::uint32_t before = timer_of(selector, state.phase), after = timer_of(selector, phase);
  state.phase = phase;
  if (phase != SelectorState::deciding) state.suspected = SelectorState::not_suspected;
  if (before != none) context.stop(before);
  if (after != none) context.start(after);
}

/// The most preferred one that is up, apart from one; the number of all if there is none.
template <class Context>
std::uint32_t best(const Model& model, Context& context, const SelectorModel& selector, std::uint32_t apart_from) {
  const auto all = static_cast<std::uint32_t>(selector.preferred.size());
  for (std::uint32_t i = 0; i < all; ++i) {
    if (i != apart_from && is_up(model, context, selector, i)) return i;
  }
  return all;
}

template <class Context>
void arrive(Context& context, const SelectorModel& selector) {
  tell(context, Happening::traffic_arrives, selector.service, state_of(context, selector).in_use);
  enter(context, selector, SelectorState::settled);
}

/// The decision has been made to leave the one in use, which is down or suspected to be.
template <class Context>
void begin_switch(const Model& model, Context& context, const SelectorModel& selector) {
  SelectorState& state = state_of(context, selector);
  const std::uint32_t target = best(model, context, selector, state.in_use);
  if (target == selector.preferred.size()) {
    if (state.suspected) return enter(context, selector, SelectorState::settled);  // it stays where it is
    if (state.phase == SelectorState::waiting) return;
    tell(context, Happening::nothing_to_switch_to, selector.service);
    return enter(context, selector, SelectorState::waiting);
  }
  const std::uint32_t causes[] = {selector.switchover_cause, selector.alarm_cause, selector.cut_off_cause};
  context.count_cause(causes[state.suspected]);
  if (!context.coin(selector.coin, selector.coverage)) {
    tell(context, Happening::traffic_cannot_be_moved, selector.service, target);
    return enter(context, selector, SelectorState::failed);
  }
  tell(context, Happening::traffic_on_its_way, selector.service, target);
  state.in_use = static_cast<std::uint8_t>(target);
  if (selector.timers[SelectorModel::switches] == none) return arrive(context, selector);
  enter(context, selector, SelectorState::switching);
}

/// The one in use is known to be down, or suspected.
template <class Context>
void noticed(const Model& model, Context& context, const SelectorModel& selector) {
  const SelectorState& state = state_of(context, selector);
  const std::uint32_t data = model.services[selector.service].data;
  if (data != none) context.stamp(data::stamp_of(model.data[data], DataModel::noticed_at));
  tell(context, state.suspected ? Happening::service_suspected : Happening::failure_of_service_noticed,
       selector.service, state.in_use);
  if (selector.timers[SelectorModel::decides] == none) return begin_switch(model, context, selector);
  enter(context, selector, SelectorState::deciding);
}

/// The one in use is down: that is noticed after a while in which the detector sees.
template <class Context>
void await_notice(const Model& model, Context& context, const SelectorModel& selector) {
  SelectorState& state = state_of(context, selector);
  const std::uint32_t timer = selector.timers[SelectorModel::notices];
  const bool seen = sees(model, context, selector);
  if (timer == none && seen) return noticed(model, context, selector);
  state.phase = SelectorState::noticing;
  if (timer == none) return;
  if (!seen) {
    context.stop(timer);
  } else if (context.is_stopped(timer)) {
    context.start(timer);
  }
}

/// What follows from the one in use having gone down or come back.
template <class Context>
void follow(const Model& model, Context& context, const SelectorModel& selector) {
  SelectorState& state = state_of(context, selector);
  const bool up = is_up(model, context, selector, state.in_use);
  const bool is_calm = state.phase == SelectorState::settled || state.phase == SelectorState::noticing;
  if (is_calm && state.suspected == SelectorState::being_cut_off) {
    if (!up) state.suspected = SelectorState::not_suspected;  // it has failed, or is taken out itself
    return noticed(model, context, selector);
  }
  switch (state.phase) {
    case SelectorState::settled:
      if (!up) await_notice(model, context, selector);
      return;
    case SelectorState::noticing:
      if (up) return enter(context, selector, SelectorState::settled);
      return await_notice(model, context, selector);
    case SelectorState::deciding:
      if (up && !state.suspected) return enter(context, selector, SelectorState::settled);
      if (!up) state.suspected = SelectorState::not_suspected;
      return;
    case SelectorState::waiting:
      if (up) return enter(context, selector, SelectorState::settled);
      if (sees(model, context, selector)) begin_switch(model, context, selector);
      return;
    case SelectorState::failed:
      if (!up || selector.timers[SelectorModel::recovers] != none) return;
      tell(context, Happening::recovered, selector.service);
      return enter(context, selector, SelectorState::settled);
    case SelectorState::switching:
    case SelectorState::failing_back: return;
  }
}

/// Clocks of those that are preferred to the one in use: how long each has been seen up.
template <class Context>
void watch(const Model& model, Context& context, const SelectorModel& selector) {
  SelectorState& state = state_of(context, selector);
  const bool looks = sees(model, context, selector) && trusts(model, context, selector);
  for (std::uint32_t i = 0; i + 1 < selector.preferred.size(); ++i) {
    const std::uint32_t timer = selector.timers[SelectorModel::watches + i], bit = std::uint32_t{1} << i;
    if (i >= state.in_use || !looks || !is_up(model, context, selector, i)) {
      state.stable &= ~bit;
      if (timer != none) context.stop(timer);
    } else if (timer == none) {
      state.stable |= bit;
    } else if ((state.stable & bit) == 0 && context.is_stopped(timer)) {
      context.start(timer);
    }
  }
}

/// The way back to one that is preferred and has been up for long enough, once nothing else is under way.
template <class Context>
void consider_failback(const Model& model, Context& context, const SelectorModel& selector) {
  SelectorState& state = state_of(context, selector);
  watch(model, context, selector);
  const bool is_free = state.phase == SelectorState::settled || state.phase == SelectorState::noticing ||
                       state.phase == SelectorState::deciding;
  if (state.stable == 0 || !is_free) return;
  context.count_cause(selector.failback_cause);
  state.in_use = static_cast<std::uint8_t>(std::countr_zero(state.stable));
  tell(context, Happening::traffic_going_back, selector.service, state.in_use);
  const std::uint32_t data = model.services[selector.service].data;
  if (data != none) data::move_along(model, context, data, state.in_use);
  if (selector.timers[SelectorModel::fails_back] == none) {
    arrive(context, selector);
  } else {
    enter(context, selector, SelectorState::failing_back);
  }
  watch(model, context, selector);
}

/// The detector may suspect the one in use while it is up, and may think better of it until the decision.
template <class Context>
void expect_false_alarms(const Model& model, Context& context, const SelectorModel& selector) {
  const SelectorState& state = state_of(context, selector);
  const bool seen = sees(model, context, selector);
  const auto run = [&](std::uint32_t timer, bool runs) {
    if (timer == none) return;
    if (!runs) return context.stop(timer);
    if (context.is_stopped(timer)) context.start(timer);
  };
  const bool may_begin = state.phase == SelectorState::settled && trusts(model, context, selector);
  run(selector.timers[SelectorModel::alarms], seen && may_begin);
  run(selector.timers[SelectorModel::calms], seen && state.suspected == SelectorState::by_mistake);
}

template <class Context>
void react(const Model& model, Context& context, const SelectorModel& selector) {
  follow(model, context, selector);
  if (selector.fails_back_at_all) consider_failback(model, context, selector);
  if (selector.alarm_cause != none) expect_false_alarms(model, context, selector);
}

template <class Context>
void recovered(const Model& model, Context& context, const SelectorModel& selector) {
  SelectorState& state = state_of(context, selector);
  tell(context, Happening::recovered, selector.service);
  const std::uint32_t target = best(model, context, selector, none);
  if (target == selector.preferred.size()) return enter(context, selector, SelectorState::waiting);
  state.in_use = static_cast<std::uint8_t>(target);
  arrive(context, selector);
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t number, std::uint32_t purpose) {
  const SelectorModel& selector = model.selectors[number];
  SelectorState& state = state_of(context, selector);
  switch (purpose) {
    case SelectorModel::notices: noticed(model, context, selector); break;
    case SelectorModel::decides: begin_switch(model, context, selector); break;
    case SelectorModel::switches:
    case SelectorModel::fails_back: arrive(context, selector); break;
    case SelectorModel::recovers: recovered(model, context, selector); break;
    case SelectorModel::alarms:
      state.suspected = SelectorState::by_mistake;
      noticed(model, context, selector);
      break;
    case SelectorModel::calms: enter(context, selector, SelectorState::settled); break;
    default: state.stable |= std::uint32_t{1} << (purpose - SelectorModel::watches);
  }
  service::mark(model, context, selector.service);
}

/// Its detector takes all services for dead, since it is cut off from them, or trusts them again.
template <class Context>
void change_suspicion(const Model& model, Context& context, const SelectorModel& selector, bool suspects_all) {
  SelectorState& state = state_of(context, selector);
  service::mark(model, context, selector.service);
  if (!suspects_all) {
    if (state.suspected == SelectorState::being_cut_off) enter(context, selector, SelectorState::settled);
    return;
  }
  if (state.phase == SelectorState::settled || state.phase == SelectorState::noticing) {
    state.suspected = SelectorState::being_cut_off;  // what follows, follow() sees, when all that is taken out is out
  }
}

/// What it waits for while its service is down; that of those beneath is known already.
template <class Context>
OutagePhase phase_of(const Model& model, Context& context, const SelectorModel& selector) {
  const SelectorState& state = state_of(context, selector);
  const auto first_down = [&](const std::vector<std::uint32_t>& services) {
    for (const std::uint32_t s : services) {
      const ServiceState& other = service::state_of(context, model.services[s]);
      if (!other.up) return other.outage_phase;
    }
    return OutagePhase::repair;
  };
  switch (state.phase) {
    case SelectorState::noticing: return OutagePhase::detection;
    case SelectorState::deciding:
      if (state.suspected) break;
      return OutagePhase::decision;
    case SelectorState::switching: return OutagePhase::switchover;
    case SelectorState::failed: return OutagePhase::recovery;
    case SelectorState::failing_back: return OutagePhase::failback;
    case SelectorState::waiting: return first_down(selector.preferred);
    case SelectorState::settled: break;
  }
  return first_down(model.services[selector.service].depends_on);
}

}  // namespace nines::models::selector
