// nines sweep: a scenario with one setting after another.
#pragma once

#include "cli/command_line.h"

#include <optional>
#include <string>

namespace nines::cli {

ExitCode sweep_command(const Request& request);

/// For `nines check`: loads a scenario and, if it has a sweep, every value of it; prints what is wrong. Nothing if
/// there are errors.
std::optional<scenarios::Scenario> load_with_sweep(const std::string& file, const Request& request);

}  // namespace nines::cli
