// Reading the scenario that a command names, with what the command line changes in it.
#pragma once

#include "cli/command_line.h"

#include <optional>
#include <string>

namespace nines::cli {

/// Loads `file` ("-": standard input) with the overrides of the request and prints its diagnostics on standard error.
/// Nothing if there are errors.
std::optional<scenarios::Scenario> load(const std::string& file, const Request& request);

/// --trials, --precision and --seed. Returns why that cannot be, or an empty string.
std::string apply_options(const Request& request, models::Study& study);

}  // namespace nines::cli
