// Completion scripts and the reference page, from the commands as the command line declares them.
#pragma once

#include "cli/command_line.h"

#include <string>
#include <vector>

namespace nines::cli {

/// The completion script for "bash", "zsh" or "fish".
std::string completion_script(const std::string& shell, const std::vector<CommandDescription>& commands);

/// docs/reference/command.md.
std::string command_reference(const std::vector<CommandDescription>& commands, const std::string& general_help);

}  // namespace nines::cli
