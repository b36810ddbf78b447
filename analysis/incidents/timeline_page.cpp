// The timeline of one trial as a page.
#include "analysis/incidents/timeline.h"
#include "analysis/incidents/tracer.h"
#include "analysis/incidents/words.h"
#include "analysis/monte_carlo/trials.h"
#include "analysis/page/page.h"
#include "analysis/report/numbers.h"
#include "analysis/report/report.h"
#include "analysis/report/text_table.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace nines::incidents {
namespace {

using page::Page;
using page::Tone;
using report::duration_text;

constexpr std::size_t most_incidents = 12;

/// The longest windows, in the order of time.
std::vector<std::size_t> longest(const std::vector<Window>& windows) {
  std::vector<std::size_t> shown(windows.size());
  std::iota(shown.begin(), shown.end(), std::size_t{0});
  std::stable_sort(shown.begin(), shown.end(),
                   [&](std::size_t a, std::size_t b) { return windows[a].length_s() > windows[b].length_s(); });
  shown.resize(std::min(shown.size(), most_incidents));
  std::sort(shown.begin(), shown.end());
  return shown;
}

/// The same trial, told by a Tracer: the steps of each incident.
std::vector<Incident> incidents_of(const models::Model& model, const models::Study& study, std::size_t trial) {
  Tracer tracer(model);
  Sampler<Tracer> sampler(model.layout, tracer);
  const models::Behaviour behaviour(model);
  const auto address = monte_carlo::address_of(study.seed, trial);
  sampler.run(behaviour, address.seed, address.trial, study.mission.count());
  tracer.end(study.mission.count());
  return tracer.incidents();
}

std::string names_in(const models::Model& model, const History& history, const Window& window) {
  std::vector<std::string> names;
  for (const std::size_t number : window.outages) {
    const std::string& name = model.services[history.services[number].service].name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  constexpr std::size_t most_names = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) text += (i > 0 ? ", " : "") + names[i];
  return names.size() > most_names ? fmt::format("{} and {} more", text, names.size() - most_names) : text;
}

void add_totals(const models::Model& model, const History& history, Page& page) {
  page::RichTable table;
  table.header = {"in this trial", "outages", "down", "longest", "availability"};
  for (std::uint32_t service = 0; service < model.services.size(); ++service) {
    std::size_t outages = 0;
    double down_s = 0, longest_s = 0;
    for (const ServiceOutage& outage : history.services) {
      if (outage.service != service) continue;
      ++outages;
      down_s += outage.to_s - outage.from_s;
      longest_s = std::max(longest_s, outage.to_s - outage.from_s);
    }
    table.rows.push_back({{{{model.services[service].name}},
                           {{report::count_text(outages)}},
                           {{duration_text(down_s)}},
                           {{duration_text(longest_s)}},
                           {{report::availability_text(down_s / history.mission_s, 4)}}}});
  }
  page.table(table);
}

std::vector<std::string> steps_in_words(const models::Model& model, const Incident& incident) {
  std::vector<std::string> steps;
  for (const Step& step : incident.steps.kept)
    steps.push_back(fmt::format("+{}: {}", duration_text(step.at_s - incident.begin_s), step_text(model, step)));
  if (incident.steps.left_out > 0) steps.push_back(fmt::format("... and {} more happenings", incident.steps.left_out));
  return steps;
}

void add_incident(const models::Model& model, const History& history, const Window& window, std::size_t number,
                  const std::vector<Incident>& told, Page& page) {
  page.begin_section();
  page.heading(2,
               fmt::format("{}. {}: {} down for {}", number, clock_text(window.from_s),
                           names_in(model, history, window), duration_text(window.length_s())),
               fmt::format("incident-{}", number));
  if (!window.ended) page.paragraph("The end of the mission cuts it off.", Tone::doubtful);
  plot::Lanes lanes = detail(model, history, window);
  lanes.id = fmt::format("detail-{}", number);
  lanes.title = "From the failure to the return";
  lanes.caption = "Arrows lead from a failure to the outage that it began.";
  const auto same = std::find_if(told.begin(), told.end(), [&](const Incident& incident) {
    return !incident.quiet && incident.begin_s == window.from_s;
  });
  page.figure(figure_of(lanes));
  if (same != told.end()) page.list(steps_in_words(model, *same), true);
  page.end_section();
}

}  // namespace

std::string timeline_html(const models::Study& study, std::size_t trial, const std::string& remark) {
  const auto model = models::build(study.platform);
  const History history = history_of(*model, study, trial);
  const std::vector<Window> windows = windows_of(history);
  const std::vector<std::size_t> shown = longest(windows);
  Page page(fmt::format("Trial {} of {}", trial, study.title.empty() ? "a scenario" : report::printable(study.title)));
  page.lead({{remark},
             {windows.empty() ? "No service was down in this trial."
                              : fmt::format("In {} of this mission at least one service was down.",
                                            windows.size() == 1 ? "one stretch"
                                                                : report::count_text(windows.size()) + " stretches")}});
  add_totals(*model, history, page);
  page.heading(2, "Overview");
  page.figure(figure_of(overview(*model, history, windows, shown)));
  if (history.left_out > 0)
    page.paragraph(fmt::format("{} later happenings are left out.", report::count_text(history.left_out)), Tone::quiet);
  if (windows.size() > shown.size())
    page.paragraph(fmt::format("The {} longest of {} follow.", shown.size(), report::count_text(windows.size())),
                   Tone::quiet);
  const std::vector<Incident> told = shown.empty() ? std::vector<Incident>{} : incidents_of(*model, study, trial);
  for (const std::size_t number : shown) add_incident(*model, history, windows[number], number + 1, told, page);
  return page.html(fmt::format("a mission of {}, from day 0 00:00:00; seed {}; nines {}",
                               duration_text(study.mission.count()), study.seed, report::version()));
}

std::string timeline_svg(const models::Study& study, std::size_t trial) {
  const auto model = models::build(study.platform);
  const History history = history_of(*model, study, trial);
  plot::Lanes lanes = overview(*model, history, windows_of(history), {});
  lanes.title =
      fmt::format("Trial {} of {}", trial, study.title.empty() ? "a scenario" : report::printable(study.title));
  return figure_of(lanes).file_svg;
}

}  // namespace nines::incidents
