// How the data of a service are brought back: from a replica, from a backup, or not at all. Internal to data.h.
#pragma once

#include "models/data_loss.h"

namespace nines::models::data {

/// Those that wait for the next backup to build upon need a full one: the history has been rewritten.
template <class Context>
void restart_schedules(Context& context, const DataModel& data) {
  for (const ScheduleModel& schedule : data.schedules) {
    state_of(context, schedule).needs_full = 1;
    if (!schedule.spec->restarts) continue;
    stop(context, schedule.timers[ScheduleModel::first]);
    context.stop(schedule.timers[ScheduleModel::due]);
    context.start(schedule.timers[ScheduleModel::due]);
  }
}

template <class Context>
void go_live(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  const std::uint32_t source = state.source;
  observe(context, data, DataSeries::recovery, context.since(stamp_of(data, DataModel::lost_at)));
  observe(context, data, DataSeries::restoration, context.since(stamp_of(data, DataModel::noticed_at)));
  tell(context, Happening::data_live, d);
  state.phase = DataState::live;
  state.source = state.chosen = none;
  state.corruption_known = state.counted = 0;
  state.lost_holder = DataState::none_held;
  if (!state.corrupted) stop(context, data.timers[DataModel::corruption_noticed]);
  service::mark(model, context, data.service);
  share_store(model, context, source);
}

/// At the start one full backup of each schedule is there.
template <class Context>
void begin_records(Context& context, const DataModel& data) {
  for (std::uint32_t b = 0; b < data.schedules.size(); ++b) {
    add_record(context, data, {static_cast<std::uint8_t>(b), 1, 1, 0, 0, {}});
    state_of(context, data.schedules[b]).needs_full = 0;
    state_of(context, data.schedules[b]).since_full = 0;
  }
  count_fulls(context, data);
}

template <class Context>
void begun_afresh(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  state_of(context, data).corrupted = 0;
  restart_schedules(context, data);
  remove_records(context, data, [](std::uint32_t, const BackupRecord&) { return true; });
  count_fulls(context, data);
  go_live(model, context, d);
}

/// Nothing is left.
template <class Context>
void begin_afresh(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  tell(context, Happening::nothing_to_restore, d);
  count_loss(context, data);
  context.count_cause(data.unrecoverable_cause);
  observe(context, data, DataSeries::unrecoverable, 1);
  state_of(context, data).phase = DataState::beginning_afresh;
  after(context, data.timers[DataModel::begun_afresh], [&] { begun_afresh(model, context, d); });
}

/// All has been read, and replayed. What is there now is what the chosen backup holds or, with a log, what there was at the
/// loss (or before the corruption): ages of restore points are counted from that.
template <class Context>
void brought_back(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  const std::uint32_t chosen = state.chosen;
  const double lost_s = context.since(stamp_of(data, DataModel::lost_at));
  const double corrupted_s = context.since(stamp_of(data, DataModel::corrupted_at));
  const double content_s = context.since(data.content_at(chosen));
  const double now_s = !data.spec->log ? content_s : state.corruption_known ? corrupted_s : lost_s;
  if (!data.spec->log || state.corruption_known) count_loss(context, data);
  observe(context, data, DataSeries::loss, now_s - lost_s);
  if (!data.spec->log || state.corruption_known) state.corrupted = record_of(context, data, chosen).spoilt;
  remove_records(context, data, [&](std::uint32_t i, const BackupRecord&) { return i > chosen; });
  for (std::uint32_t i = 0; i <= chosen; ++i) {
    context.set_age(data.content_at(i), context.since(data.content_at(i)) - now_s);
  }
  count_fulls(context, data);
  restart_schedules(context, data);
  go_live(model, context, d);
}

/// The copy at the holder, or one that was brought there, takes over.
template <class Context>
void replica_takes_over(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  const LawPtr& lag = data.spec->replication->lag;
  if (lag) {
    count_loss(context, data);
    context.observe_drawn(data.first_series + static_cast<std::uint32_t>(DataSeries::loss), *lag, data.coin);
  }
  tell(context, Happening::replica_takes_over, d);
  give_up(model, context, data);
  go_live(model, context, d);
}

template <class Context>
void restored(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  if (state.chosen == none) return replica_takes_over(model, context, d);
  const std::uint32_t source = std::exchange(state.source, none);
  state.phase = DataState::replaying;
  share_store(model, context, source);
  if (!data.spec->log) return brought_back(model, context, d);
  const auto until = stamp_of(data, state.corruption_known ? DataModel::corrupted_at : DataModel::lost_at);
  const double replayed_s = context.since(data.content_at(state.chosen)) - context.since(until);
  if (!(replayed_s * data.spec->log->replay > 0)) return brought_back(model, context, d);
  tell(context, Happening::replay_begins, d);
  context.start(data.timers[DataModel::replayed], 1 / (replayed_s * data.spec->log->replay));  // a clock of one second
}

template <class Context>
bool has_replica(const Model& model, Context& context, const DataModel& data, std::uint32_t holder) {
  const DataState& state = state_of(context, data);
  return data.spec->replication && !state.corruption_known && holder != state.lost_holder &&
         has_copy(model, context, data.holders[holder]);
}

template <class Context>
void begin_restore(const Model& model, Context& context, std::uint32_t d, std::uint32_t chosen) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  tell(context, Happening::restore_begins, d, record_of(context, data, chosen).schedule);
  state.chosen = chosen;
  const auto& store = data.schedules[record_of(context, data, chosen).schedule].spec->store;
  const bool reads = store && model.stores[*store].spec->bytes_per_second > 0;
  if (!data.spec->restore && !reads) return restored(model, context, d);
  state.phase = DataState::restoring;
  state.source = store ? static_cast<std::uint32_t>(*store) : none;
  context.start(data.timers[DataModel::restored]);
  if (!data.spec->restore) share_store(model, context, state.source);
}

/// A replica at another holder is to be copied.
template <class Context>
void begin_copy(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  if (!data.spec->restore) return replica_takes_over(model, context, d);
  state_of(context, data).phase = DataState::restoring;
  context.start(data.timers[DataModel::restored]);
}

/// Somewhere to bring the data to is there: they are taken from a replica, from a backup, or given up for lost.
template <class Context>
void bring_back(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  for (std::uint32_t holder = 0; holder < data.holders.size(); ++holder) {
    if (has_replica(model, context, data, holder)) return begin_copy(model, context, d);
  }
  const Choice choice = choose(model, context, data);
  if (choice.record != none) return begin_restore(model, context, d, choice.record);
  if (!choice.elsewhere) begin_afresh(model, context, d);
}

}  // namespace nines::models::data
