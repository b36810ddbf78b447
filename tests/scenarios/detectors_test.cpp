// Detectors of a scenario: what their settings become.
#include "models/detection/alert.h"
#include "models/detection/heartbeat.h"
#include "models/detection/inspection.h"
#include "models/detection/phi_accrual.h"
#include "models/detection/poll.h"
#include "models/detection/swim.h"
#include "models/detection/threshold.h"
#include "scenarios/language/fields.h"
#include "sim/laws.h"
#include "tests/scenarios/bad_input.h"

#include <cmath>
#include <set>

namespace nines::scenarios::testing {
namespace {

using ::testing::HasSubstr;
using namespace models::detection;

/// One class that a detector `d` watches.
std::string watched(const std::string& detectors, const std::string& failure = "detected by: d") {
  return "nines: 1\ndetectors: {" + detectors +
         "}\nservices: {s: {needs: 1 of a}}\nnodes: {a: {count: 2, failures: {x: {time to failure: fixed 9 h, time to "
         "repair: "
         "1 h, " +
         failure + "}}}}\n";
}

models::Platform platform_of(const std::string& text) {
  const LoadResult result = load_text(text, "f");
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.scenario ? result.scenario->study.platform : models::Platform{};
}

void expect_same_law(const Law& law, const Law& expected) {
  for (const double p : {0.0, 0.01, 0.3, 0.5, 0.9, 0.999})
    EXPECT_DOUBLE_EQ(law.quantile(p).count(), expected.quantile(p).count()) << p;
}

struct Same {
  std::string name, settings;
  DetectorPtr detector;
};

LawPtr minutes(double mean) { return exponential_with_mean(Seconds{60 * mean}); }

/// Each kind, written out, and the library's detector with the same settings.
std::vector<Same> all_kinds() {
  const LawPtr delay = exponential_with_mean(Seconds{0.02});
  AlertSettings alert;
  alert.levels = {{{{minutes(0.5), 0.02}, {minutes(2), 0}}, minutes(5)}, {{{minutes(1), 0}}, minutes(8)}};
  alert.escalate_after = Seconds{900};
  alert.reaction = wait_for_working_hours(Hours{8}, 5);
  const PollSettings poll{.interval = Seconds{5}, .timeout = Seconds{2}, .fall = 2, .rise = 3, .loss = 0.01};
  PollSettings from_start = poll;
  from_start.spacing = Spacing::from_start;
  return {
      {"heartbeat", "kind: heartbeat, period: 1 s, timeout: 3.5 s, delay: exponential 20 ms, loss: 1 %",
       make_heartbeat({.period = Seconds{1}, .timeout = Seconds{3.5}, .delay = delay, .loss = 0.01})},
      {"missed", "kind: heartbeat, period: 2 s, missed: 3",
       make_heartbeat({.period = Seconds{2}, .timeout = Seconds{7}})},
      {"nfd_s", "kind: heartbeat, period: 1 s, method: nfd-s, shift: 2 s, delay: exponential 20 ms, loss: 1 %",
       make_heartbeat(
           {.period = Seconds{1}, .method = Freshness::nfd_s, .timeout = Seconds{2}, .delay = delay, .loss = 0.01})},
      {"nfd_e", "kind: heartbeat, period: 1 s, method: nfd-e, margin: 2 s, window: 50, delay: exponential 20 ms",
       make_heartbeat(
           {.period = Seconds{1}, .method = Freshness::nfd_e, .timeout = Seconds{2}, .delay = delay, .window = 50})},
      {"phi_accrual",
       "kind: phi_accrual, period: 1 s, form: logistic, threshold: 10, window: 200, min deviation: 100 ms, "
       "acceptable_pause: 3 s, delay: exponential 20 ms, loss: 1 %",
       make_phi_accrual({.period = Seconds{1},
                         .form = PhiForm::logistic,
                         .threshold = 10,
                         .window = 200,
                         .min_deviation = Seconds{0.1},
                         .acceptable_pause = Seconds{3},
                         .delay = delay,
                         .loss = 0.01})},
      {"poll", "kind: poll, interval: 5 s, timeout: 2 s, fall: 2, rise: 3, loss: 1 %", make_poll(poll)},
      {"poll_from_start", "kind: poll, interval: 5 s, timeout: 2 s, fall: 2, rise: 3, loss: 1 %, from: start",
       make_poll(from_start)},
      {"poll_defaults", "kind: poll, interval: 5 s", make_poll({.interval = Seconds{5}})},
      {"swim", "kind: swim, members: 20, period: 1 s, indirect: 2, loss: 1 %, suspicion periods: 4",
       make_swim({.members = 20, .period = Seconds{1}, .indirect = 2, .loss = 0.01, .suspicion_periods = 4})},
      {"inspection", "kind: inspection, interval: 30 d, duration: 2 h, finds: 90 %, false positives: 1 %",
       make_inspection(
           {.interval = Seconds{30 * 86400.0}, .duration = Seconds{7200}, .finds = 0.9, .false_alarm = 0.01})},
      {"threshold",
       "kind: threshold, interval: 15 s, mean: -5, deviation: 2, failed mean: 3, threshold: 1, correlation time: 30 s, "
       "for: 1 min, clear samples: 2",
       make_threshold({.interval = Seconds{15},
                       .mean = -5,
                       .deviation = 2,
                       .correlation = std::exp(-0.5),
                       .threshold = 1,
                       .failed_mean = 3,
                       .samples = 5,
                       .clear_samples = 2})},
      {"vrrp", "kind: vrrp, advertisement: 1 s, priority: 150", make_heartbeat(vrrp(Seconds{1}, 150))},
      {"lease", "kind: lease, time to live: 20 s, renew every: 5 s", make_heartbeat(lease(Seconds{20}, Seconds{5}))},
      {"people",
       "kind: people, after: e, channels: [{delay: exponential 30 s, fails: 2 %}, exponential 2 min], acknowledgement: "
       "exponential 5 min, escalate after: 15 min, then: {channels: exponential 1 min, acknowledgement: exponential 8 "
       "min}, hours a day: 8 h, days a week: 5}, e: {kind: poll, interval: 5 s, timeout: 2 s, fall: 2, rise: 3, loss: "
       "1 %",
       with_alert(make_poll(poll), alert)},
  };
}

class EachKind : public ::testing::TestWithParam<Same> {};

TEST_P(EachKind, IsTheLibrarysWithTheseSettings) {
  const Detector& detector = *GetParam().detector;
  for (const auto& [word, how] : {std::pair{"dying", FailsBy::dying}, std::pair{"hanging", FailsBy::hanging}}) {
    const models::Platform platform =
        platform_of(watched("d: {" + GetParam().settings + "}", std::string("detected by: d, fails by: ") + word));
    ASSERT_FALSE(platform.nodes.empty());
    ASSERT_NE(platform.nodes[0].failures[0].time_to_notice, nullptr);
    expect_same_law(*platform.nodes[0].failures[0].time_to_notice, *detector.detection_time(how));
    const models::DetectorSummary& summary = platform.detectors.at(0);
    const Quality quality = detector.quality();
    ASSERT_EQ(summary.detection.size(), 1u);
    EXPECT_EQ(summary.detection[0].fails_by, how);
    EXPECT_DOUBLE_EQ(summary.detection[0].mean.count(), detector.detection_time(how)->mean().count());
    EXPECT_EQ(summary.words, detector.describe());
    EXPECT_EQ(summary.mistake_recurrence, quality.mistake_recurrence);
    EXPECT_EQ(summary.suspected_share, quality.suspected_share);
  }
}

TEST_P(EachKind, ItsFalseAlarmsAreAFailureModeOfTheClass) {
  const auto mistakes = GetParam().detector->mistakes();
  const bool people = GetParam().name == "people";
  const models::Platform platform = platform_of(watched("d: {" + GetParam().settings + "}"));
  ASSERT_FALSE(platform.nodes.empty());
  const auto& modes = platform.nodes[0].failures;
  ASSERT_EQ(modes.size(), mistakes && !people ? 2u : 1u);
  if (modes.size() < 2) return;
  EXPECT_EQ(modes[1].name, "false alarm of d");
  EXPECT_EQ(modes[1].time_to_notice, nullptr);
  EXPECT_FALSE(modes[1].crew.has_value());
  expect_same_law(*modes[1].time_to_failure, *mistakes->until_next);
  expect_same_law(*modes[1].time_to_repair, *mistakes->duration);
  EXPECT_TRUE(platform.detectors[0].takes_out);
}

INSTANTIATE_TEST_SUITE_P(Kinds, EachKind, ::testing::ValuesIn(all_kinds()),
                         [](const auto& test) { return test.param.name; });

TEST(Detectors, EveryKindOfTheTableIsRead) {
  std::set<std::string> read;
  for (const Same& each : all_kinds()) read.insert(each.settings.substr(6, each.settings.find(',') - 6));
  for (const std::string& kind : detector_kinds())
    EXPECT_TRUE(read.contains(kind) || (kind == "phi accrual" && read.contains("phi_accrual"))) << kind;
}

const std::string lossy = "kind: poll, interval: 5 s, loss: 1 %";

TEST(FalseAlarms, AreLeftOutWhereTheyAreIgnored) {
  const models::Platform platform = platform_of(watched("d: {" + lossy + ", false alarms: ignored}"));
  EXPECT_EQ(platform.nodes.at(0).failures.size(), 1u);
  EXPECT_FALSE(platform.detectors.at(0).takes_out);
  EXPECT_LT(platform.detectors.at(0).mistake_recurrence, never);
}

TEST(FalseAlarms, AreIgnoredByOneClassThoughPassedOnToAnother) {
  const models::Platform platform = platform_of(
      "nines: 1\ndetectors: {d: {" + lossy +
      ", false alarms: ignored}, p: {kind: people, after: d, channels: 1 s, acknowledgement: 1 min, escalate after: 1 "
      "h, false alarms: taken out}}\nservices: {s: {needs: 1 of a}, t: {needs: 1 of b}}\ntemplates:\n  - &f {time to "
      "failure: 9 h, time to repair: 1 h, detected by: p}\nnodes: {a: {failures: {x: *f}}, b: {failures: {x: {<<: *f, "
      "detected by: d}}}}\n");
  ASSERT_EQ(platform.nodes.size(), 2u);
  EXPECT_EQ(platform.nodes[0].failures.size(), 2u);
  EXPECT_EQ(platform.nodes[1].failures.size(), 1u);
  EXPECT_FALSE(platform.detectors.at(0).takes_out);
}

TEST(FalseAlarms, OnceForEachClassAndDetector) {
  const models::Platform platform = platform_of(
      "nines: 1\ndetectors: {d: {" + lossy + "}, e: {" + lossy +
      "}, p: {kind: people, after: d, channels: 1 s, acknowledgement: 1 min, escalate after: 1 h, false alarms: taken "
      "out}}\n"
      "services: {s: {needs: 1 of a}, t: {needs: 1 of b}}\ndomains: {rack: {count: 2, failures: {r: {time to failure: "
      "9 "
      "h, time to repair: 1 h, detected by: e}}}}\ntemplates:\n  - &f {time to failure: 9 h, time to repair: 1 h, "
      "detected by: d}\nnodes: {a: {failures: {x: *f, y: {<<: *f, detected by: p}, z: {<<: *f, detected by: e}}}, b: "
      "{failures: {x: {<<: *f, takes down: nothing}}}}\nshocks: {q: {every: 9 h, hits: b, time to repair: 1 h, "
      "detected "
      "by: e, fails by: hanging}}\n");
  ASSERT_EQ(platform.nodes.size(), 2u);
  const auto names = [](const std::vector<models::FailureMode>& modes) {
    std::string all;
    for (const models::FailureMode& mode : modes) all += mode.name + ";";
    return all;
  };
  EXPECT_EQ(names(platform.nodes[0].failures), "x;y;z;false alarm of d;false alarm of e;");
  EXPECT_EQ(names(platform.nodes[1].failures), "x;q;false alarm of e;");
  EXPECT_EQ(names(platform.domains.at(0).failures), "r;false alarm of e;");
  ASSERT_EQ(platform.shocks.at(0).targets.size(), 1u);
  EXPECT_EQ(platform.shocks[0].targets[0].mode, 1u);
  EXPECT_EQ(platform.detectors.at(1).detection.size(), 2u) << "dying and hanging";
}

TEST(Detectors, OneLawForAllThatFailsInOneWay) {
  const models::Platform platform = platform_of(
      "nines: 1\ndetectors: {d: {kind: poll, interval: 5 s, passes when grey: 50 %}}\nservices: {s: {needs: 1 of a}}\n"
      "nodes: {a: {failures: {x: {time to failure: 9 h, time to repair: 1 h, detected by: d}, y: {time to failure: 9 "
      "h, "
      "time to repair: 1 h, detected by: d}, z: {time to failure: 9 h, time to repair: never, detected by: d, fails "
      "by: "
      "grey}}}}\n");
  const auto& modes = platform.nodes.at(0).failures;
  EXPECT_EQ(modes[0].time_to_notice, modes[1].time_to_notice);
  expect_same_law(*modes[2].time_to_notice,
                  *make_poll({.interval = Seconds{5}, .passes_when_grey = 0.5})->detection_time(FailsBy::grey));
}

TEST(Detectors, ForCountsSamplesWhateverTheRounding) {
  const models::Platform platform = platform_of(
      watched("d: {kind: threshold, interval: 100 ms, mean: 0, deviation: 1, failed mean: 9, threshold: 5, for: "
              "4.9 s}"));
  EXPECT_THAT(platform.detectors.at(0).words, HasSubstr("50 samples in a row"));  // 4.9 / 0.1 is a little above 49
}

TEST(Detectors, SetFromTheCommandLine) {
  const std::string text = watched("d: {kind: poll, interval: 5 s}");
  const auto notice = [&](const std::vector<Override>& overrides) {
    const LoadResult result = load_text(text, "f", overrides);
    EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
    return result.scenario->study.platform.nodes[0].failures[0].time_to_notice->mean().count();
  };
  EXPECT_DOUBLE_EQ(notice({}), 12.5);
  EXPECT_DOUBLE_EQ(notice({{"detectors.d.interval", "2 s"}}), 5);
  EXPECT_DOUBLE_EQ(notice({{"detectors.d.fall", "1"}}), 2.5) << "a setting that the file does not name";
  EXPECT_DOUBLE_EQ(notice({{"detectors.d", "{kind: lease, time to live: 20 s, renew every: 5 s}"}}), 17.5);
  EXPECT_FALSE(load_text(text, "f", {{"detectors.d.period", "2 s"}}).scenario.has_value());
}

TEST(Detectors, UnusedOnesAreWarnedOf) {
  const LoadResult result = load_text(more("detectors: {d: {kind: poll, interval: 5 s}}"), "f");
  EXPECT_TRUE(result.scenario.has_value());
  EXPECT_THAT(all_of(result.diagnostics), HasSubstr("f:4:13: warning: the detector `d` has nothing to detect"));
  EXPECT_THAT(all_of(result.diagnostics), HasSubstr("add `detected by: d` to a failure"));
  EXPECT_TRUE(load_text(watched("d: {kind: people, after: e, channels: 1 s, acknowledgement: 1 min, escalate after: 1 "
                                "h}, e: {kind: poll, interval: 5 s}"),
                        "f")
                  .diagnostics.empty())
      << "e is used by d";
}

}  // namespace
}  // namespace nines::scenarios::testing
