// The report of a sweep as one HTML file, and its figures as files of their own.
#pragma once

#include "analysis/page/page.h"
#include "analysis/plot/figure.h"
#include "analysis/sweep/sweep_result.h"

#include <string>
#include <utility>
#include <vector>

namespace nines::report {

/// What the report says beside the result.
struct SweepOrigin {
  std::vector<std::pair<std::string, std::string>> sources =
      {};  ///< each file's name, and its text; the scenario first
  std::string command = {};  ///< that makes the same report; empty: not known
  page::Charts charts = page::Charts::drawings;
};

/// The same parts give the same bytes.
std::string html(const sweep::SweepResult& result, const SweepOrigin& origin);

/// All charts of the report, in its order.
std::vector<plot::Figure> figures(const sweep::SweepResult& result);

/// All charts in one drawing, beneath each other.
std::string drawing(const sweep::SweepResult& result);

}  // namespace nines::report
