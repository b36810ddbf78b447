// nines report, and reports that `nines run --output report.html` writes.
#pragma once

#include "analysis/plot/figure.h"
#include "analysis/report/html/html_report.h"
#include "cli/command_line.h"

#include <string>
#include <vector>

namespace nines::cli {

ExitCode report_command(const Request& request);

/// Writes a page, or charts each as a file of its own, to where the request says.
void write_page(const Request& request, const std::string& page);
void write_charts(const Request& request, const std::vector<plot::Figure>& figures);

/// Writes the page, or its charts, to where the request says; its files and options are those of the run.
void write_report(const Request& request, const scenarios::Scenario& scenario, const RunResult& result,
                  const Profiles& profiles);

/// The report of a run, as one page.
std::string page_of(const Request& request, const scenarios::Scenario& scenario, const RunResult& result,
                    const Profiles& profiles);

}  // namespace nines::cli
