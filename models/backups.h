// Backups: taken by schedule, kept for a while, tested, chosen from when data are to be restored.
//
// A full backup and those that build on it are a chain: what is in one of them can be read only if all before it can. Records of
// backups are kept in the order of their snapshots, oldest first. How old they are is measured by stamps, which are no
// part of the state: with retention by number, and times that are memoryless, the model is a Markov chain.
#pragma once

#include "models/switching.h"

#include <algorithm>

namespace nines::models::data {

template <class Context>
DataState& state_of(Context& context, const DataModel& data) {
  return context.template at<DataState>(data.state);
}

template <class Context>
ScheduleState& state_of(Context& context, const ScheduleModel& schedule) {
  return context.template at<ScheduleState>(schedule.state);
}

template <class Context>
BackupRecord& record_of(Context& context, const DataModel& data, std::uint32_t record) {
  return context.template at<BackupRecord>(data.records + record * static_cast<Offset>(sizeof(BackupRecord)));
}

// What holds copies.

/// Whether a group's members, or the domains around them, have all lost what was on them.
template <class Context>
bool is_lost(const Model& model, Context& context, std::uint32_t g) {
  const Group& group = model.groups[g];
  for (const std::uint16_t s : model.classes[group.unit_class].holding) {
    if (unit::count(context, group, s) > 0) return false;
  }
  return true;
}

template <class Context>
bool has_copy(const Model& model, Context& context, const std::vector<CopyHolder>& holders) {
  for (const CopyHolder& holder : holders) {
    bool lost = is_lost(model, context, holder.group);
    for (std::size_t i = 0; !lost && i < holder.inside.size(); ++i) lost = is_lost(model, context, holder.inside[i]);
    if (!lost) return true;
  }
  return false;
}

template <class Context>
bool is_there(const Model& model, Context& context, const StoreModel& store) {
  return !store.spec->service || service::state_of(context, model.services[*store.spec->service]).up != 0;
}

template <class Context>
bool has_store(const Model& model, Context& context, const ScheduleModel& schedule) {
  return !schedule.spec->store || is_there(model, context, model.stores[*schedule.spec->store]);
}

// Records.

/// Takes out all records for which gone(index, record); the others keep their order.
template <class Context, class Gone>
void remove_records(Context& context, const DataModel& data, Gone gone) {
  DataState& state = state_of(context, data);
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < state.records; ++i) {
    const BackupRecord record = record_of(context, data, i);
    if (gone(i, record)) continue;
    if (kept != i) {
      record_of(context, data, kept) = record;
      context.copy_stamp(data.taken_at(kept), data.taken_at(i));
      context.copy_stamp(data.content_at(kept), data.content_at(i));
    }
    ++kept;
  }
  for (std::uint32_t i = kept; i < state.records; ++i) record_of(context, data, i) = {};
  state.records = kept;
}

/// The newest record of the schedule that is complete, or is still being written; none if there is none.
template <class Context>
std::uint32_t newest(Context& context, const DataModel& data, std::uint32_t schedule, bool complete) {
  for (std::uint32_t i = state_of(context, data).records; i-- > 0;) {
    const BackupRecord& record = record_of(context, data, i);
    if (record.schedule == schedule && (record.complete != 0) == complete) return i;
  }
  return none;
}

/// Whether a record and all that it builds on can be read.
template <class Context>
bool is_readable(Context& context, const DataModel& data, std::uint32_t record) {
  const std::uint8_t schedule = record_of(context, data, record).schedule;
  for (std::uint32_t i = record + 1; i-- > 0;) {
    const BackupRecord& each = record_of(context, data, i);
    if (each.schedule != schedule || !each.complete) continue;
    if (each.unreadable) return false;
    if (each.full) return true;
  }
  return false;
}

/// The full backup that a record builds on, or is.
template <class Context>
std::uint32_t full_of(Context& context, const DataModel& data, std::uint32_t record) {
  const std::uint8_t schedule = record_of(context, data, record).schedule;
  std::uint32_t i = record;
  while (i > 0 && !(record_of(context, data, i).schedule == schedule && record_of(context, data, i).full)) --i;
  return i;
}

/// Takes out records [first, last), which are one after another.
template <class Context>
void erase_records(Context& context, const DataModel& data, std::uint32_t first, std::uint32_t last) {
  DataState& state = state_of(context, data);
  BackupRecord* const records = &record_of(context, data, 0);
  std::copy(records + last, records + state.records, records + first);
  context.move_stamps(data.taken_at(first), data.taken_at(last), 2 * (state.records - last));
  state.records -= last - first;
  std::fill(records + state.records, records + state.records + (last - first), BackupRecord{});
}

/// Deletes what is no longer to be kept, the oldest first: whole chains, since a part of one is of no use.
template <class Context>
void delete_old(Context& context, const DataModel& data, std::uint32_t schedule) {
  const BackupSchedule& spec = *data.schedules[schedule].spec;
  ScheduleState& state = state_of(context, data.schedules[schedule]);
  const auto is_of_it = [&](std::uint32_t i) {
    const BackupRecord& record = record_of(context, data, i);
    return record.schedule == schedule && record.complete;
  };
  while (state.fulls > 1) {
    std::uint32_t first = 0;
    while (!is_of_it(first)) ++first;
    std::uint32_t last_of_chain = first, next = first + 1;
    bool alone = true;
    for (; !(is_of_it(next) && record_of(context, data, next).full); ++next) {
      alone = alone && is_of_it(next);
      if (is_of_it(next)) last_of_chain = next;
    }
    const bool is_old =
        spec.keeps > 0 ? state.fulls > spec.keeps : context.since(data.taken_at(last_of_chain)) > spec.kept.count();
    if (!is_old) return;
    --state.fulls;
    if (alone) {
      erase_records(context, data, first, next);
    } else {
      remove_records(context, data, [&](std::uint32_t i, const BackupRecord& record) {
        return i < next && record.schedule == schedule && record.complete;
      });
    }
  }
}

/// After records have been taken out: how many full ones each schedule has.
template <class Context>
void count_fulls(Context& context, const DataModel& data) {
  for (const ScheduleModel& schedule : data.schedules) state_of(context, schedule).fulls = 0;
  for (std::uint32_t i = 0; i < state_of(context, data).records; ++i) {
    const BackupRecord& record = record_of(context, data, i);
    if (record.full && record.complete) ++state_of(context, data.schedules[record.schedule]).fulls;
  }
}

template <class Context>
void add_record(Context& context, const DataModel& data, BackupRecord record) {
  DataState& state = state_of(context, data);
  if (state.records == data.most_records) {
    erase_records(context, data, 0, 1);
    count_fulls(context, data);
  }
  context.stamp(data.taken_at(state.records));
  context.stamp(data.content_at(state.records));
  record_of(context, data, state.records++) = record;
}

// Taking them.

inline std::uint32_t timer_of(const ScheduleModel& schedule, bool full) {
  const std::uint32_t of_full = schedule.timers[ScheduleModel::full_ends];
  return full && of_full != none ? of_full : schedule.timers[ScheduleModel::ends];
}

/// The one that is being written is lost.
template <class Context>
void abort_backup(Context& context, const DataModel& data, std::uint32_t b) {
  const ScheduleModel& schedule = data.schedules[b];
  ScheduleState& state = state_of(context, schedule);
  if (!state.running) return;
  const std::uint32_t record = newest(context, data, b, false);
  const bool full = record_of(context, data, record).full != 0;
  const std::uint32_t timer = timer_of(schedule, full);
  if (timer != none) context.stop(timer);
  if (full) state.needs_full = 1;
  state.running = 0;
  remove_records(context, data, [&](std::uint32_t i, const BackupRecord&) { return i == record; });
}

template <class Context>
void end_backup(Context& context, const DataModel& data, std::uint32_t d, std::uint32_t b) {
  const ScheduleModel& schedule = data.schedules[b];
  ScheduleState& state = state_of(context, schedule);
  const std::uint32_t number = newest(context, data, b, false);
  BackupRecord& record = record_of(context, data, number);
  if (context.coin(schedule.coin, schedule.spec->fails)) {
    tell(context, Happening::backup_fails, d, b);
    return abort_backup(context, data, b);
  }
  state.running = 0;
  const double unreadable = record.full ? schedule.spec->full_unreadable : schedule.spec->unreadable;
  record.unreadable = context.coin(schedule.coin, unreadable) || state.broken ? 1 : 0;
  record.complete = 1;
  if (record.full) ++state.fulls;
  delete_old(context, data, b);
}

template <class Context>
void begin_backup(const Model& model, Context& context, std::uint32_t d, std::uint32_t b) {
  const DataModel& data = model.data[d];
  const ScheduleModel& schedule = data.schedules[b];
  ScheduleState& state = state_of(context, schedule);
  const DataState& whole = state_of(context, data);
  const bool possible = whole.phase == DataState::live && whole.ready && has_store(model, context, schedule);
  if (state.running || !possible) return tell(context, Happening::backup_left_out, d, b);
  const bool full = state.needs_full || state.since_full + 1 >= schedule.spec->full_every;
  state.since_full = full ? 0 : state.since_full + 1;
  state.needs_full = 0;
  state.running = 1;
  add_record(context, data, {static_cast<std::uint8_t>(b), full, 0, 0, whole.corrupted, {}});
  const std::uint32_t timer = timer_of(schedule, full);
  if (timer == none) return end_backup(context, data, d, b);
  context.start(timer);
}

/// Whatever made backups unreadable is known, and mended.
template <class Context>
void mend(Context& context, const ScheduleModel& schedule) {
  ScheduleState& state = state_of(context, schedule);
  if (!state.broken) return;
  state.broken = 0;
  context.start(schedule.timers[ScheduleModel::breaks]);
}

/// A test has come to its end: a restore of the newest one, which works if it can be read. If not, what cannot be read is
/// thrown away, and a full backup is taken at once.
template <class Context>
void end_test(const Model& model, Context& context, std::uint32_t d, std::uint32_t b) {
  const DataModel& data = model.data[d];
  ScheduleState& state = state_of(context, data.schedules[b]);
  state.testing = 0;
  const std::uint32_t record = newest(context, data, b, true);
  if (record == none || is_readable(context, data, record)) return;
  tell(context, Happening::unreadable_backup_found, d, b);
  bool useless = false;
  const std::uint32_t full = full_of(context, data, record);
  remove_records(context, data, [&](std::uint32_t i, const BackupRecord& each) {
    if (i < full || each.schedule != b || !each.complete) return false;
    useless = useless || each.unreadable;
    return useless;
  });
  count_fulls(context, data);
  mend(context, data.schedules[b]);
  const bool builds_on_it = state.running && !record_of(context, data, newest(context, data, b, false)).full;
  if (builds_on_it) abort_backup(context, data, b);
  state.needs_full = 1;
  begin_backup(model, context, d, b);
}

template <class Context>
void begin_test(const Model& model, Context& context, std::uint32_t d, std::uint32_t b) {
  const ScheduleModel& schedule = model.data[d].schedules[b];
  ScheduleState& state = state_of(context, schedule);
  if (state.testing || !has_store(model, context, schedule)) return;
  if (schedule.timers[ScheduleModel::test_ends] == none) return end_test(model, context, d, b);
  state.testing = 1;
  context.start(schedule.timers[ScheduleModel::test_ends]);
}

template <class Context>
void on_schedule(const Model& model, Context& context, std::uint32_t d, std::uint32_t b, std::uint32_t purpose) {
  const DataModel& data = model.data[d];
  const ScheduleModel& schedule = data.schedules[b];
  switch (purpose) {
    case ScheduleModel::first:
    case ScheduleModel::due:
      context.start(schedule.timers[ScheduleModel::due]);
      return begin_backup(model, context, d, b);
    case ScheduleModel::test_due:
      context.start(schedule.timers[ScheduleModel::test_due]);
      return begin_test(model, context, d, b);
    case ScheduleModel::test_ends: return end_test(model, context, d, b);
    case ScheduleModel::breaks: state_of(context, schedule).broken = 1; return;
    default: return end_backup(context, data, d, b);
  }
}

// Choosing one.

/// Whether a record is still there: a chain is deleted when the last of it is too old, but for the newest chain.
template <class Context>
bool is_kept(Context& context, const DataModel& data, std::uint32_t record) {
  const std::uint32_t schedule = record_of(context, data, record).schedule;
  const BackupSchedule& spec = *data.schedules[schedule].spec;
  std::uint32_t last_of_chain = record;
  for (std::uint32_t i = record + 1; spec.keeps == 0 && i < state_of(context, data).records; ++i) {
    const BackupRecord& each = record_of(context, data, i);
    if (each.schedule != schedule || !each.complete) continue;
    if (each.full) return context.since(data.taken_at(last_of_chain)) <= spec.kept.count();
    last_of_chain = i;
  }
  return true;
}

/// What there is to restore from.
struct Choice {
  std::uint32_t record = none;  ///< the newest that can be used; none: there is none
  bool elsewhere = false;  ///< there is one in a store that is down
};

/// The newest backup that can be read and, if corruption is known, was taken before it. What turns out to be unreadable on the
/// way makes it known that backups are.
template <class Context>
Choice choose(const Model& model, Context& context, const DataModel& data) {
  const DataState& state = state_of(context, data);
  Choice choice;
  for (std::uint32_t i = state.records; i-- > 0 && choice.record == none;) {
    const BackupRecord record = record_of(context, data, i);
    if (!record.complete || (state.corruption_known && record.spoilt) || !is_kept(context, data, i)) continue;
    const ScheduleModel& schedule = data.schedules[record.schedule];
    const bool there = has_store(model, context, schedule);
    const bool readable = is_readable(context, data, i);
    if (there && !readable) mend(context, schedule);
    if (readable && there) choice.record = i;
    choice.elsewhere = choice.elsewhere || (readable && !there);
  }
  return choice;
}

}  // namespace nines::models::data
