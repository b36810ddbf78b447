// Internal to the family of laws: special functions, drawing in tails, and inversion by bracketing.
#pragma once

#include "sim/random.h"

#include <boost/random/exponential_distribution.hpp>

#include <bit>
#include <cstdint>

namespace nines::laws {

/// ln Gamma(x) for x > 0. Unlike std::lgamma it writes no global, so it may be called from any thread.
double log_gamma(double x);

/// ln E[X^2] - 2 ln E[X] of a Weibull law with x = 1 / shape: ln Gamma(1 + 2x) - 2 ln Gamma(1 + x) = ln(1 + cv^2).
/// For small x, where the difference cancels, by the Taylor series of ln Gamma(1 + x) (Abramowitz and Stegun 6.1.33).
double log_weibull_moment_ratio(double x);

double regularised_gamma_lower(double shape, double x);          ///< P(shape, x)
double regularised_gamma_upper(double shape, double x);          ///< Q(shape, x)
double inverse_regularised_gamma_lower(double shape, double p);  ///< x with P(shape, x) = p
double inverse_regularised_gamma_upper(double shape, double q);  ///< x with Q(shape, x) = q

double normal_cdf(double z);
double normal_survival(double z);
double normal_density(double z);
double normal_quantile(double p);        ///< z with normal_cdf(z) = p
double normal_upper_quantile(double q);  ///< z with normal_survival(z) = q

/// A draw of Z - z | Z > z for standard normal Z, exact for every z and without cancellation.
double sample_normal_excess(MiniStream& stream, double z);

/// A standard exponential draw (Boost's ziggurat; the distribution object keeps no state between draws).
inline double sample_exponential(MiniStream& stream) {
  return boost::random::exponential_distribution<double>{1.0}(stream);
}

/// A standard normal draw (Boost's ziggurat, stateless as well).
double sample_normal(MiniStream& stream);

/// The smallest double in [low, high] for which `holds` is true, given that it turns from false to true once;
/// `high` if it never does. 0 <= low <= high. Bisects the ordered bit patterns: at most 64 steps whatever the scale.
template <class Predicate>
double smallest_where(double low, double high, Predicate holds) {
  if (!(low < high) || holds(low)) return low;
  std::uint64_t false_at = std::bit_cast<std::uint64_t>(low + 0.0);  // + 0.0 turns -0 into 0
  std::uint64_t true_at = std::bit_cast<std::uint64_t>(high);
  while (true_at - false_at > 1) {
    const std::uint64_t middle = false_at + (true_at - false_at) / 2;
    (holds(std::bit_cast<double>(middle)) ? true_at : false_at) = middle;
  }
  return std::bit_cast<double>(true_at);
}

}  // namespace nines::laws
