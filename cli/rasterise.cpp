#include "cli/rasterise.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <vector>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves it to the program

namespace nines::cli {
namespace {

constexpr const char* program = "rsvg-convert";

/// Runs the program without a shell, its output to nobody; the exit code, or 127 if there is no such program.
int run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), program);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", 1, 0);  // 1: for writing
  pid_t child = 0;
  const int failed = posix_spawnp(&child, program, &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return 127;
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

/// A folder that is gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "nines-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "a temporary folder");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

bool can_rasterise() { return run({"--version"}) == 0; }

std::string rasterised(const std::string& svg, const std::string& format) {
  const TemporaryFolder folder;
  const std::string from = folder.file("figure.svg"), to = folder.file("figure.out");
  std::ofstream(from, std::ios::binary) << svg;
  // Twice the size in pixels, as screens and printers want it.
  std::vector<std::string> arguments = {"--format", format, "--output", to, from};
  if (format == "png") arguments.insert(arguments.begin(), {"--zoom", "2"});
  if (run(arguments) != 0) throw std::runtime_error("rsvg-convert has failed");
  std::ifstream made(to, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(made), std::istreambuf_iterator<char>()};
  if (bytes.empty()) throw std::runtime_error("rsvg-convert has made nothing");
  return bytes;
}

}  // namespace nines::cli
