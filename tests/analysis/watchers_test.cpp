// What a detector does that does not always see, moment by moment: with fixed times, each history is known by hand. Times
// are in hours.
#include "analysis/run.h"
#include "component_parts.h"
#include "history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace nines::test {
namespace {

using namespace models;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Changes = std::vector<std::string>;
constexpr double never_fails = 1e9;

/// Units that are noticed after 1 h, on a monitor and through a path that each fail once. Cut off, they are suspected after
/// 0.5 h, and trusted after 0.2 h.
class Scene : public Played {
 public:
  Platform platform;

  explicit Scene(double unit_fails, double monitor_fails = never_fails, double path_fails = never_fails) {
    DetectorSummary checks;
    checks.name = "checks";
    checks.watcher.runs_on = {0};
    checks.watcher.through = {1};
    checks.watcher.until_suspected = fixed_h(0.5);
    checks.watcher.until_trusted = fixed_h(0.2);
    platform.detectors = {checks};
    add("monitor", failure("f", fixed_h(monitor_fails), fixed_h(5)));
    add("path", failure("f", fixed_h(path_fails), fixed_h(5)));
    FailureMode crash = failure("crash", fixed_h(unit_fails), fixed_h(2));
    crash.time_to_notice = fixed_h(1);
    crash.detector = 0;
    add("unit", crash);
  }

  void add(const std::string& name, FailureMode mode) {
    Service service;
    service.name = name;
    service.operands = {{Operand::Kind::nodes, platform.nodes.size(), 1}};
    platform.nodes.push_back(node_class(name, 1, {std::move(mode)}));
    platform.services.push_back(service);
  }

  Changes changes(double mission_h) { return play(platform, mission_h); }
};

TEST(Watchers, WhoAlwaysSeesNoticesAsEver) { EXPECT_EQ(Scene(100).changes(150), (Changes{"-100", "+103"})); }

TEST(Watchers, ADeadMonitorNoticesNothingUntilItIsBack) {
  Scene before(100, 98);  // back at 103, and then the hour begins
  EXPECT_EQ(before.changes(150), (Changes{"-100", "+106"}));
  EXPECT_EQ(before.phase_h[OutagePhase::detection], 4);
  EXPECT_EQ(before.phase_h[OutagePhase::repair], 2);
  EXPECT_EQ(Scene(100, 100.5).changes(150), (Changes{"-100", "+108.5"}));  // the half hour is lost
  EXPECT_EQ(Scene(100, 101.5).changes(150), (Changes{"-100", "+103"}));  // a repair that has begun needs no monitor
}

TEST(Watchers, ATargetThatDiesWithItsMonitorIsUnnoticed) {
  EXPECT_EQ(Scene(100, 100).changes(150), (Changes{"-100", "+108"}));
}

TEST(Watchers, WhoIsCutOffTakesOutWhatWorks) {
  Scene scene(never_fails, never_fails, 100);  // back at 105
  EXPECT_EQ(scene.changes(150), (Changes{"-100.5", "+105.2"}));
  EXPECT_EQ(scene.causes, (Changes{"unit.cut off from checks"}));
  EXPECT_EQ(scene.counts["unit.cut off from checks"], 1u);
  EXPECT_EQ(scene.phase_h[OutagePhase::repair], 4.5);
  EXPECT_EQ(scene.phase_h[OutagePhase::rotation], 0.2);
  Scene ignored(never_fails, never_fails, 100);
  ignored.platform.detectors[0].watcher.until_suspected = ignored.platform.detectors[0].watcher.until_trusted = nullptr;
  EXPECT_THAT(ignored.changes(150), IsEmpty());
}

TEST(Watchers, AShortCutIsNotNoticed) {
  Scene scene(never_fails, never_fails, 100);
  scene.platform.nodes[1].failures[0].time_to_repair = fixed_h(0.4);
  EXPECT_THAT(scene.changes(150), IsEmpty());
  scene.platform.nodes[1].failures[0].time_to_repair = fixed_h(0.6);
  EXPECT_EQ(scene.changes(150), (Changes{"-100.5", "+100.8"}));
}

TEST(Watchers, WhoFailsWhileCutOffIsFoundAfterwards) {
  // Fails before the others are suspected; the hour begins at 105, the repair at 106.
  EXPECT_EQ(Scene(100.3, never_fails, 100).changes(150), (Changes{"-100.3", "+108"}));
  // Does not age while it is out: 1 h is left at 100.5.
  EXPECT_EQ(Scene(101.5, never_fails, 100).changes(150), (Changes{"-100.5", "+105.2", "-106.2", "+109.2"}));
}

TEST(Watchers, WhatIsRepairedWhileCutOffIsPutBackWithTheOthers) {
  EXPECT_EQ(Scene(98, never_fails, 100).changes(150), (Changes{"-98", "+105.2"}));
  Scene always(101.5, never_fails, 100);
  always.platform.nodes[2].ages = Ages::always;
  EXPECT_EQ(always.changes(150), (Changes{"-100.5", "+108"}));
}

TEST(Watchers, WhoIsRepairedBehindACutPathWaitsForThePathsRepair) {
  Scene scene(98, never_fails, 100);  // noticed at 99, repaired at 101; the path is back at 105
  FailureMode& crash = scene.platform.nodes[2].failures[0];
  crash.time_to_return = fixed_h(0.3);
  crash.returns_as_detected = true;
  EXPECT_EQ(scene.changes(150), (Changes{"-98", "+105.3"}));
  EXPECT_EQ(scene.phase_h[OutagePhase::detection], 1);
  EXPECT_EQ(scene.phase_h[OutagePhase::repair], 2 + 4);
  EXPECT_NEAR(scene.phase_h[OutagePhase::rotation], 0.3, 1e-12);
}

TEST(Watchers, AMonitorThatDiesKeepsWhatItSuspects) {
  Scene scene(never_fails, 101, 100);  // the monitor is back at 106
  EXPECT_EQ(scene.changes(150), (Changes{"-100.5", "+106.2"}));
  Scene first(never_fails, 100.3, 100);  // it is back at 105.3: the path, too
  EXPECT_THAT(first.changes(150), IsEmpty());
  Scene longer(never_fails, 100.3, 100);  // the half hour begins at 105.3
  longer.platform.nodes[1].failures[0].time_to_repair = fixed_h(10);
  EXPECT_EQ(longer.changes(150), (Changes{"-105.8", "+110.2"}));
}

TEST(Watchers, APathThatIsCutAgainIsNotTrusted) {
  Scene scene(never_fails, never_fails, 1);
  scene.platform.nodes[1].failures[0] = failure("f", fixed_h(0.1), fixed_h(2));
  EXPECT_EQ(scene.changes(10), (Changes{"-0.6"}));
}

TEST(Watchers, AReturnIsUpToTheDetector) {
  Scene scene(100, 102.5);  // repaired at 103; the monitor is back at 107.5
  FailureMode& crash = scene.platform.nodes[2].failures[0];
  crash.time_to_return = fixed_h(0.3);
  EXPECT_EQ(scene.changes(150), (Changes{"-100", "+103.3"}));
  crash.returns_as_detected = true;
  EXPECT_EQ(scene.changes(150), (Changes{"-100", "+107.8"}));
}

TEST(Watchers, AFalseAlarmStaysWhileTheMonitorIsDown) {
  Scene scene(never_fails, 50.5);  // back at 55.5
  FailureMode alarm = failure("false alarm of checks", fixed_h(50), fixed_h(1));
  alarm.kind = ModeKind::false_alarm;
  alarm.detector = 0;
  scene.platform.nodes[2].failures.push_back(alarm);
  EXPECT_EQ(scene.changes(60), (Changes{"-50", "+56.5"}));
  scene.platform.nodes[0].failures[0].time_to_failure = fixed_h(49);  // never up for 50 h
  EXPECT_THAT(scene.changes(150), IsEmpty());
}

/// The unit of the scene is the primary; a backup stands beside it, and the traffic goes to one of them.
Scene with_backup(double primary_fails, double monitor_fails, double path_fails) {
  Scene scene(never_fails, monitor_fails, path_fails);
  scene.platform.nodes[2].failures = {failure("f", fixed_h(primary_fails), fixed_h(10))};
  scene.add("backup", failure("f", fixed_h(never_fails), fixed_h(1)));
  Service entry;
  entry.name = "entry";
  entry.operands = {{Operand::Kind::service, 2, 1}, {Operand::Kind::service, 3, 1}};
  entry.preference = Preference{fixed_h(0.1), 0, nullptr, nullptr};
  entry.switchover = Switchover{};
  entry.switchover->decision = fixed_h(0.2);
  entry.switchover->time = fixed_h(0.3);
  entry.switchover->failback = Failback{fixed_h(2), fixed_h(0.5)};
  scene.platform.services.push_back(entry);
  return scene;
}

TEST(Watchers, TrafficStaysWithADeadPrimaryWhileNobodySees) {
  Scene scene = with_backup(100, 98, never_fails);  // the monitor is back at 103
  EXPECT_EQ(scene.changes(150), (Changes{"-100", "+103.6", "-112", "+112.5"}));
  EXPECT_EQ(scene.phase_h[OutagePhase::detection], 3.1);
  Scene together = with_backup(100, 100, never_fails);
  EXPECT_EQ(together.changes(108), (Changes{"-100", "+105.6"}));
}

TEST(Watchers, TrafficIsMovedNeedlesslyByWhoIsCutOff) {
  Scene scene = with_backup(never_fails, never_fails, 100);
  // Back at 105, trusted at 105.2, and then the primary is watched for 2 h.
  EXPECT_EQ(scene.changes(150), (Changes{"-100.7", "+101", "-107.2", "+107.7"}));
  EXPECT_EQ(scene.causes, (Changes{"entry.cut off from checks", "entry.failback"}));
  scene.platform.nodes[1].failures[0].time_to_repair = fixed_h(0.6);  // trusted at 100.8, after the decision
  EXPECT_EQ(scene.changes(102), (Changes{"-100.7", "+101"}));
  scene.platform.services.back().switchover->decision = fixed_h(0.4);  // before it
  EXPECT_THAT(scene.changes(102), IsEmpty());
  EXPECT_EQ(scene.counts["entry.cut off from checks"], 0u);
}

TEST(Watchers, WhoIsCutOffLeavesADeadPrimaryToo) {
  Scene scene = with_backup(100.2, never_fails, 100);
  EXPECT_EQ(scene.changes(104), (Changes{"-100.2", "+101"}));
  EXPECT_EQ(scene.causes, (Changes{"unit.f"}));
  EXPECT_EQ(scene.counts["entry.switchover"], 1u);
}

TEST(Watchers, WhoIsTakenOutIsNoPlaceToGoTo) {
  Scene backup_out = with_backup(never_fails, never_fails, 100);
  backup_out.platform.services.back().switchover->decision = nullptr;
  Scene primary_out = backup_out;
  backup_out.platform.nodes[3].failures[0].detector = 0;
  EXPECT_THAT(backup_out.changes(150), IsEmpty());  // both are suspected in the same moment
  EXPECT_EQ(backup_out.counts["backup.cut off from checks"], 1u);
  primary_out.platform.nodes[2].failures[0].detector = 0;
  EXPECT_EQ(primary_out.changes(150), (Changes{"-100.5", "+100.8", "-107.2", "+107.7"}));
  EXPECT_EQ(primary_out.causes, (Changes{"unit.cut off from checks", "entry.failback"}));
}

TEST(Watchers, AreExplainedInWords) {
  Study study;
  study.mission = Hours(150);
  study.platform = Scene(98, 97, 103.5).platform;
  const std::string told = explain(study, 0);
  for (const char* words : {"checks sees nothing: what it runs on is down", "checks sees again",
                            "checks sees nothing: its path is down", "checks trusts what it watches again",
                            "checks is cut off, and takes all that it watches for dead", "unit.cut off from checks 1"})
    EXPECT_THAT(told, HasSubstr(words));
}

TEST(Watchers, ALawWithoutAChainIsNamed) {
  Platform platform = Scene(never_fails).platform;
  for (NodeClass& nodes : platform.nodes) nodes.failures = {failure("f", hours(100), hours(10))};
  EXPECT_THAT(why_not_markov(*build(platform)),
              HasSubstr("the time until checks, when it is cut off, suspects all is"));
  platform.detectors[0].watcher.until_suspected = hours(1);
  EXPECT_THAT(why_not_markov(*build(platform)), HasSubstr("the time until checks trusts all again is"));
  platform.detectors[0].watcher.until_trusted = nullptr;
  EXPECT_THROW(build(platform), BuildError);
}

}  // namespace
}  // namespace nines::test
