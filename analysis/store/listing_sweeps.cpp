// The list of sweeps for people: a line each. Their points are runs, which listing_table.cpp lists.
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/store/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::store {
namespace {

using report::Align;
using report::Cell;
using report::Colour;

constexpr std::size_t shortest_id = 8, widest_text = 50;

std::string settings_text(const ScenarioRecord& scenario) {
  std::string text;
  for (const auto& [path, value] : scenario.overrides)
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", path, value);
  return text;
}

/// On as many lines as it takes.
Cell lines_of(const std::string& text) {
  Cell cell;
  std::string rest = report::wrapped(report::printable(text), widest_text, 0);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    cell.lines.push_back({rest.substr(0, end), Colour::none});
    rest.erase(0, end + 1);
  }
  return cell;
}

std::string trials_text(const ListedSweep& sweep) {
  if (sweep.points.empty()) return "-";
  const std::size_t first = sweep.points.front().trials;
  const bool same = std::all_of(sweep.points.begin(), sweep.points.end(),
                                [&](const SweepPoint& point) { return point.trials == first; });
  if (!same) return "differ";
  return first == 0 ? "to a precision" : report::count_text(first) + " each";
}

Cell points_cell(const ListedSweep& sweep) {
  const std::string all = report::count_text(sweep.asked.points);
  if (sweep.done.size() >= sweep.asked.points) return {all};
  return {fmt::format("{} of {}", report::count_text(sweep.done.size()), all), Colour::yellow};
}

std::string kind_text(const ListedSweep& sweep) {
  if (sweep.asked.kind == "one_at_a_time") return "tornado";
  return sweep.asked.kind == "indices" ? "indices" : "sweep";
}

}  // namespace

std::string table(const std::vector<ListedSweep>& sweeps, const std::string& file, bool colour) {
  if (sweeps.empty()) return "";
  const bool settings = std::any_of(sweeps.begin(), sweeps.end(),
                                    [](const ListedSweep& sweep) { return !sweep.asked.scenario.overrides.empty(); });
  using enum Align;
  std::vector<Align> columns = {left, left, left, left, right, right};
  std::vector<std::string> titles = {"ID", "scenario", "", "varied", "points", "trials"};
  if (settings) {
    columns.insert(columns.begin() + 2, left);
    titles.insert(titles.begin() + 2, "settings");
  }
  report::TextTable table(columns);
  table.header(titles);
  for (const ListedSweep& sweep : sweeps) {
    const ScenarioRecord& scenario = sweep.asked.scenario;
    std::vector<Cell> cells = {sweep.id.substr(0, shortest_id),
                               report::printable(scenario.title.empty() ? scenario.file : scenario.title)};
    if (settings) cells.push_back(lines_of(settings_text(scenario)));
    cells.insert(cells.end(),
                 {Cell(kind_text(sweep)), lines_of(sweep.varied_text()), points_cell(sweep), Cell(trials_text(sweep))});
    table.row(std::move(cells));
  }
  return fmt::format("{}: {} {}\n\n", report::printable(file), report::count_text(sweeps.size()),
                     sweeps.size() == 1 ? "sweep" : "sweeps") +
         table.render(2, colour);
}

}  // namespace nines::store
