#include "cli/output.h"
#include "cli/progress.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace nines::cli {
namespace {

namespace fs = std::filesystem;

class Output : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() / ("nines-output-" + std::to_string(::getpid()));
    fs::create_directories(directory_);
  }
  void TearDown() override {
    fs::permissions(directory_, fs::perms::owner_all);
    fs::remove_all(directory_);
  }
  static std::string content(const fs::path& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  fs::path directory_;
};

TEST_F(Output, WritesAndReplacesAndLeavesNothingElse) {
  const fs::path file = directory_ / "result.json";
  write_file(file, "one");
  write_file(file, "two");
  EXPECT_EQ(content(file), "two");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), {}), 1);
}

TEST_F(Output, KeepsThePermissionsAndFollowsALink) {
  const fs::path file = directory_ / "result.json";
  const fs::path link = directory_ / "link.json";
  write_file(file, "one");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("result.json", link);
  write_file(link, "two");
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(content(file), "two");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Output, ANewFileHasThePermissionsOfTheMask) {
  const mode_t before = ::umask(027);
  write_file(directory_ / "new.json", "x");
  ::umask(before);
  EXPECT_EQ(static_cast<int>(fs::status(directory_ / "new.json").permissions()), 0640);
}

TEST_F(Output, RefusesWhatCannotBeWritten) {
  EXPECT_THROW(check_writable(""), BadOutputPath);
  EXPECT_THROW(check_writable(directory_), BadOutputPath);
  EXPECT_THROW(check_writable(directory_ / "missing" / "result.json"), BadOutputPath);
  EXPECT_THROW(write_file(directory_ / "missing" / "result.json", "x"), BadOutputPath);
  write_file(directory_ / "file", "x");
  EXPECT_THROW(check_writable(directory_ / "file" / "result.json"), BadOutputPath);
  EXPECT_NO_THROW(check_writable(directory_ / "result.json"));
}

TEST_F(Output, RefusesAReadOnlyDirectory) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  fs::permissions(directory_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THROW(check_writable(directory_ / "result.json"), BadOutputPath);
}

TEST_F(Output, DevicesAreWrittenAndNotReplaced) {
  EXPECT_NO_THROW(write_file("/dev/null", "x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_THROW(write_file("/dev/full", "x"), WriteFailed);
}

TEST(ProgressText, SaysHowFarAndHowLong) {
  const Progress progress{12000, 50000, 3, 7.2, "api availability 99.98 .. 99.99 %"};
  EXPECT_EQ(progress_text(progress, 100), "12 000 of about 50 000 trials; api availability 99.98 .. 99.99 %; 8 s left");
  EXPECT_EQ(progress_text(progress, 20).size(), 19u);
  EXPECT_EQ(progress_text({5, 0, 1, 0, ""}, 80), "5 trials");
}

}  // namespace
}  // namespace nines::cli
