// What detectors need to see, as scenarios say it: what it becomes, and what is refused.
#include "scenarios/language/fields.h"
#include "tests/scenarios/bad_input.h"

#include <algorithm>

namespace nines::scenarios::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

models::Study good(const std::string& text) {
  const LoadResult result = load_text(text, "scenario.yaml");
  EXPECT_TRUE(result.scenario && result.diagnostics.empty()) << all_of(result.diagnostics);
  return result.scenario ? result.scenario->study : models::Study{};
}

/// Servers that `checks` watches, from a monitor and by way of a switch; on line 3 the detector, from column 12 on.
std::string watching(const std::string& checks, const std::string& monitor = "time to notice: 1 d",
                     const std::string& more_detectors = "") {
  return "nines: 1\n"
         "detectors:\n"
         "  checks: {kind: poll, interval: 5 s, " +
         checks + "}\n" + more_detectors +
         "nodes:\n"
         "  web: {count: 2, failures: {f: {time to failure: fixed 9 h, time to repair: 1 h, detected by: checks}}}\n"
         "  monitor: {failures: {crash: {time to failure: fixed 9 h, time to repair: 1 h, " +
         monitor +
         "}}}\n"
         "  switch: {failures: {reboot: {time to failure: fixed 9 h, time to repair: 1 h}}}\n"
         "services:\n"
         "  shop: {needs: 1 of web}\n"
         "  monitoring: {needs: 1 of monitor}\n"
         "  network: {needs: 1 of switch}\n";
}

std::vector<std::string> names(const models::Study& study, const std::vector<std::size_t>& services) {
  std::vector<std::string> all;
  for (const std::size_t each : services) all.push_back(study.platform.services[each].name);
  return all;
}

TEST(Watchers, AHomeAndAPath) {
  const models::Study study = good(watching("runs on: monitoring, through: network"));
  const models::DetectorSummary& checks = study.platform.detectors[0];
  EXPECT_THAT(names(study, checks.watcher.runs_on), ElementsAre("monitoring"));
  EXPECT_THAT(names(study, checks.watcher.through), ElementsAre("network"));
  EXPECT_THAT(checks.words, HasSubstr(", on monitoring, through network"));
  // Suspected after three checks that time out after 5 s, each 5 s after the one before.
  ASSERT_TRUE(checks.watcher.until_suspected && checks.watcher.until_trusted);
  EXPECT_NEAR(checks.watcher.until_suspected->mean().count(), 27.5, 1e-9);
  EXPECT_EQ(study.platform.nodes[0].failures[0].detector, 0u);
}

TEST(Watchers, WithoutEitherItAlwaysSees) {
  EXPECT_TRUE(good(watching("rise: 2")).platform.detectors[0].watcher.always_sees());
}

TEST(Watchers, NobodyIsTakenOutWhereFalseAlarmsAreIgnored) {
  const models::Study study = good(watching("through: network, false alarms: ignored"));
  EXPECT_THAT(names(study, study.platform.detectors[0].watcher.through), ElementsAre("network"));
  EXPECT_EQ(study.platform.detectors[0].watcher.until_suspected, nullptr);
}

TEST(Watchers, FalseAlarmsAreTheDetectors) {
  const models::Study study = good(watching("runs on: [monitoring, network], loss: 1 %"));
  ASSERT_EQ(study.platform.nodes[0].failures.size(), 2u);
  EXPECT_EQ(study.platform.nodes[0].failures[1].detector, 0u);
  EXPECT_EQ(study.platform.detectors[0].watcher.runs_on.size(), 2u);
}

TEST(Watchers, WhoPassesOnAlarmsNeedsWhatTheirSourceNeeds) {
  std::string text = watching("runs on: monitoring, through: network", "time to notice: 1 d",
                              "  duty: {kind: people, after: checks, channels: 1 min, acknowledgement: 5 min, escalate "
                              "after: 1 h, runs on: [pager, monitoring]}\n");
  text += "  pager: {needs: 1 of switch}\n";
  text.replace(text.find("detected by: checks"), 19, "detected by: duty");
  const models::Study study = good(text);
  const models::Watcher& duty = study.platform.detectors[1].watcher;
  EXPECT_THAT(names(study, duty.runs_on), ElementsAre("pager", "monitoring"));
  EXPECT_THAT(names(study, duty.through), ElementsAre("network"));
  EXPECT_EQ(duty.until_suspected, nullptr);  // people take nothing out
}

TEST(Watchers, AReturnThatADetectorGivesIsUpToIt) {
  std::string text = watching("runs on: monitoring");
  text.replace(text.find("{needs: 1 of web}"), 17, "{needs: 1 of web, balanced: {load: 1}}");
  const models::Study study = good(text);
  EXPECT_TRUE(study.platform.nodes[0].failures[0].returns_as_detected);
  std::string by_hand = text;
  by_hand.replace(by_hand.find("detected by"), 0, "time to return: 1 min, ");
  EXPECT_FALSE(good(by_hand).platform.nodes[0].failures[0].returns_as_detected);
}

TEST(Watchers, TwoThatWatchEachOtherFromOutsideAreFine) {
  // The first is noticed by the second, and the second by chance.
  good(watching("runs on: monitoring", "detected by: guard", "  guard: {kind: poll, interval: 1 min}\n"));
  good(watching("runs on: monitoring", "detected by: guard",
                "  guard: {kind: poll, interval: 1 min, through: network}\n"));
}

TEST(Watchers, KindsThatTakeNoSilenceForAFailureHaveNoPath) {
  for (const std::string& kind : detector_kinds()) {
    const Section& fields = *variant(&section("detector"), kind);
    const bool is_group = kind == "swim";
    const bool hears = kind == "inspection" || kind == "threshold" || kind == "people";
    EXPECT_EQ(fields.find("runs on") != nullptr, !is_group) << kind;
    EXPECT_EQ(fields.find("through") != nullptr, !is_group && !hears) << kind;
  }
}

class BadWatchers : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadWatchers, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

const std::string monitor_by_checks = "detected by: checks";
const std::string guard = "  guard: {kind: poll, interval: 1 min, runs on: tower}\n";

std::string circle() {
  std::string text = watching("runs on: monitoring", "detected by: guard", guard);
  return text + "  tower: {needs: 1 of web}\n";
}

std::string rack_of(const std::string& what, const std::string& checks) {
  std::string text = watching(checks);
  text.replace(text.find("nodes:"), 0,
               "domains: {rack: {count: 2, failures: {power: {time to failure: fixed 9 h, time to repair: 1 h" + what +
                   "}}}}\n");
  text.replace(text.find("monitor: {"), 10, "monitor: {per: rack, ");
  return text;
}

std::string cable() {
  std::string text = rack_of("", "runs on: monitoring");
  text.replace(text.find("count: 2, failures: {f: {"), 25, "count: 2, per: rack, failures: {f: {takes down: rack, ");
  return text;
}

std::string moved_by(const std::string& home) {
  return watching("runs on: " + home) +
         "  spare: {needs: 1 of switch}\n"
         "  entry: {prefers: [network, spare], detected by: checks}\n";
}

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"no_such_home", watching("runs on: monitorin"), 3, 48, "`runs on` of the detector `checks`: there is no service `monitorin`"}, "did you mean `monitoring`?"},
    {{"home_is_a_node_class", watching("runs on: monitor"), 3, 48, "there is no service `monitor`"}, "make a service that needs `1 of monitor`"},
    {{"path_is_a_domain", rack_of("", "through: rack"), 3, 48, "`through` of the detector `checks`: there is no service `rack`"}, "make a service that needs `1 of rack`"},
    {{"home_twice", watching("runs on: [monitoring, monitoring]"), 3, 61, "`runs on` of the detector `checks` names `monitoring` twice"}, "once"},
    {{"home_and_path", watching("runs on: network, through: network"), 3, 66, "the detector `checks` runs on `network` and looks through it"}, "keep one of the two"},
    {{"home_a_mapping", watching("runs on: {a: b}"), 3, 48, "`runs on` of the detector `checks`"}, ""},
    {{"watches_itself", watching("runs on: monitoring", monitor_by_checks), 3, 48, "the detector `checks` watches itself: checks runs on monitoring, where monitor.crash is noticed by checks"}, "let another detector notice monitor.crash"},
    {{"looks_through_itself", watching("through: monitoring", monitor_by_checks), 3, 48, "the detector `checks` watches itself: checks looks through monitoring"}, "`time to notice`"},
    {{"runs_on_what_it_watches", watching("runs on: shop"), 3, 48, "where web.f is noticed by checks"}, "let another detector notice web.f"},
    {{"watch_each_other", circle(), 3, 48, "detectors watch only each other in a circle: checks runs on monitoring, where monitor.crash is noticed by guard; guard runs on tower, where web.f is noticed by checks"}, "monitor.crash"},
    {{"rack_of_its_monitor", rack_of(", detected by: checks", "runs on: monitoring"), 3, 48, "where rack.power is noticed by checks"}, "rack.power"},
    {{"takes_down_the_rack_of_its_monitor", cable(), 3, 48, "where web.f is noticed by checks"}, "web.f"},
    {{"runs_on_what_it_moves", moved_by("entry"), 3, 48, "where the service in use by entry is noticed by checks"}, "the service in use by entry"},
    {{"people_have_no_path", watching("rise: 2", "time to notice: 1 d", "  duty: {kind: people, after: checks, channels: 1 min, acknowledgement: 5 min, escalate after: 1 h, through: network}\n"), 4, 101, "the detector `duty` has no key `through`"}, "runs on"},
    {{"swim_has_no_home", watching("rise: 2", "time to notice: 1 d", "  group: {kind: swim, members: 3, period: 1 s, runs on: monitoring}\n"), 4, 48, "the detector `group` has no key `runs on`"}, ""},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadWatchers, ::testing::ValuesIn(inputs),
                         [](const auto& test) { return test.param.input.name; });

}  // namespace
}  // namespace nines::scenarios::testing
