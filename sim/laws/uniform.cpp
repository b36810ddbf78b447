// The uniform law on [low, high].
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>

namespace nines::laws {
namespace {

class Uniform final : public Law {
 public:
  Uniform(double low_s, double high_s) : low_s_{low_s}, high_s_{high_s}, width_s_{high_s - low_s} {}

  double cdf(Seconds t) const override { return std::clamp((t.count() - low_s_) / width_s_, 0.0, 1.0); }
  double survival(Seconds t) const override { return std::clamp((high_s_ - t.count()) / width_s_, 0.0, 1.0); }
  Seconds quantile(double p) const override {
    return Seconds{p < 0.5 ? low_s_ + width_s_ * p : high_s_ - width_s_ * (1 - p)};
  }
  Seconds upper_quantile(double q) const override {
    return Seconds{q < 0.5 ? high_s_ - width_s_ * q : low_s_ + width_s_ * (1 - q)};
  }
  Seconds mean() const override { return Seconds{low_s_ + 0.5 * width_s_}; }
  double variance_s2() const override { return width_s_ * width_s_ / 12; }
  Seconds sample(MiniStream& stream) const override { return Seconds{low_s_ + width_s_ * stream.uniform()}; }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    if (age.count() >= high_s_) return Seconds{0};
    const double aged_s = std::max(age.count(), 0.0);
    if (aged_s <= low_s_) return Seconds{low_s_ - aged_s + width_s_ * stream.uniform()};
    return Seconds{(high_s_ - aged_s) * stream.uniform()};
  }
  std::string describe() const override {
    return fmt::format("uniform({} to {})", in_words(Seconds{low_s_}), in_words(Seconds{high_s_}));
  }

 private:
  double low_s_;
  double high_s_;
  double width_s_;
};

LawResult make(const Parameters& given) {
  double low_s = 0;
  double high_s = 0;
  if (given.contains("cv")) {
    const double half_width = std::numbers::sqrt3 * given.at("cv");
    if (half_width > 1) {
      return LawError{
          "cv",
          fmt::format("a uniform law with coefficient of variation {} would reach below zero (a time cannot "
                      "be negative, so a uniform law has at most cv 1/sqrt(3) = 0.57735)",
                      given.at("cv")),
          "use a gamma or lognormal law for times that spread wider"};
    }
    low_s = given.at("mean") * (1 - half_width);
    high_s = given.at("mean") * (1 + half_width);
  } else if (given.contains("mean")) {
    low_s = given.at("low");
    high_s = low_s + 2 * (given.at("mean") - low_s);
  } else {
    low_s = given.at("low");
    high_s = given.at("high");
  }
  if (!(low_s < high_s)) {
    const std::string other = given.contains("high") ? "high" : "mean";
    return LawError{
        other, fmt::format("{} must lie above low ({}): the law would have no width", other, in_words(Seconds{low_s})),
        "exchange the two if they are swapped, or use a fixed time"};
  }
  return std::make_shared<const Uniform>(low_s, high_s);
}

}  // namespace

KindRow uniform_kind() {
  return {.kind = {.name = "uniform",
                   .summary = "every time between two bounds is equally likely",
                   .parameters = {{"low", ParameterUnit::time, "the shortest time; may be 0"},
                                  {"high", ParameterUnit::time, "the longest time"},
                                  {"mean", ParameterUnit::time, "mean time, halfway between the bounds"},
                                  {"cv", ParameterUnit::number, "standard deviation / mean; at most 0.577"}},
                   .combinations = {{"low", "high"}, {"low", "mean"}, {"mean", "cv"}},
                   .positional = "mean"},
          .may_be_zero = {"low"},
          .make = make};
}

}  // namespace nines::laws
