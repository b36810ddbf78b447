// Residual times at ages whose survival underflows, where only a law's own formula can draw them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "sim/laws.h"
#include "tests/sim/law_members.h"

namespace nines {
namespace {

using testing::law_in;

/// Draws residuals at `age_s`, turns each into what should be a standard exponential draw, and gives Kolmogorov's
/// distance times sqrt(n). It exceeds 2.694 with probability 1e-6 (Kolmogorov 1933); the seed is fixed.
double distance_from_exponential(const Law& law, double age_s, const std::function<double(double)>& standardise) {
  EXPECT_EQ(law.survival(Seconds{age_s}), 0) << "the age is meant to be beyond double precision";
  constexpr std::uint32_t draws = 20'000;
  std::vector<double> drawn;
  for (std::uint32_t i = 0; i < draws; ++i) {
    MiniStream stream{DrawAddress{.seed = 31, .trial = i}};
    drawn.push_back(standardise(law.sample_residual(stream, Seconds{age_s}).count()));
  }
  std::sort(drawn.begin(), drawn.end());
  double distance = 0;
  for (std::uint32_t i = 0; i < draws; ++i) {
    const double expected = -std::expm1(-drawn[i]);
    distance = std::max({distance, expected - i / double{draws}, (i + 1) / double{draws} - expected});
  }
  return distance * std::sqrt(double{draws});
}

constexpr double critical = 2.694;

TEST(LawTails, WeibullResidualIsTheHazardGained) {
  for (const double shape : {0.7, 1.5, 4.0}) {
    const LawPtr law = law_in(make_law("weibull", {{"shape", shape}, {"scale", 10}}));
    const double age_s = 10 * std::pow(1e5, 1 / shape);  // cumulative hazard 1e5
    const auto hazard_gained = [&](double left_s) { return 1e5 * std::expm1(shape * std::log1p(left_s / age_s)); };
    EXPECT_LT(distance_from_exponential(*law, age_s, hazard_gained), critical) << shape;
  }
}

// For a standard normal Z > z, (Z^2 - z^2) / 2 is standard exponential up to a relative 1 / z^2: 1e-6 here.
TEST(LawTails, LognormalAndNormal) {
  constexpr double z = 1000;
  const auto half_square_gained = [](double excess) { return z * excess + 0.5 * excess * excess; };
  const LawPtr lognormal = law_in(make_law("lognormal", {{"median", 60}, {"sigma", 0.1}}));
  const double age_s = 60 * std::exp(0.1 * z);
  EXPECT_LT(distance_from_exponential(
                *lognormal, age_s, [&](double left_s) { return half_square_gained(std::log1p(left_s / age_s) / 0.1); }),
            critical);
  const LawPtr normal = law_in(make_law("normal", {{"mean", 100}, {"sd", 10}}));
  EXPECT_LT(
      distance_from_exponential(*normal, 100 + 10 * z, [&](double left_s) { return half_square_gained(left_s / 10); }),
      critical);
}

// Far out a gamma law's hazard is 1 / scale, up to a relative (shape - 1) scale / age: 1e-5 here.
TEST(LawTails, Gamma) {
  for (const double shape : {0.4, 2.5, 9.0}) {
    const LawPtr law = law_in(make_law("gamma", {{"shape", shape}, {"scale", 10}}));
    EXPECT_LT(distance_from_exponential(*law, 1e7, [](double left_s) { return left_s / 10; }), critical) << shape;
  }
}

TEST(LawTails, OnlyTheSlowPartOfAMixtureIsLeft) {
  const LawPtr law = law_in(make_law("hyperexponential", {{"p", 0.999}, {"mean1", 10}, {"mean2", 50}}));
  EXPECT_LT(distance_from_exponential(*law, 1e6, [](double left_s) { return left_s / 50; }), critical);
}

TEST(LawTails, LastPieceOfABathtub) {
  const LawPtr law = law_in(make_piecewise_hazard({{Seconds{100}, 0.1}, {Seconds{1000}, 0.01}, {never, 0.5}}));
  EXPECT_LT(distance_from_exponential(*law, 1e5, [](double left_s) { return left_s * 0.5; }), critical);
}

}  // namespace
}  // namespace nines
