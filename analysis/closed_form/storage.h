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

/// Nothing where the disks have no failure, or several, that loses data, or where that is not brought back by a repair.
std::optional<StorageGroups> storage_groups(const models::Study& study, std::size_t service);

}  // namespace nines::closed_form
