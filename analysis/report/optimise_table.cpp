#include "analysis/report/numbers.h"
#include "analysis/report/optimise_report.h"
#include "analysis/report/table.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using optimise::Fate;
using optimise::Interval;
using optimise::JudgedObjective;
using optimise::OptimiseResult;
using optimise::Point;
using Answer = OptimiseResult::Answer;
using Outcome = ObjectiveResult::Outcome;

constexpr std::size_t most_rows = 12;

std::string title(const std::string& text, const TableStyle& style) {
  return "\n" + coloured(text, Colour::bold, style.colour) + "\n";
}

std::string range_of(const Interval& each) {
  if (each.low == each.high) return "";
  return fmt::format("{} .. {}", amount_text(each.low), amount_text(each.high));
}

std::string settings_text(const Point& point) {
  std::string text;
  for (const models::Setting& each : point.settings)
    text += (text.empty() ? "" : ", ") + printable(each.path) + " = " + printable(each.value);
  return text;
}

std::string nines_text(const Point& point) {
  constexpr int digits = 4;
  if (point.exact_unavailability) return availability_text(*point.exact_unavailability, digits);
  if (point.unavailability.trials == 0) return "-";
  return estimate_text(models::Measure::availability, point.unavailability).value;
}

std::string nines_range(const Point& point) {
  if (point.exact_unavailability) return "exact (chain)";
  if (point.unavailability.trials == 0) return "-";
  return estimate_text(models::Measure::availability, point.unavailability).interval;
}

std::string heading(const OptimiseResult& result, const TableStyle& style) {
  const std::string name = result.title.empty() ? result.scenario_file : result.title;
  std::string facts =
      fmt::format("{}: {} candidates", printable(result.scenario_file), count_text(result.points.size()));
  if (result.rounds_planned > 1) facts += fmt::format(" in {} of {} rounds", result.rounds, result.rounds_planned);
  facts += result.trials == 0
               ? std::string(", by their Markov chains")
               : fmt::format(", {} trials of a budget of {}", count_text(result.trials), count_text(result.budget));
  facts += fmt::format(", mission {}, seed {}", duration_text(result.mission_s), result.seed);
  return coloured(wrapped(printable(name), page_width, 0), Colour::bold, style.colour) + "\n" +
         wrapped(facts, page_width, 2) + "\n" +
         (result.interrupted ? coloured("Interrupted: this is the answer so far.", Colour::yellow, style.colour) + "\n"
                             : "");
}

std::string split_of(const OptimiseResult& result, const Point& point, const TableStyle& style) {
  using enum Align;
  TextTable table({left, right, left});
  const std::string unit = unit_of(result);
  for (const models::FixedCost& each : point.fixed)
    table.row({Cell(printable(each.place)), Cell(amount_text(each.per_year) + unit), Cell(printable(each.words))});
  if (!result.asked.losses.empty()) {
    std::string words;
    for (const models::LossCost& each : result.asked.losses)
      words += (words.empty() ? "" : "; ") + printable(each.what) + ": " + printable(each.words);
    const std::string range = range_of(point.losses_per_year);
    table.row({Cell("what goes wrong"), Cell(amount_text(point.losses_per_year.value) + unit),
               Cell(words + (range.empty() ? " (exact: chain)" : " (" + range + ")"))});
  }
  table.row({Cell("in all", Colour::bold), Cell(amount_text(point.cost()) + unit, Colour::bold), Cell("")});
  return table.render(2, style.colour);
}

Cell outcome_cell(Outcome outcome) {
  switch (outcome) {
    case Outcome::met: return Cell("met", Colour::green);
    case Outcome::missed: return Cell("missed", Colour::red);
    case Outcome::unresolved: break;
  }
  return Cell("not resolved", Colour::yellow);
}

std::string objectives_of(const OptimiseResult& result, const Point& point, const TableStyle& style) {
  constexpr int digits = 5;
  if (point.objectives.empty()) return "";
  TextTable table({Align::left, Align::left, Align::right, Align::left});
  table.header({"objective", fmt::format("with {}", percent_text(result.asked.confidence)), "value",
                percent_text(result.interval_confidence) + " interval"});
  for (const JudgedObjective& each : point.objectives) {
    const bool share = each.objective.share_of_trials > 0;
    EstimateText text = share ? plain_estimate_text(each.value) : estimate_text(each.objective.measure, each.value);
    if (each.exact) text = {measure_text(each.objective.measure, *each.exact, digits), "exact (chain)"};
    table.row({Cell(printable(each.objective.text)), outcome_cell(each.outcome),
               Cell((share ? "in a share of " : "") + text.value), Cell(text.interval)});
  }
  return "\n" + table.render(2, style.colour);
}

Cell fate_cell(const OptimiseResult& result, const Point& point) {
  switch (point.fate) {
    case Fate::best: return Cell("the best", Colour::green);
    case Fate::dearer: {
      const bool than_best = !point.dearer_by || point.dearer_by->low > 0;
      return Cell(than_best ? "dearer" : "dearer than another one");
    }
    case Fate::misses: return Cell("misses an objective");
    case Fate::open: break;
  }
  const bool met = std::all_of(point.objectives.begin(), point.objectives.end(),
                               [](const JudgedObjective& each) { return each.outcome == Outcome::met; });
  if (result.answer == Answer::found && met) return Cell("not told apart: too near", Colour::yellow);
  return Cell(met ? "not resolved" : "not resolved: may miss an objective", Colour::yellow);
}

/// The points in rows; the columns of the settings are named by the last part of their paths.
std::string rows_of(const OptimiseResult& result, const std::vector<std::size_t>& rows, bool of_front,
                    const TableStyle& style) {
  using enum Align;
  std::vector<Align> columns;
  std::vector<std::string> titles;
  for (const models::Choice& each : result.asked.choices) {
    columns.push_back(right);
    titles.push_back(printable(each.axis.path));
  }
  columns.insert(columns.end(), {right, right, left, left});
  titles.insert(titles.end(), {"cost" + unit_of(result), printable(result.service) + " availability",
                               percent_text(result.interval_confidence) + " interval", ""});
  if (!of_front) {
    columns.insert(columns.end() - 3, {right, left});
    titles.insert(titles.end() - 3, {"dearer by", "at least .. at most"});
  }
  TextTable table(columns);
  table.header(titles);
  for (const std::size_t i : rows) {
    const Point& point = result.points[i];
    std::vector<Cell> cells;
    for (const models::Setting& each : point.settings) cells.emplace_back(printable(each.value));
    cells.emplace_back(amount_text(point.cost()));
    if (!of_front) {
      cells.emplace_back(point.dearer_by ? amount_text(point.dearer_by->value) : "");
      cells.emplace_back(point.dearer_by ? range_of(*point.dearer_by) : "");
    }
    cells.emplace_back(nines_text(point));
    cells.emplace_back(nines_range(point));
    cells.push_back(fate_cell(result, point));
    table.row(std::move(cells));
  }
  return table.render(2, style.colour);
}

/// What comes closest to the best: first what is not told apart from it, then what is dearer by the least.
std::vector<std::size_t> runners_up(const OptimiseResult& result) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    const Fate fate = result.points[i].fate;
    if (i != result.best && (fate == Fate::open || (fate == Fate::dearer && result.points[i].dearer_by)))
      rows.push_back(i);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    const Point &one = result.points[a], &other = result.points[b];
    if ((one.fate == Fate::open) != (other.fate == Fate::open)) return one.fate == Fate::open;
    return one.cost() < other.cost();
  });
  return rows;
}

std::string others(const OptimiseResult& result, const TableStyle& style) {
  std::vector<std::size_t> rows = runners_up(result);
  if (rows.empty()) return "";
  const std::size_t left_out = rows.size() - std::min(rows.size(), most_rows);
  rows.resize(std::min(rows.size(), most_rows));
  std::string text = title("Runners-up", style) + rows_of(result, rows, false, style);
  if (left_out > 0) text += fmt::format("  and {} more\n", left_out);
  const auto count = [&](Fate fate) {
    return std::count_if(result.points.begin(), result.points.end(),
                         [&](const Point& each) { return each.fate == fate; });
  };
  return text + "  " +
         wrapped(fmt::format("of all: {} shown to be dearer, {} to miss an objective, {} neither; differences are from "
                             "the same random numbers, and as wide as it takes for the answer as a whole",
                             count(Fate::dearer), count(Fate::misses), count(Fate::open)),
                 page_width, 2) +
         "\n";
}

/// The points of which it is known that they have more nines than the cheaper ones.
std::string front(const OptimiseResult& result, const TableStyle& style) {
  std::vector<std::size_t> rows;
  for (const std::size_t i : result.front) {
    if (result.points[i].front_resolved) rows.push_back(i);
  }
  if (result.front.size() < 2) return "";
  const std::size_t unsure = result.front.size() - rows.size();
  std::string text = title("Cost against nines: nothing is both cheaper and more available than these", style);
  const std::size_t left_out = rows.size() - std::min(rows.size(), most_rows);
  rows.resize(rows.size() - left_out);
  text += rows_of(result, rows, true, style);
  if (left_out > 0) text += fmt::format("  and {} more\n", left_out);
  if (unsure > 0) text += fmt::format("  not resolved: whether {} more, which cost more, have more nines\n", unsure);
  return text;
}

std::string remarks(const OptimiseResult& result) {
  std::vector<std::string> all;
  const bool any_between = std::any_of(result.asked.choices.begin(), result.asked.choices.end(),
                                       [](const models::Choice& each) { return each.between.has_value(); });
  if (any_between) {
    const std::string times = result.rounds == 1   ? "and not refined"
                              : result.rounds == 2 ? "refined once around the best"
                                                   : fmt::format("refined {} times around the best", result.rounds - 1);
    all.push_back(fmt::format(
        "What may have any value was tried on a grid, {}: nothing is said of values that were not tried.", times));
  }
  if (result.refined_invalid > 0)
    all.push_back(fmt::format("{} refined values make no valid scenario and were left out.", result.refined_invalid));
  std::string text;
  for (const std::string& each : all) text += "\n  " + wrapped(each, page_width, 2) + "\n";
  return text;
}

std::string how_to_see_it(const OptimiseResult& result, const Point& point) {
  std::string command = "nines run " + printable(result.scenario_file);
  for (const models::Setting& each : point.settings)
    command += fmt::format(" --set '{}={}'", printable(each.path), printable(each.value));
  return "\n  To see it: " + command + "\n";
}

}  // namespace

std::string table(const OptimiseResult& result, const TableStyle& style) {
  std::string text = heading(result, style);
  const std::size_t shown = result.best != optimise::none ? result.best : result.closest;
  if (result.answer == Answer::nothing_yet || shown == optimise::none) return text + "\n" + verdict(result) + "\n";
  const Point& point = result.points[shown];
  const bool good = result.answer == Answer::found || result.answer == Answer::cheaper_open;
  text += title(wrapped((good ? "The cheapest: " : "") + settings_text(point), page_width, 2), style);
  text += "  " + wrapped(verdict(result), page_width, 2) + "\n\n" + split_of(result, point, style);
  text += objectives_of(result, point, style) + others(result, style);
  return text + front(result, style) + remarks(result) + how_to_see_it(result, point);
}

}  // namespace nines::report
