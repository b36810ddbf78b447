#include "analysis/report/html/sweep_page.h"

#include "analysis/report/html/sweep_sections.h"
#include "analysis/report/html/swept_axis.h"
#include "analysis/report/numbers.h"
#include "analysis/report/report.h"
#include "analysis/report/sweep_report.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

namespace nines::report {
namespace {

using sweep::SweepResult;

struct Section {
  const char* title;
  const char* question;  ///< that it answers
  Figures (*figures)(const SweepResult&);
};

constexpr Section sections[] = {
    {"What the settings do",
     "One curve for each measure; what is varied besides is told by colours, or in charts of its own.",
     response_figures},
    {"Two settings at once", "Where in the grid it is good enough.", heat_figures},
    {"What is not known", "How far not knowing the inputs spreads the answer, beside what simulating leaves open.",
     spread_figures},
    {"What matters", "From the input that moves the answer most to the one that moves it least.", tornado_figures},
    {"Which input the spread is due to", "What it would help to know better.", index_figures},
    {"Which input matters", "Wherever the others stand.", walk_figures},
};

std::string about(const SweepResult& result) {
  std::string text =
      fmt::format("{}: {} points", result.scenario_file.empty() ? "scenario" : printable(result.scenario_file),
                  count_text(result.points.size()));
  if (!result.points.empty()) {
    const RunResult& first = result.points.front().result;
    text += fmt::format(", mission {}, {} trials each", duration_text(first.mission_s), count_text(first.trials));
  }
  return text + fmt::format(", seed {}; nines {}", result.seed, version());
}

void add_inputs(const SweepResult& result, page::Page& page) {
  page.heading(2, "What is varied", "varied");
  plot::Table table;
  table.header = {"place", "values, or what is known of it"};
  for (const models::Axis& axis : result.sweep.axes) {
    std::string values;
    for (const std::string& value : axis.values) values += (values.empty() ? "" : ", ") + printable(value);
    table.rows.push_back({printable(axis.path), values});
  }
  for (const models::UncertainInput& input : result.sweep.uncertain)
    table.rows.push_back({printable(input.path), printable(input.words)});
  page.table(table);
  if (result.sweep.zip && result.kind == SweepResult::Kind::points)
    page.paragraph("The first values go together, then the second ones, and so on.", page::Tone::quiet);
  if (!result.sweep.uncertain.empty() && result.kind != SweepResult::Kind::one_at_a_time) {
    page.paragraph(fmt::format("{} draws of what is not known for certain, by {}.", count_text(result.sweep.draws),
                               result.sweep.design == models::Design::sobol ? "a Sobol' design" : "a Latin hypercube"),
                   page::Tone::quiet);
  }
}

void add_origin(const SweepResult& result, const PageOrigin& origin, page::Page& page) {
  add_origin(origin,
             {fmt::format("nines {}, seed {}, {} points", version(), result.seed, count_text(result.points.size())),
              fmt::format("scenario {} with the hash {}", printable(result.scenario_file), result.scenario_hash),
              "All points have the same random numbers: rows differ by what the settings do, and less by chance than "
              "their intervals say. Of two of them, nines diff says whether they differ."},
             page);
  page.begin_folded("The whole result, as on a terminal");
  page.code(table(result, {}));
  page.end_folded();
}

}  // namespace

std::vector<std::size_t> combinations_of(const SweepResult& result) {
  std::vector<std::size_t> firsts;
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    if (i == 0 || result.points[i].combination != result.points[i - 1].combination) firsts.push_back(i);
  }
  return firsts;
}

std::string place_of(const SweepResult& result, const sweep::Point& point) {
  std::string words;
  for (std::size_t i = 0; i < std::min(result.sweep.axes.size(), point.settings.size()); ++i) {
    words += fmt::format("{}{} = {}", i > 0 ? ", " : "", printable(point.settings[i].path),
                         printable(point.settings[i].value));
  }
  return words;
}

std::vector<plot::Figure> figures(const SweepResult& result) {
  Figures all;
  for (const Section& section : sections) {
    for (plot::Figure& figure : section.figures(result)) all.push_back(std::move(figure));
  }
  return all;
}

std::string drawing(const SweepResult& result) { return plot::stacked(figures(result)); }

std::string html(const SweepResult& result, const PageOrigin& origin) {
  const std::string& title = result.title.empty() ? result.scenario_file : result.title;
  page::Page page(title.empty() ? "Sweep" : printable(title), origin.charts);
  if (result.interrupted)
    page.paragraph(fmt::format("Interrupted: these are {} of {} points.", count_text(result.points.size()),
                               count_text(result.points_planned)),
                   page::Tone::doubtful);
  add_findings(result, page);
  add_inputs(result, page);
  for (const Section& section : sections) {
    const Figures shown = section.figures(result);
    if (shown.empty()) continue;
    page.begin_section();
    page.heading(2, section.title, plot::id_of(section.title));
    page.paragraph(section.question, page::Tone::quiet);
    for (const plot::Figure& figure : shown) page.figure(figure);
    page.end_section();
  }
  add_points(result, page);
  add_origin(result, origin, page);
  return page.html(about(result));
}

}  // namespace nines::report
