// nines importance: which parts the downtime hangs on.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

ExitCode importance_command(const Request& request);

}  // namespace nines::cli
