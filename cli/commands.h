// What each command does.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

/// Does what was asked and returns the exit code. Mistakes of the user are printed; other errors are thrown.
ExitCode execute(const Request& request);

}  // namespace nines::cli
