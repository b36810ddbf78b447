// Storage systems in the model: what of them is constant in a trial, and what is not.
#pragma once

#include "models/storage_system.h"
#include "sim/layout.h"

#include <cstdint>
#include <vector>

namespace nines::models {

/// What is reported of a storage system: one number each time (Layout::series).
enum class StorageSeries : std::uint32_t {
  lost,  ///< data were lost: 1
  bytes_lost,  ///< how much, of what users store
  fragments_lost,  ///< with a disk: how many
  bytes_read,  ///< from the fragments left, to make such a fragment again
  share_lost,  ///< of the data that there were at the start; of each loss as -log(1 - share), so that the sum tells all of them
  back_early,  ///< seconds, over all fragments: how long before the end of their step of a rebuild they were there again
};
inline constexpr std::uint32_t storage_series = 6;

struct StorageModel {
  const StorageSystem* spec = nullptr;
  std::uint32_t service = 0;
  std::uint32_t disks = 0;
  std::uint32_t fragments = 0;  ///< of a group, each on a disk of its own
  std::uint32_t groups = 0;  ///< of stripes that share their disks
  std::uint32_t groups_each = 0;  ///< of a disk; 0: as chance has it
  std::uint32_t top = 0;  ///< the highest level, of fragments lost, that a group is counted at
  double bytes_per_group = 0;  ///< that users store
  double fragment_bytes = 0;  ///< of a group, on one disk

  /// [level]: probability that the loss of one more fragment, which leads there, is one of data.
  std::vector<double> lost_at;
  /// [level]: and that otherwise a latent error makes some of the group's stripes unreadable.
  std::vector<double> error_at;
  std::vector<double> error_bytes;  ///< [level]: how much is lost then, the mean

  std::uint32_t level = none;  ///< domain level that holds at most one fragment of a group; none: there is none
  std::uint32_t domains = 0;  ///< its instances
  std::vector<std::uint32_t> domain_number;  ///< [Model::domains]: of an instance of `level` its number among these

  Offset state = 0;  ///< StorageState
  Offset levels = 0;  ///< std::uint32_t for each: groups that have lost so many fragments
  Offset unnoticed = none;  ///< std::uint32_t for each: of these, those of which nobody knows yet; with a rebuild
  Offset ongoing = none;  ///< OngoingRebuild for each group; with a rebuild of partitioned disks
  Offset shares = none;  ///< DomainShare for each instance of `level`
  std::uint32_t timer = none;  ///< a step of the rebuild ends
  std::uint32_t stamp = 0;  ///< when it began
  std::uint32_t coin = 0;
  std::uint32_t missing_reward = 0;  ///< fragments that are lost and were not made again when the step under way began
  std::uint32_t first_series = 0;  ///< by StorageSeries
  std::uint32_t loss_cause = 0;
  std::uint32_t condition = 0;  ///< nothing has been lost so far
};

struct StorageState {
  double lost_bytes;  ///< in this event; 0 between events
  // Of a rebuild:
  /// Of the step that is under way, which is the whole of it where `ongoing`; 0: there is none.
  double groups_per_second;
  double begun;  ///< the part of a group that is done when the step begins
  double scale;  ///< of DomainShare::missing
  std::uint32_t step_groups;  ///< that the step under way makes whole by one fragment
  std::uint32_t step_level;  ///< of these; 0: of all levels
  std::uint32_t live;  ///< disks whose content is there
  std::uint32_t unnoticed;  ///< disks whose content is lost, which nobody knows
  std::uint32_t epoch;  ///< of DomainShare
  std::uint32_t rebuilds;  ///< how many of OngoingRebuild there are
  std::uint8_t has_lost;  ///< data, in this trial
  std::uint8_t unused[7];
};

/// Of a group of partitioned disks, which is known to have lost fragments: the one that is made again now.
struct OngoingRebuild {
  double left;  ///< the part of it that is not there
  double per_second;  ///< what is made of it
  std::uint32_t level;  ///< fragments lost
  std::uint32_t unused;
};

/// Of a domain instance that holds at most one fragment of a group.
struct DomainShare {
  /// With a rebuild: fragments lost with its disks and not made again, in units of StorageState::scale.
  double missing;
  std::uint32_t epoch;  ///< another one than the storage system's: `missing` is 0
  std::uint32_t lost;  ///< disks whose content is lost
};

}  // namespace nines::models
