// Where results go: standard output, or files that are written as a whole or not at all.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace nines::cli {

/// The place named on the command line cannot be written to.
struct BadOutputPath : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// Writing failed for a reason of the machine's: a full disk.
struct WriteFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Before a long run: throws BadOutputPath if `path` is a directory, a results store, or in a directory that is missing or
/// read-only.
void check_writable(const std::filesystem::path& path);

/// Throws BadOutputPath if the name has none of these endings: what is written there would take the place of something else.
void check_ending(const std::filesystem::path& path, const std::vector<std::string>& endings);

/// Throws BadOutputPath if `path` is the very file `scenario` ("-": none) or a part of one, by whatever name, so that a result
/// never takes the place of what it was computed from.
void check_spares(const std::string& scenario, const std::filesystem::path& path,
                  const char* what = "the scenario itself");

/// Writes a new file beside `path` and renames it over it, so that nobody ever sees half a result. Devices and pipes are
/// written directly. Throws BadOutputPath or WriteFailed.
void write_file(const std::filesystem::path& path, const std::string& text);

/// Throws WriteFailed, unless the reader of a pipe has gone, which is the reader's own affair.
void write_standard_output(const std::string& text);

/// Whether tables on standard output may be coloured: a terminal that can, and NO_COLOR (no-color.org) is not set.
bool colour_on_standard_output();
bool standard_error_is_terminal();

}  // namespace nines::cli
