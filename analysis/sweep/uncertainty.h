// Inputs that are not known for certain: their quantiles, and the settings that these are.
#pragma once

#include "models/sweep.h"

#include <string>

namespace nines::sweep {

/// The value that the input does not exceed with probability p, 0 < p < 1; in the input's own unit.
double quantile(const models::UncertainInput& input, double p);

/// The same as a text for the place of the input: "exponential 2857.14 h".
std::string setting_at(const models::UncertainInput& input, double p);

}  // namespace nines::sweep
