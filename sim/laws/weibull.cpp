// The Weibull law: wear-out (shape above 1) or infant mortality (shape below 1).
//
// survival(t) = exp(-(t / scale)^shape) (Weibull 1951, "A statistical distribution function of wide applicability",
// J. Appl. Mech. 18, equation 3).
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::laws {
namespace {

constexpr double smallest_shape = 0.02;
constexpr double largest_shape = 1e4;

class Weibull final : public Law {
 public:
  Weibull(double shape, double scale_s)
      : shape_{shape},
        inverse_shape_{1 / shape},
        scale_s_{scale_s},
        mean_s_{scale_s * std::exp(log_gamma(1 + 1 / shape))},
        root_{shape == 1     ? Root::first
              : shape == 2   ? Root::square
              : shape == 0.5 ? Root::inverse_square
                             : Root::general} {}

  double cdf(Seconds t) const override { return t.count() > 0 ? -std::expm1(-cumulative_hazard(t)) : 0.0; }
  double survival(Seconds t) const override { return t.count() > 0 ? std::exp(-cumulative_hazard(t)) : 1.0; }
  Seconds quantile(double p) const override { return at_cumulative_hazard(-std::log1p(-p)); }
  Seconds upper_quantile(double q) const override { return at_cumulative_hazard(-std::log(q)); }
  Seconds mean() const override { return Seconds{mean_s_}; }
  double variance_s2() const override {
    return mean_s_ * mean_s_ * std::expm1(log_weibull_moment_ratio(inverse_shape_));
  }

  Seconds sample(MiniStream& stream) const override { return at_cumulative_hazard(sample_exponential(stream)); }

  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    if (root_ == Root::first || !(age.count() > 0)) return sample(stream);
    const double aged = cumulative_hazard(age);
    const double more = sample_exponential(stream);
    // scale (aged + more)^(1/shape) - age, written so that nothing cancels when `more` is small beside `aged`.
    if (aged > 1e-280) return Seconds{age.count() * std::expm1(std::log1p(more / aged) * inverse_shape_)};
    return std::max(Seconds{0}, at_cumulative_hazard(more) - age);
  }

  std::optional<double> exponential_rate() const override {
    return root_ == Root::first ? std::optional{1 / scale_s_} : std::nullopt;
  }
  std::optional<PhaseType> phase_type() const override {
    return root_ == Root::first ? std::optional{single_phase(1 / scale_s_)} : std::nullopt;
  }
  std::string describe() const override {
    return fmt::format("Weibull(shape {:.6g}, mean {})", shape_, in_words(mean()));
  }

 private:
  enum class Root { first, square, inverse_square, general };  // the roots that need no pow

  double cumulative_hazard(Seconds t) const { return std::pow(t.count() / scale_s_, shape_); }
  Seconds at_cumulative_hazard(double hazard) const {
    switch (root_) {
      case Root::first: return Seconds{scale_s_ * hazard};
      case Root::square: return Seconds{scale_s_ * std::sqrt(hazard)};
      case Root::inverse_square: return Seconds{scale_s_ * hazard * hazard};
      case Root::general: break;
    }
    return Seconds{scale_s_ * std::pow(hazard, inverse_shape_)};
  }

  double shape_;
  double inverse_shape_;
  double scale_s_;
  double mean_s_;
  Root root_;
};

constexpr double log_hazard_at_p95 = 1.0971887003649488;       // ln ln 20: survival is 1/20 there
constexpr double log_hazard_at_median = -0.36651292058166435;  // ln ln 2

/// ln(p95 / mean) as a function of x = 1 / shape.
double log_p95_over_mean(double x) { return x * log_hazard_at_p95 - log_gamma(1 + x); }

/// Where log_p95_over_mean is largest: digamma(1 + x) = ln ln 20, to the digits that matter for a bound.
constexpr double widest_inverse_shape = 2.48198825;

std::variant<double, LawError> shape_from_mean_and_p95(double mean_s, double p95_s) {
  const double wanted = std::log(p95_s / mean_s);
  if (!(wanted > 0)) {
    return LawError{"p95", "p95 does not lie above the mean (only a Weibull law of shape below 0.17 could do that)",
                    "check that the two are not swapped; give shape and mean if such a heavy tail is meant"};
  }
  if (wanted > log_p95_over_mean(widest_inverse_shape)) {
    return LawError{
        "p95",
        fmt::format("p95 is {:.4g} times the mean, but in a Weibull law it is at most {:.4g} times the mean",
                    p95_s / mean_s, std::exp(log_p95_over_mean(widest_inverse_shape))),
        "check the two values, or give median and p95"};
  }
  return 1 / smallest_where(0.0, widest_inverse_shape, [&](double x) { return log_p95_over_mean(x) >= wanted; });
}

std::variant<double, LawError> shape_from(const Parameters& given) {
  if (given.contains("shape")) return given.at("shape");
  if (given.contains("cv")) {
    const double wanted = std::log1p(given.at("cv") * given.at("cv"));
    return 1 / smallest_where(0.5 / largest_shape, 2 / smallest_shape,
                              [&](double x) { return log_weibull_moment_ratio(x) >= wanted; });
  }
  const double p95_s = given.at("p95");
  if (given.contains("mean")) return shape_from_mean_and_p95(given.at("mean"), p95_s);
  if (!(p95_s > given.at("median"))) {
    return LawError{
        "p95", "p95 must lie above the median (95 % of the times are shorter than p95, but only half than the median)",
        "check that the two are not swapped"};
  }
  return (log_hazard_at_p95 - log_hazard_at_median) / std::log(p95_s / given.at("median"));
}

LawResult make(const Parameters& given) {
  const auto found = shape_from(given);
  if (const auto* error = std::get_if<LawError>(&found)) return *error;
  const double shape = std::get<double>(found);
  if (!(shape >= smallest_shape && shape <= largest_shape)) {
    const std::string parameter = given.contains("shape") ? "shape" : given.contains("cv") ? "cv" : "p95";
    return LawError{
        parameter,
        fmt::format("the Weibull shape would be {} {} ({})", shape < 1 ? "below" : "above",
                    shape < 1 ? smallest_shape : largest_shape,
                    shape < 1 ? "its mean and variance leave the range of double precision" : "the times hardly vary"),
        shape > 1 ? "use a fixed time for times that hardly vary" : "check the value; typical shapes are 0.5 to 5"};
  }
  if (given.contains("scale")) return std::make_shared<const Weibull>(shape, given.at("scale"));
  double scale_s = 0;
  if (given.contains("mean"))
    scale_s = given.at("mean") / std::exp(log_gamma(1 + 1 / shape));
  else if (given.contains("median"))
    scale_s = given.at("median") * std::exp(-log_hazard_at_median / shape);
  else
    scale_s = given.at("p95") * std::exp(-log_hazard_at_p95 / shape);
  return std::make_shared<const Weibull>(shape, scale_s);
}

}  // namespace

KindRow weibull_kind() {
  return {
      .kind = {.name = "weibull",
               .summary = "wear-out (shape above 1) or infant mortality (shape below 1)",
               .parameters = {{"shape", ParameterUnit::number,
                               "above 1 the failure rate grows with age, below 1 it falls"},
                              {"scale", ParameterUnit::time, "63.2 % of the times are shorter (characteristic life)"},
                              {"mean", ParameterUnit::time, "mean time"},
                              {"median", ParameterUnit::time, "half of the times are shorter"},
                              {"p95", ParameterUnit::time,
                               "95 % of the times are shorter; with the mean, the less dispersed "
                               "of the two laws that fit (shape above 0.403) is meant"},
                              {"cv", ParameterUnit::number, "standard deviation / mean"}},
               .combinations = {{"shape", "scale"},
                                {"shape", "mean"},
                                {"shape", "median"},
                                {"shape", "p95"},
                                {"mean", "cv"},
                                {"median", "p95"},
                                {"mean", "p95"}},
               .positional = "mean"},
      .may_be_zero = {},
      .make = make};
}

}  // namespace nines::laws
