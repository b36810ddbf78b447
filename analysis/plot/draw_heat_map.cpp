// Cells in colours.
#include "analysis/plot/heat_map.h"
#include "analysis/plot/legend.h"
#include "analysis/plot/vega_lite.h"

#include <algorithm>
#include <cmath>

namespace nines::plot {
namespace {

struct Extent {
  double low = 0, high = 0;
  std::string low_words, high_words;
  bool any = false;
};

Extent extent_of(const HeatMap& map) {
  Extent extent;
  for (const auto& row : map.cells) {
    for (const auto& cell : row) {
      if (!cell || !std::isfinite(cell->value)) continue;
      if (!extent.any || cell->value < extent.low) extent.low = cell->value, extent.low_words = cell->words;
      if (!extent.any || cell->value > extent.high) extent.high = cell->value, extent.high_words = cell->words;
      extent.any = true;
    }
  }
  return extent;
}

std::string tip_of(const HeatMap& map, std::size_t row, std::size_t column) {
  const HeatMap::Cell& cell = *map.cells[row][column];
  return map.x_label + ": " + map.x[column] + "\n" + map.y_label + ": " + map.y[row] + "\n" + cell.words +
         (cell.more.empty() ? "" : " (" + cell.more + ")");
}

/// One drawing of a heat map, of a given width.
class HeatMapDrawing {
 public:
  HeatMapDrawing(const HeatMap& map, double width, bool titled) : map_(map), drawing_(width, map.title, map.caption) {
    double y = titled ? draw_title(drawing_, map.title) : 6;
    y = add_legend(y) + 4;
    double names = 0;
    for (const std::string& name : map.y) names = std::max(names, text_width(name, small_size));
    left_ = 34 + std::min(names, 0.3 * width);
    cell_width_ = (width - left_ - 14) / static_cast<double>(std::max<std::size_t>(map.x.size(), 1));
    const double top = y;
    for (std::size_t row = 0; row < map.cells.size(); ++row, y += cell_height) draw_row(row, y);
    drawing_.text({14, (top + y) / 2}, fitted(map.y_label, normal_size, y - top + 50),
                  {Colour::ink, Anchor::middle, normal_size, false, true});
    draw_columns(y);
    drawing_.set_height(y + 46);
  }

  const Drawing& drawing() const { return drawing_; }

 private:
  static constexpr double cell_height = 34;

  /// The colours in a row, between the best value and the worst.
  double add_legend(double top) {
    const Extent extent = extent_of(map_);
    if (!extent.any) return top;
    const std::string best = map_.less_is_worse ? extent.high_words : extent.low_words;
    const std::string worst = map_.less_is_worse ? extent.low_words : extent.high_words;
    double x = 12;
    drawing_.text({x, top + 12}, best, {Colour::ink, Anchor::start, small_size});
    x += text_width(best, small_size) + 8;
    for (std::size_t step = 0; step < heat_steps; ++step, x += 20)
      drawing_.box({x, top + 2, 20, 12}, heat_colour(step));
    drawing_.text({x + 8, top + 12}, worst, {Colour::ink, Anchor::start, small_size});
    return top + 20;
  }

  void draw_row(std::size_t row, double y) {
    drawing_.text({left_ - 8, y + cell_height / 2 + 4}, fitted(map_.y[row], small_size, left_ - 32),
                  {Colour::quiet, Anchor::end, small_size});
    for (std::size_t column = 0; column < map_.cells[row].size(); ++column) {
      const auto& cell = map_.cells[row][column];
      const Box box{left_ + cell_width_ * static_cast<double>(column), y, cell_width_ - 2, cell_height - 2};
      if (!cell) {
        drawing_.frame(box, Colour::ground, Colour::grid, 2);
        continue;
      }
      const std::size_t step = heat_step(map_, cell->value);
      drawing_.begin_mark(tip_of(map_, row, column));
      drawing_.box(box, heat_colour(step), 2);
      const double size = text_width(cell->words, small_size) <= box.width - 4 ? small_size : 9;
      if (text_width(cell->words, size) <= box.width)
        drawing_.text({box.x + box.width / 2, y + cell_height / 2 + 3}, cell->words,
                      {ink_on_heat(step), Anchor::middle, size});
      drawing_.end_mark();
    }
  }

  void draw_columns(double y) {
    double widest = 0;
    for (const std::string& name : map_.x) widest = std::max(widest, text_width(name, small_size) + 8);
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(widest / cell_width_)));
    for (std::size_t column = 0; column < map_.x.size(); column += every) {
      const double x = left_ + cell_width_ * (static_cast<double>(column) + 0.5);
      drawing_.text({x, y + 14}, map_.x[column], {Colour::quiet, Anchor::middle, small_size});
    }
    drawing_.text({(left_ + drawing_.width()) / 2, y + 36}, fitted(map_.x_label, normal_size, drawing_.width() - 24),
                  {Colour::ink, Anchor::middle});
  }

  const HeatMap& map_;
  Drawing drawing_;
  double left_ = 0, cell_width_ = 0;
};

Table table_of(const HeatMap& map) {
  Table table;
  table.header = {map.y_label + " \\ " + map.x_label};
  table.header.insert(table.header.end(), map.x.begin(), map.x.end());
  for (std::size_t row = 0; row < map.cells.size(); ++row) {
    std::vector<std::string> cells = {map.y[row]};
    for (const auto& cell : map.cells[row])
      cells.push_back(!cell ? "-" : cell->more.empty() ? cell->words : cell->words + " (" + cell->more + ")");
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

std::size_t heat_step(const HeatMap& map, double value) {
  const Extent extent = extent_of(map);
  const bool logarithmic = map.value.logarithmic && extent.low > 0;
  const auto there = [&](double each) { return logarithmic ? std::log(each) : each; };
  double share =
      extent.high > extent.low ? (there(value) - there(extent.low)) / (there(extent.high) - there(extent.low)) : 0;
  if (map.less_is_worse) share = 1 - share;
  if (!(share > 0)) return 0;
  return std::min(heat_steps - 1, static_cast<std::size_t>(share * static_cast<double>(heat_steps)));
}

Figure figure_of(const HeatMap& map) {
  return {map.id,
          map.title,
          map.caption,
          HeatMapDrawing(map, wide, false).drawing().inlined("chart wide"),
          HeatMapDrawing(map, narrow, false).drawing().inlined("chart narrow"),
          HeatMapDrawing(map, wide, true).drawing().standalone(),
          table_of(map),
          vega_lite(map)};
}

}  // namespace nines::plot
