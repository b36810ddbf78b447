// What `nines optimise` found, in each form that it may have.
#pragma once

#include "analysis/optimise/result.h"
#include "cli/command_line.h"

#include <string>

namespace nines::cli {

/// In any form of forms_of_sweeps().
std::string optimisation_as(Format format, bool colour, const Request& request, const scenarios::Scenario& scenario,
                            const optimise::OptimiseResult& result);

}  // namespace nines::cli
