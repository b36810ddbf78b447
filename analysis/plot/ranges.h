// Ranges that lie, each of several kinds: what an input does to an answer, how far an answer is spread, how sure a share is.
#pragma once

#include "analysis/plot/chart.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::plot {

struct Ranges {
  struct Part {
    std::string name;
    Colour colour = Colour::blue;
  };
  struct Range {
    double from = 0, to = 0;
    std::optional<double> at;  ///< a dot on it
    double low = 0, high = 0;  ///< how sure its end is: a thin line; high <= low: none
    std::string words;  ///< for who points at it, and for the table
    std::string end = {};  ///< what stands at its end where there is room; may be empty
  };
  struct Row {
    std::string label;
    std::vector<Range> ranges;  ///< one for each part
    std::vector<std::string> more;  ///< further columns of the table
  };
  std::string id, title, caption;
  Axis x;
  std::string what;  ///< the heading of the rows
  std::vector<Part> parts;
  std::vector<Row> rows;
  std::vector<std::string> more;  ///< headings of the table's further columns
  std::optional<Rule> base;  ///< what all rows are compared with
  bool in_one_line = false;  ///< the ranges of a row, because they go to different sides; or else beneath each other
};

Scale x_scale(const Ranges& ranges);

Figure figure_of(const Ranges& ranges);

}  // namespace nines::plot
