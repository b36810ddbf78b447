// Data that are lost and brought back, with fixed times: each history is known by hand. Times are in hours.
#include "component_parts.h"
#include "history.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace nines::test {
namespace {

using namespace models;

/// When each service went down and came back, and what was reported of the first set of data, in hours.
struct DataHistory {
  static constexpr bool traced = false;
  std::vector<std::vector<std::string>> changes;
  std::map<DataSeries, std::vector<double>> reported;

  void condition(std::uint32_t service, bool up, double now_s, std::uint32_t /*cause*/) {
    if (now_s == 0) return;
    History one;
    one.service = service;
    one.condition(service, up, now_s, 0);
    changes[service].push_back(one.changes.front());
  }
  void observe(std::uint32_t series, double value, double /*now_s*/, std::uint32_t /*cause*/) {
    const bool is_time = series != 0 && series != 4;
    if (series < data_series) reported[static_cast<DataSeries>(series)].push_back(is_time ? value / 3600 : value);
  }
};

DataHistory play(const Platform& platform, double mission_h) {
  const auto model = build(platform);
  DataHistory history;
  history.changes.resize(model->services.size());
  Sampler<DataHistory> sampler(model->layout, history);
  sampler.run(Behaviour(*model), 1, 0, mission_h * 3600);
  return history;
}

using Changes = std::vector<std::string>;

/// One node whose disk dies 30 h after it was new, and is repaired in half an hour; a backup each day takes 2 h, a restore
/// one hour of preparation and two of reading.
Platform one_disk() {
  Platform platform;
  platform.nodes.push_back(node_class("db", 1, {failure("disk", fixed_h(30), fixed_h(0.5))}));
  platform.nodes[0].failures[0].loses_data = true;
  platform.services.push_back(one_of("shop", 0));
  BackupSchedule backups;
  backups.name = "nightly";
  backups.interval = fixed_h(24);
  backups.duration = fixed_h(2);
  backups.keeps = 7;
  DataSet data;
  data.name = "orders";
  data.backups.push_back(backups);
  data.preparation = fixed_h(1);
  data.restore = fixed_h(2);
  platform.data.push_back(data);
  return platform;
}

void expect_reported(const DataHistory& history, DataSeries series, const std::vector<double>& expected) {
  const auto found = history.reported.find(series);
  ASSERT_EQ(found == history.reported.end() ? 0 : found->second.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(found->second[i], expected[i], 1e-9);
}

TEST(Data, AreRestoredFromTheNewestBackupThatHasEnded) {
  const DataHistory history = play(one_disk(), 70);
  // New again at 30.5, the disk dies at 60.5: by then the snapshot of 48 can be used.
  EXPECT_EQ(history.changes[0], (Changes{"-30", "+33", "-60.5", "+63.5"}));
  expect_reported(history, DataSeries::lost, {1, 1});
  expect_reported(history, DataSeries::loss, {6, 12.5});
  expect_reported(history, DataSeries::recovery, {3, 3});
  expect_reported(history, DataSeries::restoration, {3, 3});
}

TEST(Data, NoticedLate) {
  Platform platform = one_disk();
  platform.data[0].until_noticed = fixed_h(4);
  const DataHistory history = play(platform, 50);
  EXPECT_EQ(history.changes[0], (Changes{"-30", "+37"}));
  expect_reported(history, DataSeries::recovery, {7});
  expect_reported(history, DataSeries::restoration, {3});
}

TEST(Data, BackupUnderWayIsLostWithThem) {
  Platform platform = one_disk();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(25);
  const DataHistory history = play(platform, 40);
  expect_reported(history, DataSeries::loss, {25});
}

TEST(Data, ABackupMayTakeAllOfItsInterval) {
  Platform platform = one_disk();
  platform.data[0].backups[0].duration = fixed_h(24);
  platform.nodes[0].failures[0].time_to_failure = fixed_h(80);
  expect_reported(play(platform, 90), DataSeries::loss, {32});  // that of 48 has ended at 72, when the next one begins
}

TEST(Data, RestoredOnesAreAsNewAsTheRestore) {
  Platform platform = one_disk();
  platform.data[0].backups[0].restarts = true;
  // Lost at 30, back at 33; the next backup is due at 57, and the disk dies at 60.5 again: before that one could be used if it
  // took longer.
  platform.data[0].backups[0].duration = fixed_h(5);
  const DataHistory history = play(platform, 70);
  expect_reported(history, DataSeries::loss, {6, 27.5});
}

TEST(Data, CopiesOfOtherNodesSaveThem) {
  Platform platform = one_disk();
  platform.nodes.push_back(node_class("other", 1, {failure("disk", fixed_h(32), fixed_h(10))}));
  platform.nodes[1].failures[0].loses_data = true;
  platform.nodes[0].failures[0].time_to_repair = fixed_h(3);
  platform.services[0].operands.push_back({Operand::Kind::nodes, 1, 1});
  const DataHistory history = play(platform, 50);
  EXPECT_EQ(history.changes[0], (Changes{"-32", "+35"}));  // at 30 one copy is left, at 32 none
  expect_reported(history, DataSeries::loss, {8});
}

TEST(Data, PartsAreLostWithTheFirstNode) {
  Platform platform = one_disk();
  platform.nodes.push_back(node_class("other", 1, {failure("disk", fixed_h(1000), fixed_h(10))}));
  platform.services[0].operands.push_back({Operand::Kind::nodes, 1, 1});
  platform.data[0].in_parts = true;
  platform.nodes[0].failures[0].time_to_repair = fixed_h(20);
  const DataHistory history = play(platform, 60);
  EXPECT_EQ(history.changes[0], (Changes{"-30", "+33"}));  // restored to the one that is left
  expect_reported(history, DataSeries::loss, {6});
}

TEST(Data, CorruptionIsRestoredFromBeforeIt) {
  Platform platform = one_disk();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(1000);
  platform.data[0].corruption = Corruption{fixed_h(55), fixed_h(20)};
  const DataHistory history = play(platform, 100);
  EXPECT_EQ(history.changes[0], (Changes{"-75", "+78"}));
  expect_reported(history, DataSeries::loss, {27});  // the snapshot of 72 is spoilt, that of 48 is not
}

TEST(Data, CorruptionIsNoticedTooLate) {
  Platform platform = one_disk();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(1000);
  platform.data[0].corruption = Corruption{fixed_h(55), fixed_h(50)};
  platform.data[0].backups[0].keeps = 1;
  platform.data[0].afresh = fixed_h(9);
  const DataHistory history = play(platform, 130);
  EXPECT_EQ(history.changes[0], (Changes{"-105", "+115"}));  // an hour of preparation, and 9 h
  expect_reported(history, DataSeries::unrecoverable, {1});
  expect_reported(history, DataSeries::loss, {});
}

TEST(Data, ARestoreOfSpoiltDataIsDoneAgainWhenThatIsNoticed) {
  Platform platform = one_disk();
  platform.data[0].corruption = Corruption{fixed_h(10), fixed_h(21.5)};
  // Corrupted at 10; the disk dies at 30, and the spoilt snapshot of 24 is being restored when that is noticed at 31.5.
  const DataHistory history = play(platform, 34);
  EXPECT_EQ(history.changes[0], (Changes{"-30", "+33.5"}));
  expect_reported(history, DataSeries::loss, {30});
}

/// Two services with such a disk each, and so much data, restored from a vault that delivers a terabyte an hour.
Platform on_one_vault(double first_bytes, double second_bytes) {
  Platform platform = one_disk();
  platform.stores.push_back({"vault", std::nullopt, 1e12 / 3600});
  platform.nodes.push_back(platform.nodes[0]);
  platform.nodes[1].name = "db2";
  platform.services.push_back(one_of("bank", 1));
  platform.data[0].preparation = platform.data[0].restore = nullptr;
  platform.data[0].backups[0].store = 0;
  platform.data[0].bytes = first_bytes;
  platform.data.push_back(platform.data[0]);
  platform.data[1].name = "accounts";
  platform.data[1].service = 1;
  platform.data[1].bytes = second_bytes;
  return platform;
}

TEST(Data, RestoresShareTheStore) {
  const Platform platform = on_one_vault(1e12, 2e12);
  const DataHistory history = play(platform, 50);
  // One terabyte an hour: shared from 30.5 until the smaller one is there, then for the other one alone.
  EXPECT_EQ(history.changes[0], (Changes{"-30", "+32.5"}));
  EXPECT_EQ(history.changes[1], (Changes{"-30", "+33.5"}));
}

TEST(Data, ARestoreThatIsGivenUpLeavesTheStoreToTheOthers) {
  Platform platform = on_one_vault(2e12, 2e12);
  // Half an hour after both have begun, it is noticed that what is read for the first is spoilt; all of its backups are.
  platform.data[0].corruption = Corruption{fixed_h(1), fixed_h(30)};
  platform.data[0].backups[0].keeps = 1;
  platform.data[0].afresh = fixed_h(100);
  const DataHistory history = play(platform, 50);
  EXPECT_EQ(history.changes[0], (Changes{"-30"}));
  EXPECT_EQ(history.changes[1], (Changes{"-30", "+32.75"}));  // half a terabyte an hour until 31, then a whole one
}

TEST(Data, TheFirstBackupMayComeAtATimeOfItsOwn) {
  Platform platform = one_disk();
  platform.data[0].backups[0].first = fixed_h(5);
  expect_reported(play(platform, 50), DataSeries::loss, {25});  // that of 29 has not ended
  platform.nodes[0].failures[0].time_to_failure = fixed_h(32);
  expect_reported(play(platform, 50), DataSeries::loss, {3});
}

/// Corruption strikes `before` hours before it is noticed at 500 h, chains of seven daily backups being kept for 10 d.
double chain_loss_h(double before_h) {
  Platform platform = one_disk();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(5000);
  BackupSchedule& backups = platform.data[0].backups[0];
  backups.full_every = 7;
  backups.keeps = 0;
  backups.kept = Hours(10 * 24);
  platform.data[0].corruption = Corruption{fixed_h(500 - before_h), fixed_h(before_h)};
  const DataHistory history = play(platform, 505);
  const auto found = history.reported.find(DataSeries::loss);
  return found == history.reported.end() ? -1 : found->second.front();
}

TEST(Data, ChainsAreDeletedAsAWhole) {
  // Full ones are taken at 0, 168 and 336 h. At 500 h the chain of 0 is gone, for its last is from 144 h; the one of 168 h is there
  // with all that is in it, for its last is from 312 h.
  EXPECT_DOUBLE_EQ(chain_loss_h(300), 308);  // from that of 192
  EXPECT_DOUBLE_EQ(chain_loss_h(340), -1);
}

TEST(Data, IncrementalBackupsAreReadWithTheirFullOne) {
  Platform platform = one_disk();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(55);
  platform.stores.push_back({"vault", std::nullopt, 1e12 / 3600});
  platform.data[0].preparation = platform.data[0].restore = nullptr;
  platform.data[0].backups[0].store = 0;
  platform.data[0].backups[0].full_every = 7;
  platform.data[0].bytes = 2e12;
  platform.data[0].bytes_per_second = 1e12 / (48 * 3600.0);
  // The full one of 0 and what has changed until 48: three terabytes.
  EXPECT_EQ(play(platform, 70).changes[0], (Changes{"-55", "+58.5"}));
}

TEST(Data, ChangesAreReplayedFromTheLog) {
  Platform platform = one_disk();
  platform.data[0].log = ChangeLog{0.1};
  const DataHistory history = play(platform, 50);
  EXPECT_EQ(history.changes[0], (Changes{"-30", "+33.6"}));
  expect_reported(history, DataSeries::loss, {0});
  expect_reported(history, DataSeries::lost, {});
}

TEST(Data, TestsFindBackupsThatCannotBeRead) {
  Platform platform = one_disk();
  platform.nodes[0].failures[0].time_to_failure = fixed_h(70);
  platform.data[0].backups[0].until_broken = fixed_h(10);
  expect_reported(play(platform, 80), DataSeries::loss, {70});  // but for the first one none can be read
  platform.data[0].backups[0].test_interval = fixed_h(60);
  platform.data[0].backups[0].test_duration = fixed_h(1);
  expect_reported(play(platform, 80), DataSeries::loss, {9});  // a full one is taken when the test has ended
}

// From 40 on nothing that is written can be read: the test at 73 finds that of 48, and the one that is being written since 72
// builds on it. A full one is begun, and the disk dies before it is done: that of 24 is the newest of use.
TEST(Data, WhatBuildsOnABackupThatIsThrownAwayIsGivenUp) {
  Platform platform = one_disk();
  BackupSchedule& backups = platform.data[0].backups[0];
  backups.full_every = 100;
  backups.until_broken = fixed_h(40);
  backups.test_interval = fixed_h(73);
  platform.nodes[0].failures[0].time_to_failure = fixed_h(74.5);
  expect_reported(play(platform, 90), DataSeries::loss, {50.5});
}

TEST(Data, BackupsAreLostWithTheirStore) {
  Platform platform = one_disk();
  platform.nodes.insert(platform.nodes.begin(), node_class("vault", 1, {failure("fire", fixed_h(27), fixed_h(1))}));
  platform.nodes[0].failures[0].loses_data = true;
  platform.services = {one_of("store", 0), one_of("shop", 1)};
  platform.stores.push_back({"store", 0, 0});
  platform.data[0].service = 1;
  platform.data[0].backups[0].store = 0;
  platform.data[0].afresh = fixed_h(5);
  const DataHistory history = play(platform, 50);
  EXPECT_EQ(history.changes[1], (Changes{"-30", "+36"}));
  expect_reported(history, DataSeries::unrecoverable, {1});
}

TEST(Data, RestoreWaitsForTheStore) {
  Platform platform = one_disk();
  platform.nodes.insert(platform.nodes.begin(), node_class("vault", 1, {failure("crash", fixed_h(28), fixed_h(10))}));
  platform.services = {one_of("store", 0), one_of("shop", 1)};
  platform.stores.push_back({"store", 0, 0});
  platform.data[0].service = 1;
  platform.data[0].backups[0].store = 0;
  const DataHistory history = play(platform, 50);
  EXPECT_EQ(history.changes[1], (Changes{"-30", "+40"}));
  expect_reported(history, DataSeries::loss, {6});
}

/// A site that fails after 30 h without losing anything, and one that takes over: noticed after 1 h, switched in 1 h.
Platform sites() {
  Platform platform = one_disk();
  platform.nodes[0].failures[0].loses_data = false;
  platform.nodes[0].failures[0].time_to_repair = fixed_h(100);
  platform.nodes.push_back(node_class("second", 1, {failure("crash", fixed_h(1000), fixed_h(1))}));
  Service shop;
  shop.name = "shop";
  shop.operands = {{Operand::Kind::service, 0, 1}, {Operand::Kind::service, 1, 1}};
  shop.preference.emplace();
  shop.preference->time_to_notice = fixed_h(1);
  shop.switchover.emplace();
  shop.switchover->time = fixed_h(1);
  shop.switchover->failback = Failback{fixed_h(10), fixed_h(0.5)};
  platform.services = {one_of("first", 0), one_of("second site", 1), shop};
  platform.data[0].service = 2;
  return platform;
}

TEST(Data, AreRestoredWhereTheTrafficGoes) {
  const DataHistory history = play(sites(), 150);
  EXPECT_EQ(history.changes[2], (Changes{"-30", "+35", "-140", "+140.5"}));  // the way back takes them along
  expect_reported(history, DataSeries::loss, {6});
  expect_reported(history, DataSeries::recovery, {5});
  expect_reported(history, DataSeries::restoration, {4});
}

TEST(Data, AReplicaTakesOver) {
  Platform platform = sites();
  platform.data[0].replication.emplace();
  const DataHistory synchronous = play(platform, 100);
  EXPECT_EQ(synchronous.changes[2], (Changes{"-30", "+32"}));
  expect_reported(synchronous, DataSeries::lost, {});
  platform.data[0].replication->lag = fixed_h(0.25);
  const DataHistory behind = play(platform, 100);
  EXPECT_EQ(behind.changes[2], (Changes{"-30", "+32"}));
  expect_reported(behind, DataSeries::lost, {1});
  expect_reported(behind, DataSeries::loss, {0.25});
}

TEST(Data, PhasesOfARestore) {
  Platform platform = one_disk();
  platform.data[0].log = ChangeLog{0.1};
  Played played;
  const Changes expected{"-30", "+33.6"};
  EXPECT_EQ(played.play(platform, 50), expected);
  EXPECT_DOUBLE_EQ(played.phase_h[OutagePhase::repair], 0.5);
  EXPECT_DOUBLE_EQ(played.phase_h[OutagePhase::restore], 2.5);
  EXPECT_DOUBLE_EQ(played.phase_h[OutagePhase::replay], 0.6);
}

}  // namespace
}  // namespace nines::test
