#include "sim/laws/numeric.h"

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/random/normal_distribution.hpp>

#include <array>
#include <cmath>
#include <numbers>

namespace nines::laws {
namespace {

using boost::math::policies::ignore_error;
// Overflow gives infinity and a bad argument NaN, never an exception: laws are used inside trials.
using Policy = boost::math::policies::policy<
    boost::math::policies::domain_error<ignore_error>, boost::math::policies::pole_error<ignore_error>,
    boost::math::policies::overflow_error<ignore_error>, boost::math::policies::evaluation_error<ignore_error>>;
constexpr Policy quiet{};

}  // namespace

double log_gamma(double x) { return boost::math::lgamma(x, quiet); }

double log_weibull_moment_ratio(double x) {
  if (x > 0.01) return log_gamma(1 + 2 * x) - 2 * log_gamma(1 + x);
  constexpr double pi2 = std::numbers::pi * std::numbers::pi;
  constexpr std::array zeta{pi2 / 6,
                            1.2020569031595942,
                            pi2 * pi2 / 90,
                            1.0369277551433699,
                            pi2 * pi2 * pi2 / 945,
                            1.0083492773819228,
                            1.0040773561979443,
                            1.0020083928260822};
  double sum = 0;
  double power_of_two = 4;
  double power_of_minus_x = x * x;
  for (std::size_t i = 0; i < zeta.size(); ++i) {
    sum += zeta[i] * power_of_minus_x * (power_of_two - 2) / static_cast<double>(i + 2);
    power_of_two *= 2;
    power_of_minus_x *= -x;
  }
  return sum;
}

double regularised_gamma_lower(double shape, double x) { return boost::math::gamma_p(shape, x, quiet); }
double regularised_gamma_upper(double shape, double x) { return boost::math::gamma_q(shape, x, quiet); }
double inverse_regularised_gamma_lower(double shape, double p) { return boost::math::gamma_p_inv(shape, p, quiet); }
double inverse_regularised_gamma_upper(double shape, double q) { return boost::math::gamma_q_inv(shape, q, quiet); }

double normal_cdf(double z) { return normal_survival(-z); }
double normal_survival(double z) { return 0.5 * std::erfc(z * (1 / std::numbers::sqrt2)); }
double normal_density(double z) { return std::exp(-0.5 * z * z) * (std::numbers::inv_sqrtpi / std::numbers::sqrt2); }
double normal_quantile(double p) { return -normal_upper_quantile(p); }
double normal_upper_quantile(double q) { return std::numbers::sqrt2 * boost::math::erfc_inv(2 * q, quiet); }

double sample_normal_excess(MiniStream& stream, double z) {
  if (z < 1) return normal_upper_quantile(normal_survival(z) * stream.uniform()) - z;
  // Marsaglia 1964, "Generating a variable from the tail of the normal distribution", Technometrics 6(1).
  for (;;) {
    const double twice_exponential = 2 * sample_exponential(stream);
    const double over_z = std::sqrt(1 + twice_exponential / z / z);  // drawn / z, which cannot overflow
    if (stream.uniform() * over_z <= 1) return twice_exponential / z / (1 + over_z);
  }
}

double sample_normal(MiniStream& stream) { return boost::random::normal_distribution<double>{}(stream); }

}  // namespace nines::laws
