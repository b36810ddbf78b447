// The mean time to the first outage of a series of k-of-n groups with repair.
#pragma once

#include "analysis/closed_form/structure.h"

#include <optional>

namespace nines::closed_form {

/// In seconds. Exact for exponential laws if at most one group is redundant: the single points of failure then are a
/// common cause that ends the first passage of its birth-death chain. Of several redundant groups the rates 1 / MTTF
/// are added, which is the leading order. Nothing for another structure.
std::optional<double> series_mean_time_to_failure_s(const models::Platform& platform, std::size_t service);

}  // namespace nines::closed_form
