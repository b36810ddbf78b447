// nines optimise: the cheapest setting that meets the objectives.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode optimise_command(const Request& request);

}  // namespace nines::cli
