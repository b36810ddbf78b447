// The data of services in the model: what of them is constant in a trial, and what is not.
#pragma once

#include "models/data_set.h"
#include "sim/layout.h"

#include <cstdint>
#include <vector>

namespace nines::models {

/// Groups that hold copies, each with the groups of the domains around it whose failures destroy what is in them.
struct CopyHolder {
  std::uint32_t group = none;
  std::vector<std::uint32_t> inside;
};

struct StoreModel {
  const Store* spec = nullptr;
  std::vector<CopyHolder> copies;
  std::vector<std::uint32_t> readers;  ///< data sets that may be restored from it
};

struct ScheduleModel {
  /// In the order in which they come at the same time: one ends before the next is due.
  enum Purpose : std::uint32_t { ends, full_ends, first, due, breaks, test_ends, test_due, purposes };
  const BackupSchedule* spec = nullptr;
  Offset state = 0;  ///< ScheduleState
  std::uint32_t timers[purposes] = {none, none, none, none, none, none, none};
  std::uint32_t coin = 0;
};

struct ScheduleState {
  std::uint8_t running;  ///< the last of its records is being written
  std::uint8_t broken;  ///< what it writes cannot be read, and nobody knows
  std::uint8_t needs_full;  ///< there is nothing that an incremental backup could build on
  std::uint8_t testing;
  std::uint32_t since_full;  ///< backups that build on the last full one
  std::uint32_t fulls;  ///< full ones that are kept
};

/// A backup, or one that is being written. Records of all schedules are in the order of their snapshots.
struct BackupRecord {
  std::uint8_t schedule;
  std::uint8_t full, complete, unreadable;
  std::uint8_t spoilt;  ///< the snapshot is of data that were corrupted
  std::uint8_t unused[3];
};

/// What is reported of a data set: one number each time (Layout::series).
enum class DataSeries : std::uint32_t {
  lost,  ///< data were lost: 1
  loss,  ///< how much: the age, in seconds, of what was brought back at the moment of the loss
  recovery,  ///< seconds from the loss until the service can go on
  restoration,  ///< the same from the notice of the loss
  unrecoverable,  ///< there was nothing to bring back: 1
};
inline constexpr std::uint32_t data_series = 5;

struct DataModel {
  enum Purpose : std::uint32_t {
    corrupts,
    corruption_noticed,
    loss_noticed,
    prepared,
    restored,
    replayed,
    begun_afresh,
    purposes
  };
  /// Points in time that are only measured from, or on which at most the duration of a restore depends.
  enum Stamp : std::uint32_t { corrupted_at, lost_at, noticed_at, down_at, stamps };
  const DataSet* spec = nullptr;
  std::uint32_t service = 0;
  std::uint32_t selector = none;  ///< of the service, if it has one: the holders are the services that it prefers
  std::vector<std::vector<CopyHolder>> holders;
  std::vector<ScheduleModel> schedules;
  Offset state = 0;  ///< DataState
  Offset records = 0;  ///< BackupRecord
  std::uint32_t most_records = 0;
  std::uint32_t first_stamp = 0;  ///< after those above, two of each record
  std::uint32_t first_series = 0;  ///< by DataSeries
  std::uint32_t timers[purposes] = {none, none, none, none, none, none, none};
  std::uint32_t coin = 0;
  std::uint32_t loss_cause = 0, unrecoverable_cause = 0, corruption_cause = none;

  /// When a record's snapshot was taken, and where its content stands in the history of what is there now.
  std::uint32_t taken_at(std::uint32_t record) const { return first_stamp + stamps + 2 * record; }
  std::uint32_t content_at(std::uint32_t record) const { return taken_at(record) + 1; }
};

struct DataState {
  /// `waiting`: for the service's members, or for the store.
  enum Phase : std::uint8_t { live, unnoticed, preparing, waiting, restoring, replaying, beginning_afresh };
  Phase phase;
  std::uint8_t holder;  ///< where the data are, or are to be
  std::uint8_t corrupted;  ///< what is live, or was
  std::uint8_t corruption_known;  ///< what is wanted is older than that
  std::uint8_t counted;  ///< the loss has been
  std::uint8_t ready;  ///< but for its data the service is up
  std::uint8_t lost_holder;  ///< whose copies are not worth anything, or none_held
  std::uint8_t part_lost;  ///< in this event, of data that are in parts; 0 between events
  std::uint32_t records;
  std::uint32_t chosen;  ///< the record that is being restored; none: a replica, or nothing is
  std::uint32_t source;  ///< while restoring: the store that is read; none: no store, or nothing is
  static constexpr std::uint8_t none_held = 0xFF;
};

}  // namespace nines::models
