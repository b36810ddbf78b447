// A pair of units of which one is needed, exponential failures, any law of repair.
#pragma once

#include "analysis/closed_form/race.h"
#include "analysis/closed_form/structure.h"

#include <optional>

namespace nines::closed_form {

struct GeneralRepairPair {
  double first_fails_per_s = 0;   ///< both up
  double second_fails_per_s = 0;  ///< one up
  LawPtr repair;
};

/// Nothing for a pair that never fails or is never repaired.
std::optional<GeneralRepairPair> as_general_repair_pair(const models::Platform& platform, std::size_t service);

}  // namespace nines::closed_form
