// Quantiles and tails of the confidence distribution behind an interval (ConfidenceLaw in analysis/result.h).
#pragma once

#include "analysis/result.h"

namespace nines::monte_carlo {

/// The value that the confidence distribution puts probability `p` below, 0 < p < 1. Exact (through the F, gamma or beta
/// distribution) while a shape is below 10^4. With both above, by a Cornish-Fisher expansion of the logarithm to the
/// third cumulant, which at z standard errors is off by at most (|z|^3 + 4 |z|) / (24 * 10^4) of them: 6e-5 at a 95 %
/// interval's ends. (The next term of the expansion is (z^3 - 4 z) / (36 shape) for one gamma
/// variable and (z^3 - 3 z) / (24 shape) for two of equal shapes.)
double quantile(const ConfidenceLaw& law, double p);

/// Where `value` lies in the confidence distribution, as a standard normal deviate: -1.96 at the lower end of a 95 %
/// interval. Its absolute value gives the two-sided p-value of the hypothesis that the true quantity is `value`.
double normal_deviate(const ConfidenceLaw& law, double value);

/// Two-sided p-value of a standard normal deviate.
double two_sided_p_value(double deviate);
/// The standard normal deviate that is exceeded in absolute value with probability `level`: 1.96 for 0.05.
double two_sided_normal_quantile(double level);

}  // namespace nines::monte_carlo
