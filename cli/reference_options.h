// Commands that print what there is: laws, the language, completions, help. They see CLI11.
#pragma once

#include "cli/command_line.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace nines::cli {

void add_reference_commands(CLI::App& app, Request& request);
/// The command `formula`, but for its output; an option for each parameter that formulas have.
CLI::App& add_formula_command(CLI::App& app, Request& request, std::optional<std::string>& format);

}  // namespace nines::cli
