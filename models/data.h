// The data of a service: lost with the last copy, spoilt by errors, brought back from backups or from a replica.
//
// Data are `live` at one holder: the service itself or, of one that prefers others, the one whose turn it is. They are lost
// when all members there have lost what was on them, when the traffic moves to a holder that has no copy, or when
// corruption is noticed: then the service is down until the loss is noticed, a restore prepared, data read from the
// newest backup that can be used (or taken from a replica), and changes replayed.
#pragma once

#include "models/restores.h"

namespace nines::models::data {

/// The traffic of the service has gone to another one of those that it prefers, for the one before it has failed.
template <class Context>
void arrive(const Model& model, Context& context, std::uint32_t d, std::uint32_t holder) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  const std::uint32_t before = state.holder;
  state.holder = static_cast<std::uint8_t>(holder);
  if (state.phase == DataState::live) {
    state.lost_holder = static_cast<std::uint8_t>(before);
    state.counted = 0;
    context.copy_stamp(stamp_of(data, DataModel::lost_at), stamp_of(data, DataModel::down_at));
    if (!has_replica(model, context, data, holder)) {
      tell(context, Happening::data_left_behind, d);
      if (!data.spec->replication && !data.spec->log) count_loss(context, data);
      state.phase = DataState::preparing;
      return after(context, data.timers[DataModel::prepared], [&] { state.phase = DataState::waiting; });
    }
  }
  if (has_replica(model, context, data, holder)) return replica_takes_over(model, context, d);
  if (state.phase != DataState::unnoticed) return;
  context.stop(data.timers[DataModel::loss_noticed]);
  loss_noticed(context, data, d);
}

/// A planned move takes the data along.
template <class Context>
void move_along(const Model& model, Context& context, std::uint32_t d, std::uint32_t holder) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  state.holder = static_cast<std::uint8_t>(holder);
  const bool reads = state.phase == DataState::restoring || state.phase == DataState::replaying;
  if (reads) give_up(model, context, data);  // and begins again there
}

/// A store whose members have all lost what was on them is empty.
template <class Context>
void lose_backups_with_store(const Model& model, Context& context, std::uint32_t d, std::uint32_t b) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  const StoreModel& store = model.stores[*data.schedules[b].spec->store];
  if (store.copies.empty() || has_copy(model, context, store.copies)) return;
  abort_backup(context, data, b);
  state_of(context, data.schedules[b]).needs_full = 1;
  if (newest(context, data, b, true) == none) return;
  tell(context, Happening::backups_lost, d, b);
  const auto is_of_it = [&](std::uint32_t record) { return record_of(context, data, record).schedule == b; };
  if (state.chosen != none && is_of_it(state.chosen)) give_up(model, context, data);
  std::uint32_t before_chosen = 0;
  for (std::uint32_t i = 0; state.chosen != none && i < state.chosen; ++i) before_chosen += is_of_it(i) ? 1 : 0;
  if (state.chosen != none) state.chosen -= before_chosen;
  remove_records(context, data, [&](std::uint32_t, const BackupRecord& record) { return record.schedule == b; });
  count_fulls(context, data);
}

/// What is under way goes on only while all that it needs is there.
template <class Context>
void interrupt(const Model& model, Context& context, const DataModel& data) {
  DataState& state = state_of(context, data);
  const bool reads = state.phase == DataState::restoring || state.phase == DataState::replaying;
  const std::uint32_t source = state.source;
  if (reads && (!state.ready || (source != none && !is_there(model, context, model.stores[source])))) {
    give_up(model, context, data);  // and begins again once it is back
  }
  const bool is_up = state.ready && state.phase == DataState::live;
  for (std::uint32_t b = 0; b < data.schedules.size(); ++b) {
    if (!is_up || !has_store(model, context, data.schedules[b])) abort_backup(context, data, b);
  }
}

/// The service has been looked at: but for its data it is up (`ready`), or not. Whether its data let it be up.
template <class Context>
bool follow(const Model& model, Context& context, std::uint32_t d, bool ready) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  state.ready = ready;
  for (std::uint32_t b = 0; b < data.schedules.size(); ++b) {
    if (data.schedules[b].spec->store) lose_backups_with_store(model, context, d, b);
  }
  if (data.selector != none && ready) {
    const std::uint32_t in_use = context.template at<SelectorState>(model.selectors[data.selector].state).in_use;
    if (in_use != state.holder) arrive(model, context, d, in_use);
  }
  const bool part_lost = state.part_lost != 0;
  state.part_lost = 0;
  // As long as the service is ready one of its nodes is up, and has a copy.
  const bool gone = part_lost || (!ready && !has_copy(model, context, data.holders[state.holder]));
  if (state.phase == DataState::live && gone) {
    state.lost_holder = state.holder;
    context.stamp(stamp_of(data, DataModel::lost_at));
    lose(context, data, d);
  }
  interrupt(model, context, data);
  if (ready && state.phase == DataState::waiting) bring_back(model, context, d);
  const bool up = ready && state.phase == DataState::live;
  if (!up && service::state_of(context, model.services[data.service]).up) {
    context.stamp(stamp_of(data, DataModel::down_at));
  }
  return up;
}

template <class Context>
void on_timer(const Model& model, Context& context, std::uint32_t d, std::uint32_t purpose) {
  const DataModel& data = model.data[d];
  service::mark(model, context, data.service);
  if (purpose >= DataModel::purposes) {
    const std::uint32_t of_schedules = purpose - DataModel::purposes;
    return on_schedule(model, context, d, of_schedules / ScheduleModel::purposes,
                       of_schedules % ScheduleModel::purposes);
  }
  switch (purpose) {
    case DataModel::corrupts: return corrupt(model, context, d);
    case DataModel::corruption_noticed: return corruption_noticed(model, context, d);
    case DataModel::loss_noticed: return loss_noticed(context, data, d);
    case DataModel::prepared: state_of(context, data).phase = DataState::waiting; return;
    case DataModel::restored: return restored(model, context, d);
    case DataModel::replayed: return brought_back(model, context, d);
    default: return begun_afresh(model, context, d);
  }
}

template <class Context>
void start(Context& context, const DataModel& data) {
  DataState& state = state_of(context, data);
  state.lost_holder = DataState::none_held;
  state.source = state.chosen = none;
  begin_records(context, data);
  for (const ScheduleModel& schedule : data.schedules) {
    const auto due = schedule.timers[ScheduleModel::first] != none ? ScheduleModel::first : ScheduleModel::due;
    for (const auto purpose : {due, ScheduleModel::breaks, ScheduleModel::test_due}) {
      if (schedule.timers[purpose] != none) context.start(schedule.timers[purpose]);
    }
  }
  if (data.timers[DataModel::corrupts] != none) context.start(data.timers[DataModel::corrupts]);
}

/// What the service waits for, if it is its data.
template <class Context>
OutagePhase phase_of(Context& context, const DataModel& data) {
  const DataState& state = state_of(context, data);
  switch (state.phase) {
    case DataState::unnoticed: return OutagePhase::detection;
    case DataState::replaying: return OutagePhase::replay;
    case DataState::live:
    case DataState::preparing:
    case DataState::waiting:
    case DataState::restoring:
    case DataState::beginning_afresh: break;
  }
  return OutagePhase::restore;
}

}  // namespace nines::models::data

namespace nines::models {

/// A unit has lost what was on it.
template <class Context>
void data_lost(const Model& model, Context& context, const UnitClass& unit_class) {
  for (const UnitClass::Held& held : unit_class.holds) {
    const DataModel& data = model.data[held.data];
    DataState& state = data::state_of(context, data);
    if (data.spec->in_parts && held.holder == state.holder) state.part_lost = 1;
    service::mark(model, context, data.service);
  }
}

}  // namespace nines::models
