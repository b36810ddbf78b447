// Detectors that do not always see, against chains written down by hand from the rules of the guide and solved with 40
// digits. derive/watchers.py prints the expected numbers.
#include "analysis/run.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nines::accuracy {
namespace {

using namespace models;

LawPtr hours(double mean) { return exponential_with_mean(Hours(mean)); }

FailureMode failure(LawPtr to_failure, LawPtr to_repair) {
  FailureMode mode;
  mode.name = "f";
  mode.time_to_failure = std::move(to_failure);
  mode.time_to_repair = std::move(to_repair);
  return mode;
}

FailureMode detected(LawPtr to_failure, LawPtr to_repair, LawPtr to_notice) {
  FailureMode mode = failure(std::move(to_failure), std::move(to_repair));
  mode.time_to_notice = std::move(to_notice);
  mode.detector = 0;
  return mode;
}

/// Adds nodes, and a service of their name that needs so many.
std::size_t add(Platform& platform, const std::string& name, std::size_t count, double needed,
                std::vector<FailureMode> failures) {
  NodeClass nodes;
  nodes.name = name;
  nodes.count = count;
  nodes.failures = std::move(failures);
  platform.nodes.push_back(nodes);
  Service service;
  service.name = name;
  service.operands = {{Operand::Kind::nodes, platform.nodes.size() - 1, 1}};
  service.needed = needed;
  platform.services.push_back(service);
  return platform.services.size() - 1;
}

void look_through_path(Platform& platform) {
  Watcher& watcher = platform.detectors[0].watcher;
  watcher.through = {add(platform, "path", 1, 1, {failure(hours(60), hours(5))})};
  watcher.until_suspected = hours(2);
  watcher.until_trusted = hours(1);
}

void run_on_monitor(Platform& platform, LawPtr to_repair) {
  platform.detectors[0].watcher.runs_on = {add(platform, "monitor", 1, 1, {failure(hours(50), std::move(to_repair))})};
}

Platform with_detector() {
  Platform platform;
  platform.detectors.emplace_back().name = "checks";
  return platform;
}

struct Expected {
  double unavailability, outages_per_h;
};

void expect_long_run(const Platform& platform, const std::string& service, const Expected& expected) {
  Study study;
  study.platform = platform;
  const RunResult result = solve(study, {});
  ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
  int found = 0;
  for (const MeasureResult& each : result.measures) {
    if (each.kind != SubjectKind::service || each.subject != service) continue;
    if (each.measure == Measure::availability) {
      EXPECT_NEAR(each.exact->long_run / expected.unavailability, 1, 1e-12);
      ++found;
    } else if (each.measure == Measure::outages) {
      EXPECT_NEAR(each.exact->long_run / (expected.outages_per_h * 8760), 1, 1e-12);
      ++found;
    }
  }
  EXPECT_EQ(found, 2);
}

TEST(Watchers, AMonitorThatIsDownNoticesNothing) {
  Platform platform = with_detector();
  add(platform, "unit", 1, 1, {detected(hours(100), hours(4), hours(1))});
  run_on_monitor(platform, hours(10));
  expect_long_run(platform, "unit", {0.0634954011977913289, 0.00936504598802208671});
}

// As closed_forms.md has it: T / A + (1 - A) R, to first order in the failure rate of 1e-7 an hour.
TEST(Watchers, ADeadMonitorCostsItsResidualDownTime) {
  Platform platform = with_detector();
  add(platform, "unit", 1, 1, {detected(hours(1e7), hours(4), hours(3))});
  run_on_monitor(platform, hours(10));
  const double available = 50.0 / 60, unnoticed_h = 3 / available + (1 - available) * 10;
  Study study;
  study.platform = platform;
  for (const MeasureResult& each : solve(study, {}).measures) {
    if (each.kind != SubjectKind::service || each.subject != "unit" || each.measure != Measure::availability) continue;
    EXPECT_NEAR(each.exact->long_run / (1e-7 * (unnoticed_h + 4)), 1, 1e-5);
  }
}

TEST(Watchers, AfterwardsItBeginsAfresh) {
  Platform platform = with_detector();
  const LawPtr two_phases = std::get<LawPtr>(make_law("erlang", {{"phases", 2}, {"mean", 7200}}));
  add(platform, "unit", 1, 1, {detected(hours(100), hours(4), two_phases)});
  run_on_monitor(platform, hours(10));
  expect_long_run(platform, "unit", {0.0741087228120977378, 0.00925891277187902262});
}

TEST(Watchers, FalseAlarmsNeitherBeginNorEndMeanwhile) {
  Platform platform = with_detector();
  FailureMode alarm = failure(hours(30), hours(2));
  alarm.name = "false alarm of checks";
  alarm.kind = ModeKind::false_alarm;
  alarm.detector = 0;
  add(platform, "unit", 1, 1, {detected(hours(100), hours(4), hours(1)), alarm});
  run_on_monitor(platform, hours(10));
  expect_long_run(platform, "unit", {0.119066980212889094, 0.0335340615224573819});
}

TEST(Watchers, WhoIsCutOffFromAllTakesOutAll) {
  for (const auto& [ages, expected] : {std::pair{Ages::while_up, Expected{0.126892864693477039, 0.0188448166783291795}},
                                       {Ages::always, Expected{0.130216805492471480, 0.0187795988358955461}}}) {
    Platform platform = with_detector();
    add(platform, "unit", 1, 1, {detected(hours(100), hours(4), hours(3))});
    platform.nodes[0].ages = ages;
    look_through_path(platform);
    expect_long_run(platform, "unit", expected);
  }
  Platform three = with_detector();
  add(three, "unit", 3, 2, {detected(hours(100), hours(4), hours(3))});
  look_through_path(three);
  expect_long_run(three, "unit", {0.0774724648117636284, 0.0138998085241097775});
}

TEST(Watchers, WhoseMonitorIsDownCannotBeCutOff) {
  Platform platform = with_detector();
  add(platform, "unit", 2, 1, {detected(hours(100), hours(4), hours(3))});
  look_through_path(platform);
  run_on_monitor(platform, hours(10));
  expect_long_run(platform, "unit", {0.0741399240240358240, 0.0107672416294262074});
}

/// A primary and a backup, and the way there and back.
Platform with_sites(bool runs_on_monitor, bool looks_through_path) {
  Platform platform = with_detector();
  const std::size_t primary = add(platform, "primary", 1, 1, {failure(hours(40), hours(6))});
  const std::size_t backup = add(platform, "backup", 1, 1, {failure(hours(60), hours(9))});
  if (runs_on_monitor) run_on_monitor(platform, hours(9));
  if (looks_through_path) look_through_path(platform);
  Service entry;
  entry.name = "entry";
  entry.operands = {{Operand::Kind::service, primary, 1}, {Operand::Kind::service, backup, 1}};
  entry.preference = Preference{hours(1), 0, nullptr, nullptr};
  entry.switchover = Switchover{};
  entry.switchover->decision = hours(0.5);
  entry.switchover->time = hours(1);
  entry.switchover->failback = Failback{hours(4), hours(0.7)};
  platform.services.push_back(entry);
  return platform;
}

TEST(Watchers, TrafficThatIsMovedByADetectorThatDoesNotAlwaysSee) {
  expect_long_run(with_sites(true, false), "entry", {0.0720796194663866394, 0.0333968022738418989});
  expect_long_run(with_sites(false, true), "entry", {0.0770616945719291411, 0.0461082468444011544});
  expect_long_run(with_sites(true, true), "entry", {0.0821053278285895501, 0.0430267966256007791});
}

}  // namespace
}  // namespace nines::accuracy
