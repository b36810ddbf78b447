// The report of a sweep as a page and as drawings.
#include "analysis/report/html/sweep_page.h"
#include "analysis/report/html/swept_axis.h"
#include "analysis/sweep/design.h"
#include "tests/analysis/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace nines::report {
namespace {

using sweep::SweepResult;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// What a run at these settings might have found: the more parts, the less downtime.
RunResult run_with(double unavailability, bool exact) {
  RunResult result;
  result.mission_s = 86400;
  result.trials = 100;
  MeasureResult measure;
  measure.subject = "work";
  measure.simulated = {unavailability, 0.9 * unavailability, 1.1 * unavailability, 100, 50, Estimate::Trust::good, {}};
  if (exact) measure.exact = ExactValue{unavailability, unavailability, 0};
  result.measures = {measure};
  return result;
}

/// Of all points of a plan, each ten times as available as the one before it.
SweepResult swept(const models::Sweep& sweep, const std::vector<sweep::PlannedPoint>& plan, SweepResult::Kind kind,
                  bool exact) {
  SweepResult result;
  result.kind = kind;
  result.title = "Machines <b>";
  result.scenario_file = "plant.yaml";
  result.sweep = sweep;
  result.asked = {{"work", models::Measure::availability}};
  result.points_planned = plan.size();
  double unavailability = 0.1;
  for (const sweep::PlannedPoint& point : plan) {
    result.points.push_back({point.settings, point.combination, run_with(unavailability, exact)});
    unavailability *= 0.7;
  }
  return result;
}

models::UncertainInput life() {
  models::UncertainInput input;
  input.path = "parameters.life";
  input.words = "uniform 1 h to 3 h";
  input.low = 1;
  input.high = 3;
  input.unit = "h";
  return input;
}

SweepResult grid() {
  models::Sweep sweep;
  sweep.axes = {{"parts", {"0", "1", "2"}}, {"repair", {"2 h", "1 d"}}};
  return swept(sweep, sweep::points_of(sweep, 1), SweepResult::Kind::points, true);
}

/// With plain blanks where lines must not be broken.
std::string page_of(const SweepResult& result, const PageOrigin& origin = {}) {
  std::string page = html(result, origin);
  for (std::size_t at = page.find("\xC2\xA0"); at != std::string::npos; at = page.find("\xC2\xA0", at))
    page.replace(at, 2, " ");
  return page;
}

std::vector<std::string> ids(const SweepResult& result) {
  std::vector<std::string> all;
  for (const plot::Figure& figure : figures(result)) all.push_back(figure.id);
  return all;
}

void expect_whole(const SweepResult& result) {
  const std::string page = page_of(result, {{{"plant.yaml", "nines: 1\n"}}, "nines sweep plant.yaml"});
  EXPECT_EQ(markup::fault(page), "");
  EXPECT_EQ(markup::fault(drawing(result)), "");
  EXPECT_THAT(page, Not(HasSubstr("nan")));
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
  EXPECT_THAT(page, HasSubstr("Machines &lt;b&gt;"));
  EXPECT_THAT(page, HasSubstr("nines sweep plant.yaml"));
  for (const plot::Figure& figure : figures(result)) {
    EXPECT_FALSE(figure.table.rows.empty()) << figure.id;
    EXPECT_FALSE(figure.vega_lite.empty()) << figure.id;
    EXPECT_EQ(markup::fault(figure.wide_svg), "") << figure.id;
    EXPECT_EQ(markup::fault(figure.narrow_svg), "") << figure.id;
  }
}

TEST(SweptAxis, LiesWhereTheNumbersDoAndElseByName) {
  const SweptAxis times = swept_axis("interval", {"1 s", "2 min", "1 h"});
  EXPECT_THAT(times.places, ElementsAre(1, 120, 3600));
  EXPECT_EQ(times.axis.unit, plot::Unit::seconds);
  EXPECT_TRUE(times.axis.logarithmic);
  const SweptAxis counts = swept_axis("count", {"1", "2", "3"});
  EXPECT_EQ(counts.axis.unit, plot::Unit::count);
  EXPECT_FALSE(counts.axis.logarithmic);
  EXPECT_EQ(swept_axis("coverage", {"90 %", "99%"}).axis.unit, plot::Unit::share);
  for (const std::vector<std::string>& mixed : {std::vector<std::string>{"1", "2 h"},
                                                {"exponential 3 h", "exponential 4 h"},
                                                {"true", "false"},
                                                {"1 GB", "2 GB"}}) {
    const SweptAxis named = swept_axis("path", mixed);
    EXPECT_EQ(named.axis.names, mixed);
    EXPECT_THAT(named.places, ElementsAre(0, 1));
  }
}

TEST(SweepPage, OfAGridHasCurvesAndAHeatMap) {
  const SweepResult result = grid();
  EXPECT_THAT(ids(result), ElementsAre("response-availability-of-work", "heat-availability-of-work"));
  expect_whole(result);
  const std::string page = page_of(result);
  EXPECT_THAT(page, HasSubstr("Availability of work goes from 90.00"));
  EXPECT_THAT(page, HasSubstr("repair = 1 d: ")) << "a curve for each value of the second axis";
  EXPECT_THAT(page, HasSubstr("parts: 2\nrepair: 2 h\n")) << "a cell of the heat map, to who points at it";
}

TEST(SweepPage, OfOneAxisHasTheChainBesideTheSimulation) {
  models::Sweep sweep;
  sweep.axes = {{"parts", {"0", "1", "2"}}};
  const SweepResult result = swept(sweep, sweep::points_of(sweep, 1), SweepResult::Kind::points, true);
  EXPECT_THAT(ids(result), ElementsAre("response-availability-of-work"));
  EXPECT_THAT(page_of(result), HasSubstr("Markov chain: 90.00 %"));
  expect_whole(result);
}

TEST(SweepPage, OfThreeAxesHasAChartForEachValueOfTheThird) {
  models::Sweep sweep;
  sweep.axes = {{"parts", {"0", "1", "2"}}, {"repair", {"2 h", "1 d"}}, {"crew", {"x", "y"}}};
  const SweepResult result = swept(sweep, sweep::points_of(sweep, 1), SweepResult::Kind::points, false);
  EXPECT_EQ(figures(result).size(), 4u);
  EXPECT_THAT(figures(result)[1].title, HasSubstr("crew = y"));
  expect_whole(result);
}

TEST(SweepPage, OfZippedListsHasOneCurveOverTheirPairs) {
  models::Sweep sweep;
  sweep.axes = {{"parts", {"0", "1"}}, {"repair", {"2 h", "1 d"}}};
  sweep.zip = true;
  const SweepResult result = swept(sweep, sweep::points_of(sweep, 1), SweepResult::Kind::points, false);
  EXPECT_THAT(ids(result), ElementsAre("response-availability-of-work"));
  EXPECT_THAT(figures(result)[0].wide_svg, HasSubstr(">1, 1 d<"));
  expect_whole(result);
}

TEST(SweepPage, LaysWhatIsNotKnownBesideWhatSimulatingLeavesOpen) {
  models::Sweep sweep;
  sweep.axes = {{"parts", {"0", "1"}}};
  sweep.uncertain = {life()};
  sweep.draws = 8;
  const SweepResult result = swept(sweep, sweep::points_of(sweep, 1), SweepResult::Kind::points, false);
  EXPECT_THAT(ids(result), ElementsAre("response-availability-of-work", "spread-availability-of-work"));
  EXPECT_THAT(page_of(result), HasSubstr("nine in ten draws"));
  EXPECT_THAT(page_of(result), HasSubstr("simulating alone leaves +-"));
  expect_whole(result);
}

TEST(SweepPage, ATornadoGoesFromTheScenarioToBothSides) {
  models::Sweep sweep;
  sweep.axes = {{"parts", {"0", "1"}}};
  sweep.uncertain = {life()};
  const SweepResult result = swept(sweep, sweep::one_at_a_time(sweep), SweepResult::Kind::one_at_a_time, true);
  EXPECT_THAT(ids(result), ElementsAre("tornado-availability-of-work"));
  EXPECT_THAT(figures(result)[0].wide_svg, HasSubstr("the scenario: 90.000 %"));
  EXPECT_THAT(page_of(result), HasSubstr("moves it most"));
  expect_whole(result);
}

TEST(SweepPage, IndicesAreBarsWithTheirErrors) {
  models::Sweep sweep;
  sweep.uncertain = {life(), life()};
  sweep.uncertain[1].path = "parameters.other";
  sweep.draws = 16;
  const SweepResult result = swept(sweep, sweep::points_for_indices(sweep, 1), SweepResult::Kind::indices, true);
  EXPECT_THAT(ids(result), ElementsAre("indices-availability-of-work"));
  expect_whole(result);
}

TEST(SweepPage, BearsWhatIsMissing) {
  SweepResult result = grid();
  result.points[1].result.measures.clear();
  result.points[2].result.measures[0].simulated = {infinite, 0, infinite, 0, 0, Estimate::Trust::not_available, {}};
  result.points[3].result.measures[0].exact.reset();
  result.points[3].result.measures[0].simulated = {0, 0, 0.01, 100, 0, Estimate::Trust::none_seen, {}};
  expect_whole(result);
  result.points.resize(2);
  result.interrupted = true;
  EXPECT_THAT(page_of(result), HasSubstr("Interrupted: these are 2 of 6 points."));
  result.points.clear();
  EXPECT_EQ(markup::fault(page_of(result)), "");
  EXPECT_TRUE(figures(result).empty());
}

TEST(SweepPage, SaysAtHowManyPointsTheObjectivesAreMet) {
  SweepResult result = grid();
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    ObjectiveResult objective;
    objective.outcome = i < 4 ? ObjectiveResult::Outcome::missed : ObjectiveResult::Outcome::met;
    result.points[i].result.objectives = {objective};
  }
  const std::string page = page_of(result);
  EXPECT_THAT(page,
              HasSubstr("All objectives are met at 2 of 6 points, the first of which is parts = 2, repair = 2 h."));
  EXPECT_THAT(page, HasSubstr("1 of 1 missed"));
}

}  // namespace
}  // namespace nines::report
