// The data of a service as a scenario describes them: how they are backed up and replicated, how they are lost, how they
// are brought back. Behaviour: backups.h and data.h.
#pragma once

#include "sim/law.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nines::models {

/// Where backups are kept: in the memory of a service's members, or somewhere that is always there.
struct Store {
  std::string name;
  /// Up, it can be written and read. When all of its members have lost what was on them, so has the store.
  std::optional<std::size_t> service;
  double bytes_per_second = 0;  ///< that all restores at once share equally; 0: not stated
};

/// Backups that are taken again and again. Each is a snapshot of the moment at which it starts, and can be used once it
/// has ended. One that would start while the one before it still runs, or while data or store are not there, is left out;
/// one that runs when the data or the store goes down is lost.
struct BackupSchedule {
  std::string name;
  std::optional<std::size_t> store;  ///< index into Platform::stores; none: always there
  LawPtr interval;  ///< from one start to the next
  LawPtr first = nullptr;  ///< from time 0 to the first; null: as from one to the next
  std::size_t full_every = 1;  ///< each n-th is full, the others hold what has changed since the one before
  LawPtr duration;  ///< null: takes no time
  LawPtr full_duration;  ///< of full ones; null: as all
  double fails = 0;  ///< probability that it ends without a backup, and this is known
  double unreadable = 0,
         full_unreadable = 0;  ///< probability that it cannot be read, of which nobody knows until it is
  LawPtr until_broken;  ///< from then on all are unreadable, until a test or a restore finds out; null: never
  std::size_t keeps = 0;  ///< so many full ones, with all that build on them; 0: by time
  Seconds kept = never;  ///< a chain is deleted when the last of it is so old, but for the newest chain
  LawPtr test_interval;  ///< a restore of the newest is tried, and if it does not work a full one is taken; null: never
  LawPtr test_duration;  ///< null: takes no time
  bool restarts = false;  ///< after a restore the next one is an interval away
};

/// A second copy at the other services that the service prefers.
struct Replication {
  LawPtr lag;  ///< how far the copy is behind when it is needed; null: not at all (synchronous)
};

/// Something that spoils the data wherever they are replicated to (an error of a program or of a person).
struct Corruption {
  LawPtr interval;
  LawPtr until_noticed;  ///< null: at once
};

/// Changes since the last backup are kept, too, and are done again after a restore.
struct ChangeLog {
  double replay = 0;  ///< how long that takes, per time that the changes took
};

/// Records of backups of a schedule beyond this many are dropped, the oldest first.
inline constexpr std::size_t most_kept = 100'000;

struct DataSet {
  std::string name;
  std::size_t service = 0;  ///< down while its data are lost, or being restored
  bool in_parts = false;  ///< each node has a part: they are lost with the first that is, not with the last copy
  double bytes = 0;  ///< 0: not stated
  double bytes_per_second = 0;  ///< new or changed; 0: not stated
  std::vector<BackupSchedule> backups;
  std::optional<Replication> replication;
  std::optional<Corruption> corruption;
  std::optional<ChangeLog> log;
  LawPtr until_noticed;  ///< that data are lost; null: at once
  LawPtr preparation;  ///< from that notice until the restore may begin; null: takes no time
  LawPtr restore;  ///< null: size over bandwidth of the store or, where there is neither, no time
  LawPtr afresh;  ///< where nothing is left to be restored, until the service goes on without its data; null: no time
};

}  // namespace nines::models
