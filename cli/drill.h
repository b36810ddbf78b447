// nines drill: a file of faults is rehearsed.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode drill_command(const Request& request);

/// Loads a drill for `nines check`, prints its diagnostics and, if it is valid, one line about it. False if there are errors.
bool check_drill(const std::string& file, const Request& request);

}  // namespace nines::cli
