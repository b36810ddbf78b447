// nines diff: the difference between two scenarios.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode diff_command(const Request& request);

}  // namespace nines::cli
