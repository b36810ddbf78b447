// Observed times, or other numbers, from a CSV file.
#pragma once

#include "scenarios/language/sources.h"
#include "sim/time.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::scenarios {

/// The places in the scenario that an error about the file belongs to.
struct ObservationsRequest {
  std::string file;
  Place file_place;
  std::optional<std::string> column;  ///< none: the file has a single column
  Place column_place;
  double unit_s = 1;  ///< seconds in the unit of the numbers; 1 where they are no times
  const char* what = "time";  ///< each of them is
};

/// The numbers of one column below the heading line; cells are separated by commas, semicolons or tabs. Empty if there
/// are none or something is wrong with them: the reason is reported, by the line of the CSV file where it has one.
std::vector<Seconds> read_observations(const ObservationsRequest& request, Sources& sources);

}  // namespace nines::scenarios
