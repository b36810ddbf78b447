// What is drawn from the points of a sweep: spreads, effects, and indices against a function whose indices are known.
#include "analysis/sweep/sweep_result.h"
#include "analysis/sweep/indices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <string>

namespace nines::sweep {
namespace {

const AskedMeasure asked{"s", models::Measure::outages};

MeasureResult exactly(double value) {
  MeasureResult made;
  made.subject = "s";
  made.measure = models::Measure::outages;
  made.exact = ExactValue{value, value, 0, 0, value};
  return made;
}

Point point_with(double value, std::size_t combination) {
  Point point;
  point.combination = combination;
  point.result.measures = {exactly(value)};
  return point;
}

TEST(Spread, IsThatOfThePointsOfOneCombination) {
  SweepResult result;
  for (int i = 0; i <= 20; ++i) result.points.push_back(point_with(i, 0));
  result.points.push_back(point_with(1000, 1));
  const auto spread = spread_of(result, 0, asked);
  ASSERT_TRUE(spread.has_value());
  EXPECT_EQ(spread->draws, 21u);
  EXPECT_DOUBLE_EQ(spread->mean, 10);
  EXPECT_DOUBLE_EQ(spread->low, 1);
  EXPECT_DOUBLE_EQ(spread->median, 10);
  EXPECT_DOUBLE_EQ(spread->high, 19);
  EXPECT_FALSE(spread->simulation_half_width.has_value());
  EXPECT_FALSE(spread_of(result, 1, asked).has_value());  // a single draw has no spread
}

TEST(Spread, SaysWhatTheSimulationAloneLeavesOpen) {
  SweepResult result;
  for (const double half : {1.0, 3.0}) {
    Point point = point_with(10, 0);
    point.result.measures[0].exact.reset();
    point.result.measures[0].simulated = {10, 10 - half, 10 + half, 100, 50, Estimate::Trust::good, {}};
    result.points.push_back(point);
  }
  EXPECT_DOUBLE_EQ(spread_of(result, 0, asked)->simulation_half_width.value_or(0), 2);
}

TEST(Effects, AreSortedBySize) {
  SweepResult result;
  result.kind = SweepResult::Kind::one_at_a_time;
  for (const double value : {5.0, 4.0, 6.0, 9.0, 1.0}) result.points.push_back(point_with(value, 0));
  for (std::size_t i = 1; i < 5; ++i) result.points[i].settings = {{i < 3 ? "a" : "b", std::to_string(i)}};
  const auto found = effects_of(result, asked);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->base, 5);
  ASSERT_EQ(found->effects.size(), 2u);
  EXPECT_EQ(found->effects[0].path, "b");
  EXPECT_EQ(found->effects[0].low_setting, "3");
  EXPECT_EQ(found->effects[0].high, 1);
}

TEST(Effects, TouchingIntervalsAreNotResolved) {
  SweepResult result;
  for (int i = 0; i < 3; ++i) {
    Point point = point_with(10 + i, 0);
    point.settings = {{"a", "1"}};
    point.result.measures[0].exact.reset();
    point.result.measures[0].simulated = {10.0 + i, 9.0 + i, 11.0 + i, 100, 50, Estimate::Trust::good, {}};
    result.points.push_back(point);
  }
  EXPECT_FALSE(effects_of(result, asked)->effects[0].resolved);
}

TEST(Indices, OfIshigamisFunctionAreThePublishedOnes) {
  // sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 over (-pi, pi)^3: Saltelli et al. 2008, Global Sensitivity Analysis: The
  // Primer, 4.
  SweepResult result;
  result.kind = SweepResult::Kind::indices;
  for (const char* const name : {"x1", "x2", "x3"}) {
    models::UncertainInput input;
    input.path = name;
    input.low = -std::numbers::pi;
    input.high = std::numbers::pi;
    result.sweep.uncertain.push_back(input);
  }
  result.sweep.draws = 2048;
  for (const PlannedPoint& plan : points_for_indices(result.sweep, 1)) {
    const double x1 = std::stod(plan.settings[0].value), x2 = std::stod(plan.settings[1].value),
                 x3 = std::stod(plan.settings[2].value);
    const double sine = std::sin(x2);
    result.points.push_back(
        point_with(std::sin(x1) + 7 * sine * sine + 0.1 * std::pow(x3, 4) * std::sin(x1), plan.combination));
  }
  const auto found = indices_of(result, asked);
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(found->mean, 3.5, 0.05);
  EXPECT_NEAR(found->deviation * found->deviation, 13.8446, 0.3);
  struct Known {
    double main, total;
  };
  const std::map<std::string, Known> known = {{"x1", {0.3139, 0.5576}}, {"x2", {0.4424, 0.4424}}, {"x3", {0, 0.2437}}};
  for (const Index& index : found->inputs) {
    // 4.5 standard errors, which for a Sobol' design are larger than the error is; and they are to be small here.
    EXPECT_NEAR(index.main, known.at(index.path).main, 4.5 * index.main_error) << index.path;
    EXPECT_NEAR(index.total, known.at(index.path).total, 4.5 * index.total_error) << index.path;
    EXPECT_LT(index.main_error, 0.04);
    EXPECT_LT(index.total_error, 0.04);
  }
  EXPECT_EQ(found->inputs.front().path, "x1");
  EXPECT_EQ(found->inputs.back().path, "x3");
}

TEST(Indices, ThereAreNoneOfAnAnswerThatDoesNotVary) {
  SweepResult result;
  result.sweep.uncertain.resize(1);
  for (std::size_t i = 0; i < 12; ++i) result.points.push_back(point_with(3, i / 4));
  EXPECT_FALSE(indices_of(result, asked).has_value());
}

}  // namespace
}  // namespace nines::sweep
