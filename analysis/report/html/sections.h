// The sections of the report; html_report.cpp puts them together.
#pragma once

#include "analysis/page/page.h"
#include "analysis/plot/figure.h"
#include "analysis/report/html/html_report.h"

#include <string>
#include <vector>

namespace nines::report {

/// The services that have charts of their own: those with objectives and the last one, at most four, in the platform's order.
std::vector<std::string> featured(const ReportParts& parts);
/// Null if the run does not say.
const MeasureResult* find_measure(const RunResult& result, const std::string& service, models::Measure measure);
const ServiceProfile* find_profile(const Profiles& profiles, const std::string& service);

/// The verdict and the objectives in a sentence, the most important numbers, the objectives in a table.
void add_verdict(const ReportParts& parts, page::Page& page);
/// Simulated, by the chain, by closed forms, and the verdict.
void add_three_answers(const ReportParts& parts, page::Page& page);
/// The scenario, and how to get the same report again.
void add_origin(const ReportParts& parts, page::Page& page);

// Charts; none where there is nothing to show.
std::vector<plot::Figure> cause_figures(const ReportParts& parts);
std::vector<plot::Figure> phase_figures(const ReportParts& parts);
std::vector<plot::Figure> downtime_figures(const ReportParts& parts);
std::vector<plot::Figure> length_figures(const ReportParts& parts);
std::vector<plot::Figure> mission_figures(const ReportParts& parts);
std::vector<plot::Figure> convergence_figures(const ReportParts& parts);
std::vector<plot::Figure> job_figures(const ReportParts& parts);
std::vector<plot::Figure> data_figures(const ReportParts& parts);
std::vector<plot::Figure> platform_figures(const ReportParts& parts);

}  // namespace nines::report
