// Designs against their defining properties, what is known of uncertain inputs against tables, grids against counting.
#include "analysis/sweep/design.h"
#include "analysis/sweep/uncertainty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

namespace nines::sweep {
namespace {

using models::Axis;
using models::Sweep;
using models::UncertainInput;
using ::testing::DoubleNear;
using ::testing::ElementsAre;

std::size_t cell_of(double value, std::size_t cells) {
  return static_cast<std::size_t>(value * static_cast<double>(cells));
}

TEST(LatinHypercube, EveryIntervalOfEveryDimensionHasOnePoint) {
  constexpr std::size_t n = 50;
  const UnitPoints points = latin_hypercube(n, 7, 3);
  for (std::size_t d = 0; d < 7; ++d) {
    std::set<std::size_t> cells;
    for (const auto& point : points) {
      EXPECT_GT(point[d], 0);
      EXPECT_LT(point[d], 1);
      cells.insert(cell_of(point[d], n));
    }
    EXPECT_EQ(cells.size(), n) << "dimension " << d;
  }
}

TEST(LatinHypercube, DimensionsAreShuffledIndependently) {
  // The correlation of two independent permutations of 1000 has a deviation of 1 / sqrt(999): 5 of them, a false alarm
  // in 2 million.
  const UnitPoints points = latin_hypercube(1000, 2, 1);
  double product = 0;
  for (const auto& point : points) product += (point[0] - 0.5) * (point[1] - 0.5);
  EXPECT_NEAR(product / 1000 * 12, 0, 5 / std::sqrt(999.0));
}

TEST(Sobol, FirstPointsAreThoseOfJoeAndKuo) {
  // As their program prints them for new-joe-kuo-6.21201: sobol 10 3. A digital shift cancels in the exclusive or with
  // point 0.
  const std::vector<std::vector<double>> published = {{0, 0, 0},
                                                      {0.5, 0.5, 0.5},
                                                      {0.75, 0.25, 0.25},
                                                      {0.25, 0.75, 0.75},
                                                      {0.375, 0.375, 0.625},
                                                      {0.875, 0.875, 0.125},
                                                      {0.625, 0.125, 0.875},
                                                      {0.125, 0.625, 0.375},
                                                      {0.1875, 0.3125, 0.9375},
                                                      {0.6875, 0.8125, 0.4375}};
  const UnitPoints points = sobol(published.size(), 3, 99);
  const auto bits = [](double value) { return static_cast<std::uint64_t>(std::floor(value * 0x1p52)); };
  for (std::size_t i = 0; i < published.size(); ++i) {
    for (std::size_t d = 0; d < 3; ++d)
      EXPECT_EQ(bits(points[i][d]) ^ bits(points[0][d]), bits(published[i][d])) << i << ", " << d;
  }
}

TEST(Sobol, EveryElementaryBoxOfTheFirstTwoDimensionsHasOnePoint) {
  constexpr std::size_t m = 6, n = std::size_t{1} << m;
  const UnitPoints points = sobol(n, 2, 5);
  for (std::size_t a = 0; a <= m; ++a) {
    std::set<std::pair<std::size_t, std::size_t>> boxes;
    for (const auto& point : points)
      boxes.emplace(cell_of(point[0], std::size_t{1} << a), cell_of(point[1], std::size_t{1} << (m - a)));
    EXPECT_EQ(boxes.size(), n) << "2^" << a << " intervals of the first";
  }
}

TEST(Sobol, EveryIntervalOfManyDimensionsHasOnePoint) {
  constexpr std::size_t n = 128, dimensions = 40;
  const UnitPoints points = sobol(n, dimensions, 1);
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::set<std::size_t> cells;
    for (const auto& point : points) cells.insert(cell_of(point[d], n));
    EXPECT_EQ(cells.size(), n) << "dimension " << d;
  }
}

TEST(Sobol, IntegratesSmoothFunctionsMuchBetterThanChance) {
  // 1024 random points would have a deviation of 4.6e-3 here.
  double sum = 0;
  for (const auto& point : sobol(1024, 3, 8)) sum += point[0] * point[1] * point[2];
  EXPECT_NEAR(sum / 1024, 0.125, 5e-4);
}

TEST(Designs, SameSeedSamePoints) {
  EXPECT_EQ(sobol(16, 3, 7), sobol(16, 3, 7));
  EXPECT_NE(sobol(16, 3, 7), sobol(16, 3, 8));
  EXPECT_EQ(latin_hypercube(16, 3, 7), latin_hypercube(16, 3, 7));
  EXPECT_NE(latin_hypercube(16, 3, 7), latin_hypercube(16, 3, 8));
  EXPECT_EQ(sobol(4, 0, 1).size(), 4u);
}

UncertainInput counted(UncertainInput::Kind kind, double events, double exposure) {
  UncertainInput input;
  input.path = "parameters.x";
  input.kind = kind;
  input.events = events;
  input.exposure = exposure;
  input.unit = "h";
  return input;
}

TEST(Posterior, RateAfterThreeFailuresIsTheGammaOfTheTables) {
  // 2 * rate * 10000 h is chi-square with 7 degrees of freedom (2 * 3 + 1); its quantiles from tables.
  const UncertainInput rate = counted(UncertainInput::Kind::rate, 3, 10000);
  EXPECT_NEAR(quantile(rate, 0.05), 2.16735 / 20000, 1e-5 / 20000);
  EXPECT_NEAR(quantile(rate, 0.50), 6.34581 / 20000, 1e-5 / 20000);
  EXPECT_NEAR(quantile(rate, 0.95), 14.06714 / 20000, 1e-5 / 20000);
}

TEST(Posterior, NoFailuresIsHalfAChiSquareWithOneDegree) {
  EXPECT_NEAR(quantile(counted(UncertainInput::Kind::rate, 0, 1000), 0.95), 3.841459 / 2000, 1e-6 / 2000);
}

TEST(Posterior, MeanTimeIsTheInverseOfTheRate) {
  const UncertainInput rate = counted(UncertainInput::Kind::rate, 3, 10000);
  const UncertainInput time = counted(UncertainInput::Kind::mean_time, 3, 10000);
  for (const double p : {0.001, 0.05, 0.3, 0.95, 0.9999})
    EXPECT_NEAR(quantile(time, p) * quantile(rate, 1 - p), 1, 1e-9) << p;
}

TEST(Posterior, ProbabilityIsJeffreysBeta) {
  // 0 of 1: beta(1/2, 3/2) has the cdf 2/pi (asin sqrt x + sqrt(x (1 - x))).
  const UncertainInput input = counted(UncertainInput::Kind::probability, 0, 1);
  for (const double p : {0.01, 0.2, 0.5, 0.9, 0.999}) {
    const double x = quantile(input, p);
    EXPECT_NEAR(2 / std::numbers::pi * (std::asin(std::sqrt(x)) + std::sqrt(x * (1 - x))), p, 1e-12) << p;
  }
}

TEST(Uncertainty, BoundedLawsHaveTheirQuantiles) {
  UncertainInput input;
  input.low = 1;
  input.mode = 2;
  input.high = 5;
  input.kind = UncertainInput::Kind::uniform;
  EXPECT_DOUBLE_EQ(quantile(input, 0.25), 2);
  input.kind = UncertainInput::Kind::log_uniform;
  EXPECT_DOUBLE_EQ(quantile(input, 0.5), std::sqrt(5.0));
  input.kind = UncertainInput::Kind::triangular;
  EXPECT_DOUBLE_EQ(quantile(input, 0.25), 2);  // the mode: a quarter of the area lies below
  EXPECT_DOUBLE_EQ(quantile(input, 1 - 1.0 / 12), 4);
}

TEST(Uncertainty, SettingsAreWrittenWithUnitAndWhatStandsAround) {
  UncertainInput input = counted(UncertainInput::Kind::uniform, 0, 0);
  input.low = 1;
  input.high = 2;
  input.before = "weibull ";
  input.after = " shape 2";
  EXPECT_EQ(setting_at(input, 0.5), "weibull 1.5 h shape 2");
  input.unit = "";
  input.before = input.after = "";
  EXPECT_EQ(setting_at(input, 1.0 / 3), "1.33333333");
}

Sweep two_axes() {
  Sweep sweep;
  sweep.axes = {{"a", {"1", "2"}}, {"b", {"x", "y", "z"}}};
  return sweep;
}

std::vector<std::string> texts(const std::vector<PlannedPoint>& points) {
  std::vector<std::string> all;
  for (const PlannedPoint& point : points) {
    std::string text;
    for (const models::Setting& each : point.settings) text += each.value;
    all.push_back(text);
  }
  return all;
}

TEST(Points, GridHasAllCombinationsTheLastAxisFastest) {
  EXPECT_EQ(combinations(two_axes()), 6u);
  EXPECT_THAT(texts(points_of(two_axes(), 1)), ElementsAre("1x", "1y", "1z", "2x", "2y", "2z"));
}

TEST(Points, ZippedListsGoTogether) {
  Sweep sweep = two_axes();
  sweep.axes[0].values.push_back("3");
  sweep.zip = true;
  EXPECT_THAT(texts(points_of(sweep, 1)), ElementsAre("1x", "2y", "3z"));
}

TEST(Points, EveryCombinationHasTheSameDraws) {
  Sweep sweep;
  sweep.axes = {{"a", {"1", "2"}}};
  UncertainInput input = counted(UncertainInput::Kind::uniform, 0, 0);
  input.high = 1;
  sweep.uncertain = {input};
  sweep.draws = 8;
  const auto points = points_of(sweep, 1);
  ASSERT_EQ(points.size(), 16u);
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(points[i].settings[1].value, points[i + 8].settings[1].value);
    EXPECT_EQ(points[i].combination, 0u);
    EXPECT_EQ(points[i + 8].combination, 1u);
  }
}

TEST(Points, OneAtATimeIsTheScenarioAndTheEndsOfEachInput) {
  Sweep sweep = two_axes();
  UncertainInput input = counted(UncertainInput::Kind::uniform, 0, 0);
  input.path = "u";
  input.high = 100;
  sweep.uncertain = {input};
  const auto points = one_at_a_time(sweep);
  EXPECT_THAT(texts(points), ElementsAre("", "1", "2", "x", "z", "5 h", "95 h"));
  EXPECT_EQ(points[0].combination, no_input);
  EXPECT_EQ(points[6].combination, 2u);
}

TEST(Points, EveryValueOnce) {
  EXPECT_THAT(texts(every_value_once(two_axes())), ElementsAre("", "1", "2", "x", "y", "z"));
  Sweep zipped = two_axes();
  zipped.axes[0].values.push_back("3");
  zipped.zip = true;
  EXPECT_THAT(texts(every_value_once(zipped)), ElementsAre("", "1x", "2y", "3z"));
}

}  // namespace
}  // namespace nines::sweep
