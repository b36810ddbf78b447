// A sweep that was kept, read back from the file alone: the same documents as when it was run.
#include "analysis/report/sweep_report.h"
#include "cli/sweep.h"
#include "cli/sweep_keeping.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace nines::cli {
namespace {

namespace fs = std::filesystem;

const char* const plant = R"(nines: 1
title: Two machines
mission: 1 year
trials: 2000
nodes:
  machine:
    count: 2
    failures:
      fault: {time to failure: exponential 200 h, time to repair: exponential 20 h}
services:
  plant: {needs: 1 of machine}
sweep: {vary: {nodes.machine.count: 2..3}}
)";

class KeptSweepResult : public ::testing::Test {
 protected:
  KeptSweepResult() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream(folder_ / "plant.yaml") << plant;
  }
  ~KeptSweepResult() override { fs::remove_all(folder_); }

  Request request() const {
    Request made;
    made.command = "sweep";
    made.files = {(folder_ / "plant.yaml").string()};
    made.trials = 40;
    made.quiet = true;
    made.outputs = {(folder_ / "sweep.json").string()};
    made.store.results = (folder_ / "study.db").string();
    return made;
  }

  std::string written() const {
    std::ostringstream text;
    text << std::ifstream(folder_ / "sweep.json").rdbuf();
    return text.str();
  }

  sweep::SweepResult read_back() const {
    const store::Catalogue catalogue(folder_ / "study.db");
    const auto sweeps = catalogue.sweeps();
    EXPECT_EQ(sweeps.size(), 1u);
    SweepReadBack read = kept_sweep(catalogue, sweeps.at(0), {}, {});
    EXPECT_EQ(read.asked.files, request().files);
    EXPECT_EQ(read.scenario.text_hash, read.result.scenario_hash);
    return std::move(read.result);
  }

  const fs::path folder_ = fs::path(::testing::TempDir()) / "nines_kept_sweep_result";
};

TEST_F(KeptSweepResult, HasTheSameBytes) {
  Request asked = request();
  asked.sweep.wishes.vary = {{"mission", "100 h, 200 h"}};
  asked.sweep.measures = {"plant.downtime", "plant.mtbf"};
  asked.seed = 7;
  asked.overrides = {{"title", "Another title"}};
  ASSERT_EQ(sweep_command(asked), exit_ok);
  fs::remove(folder_ / "plant.yaml");
  const sweep::SweepResult result = read_back();
  EXPECT_EQ(report::json(result), written());
  EXPECT_EQ(result.asked.size(), 2u);
  EXPECT_EQ(result.points.size(), 4u);
}

TEST_F(KeptSweepResult, OfATornadoToo) {
  Request asked = request();
  asked.sweep.tornado = true;
  asked.chain = false;
  ASSERT_EQ(sweep_command(asked), exit_ok);
  EXPECT_EQ(report::json(read_back()), written());
}

TEST_F(KeptSweepResult, OfOneThatIsNotDoneHasThePointsThatAre) {
  Request asked = request();
  asked.store.shard = ShardRequest{1, 2};
  ASSERT_EQ(sweep_command(asked), exit_ok);
  const sweep::SweepResult result = read_back();
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.points_planned, 2u);
  ASSERT_EQ(result.points.size(), 1u);
  EXPECT_EQ(result.points[0].number, 1u);
}

TEST_F(KeptSweepResult, OfAnotherReadingIsRefused) {
  ASSERT_EQ(sweep_command(request()), exit_ok);
  {
    store::Store store(folder_ / "study.db");  // as if another version had planned otherwise
    store.change([](const store::Database& database) {
      database.execute("UPDATE sweep_points SET point = '0123456789abcdef' WHERE number = 0");
    });
  }
  EXPECT_THROW(read_back(), store::StoreError);
}

}  // namespace
}  // namespace nines::cli
