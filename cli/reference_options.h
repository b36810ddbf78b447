// Commands that print what there is: laws, the language, completions, help. They see CLI11.
#pragma once

#include "cli/command_line.h"

namespace CLI {
class App;
}

namespace nines::cli {

void add_reference_commands(CLI::App& app, Request& request);

}  // namespace nines::cli
