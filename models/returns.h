// Who comes back and is taken down in the very same event, by a release or to be started, was not back: that is one outage.
// So it is noted who has come back to a local state from which members are taken, until the event is over. Internal to unit.h.
#pragma once

#include "models/unit_clocks.h"

namespace nines::models::unit {

/// Scratch: members of the group in `state` that have come back in this event.
template <class Context>
std::uint32_t& returned(Context& context, const Group& group, std::uint16_t state) {
  const std::uint32_t entry = group.single() ? 0 : state;
  return context.template at<std::uint32_t>(group.returned + entry * static_cast<Offset>(sizeof(std::uint32_t)));
}

template <class Context>
void note_returned(const Model& model, Context& context, const Group& group, std::uint16_t state, std::uint32_t n) {
  if (n == 0 || !class_of(model, group).may_be_taken[state]) return;
  returned(context, group, state) += n;
  context.template at<std::uint32_t>(model.any_returned) = 1;
}

/// The group's domain is back, with all its members that are up.
template <class Context>
void note_all_returned(const Model& model, Context& context, const Group& group) {
  for (std::size_t s = 0; s < class_of(model, group).may_be_taken.size(); ++s) {
    const auto state = static_cast<std::uint16_t>(s);
    note_returned(model, context, group, state, count(context, group, state));
  }
}

/// One of the members in `from`, each equally likely, is about to be taken down: whether it has just come back.
template <class Context>
bool has_just_returned(Context& context, const UnitClass& unit_class, const Group& group, std::uint16_t from) {
  std::uint32_t& here = returned(context, group, from);
  const std::uint32_t members = count(context, group, from);
  const bool it_has = here > 0 && context.coin(unit_class.coin, static_cast<double>(here) / members);
  if (it_has) --here;
  return it_has;
}

/// The end of an event.
template <class Context>
void forget_returned(const Model& model, Context& context) {
  std::uint32_t& any = context.template at<std::uint32_t>(model.any_returned);
  if (any == 0) return;
  any = 0;
  for (const UnitClass& unit_class : model.classes) {
    if (unit_class.may_be_taken.empty()) continue;
    for (const std::uint32_t g : unit_class.groups) {
      const Group& group = model.groups[g];
      const std::size_t entries = group.single() ? 1 : unit_class.may_be_taken.size();
      for (std::size_t s = 0; s < entries; ++s) returned(context, group, static_cast<std::uint16_t>(s)) = 0;
    }
  }
}

}  // namespace nines::models::unit
