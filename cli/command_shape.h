// Whether the arguments have the shape that the commands declare: known options, values where they are needed.
//
// CLI11 takes the value of an unknown option for a file and then complains about the file, so this is found out before
// CLI11 sees the arguments.
#pragma once

#include "cli/command_line.h"

#include <string>
#include <vector>

namespace nines::cli {

/// A mistake on the command line, in words that name the command and the way out.
struct UsageError {
  std::string message, hint;
};

/// Throws UsageError for what is wrong with `arguments` (without the program's name).
void check_shape(const std::vector<CommandDescription>& commands, const std::vector<std::string>& arguments);

/// Throws UsageError, with the nearest name as a hint, unless there is such a command.
void check_command_name(const std::vector<CommandDescription>& commands, const std::string& name);

}  // namespace nines::cli
