// nines results and nines merge: what is kept of runs.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode results_command(const Request& request);
ExitCode merge_command(const Request& request);

}  // namespace nines::cli
