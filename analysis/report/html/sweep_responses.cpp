// What a measure does when settings are varied: response curves and heat maps.
#include "analysis/plot/chart.h"
#include "analysis/plot/heat_map.h"
#include "analysis/report/differences.h"
#include "analysis/report/html/sweep_sections.h"
#include "analysis/report/html/swept_axis.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nines::report {
namespace {

using plot::Colour;
using plot::Sample;
using plot::Series;
using sweep::AskedMeasure;
using sweep::Point;
using sweep::SweepResult;

constexpr std::size_t most_colours = 7, most_charts = 6;

/// How a grid is laid out: which axis lies along the chart, which one is told by colours, and a chart for each
/// combination of the others.
struct Layout {
  std::size_t along = 0;
  std::optional<std::size_t> colours;
  std::vector<std::size_t> others;
};

/// The axis with the most values lies along the chart, the next one is told by colours.
Layout layout_of(const models::Sweep& sweep) {
  std::vector<std::size_t> axes(sweep.axes.size());
  std::iota(axes.begin(), axes.end(), std::size_t{0});
  std::stable_sort(axes.begin(), axes.end(), [&](std::size_t a, std::size_t b) {
    return sweep.axes[a].values.size() > sweep.axes[b].values.size();
  });
  Layout layout;
  layout.along = axes.front();
  if (axes.size() > 1) layout.colours = axes[1];
  layout.others.assign(axes.begin() + std::min<std::ptrdiff_t>(2, std::ssize(axes)), axes.end());
  return layout;
}

/// Points with the same values of the axes beyond the first two.
struct Slice {
  std::string words;  ///< "crews.size = 2"; empty if there are no such axes
  std::vector<const Point*> points;  ///< the first one of each combination
};

std::vector<Slice> slices_of(const SweepResult& result, const Layout& layout) {
  std::vector<Slice> slices;
  for (const std::size_t first : combinations_of(result)) {
    const Point& point = result.points[first];
    std::string words;
    for (const std::size_t axis : layout.others)
      words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", printable(point.settings[axis].path),
                           printable(point.settings[axis].value));
    const auto found =
        std::find_if(slices.begin(), slices.end(), [&](const Slice& each) { return each.words == words; });
    if (found != slices.end()) {
      found->points.push_back(&point);
    } else if (slices.size() < most_charts) {
      slices.push_back({words, {&point}});
    }
  }
  return slices;
}

std::size_t index_of(const models::Axis& axis, const std::string& value) {
  return static_cast<std::size_t>(std::find(axis.values.begin(), axis.values.end(), value) - axis.values.begin());
}

/// Of a simulated answer, or of the draws of what is uncertain: the middle with its range. Nothing where it is not known.
std::optional<Sample> sample_at(const SweepResult& result, const Point& point, const AskedMeasure& asked) {
  if (!result.sweep.uncertain.empty()) {
    const auto spread = spread_of(result, point.combination, asked);
    if (!spread) return std::nullopt;
    return Sample{0, 0, spread->median, spread->low, spread->high};
  }
  const MeasureResult* const answer = answer_of(point.result, asked);
  if (answer == nullptr) return std::nullopt;
  const Estimate& simulated = answer->simulated;
  if (simulated.trust == Estimate::Trust::not_available || !std::isfinite(simulated.value)) return std::nullopt;
  const bool bounded = std::isfinite(simulated.low) && std::isfinite(simulated.high);
  return Sample{0, 0, simulated.value, bounded ? simulated.low : 0, bounded ? simulated.high : 0};
}

std::vector<double> values_of(const std::vector<Series>& series) {
  std::vector<double> values;
  for (const Series& each : series) {
    for (const Sample& sample : each.samples) values.push_back(sample.y);
  }
  return values;
}

/// Along the chart; of zipped lists the points themselves, with the values of all of them.
struct Along {
  SweptAxis axis;
  bool zipped = false;
  std::size_t number = 0;  ///< of the axis

  double place(const SweepResult& result, const Point& point, std::size_t order) const {
    if (zipped) return static_cast<double>(order);
    const models::Axis& varied = result.sweep.axes[number];
    return axis.places[std::min(index_of(varied, point.settings[number].value), axis.places.size() - 1)];
  }
};

Along along_of(const SweepResult& result, const Layout& layout) {
  const auto& axes = result.sweep.axes;
  if (!result.sweep.zip) return {swept_axis(axes[layout.along].path, axes[layout.along].values), false, layout.along};
  Along along;
  along.zipped = true;
  for (std::size_t i = 0; i < axes.size(); ++i) along.axis.axis.label += (i > 0 ? ", " : "") + printable(axes[i].path);
  for (const std::size_t first : combinations_of(result)) {
    std::string name;
    for (std::size_t i = 0; i < axes.size(); ++i)
      name += (i > 0 ? ", " : "") + printable(result.points[first].settings[i].value);
    along.axis.axis.names.push_back(name);
  }
  return along;
}

Series chain_series(const SweepResult& result, const Slice& slice, const AskedMeasure& asked, const Along& along) {
  Series chain{"Markov chain", Series::Kind::line, Colour::orange, {}, true};
  for (std::size_t i = 0; i < slice.points.size(); ++i) {
    const MeasureResult* const answer = answer_of(slice.points[i]->result, asked);
    if (answer != nullptr && answer->exact && std::isfinite(answer->exact->value))
      chain.samples.push_back({along.place(result, *slice.points[i], i), 0, answer->exact->value});
  }
  return chain;
}

std::vector<Series> curves(const SweepResult& result, const Slice& slice, const AskedMeasure& asked, const Along& along,
                           std::optional<std::size_t> colours) {
  std::vector<Series> all;
  const bool draws = !result.sweep.uncertain.empty();
  for (std::size_t i = 0; i < slice.points.size(); ++i) {
    const Point& point = *slice.points[i];
    auto sample = sample_at(result, point, asked);
    if (!sample) continue;
    sample->x = along.place(result, point, i);
    const std::string name = colours ? printable(point.settings[*colours].path + " = " + point.settings[*colours].value)
                             : draws ? "median of the draws"
                                     : "simulated";
    auto found = std::find_if(all.begin(), all.end(), [&](const Series& each) { return each.name == name; });
    if (found == all.end())
      found = all.insert(all.end(), {name, Series::Kind::line, plot::series_colour(all.size()), {}, true});
    found->samples.push_back(*sample);
  }
  if (!colours && !draws) {
    Series chain = chain_series(result, slice, asked, along);
    if (!chain.samples.empty()) all.push_back(std::move(chain));
  }
  for (Series& each : all)
    std::stable_sort(each.samples.begin(), each.samples.end(),
                     [](const Sample& a, const Sample& b) { return a.x < b.x; });
  return all;
}

std::string what_bands_are(const SweepResult& result) {
  if (result.sweep.uncertain.empty())
    return fmt::format("Bands are {} intervals of the simulation.", percent_text(result.confidence));
  return "Bands hold the middle 90 % of the draws of what is not known for certain.";
}

std::string figure_id(const char* kind, const AskedMeasure& asked, std::size_t number) {
  return fmt::format("{}-{}{}", kind, plot::id_of(measure_name(asked)),
                     number > 0 ? fmt::format("-{}", number + 1) : "");
}

std::string words_for_slice(const Slice& slice) { return slice.words.empty() ? "" : ", with " + slice.words; }

std::optional<plot::HeatMap::Cell> cell_of(const SweepResult& result, const Point& point, const AskedMeasure& asked) {
  const auto sample = sample_at(result, point, asked);
  const MeasureResult* const answer = answer_of(point.result, asked);
  if (!sample || answer == nullptr) return std::nullopt;
  const bool draws = !result.sweep.uncertain.empty();
  plot::HeatMap::Cell cell;
  cell.value = draws ? sample->y : sweep::best_value(*answer).value_or(sample->y);
  cell.words = measure_text(asked.measure, cell.value, 3);
  if (sample->has_interval()) cell.more = range_text(asked.measure, sample->low, sample->high);
  return cell;
}

plot::HeatMap heat_map(const SweepResult& result, const Slice& slice, const Layout& layout, const AskedMeasure& asked) {
  const models::Axis& along = result.sweep.axes[layout.along];
  const models::Axis& down = result.sweep.axes[*layout.colours];
  plot::HeatMap map;
  map.title = fmt::format("{} over {} and {}{}", measure_title(asked), printable(along.path), printable(down.path),
                          words_for_slice(slice));
  map.x_label = printable(along.path);
  map.y_label = printable(down.path);
  for (const std::string& value : along.values) map.x.push_back(printable(value));
  for (const std::string& value : down.values) map.y.push_back(printable(value));
  map.cells.assign(map.y.size(), std::vector<std::optional<plot::HeatMap::Cell>>(map.x.size()));
  std::vector<double> values;
  for (const Point* point : slice.points) {
    const std::size_t column = index_of(along, point->settings[layout.along].value);
    const std::size_t row = index_of(down, point->settings[*layout.colours].value);
    if (row >= map.y.size() || column >= map.x.size()) continue;
    map.cells[row][column] = cell_of(result, *point, asked);
    if (map.cells[row][column]) values.push_back(map.cells[row][column]->value);
  }
  map.value = measure_axis(asked, values);
  map.less_is_worse = less_is_worse(asked.measure);
  map.caption = fmt::format("The stronger the colour, the worse{}.", map.value.logarithmic ? "; by the logarithm" : "");
  return map;
}

bool is_grid(const SweepResult& result) {
  return result.kind == SweepResult::Kind::points && !result.sweep.axes.empty() && !result.points.empty();
}

}  // namespace

Figures response_figures(const SweepResult& result) {
  Figures figures;
  if (!is_grid(result)) return figures;
  Layout layout = layout_of(result.sweep);
  if (result.sweep.zip) layout = {0, std::nullopt, {}};
  if (layout.colours && result.sweep.axes[*layout.colours].values.size() > most_colours) return figures;
  const Along along = along_of(result, layout);
  for (const AskedMeasure& asked : result.asked) {
    std::size_t number = 0;
    for (const Slice& slice : slices_of(result, layout)) {
      plot::Chart chart;
      chart.id = figure_id("response", asked, number++);
      chart.title =
          fmt::format("{} by {}{}", measure_title(asked),
                      result.sweep.zip ? along.axis.axis.label : printable(result.sweep.axes[layout.along].path),
                      words_for_slice(slice));
      chart.x = along.axis.axis;
      chart.series = curves(result, slice, asked, along, layout.colours);
      if (chart.series.empty()) continue;
      chart.y = measure_axis(asked, values_of(chart.series));
      chart.caption = what_bands_are(result) + " Lines between the points only lead the eye.";
      figures.push_back(figure_of(chart));
    }
  }
  return figures;
}

Figures heat_figures(const SweepResult& result) {
  Figures figures;
  if (!is_grid(result) || result.sweep.zip || result.sweep.axes.size() < 2) return figures;
  const Layout layout = layout_of(result.sweep);
  if (result.sweep.axes[*layout.colours].values.size() < 2) return figures;
  for (const AskedMeasure& asked : result.asked) {
    std::size_t number = 0;
    for (const Slice& slice : slices_of(result, layout)) {
      plot::HeatMap map = heat_map(result, slice, layout, asked);
      map.id = figure_id("heat", asked, number++);
      figures.push_back(figure_of(map));
    }
  }
  return figures;
}

}  // namespace nines::report
