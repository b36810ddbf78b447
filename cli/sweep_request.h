// What the command line asks of sweeps and differences.
#pragma once

#include "scenarios/language/sweep.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::cli {

struct SweepRequest {
  scenarios::SweepWishes wishes;
  std::vector<std::string> measures;  ///< "api.availability"
  bool tornado = false, indices = false, morris = false;
  std::optional<std::string> against_row;  ///< of a sweep: "first", "best", or the number of the row
  std::string service;  ///< of importance; empty: the last one
  std::vector<scenarios::Override> against;  ///< of a difference: settings of the other side
};

}  // namespace nines::cli
