// Where a result goes, and in which form: for commands whose results are tables and documents.
#pragma once

#include "cli/command_line.h"

#include <functional>
#include <optional>
#include <string>

namespace nines::cli {

/// Before anything is computed: throws BadOutputPath for what would prevent the result from being written, or take the
/// place of one of the files that it is computed from.
void check_outputs(const Request& request);

/// Writes what `render` makes to the files that the request names, and prints it unless only files are wanted.
void put_out(const Request& request, const std::function<std::string(Format format, bool colour)>& render);

}  // namespace nines::cli
