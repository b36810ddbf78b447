// The rows of a sweep beside one of them: the very differences that two systems have by themselves.
#include "analysis/report/sweep_report.h"
#include "analysis/sweep/row_differences.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nines::sweep {
namespace {

using models::Measure;
using run_studies::k_of_n;
using ::testing::HasSubstr;
using Outcome = MeasureDifference::Outcome;

/// One of two machines with these mean times to repair.
std::vector<ReadyPoint> points_with(const std::vector<double>& repair_h, std::size_t trials = 1500) {
  std::vector<ReadyPoint> points;
  for (const double hours : repair_h) {
    ReadyPoint point;
    point.plan.settings = {{"repair", std::to_string(static_cast<int>(hours)) + " h"}};
    point.study = k_of_n(1, 2, 200, hours, trials);
    point.number = points.size();
    points.push_back(point);
  }
  return points;
}

SweepResult swept(const std::vector<ReadyPoint>& points, const RunOptions& options = {}) {
  SweepResult result = run_points(points, options);
  const std::string service = points.front().study.platform.services.back().name;
  result.asked = {{service, Measure::availability}, {service, Measure::mtbf}};
  result.sweep.axes = {{"repair", {}}};
  return result;
}

TEST(RowDifferences, AreThoseOfTheTwoSystemsAlone) {
  const auto points = points_with({20, 15, 20});
  SweepResult result = swept(points);
  const DifferencesFromPoint found = differences_from(result, points, 0, {});
  ASSERT_EQ(found.points.size(), 3u);
  EXPECT_TRUE(found.points[0].empty());
  const Difference alone = difference(points[0].study, points[1].study, {});
  for (const MeasureDifference& each : found.points[1]) {
    for (const MeasureDifference& other : alone.measures) {
      if (other.measure != each.measure) continue;
      EXPECT_EQ(each.difference, other.difference);
      EXPECT_EQ(each.low, other.low);
      EXPECT_EQ(each.high, other.high);
      EXPECT_EQ(each.exact_first, other.exact_first);
      EXPECT_EQ(each.exact_second, other.exact_second);
    }
  }
  EXPECT_EQ(found.points[1][0].outcome, Outcome::resolved);
  EXPECT_EQ(found.points[2][0].outcome, Outcome::none_seen) << "the same system";
}

TEST(RowDifferences, TheBestRowIsTheOneWithTheBestAnswer) {
  const auto points = points_with({20, 5, 40}, 300);
  const SweepResult result = swept(points);
  EXPECT_EQ(best_point(result, {result.asked[0].service, Measure::availability}), 1u);
  EXPECT_EQ(best_point(result, {result.asked[0].service, Measure::mtbf}), 1u) << "longer is better";
  EXPECT_EQ(best_point(result, {"no such service", Measure::mtbf}), 0u);
}

TEST(RowDifferences, OfAnotherMissionThereIsNone) {
  auto points = points_with({20, 15}, 200);
  points[1].study.mission = year / 2;
  const SweepResult result = swept(points);
  EXPECT_EQ(differences_from(result, points, 0, {}).points[1][0].outcome, Outcome::not_available);
}

TEST(RowDifferences, OneThatIsInterruptedHasNoneOfTheRest) {
  const auto points = points_with({20, 15, 10}, 200);
  const SweepResult result = swept(points);
  const std::atomic<bool> stop{true};
  RunOptions options;
  options.stop = &stop;
  EXPECT_TRUE(differences_from(result, points, 0, options).points.empty());
}

TEST(RowDifferences, AreTheSameForAnyNumberOfThreadsAndInAllForms) {
  const auto points = points_with({20, 15, 20}, 300);
  std::vector<std::string> documents;
  for (const unsigned threads : {1U, 3U}) {
    RunOptions options;
    options.threads = threads;
    SweepResult result = swept(points, options);
    result.differences = differences_from(result, points, 1, options);
    documents.push_back(report::json(result) + report::csv(result) + report::table(result, {}));
    const auto json = nlohmann::json::parse(report::json(result));
    ASSERT_EQ(json["differences"].size(), 4u) << "two rows, two measures";
    EXPECT_EQ(json["differences"][0]["point"], 0);
    EXPECT_EQ(json["differences"][0]["against"], 1);
    EXPECT_THAT(report::csv(result), HasSubstr(",chain,against,difference,difference_low,difference_high,outcome\n"));
    EXPECT_THAT(report::table(result, {}), HasSubstr("differences from row 1"));
  }
  EXPECT_EQ(documents[0], documents[1]);
}

}  // namespace
}  // namespace nines::sweep
