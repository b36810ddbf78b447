#include "analysis/sweep/uncertainty.h"

#include <fmt/format.h>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>

namespace nines::sweep {
namespace {

using models::UncertainInput;

constexpr double half = 0.5;  // what Jeffreys' prior adds to the number of events

double triangular(const UncertainInput& input, double p) {
  const double width = input.high - input.low, rise = input.mode - input.low;
  if (!(width > 0)) return input.low;
  if (p * width < rise) return input.low + std::sqrt(p * width * rise);
  return input.high - std::sqrt((1 - p) * width * (input.high - input.mode));
}

}  // namespace

double quantile(const UncertainInput& input, double p) {
  const double shape = input.events + half;
  switch (input.kind) {
    case UncertainInput::Kind::uniform: return input.low + p * (input.high - input.low);
    case UncertainInput::Kind::log_uniform: return input.low * std::pow(input.high / input.low, p);
    case UncertainInput::Kind::triangular: return triangular(input, p);
    case UncertainInput::Kind::rate: return boost::math::gamma_p_inv(shape, p) / input.exposure;
    // Long times are low rates.
    case UncertainInput::Kind::mean_time: return input.exposure / boost::math::gamma_q_inv(shape, p);
    case UncertainInput::Kind::probability:
      return boost::math::ibeta_inv(shape, input.exposure - input.events + half, p);
    case UncertainInput::Kind::law: return input.law->quantile(p).count();
  }
  return 0;
}

std::string setting_at(const UncertainInput& input, double p) {
  // Nine digits say all that anybody knows, and whoever reads a point's settings can type them.
  const std::string space = input.unit.empty() ? "" : " ";
  return fmt::format("{}{:.9g}{}{}{}", input.before, quantile(input, p), space, input.unit, input.after);
}

}  // namespace nines::sweep
