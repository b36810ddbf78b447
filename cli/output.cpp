#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>
#include <utility>

namespace nines::cli {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::strerror(error); }

/// Writes everything; returns 0 or the error number.
int write_all(int descriptor, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
    if (written >= 0) {
      done += static_cast<std::size_t>(written);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

fs::path directory_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

/// True for what must not be replaced by a regular file: /dev/null, /dev/stdout, a named pipe.
bool is_special(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// What a results store begins with (and any other database of SQLite's).
bool is_database(const fs::path& path) {
  constexpr std::string_view magic("SQLite format 3\0", 16);
  std::ifstream stream(path, std::ios::binary);
  std::array<char, magic.size()> begin{};
  return stream.read(begin.data(), begin.size()) && std::equal(magic.begin(), magic.end(), begin.begin());
}

void write_special(const fs::path& path, const std::string& text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) throw BadOutputPath(fmt::format("cannot write {}: {}", path.string(), reason(errno)));
  const int error = write_all(descriptor, text);
  ::close(descriptor);
  if (error != 0 && error != EPIPE) throw WriteFailed(fmt::format("cannot write {}: {}", path.string(), reason(error)));
}

/// The permissions that the file has already, or those that the user's mask leaves a new one.
mode_t mode_for(const fs::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// A file that disappears again unless it was renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& target) : name_((directory_of(target) / ".nines-XXXXXX").string()) {
    descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
    if (descriptor_ < 0)
      throw BadOutputPath(fmt::format("cannot write into {}: {}", directory_of(target).string(), reason(errno)));
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  void become(const fs::path& target, const std::string& text) {
    int error = write_all(descriptor_, text);
    if (error == 0 && ::fchmod(descriptor_, mode_for(target)) != 0) error = errno;
    if (error == 0 && ::fsync(descriptor_) != 0) error = errno;
    if (::close(std::exchange(descriptor_, -1)) != 0 && error == 0) error = errno;
    if (error == 0 && ::rename(name_.c_str(), target.c_str()) != 0) error = errno;
    if (error != 0) throw WriteFailed(fmt::format("cannot write {}: {}", target.string(), reason(error)));
    name_.clear();
  }

 private:
  std::string name_;
  int descriptor_ = -1;
};

}  // namespace

void check_writable(const fs::path& path) {
  if (path.empty()) throw BadOutputPath("the name of an output file is empty");
  std::error_code ignored;
  if (fs::is_directory(path, ignored))
    throw BadOutputPath(fmt::format("cannot write {}: it is a directory", path.string()));
  if (is_special(path)) return;
  if (is_database(path)) {
    throw BadOutputPath(fmt::format(
        "cannot write {}: it is a results store, or another database; give the output another name", path.string()));
  }
  const fs::path directory = directory_of(path);
  if (!fs::is_directory(directory, ignored)) {
    throw BadOutputPath(fmt::format("cannot write {}: there is no directory {}", path.string(), directory.string()));
  }
  if (::access(directory.c_str(), W_OK) != 0) {
    throw BadOutputPath(fmt::format("cannot write into {}: {}", directory.string(), reason(errno)));
  }
}

void check_ending(const fs::path& path, const std::vector<std::string>& endings) {
  const std::string ending = path.extension().string();
  if (is_special(path) || std::find(endings.begin(), endings.end(), ending) != endings.end()) return;
  throw BadOutputPath(fmt::format("{} is a name of something else; end it in {}", path.string(), endings.front()));
}

void check_spares(const std::string& scenario, const fs::path& path, const char* what) {
  std::error_code ignored;
  if (scenario == "-" || !fs::is_regular_file(scenario, ignored) || !fs::equivalent(scenario, path, ignored)) return;
  throw BadOutputPath(fmt::format("cannot write {}: it is {}; give the output another name, such as {}", path.string(),
                                  what, fs::path(scenario).replace_extension(".result.json").string()));
}

void write_file(const fs::path& path, const std::string& text) {
  check_writable(path);
  if (is_special(path)) return write_special(path, text);
  // A symbolic link stays one: what it points to is replaced.
  std::error_code ignored;
  const fs::path resolved = fs::is_symlink(path, ignored) ? fs::weakly_canonical(path) : path;
  TemporaryFile(resolved).become(resolved, text);
}

void write_standard_output(const std::string& text) {
  const int error = write_all(STDOUT_FILENO, text);
  if (error != 0 && error != EPIPE) throw WriteFailed("cannot write standard output: " + reason(error));
}

bool colour_on_standard_output() {
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  if (terminal == nullptr || std::string(terminal) == "dumb") return false;
  return ::isatty(STDOUT_FILENO) == 1;
}

bool standard_error_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

}  // namespace nines::cli
