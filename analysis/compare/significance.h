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

/// Whether what adds up to the measure is of different sizes, as outages are.
bool is_of_sizes(models::Measure measure);

/// A p-value of a simulated value below `value` that holds however skew the law of what one trial shows is, given its
/// `spread` (ExactValue::spread) in place of the one that was seen: what is rare and large may not have been seen at all,
/// and then the simulated value and its interval are both too small. 2 exp(-z^2 / 2), z the deviation in standard errors: the
/// lower tail of a sum of non-negative contributions that come as a Poisson process is no heavier than that (Maurer 2003,
/// "A bound on the deviation probability for sums of non-negative random variables", J. Ineq. Pure Appl. Math. 4:15).
/// 0 where it says nothing: the spread is not known, the simulated value is not below, or the measure is one of counts.
double skew_p_value(const Estimate& simulated, models::Measure measure, double value, double spread);

/// Holm's step-down procedure: which hypotheses to reject so that any false rejection has probability at most `level`.
std::vector<bool> reject_by_holm(std::span<const double> p_values, double level);

}  // namespace nines::compare
