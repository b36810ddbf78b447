// From `optimise:` and the command line to models::Optimise. Internal to the language.
#pragma once

#include "models/optimise.h"
#include "scenarios/language/optimise.h"
#include "scenarios/language/record.h"

namespace nines::scenarios {

/// What may be chosen and what it costs in this scenario; every mistake goes to the reporter.
models::Optimise read_optimise(const Node& scenario, const models::Study& study, const OptimiseWishes& wishes,
                               Context& context);

/// One line of the costs: adds what it says to `made`, with what it costs at the value that the place has.
void read_cost(const std::string& place, const Node& node, const Node& scenario, const models::Study& study,
               Context& context, models::Optimise& made);

}  // namespace nines::scenarios
