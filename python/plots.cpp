// Charts for notebooks, drawn by the same hand as those of a report.
#include "python/plots.h"

#include "analysis/plot/chart.h"

#include <pybind11/stl.h>

#include <cmath>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace nines::python {
namespace {

namespace py = pybind11;

/// A series as Python has it: kind, name, and as many numbers each; low and high may be empty.
struct Drawn {
  std::string kind, name;
  std::vector<double> x, y, low, high;
};

template <class Choice>
Choice chosen(const std::string& name, const std::vector<std::pair<std::string, Choice>>& choices, const char* what) {
  std::string known;
  for (const auto& [text, choice] : choices) {
    if (text == name) return choice;
    known += (known.empty() ? "" : ", ") + text;
  }
  throw py::value_error(std::string(what) + " is one of " + known + ", not " + name);
}

plot::Axis axis(const std::string& label, const std::string& unit, bool logarithmic) {
  using plot::Unit;
  static const std::vector<std::pair<std::string, Unit>> units = {{"number", Unit::number},
                                                                  {"count", Unit::count},
                                                                  {"share", Unit::share},
                                                                  {"seconds", Unit::seconds},
                                                                  {"unavailability", Unit::unavailability}};
  plot::Axis made;
  made.label = label;
  made.unit = chosen(unit, units, "unit");
  made.logarithmic = logarithmic;
  return made;
}

/// A point that cannot be drawn is left out: nan and infinity, and what is not positive on a logarithmic axis.
bool can_be_drawn(double value, bool logarithmic) { return std::isfinite(value) && (!logarithmic || value > 0); }

plot::Series series(const Drawn& drawn, std::size_t number, const plot::Axis& x, const plot::Axis& y) {
  using Kind = plot::Series::Kind;
  if (drawn.x.size() != drawn.y.size()) throw py::value_error("x and y of " + drawn.name + " differ in length");
  const bool has_interval = drawn.low.size() == drawn.y.size() && drawn.high.size() == drawn.y.size();
  if (!has_interval && !(drawn.low.empty() && drawn.high.empty()))
    throw py::value_error("low and high of " + drawn.name + " are as many as y, or none");
  plot::Series made;
  made.name = drawn.name;
  made.kind = chosen<Kind>(drawn.kind, {{"line", Kind::line}, {"steps", Kind::steps}, {"bars", Kind::bars}}, "kind");
  made.colour = plot::series_colour(number);
  for (std::size_t i = 0; i < drawn.x.size(); ++i) {
    if (!can_be_drawn(drawn.x[i], x.logarithmic) || !can_be_drawn(drawn.y[i], y.logarithmic)) continue;
    plot::Sample sample;
    sample.x = drawn.x[i];
    sample.x_end = i + 1 < drawn.x.size() ? drawn.x[i + 1] : drawn.x[i];
    sample.y = drawn.y[i];
    const bool shown =
        has_interval && can_be_drawn(drawn.low[i], y.logarithmic) && can_be_drawn(drawn.high[i], y.logarithmic);
    if (shown) std::tie(sample.low, sample.high) = std::pair(drawn.low[i], drawn.high[i]);
    made.samples.push_back(sample);
  }
  return made;
}

struct AxisWords {
  std::string label, unit;
  bool logarithmic = false;
};

/// Words and values.
using Rules = std::vector<std::pair<std::string, double>>;

plot::Figure chart(const std::string& title, const std::string& caption, const AxisWords& x, const AxisWords& y,
                   const std::vector<Drawn>& all, const Rules& at_x, const Rules& at_y) {
  plot::Chart made;
  made.id = plot::id_of(title);
  made.title = title;
  made.caption = caption;
  made.x = axis(x.label, x.unit, x.logarithmic);
  made.y = axis(y.label, y.unit, y.logarithmic);
  std::size_t points = 0;
  for (const Drawn& each : all) {
    made.series.push_back(series(each, made.series.size(), made.x, made.y));
    points += made.series.back().samples.size();
  }
  if (points == 0) throw py::value_error("there is nothing to draw");
  for (const auto& [words, value] : at_x) made.at_x.push_back({value, words});
  for (const auto& [words, value] : at_y) made.at_y.push_back({value, words});
  return plot::figure_of(made);
}

plot::Figure lying_bars(const std::string& title, const std::string& caption, const AxisWords& x, const Rules& rows) {
  if (rows.empty()) throw py::value_error("there is nothing to draw");
  plot::Bars made;
  made.id = plot::id_of(title);
  made.title = title;
  made.caption = caption;
  made.x = axis(x.label, x.unit, false);
  made.parts = {{"", plot::Colour::blue}};
  for (const auto& [label, value] : rows) {
    if (!(value >= 0) || !std::isfinite(value)) throw py::value_error(label + " has no length that can be drawn");
    made.rows.push_back({label, {value}, "", {}});
  }
  return plot::figure_of(made);
}

}  // namespace

void bind_plots(py::module_& m) {
  py::class_<Drawn>(m, "Series")
      .def(py::init([](std::string kind, std::string name, std::vector<double> x, std::vector<double> y,
                       std::vector<double> low, std::vector<double> high) {
        return Drawn{std::move(kind), std::move(name), std::move(x), std::move(y), std::move(low), std::move(high)};
      }));
  py::class_<AxisWords>(m, "Axis").def(py::init([](std::string label, std::string unit, bool logarithmic) {
    return AxisWords{std::move(label), std::move(unit), logarithmic};
  }));
  py::class_<plot::Table>(m, "Table")
      .def_readonly("header", &plot::Table::header)
      .def_readonly("rows", &plot::Table::rows);
  py::class_<plot::Figure>(m, "Figure")
      .def_readonly("id", &plot::Figure::id)
      .def_readonly("title", &plot::Figure::title)
      .def_readonly("caption", &plot::Figure::caption)
      .def_readonly("svg", &plot::Figure::file_svg)
      .def_readonly("table", &plot::Figure::table)
      .def_readonly("vega_lite", &plot::Figure::vega_lite);
  m.def("chart", &chart);
  m.def("lying_bars", &lying_bars);
}

}  // namespace nines::python
