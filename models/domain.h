// Failure domains: an instance is down while anything holds it down, and halts all that is beneath it.
//
// A domain counts as available again when what is beneath it is: after its restart time.
#pragma once

#include "models/signals.h"

namespace nines::models::domain {

/// How many instances of the same level restart.
template <class Context>
std::uint32_t& restarting(const Model& model, Context& context, std::uint32_t d) {
  return context.template at<std::uint32_t>(model.domain_classes[model.domains[d].level].restarting);
}

template <class Context>
void set_unavailable(const Model& model, Context& context, std::uint32_t d, bool unavailable) {
  const Domain& domain = model.domains[d];
  const DomainClass& domain_class = model.domain_classes[domain.level];
  context.template at<DomainState>(domain.state).unavailable = unavailable;
  tell(context, unavailable ? Happening::domain_down : Happening::domain_back, d);
  const int change = unavailable ? -1 : 1;
  if (domain_class.is_place) context.template at<std::uint32_t>(model.network.changed) = 1;
  context.add_members(domain_class.available_reward, change, unavailable ? 1 : 0);
  for (const UnitClass::Use use : domain_class.used_by) operand_changed(model, context, use, change);
  for (std::uint32_t i = 0; i < domain.groups; ++i) {
    set_halted(model, context, model.domain_groups[domain.first_group + i], unavailable);
  }
  for (std::uint32_t i = 0; i < domain.children; ++i) {
    hold(model, context, model.domain_children[domain.first_child + i], -change);
  }
}

/// The restart is over.
template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t d) {
  context.template at<DomainState>(model.domains[d].state).restarting = 0;
  --restarting(model, context, d);
  set_unavailable(model, context, d, false);
}

template <class Context>
void start(const Model& model, Context& context, std::uint32_t d) {
  const DomainClass& domain_class = model.domain_classes[model.domains[d].level];
  context.add_members(domain_class.available_reward, 1, 0);
  for (const UnitClass::Use use : domain_class.used_by) operand_changed(model, context, use, 1);
}

}  // namespace nines::models::domain

namespace nines::models {

template <class Context>
void hold(const Model& model, Context& context, std::uint32_t d, int change) {
  const Domain& domain = model.domains[d];
  DomainState& state = context.template at<DomainState>(domain.state);
  state.holds += static_cast<std::uint32_t>(change);
  if (state.holds > 0) {
    if (state.restarting) {
      context.stop(domain.restart_timer);
      state.restarting = 0;
      --domain::restarting(model, context, d);
    }
    if (!state.unavailable) domain::set_unavailable(model, context, d, true);
  } else if (domain.restart_timer != none) {
    state.restarting = 1;
    ++domain::restarting(model, context, d);
    tell(context, Happening::domain_restarting, d);
    context.start(domain.restart_timer);
  } else {
    domain::set_unavailable(model, context, d, false);
  }
}

}  // namespace nines::models
