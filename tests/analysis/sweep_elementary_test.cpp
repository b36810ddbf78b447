// Elementary effects: exact for what is linear, and the walks as Morris has them.
#include "analysis/sweep/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>

namespace nines::sweep {
namespace {

models::Sweep three_inputs(std::size_t walks) {
  models::Sweep sweep;
  sweep.axes = {{"one", {"5"}}, {"count", {"1", "2", "3", "4"}}};  // what has one value is no input
  for (const char* const path : {"a", "b"}) {
    models::UncertainInput input;
    input.path = path;
    input.high = 1;
    sweep.uncertain.push_back(input);
  }
  sweep.draws = walks;
  return sweep;
}

/// A result whose answer is a function of the settings.
SweepResult result_of(const models::Sweep& sweep, const std::function<double(double, double, double)>& answer) {
  SweepResult result;
  result.kind = SweepResult::Kind::walks;
  result.sweep = sweep;
  result.seed = 7;
  for (PlannedPoint& plan : points_of_walks(sweep, 7)) {
    const auto number = [&](std::size_t i) { return std::stod(plan.settings[i].value); };
    MeasureResult measure;
    measure.subject = "plant";
    measure.exact = ExactValue{answer(number(0), number(1), number(2)), 0, 0};
    RunResult run;
    run.measures = {measure};
    result.points.push_back({std::move(plan.settings), plan.combination, std::move(run)});
  }
  return result;
}

const AskedMeasure availability{"plant", models::Measure::availability};

TEST(ElementaryEffects, EachStepChangesOneInputByHalfItsRange) {
  const auto points = points_of_walks(three_inputs(20), 1);
  ASSERT_EQ(points.size(), 20u * 4u);
  std::set<std::string> counts;
  for (std::size_t i = 0; i < points.size(); ++i) {
    counts.insert(points[i].settings[0].value);
    if (i % 4 == 0) continue;
    EXPECT_EQ(points[i].combination, points[i - 1].combination);
    std::size_t changed = 0;
    for (std::size_t d = 0; d < 3; ++d) {
      const double by = std::stod(points[i].settings[d].value) - std::stod(points[i - 1].settings[d].value);
      changed += by != 0 ? 1 : 0;
      if (by != 0) {
        EXPECT_NEAR(std::abs(by), d == 0 ? 2 : 0.5, 1e-9);
      }
    }
    EXPECT_EQ(changed, 1u);
  }
  EXPECT_EQ(counts.size(), 4u);  // all levels are reached
}

TEST(ElementaryEffects, ExactWhereTheAnswerIsLinear) {
  const auto found = elementary_effects_of(
      result_of(three_inputs(10), [](double count, double a, double b) { return count + 3 * a - b; }), availability);
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), 3u);
  const std::vector<std::pair<std::string, double>> expected = {{"count", 2}, {"a", 1.5}, {"b", -0.5}};
  for (std::size_t i = 0; i < 3; ++i) {
    const ElementaryEffect& each = (*found)[i];
    EXPECT_EQ(each.path, expected[i].first);
    EXPECT_NEAR(each.mean, expected[i].second, 1e-9);
    EXPECT_NEAR(each.size, std::abs(expected[i].second), 1e-9);
    EXPECT_NEAR(each.deviation, 0, 1e-9);
    EXPECT_EQ(each.walks, 10u);
  }
}

TEST(ElementaryEffects, SpreadWhereInputsActTogether) {
  const auto found = elementary_effects_of(
      result_of(three_inputs(50), [](double, double a, double b) { return (a - 0.5) * (b - 0.5); }), availability);
  ASSERT_TRUE(found.has_value());
  for (const ElementaryEffect& each : *found) {
    if (each.path == "count") {
      EXPECT_EQ(each.size, 0);
      continue;
    }
    EXPECT_GT(each.size, 0.05);  // which a tornado, in the middle, would not see
    EXPECT_GT(each.deviation, std::abs(each.mean));
  }
}

TEST(ElementaryEffects, NeedTwoWalks) {
  SweepResult result = result_of(three_inputs(3), [](double count, double, double) { return count; });
  result.points.resize(7);  // interrupted in the second walk
  EXPECT_FALSE(elementary_effects_of(result, availability).has_value());
}

}  // namespace
}  // namespace nines::sweep
