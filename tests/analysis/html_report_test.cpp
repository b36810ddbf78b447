// The report of a run as a page.
#include "analysis/report/html/html_report.h"
#include "tests/analysis/markup.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace nines::report {
namespace {

using run_studies::k_of_n;
using run_studies::varied;
using ::testing::HasSubstr;
using ::testing::Not;

struct Made {
  RunResult result;
  Profiles profiles;
  std::string page;
  std::vector<plot::Figure> charts;
};

Made made(const models::Study& study, unsigned threads = 2) {
  Made all;
  RunOptions options;
  options.threads = threads;
  options.profiles = &all.profiles;
  all.result = run(study, options);
  all.result.scenario_file = "plant.yaml";
  const ReportParts parts{
      study, all.result, all.profiles, {{"plant.yaml", "nines: 1\n# <script>\n"}}, "nines report plant.yaml"};
  all.page = html(parts);
  all.charts = figures(parts);
  return all;
}

std::vector<std::size_t> heading_levels(const std::string& page) {
  std::vector<std::size_t> levels;
  for (std::size_t at = page.find("<h"); at != std::string::npos; at = page.find("<h", at + 1)) {
    if (page[at + 2] >= '1' && page[at + 2] <= '6') levels.push_back(static_cast<std::size_t>(page[at + 2] - '0'));
  }
  return levels;
}

TEST(HtmlReport, HasItsSectionsInTheirOrder) {
  const std::string page = made(varied(400)).page;
  std::size_t at = 0;
  for (const char* const part :
       {"<h1>A bit of everything</h1>", "objective", ">Three answers side by side<", ">Where the nines go<",
        ">Downtime of a year<", ">How long outages last<", ">Availability over the mission<", ">How well it is known<",
        ">The system<", "how to get this report again", "nines report plant.yaml"}) {
    const std::size_t found = page.find(part, at);
    ASSERT_NE(found, std::string::npos) << part;
    at = found;
  }
}

TEST(HtmlReport, IsWellFormedAndHeadingsDoNotSkipALevel) {
  const std::string page = made(varied(400)).page;
  EXPECT_EQ(markup::fault(page), "");
  std::size_t last = 0;
  for (const std::size_t level : heading_levels(page)) {
    EXPECT_LE(level, last + 1);
    last = level;
  }
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
  EXPECT_THAT(page, Not(HasSubstr("http:")));
  EXPECT_THAT(page, Not(HasSubstr("https:")));
  EXPECT_THAT(page, Not(HasSubstr("nan")));
}

TEST(HtmlReport, HasATableBehindEveryChart) {
  const Made all = made(varied(400));
  EXPECT_GE(all.charts.size(), 7u);
  std::set<std::string> ids;
  for (const plot::Figure& chart : all.charts) {
    EXPECT_FALSE(chart.table.rows.empty()) << chart.id;
    EXPECT_EQ(markup::fault(chart.file_svg), "") << chart.id;
    EXPECT_TRUE(ids.insert(chart.id).second) << chart.id;
  }
}

TEST(HtmlReport, IsTheSameForAnyNumberOfThreads) { EXPECT_EQ(made(varied(200), 1).page, made(varied(200), 3).page); }

TEST(HtmlReport, EscapesWhatAScenarioSays) {
  models::Study study = varied(50);
  const std::string evil = "<script>alert(1)</script>";
  study.title = study.description = evil;
  study.objectives[0].text = evil;
  for (models::Service& service : study.platform.services) service.name += evil;
  for (models::NodeClass& nodes : study.platform.nodes) {
    nodes.name += evil;
    nodes.failures[0].name += evil;
  }
  study.platform.domains[0].name += evil;
  const Made all = made(study);
  EXPECT_THAT(all.page, Not(HasSubstr("<script>alert")));
  EXPECT_EQ(markup::fault(all.page), "");
  for (const plot::Figure& chart : all.charts) EXPECT_THAT(chart.file_svg, Not(HasSubstr("<script")));
}

TEST(HtmlReport, SaysInASentenceWhetherObjectivesAreMet) {
  models::Study study = varied(400);
  study.objectives[0].bound = 1e12;
  EXPECT_THAT(made(study).page, HasSubstr("The objective is met."));
  study.objectives[0].bound = 0;
  EXPECT_THAT(made(study).page, HasSubstr("The objective is missed."));
  study.objectives.clear();
  EXPECT_THAT(made(study).page, HasSubstr("The scenario states no objective."));
}

TEST(HtmlReport, BearsARunWithoutAnOutage) {
  const Made all = made(k_of_n(1, 10, 1e9, 1, 50));
  EXPECT_THAT(all.page, HasSubstr("No outage of service was seen in 50"));
  EXPECT_EQ(markup::fault(all.page), "");
}

TEST(HtmlReport, BearsAServiceThatIsNeverUp) {
  models::Study study = k_of_n(1, 1, 1e-3, 1e9, 20);
  const Made all = made(study);
  EXPECT_EQ(markup::fault(all.page), "");
  EXPECT_THAT(all.page, Not(HasSubstr("nan")));
}

TEST(HtmlReport, BearsAPlatformWithoutServices) {
  models::Study study = k_of_n(1, 1, 1000, 10, 20);
  study.platform.services.clear();
  study.objectives.clear();
  EXPECT_EQ(markup::fault(made(study).page), "");
}

TEST(HtmlReport, BearsOneTrial) { EXPECT_EQ(markup::fault(made(varied(1)).page), ""); }

}  // namespace
}  // namespace nines::report
