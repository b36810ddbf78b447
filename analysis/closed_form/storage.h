// What the closed forms of storage systems read off a study.
#pragma once

#include "analysis/closed_form/durability.h"
#include "models/study.h"

#include <optional>

namespace nines::closed_form {

/// A group of stripes of a storage system as a chain of its own, and how many there are.
struct StorageGroups {
  RedundancyGroup group;
  double groups = 1;
};

/// Nothing where the disks have no failure, or several, that loses data, or where that is brought back neither by a repair nor
/// by a rebuild. A rebuild of all that was on one disk, and of nothing else, stands for the rebuild of each of its groups.
std::optional<StorageGroups> storage_groups(const models::Study& study, std::size_t service);

/// From the loss of one disk until all that was on it is made again elsewhere while nothing else is, by the bandwidths of the
/// storage system's rebuild (models/rebuild.h) and without the time to notice.
double rebuild_of_one_disk_s(const models::Study& study, std::size_t service);

}  // namespace nines::closed_form
