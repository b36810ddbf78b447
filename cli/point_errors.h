// The settings of a point, and what is wrong with some of them.
#pragma once

#include "cli/command_line.h"
#include "models/sweep.h"
#include "scenarios/language/point_errors.h"

#include <vector>

namespace nines::cli {

/// The overrides of the command line, and after them these settings.
std::vector<scenarios::Override> overrides_at(const std::vector<models::Setting>& settings, const Request& request);

/// On standard error.
void print(const scenarios::PointErrors& errors, std::size_t planned);

}  // namespace nines::cli
