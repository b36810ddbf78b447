// One trial as structured events, as lanes, as a page and as a trace.
#include "analysis/incidents/timeline.h"
#include "analysis/incidents/pick.h"
#include "analysis/monte_carlo/trials.h"
#include "tests/analysis/markup.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace nines::incidents {
namespace {

using run_studies::k_of_n;
using run_studies::varied;
using ::testing::HasSubstr;
using ::testing::Not;

monte_carlo::Tally tally_of(const models::Model& model, const models::Study& study, std::size_t trial) {
  monte_carlo::TrialRunner runner(model, study);
  monte_carlo::Tally tally(model, study);
  runner.run_trial(trial, tally);
  return tally;
}

void expect_no_gap(const std::vector<Stretch>& stretches, double from_s, double to_s) {
  ASSERT_FALSE(stretches.empty());
  EXPECT_EQ(stretches.front().from_s, from_s);
  EXPECT_EQ(stretches.back().to_s, to_s);
  for (std::size_t i = 1; i < stretches.size(); ++i) EXPECT_EQ(stretches[i].from_s, stretches[i - 1].to_s);
}

TEST(History, IsTheTrialOfTheRun) {
  const models::Study study = varied(30);
  const auto model = models::build(study.platform);
  for (std::size_t trial = 0; trial < 30; ++trial) {
    const monte_carlo::Tally tally = tally_of(*model, study, trial);
    const History history = history_of(*model, study, trial);
    std::vector<double> down_s(model->services.size(), 0);
    for (const ServiceOutage& outage : history.services) down_s[outage.service] += outage.to_s - outage.from_s;
    for (std::size_t i = 0; i < down_s.size(); ++i)
      EXPECT_NEAR(down_s[i], tally.services[i].downtime_s.sum, 1e-9 * down_s[i]);
    double failures = 0;
    for (const monte_carlo::PositiveSums& each : tally.failures) failures += each.sum;
    EXPECT_EQ(history.units.size(), static_cast<std::size_t>(failures));
    EXPECT_EQ(history.left_out, 0u);
  }
}

TEST(History, PhasesOfAnOutageAreThoseOfTheTally) {
  const models::Study study = varied(30);
  const auto model = models::build(study.platform);
  for (std::size_t trial = 0; trial < 30; ++trial) {
    const monte_carlo::Tally tally = tally_of(*model, study, trial);
    std::vector<double> phase_s(tally.phase_downtime_s.size(), 0);
    for (const ServiceOutage& outage : history_of(*model, study, trial).services) {
      expect_no_gap(outage.stretches, outage.from_s, outage.to_s);
      for (const Stretch& stretch : outage.stretches)
        phase_s[outage.service * models::outage_phases + static_cast<std::size_t>(stretch.phase)] +=
            stretch.to_s - stretch.from_s;
    }
    for (std::size_t i = 0; i < phase_s.size(); ++i)
      EXPECT_NEAR(phase_s[i], tally.phase_downtime_s[i], 1e-6 + 1e-9 * phase_s[i]);
  }
}

TEST(History, AUnitsWayBackHasNoGap) {
  const models::Study study = varied(10);
  const auto model = models::build(study.platform);
  for (std::size_t trial = 0; trial < 10; ++trial) {
    for (const UnitFailure& failure : history_of(*model, study, trial).units)
      expect_no_gap(failure.stretches, failure.from_s, failure.to_s);
  }
}

TEST(History, AnOutageIsLinkedToTheFailureThatBeganIt) {
  const models::Study study = k_of_n(1, 1, 1000, 10, 1);
  const auto model = models::build(study.platform);
  const History history = history_of(*model, study, 3);
  ASSERT_FALSE(history.services.empty());
  for (const ServiceOutage& outage : history.services) {
    ASSERT_LT(outage.begun_by, history.units.size());
    EXPECT_EQ(history.units[outage.begun_by].from_s, outage.from_s);
    EXPECT_EQ(history.units[outage.begun_by].to_s, outage.to_s);
  }
}

TEST(Timeline, WindowsDoNotOverlapAndHoldEveryOutage) {
  const models::Study study = varied(5);
  const auto model = models::build(study.platform);
  const History history = history_of(*model, study, 2);
  const std::vector<Window> windows = windows_of(history);
  std::size_t outages = 0;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    outages += windows[i].outages.size();
    if (i > 0) {
      EXPECT_GE(windows[i].from_s, windows[i - 1].to_s);
    }
    const plot::Lanes lanes = detail(*model, history, windows[i]);
    for (const plot::Lanes::Lane& lane : lanes.lanes) {
      for (const plot::Lanes::Span& span : lane.spans) {
        EXPECT_GE(span.from, 0);
        EXPECT_LE(span.to, windows[i].length_s());
      }
    }
  }
  EXPECT_EQ(outages, history.services.size());
}

TEST(Timeline, ThePageIsWellFormedAndEscapesNames) {
  models::Study study = varied(5);
  study.title = "<script>alert(1)</script>";
  study.platform.services[2].name = "<i>shop</i>";
  for (std::size_t trial = 0; trial < 3; ++trial) {
    const std::string page = timeline_html(study, trial, "");
    EXPECT_EQ(markup::fault(page), "");
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page, Not(HasSubstr("<i>shop")));
    EXPECT_THAT(page, HasSubstr("id=\"overview\""));
    EXPECT_EQ(markup::fault(timeline_svg(study, trial)), "");
  }
}

TEST(Timeline, ThePageOfAQuietTrialSaysSo) {
  const models::Study study = k_of_n(1, 10, 1e9, 1, 1);
  EXPECT_THAT(timeline_html(study, 0, ""), HasSubstr("No service was down in this trial."));
}

TEST(Trace, SlicesOfAThreadNestAndFlowsHaveBothEnds) {
  const models::Study study = varied(5);
  const auto document = nlohmann::json::parse(trace_json(study, 2));
  std::map<std::pair<int, std::size_t>, std::vector<std::pair<double, double>>> open;
  std::map<int, int> flows;
  for (const auto& event : document["traceEvents"]) {
    const std::string kind = event["ph"];
    if (kind == "s") ++flows[event["id"]];
    if (kind == "f") --flows[event["id"]];
    if (kind != "X") continue;
    auto& stack = open[{event["pid"], event["tid"]}];
    const double from = event["ts"], to = from + event["dur"].get<double>();
    constexpr double rounding_us = 1e-2;
    while (!stack.empty() && stack.back().second <= from + rounding_us) stack.pop_back();
    if (!stack.empty()) {
      EXPECT_LE(to, stack.back().second + rounding_us);
    }
    stack.emplace_back(from, to);
  }
  EXPECT_FALSE(flows.empty());
  for (const auto& [id, ends] : flows) EXPECT_EQ(ends, 0) << id;
}

TEST(Pick, FindsTheWorstAndTheMedianTrial) {
  const models::Study study = varied(101);
  const auto model = models::build(study.platform);
  std::vector<double> downtimes;
  for (std::size_t trial = 0; trial < 101; ++trial)
    downtimes.push_back(tally_of(*model, study, trial).services[2].downtime_s.sum);
  const Picked worst = pick(study, Pick::worst, PickBy::downtime, 2, 101);
  const Picked typical = pick(study, Pick::typical, PickBy::downtime, 2, 101);
  EXPECT_EQ(worst.trial,
            static_cast<std::size_t>(std::max_element(downtimes.begin(), downtimes.end()) - downtimes.begin()));
  EXPECT_EQ(worst.time_s, downtimes[worst.trial]);
  EXPECT_EQ(worst.looked_at, 101u);
  EXPECT_EQ(std::count_if(downtimes.begin(), downtimes.end(), [&](double each) { return each < typical.time_s; }) <= 50,
            true);
  EXPECT_EQ(std::count_if(downtimes.begin(), downtimes.end(), [&](double each) { return each > typical.time_s; }) <= 50,
            true);
}

TEST(Pick, OfEqualTrialsTakesTheFirst) {
  const models::Study study = k_of_n(1, 10, 1e9, 1, 20);
  EXPECT_EQ(pick(study, Pick::worst, PickBy::downtime, 0, 20).trial, 0u);
  EXPECT_EQ(pick(study, Pick::typical, PickBy::downtime, 0, 20).trial, 0u);
}

TEST(Pick, EndsWhenItIsInterrupted) {
  const std::atomic<bool> stop{true};
  EXPECT_EQ(pick(varied(10), Pick::worst, PickBy::downtime, 2, 10, &stop).looked_at, 0u);
}

}  // namespace
}  // namespace nines::incidents
