// Reading the scenario that a command names, with what the command line changes in it.
#pragma once

#include "cli/command_line.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::cli {

/// Loads `file` ("-": standard input) with the overrides of the request and prints its diagnostics on standard error.
/// Nothing if there are errors.
std::optional<scenarios::Scenario> load(const std::string& file, const Request& request);

/// What took the place of what is in the file: path and value.
std::vector<std::pair<std::string, std::string>> settings_of(const scenarios::Scenario& scenario);

/// Throws BadOutputPath if a file that the request wants written is one that the scenario was read from.
void check_spares_sources(const Request& request, const scenarios::Scenario& scenario);

/// "-" and what else names it.
bool is_standard_input(const std::string& file);
/// All of it, but no more than shows that it is too much.
std::string standard_input();
/// On standard error; warnings unless the request is quiet.
void print_diagnostics(const std::vector<scenarios::Diagnostic>& diagnostics, const std::string& file,
                       const Request& request);

/// --trials, --precision and --seed. Returns why that cannot be, or an empty string.
std::string apply_options(const Request& request, models::Study& study);

}  // namespace nines::cli
