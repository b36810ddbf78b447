// What inputs do to a measure: the spread due to not knowing them, tornadoes, and sensitivity indices.
#include "analysis/plot/ranges.h"
#include "analysis/report/differences.h"
#include "analysis/report/html/sweep_sections.h"
#include "analysis/report/html/swept_axis.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/sweep/elementary.h"
#include "analysis/sweep/indices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using plot::Ranges;
using sweep::AskedMeasure;
using sweep::SweepResult;

constexpr std::size_t most_rows = 40;

std::vector<double> ends_of(const Ranges& ranges) {
  std::vector<double> values;
  for (const Ranges::Row& row : ranges.rows) {
    for (const Ranges::Range& range : row.ranges) values.insert(values.end(), {range.from, range.to});
  }
  return values;
}

/// Short, for there is little room beside the rows: of one axis the title names the place.
std::string row_name(const SweepResult& result, const sweep::Point& point) {
  const bool one = result.sweep.axes.size() == 1 && !point.settings.empty();
  return one ? printable(point.settings.front().value) : place_of(result, point);
}

Ranges::Row spread_row(const sweep::Spread& spread, const AskedMeasure& asked, const std::string& label) {
  const int digits = digits_for(spread.mean, (spread.high - spread.low) / 2);
  const auto text = [&](double value) { return measure_text(asked.measure, value, digits); };
  Ranges::Row row;
  row.label = label;
  row.ranges.push_back(
      {spread.low, spread.high, spread.median, 0, 0,
       fmt::format("{}, median {}", range_text(asked.measure, spread.low, spread.high), text(spread.median))});
  if (const auto& half = spread.simulation_half_width) {
    row.ranges.push_back({std::max(0.0, spread.mean - *half), spread.mean + *half, std::nullopt, 0, 0,
                          fmt::format("{} +- {}", text(spread.mean), size_text(asked.measure, *half, 2))});
  } else {
    row.ranges.push_back({spread.mean, spread.mean, std::nullopt, 0, 0,
                          fmt::format("nothing: exact (chain), mean {}", text(spread.mean))});
  }
  row.more = {count_text(spread.draws)};
  return row;
}

Ranges::Row tornado_row(const sweep::Effect& effect, const AskedMeasure& asked, double base) {
  const int digits = digits_for(std::max(effect.low, effect.high), std::abs(effect.high - effect.low));
  const auto text = [&](double value) { return measure_text(asked.measure, value, digits); };
  Ranges::Row row;
  row.label = printable(effect.path);
  row.ranges = {{base, effect.low, std::nullopt, 0, 0, printable(effect.low_setting) + ": " + text(effect.low),
                 short_setting(effect.low_setting)},
                {base, effect.high, std::nullopt, 0, 0, printable(effect.high_setting) + ": " + text(effect.high),
                 short_setting(effect.high_setting)}};
  row.more = {effect.resolved ? "yes" : "not yet"};
  return row;
}

Ranges::Range index_range(double value, double error) {
  const double shown = std::max(0.0, value);
  return {0,
          shown,
          std::nullopt,
          std::max(0.0, value - 2 * error),
          std::max(0.0, value + 2 * error),
          fmt::format("{:.0f} % +- {:.0f}", 100 * value, 200 * error)};
}

}  // namespace

Figures spread_figures(const SweepResult& result) {
  Figures figures;
  if (result.kind != SweepResult::Kind::points || result.sweep.uncertain.empty()) return figures;
  for (const AskedMeasure& asked : result.asked) {
    Ranges ranges;
    ranges.id = "spread-" + plot::id_of(measure_name(asked));
    ranges.title = "What is not known about " + measure_name(asked);
    if (result.sweep.axes.size() == 1) ranges.title += ", by " + printable(result.sweep.axes.front().path);
    ranges.what = result.sweep.axes.size() == 1 ? printable(result.sweep.axes.front().path) : "where";
    ranges.parts = {{"not knowing the inputs", plot::Colour::blue}, {"simulation alone", plot::Colour::orange}};
    ranges.more = {"draws"};
    for (const std::size_t first : combinations_of(result)) {
      const auto spread = spread_of(result, result.points[first].combination, asked);
      const std::string place = row_name(result, result.points[first]);
      if (spread && ranges.rows.size() < most_rows)
        ranges.rows.push_back(spread_row(*spread, asked, place.empty() ? "the scenario" : place));
    }
    if (ranges.rows.empty()) continue;
    ranges.x = measure_axis(asked, ends_of(ranges));
    ranges.caption = fmt::format(
        "Upper bar: from the 5 % to the 95 % quantile of the draws, with their median; more knowledge of the inputs "
        "narrows it. "
        "Lower bar: the mean {} interval of a single run; more trials narrow it.",
        percent_text(result.confidence));
    figures.push_back(figure_of(ranges));
  }
  return figures;
}

Figures tornado_figures(const SweepResult& result) {
  Figures figures;
  if (result.kind != SweepResult::Kind::one_at_a_time) return figures;
  for (const AskedMeasure& asked : result.asked) {
    const auto effects = effects_of(result, asked);
    if (!effects || effects->effects.empty()) continue;
    Ranges ranges;
    ranges.id = "tornado-" + plot::id_of(measure_name(asked));
    ranges.title = measure_title(asked) + ", one input at a time";
    ranges.what = "input";
    ranges.parts = {{"at its first or low value", plot::Colour::blue},
                    {"at its last or high value", plot::Colour::orange}};
    ranges.more = {"resolved"};
    ranges.in_one_line = true;
    for (const sweep::Effect& effect : effects->effects) {
      if (ranges.rows.size() < most_rows) ranges.rows.push_back(tornado_row(effect, asked, effects->base));
    }
    ranges.base = plot::Rule{effects->base, "the scenario: " + measure_text(asked.measure, effects->base, 5)};
    ranges.x = measure_axis(asked, ends_of(ranges));
    ranges.caption =
        "Each input goes from its first value to its last, or from its 5 % to its 95 % quantile, while the others stay "
        "as "
        "the scenario has them.";
    figures.push_back(figure_of(ranges));
  }
  return figures;
}

Figures index_figures(const SweepResult& result) {
  Figures figures;
  if (result.kind != SweepResult::Kind::indices) return figures;
  for (const AskedMeasure& asked : result.asked) {
    const auto indices = indices_of(result, asked);
    if (!indices) continue;
    Ranges ranges;
    ranges.id = "indices-" + plot::id_of(measure_name(asked));
    ranges.title = "What the spread of " + measure_name(asked) + " is due to";
    ranges.what = "input";
    ranges.parts = {{"alone (main index)", plot::Colour::blue}, {"in all (total index)", plot::Colour::orange}};
    double high = 1;
    for (const sweep::Index& index : indices->inputs) {
      ranges.rows.push_back({printable(index.path),
                             {index_range(index.main, index.main_error), index_range(index.total, index.total_error)},
                             {}});
      high = std::max({high, index.main + 2 * index.main_error, index.total + 2 * index.total_error});
    }
    ranges.x = {"share of the variance", plot::Unit::share, false, 0, high};
    ranges.caption =
        "Sobol' indices. Alone: the share of the variance that would go if this input were known. In all: that would "
        "be "
        "left if all the others were. Thin lines: two standard errors to each side.";
    figures.push_back(figure_of(ranges));
  }
  return figures;
}

Figures walk_figures(const SweepResult& result) {
  Figures figures;
  if (result.kind != SweepResult::Kind::walks) return figures;
  for (const AskedMeasure& asked : result.asked) {
    const auto effects = sweep::elementary_effects_of(result, asked);
    if (!effects || effects->empty() || !(effects->front().size > 0)) continue;
    const double most = effects->front().size;
    Ranges ranges;
    ranges.id = "effects-" + plot::id_of(measure_name(asked));
    ranges.title = "Elementary effects on " + measure_name(asked);
    ranges.what = "input";
    ranges.parts = {{"of half of the input's range, on average", plot::Colour::blue}};
    double high = 1;
    for (const sweep::ElementaryEffect& each : *effects) {
      const double error = 2 * each.size_error;
      const std::string words =
          fmt::format("{} +- {}, single effects spread by {}", size_text(asked.measure, each.size, 3),
                      size_text(asked.measure, error, 2), size_text(asked.measure, each.deviation, 3));
      ranges.rows.push_back({printable(each.path),
                             {{0, each.size / most, std::nullopt, std::max(0.0, each.size - error) / most,
                               (each.size + error) / most, words}},
                             {}});
      high = std::max(high, (each.size + error) / most);
    }
    ranges.x = {"share of the largest effect", plot::Unit::share, false, 0, high};
    ranges.caption =
        "Morris's method: the mean size of what a step of half of an input's range changes, wherever the others stand. "
        "Thin "
        "lines: two standard errors to each side.";
    figures.push_back(figure_of(ranges));
  }
  return figures;
}

}  // namespace nines::report
