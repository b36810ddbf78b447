// How a report says to get it again: as a command line.
#pragma once

#include "analysis/page/page.h"
#include "cli/command_line.h"

#include <string>

namespace nines::cli {

/// As a shell reads it.
std::string quoted(const std::string& word);

/// What was said of the scenario, of the simulation and of the page, with a blank before each.
std::string options_again(const Request& request);

page::Charts charts_of(const Request& request);

}  // namespace nines::cli
