// How the data of a service are lost, and how long nobody knows. Internal to data.h.
#pragma once

#include "models/backups.h"

namespace nines::models::data {

template <class Context>
void observe(Context& context, const DataModel& data, DataSeries series, double value) {
  context.observe(data.first_series + static_cast<std::uint32_t>(series), value);
}

inline std::uint32_t stamp_of(const DataModel& data, DataModel::Stamp stamp) { return data.first_stamp + stamp; }

/// Starts a clock, or does at once what it would.
template <class Context, class Then>
void after(Context& context, std::uint32_t timer, Then then) {
  if (timer == none) return then();
  context.start(timer);
}

template <class Context>
void stop(Context& context, std::uint32_t timer) {
  if (timer != none) context.stop(timer);
}

// Losing.

template <class Context>
void count_loss(Context& context, const DataModel& data) {
  DataState& state = state_of(context, data);
  if (state.counted) return;
  state.counted = 1;
  observe(context, data, DataSeries::lost, 1);  // with what has struck before it in this event as its cause
  context.count_cause(data.loss_cause);
}

template <class Context>
void loss_noticed(Context& context, const DataModel& data, std::uint32_t d) {
  DataState& state = state_of(context, data);
  tell(context, Happening::data_loss_noticed, d);
  context.stamp(stamp_of(data, DataModel::noticed_at));
  state.phase = DataState::preparing;
  after(context, data.timers[DataModel::prepared], [&] { state.phase = DataState::waiting; });
}

/// The data are not where they are wanted, from the moment on that `lost_at` says.
template <class Context>
void lose(Context& context, const DataModel& data, std::uint32_t d) {
  DataState& state = state_of(context, data);
  tell(context, Happening::data_lost, d);
  state.counted = 0;
  // A replica, or the log of changes, may yet save them.
  if (!data.spec->replication && !data.spec->log) count_loss(context, data);
  state.phase = DataState::unnoticed;
  after(context, data.timers[DataModel::loss_noticed], [&] { loss_noticed(context, data, d); });
}

/// Restores that read from a store share what it can deliver.
template <class Context>
void share_store(const Model& model, Context& context, std::uint32_t s) {
  if (s == none || model.stores[s].spec->bytes_per_second <= 0) return;
  const auto reads = [&](const DataModel& data) {
    const DataState& state = state_of(context, data);
    return state.phase == DataState::restoring && state.source == s && !data.spec->restore;
  };
  double restores = 0;
  for (const std::uint32_t d : model.stores[s].readers) restores += reads(model.data[d]) ? 1 : 0;
  for (const std::uint32_t d : model.stores[s].readers) {
    const DataModel& data = model.data[d];
    if (!reads(data)) continue;
    // A clock of one second: it stands for all bytes of the chain that is read, as many as there were when it started.
    const std::uint32_t chosen = state_of(context, data).chosen;
    const double changed_s =
        context.since(data.taken_at(full_of(context, data, chosen))) - context.since(data.taken_at(chosen));
    const double bytes = data.spec->bytes + data.spec->bytes_per_second * changed_s;
    context.set_speed(data.timers[DataModel::restored], model.stores[s].spec->bytes_per_second / bytes / restores);
  }
}

/// Whatever is under way comes to nothing.
template <class Context>
void give_up(const Model& model, Context& context, const DataModel& data) {
  DataState& state = state_of(context, data);
  const std::uint32_t source = state.source;
  for (const auto purpose : {DataModel::loss_noticed, DataModel::prepared, DataModel::restored, DataModel::replayed,
                             DataModel::begun_afresh}) {
    stop(context, data.timers[purpose]);
  }
  state.source = state.chosen = none;
  state.phase = DataState::waiting;
  share_store(model, context, source);
}

template <class Context>
void corruption_noticed(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  context.blame(data.corruption_cause);
  tell(context, Happening::corruption_noticed, d);
  state.corruption_known = 1;
  if (state.phase != DataState::live) {
    // What is being brought back is spoilt, too.
    if (state.phase == DataState::restoring || state.phase == DataState::replaying) give_up(model, context, data);
    return;
  }
  state.lost_holder = DataState::none_held;
  context.stamp(stamp_of(data, DataModel::lost_at));
  state.counted = 0;
  count_loss(context, data);
  loss_noticed(context, data, d);
}

template <class Context>
void corrupt(const Model& model, Context& context, std::uint32_t d) {
  const DataModel& data = model.data[d];
  DataState& state = state_of(context, data);
  context.start(data.timers[DataModel::corrupts]);
  if (state.phase != DataState::live || state.corrupted) return;
  context.count_cause(data.corruption_cause);
  tell(context, Happening::data_corrupted, d);
  context.stamp(stamp_of(data, DataModel::corrupted_at));
  state.corrupted = 1;
  after(context, data.timers[DataModel::corruption_noticed], [&] { corruption_noticed(model, context, d); });
}

}  // namespace nines::models::data
