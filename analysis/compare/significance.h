// One comparison of a simulated value with another answer, and many of them at a family-wise level.
#pragma once

#include "analysis/result.h"

#include <optional>
#include <span>
#include <vector>

namespace nines::compare {

/// Standard deviations beyond which tails are no longer told apart.
inline constexpr double largest_deviation = 37;

struct Significance {
  double p_value = 1;
  double deviation_sigma = 0;  ///< simulated - other, in standard errors or their normal equivalent
};

/// How unlikely the simulated value is if `value`, known to a relative error, is the true one. None if there is nothing to
/// compare. Two-sided, but one-sided where no event (or nothing but events) was seen: then it is the probability of that.
std::optional<Significance> significance(const Estimate& simulated, models::Measure measure, double mission_s,
                                         double value, double relative_error);

/// Holm's step-down procedure: which hypotheses to reject so that any false rejection has probability at most `level`.
std::vector<bool> reject_by_holm(std::span<const double> p_values, double level);

}  // namespace nines::compare
