// From the notice of a failure to the end of its repair: restarts in place, replacement, help, diagnosis, repair.
// Internal to unit.h.
#pragma once

#include "models/unit_moves.h"

namespace nines::models::unit {

/// Somebody is at hand: finds out first what is wrong, if that takes time; the status that the mode has after that.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t begin_hands_on(const Model& model, Context& context, std::uint32_t g,
                                                           std::uint32_t m) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  if (mode.policy && mode.policy->diagnoses) [[unlikely]] {
    // A repair that was interrupted, of which only its paused timer knows, goes on.
    if (unit_class.counted || context.is_stopped(group.first_clock + mode.first_timer + 1)) {
      tell(context, Happening::diagnosis_begins, g, m);
      const std::uint16_t phase = first_phase(context, unit_class, mode.policy->law[RepairPolicy::diagnosis]);
      return static_cast<std::uint16_t>(mode.diagnosing() + phase);
    }
  }
  if (mode.spec->time_to_repair) tell(context, Happening::repair_begins, g, m);
  return static_cast<std::uint16_t>(mode.repairing() + first_phase(context, unit_class, mode.repair));
}

/// Asks for the crew if there must be one; the status that the mode has after that.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t begin_repair_or_wait(const Model& model, Context& context, std::uint32_t g,
                                                                 std::uint32_t m) {
  const Group& group = model.groups[g];
  const Mode& mode = class_of(model, group).modes[m];
  if (mode.crew != none && !ask_crew(model, context, mode.crew, group.first_client + m)) {
    tell(context, Happening::waits_for_crew, g, m);
    return mode.waiting_for_crew();
  }
  return begin_hands_on(model, context, g, m);
}

/// Asks for the spare part, if there must be one, then for the crew; the status that the mode has after that.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t ask_for_help(const Model& model, Context& context, std::uint32_t g,
                                                         std::uint32_t m) {
  const Group& group = model.groups[g];
  const Mode& mode = class_of(model, group).modes[m];
  if (mode.spares == none || ask_spare(model, context, mode.spares, group.first_client + m)) {
    return begin_repair_or_wait(model, context, g, m);
  }
  tell(context, Happening::waits_for_spare, g, m);
  return mode.waiting_for_spare();
}

/// An attempt to restart the unit begins; the status that the mode has after that.
template <class Context>
std::uint16_t begin_restart(const Model& model, Context& context, std::uint32_t g, std::uint32_t m,
                            std::uint16_t attempt) {
  const UnitClass& unit_class = class_of(model, model.groups[g]);
  const Mode& mode = unit_class.modes[m];
  tell(context, Happening::restart_begins, g, m);
  return static_cast<std::uint16_t>(mode.restarting(attempt) +
                                    first_phase(context, unit_class, mode.policy->law[RepairPolicy::restart]));
}

/// No restart has helped: the unit is replaced if there is another one at hand, else a person is called.
template <class Context>
std::uint16_t replace_or_call(const Model& model, Context& context, std::uint32_t g, std::uint32_t m) {
  const UnitClass& unit_class = class_of(model, model.groups[g]);
  const Mode& mode = unit_class.modes[m];
  const RepairPolicy& policy = *mode.policy;
  if (policy.replaced_from != none && take_spare(model, context, policy.replaced_from)) {
    tell(context, Happening::replacement_begins, g, m);
    return static_cast<std::uint16_t>(mode.replacing() +
                                      first_phase(context, unit_class, policy.law[RepairPolicy::replacement]));
  }
  if (!policy.calls) return ask_for_help(model, context, g, m);
  tell(context, Happening::person_called, g, m);
  return static_cast<std::uint16_t>(mode.calling() + first_phase(context, unit_class, policy.law[RepairPolicy::call]));
}

/// A failure is known; the status that the mode has after that.
template <class Context>
[[gnu::always_inline]] inline std::uint16_t known(const Model& model, Context& context, std::uint32_t g,
                                                  std::uint32_t m) {
  const Mode& mode = class_of(model, model.groups[g]).modes[m];
  if (mode.policy) [[unlikely]]
    return mode.policy->restarts > 0 ? begin_restart(model, context, g, m, 1) : replace_or_call(model, context, g, m);
  return ask_for_help(model, context, g, m);
}

/// Sets back the clocks of other modes that the end of a repair makes as good as new; the local state after that. A mode
/// that has failed itself is left to its own repair; a condition, which has none, is over.
template <class Context>
std::uint16_t renew_others(Context& context, const UnitClass& unit_class, const Group& group, const Mode& repaired,
                           std::uint16_t state) {
  for (const std::uint8_t m : repaired.renewed) {
    const Mode& mode = unit_class.modes[m];
    const Stage stage = unit_class.stage_of(state, m);
    if (stage != Stage::fine && !(stage == Stage::repairing && mode.spec->is_condition())) continue;
    state = unit_class.after(state, m, first_phase(context, unit_class, mode.fine));
    if (unit_class.counted) continue;
    context.stop(group.first_clock + mode.first_timer);
    if (mode.minimal_repair) context.template at<double>(group.detail + m * static_cast<Offset>(sizeof(double))) = 0;
  }
  return state;
}

/// The local state of a unit that has just taken the place of one that is in `state`: which kind it is, nobody knows.
template <class Context>
std::uint16_t another_unit(Context& context, const UnitClass& unit_class, std::uint16_t state) {
  const bool lemon = unit_class.lemons && context.coin(unit_class.coin, unit_class.lemons->share);
  return unit_class.another[lemon][state];
}

/// The failure is over, by repair or otherwise. `replaced`: because another unit has taken its place.
template <class Context>
[[gnu::always_inline]] inline void restored(const Model& model, Context& context, std::uint32_t g, std::uint32_t m,
                                            std::uint16_t state, bool replaced = false) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  const auto status = mode.returns_at_once
                          ? first_phase(context, unit_class, mode.fine)
                          : static_cast<std::uint16_t>(mode.returning() + first_phase(context, unit_class, mode.back));
  std::uint16_t to = unit_class.after(state, m, status);
  if (!mode.renewed.empty()) to = renew_others(context, unit_class, group, mode, to);
  if (replaced && unit_class.differs()) to = another_unit(context, unit_class, to);
  move(model, context, g, state, to);
  if (mode.holds_level != none) hold(model, context, model.enclosing(group, mode.holds_level), -1);
}

/// The failure is still there after the repair. Who is at work begins again; if another part is needed and not there,
/// somebody has to come again once it is.
template <class Context>
void wrong_thing_repaired(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  tell(context, Happening::wrong_thing_repaired, g, m);
  if (mode.spares == none || ask_spare(model, context, mode.spares, group.first_client + m)) {
    const std::uint16_t status = begin_hands_on(model, context, g, m);
    return move(model, context, g, state, unit_class.after(state, m, status));
  }
  tell(context, Happening::waits_for_spare, g, m);
  move(model, context, g, state, unit_class.after(state, m, mode.waiting_for_spare()));
  if (mode.crew != none) release_crew(model, context, mode.crew, group.first_client + m);
}

template <class Context>
[[gnu::always_inline]] inline void repaired(const Model& model, Context& context, std::uint32_t g, std::uint32_t m,
                                            std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  if (mode.change != none) [[unlikely]]
    return change_over(model, context, g, m, state);
  if (mode.starts_for != none) [[unlikely]]
    return mode.returns_at_once ? start_over(model, context, g, m, state) : restored(model, context, g, m, state);
  if (mode.policy && context.coin(unit_class.coin, mode.policy->wrong)) [[unlikely]]
    return wrong_thing_repaired(model, context, g, m, state);
  tell(context, Happening::repaired, g, m);
  restored(model, context, g, m, state, m == unit_class.retirement);
  if (mode.crew != none) release_crew(model, context, mode.crew, group.first_client + m);
}

/// A restart has not helped: the next one, after a pause if there is one, or other help; the status after that.
template <class Context>
std::uint16_t restart_failed(const Model& model, Context& context, std::uint32_t g, std::uint32_t m,
                             std::uint16_t attempt) {
  const UnitClass& unit_class = class_of(model, model.groups[g]);
  const Mode& mode = unit_class.modes[m];
  tell(context, Happening::restart_fails, g, m);
  if (attempt == mode.policy->restarts) return replace_or_call(model, context, g, m);
  if (!mode.policy->pauses) return begin_restart(model, context, g, m, static_cast<std::uint16_t>(attempt + 1));
  return static_cast<std::uint16_t>(mode.pausing(attempt) +
                                    first_phase(context, unit_class, mode.policy->law[RepairPolicy::pause]));
}

/// A restart, a pause between two, a replacement, a call or a diagnosis is over.
template <class Context>
void policy_step_over(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const Mode& mode = unit_class.modes[m];
  const RepairPolicy::Place at = mode.place(unit_class.status_of(state, m));
  std::uint16_t status = 0;
  switch (at.part) {
    case RepairPolicy::restart:
      if (context.coin(unit_class.coin, mode.policy->succeed)) {
        tell(context, Happening::restart_works, g, m);
        return restored(model, context, g, m, state);
      }
      status = restart_failed(model, context, g, m, at.attempt);
      break;
    case RepairPolicy::pause:
      status = begin_restart(model, context, g, m, static_cast<std::uint16_t>(at.attempt + 1));
      break;
    case RepairPolicy::call: status = ask_for_help(model, context, g, m); break;
    case RepairPolicy::diagnosis:
      tell(context, Happening::repair_begins, g, m);
      status = static_cast<std::uint16_t>(mode.repairing() + first_phase(context, unit_class, mode.repair));
      break;
    case RepairPolicy::replacement:
    case RepairPolicy::parts:
      tell(context, Happening::replaced, g, m);
      return restored(model, context, g, m, state, true);
  }
  if (group.single()) state = context.template at<GroupState>(group.state).state;  // as in fail()
  move(model, context, g, state, unit_class.after(state, m, status));
}

/// A unit that has been repaired is put back into rotation.
template <class Context>
void returned(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const UnitClass& unit_class = class_of(model, model.groups[g]);
  if (unit_class.modes[m].starts_for != none) [[unlikely]]
    return start_over(model, context, g, m, state);
  tell(context, Happening::returned, g, m);
  move(model, context, g, state,
       unit_class.after(state, m, first_phase(context, unit_class, unit_class.modes[m].fine)));
}

/// A unit that has failed often enough is not repaired: another one is to take its place. `state`: with its last failure.
template <class Context>
void retire(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = class_of(model, group);
  const std::uint32_t r = unit_class.retirement;
  const Mode& mode = unit_class.modes[m];
  const Mode& retirement = unit_class.modes[r];
  context.count_cause(retirement.cause);
  tell(context, Happening::failed, g, r);
  const std::uint16_t status = known(model, context, g, r);
  const std::uint16_t now =
      group.single() ? context.template at<GroupState>(group.state).state : state;  // as in fail()
  std::uint16_t to = unit_class.is_worn_out[now] ? now : unit_class.failed_again[now];
  to = unit_class.after(to, m, first_phase(context, unit_class, mode.fine));
  move(model, context, g, now, unit_class.after(to, r, status));
  if (retirement.loses_data && unit_class.states[state].content == DiskContent::there)
    data_lost(model, context, unit_class);
  if (retirement.takes_copies && unit_class.states[state].active) copies_lost(model, context, unit_class, r, m);
}

/// Whether a failure of a unit in `state` was its last: another one is not on the way yet.
inline bool is_retired(const UnitClass& unit_class, const Mode& mode, std::uint16_t state) {
  return mode.is_counted && unit_class.is_worn_out[state] != 0 &&
         unit_class.stage_of(state, unit_class.retirement) == Stage::fine;
}

/// A failure comes to notice: something is done about it.
template <class Context>
void noticed(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, std::uint16_t state) {
  const Group& group = model.groups[g];
  context.blame(class_of(model, group).modes[m].cause);  // of what a takeover interrupts
  tell(context, Happening::noticed, g, m);
  const UnitClass& unit_class = class_of(model, group);
  if (is_retired(unit_class, unit_class.modes[m], state)) [[unlikely]]
    return retire(model, context, g, m, state);
  const std::uint16_t status = known(model, context, g, m);
  if (group.single()) state = context.template at<GroupState>(group.state).state;  // as in fail()
  move(model, context, g, state, unit_class.after(state, m, status));
}

}  // namespace nines::models::unit
