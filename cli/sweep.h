// nines sweep: a scenario with one setting after another.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode sweep_command(const Request& request);

}  // namespace nines::cli
