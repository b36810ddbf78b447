// Shocks: common causes that strike many units at once. A shock hits, each with a probability, those units that could
// fail at this moment: whose failure clocks run, and which are fine in the mode that the shock causes.
#pragma once

#include "models/unit.h"

namespace nines::models::shock {

/// Calls visit(target, local state, hits) for each target and each of its local states that can be hit.
template <class Context, class Visit>
void for_each_hits(const Model& model, Context& context, const ShockModel& shock, Visit visit) {
  Offset hits = shock.hits;
  for (const Client& target : shock.targets) {
    const Group& group = model.groups[target.group];
    const UnitClass& unit_class = unit::class_of(model, group);
    const bool single = group.single();
    const std::size_t states = single ? 1 : unit_class.states.size();
    for (std::size_t i = 0; i < states; ++i, hits += sizeof(std::uint32_t)) {
      visit(target, static_cast<std::uint16_t>(single ? context.template at<GroupState>(group.state).state : i),
            context.template at<std::uint32_t>(hits));
    }
  }
}

template <class Context>
void strike(const Model& model, Context& context, const ShockModel& shock) {
  // All hits are decided before the first is felt: a unit is not spared because another one has taken its rack down.
  for_each_hits(model, context, shock, [&](const Client& target, std::uint16_t state, std::uint32_t& hits) {
    const Group& group = model.groups[target.group];
    const UnitClass& unit_class = unit::class_of(model, group);
    const bool vulnerable = unit::clocks_run(unit_class, context.template at<GroupState>(group.state)) &&
                            unit_class.stage_of(state, target.mode) == Stage::fine &&
                            unit_class.ages_in(state, target.mode);
    if (!vulnerable) return;
    const double probability =
        unit_class.states[state].active ? shock.hit_probability : shock.hit_probability_in_reserve;
    hits = context.binomial(shock.coin, unit::count(context, group, state), probability);
  });
  for_each_hits(model, context, shock, [&](const Client& target, std::uint16_t state, std::uint32_t& hits) {
    for (; hits > 0; --hits) fail(model, context, target.group, target.mode, state);
  });
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t s) {
  const ShockModel& shock = model.shocks[s];
  tell(context, Happening::shock, s);
  context.start(shock.timer);
  strike(model, context, shock);
}

}  // namespace nines::models::shock
