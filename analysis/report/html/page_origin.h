// Where a page comes from, for who wants to make it again.
#pragma once

#include "analysis/page/page.h"

#include <string>
#include <utility>
#include <vector>

namespace nines::report {

/// What a page says beside the result.
struct PageOrigin {
  /// Each file's name, and its text; the scenario first.
  std::vector<std::pair<std::string, std::string>> sources = {};
  std::string command = {};  ///< that makes the same report; empty: not known
  page::Charts charts = page::Charts::drawings;
};

/// The end of a page: the command, what was computed of what, the scenario.
void add_origin(const PageOrigin& origin, std::vector<std::string> facts, page::Page& page);

}  // namespace nines::report
