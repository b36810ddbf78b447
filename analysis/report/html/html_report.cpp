#include "analysis/report/html/html_report.h"

#include "analysis/report/html/sections.h"
#include "analysis/report/numbers.h"
#include "analysis/report/report.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::report {
namespace {

using Figures = std::vector<plot::Figure>;

struct Section {
  const char* title;
  const char* question;  ///< that it answers
  Figures (*figures)(const ReportParts&);
};

constexpr Section sections[] = {
    {"Where the nines go", "What begins the outages, and what is being waited for while they last.",
     [](const ReportParts& parts) {
       Figures all = cause_figures(parts);
       for (plot::Figure& figure : phase_figures(parts)) all.push_back(std::move(figure));
       return all;
     }},
    {"Downtime of a year", "No two years are alike: how the downtime is spread over simulated missions.",
     downtime_figures},
    {"How long outages last", "Many short ones or a few long ones?", length_figures},
    {"Availability over the mission", "Whether it stays the same from the beginning of the mission to its end.",
     mission_figures},
    {"How well it is known", "The interval after more and more trials.", convergence_figures},
    {"Where the time of training jobs went", "Progress, or what instead of it?", job_figures},
    {"Data that are lost", "How old what is brought back is (RPO), and how long that takes (RTO).", data_figures},
    {"The system", "What needs what, and what sits where.", platform_figures},
};

std::string about(const RunResult& result) {
  return fmt::format("{}: mission {}, {} {}, seed {}; nines {}",
                     result.scenario_file.empty() ? "scenario" : printable(result.scenario_file),
                     duration_text(result.mission_s), count_text(result.trials),
                     result.trials == 1 ? "trial" : "trials", result.seed, version());
}

}  // namespace

std::vector<std::string> featured(const ReportParts& parts) {
  constexpr std::size_t most = 4;
  const auto& services = parts.study.platform.services;
  std::vector<bool> chosen(services.size(), false);
  if (!services.empty()) chosen.back() = true;
  std::size_t count = services.empty() ? 0 : 1;
  for (const models::Objective& objective : parts.study.objectives) {
    if (objective.service >= services.size() || chosen[objective.service] || count == most) continue;
    chosen[objective.service] = true;
    ++count;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (chosen[i]) names.push_back(services[i].name);
  }
  return names;
}

const MeasureResult* find_measure(const RunResult& result, const std::string& service, models::Measure measure) {
  const auto found = std::find_if(result.measures.begin(), result.measures.end(), [&](const MeasureResult& each) {
    return each.kind == SubjectKind::service && each.subject == service && each.measure == measure;
  });
  return found == result.measures.end() ? nullptr : &*found;
}

const ServiceProfile* find_profile(const Profiles& profiles, const std::string& service) {
  const auto found = std::find_if(profiles.services.begin(), profiles.services.end(),
                                  [&](const ServiceProfile& each) { return each.service == service; });
  return found == profiles.services.end() ? nullptr : &*found;
}

std::vector<plot::Figure> figures(const ReportParts& parts) {
  Figures all;
  for (const Section& section : sections) {
    for (plot::Figure& figure : section.figures(parts)) all.push_back(std::move(figure));
  }
  return all;
}

std::string html(const ReportParts& parts) {
  const std::string& title = parts.result.title.empty() ? parts.result.scenario_file : parts.result.title;
  page::Page page(title.empty() ? "Report" : printable(title), parts.charts);
  add_verdict(parts, page);
  add_three_answers(parts, page);
  for (const Section& section : sections) {
    const Figures shown = section.figures(parts);
    if (shown.empty()) continue;
    page.begin_section();
    page.heading(2, section.title, plot::id_of(section.title));
    page.paragraph(section.question, page::Tone::quiet);
    for (const plot::Figure& figure : shown) page.figure(figure);
    page.end_section();
  }
  add_origin(parts, page);
  return page.html(about(parts.result));
}

}  // namespace nines::report
