// From `sweep:` and the command line to models::Sweep. Internal to the language.
#pragma once

#include "scenarios/language/record.h"
#include "scenarios/language/sweep.h"

namespace nines::scenarios {

/// What is varied; every mistake goes to the reporter.
models::Sweep read_sweep(const Node& scenario, const SweepWishes& wishes, Context& context);

/// "uniform 1 h to 3 h", "3 failures in 10000 h", "exponential {3 failures in 10000 h}". Nothing if it is reported.
std::optional<models::UncertainInput> read_uncertain(const std::string& path, const Node& node, Context& context);

}  // namespace nines::scenarios
