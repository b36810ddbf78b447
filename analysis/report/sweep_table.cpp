#include "analysis/report/difference_parts.h"
#include "analysis/report/differences.h"
#include "analysis/report/numbers.h"
#include "analysis/report/sweep_report.h"
#include "analysis/report/table.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"
#include "analysis/sweep/elementary.h"
#include "analysis/sweep/indices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using sweep::AskedMeasure;
using sweep::Point;
using sweep::SweepResult;

std::string title(const std::string& text, const TableStyle& style) {
  return "\n" + coloured(text, Colour::bold, style.colour) + "\n";
}

std::string name_of(const AskedMeasure& asked) {
  return fmt::format("{} {}", printable(asked.service), words_for(asked.measure));
}

/// Whether all points have the same of it: it may be what is varied.
template <class Value>
bool all_same(const SweepResult& result, Value RunResult::* what) {
  return std::all_of(result.points.begin(), result.points.end(),
                     [&](const Point& point) { return point.result.*what == result.points.front().result.*what; });
}

std::string points_text(std::size_t points) { return count_text(points) + (points == 1 ? " point" : " points"); }

std::string facts_of(const SweepResult& result) {
  const std::string all = points_text(result.points_planned);
  std::string facts = printable(result.scenario_file) + ": ";
  facts += result.points.size() == result.points_planned ? all : count_text(result.points.size()) + " of " + all;
  if (result.points.empty()) return facts;
  const RunResult& first = result.points.front().result;
  if (all_same(result, &RunResult::mission_s)) facts += ", mission " + duration_text(first.mission_s);
  if (all_same(result, &RunResult::trials))
    facts += fmt::format(", {} {} each", count_text(first.trials), first.trials == 1 ? "trial" : "trials");
  if (all_same(result, &RunResult::seed)) facts += fmt::format(", seed {}", first.seed);
  return facts;
}

std::string heading(const SweepResult& result, const TableStyle& style) {
  const std::string name = result.title.empty() ? result.scenario_file : result.title;
  return coloured(wrapped(printable(name), page_width, 0), Colour::bold, style.colour) + "\n" +
         wrapped(facts_of(result), page_width, 2) + "\n" +
         (result.interrupted
              ? coloured("Interrupted: these are the points so far.", Colour::yellow, style.colour) + "\n"
              : "");
}

bool any_chain(const SweepResult& result, const AskedMeasure& asked) {
  return std::any_of(result.points.begin(), result.points.end(), [&](const Point& point) {
    const MeasureResult* const answer = answer_of(point.result, asked);
    return answer != nullptr && answer->exact;
  });
}

void add_answer(const SweepResult& result, const Point& point, const AskedMeasure& asked, std::vector<Cell>& cells) {
  const MeasureResult* const answer = answer_of(point.result, asked);
  const bool chain = any_chain(result, asked);
  if (answer == nullptr) {
    cells.insert(cells.end(), chain ? 3 : 2, Cell("-"));
    return;
  }
  const Estimate& simulated = answer->simulated;
  const EstimateText text = estimate_text(asked.measure, simulated);
  const bool doubtful = simulated.trust == Estimate::Trust::few_events || simulated.trust == Estimate::Trust::none_seen;
  const Colour colour = doubtful ? Colour::yellow : Colour::none;
  cells.emplace_back(text.value, colour);
  cells.emplace_back(text.interval, colour);
  if (!chain) return;
  const int digits = std::max(4, digits_for(simulated.value, (simulated.high - simulated.low) / 2));
  cells.emplace_back(answer->exact ? measure_text(asked.measure, answer->exact->value, digits) : "-");
}

/// With the numbers of the rows where one of them is named.
void add_setting_columns(const SweepResult& result, std::vector<Align>& columns, std::vector<std::string>& titles) {
  if (result.differences) {
    columns.push_back(Align::right);
    titles.emplace_back("row");
  }
  for (const models::Axis& axis : result.sweep.axes) {
    columns.push_back(Align::right);
    titles.push_back(printable(axis.path));
  }
}

std::vector<Cell> setting_cells(const SweepResult& result, const Point& point) {
  std::vector<Cell> cells;
  if (result.differences) cells.emplace_back(count_text(point.number));
  for (const models::Setting& setting : point.settings) cells.emplace_back(printable(setting.value));
  return cells;
}

/// The points in rows: the settings, and each measure's value with its interval and, where there is one, the chain's.
std::string points_table(const SweepResult& result, const TableStyle& style) {
  using enum Align;
  std::vector<Align> columns;
  std::vector<std::string> titles;
  add_setting_columns(result, columns, titles);
  for (const AskedMeasure& asked : result.asked) {
    columns.insert(columns.end(), {right, left});
    titles.insert(titles.end(), {name_of(asked), percent_text(result.confidence) + " interval"});
    if (!any_chain(result, asked)) continue;
    columns.push_back(right);
    titles.emplace_back("Markov chain");
  }
  TextTable table(columns);
  table.header(titles);
  for (const Point& point : result.points) {
    std::vector<Cell> cells = setting_cells(result, point);
    for (const AskedMeasure& asked : result.asked) add_answer(result, point, asked, cells);
    table.row(std::move(cells));
  }
  return "\n" + table.render(2, style.colour);
}

/// Each row's difference from the base row, and whether it is one.
std::string differences_of(const SweepResult& result, std::size_t asked, const TableStyle& style) {
  using enum Align;
  const auto& rows = result.differences->points;
  std::vector<Align> columns;
  std::vector<std::string> titles;
  add_setting_columns(result, columns, titles);
  columns.insert(columns.end(), {right, left, right, left, left});
  titles.insert(titles.end(),
                {"difference", percent_text(result.confidence) + " interval", "by the chains", "pairing", "verdict"});
  TextTable table(columns);
  table.header(titles);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<Cell> cells = setting_cells(result, result.points[i]);
    if (rows[i].empty()) {
      cells.insert(cells.end(), {Cell(), Cell(), Cell(), Cell(), Cell("the base", Colour::dim)});
    } else {
      for (Cell& cell : difference_cells(rows[i][asked])) cells.push_back(std::move(cell));
    }
    table.row(std::move(cells));
  }
  return title(fmt::format("{}: differences from row {}", name_of(result.asked[asked]), result.differences->base),
               style) +
         table.render(2, style.colour);
}

std::string all_differences(const SweepResult& result, const TableStyle& style) {
  std::string text;
  for (std::size_t i = 0; i < result.asked.size(); ++i) text += differences_of(result, i, style);
  return text + "\n  " +
         wrapped(
             "pairing: how many times narrower the interval is than that of two independent runs, and the correlation "
             "of the two rows' trials. Of availabilities differences are in points of the percentage.",
             page_width, 4) +
         "\n";
}

std::string inputs(const SweepResult& result, const TableStyle& style) {
  std::string text = title("Inputs that are not known for certain", style);
  TextTable table({Align::left, Align::left});
  for (const models::UncertainInput& each : result.sweep.uncertain)
    table.row({Cell(printable(each.path)), Cell(printable(each.words))});
  if (result.kind == SweepResult::Kind::walks) return text + table.render(2, style.colour);
  const char* const design = result.sweep.design == models::Design::sobol ? "a Sobol' design" : "a Latin hypercube";
  return text + table.render(2, style.colour) +
         fmt::format("  {} draws of them, {}\n", count_text(result.sweep.draws), design);
}

/// Of the points at each combination: the spread that not knowing the inputs leaves, and what simulating leaves.
std::string spreads_of(const SweepResult& result, const AskedMeasure& asked, const TableStyle& style) {
  using enum Align;
  std::vector<Align> columns(result.sweep.axes.size(), right);
  columns.insert(columns.end(), {right, right, left, right});
  std::vector<std::string> titles;
  for (const models::Axis& axis : result.sweep.axes) titles.push_back(printable(axis.path));
  titles.insert(titles.end(), {"mean", "median", "5 % .. 95 % of the draws", "simulation alone"});
  TextTable table(columns);
  table.header(titles);
  for (std::size_t first = 0; first < result.points.size();) {
    const Point& point = result.points[first];
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < result.sweep.axes.size(); ++i) cells.emplace_back(printable(point.settings[i].value));
    if (const auto spread = spread_of(result, point.combination, asked)) {
      const int digits = digits_for(spread->mean, (spread->high - spread->low) / 2);
      const auto& half = spread->simulation_half_width;
      cells.insert(cells.end(), {Cell(measure_text(asked.measure, spread->mean, digits)),
                                 Cell(measure_text(asked.measure, spread->median, digits)),
                                 Cell(range_text(asked.measure, spread->low, spread->high)),
                                 Cell(half ? "+- " + size_text(asked.measure, *half, 2) : "exact (chain)")});
    } else {
      cells.insert(cells.end(), {Cell("-"), Cell("-"), Cell("-"), Cell("-")});
    }
    table.row(std::move(cells));
    const std::size_t combination = point.combination;
    while (first < result.points.size() && result.points[first].combination == combination) ++first;
  }
  return title(name_of(asked), style) + table.render(2, style.colour);
}

std::string bar(double size, double largest) {
  constexpr double longest = 30;
  const double share = largest > 0 ? size / largest : 0;
  return std::string(static_cast<std::size_t>(std::lround(share * longest)), '#');
}

std::string tornado_of(const SweepResult& result, const AskedMeasure& asked, const TableStyle& style) {
  using enum Align;
  const auto found = effects_of(result, asked);
  const std::string name = name_of(asked);
  if (!found) return title(name, style) + "  not known at every point\n";
  std::string text = title(fmt::format("{}, one input at a time: {} as the scenario has it", name,
                                       measure_text(asked.measure, found->base, 5)),
                           style);
  TextTable table({left, right, right, left, left});
  table.header({"input", "from", "to", "from .. to", "effect"});
  const double largest =
      found->effects.empty() ? 0 : std::abs(found->effects.front().high - found->effects.front().low);
  for (const sweep::Effect& effect : found->effects) {
    const double size = std::abs(effect.high - effect.low);
    const int digits = digits_for(std::max(effect.low, effect.high), size);
    table.row({Cell(printable(effect.path)), Cell(printable(effect.low_setting)), Cell(printable(effect.high_setting)),
               Cell(fmt::format("{} .. {}", measure_text(asked.measure, effect.low, digits),
                                measure_text(asked.measure, effect.high, digits))),
               effect.resolved ? Cell(bar(size, largest)) : Cell("not resolved", Colour::dim)});
  }
  return text + table.render(2, style.colour);
}

std::string indices_table(const SweepResult& result, const AskedMeasure& asked, const TableStyle& style) {
  using enum Align;
  const auto found = indices_of(result, asked);
  if (!found) return title(name_of(asked), style) + "  does not vary, or is not known at every point\n";
  const int digits = digits_for(found->mean, found->deviation);
  std::string text = title(
      fmt::format("{}: {} on average, standard deviation {} over the draws", name_of(asked),
                  measure_text(asked.measure, found->mean, digits), size_text(asked.measure, found->deviation, 2)),
      style);
  TextTable table({left, right, right, left});
  table.header({"input", "alone", "in all", ""});
  const auto share = [](double value, double error) {
    return fmt::format("{:.0f} % +- {:.0f}", 100 * value, 200 * error);
  };
  for (const sweep::Index& index : found->inputs) {
    table.row({Cell(printable(index.path)), Cell(share(index.main, index.main_error)),
               Cell(share(index.total, index.total_error)), Cell(bar(std::clamp(index.total, 0.0, 1.0), 1))});
  }
  return text + table.render(2, style.colour) + "  " +
         wrapped(
             "shares of the variance: alone, what would go if this input were known; in all, what would be left if "
             "all the others were. +-: two standard errors.",
             page_width, 2) +
         "\n";
}

std::string walks_table(const SweepResult& result, const AskedMeasure& asked, const TableStyle& style) {
  using enum Align;
  const auto found = sweep::elementary_effects_of(result, asked);
  if (!found) return title(name_of(asked), style) + "  not known at every point, or fewer than two walks\n";
  std::string text = title(
      fmt::format("{}: effect of half of each input's range, over {} walks", name_of(asked), found->front().walks),
      style);
  TextTable table({left, right, right, right, left});
  table.header({"input", "size", "mean", "spread", ""});
  const auto worth = [&](double value) { return size_text(asked.measure, value, 3); };
  for (const sweep::ElementaryEffect& each : *found) {
    // An availability rises where the unavailability falls.
    const double mean = is_availability(asked.measure) ? -each.mean : each.mean;
    table.row({Cell(printable(each.path)), Cell(fmt::format("{} +- {}", worth(each.size), worth(2 * each.size_error))),
               Cell((mean < 0 ? "-" : "+") + worth(std::abs(mean))), Cell(worth(each.deviation)),
               Cell(bar(each.size, found->front().size))});
  }
  return text + table.render(2, style.colour) + "  " +
         wrapped(
             "size: the mean without its sign, +- two standard errors; spread: of single effects; where it is as large "
             "as "
             "the size, the input acts otherwise where the others are otherwise.",
             page_width, 2) +
         "\n";
}

std::string remark_on_seed(const SweepResult& result) {
  if (result.points.size() < 2 || !all_same(result, &RunResult::seed)) return "";
  return "\n  All points have the same random numbers. --against first, best or a row says which rows differ from "
         "it.\n";
}

}  // namespace

std::string table(const SweepResult& result, const TableStyle& style) {
  std::string text = heading(result, style);
  if (result.points.empty()) return text;
  if (result.kind == SweepResult::Kind::one_at_a_time) {
    for (const AskedMeasure& asked : result.asked) text += tornado_of(result, asked, style);
    return text;
  }
  if (result.kind == SweepResult::Kind::walks) {
    for (const AskedMeasure& asked : result.asked) text += walks_table(result, asked, style);
    return text + (result.sweep.uncertain.empty() ? "" : inputs(result, style));
  }
  if (result.kind == SweepResult::Kind::indices) {
    for (const AskedMeasure& asked : result.asked) text += indices_table(result, asked, style);
    return text + inputs(result, style);
  }
  if (result.sweep.uncertain.empty()) {
    text += points_table(result, style);
    return text + (result.differences ? all_differences(result, style) : remark_on_seed(result));
  }
  for (const AskedMeasure& asked : result.asked) text += spreads_of(result, asked, style);
  return text + inputs(result, style);
}

}  // namespace nines::report
