// Charts as data: what is shown against what. Drawings and Vega-Lite specifications are made from the same description.
#pragma once

#include "analysis/plot/figure.h"
#include "analysis/plot/palette.h"
#include "analysis/plot/scale.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nines::plot {

/// A value, from `x` to `x_end` where it belongs to a range, with its interval where it has one.
struct Sample {
  double x = 0, x_end = 0;
  double y = 0;
  double low = 0, high = 0;
  bool has_interval() const { return high > low; }
};

struct Series {
  enum class Kind : std::uint8_t {
    line,
    steps,  ///< level from x to x_end
    bars,  ///< from 0 up; of several such series each stands in front of the one before it
  };
  std::string name;
  Kind kind = Kind::line;
  Colour colour = Colour::blue;
  std::vector<Sample> samples;
};

/// A line across the chart: a quantile, or what was asked for.
struct Rule {
  double at = 0;
  std::string words;
};

/// Curves and histograms over two axes.
struct Chart {
  std::string id, title, caption;
  Axis x, y;
  std::vector<Series> series;
  std::vector<Rule> at_x, at_y;
};

Figure figure_of(const Chart& chart);

/// Bars that lie, each of one part or of several.
struct Bars {
  struct Part {
    std::string name;
    Colour colour = Colour::blue;
  };
  struct Row {
    std::string label;
    std::vector<double> values;  ///< one for each part
    std::string note;  ///< what is written behind the bar; empty: its length
    std::vector<std::string> more;  ///< further columns of the table
  };
  std::string id, title, caption;
  Axis x;  ///< from 0
  std::string what;  ///< the heading of the rows
  std::vector<Part> parts;
  std::vector<Row> rows;
  std::vector<std::string> more;  ///< headings of the table's further columns
};

Figure figure_of(const Bars& bars);

}  // namespace nines::plot
