// How often something stops a service that needs all of its members.
#pragma once

#include "models/platform.h"

#include <optional>

namespace nines::models {

/// By how much lemons raise the failure rate of a class in the long run, while all of its nodes are up; exact for exponential times to
/// failure: one that is retired by its failures is there for so much shorter a time (renewal-reward: Ross 1996, section 3.6).
double mean_failure_factor(const NodeClass& nodes);

/// The rate, in 1/s while all is up, of failures and shocks that take the service down, from the means of their laws: exact in
/// the long run where all need each other (a series: Barlow, Proschan 1975, ch. 7). Nothing of a service that can do without one
/// of its members, but for those that it keeps in reserve, and 0 where nothing fails.
std::optional<double> interruptions_per_second(const Platform& platform, std::size_t service);

}  // namespace nines::models
