// What the command line says about how a scenario is to be run; and what is said of its mistakes.
#pragma once

#include "analysis/run.h"
#include "cli/command_line.h"
#include "cli/progress.h"

#include <string>

namespace nines::cli {

/// --threads, --no-chain and --max-states; progress is shown on the line, and Ctrl-C ends the run.
RunOptions run_options(const Request& request, ProgressLine& progress);

/// Says on standard error what is wrong, and gives the exit code for it.
ExitCode bad_input(const std::string& message);

}  // namespace nines::cli
