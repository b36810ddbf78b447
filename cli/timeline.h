// nines explain: one trial in words, or drawn.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode explain_command(const Request& request);

}  // namespace nines::cli
