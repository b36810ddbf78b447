// The report of a sweep.
#pragma once

#include "analysis/sweep/sweep_result.h"
#include "cli/command_line.h"
#include "cli/put_out.h"

#include <string>

namespace nines::cli {

/// Those of results, pages and drawings.
const FileForms& forms_of_sweeps();

/// The result of a sweep in any form of forms_of_sweeps().
std::string sweep_as(Format format, bool colour, const Request& request, const scenarios::Scenario& scenario,
                     const sweep::SweepResult& result);

}  // namespace nines::cli
