// The report of a run as one HTML file, and its figures as files of their own.
#pragma once

#include "analysis/plot/figure.h"
#include "analysis/profiles.h"
#include "analysis/result.h"
#include "models/study.h"

#include <string>
#include <utility>
#include <vector>

namespace nines::report {

/// Everything that a report is made from. The same parts give the same bytes.
struct ReportParts {
  const models::Study& study;
  const RunResult& result;
  const Profiles& profiles;
  std::vector<std::pair<std::string, std::string>> sources;  ///< each file's name, and its text; the scenario first
  std::string command;  ///< that makes the same report
};

std::string html(const ReportParts& parts);

/// All charts of the report, in its order.
std::vector<plot::Figure> figures(const ReportParts& parts);

}  // namespace nines::report
