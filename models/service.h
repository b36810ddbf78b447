// Services: k out of n by weight, over units, domains and other services; standby, switchover, dependencies.
//
// Services react at the end of an event, when all that happens at once has happened: first those that switch between
// members, then each in topological order is found up or down.
#pragma once

#include "models/balance.h"
#include "models/election.h"
#include "models/partition.h"
#include "models/scaling.h"
#include "models/storage.h"

namespace nines::models::service {

template <class Context>
[[gnu::always_inline]] inline bool is_up(const Model& model, Context& context, const ServiceModel& service,
                                         double level) {
  const ServiceState& state = state_of(context, service);
  if (!enough(service, level) || interrupted(service, state)) return false;
  if (service.election != nullptr && !has_leader(model, context, service)) return false;
  for (const std::uint32_t d : service.depends_on) {
    if (!state_of(context, model.services[d]).up) return false;
  }
  return true;
}

template <class Context>
void set_up(const Model& model, Context& context, std::uint32_t s, bool up) {
  const ServiceModel& service = model.services[s];
  state_of(context, service).up = up;
  note_outage(model, context, s, up);
  context.set_condition(s, up);
  for (const UnitClass::Use use : service.used_by) operand_changed(model, context, use, up ? 1 : -1);
  for (const std::uint32_t dependent : service.dependents) mark(model, context, dependent);
  for (const std::uint32_t unit_class : service.suspends) {
    for (const std::uint32_t g : model.classes[unit_class].groups) suspend(model, context, g, up ? -1 : 1);
  }
  for (const WatcherUse use : service.watchers) watcher_service_changed(model, context, use, up ? -1 : 1);
}

/// One that sends its traffic to one of several services, which have been evaluated before.
template <class Context>
void evaluate_selector(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  const SelectorModel& selector = model.selectors[service.selector];
  selector::react(model, context, selector);
  bool up = selector::serves(model, context, selector);
  context.set_reward(service.capacity_reward, up ? 1 : 0);
  for (const std::uint32_t d : service.depends_on) up = up && state_of(context, model.services[d]).up;
  if (service.data != none) up = data::follow(model, context, service.data, up);
  if (service.job != none) job::follow(model, context, service.job, up, 1);
  if (up != static_cast<bool>(state_of(context, service).up)) set_up(model, context, s, up);
}

template <class Context>
[[gnu::always_inline]] inline void evaluate_members(const Model& model, Context& context, std::uint32_t s,
                                                    double serving) {
  const ServiceModel& service = model.services[s];
  context.set_reward(service.capacity_reward, serving < service.capacity ? serving / service.capacity : 1);
  bool up = is_up(model, context, service, serving);
  if (service.data != none) [[unlikely]]
    up = data::follow(model, context, service.data, up);
  if (service.balance != none) find_served(model, context, service);
  if (service.job != none) [[unlikely]]
    job::follow(model, context, service.job, up, std::min(serving / service.capacity, 1.0));
  if (up != static_cast<bool>(state_of(context, service).up)) set_up(model, context, s, up);
}

/// One that sends its traffic to one of several services, a storage system, or one of which only members count that are
/// connected.
template <class Context>
[[gnu::noinline]] void evaluate_special(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  if (service.selector != none) return evaluate_selector(model, context, s);
  if (service.storage != none) {
    bool up = storage::follow(model, context, model.storages[service.storage]);
    for (const std::uint32_t d : service.depends_on) up = up && state_of(context, model.services[d]).up;
    if (up != static_cast<bool>(state_of(context, service).up)) set_up(model, context, s, up);
    return;
  }
  evaluate_members(model, context, s, network::reached(model, context, service));
}

template <class Context>
[[gnu::always_inline]] inline void evaluate(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  if (!service.is_plain) return evaluate_special(model, context, s);
  evaluate_members(model, context, s, level(context, service));
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
void react_as_managed(const Model& model, Context& context, std::uint32_t s) {
  if (model.services[s].election != nullptr) return react_to_quorum(model, context, s);
  if (model.services[s].partition != none) return partition::react(model, context, s);
  if (scaling::is_scaled(model, model.services[s])) return scaling::react(model, context, s);
  react(model, context, s);
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t s, std::uint32_t purpose) {
  if (model.services[s].election != nullptr) return count_votes(model, context, s);
  go_on(model, context, s, purpose);
  if (model.services[s].partition != none) partition::taken_over(model, context, s);
}

/// Where a link or a place of the network has changed, finds out who is connected now; the services that depend on it follow.
template <class Context>
void follow_network(const Model& model, Context& context) {
  std::uint32_t& changed = context.template at<std::uint32_t>(model.network.changed);
  if (changed == 0) return;
  changed = 0;
  network::connect(model, context);
  for (const std::uint32_t s : model.network.services) mark(model, context, s);
}

template <class Context>
[[gnu::always_inline]] inline void settle(const Model& model, Context& context) {
  const DirtyServices& dirty = context.template at<DirtyServices>(model.dirty);
  if ((dirty.end_word | dirty.down) == 0) return;
  for (const std::uint32_t s : model.managing) {
    if (is_marked(model, context, s)) react_as_managed(model, context, s);
  }
  evaluate_marked(model, context);
  if (dirty.down > 0) find_phases(model, context);
}

/// Gives the first roles and finds each service up or down; all units and domains have started.
template <class Context>
void start(const Model& model, Context& context) {
  if (model.network.places > 0) network::connect(model, context);
  for (const std::uint32_t s : model.managing) {
    ServiceState& state = state_of(context, model.services[s]);
    state.lost = state.gained = 0;
    fill_roles(model, context, model.services[s]);
  }
  for (const BalanceModel& balance : model.balances) scaling::start(model, context, balance);
  for (std::uint32_t s = 0; s < model.services.size(); ++s) note_outage(model, context, s, false);
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
