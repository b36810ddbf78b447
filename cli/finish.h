// Runs of which all trials are kept, and no result yet: after the shards were merged.
#pragma once

#include "analysis/store/catalogue.h"
#include "cli/command_line.h"

#include <string>

namespace nines::cli {

/// All trials are there that were asked for, and the result, if there is one, is that of fewer.
bool can_be_finished(const store::ListedRun& run);

/// Makes the results of all runs in the file that can be finished, from the scenarios that are kept with them. Runs whose
/// scenario this program does not read any more, or reads otherwise, are left as they are.
void finish_runs(const std::string& file, const Request& request);

}  // namespace nines::cli
