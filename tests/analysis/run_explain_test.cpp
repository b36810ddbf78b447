// One trial in words.
#include "analysis/incidents/words.h"
#include "analysis/monte_carlo/trials.h"
#include "analysis/report/numbers.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace nines {
namespace {

using namespace run_studies;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

std::size_t occurrences(const std::string& text, const std::string& of) {
  std::size_t found = 0;
  for (std::size_t at = text.find(of); at != std::string::npos; at = text.find(of, at + of.size())) ++found;
  return found;
}

TEST(Explain, ClockReadsDaysSinceTheStart) {
  EXPECT_EQ(incidents::clock_text(0), "day 0 00:00:00");
  EXPECT_EQ(incidents::clock_text(12 * 86400 + 3 * 3600 + 14 * 60 + 5.99), "day 12 03:14:05");
  EXPECT_EQ(incidents::clock_text(1e9 * year.count()), "day 365000000000 00:00:00");
}

TEST(Explain, TellsTheSameTrialAsTheRun) {
  const Study study = varied(30);
  const auto model = models::build(study.platform);
  monte_carlo::TrialRunner runner(*model, study);
  for (std::size_t trial = 0; trial < 30; ++trial) {
    monte_carlo::Tally tally(*model, study);
    runner.run_trial(trial, tally);
    const std::string text = explain(study, trial);
    const std::string outages = std::to_string(tally.services[2].outages.sum);
    EXPECT_THAT(text, ContainsRegex("\nshop +" + outages.substr(0, outages.find('.')) + " "));
    EXPECT_THAT(text, HasSubstr(report::duration_text(tally.services[2].downtime_s.sum)));
    EXPECT_EQ(occurrences(text, "OUTAGE of ") > 0, tally.services[0].outages.sum + tally.services[1].outages.sum > 0);
    const double rack_failures = tally.failures.back().sum;
    if (rack_failures > 0) {
      EXPECT_THAT(text, HasSubstr("rack.fault " + std::to_string(static_cast<int>(rack_failures))));
    }
  }
}

TEST(Explain, SaysWhatHappenedInAnOutage) {
  Study study = k_of_n(1, 1, 1000, 10, 1);
  study.platform.crews.push_back({});
  study.platform.crews[0].name = "technician";
  study.platform.nodes[0].failures[0].crew = 0;
  const std::string text = explain(study, 3);
  EXPECT_THAT(text, HasSubstr("OUTAGE of service"));
  EXPECT_THAT(text, HasSubstr("begun by node.fault"));
  EXPECT_THAT(text, HasSubstr("fails: fault"));
  EXPECT_THAT(text, HasSubstr("repair of fault begins"));
  EXPECT_THAT(text, HasSubstr("service is up again, after "));
  EXPECT_THAT(text, HasSubstr("Failures: node.fault "));
}

// With two of two nodes down, one of them was down before.
TEST(Explain, SaysWhatWasDownAlready) {
  const std::string text = explain(k_of_n(1, 2, 100, 10, 1), 0);
  ASSERT_GT(occurrences(text, "OUTAGE"), 0u);
  EXPECT_EQ(occurrences(text, "not repaired yet from before: node.fault\n"), occurrences(text, "OUTAGE"));
}

TEST(Explain, SaysWhichServiceStaysDownWhenASwitchoverIsDone) {
  const auto lasting = [](double hours) { return law("fixed", {{"value", hours * 3600}}); };
  Study study = k_of_n(1, 2, 1, 1, 1, Hours(15));
  models::Platform& platform = study.platform;
  platform.nodes = {node_class("mains", 1, failing(lasting(10.1), lasting(1))),
                    node_class("db", 2, failing(lasting(10), lasting(50)))};
  models::Service data = service("data", {nodes_of(1)}, 1);
  data.standby = models::Standby{1, 0};
  data.switchover.emplace().time = lasting(0.3);
  data.depends_on = {0};
  platform.services = {service("power", {nodes_of(0)}, 1), data};
  EXPECT_THAT(explain(study, 0), HasSubstr("data: switchover done, but data stays down\n"));
  platform.services[1].depends_on.clear();
  EXPECT_THAT(explain(study, 0), HasSubstr("data: switchover done\n"));
}

TEST(Explain, AFalseAlarmIsNoFailureAndNoRepair) {
  Study study = k_of_n(1, 1, 1, 1, 1, Hours(15));
  models::FailureMode& mode = study.platform.nodes[0].failures[0];
  mode.name = "false alarm of checks";
  mode.kind = models::ModeKind::false_alarm;
  mode.time_to_failure = law("fixed", {{"value", 36000}});
  mode.time_to_repair = law("fixed", {{"value", 60}});
  const std::string text = explain(study, 0);
  EXPECT_THAT(text, HasSubstr("node is taken out though it works: false alarm of checks"));
  EXPECT_THAT(text, HasSubstr("node is trusted again"));
  EXPECT_THAT(text, Not(HasSubstr("repair")));
  EXPECT_THAT(text, HasSubstr("Failures: none\nFalse alarms, switching: node.false alarm of checks 1"));
}

TEST(Explain, NothingHappened) {
  const std::string text = explain(k_of_n(1, 2, 1e12, 1, 1), 0);
  EXPECT_THAT(text, HasSubstr("No service was down in this trial."));
  EXPECT_THAT(text, HasSubstr("Failures: none"));
}

TEST(Explain, AHugeTrialIsCutShortAndSaysSo) {
  const std::string many_outages = explain(k_of_n(1, 1, 10, 1, 1), 0);
  EXPECT_THAT(many_outages, HasSubstr("more outages, with what happened between them"));
  EXPECT_LT(std::count(many_outages.begin(), many_outages.end(), '\n'), 5000);
  const std::string many_failures = explain(k_of_n(1, 100'000, 1000, 10, 1), 0);
  EXPECT_THAT(many_failures, HasSubstr("more failures that took no service down"));
  EXPECT_LT(std::count(many_failures.begin(), many_failures.end(), '\n'), 50);
  // One long outage in which 100 nodes fail and are repaired over and over.
  const std::string long_outage = explain(k_of_n(100, 100, 100, 10, 1), 0);
  EXPECT_THAT(long_outage, HasSubstr("more happenings until the end of this outage"));
}

TEST(Explain, NamesFromAFileDoNotSteerTheTerminal) {
  Study study = k_of_n(1, 1, 1000, 10, 1);
  study.title = "\x1b[2J";
  study.platform.services[0].name = "ser\x1bvice";
  study.platform.nodes[0].name = "no\nde";
  EXPECT_THAT(explain(study, 0), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace nines
