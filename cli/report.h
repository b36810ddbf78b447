// nines report, and reports that `nines run --output report.html` writes.
#pragma once

#include "analysis/report/html/html_report.h"
#include "cli/command_line.h"

#include <filesystem>

namespace nines::cli {

ExitCode report_command(const Request& request);

/// Whether a file's name asks for a report: .html or .htm.
bool is_page(const std::filesystem::path& path);

/// The reports among the outputs of `nines run`.
void write_pages(const Request& request, report::ReportParts parts);

}  // namespace nines::cli
