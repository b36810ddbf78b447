#include "analysis/monte_carlo/confidence_law.h"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nines::monte_carlo {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double asymptotic_shape = 1e4;  // beyond it in both shapes the expansion is used
constexpr double negligible_shape = 1e9;  // beyond it a gamma variable counts as constant beside one of shape < 1e4
constexpr double smallest_tail = 1e-300;
constexpr double many_degrees = 1e6;  // Student's t is normal to 1e-6 in the range used

const boost::math::normal standard_normal;

double deviate_of_tail(double tail) {
  return boost::math::quantile(standard_normal, std::clamp(tail, smallest_tail, 0.5));
}

// The tail of whichever side holds less, with its sign: lets deviates of 30 sigma keep their accuracy.
double deviate_of(double below, double above) {
  return below <= above ? deviate_of_tail(below) : -deviate_of_tail(above);
}

// Student's t with `degrees` has a heavier tail than the normal: the deviate at equal tail probability.
double stretched(double deviate, double degrees) {
  if (degrees > many_degrees || deviate == 0) return deviate;
  const double tail = std::max(boost::math::cdf(standard_normal, -std::abs(deviate)), smallest_tail);
  const double t = -boost::math::quantile(boost::math::students_t(degrees), tail);
  return std::copysign(t, deviate);
}

double unstretched(double deviate, double degrees) {
  if (degrees > many_degrees || deviate == 0) return deviate;
  const double tail = boost::math::cdf(boost::math::students_t(degrees), -std::abs(deviate));
  return std::copysign(deviate_of_tail(tail), deviate);
}

// Mean, standard deviation and standardised third cumulant of log(X / Y).
struct LogRatio {
  double mean = 0, deviation = 0, skewness = 0;
};

// Cumulants of the logarithm of a gamma variable of mean 1: digamma(a) - log a and the polygammas, by their asymptotic
// series, which at shapes above 10^4 are exact to double precision in these terms (Abramowitz, Stegun 1964, 6.3.18, 6.4.11).
LogRatio log_ratio(double a, double b) {
  const double u = 1 / a, v = 1 / b;
  const double variance = u * (1 + u / 2) + v * (1 + v / 2);
  LogRatio result;
  result.mean = -(u / 2) * (1 + u / 6) + (v / 2) * (1 + v / 6);
  result.deviation = std::sqrt(variance);
  result.skewness = variance > 0 ? (-u * u * (1 + u) + v * v * (1 + v)) / (variance * result.deviation) : 0;
  return result;
}

double ratio_quantile_asymptotic(double a, double b, double deviate) {
  const LogRatio log = log_ratio(a, b);
  return std::exp(log.mean + log.deviation * (deviate + (deviate * deviate - 1) / 6 * log.skewness));
}

double ratio_deviate_asymptotic(double a, double b, double ratio) {
  const LogRatio log = log_ratio(a, b);
  const double y = (std::log(ratio) - log.mean) / log.deviation, g = log.skewness / 6;
  // The root of deviate + (deviate^2 - 1) g = y that tends to y with g to 0.
  return 2 * (y + g) / (1 + std::sqrt(std::max(1 + 4 * g * (y + g), 0.0)));
}

double ratio_deviate(double a, double b, double ratio);

// The same by bisection of its inverse, in the logarithm of the ratio: slow, but it always ends.
double ratio_quantile_bisected(double a, double b, double deviate) {
  constexpr double most = 700;  // the logarithm of what a double can hold
  double low = -1, high = 1;
  while (low > -most && ratio_deviate(a, b, std::exp(low)) > deviate) low *= 2;
  while (high < most && ratio_deviate(a, b, std::exp(high)) < deviate) high *= 2;
  for (int halved = 0; halved < 100; ++halved) {
    const double middle = (low + high) / 2;
    (ratio_deviate(a, b, std::exp(middle)) < deviate ? low : high) = middle;
  }
  return std::exp((low + high) / 2);
}

// Quantile of X / Y at a standard normal deviate, by the tail on its own side.
double ratio_quantile(double a, double b, double deviate) {
  using boost::math::complement;
  if (a > asymptotic_shape && b > asymptotic_shape) return ratio_quantile_asymptotic(a, b, deviate);
  const double tail = std::max(boost::math::cdf(standard_normal, -std::abs(deviate)), smallest_tail);
  if (b > negligible_shape) {
    const boost::math::gamma_distribution<> gamma(a, 1 / a);
    return deviate < 0 ? quantile(gamma, tail) : quantile(complement(gamma, tail));
  }
  if (a > negligible_shape) return 1 / ratio_quantile(b, a, -deviate);
  try {
    const boost::math::fisher_f f(2 * a, 2 * b);
    return deviate < 0 ? quantile(f, tail) : quantile(complement(f, tail));
  } catch (const boost::math::evaluation_error&) {  // its search gives up on some shapes far apart
    return ratio_quantile_bisected(a, b, deviate);
  }
}

double ratio_deviate(double a, double b, double ratio) {
  using boost::math::complement;
  if (a > asymptotic_shape && b > asymptotic_shape) return ratio_deviate_asymptotic(a, b, ratio);
  if (b > negligible_shape) {
    // A tail so far out (by its Chernoff bound) that it is the smallest one anyhow; Boost's incomplete gamma functions
    // overflow there.
    if (a * (1 - ratio + std::log(ratio)) < std::log(smallest_tail))
      return ratio < 1 ? deviate_of(0, 1) : deviate_of(1, 0);
    const boost::math::gamma_distribution<> gamma(a, 1 / a);
    return deviate_of(cdf(gamma, ratio), cdf(complement(gamma, ratio)));
  }
  if (a > negligible_shape) return -ratio_deviate(b, a, 1 / ratio);
  const boost::math::fisher_f f(2 * a, 2 * b);
  return deviate_of(cdf(f, ratio), cdf(complement(f, ratio)));
}

bool is_a_point(const ConfidenceLaw& law) {
  return std::isinf(law.numerator_shape) && std::isinf(law.denominator_shape);
}

}  // namespace

double quantile(const ConfidenceLaw& law, double p) {
  double ratio = law.centre;
  if (!is_a_point(law)) {
    const double deviate = stretched(deviate_of(p, 1 - p), law.degrees_of_freedom);
    ratio *= ratio_quantile(law.numerator_shape, law.denominator_shape, deviate);
  }
  if (!law.of_odds) return ratio;
  return std::isinf(ratio) ? 1 : ratio / (1 + ratio);
}

double normal_deviate(const ConfidenceLaw& law, double value) {
  const double ratio = (law.of_odds ? value / (1 - value) : value) / law.centre;
  if (is_a_point(law)) {
    // Nothing varied between trials: only the rounding of sums separates equal values.
    constexpr double rounding = 1e-9;
    return std::abs(ratio - 1) <= rounding ? 0 : std::copysign(infinity, ratio - 1);
  }
  if (!(ratio > 0)) return -infinity;
  if (std::isinf(ratio)) return infinity;
  return unstretched(ratio_deviate(law.numerator_shape, law.denominator_shape, ratio), law.degrees_of_freedom);
}

double two_sided_p_value(double deviate) { return std::erfc(std::abs(deviate) / std::sqrt(2.0)); }

double two_sided_normal_quantile(double level) { return -boost::math::quantile(standard_normal, level / 2); }

}  // namespace nines::monte_carlo
