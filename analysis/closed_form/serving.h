// Members that follow a load, as closed forms see them.
#pragma once

#include "models/study.h"

#include <optional>
#include <vector>

namespace nines::closed_form {

/// A service whose members follow its load: one entry for each piece of the load's profile.
struct Scaled {
  std::vector<double> seconds;  ///< in the mission
  std::vector<double> lasts_s;  ///< each time
  std::vector<double> load, members;  ///< asked, and wanted for it
  double capacity = 1;  ///< of one member
  double decides_s = 0, starts_s = 0, stays_s = 0;  ///< means: until members are switched on; serve; are switched off
};

/// Nothing where no members follow a load.
std::optional<Scaled> scaled_service(const models::Study& study, std::size_t service);

}  // namespace nines::closed_form
