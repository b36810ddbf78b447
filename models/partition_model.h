// A pair of members that may be cut in two, in the model.
#pragma once

#include "models/platform.h"
#include "sim/layout.h"

#include <cstdint>

namespace nines::models {

/// A pair that may be cut in two (models/partition.h).
struct PartitionModel {
  enum Purpose : std::uint32_t { silence_ends, fenced, reconciled };
  const PartitionRule* rule = nullptr;
  std::uint32_t service = 0;
  std::uint32_t groups[2] = {none, none};  ///< the two members
  std::uint32_t silence = none;  ///< timer; none: there is no silence, they act at once
  Offset state = 0;  ///< PartitionState
  std::uint32_t coin = 0;
  // Each is none where it cannot happen:
  std::uint32_t takeover_cause = none;  ///< the active one is stopped for nothing but the cut
  std::uint32_t split_cause = none;  ///< two are active
  std::uint32_t reconciliation_cause = none;
};

struct PartitionState {
  /// `settled`: they are cut off from each other, and no more is done about it. `split`: both have been active since they were
  /// last connected. While `taking_over` and `split` it is known who the newcomer is.
  enum Phase : std::uint8_t { together, silent, fencing_in_vain, taking_over, settled, split };
  Phase phase;
  std::uint8_t newcomer;
  std::uint16_t unused;
};

}  // namespace nines::models
