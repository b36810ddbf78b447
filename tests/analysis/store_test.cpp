// The results store: whichever blocks are in it, a run ends with the same bytes; what cannot be used says so.
#include "analysis/store/store.h"

#include "analysis/monte_carlo/tally_bytes.h"
#include "analysis/shard.h"
#include "analysis/store/catalogue.h"
#include "analysis/store/merge.h"
#include "analysis/store/point_blocks.h"
#include "analysis/store/schema.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace nines::store {
namespace {

using run_studies::document;
using run_studies::varied;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / (std::string("nines_store_") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~StoreTest() override { fs::remove_all(folder_); }
  fs::path file(const std::string& name) const { return folder_ / name; }

  static ScenarioRecord scenario(const std::string& hash = "00000000000000aa") {
    return {hash, "A bit of everything", "varied.yaml", {{"varied.yaml", "the text"}}, {{"crews.field.size", "2"}}};
  }

  /// Counts what is simulated.
  class Counting : public PointBlocks {
   public:
    using PointBlocks::PointBlocks;
    void keep(const monte_carlo::Block& block, const monte_carlo::Tally& tally) override {
      const std::size_t number = ++kept;
      PointBlocks::keep(block, tally);
      if (number == stop_after) stop = true;  // `kept` may have been counted on by another thread
    }
    std::atomic<std::size_t> kept{0};
    std::size_t stop_after = 0;
    std::atomic<bool> stop{false};
  };

  struct Done {
    std::string document;
    std::size_t simulated = 0;  ///< blocks
  };

  /// A run with this file; once so many blocks were simulated it is interrupted, and what it found is not kept.
  static Done run_with(const fs::path& path, const models::Study& study, std::size_t stop_after = 0,
                       unsigned threads = 2) {
    Store store(path);
    Counting blocks(store, scenario(), study.seed, study.mission.count());
    blocks.stop_after = stop_after;
    RunOptions options;
    options.threads = threads;
    options.chain = false;
    options.blocks = &blocks;
    options.stop = &blocks.stop;
    const RunResult result = run(study, options);
    if (stop_after == 0) blocks.finish(result);
    return {report::json(result), blocks.kept};
  }

  static void run_one_shard(const fs::path& path, const models::Study& study, std::size_t number, std::size_t count) {
    Store store(path);
    PointBlocks blocks(store, scenario(), study.seed, study.mission.count());
    RunOptions options;
    options.blocks = &blocks;
    const auto done = run_shard(study, options, {number, count});
    EXPECT_FALSE(done.interrupted);
    EXPECT_EQ(done.trials, done.all_trials);
  }

  template <class Error, class Action>
  static std::string error_of(const Action& action) {
    try {
      action();
    } catch (const Error& error) {
      return error.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return "";
  }

  static std::string precise(models::Study& study) {
    study.precision = {{0.1, models::Measure::availability, 2}};
    return document(study, 2);
  }

  fs::path folder_;
};

TEST_F(StoreTest, ARunThatIsKeptHasTheSameBytesAsOneThatIsNot) {
  const models::Study study = varied(700);
  const Done first = run_with(file("runs.db"), study);
  EXPECT_EQ(first.document, document(study, 1));
  EXPECT_GT(first.simulated, 200u);
  const Done again = run_with(file("runs.db"), study);
  EXPECT_EQ(again.document, first.document);
  EXPECT_EQ(again.simulated, 0u);
}

TEST_F(StoreTest, ARunThatWasInterruptedGoesOnWhereItWas) {
  const models::Study study = varied(700);
  const std::size_t all = run_with(file("whole.db"), study).simulated;
  const Done part = run_with(file("runs.db"), study, 100);
  ASSERT_GE(part.simulated, 100u);
  ASSERT_LT(part.simulated, all);
  const Done rest = run_with(file("runs.db"), study);
  EXPECT_EQ(rest.document, document(study, 1));
  EXPECT_EQ(part.simulated + rest.simulated, all);
}

TEST_F(StoreTest, OneThatRunsUntilAPrecisionGoesOn) {
  models::Study study = varied(0);
  const std::string alone = precise(study);
  run_with(file("runs.db"), study, 3);
  const Done rest = run_with(file("runs.db"), study);
  EXPECT_EQ(rest.document, alone);
  EXPECT_EQ(run_with(file("runs.db"), study, 0, 7).document, alone);
}

TEST_F(StoreTest, MoreTrialsBeginWithThoseThatAreThere) {
  models::Study study = varied(700);
  run_with(file("runs.db"), study);
  Store store(file("runs.db"));
  const auto kept = store.longest_run(scenario().hash, study.seed);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->trials, 700u);
  Counting blocks(store, scenario(), study.seed, study.mission.count());
  RunOptions options;
  options.chain = false;
  options.blocks = &blocks;
  options.trials_per_block = kept->trials_per_block;
  study.trials = 1000;
  const RunResult result = run(study, options);
  EXPECT_EQ(result.trials, 1000u);
  EXPECT_EQ(blocks.kept, (1000 + kept->trials_per_block - 1) / kept->trials_per_block - 700 / kept->trials_per_block);
  EXPECT_FALSE(store.longest_run("another scenario", study.seed));
  EXPECT_FALSE(store.longest_run(scenario().hash, study.seed + 1));
}

TEST_F(StoreTest, ShardsMergedInAnyOrderGiveWhatOneRunGives) {
  const models::Study study = varied(700);
  for (std::size_t i = 0; i < 3; ++i) run_one_shard(file("shard" + std::to_string(i)), study, i, 3);
  const std::vector<fs::path> inputs = {file("shard2"), file("shard0"), file("shard1"), file("shard0")};
  const MergeSummary summary = merge(file("all.db"), inputs);
  EXPECT_EQ(summary.trials_added, 700u);
  EXPECT_GT(summary.blocks_known, 0u) << "shard 0 was there twice";
  const MergeSummary again = merge(file("all.db"), {file("shard1"), file("all.db")});
  EXPECT_EQ(again.blocks_added, 0u);
  const Done answer = run_with(file("all.db"), study);
  EXPECT_EQ(answer.document, document(study, 1));
  EXPECT_EQ(answer.simulated, 0u);
}

TEST_F(StoreTest, TheFileIsPortableOnceNobodyUsesIt) {
  run_with(file("runs.db"), varied(50));
  for (const auto& entry : fs::directory_iterator(folder_)) EXPECT_EQ(entry.path().filename(), "runs.db");
}

TEST_F(StoreTest, TwoRunsAtOnceInOneFileBothEndRight) {
  models::Study one = varied(400), other = varied(400);
  other.seed = 2;
  std::string first, second;
  {
    const std::jthread beside([&] { first = run_with(file("runs.db"), one).document; });
    second = run_with(file("runs.db"), other).document;
  }
  EXPECT_EQ(first, document(one, 1));
  EXPECT_EQ(second, document(other, 1));
  EXPECT_EQ(Catalogue(file("runs.db")).runs().size(), 2u);
}

TEST_F(StoreTest, OfAProgramThatSimulatesOtherwiseIsFoundOut) {
  const models::Study study = varied(100);
  run_with(file("runs.db"), study);
  models::Study changed = study;  // as if another version of the program read the same text
  changed.platform.services[0].needed = 6;
  const std::string error = error_of<monte_carlo::KeptTrialsDiffer>([&] { run_with(file("runs.db"), changed); });
  EXPECT_THAT(error, HasSubstr("runs.db"));
  EXPECT_THAT(error, HasSubstr("simulated again"));
}

TEST_F(StoreTest, ADamagedBlockIsAnError) {
  const models::Study study = varied(100);
  run_with(file("runs.db"), study);
  {
    const Database database(file("runs.db"), Database::Access::write);
    database.execute("UPDATE blocks SET tally = substr(tally, 1, length(tally) - 3) WHERE block = 5");
  }
  EXPECT_THAT(error_of<StoreError>([&] { run_with(file("runs.db"), study); }), HasSubstr("block 5"));
  EXPECT_THAT(error_of<StoreError>([&] { merge(file("all.db"), {file("runs.db")}); }), HasSubstr("damaged"));
  EXPECT_FALSE(fs::exists(file("all.db"))) << "nothing half written";
}

TEST_F(StoreTest, FilesThatDisagreeAreNotMerged) {
  const models::Study study = varied(100);
  run_with(file("a.db"), study);
  run_with(file("b.db"), study);
  {
    const Database database(file("b.db"), Database::Access::write);
    database.execute("UPDATE blocks SET tally = (SELECT tally FROM blocks WHERE block = 2) WHERE block = 1");
  }
  EXPECT_THAT(error_of<StoreError>([&] { merge(file("a.db"), {file("b.db")}); }),
              HasSubstr("different sums of block 1"));
}

TEST_F(StoreTest, OtherFilesAreRefusedAndLeftAlone) {
  std::ofstream(file("text")) << "nines: 1\ntitle: a scenario, and long enough to have a header of SQLite's size\n"
                              << std::string(200, '#');
  const auto size = fs::file_size(file("text"));
  EXPECT_THAT(error_of<StoreError>([&] { Store store(file("text")); }), HasSubstr("no results store"));
  EXPECT_EQ(fs::file_size(file("text")), size);
  Database(file("other.db"), Database::Access::create).execute("CREATE TABLE t (a)");
  EXPECT_THAT(error_of<StoreError>([&] { Store store(file("other.db")); }), HasSubstr("another program"));
  EXPECT_THAT(error_of<StoreError>([&] { Store store(folder_); }), HasSubstr("directory"));
  EXPECT_THAT(error_of<StoreError>([&] { Store store(folder_ / "no" / "runs.db"); }), HasSubstr("no directory"));
  EXPECT_THAT(error_of<StoreError>([&] { Catalogue missing(file("missing.db")); }), HasSubstr("no such file"));
}

TEST_F(StoreTest, TablesOfANewerVersionAreRefused) {
  run_with(file("runs.db"), varied(20));
  Database(file("runs.db"), Database::Access::write)
      .execute("PRAGMA user_version = " + std::to_string(schema_version + 1));
  const std::string newer = "version " + std::to_string(schema_version + 1);
  EXPECT_THAT(error_of<StoreError>([&] { Store store(file("runs.db")); }), HasSubstr(newer));
  EXPECT_THAT(error_of<StoreError>([&] { Catalogue catalogue(file("runs.db")); }), HasSubstr(newer));
}

TEST_F(StoreTest, TheCatalogueListsWhatWasFound) {
  const models::Study study = varied(300);
  const Done done = run_with(file("runs.db"), study);
  const Catalogue catalogue(file("runs.db"));
  const auto runs = catalogue.runs();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].trials, 300u);
  EXPECT_EQ(runs[0].kept_trials, 300u);
  EXPECT_TRUE(runs[0].complete);
  EXPECT_EQ(runs[0].settings_text(), "crews.field.size=2");
  EXPECT_EQ(catalogue.document(runs[0]), done.document);
  EXPECT_THAT(catalogue.report(runs[0]), HasSubstr("service shop"));
  EXPECT_EQ(catalogue.runs({"EVERYTHING", "size=2"}).size(), 1u);
  EXPECT_EQ(catalogue.runs({"everything", "size=3"}).size(), 0u);
  EXPECT_EQ(catalogue.run(runs[0].id.substr(0, 3)).id, runs[0].id);
  EXPECT_THAT(error_of<StoreError>([&] { catalogue.run("xyz"); }), HasSubstr("no run 'xyz'"));
  EXPECT_THAT(table(runs, "runs.db", false), HasSubstr("crews.field.size=2"));
}

TEST_F(StoreTest, AResultOfFewerTrialsDoesNotTakeThePlaceOfOneOfMore) {
  models::Study study = varied(256);  // one trial in a block, as 100 trials have
  run_with(file("runs.db"), study);
  study.trials = 100;
  EXPECT_EQ(run_with(file("runs.db"), study).document, document(study, 1));
  EXPECT_EQ(Catalogue(file("runs.db")).runs()[0].trials, 256u);
}

}  // namespace
}  // namespace nines::store
