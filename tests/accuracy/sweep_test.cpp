// Sweeps of scenarios: every point's chain against the formula of a textbook, and the spread of a posterior against
// its law.
#include "scenarios/language/sweep.h"
#include "analysis/sweep/run_sweep.h"
#include "analysis/sweep/uncertainty.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::sweep {
namespace {

const std::string parallel = R"(nines: 1
trials: 50
parameters: {life: 100 h}
nodes:
  unit:
    count: 1
    failures:
      fault: {time to failure: exponential $life, time to repair: exponential 10 h}
services: {system: {needs: 1 of unit}}
)";

/// The points of a sweep, loaded and run.
SweepResult swept(const scenarios::SweepWishes& wishes) {
  const scenarios::SweepLoadResult loaded =
      scenarios::load_sweep(parallel, "parallel.yaml", ".", {}, wishes, std::nullopt);
  EXPECT_TRUE(loaded.scenario.has_value());
  std::vector<ReadyPoint> points;
  for (const PlannedPoint& plan : points_of(loaded.sweep, 1)) {
    std::vector<scenarios::Override> overrides;
    for (const models::Setting& each : plan.settings) overrides.push_back({each.path, each.value});
    scenarios::LoadResult point = scenarios::load_text(parallel, "parallel.yaml", overrides);
    EXPECT_TRUE(point.scenario.has_value());
    points.push_back({plan, std::move(point.scenario->study), point.scenario->text_hash});
  }
  SweepResult result = run_points(points, {});
  result.sweep = loaded.sweep;
  return result;
}

double long_run_unavailability(const Point& point) {
  return answer_of(point.result, {"system", models::Measure::availability})->exact->long_run;
}

TEST(Sweep, EveryPointIsTheParallelSystemOfTheTextbook) {
  scenarios::SweepWishes wishes;
  wishes.vary = {{"nodes.unit.count", "1..4"}, {"parameters.life", "100 h, 1000 h"}};
  const SweepResult result = swept(wishes);
  ASSERT_EQ(result.points.size(), 8u);
  for (std::size_t i = 0; i < 8; ++i) {
    const double life = i % 2 == 0 ? 100 : 1000, count = 1 + static_cast<double>(i / 2);
    const double expected = std::pow(10 / (life + 10), count);
    EXPECT_NEAR(long_run_unavailability(result.points[i]) / expected, 1, 1e-9) << i;  // soft: relative
  }
}

TEST(Sweep, AnswerSpreadsAsThePosteriorOfItsInput) {
  // The unavailability 10 / (life + 10) falls with the life, so that its quantiles are those of the life turned
  // around. Between 256 Sobol' points, whose order statistics are off the quantile by at most one in 256.
  scenarios::SweepWishes wishes;
  wishes.uncertain = {{"parameters.life", "3 failures in 300 h"}};
  wishes.draws = 256;
  const SweepResult result = swept(wishes);
  const auto spread = spread_of(result, 0, {"system", models::Measure::availability});
  ASSERT_TRUE(spread.has_value());
  EXPECT_FALSE(spread->simulation_half_width.has_value());
  // The mission of a year starts with all up, which is about 9 h of the 8760 h better than the long run.
  const auto bound = [&](double p) {
    return 10 / (quantile(result.sweep.uncertain[0], 1 - p) + 10) * (1 - 10.0 / 8760);
  };
  EXPECT_GT(spread->low, bound(0.05 - 2.0 / 256) * 0.995);
  EXPECT_LT(spread->low, bound(0.05 + 2.0 / 256) * 1.005);
  EXPECT_GT(spread->high, bound(0.95 - 2.0 / 256) * 0.995);
  EXPECT_LT(spread->high, bound(0.95 + 2.0 / 256) * 1.005);
}

}  // namespace
}  // namespace nines::sweep
