// The lognormal law: repair and human reaction times, whose logarithm is normal.
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::laws {
namespace {

constexpr double smallest_sigma = 1e-6;
constexpr double z95 = 1.6448536269514722;  // the standard normal law's 95 % quantile

class Lognormal final : public Law {
 public:
  Lognormal(double median_s, double sigma) : median_s_{median_s}, sigma_{sigma} {}

  double cdf(Seconds t) const override { return t.count() > 0 ? normal_cdf(standardised(t)) : 0.0; }
  double survival(Seconds t) const override { return t.count() > 0 ? normal_survival(standardised(t)) : 1.0; }
  Seconds quantile(double p) const override { return at(p <= 0.5 ? normal_quantile(p) : normal_upper_quantile(1 - p)); }
  Seconds upper_quantile(double q) const override {
    return at(q <= 0.5 ? normal_upper_quantile(q) : normal_quantile(1 - q));
  }
  Seconds mean() const override { return Seconds{median_s_ * std::exp(0.5 * sigma_ * sigma_)}; }
  double variance_s2() const override { return mean().count() * mean().count() * std::expm1(sigma_ * sigma_); }
  Seconds sample(MiniStream& stream) const override { return at(sample_normal(stream)); }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    if (!(age.count() > 0)) return sample(stream);
    const double z = standardised(age);
    // Younger than almost every draw: age expm1(...) would be 0 times infinity, and nothing cancels here.
    if (z < -5) return std::max(Seconds{0}, upper_quantile(normal_survival(z) * stream.uniform()) - age);
    return Seconds{age.count() * std::expm1(sigma_ * sample_normal_excess(stream, z))};
  }
  std::string describe() const override {
    return fmt::format("lognormal(median {}, sigma {:.6g})", in_words(Seconds{median_s_}), sigma_);
  }

 private:
  double standardised(Seconds t) const { return std::log(t.count() / median_s_) / sigma_; }
  Seconds at(double z) const { return Seconds{median_s_ * std::exp(sigma_ * z)}; }

  double median_s_;
  double sigma_;
};

std::variant<double, LawError> sigma_from_mean_and_p95(double mean_s, double p95_s) {
  // ln(p95 / mean) = z95 sigma - sigma^2 / 2: a parabola with two roots up to its top at sigma = z95.
  const double wanted = std::log(p95_s / mean_s);
  if (!(wanted > 0)) {
    return LawError{"p95", "p95 does not lie above the mean (only a lognormal law of sigma above 3.29 could do that)",
                    "check that the two are not swapped; give median and sigma if such a heavy tail is meant"};
  }
  const double top = 0.5 * z95 * z95;
  if (wanted > top) {
    return LawError{
        "p95",
        fmt::format("p95 is {:.4g} times the mean, but in a lognormal law it is at most {:.4g} times the mean",
                    p95_s / mean_s, std::exp(top)),
        "check the two values, or give median and p95"};
  }
  return 2 * wanted / (z95 + std::sqrt(z95 * z95 - 2 * wanted));
}

std::variant<double, LawError> sigma_from(const Parameters& given) {
  if (given.contains("sigma")) return given.at("sigma");
  if (given.contains("cv")) return std::sqrt(std::log1p(given.at("cv") * given.at("cv")));
  const double p95_s = given.at("p95");
  if (given.contains("mean")) return sigma_from_mean_and_p95(given.at("mean"), p95_s);
  if (!(p95_s > given.at("median"))) {
    return LawError{
        "p95", "p95 must lie above the median (95 % of the times are shorter than p95, but only half than the median)",
        "check that the two are not swapped"};
  }
  return std::log(p95_s / given.at("median")) / z95;
}

LawResult make(const Parameters& given) {
  const auto found = sigma_from(given);
  if (const auto* error = std::get_if<LawError>(&found)) return *error;
  const double sigma = std::get<double>(found);
  if (!(sigma >= smallest_sigma)) {
    const std::string parameter = given.contains("sigma") ? "sigma" : given.contains("cv") ? "cv" : "p95";
    return LawError{parameter,
                    fmt::format("sigma would be {:.4g} (below {} the times hardly vary and precision is lost)", sigma,
                                smallest_sigma),
                    "use a fixed time"};
  }
  double median_s = 0;
  if (given.contains("median"))
    median_s = given.at("median");
  else if (given.contains("mean"))
    median_s = given.at("mean") * std::exp(-0.5 * sigma * sigma);
  else
    median_s = given.at("p95") * std::exp(-sigma * z95);
  return std::make_shared<const Lognormal>(median_s, sigma);
}

}  // namespace

KindRow lognormal_kind() {
  return {.kind = {.name = "lognormal",
                   .summary = "repairs by people: mostly short, now and then very long",
                   .parameters = {{"median", ParameterUnit::time, "half of the times are shorter"},
                                  {"sigma", ParameterUnit::number,
                                   "standard deviation of the natural logarithm of the time"},
                                  {"mean", ParameterUnit::time, "mean time"},
                                  {"cv", ParameterUnit::number, "standard deviation / mean"},
                                  {"p95", ParameterUnit::time,
                                   "95 % of the times are shorter; with the mean, the less dispersed "
                                   "of the two laws that fit (sigma below 1.645) is meant"}},
                   .combinations = {{"median", "sigma"},
                                    {"median", "p95"},
                                    {"median", "cv"},
                                    {"mean", "cv"},
                                    {"mean", "sigma"},
                                    {"mean", "p95"},
                                    {"p95", "sigma"}},
                   .positional = "median"},
          .may_be_zero = {},
          .make = make};
}

}  // namespace nines::laws
