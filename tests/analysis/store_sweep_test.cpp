// Sweeps in a results store: what makes one, what is done of it, what a file of it alone can answer.
#include "analysis/store/catalogue.h"
#include "analysis/store/merge.h"
#include "analysis/store/point_blocks.h"
#include "analysis/store/read_blocks.h"
#include "analysis/store/sweeps.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace nines::store {
namespace {

using run_studies::document;
using run_studies::varied;

namespace fs = std::filesystem;

class StoreSweepTest : public ::testing::Test {
 protected:
  StoreSweepTest() {
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / (std::string("nines_store_sweep_") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~StoreSweepTest() override { fs::remove_all(folder_); }
  fs::path file(const std::string& name) const { return folder_ / name; }

  static SweepRecord sweep() {
    SweepRecord made;
    made.scenario = {"00000000000000aa", "A bit of everything", "varied.yaml", {{"varied.yaml", "the text"}}, {}};
    made.kind = "points";
    made.vary = {{"crews.field.size", "1..2"}};
    made.trials = 60;
    made.points = 2;
    return made;
  }

  static ScenarioRecord scenario_of(std::size_t number) {
    return {"00000000000000b" + std::to_string(number),
            "A bit of everything",
            "varied.yaml",
            {{"varied.yaml", "the text"}},
            {{"crews.field.size", std::to_string(number + 1)}}};
  }

  static models::Study study_of(std::size_t number, std::size_t trials = 60) {
    models::Study study = varied(trials);
    study.platform.crews[0].size = number + 1;
    return study;
  }

  /// The run that a point is.
  static std::string run_point(Store& store, std::size_t number) {
    const models::Study study = study_of(number);
    PointBlocks blocks(store, scenario_of(number), study.seed, study.mission.count());
    RunOptions options;
    options.chain = false;
    options.blocks = &blocks;
    const RunResult result = run(study, options);
    blocks.finish(result);
    return blocks.id();
  }

  fs::path folder_;
};

TEST_F(StoreSweepTest, WhatIsAskedMakesItTheSweepThatItIs) {
  std::vector<SweepRecord> others(8, sweep());
  others[0].scenario.hash = "00000000000000ab";
  others[1].vary[0].second = "1..3";
  others[2].uncertain = std::exchange(others[2].vary, {});
  others[3].zip = true;
  others[4].seed = 2;
  others[5].trials = 61;
  others[6].precision = 0.05;
  others[7].kind = "one_at_a_time";
  std::set<std::string> ids = {sweep().id()};
  for (const SweepRecord& each : others) ids.insert(each.id());
  EXPECT_EQ(ids.size(), 9u);
  SweepRecord looked_at = sweep();
  looked_at.measures = "shop.downtime\n";
  looked_at.chain = false;
  EXPECT_EQ(looked_at.id(), sweep().id());
}

TEST_F(StoreSweepTest, ItIsListedWithWhatIsDone) {
  {
    Store store(file("study.db"));
    const std::string done = run_point(store, 0);
    add_sweep(store, sweep(), {{0, done, 60}, {1, "0123456789abcdef", 60}});
    add_sweep(store, sweep(), {{0, done, 60}, {1, "0123456789abcdef", 60}});
  }
  const Catalogue catalogue(file("study.db"));
  const auto sweeps = catalogue.sweeps();
  ASSERT_EQ(sweeps.size(), 1u);
  EXPECT_EQ(sweeps[0].id, sweep().id());
  EXPECT_EQ(sweeps[0].asked.id(), sweep().id()) << "what was asked is read back";
  EXPECT_EQ(sweeps[0].points.size(), 2u);
  EXPECT_EQ(sweeps[0].done.size(), 1u);
  EXPECT_EQ(catalogue.points_of(sweeps[0]).size(), 1u);
  EXPECT_EQ(catalogue.scenario(sweeps[0]).sources[0].second, "the text");
  EXPECT_EQ(catalogue.sweeps({"SIZE=1..2", "not finished"}).size(), 1u);
  EXPECT_EQ(catalogue.sweeps({"size=1..3"}).size(), 0u);
  EXPECT_TRUE(catalogue.find_sweep(sweep().id().substr(0, 6)));
  EXPECT_FALSE(catalogue.find_sweep("xyz"));
  EXPECT_THAT(table(sweeps, "study.db", false), ::testing::HasSubstr("1 of 2"));
}

TEST_F(StoreSweepTest, APointThatIsAskedForMoreIsNotDone) {
  Store store(file("study.db"));
  const std::string done = run_point(store, 0);
  SweepRecord more = sweep();
  more.trials = 70;
  add_sweep(store, more, {{0, done, 70}});
  EXPECT_EQ(Catalogue(file("study.db")).sweeps()[0].done.size(), 0u);
}

TEST_F(StoreSweepTest, MergedInAnyOrder) {
  {
    Store first(file("a.db")), second(file("b.db"));
    const std::string zero = run_point(first, 0), one = run_point(second, 1);
    for (Store* const store : {&first, &second}) add_sweep(*store, sweep(), {{0, zero, 60}, {1, one, 60}});
  }
  merge(file("ab.db"), {file("a.db"), file("b.db")});
  merge(file("ba.db"), {file("b.db"), file("a.db"), file("b.db")});
  for (const char* const name : {"ab.db", "ba.db"}) {
    const auto sweeps = Catalogue(file(name)).sweeps();
    ASSERT_EQ(sweeps.size(), 1u) << name;
    EXPECT_EQ(sweeps[0].done.size(), 2u) << name;
  }
}

TEST_F(StoreSweepTest, BlocksThatAreThereGiveTheAnswerAndOthersAreMissed) {
  std::string id;
  {
    Store store(file("study.db"));
    id = run_point(store, 0);
  }
  fs::permissions(file("study.db"), fs::perms::owner_read);
  ReadBlocks blocks(file("study.db"), id);
  EXPECT_EQ(blocks.trials_without_gap(), 60u);
  RunOptions options;
  options.chain = false;
  options.blocks = &blocks;
  EXPECT_EQ(report::json(run(study_of(0), options)), document(study_of(0), 1));
  EXPECT_THROW(run(study_of(0, 90), options), MissingBlock);
  options.trials_per_block = 1;
  EXPECT_EQ(run(study_of(0, 50), options).trials, 50u);
  EXPECT_EQ(ReadBlocks(file("study.db"), "of another run").trials_without_gap(), 0u);
}

TEST_F(StoreSweepTest, TrialsCountUpToTheFirstGap) {
  std::string id;
  {
    Store store(file("study.db"));
    id = run_point(store, 0);
    store.change([](const Database& database) { database.execute("DELETE FROM blocks WHERE block = 7"); });
  }
  EXPECT_EQ(ReadBlocks(file("study.db"), id).trials_without_gap(), 7u) << "one trial in a block";
}

}  // namespace
}  // namespace nines::store
