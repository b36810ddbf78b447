#include "analysis/markov/export_prism.h"

#include "markov_chains.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace nines::markov::test {
namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class ExportPrism : public testing::Test {
 protected:
  std::filesystem::path folder_;
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / (std::string("nines_prism_") + test->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
};

TEST_F(ExportPrism, WritesTheFourKindsOfFile) {
  Chain chain;
  chain.per_second = matrix_of(3, {{0, 1, 1.0 / 3600}, {1, 0, 2.0 / 3600}, {1, 2, 0.5 / 3600}});
  chain.initial = {{0, 1.0}};
  chain.conditions = {"api v2", "init"};
  chain.up = {{1, 1, 0}, {1, 0, 0}};
  chain.rewards = {"", "nodes"};  // one is for the program's own use
  chain.reward = {{7, 7, 7}, {2, 1.5, 0}};
  const auto files = export_prism(chain, folder_ / "pair");
  ASSERT_EQ(files.size(), 9U);
  EXPECT_EQ(content(folder_ / "pair.tra"), "3 3\n0 1 1\n1 0 2\n1 2 0.5\n");
  EXPECT_EQ(content(folder_ / "pair.sta"), "(state)\n0:(0)\n1:(1)\n2:(2)\n");
  EXPECT_EQ(content(folder_ / "pair.lab"),
            "0=\"init\" 1=\"deadlock\" 2=\"api_v2\" 3=\"init_2\"\n0: 0 2 3\n1: 2\n2: 1\n");
  EXPECT_EQ(content(folder_ / "pair1.srew"), "# Reward structure \"downtime_api_v2\"\n# State rewards\n3 1\n2 1\n");
  EXPECT_EQ(content(folder_ / "pair2.srew"), "# Reward structure \"outages_api_v2\"\n# State rewards\n3 1\n1 0.5\n");
  EXPECT_EQ(content(folder_ / "pair4.srew"), "# Reward structure \"outages_init\"\n# State rewards\n3 1\n0 1\n");
  EXPECT_EQ(content(folder_ / "pair5.srew"), "# Reward structure \"time\"\n# State rewards\n3 3\n0 1\n1 1\n2 1\n");
  EXPECT_EQ(content(folder_ / "pair6.srew"), "# Reward structure \"nodes\"\n# State rewards\n3 2\n0 2\n1 1.5\n");
}

TEST_F(ExportPrism, RewardsOfAnEarlierExportAreRemoved) {
  Chain chain = chain_of({1, 1, 1, 1e-3, 0.1});
  export_prism(chain, folder_ / "pair");
  const std::filesystem::path last = folder_ / "pair4.srew", behind = folder_ / "pair5.srew",
                              other = folder_ / "pair6.srew";
  ASSERT_TRUE(std::filesystem::exists(last));
  ASSERT_FALSE(std::filesystem::exists(behind));
  std::filesystem::copy(last, behind);
  std::ofstream(other) << "something else\n";
  export_prism(chain, folder_ / "pair");
  EXPECT_TRUE(std::filesystem::exists(last));
  EXPECT_FALSE(std::filesystem::exists(behind));
  EXPECT_EQ(content(other), "something else\n");
}

TEST_F(ExportPrism, SeveralInitialStatesGetOneBefore) {
  Chain chain;
  chain.per_second = matrix_of(2, {{0, 1, 1.0}, {1, 0, 1.0}});
  chain.initial = {{0, 0.25}, {1, 0.75}};
  chain.conditions = {"service"};
  chain.up = {{1, 0}};
  export_prism(chain, folder_ / "two");
  EXPECT_EQ(content(folder_ / "two.tra").substr(0, 4), "3 4\n");
  EXPECT_EQ(content(folder_ / "two.lab"), "0=\"init\" 1=\"deadlock\" 2=\"service\"\n0: 2\n2: 0 2\n");
}

TEST_F(ExportPrism, NamesTheFileThatCannotBeWritten) {
  const Chain chain = chain_of({1, 1, 1, 1e-3, 0.1});
  try {
    export_prism(chain, folder_ / "no" / "such" / "place");
    FAIL() << "wrote into a folder that does not exist";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("place.tra"), std::string::npos);
  }
}

}  // namespace
}  // namespace nines::markov::test
