// Detectors that do not always see: what they run on may be down, or the path to what they watch.
//
// A detector whose own service is down sees nothing. One whose path is down sees everybody dead: after its detection time
// it takes out all that it watches, as one (it judges by its path, so that there is one time for all), and trusts them again
// some time after the path is back. Either way the clocks that it moves stand still meanwhile: no failure is noticed, nobody
// is put back into rotation, no false alarm begins or ends. When it sees again they begin afresh.
//
// Services that have changed are felt at the end of the event, when all services have been evaluated.
#pragma once

#include "models/selector.h"
#include "models/unit.h"

#include <cstddef>

namespace nines::models::watcher {

template <class Context>
WatcherState& state_of(Context& context, const WatcherModel& watcher) {
  return context.template at<WatcherState>(watcher.state);
}

/// Before the services start, which are down until then.
template <class Context>
void start(Context& context, const WatcherModel& watcher) {
  WatcherState& state = state_of(context, watcher);
  state.homes_down = static_cast<std::uint32_t>(watcher.spec->runs_on.size());
  state.paths_down = static_cast<std::uint32_t>(watcher.spec->through.size());
}

/// Puts all members who are in some phase of a clock into the first one.
template <class Context>
void gather_phases(const Model& model, Context& context, std::uint32_t g, std::uint32_t m, const PhaseType& law,
                   std::uint16_t first) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = unit::class_of(model, group);
  for (std::size_t s = 0; law.size() > 1 && s < unit_class.states.size(); ++s) {
    const auto from = static_cast<std::uint16_t>(s);
    const std::uint16_t status = unit_class.status_of(from, m);
    const bool is_later = status > first && status < first + law.size();
    const std::uint32_t members = is_later ? unit::count(context, group, from) : 0;
    if (members > 0) unit::move(model, context, g, from, unit_class.after(from, m, first), members);
  }
}

/// A detector has lost sight of the group, or sees it again: its clocks are stopped, or begin afresh.
template <class Context>
void change_sight(const Model& model, Context& context, std::uint32_t g, Offset unseen) {
  const Group& group = model.groups[g];
  const UnitClass& unit_class = unit::class_of(model, group);
  const bool sees = context.template at<std::uint8_t>(unseen) == 0;
  const auto begin_afresh = [&](std::uint32_t m, const PhaseType& law, std::uint16_t first) {
    gather_phases(model, context, g, m, law, first);
    if (sees) unit::spread_phases(model, context, g, m, law, first);
  };
  for (std::uint32_t m = 0; unit_class.counted && m < unit_class.modes.size(); ++m) {
    const Mode& mode = unit_class.modes[m];
    if (mode.unseen != unseen) continue;
    if (mode.is_alarm) {
      begin_afresh(m, mode.fine, 0);
      begin_afresh(m, mode.repair, mode.repairing());
    } else {
      if (!mode.noticed_at_once) begin_afresh(m, mode.notice, mode.unnoticed());
      if (mode.returns_when_seen) begin_afresh(m, mode.back, mode.returning());
    }
  }
  unit::refresh(model, context, group);
}

template <class Context>
void set_sight(const Model& model, Context& context, std::uint32_t w, bool unseen) {
  const WatcherModel& watcher = model.watchers[w];
  WatcherState& state = state_of(context, watcher);
  tell(context, unseen ? Happening::detector_blind : Happening::detector_sees_again, w, state.homes_down > 0 ? 0 : 1);
  state.unseen = unseen;
  const Offset flag = watcher.state + static_cast<Offset>(offsetof(WatcherState, unseen));
  for (const std::uint32_t unit_class : watcher.watched) {
    for (const std::uint32_t g : model.classes[unit_class].groups) change_sight(model, context, g, flag);
  }
  for (const std::uint32_t each : watcher.selectors) service::mark(model, context, model.selectors[each].service);
}

/// Takes out all that it watches, or puts it back.
template <class Context>
void set_suspicion(const Model& model, Context& context, std::uint32_t w, bool suspects_all) {
  const WatcherModel& watcher = model.watchers[w];
  state_of(context, watcher).suspects_all = suspects_all;
  tell(context, suspects_all ? Happening::detector_suspects_all : Happening::detector_trusts_again, w);
  for (const auto& [unit_class, cause] : watcher.taken_out) {
    if (suspects_all) context.count_cause(cause);
    for (const std::uint32_t g : model.classes[unit_class].groups) {
      if (const std::uint32_t domain = model.groups[g].self; domain != none) {
        hold(model, context, domain, suspects_all ? 1 : -1);
      } else {
        set_halted(model, context, g, suspects_all);
      }
    }
  }
  for (const std::uint32_t each : watcher.selectors)
    selector::change_suspicion(model, context, model.selectors[each], suspects_all);
}

template <class Context>
void run(Context& context, std::uint32_t timer, bool runs) {
  if (timer == none) return;
  if (!runs) {
    context.stop(timer);
  } else if (context.is_stopped(timer)) {
    context.start(timer);
  }
}

/// Feels what has changed in this event; false: nothing has.
template <class Context>
bool settle(const Model& model, Context& context) {
  bool any = false;
  for (std::uint32_t w = 0; w < model.watchers.size(); ++w) {
    const WatcherModel& watcher = model.watchers[w];
    WatcherState& state = state_of(context, watcher);
    if (!state.changed) continue;
    any = true;
    state.changed = 0;
    const bool works = state.homes_down == 0, reaches = state.paths_down == 0;
    const bool saw = state.unseen == 0, sees = works && reaches;
    if (saw != sees) set_sight(model, context, w, !sees);
    run(context, watcher.timers[WatcherModel::suspects], works && !reaches && !state.suspects_all);
    run(context, watcher.timers[WatcherModel::trusts], works && reaches && state.suspects_all);
  }
  return any;
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t w, std::uint32_t purpose) {
  set_suspicion(model, context, w, purpose == WatcherModel::suspects);
}

}  // namespace nines::models::watcher

namespace nines::models {

template <class Context>
void watcher_service_changed(const Model& model, Context& context, WatcherUse use, int change) {
  WatcherState& state = watcher::state_of(context, model.watchers[use.watcher]);
  (use.is_path ? state.paths_down : state.homes_down) += static_cast<std::uint32_t>(change);
  state.changed = 1;
}

}  // namespace nines::models
