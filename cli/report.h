// nines report, and reports that `nines run --output report.html` writes.
#pragma once

#include "analysis/report/html/html_report.h"
#include "cli/command_line.h"

#include <string>

namespace nines::cli {

ExitCode report_command(const Request& request);

/// The report of a run, as one page.
std::string page_of(const Request& request, const scenarios::Scenario& scenario, const RunResult& result,
                    const Profiles& profiles);

}  // namespace nines::cli
