// A value over two things that are varied: cells in colours, from the lowest value to the highest.
#pragma once

#include "analysis/plot/figure.h"
#include "analysis/plot/palette.h"
#include "analysis/plot/scale.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::plot {

struct HeatMap {
  struct Cell {
    double value = 0;
    std::string words;  ///< the value, for the cell
    std::string more;  ///< its interval, for who points at it and for the table; may be empty
  };
  std::string id, title, caption;
  std::string x_label, y_label;
  std::vector<std::string> x, y;  ///< names of columns, and of rows from the top
  Axis value;  ///< its label, and whether colours go by the logarithm
  bool less_is_worse = false;  ///< the worse, the stronger is the colour
  std::vector<std::vector<std::optional<Cell>>> cells;  ///< [row][column]
};

/// Of the colours, 0 to heat_steps - 1, for each value from the lowest to the highest.
std::size_t heat_step(const HeatMap& map, double value);

Figure figure_of(const HeatMap& map);

}  // namespace nines::plot
