// Charts as drawings, as tables and as Vega-Lite specifications.
#include "analysis/plot/chart.h"
#include "analysis/plot/diagram.h"
#include "analysis/plot/drawing.h"
#include "analysis/plot/front.h"
#include "analysis/plot/heat_map.h"
#include "analysis/plot/lanes.h"
#include "analysis/plot/ranges.h"
#include "tests/analysis/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace nines::plot {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> words(const std::vector<Tick>& ticks) {
  std::vector<std::string> all;
  for (const Tick& tick : ticks) all.push_back(tick.words);
  return all;
}

Chart chart_of(Series::Kind kind) {
  Chart chart;
  chart.id = "c";
  chart.title = "A <b>chart</b> & \"more\"";
  chart.x = {"time", Unit::seconds, false, 0, 0};
  chart.y = {"share", Unit::share, false, 0, 0};
  chart.series = {{"one", kind, Colour::blue, {{0, 60, 0.25, 0.2, 0.3}, {60, 120, 0.5, 0.4, 0.6}}},
                  {"two", kind, Colour::orange, {{0, 60, 0.1}, {60, 120, 0.2}}}};
  chart.at_x = {{90, "median"}};
  chart.at_y = {{0.3, "asked for"}};
  return chart;
}

void expect_well_formed(const Figure& figure) {
  EXPECT_EQ(markup::fault(figure.wide_svg), "") << figure.wide_svg;
  EXPECT_EQ(markup::fault(figure.narrow_svg), "");
  EXPECT_EQ(markup::fault(figure.file_svg), "");
  EXPECT_THAT(figure.wide_svg, Not(HasSubstr("nan")));
  EXPECT_THAT(figure.wide_svg, Not(HasSubstr("inf ")));
  EXPECT_THAT(figure.wide_svg, Not(HasSubstr(" style="))) << "which a page's policy would not allow";
}

TEST(Plot, EscapesWhatMarkupGivesAMeaningTo) {
  EXPECT_EQ(escaped("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(escaped(std::string_view("a\0b\x1b[31m", 8)), "a b [31m") << "XML holds no control characters";
  EXPECT_EQ(escaped("\xC3\xA9"), "\xC3\xA9");
}

TEST(Plot, FitsATextIntoItsRoomWithoutCuttingALetter) {
  EXPECT_EQ(fitted("short", normal_size, 100), "short");
  const std::string cut = fitted("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", normal_size, 50);
  EXPECT_LE(text_width(cut, normal_size), 50 + normal_size);
  EXPECT_EQ((cut.size() - 3) % 2, 0u);
}

TEST(Plot, TicksOfTimesAreThoseThatAPlannerWouldChoose) {
  const Scale hours({"", Unit::seconds, false, 0, 6 * 3600.0}, {});
  EXPECT_THAT(words(hours.ticks(6)), ElementsAre("0 s", "1 h", "2 h", "3 h", "4 h", "5 h", "6 h"));
  const Scale decades({"", Unit::seconds, true, 0.5, 4000}, {});
  EXPECT_THAT(words(decades.ticks(8)), ElementsAre("1 s", "10 s", "1 min", "10 min", "1 h"));
}

TEST(Plot, AnAxisOfAvailabilityPointsUpwardsAndTellsItsTicksApart) {
  const Scale scale({"", Unit::unavailability, false, 0, 0}, {1e-4, 9e-5, 1.1e-4});
  EXPECT_LT(scale.share(1.1e-4), scale.share(9e-5));
  const std::vector<std::string> ticks = words(scale.ticks(5));
  for (std::size_t i = 1; i < ticks.size(); ++i) EXPECT_NE(ticks[i - 1], ticks[i]);
}

TEST(Plot, AScaleBearsAnyValues) {
  const double infinite = std::numeric_limits<double>::infinity(), nothing = std::numeric_limits<double>::quiet_NaN();
  for (const bool logarithmic : {false, true}) {
    for (const std::vector<double>& values :
         {std::vector<double>{}, {0}, {0, 0}, {5}, {-1, 1}, {infinite, 1}, {nothing}, {1e-300, 1e300}}) {
      const Scale scale({"", Unit::seconds, logarithmic, 0, 0}, values);
      EXPECT_LT(scale.low(), scale.high());
      EXPECT_LE(scale.ticks(6).size(), 30u);
      for (const double value : {0.0, 1.0, infinite, nothing}) {
        EXPECT_GE(scale.share(value), 0);
        EXPECT_LE(scale.share(value), 1);
      }
    }
  }
}

TEST(Plot, ChartsAreWellFormedAndSayWhatTheyShow) {
  for (const auto kind : {Series::Kind::line, Series::Kind::steps, Series::Kind::bars}) {
    const Figure figure = figure_of(chart_of(kind));
    expect_well_formed(figure);
    EXPECT_THAT(figure.wide_svg, HasSubstr("A &lt;b&gt;chart&lt;/b&gt; &amp; &quot;more&quot;"));
    EXPECT_THAT(figure.wide_svg, HasSubstr("one: 25 % (20 % .. 30 %)")) << "who points at it is told";
    EXPECT_THAT(figure.file_svg, HasSubstr("prefers-color-scheme:dark"));
    ASSERT_EQ(figure.table.rows.size(), 4u);
    EXPECT_THAT(figure.table.rows[0], ElementsAre("one", "0 s .. 1 min", "25 %", "20 % .. 30 %"));
  }
}

TEST(Plot, EmptyChartsAreDrawnAllTheSame) {
  Chart chart;
  expect_well_formed(figure_of(chart));
  chart.series = {{"", Series::Kind::line, Colour::blue, {{1, 0, 1}}}};
  expect_well_formed(figure_of(chart));
  expect_well_formed(figure_of(Bars{}));
  expect_well_formed(figure_of(Lanes{}));
  expect_well_formed(figure_of(Diagram{}));
}

TEST(Plot, BarsHaveATableAndATip) {
  Bars bars;
  bars.title = "Causes";
  bars.x = {"share", Unit::share, false, 0, 0};
  bars.what = "cause";
  bars.parts = {{"a", Colour::blue}, {"b", Colour::red}};
  bars.more = {"outages"};
  bars.rows = {{"web.<fault>", {0.5, 0.25}, "75 %", {"3 /y"}}};
  const Figure figure = figure_of(bars);
  expect_well_formed(figure);
  EXPECT_THAT(figure.wide_svg, HasSubstr("<title>web.&lt;fault&gt;\na: 50 %\noutages: 3 /y</title>"));
  EXPECT_THAT(figure.table.header, ElementsAre("cause", "a", "b", "outages"));
  EXPECT_THAT(figure.table.rows[0], ElementsAre("web.<fault>", "50 %", "25 %", "3 /y"));
}

TEST(Plot, RangesGoToBothSidesOfTheirBase) {
  Ranges ranges;
  ranges.title = "Tornado";
  ranges.x = {"availability", Unit::unavailability, true, 0, 0};
  ranges.what = "input";
  ranges.parts = {{"low", Colour::blue}, {"high", Colour::orange}};
  ranges.rows = {{"<life>",
                  {{0.01, 0.1, std::nullopt, 0, 0, "1 h: 90 %", "1 h"}, {0.01, 0.001, 0.002, 0.0005, 0.003, "99.9 %"}},
                  {"yes"}}};
  ranges.more = {"resolved"};
  ranges.base = Rule{0.01, "as it is"};
  for (const bool in_one_line : {true, false}) {
    ranges.in_one_line = in_one_line;
    const Figure figure = figure_of(ranges);
    expect_well_formed(figure);
    EXPECT_THAT(figure.wide_svg, HasSubstr("<title>&lt;life&gt;\nlow: 1 h: 90 %</title>"));
    EXPECT_THAT(figure.table.rows[0], ElementsAre("<life>", "1 h: 90 %", "99.9 %", "yes"));
    const auto document = nlohmann::json::parse(figure.vega_lite);
    EXPECT_EQ(document["data"]["values"][1]["low"], 0.0005);
    EXPECT_EQ(document["layer"][0]["encoding"].contains("yOffset"), !in_one_line);
  }
}

TEST(Plot, TheWorseACellTheStrongerItsColour) {
  HeatMap map;
  map.x = {"1", "2"};
  map.y = {"a"};
  map.x_label = "parts";
  map.y_label = "<crew>";
  map.value = {"downtime", Unit::seconds, true, 0, 0};
  map.cells = {{HeatMap::Cell{1, "1 s", ""}, HeatMap::Cell{100, "100 s", "90 .. 110"}}};
  EXPECT_EQ(heat_step(map, 1), 0u);
  EXPECT_EQ(heat_step(map, 10), heat_steps / 2) << "by the logarithm";
  EXPECT_EQ(heat_step(map, 100), heat_steps - 1);
  const Figure figure = figure_of(map);
  expect_well_formed(figure);
  EXPECT_THAT(figure.wide_svg, HasSubstr("<title>parts: 2\n&lt;crew&gt;: a\n100 s (90 .. 110)</title>"));
  EXPECT_THAT(figure.table.rows[0], ElementsAre("a", "1 s", "100 s (90 .. 110)"));
  map.less_is_worse = true;
  EXPECT_EQ(heat_step(map, 1), heat_steps - 1);
  map.cells = {{std::nullopt, std::nullopt}};
  expect_well_formed(figure_of(map));
  expect_well_formed(figure_of(HeatMap{}));
}

TEST(Plot, AFrontIsAStepThroughThoseThatNoneBeats) {
  Front front;
  front.title = "Cost";
  front.cost = {"cost per year", Unit::number, false, 0, 0};
  front.value = {"availability", Unit::unavailability, true, 0, 0};
  front.candidates = {{300, 1e-4, 9e-5, 1.1e-4, "3 <nodes>", true},
                      {100, 1e-2, 0, 0, "1 node", true},
                      {350, 1e-3, 5e-4, 2e-3, "worse", false}};
  const Figure figure = figure_of(front);
  expect_well_formed(figure);
  EXPECT_THAT(figure.wide_svg, HasSubstr("3 &lt;nodes&gt;\ncost per year: 300\navailability: 99.99000 % ("));
  ASSERT_EQ(figure.table.rows.size(), 3u);
  EXPECT_THAT(figure.table.rows[0], ElementsAre("1 node", "100", "99.000 %", "", "yes")) << "by their costs";
  EXPECT_EQ(figure.table.rows[2].back(), "");
  EXPECT_EQ(nlohmann::json::parse(figure.vega_lite)["layer"].size(), 3u);
  expect_well_formed(figure_of(Front{}));
}

TEST(Plot, AnAxisOfNamesHasThemInTheirOrder) {
  Chart chart = chart_of(Series::Kind::line);
  chart.x = {"setting", Unit::number, false, 0, 0, {"first", "second <"}};
  chart.series = {{"", Series::Kind::line, Colour::blue, {{0, 0, 0.1}, {1, 0, 0.2}}, true}};
  chart.at_x.clear();
  const Figure figure = figure_of(chart);
  expect_well_formed(figure);
  EXPECT_THAT(figure.wide_svg, HasSubstr(">second &lt;</text>"));
  EXPECT_EQ(figure.table.rows[1][0], "second <");
}

TEST(Plot, SeveralFiguresMakeOneDrawing) {
  const Figure one = figure_of(chart_of(Series::Kind::bars));
  EXPECT_EQ(stacked({one}), one.file_svg);
  EXPECT_EQ(markup::fault(stacked({one, one})), "");
  EXPECT_EQ(markup::fault(stacked({})), "");
}

TEST(Plot, OverlappingSpansStandAboveEachOther) {
  Lanes lanes;
  lanes.time = {"time", Unit::seconds, false, 0, 100};
  lanes.states = {{"down", Colour::red}};
  lanes.lanes = {{"web", {{0, 50, 0, "first", ""}, {40, 80, 0, "second", "#incident-1"}}}};
  lanes.links = {{0, 0, 10, 20}};
  lanes.moments = {{0, "it begins"}, {1, "it goes on"}, {90, "it ends"}};
  const Figure figure = figure_of(lanes);
  expect_well_formed(figure);
  EXPECT_THAT(figure.wide_svg, HasSubstr("<a href=\"#incident-1\">"));
  EXPECT_THAT(figure.wide_svg, HasSubstr("height=\"7\"")) << "thin rows";
  EXPECT_THAT(figure.file_svg, HasSubstr("it goes on"));
}

TEST(Plot, ArrowsOfADiagramGoDownwards) {
  Diagram diagram;
  diagram.nodes.resize(4);
  for (std::size_t i = 0; i < 4; ++i) diagram.nodes[i].title = std::to_string(i);
  diagram.edges = {{3, 2, "", false}, {2, 0, "", false}, {3, 0, "", true}, {3, 1, "", false}};
  EXPECT_THAT(layers_of(diagram), ElementsAre(2u, 1u, 1u, 0u));
  expect_well_formed(figure_of(diagram));
  diagram.edges.push_back({0, 3, "a cycle, which there must not be", false});
  expect_well_formed(figure_of(diagram));
}

TEST(Plot, VegaLiteGetsTheSameNumbers) {
  const auto document = nlohmann::json::parse(figure_of(chart_of(Series::Kind::steps)).vega_lite);
  EXPECT_THAT(document["$schema"].get<std::string>(), HasSubstr("vega-lite"));
  ASSERT_EQ(document["data"]["values"].size(), 4u);
  EXPECT_EQ(document["data"]["values"][0]["y_at"], 0.25);
  EXPECT_EQ(document["data"]["values"][0]["low"], 0.2);
  EXPECT_EQ(document["data"]["values"][0]["x_end"], 1) << "minutes, whose round numbers make ticks";
  EXPECT_EQ(document["layer"].size(), 8u) << "a band and a line of each, and each rule with its words";
}

TEST(Plot, IdsAreFitForFileNames) {
  EXPECT_EQ(id_of("Plant A / \xC3\xBC"), "plant-a");
  EXPECT_EQ(id_of("../.."), "x");
}

}  // namespace
}  // namespace nines::plot
