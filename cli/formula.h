// `nines formula`: one formula of the literature, without a scenario.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode formula_command(const Request& request);

}  // namespace nines::cli
