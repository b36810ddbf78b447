// nines report RESULTS: the report of a run, or a sweep, that was kept.
#pragma once

#include "cli/command_line.h"

namespace nines::cli {

/// The file that the request names is a results store. Simulates nothing but a block, and that to compare.
ExitCode kept_report_command(const Request& request);

}  // namespace nines::cli
