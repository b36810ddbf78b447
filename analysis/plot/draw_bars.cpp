// Bars that lie.
#include "analysis/plot/chart.h"
#include "analysis/plot/legend.h"
#include "analysis/plot/vega_lite.h"

#include <algorithm>
#include <numeric>

namespace nines::plot {
namespace {

constexpr double bar_height = 20, row_height = 28, label_height = 18;

double total(const Bars::Row& row) { return std::accumulate(row.values.begin(), row.values.end(), 0.0); }

std::string note_of(const Bars& bars, const Bars::Row& row) {
  return row.note.empty() ? value_text(bars.x.unit, total(row)) : row.note;
}

std::vector<double> totals(const Bars& bars) {
  std::vector<double> values = {0};
  for (const Bars::Row& row : bars.rows) values.push_back(total(row));
  return values;
}

/// One drawing of bars, of a given width. On a narrow one the labels stand above their bars.
class BarsDrawing {
 public:
  BarsDrawing(const Bars& bars, double width, bool titled)
      : bars_(bars), scale_(bars.x, totals(bars)), drawing_(width, bars.title, bars.caption), stacked_(width < wide) {
    double y = titled ? draw_title(drawing_, bars.title) : 6;
    if (bars.parts.size() > 1) y = add_legend(y);
    set_edges();
    const double rows = static_cast<double>(bars.rows.size()) * (row_height + (stacked_ ? label_height : 0));
    draw_x_axis(drawing_, scale_, bars.x.label, left_, right_, y + 2, y + rows + 4);
    for (const Bars::Row& row : bars.rows) y = draw_row(row, y);
    drawing_.set_height(y + 50);
  }

  const Drawing& drawing() const { return drawing_; }

 private:
  double add_legend(double top) {
    std::vector<LegendEntry> entries;
    for (const Bars::Part& part : bars_.parts) entries.push_back(box_entry(part.name, part.colour));
    return draw_legend(drawing_, entries, top);
  }

  void set_edges() {
    double labels = 0, notes = 0;
    for (const Bars::Row& row : bars_.rows) {
      labels = std::max(labels, text_width(row.label, normal_size));
      notes = std::max(notes, text_width(note_of(bars_, row), normal_size));
    }
    left_ = stacked_ ? 14 : 20 + std::min(labels, 0.34 * drawing_.width());
    right_ = drawing_.width() - 18 - std::min(notes, 0.3 * drawing_.width());
  }

  double draw_row(const Bars::Row& row, double y) {
    if (stacked_) {
      drawing_.text({left_, y + 14}, fitted(row.label, normal_size, drawing_.width() - 20));
      y += label_height;
    } else {
      drawing_.text({left_ - 8, y + 18}, fitted(row.label, normal_size, left_ - 16), {Colour::ink, Anchor::end});
    }
    double x = left_;
    for (std::size_t i = 0; i < bars_.parts.size(); ++i) {
      const double width = row.values[i] > 0 ? scale_.share(row.values[i]) * (right_ - left_) : 0;
      if (width < 0.05) continue;
      drawing_.begin_mark(tip_of(row, i));
      drawing_.box({x, y + 4, std::max(width, 0.8), bar_height}, bars_.parts[i].colour, 1);
      drawing_.end_mark();
      x += width;
    }
    drawing_.text({x + 6, y + 18}, note_of(bars_, row));
    return y + row_height;
  }

  std::string tip_of(const Bars::Row& row, std::size_t part) const {
    std::string tip = row.label + "\n" + (bars_.parts.size() > 1 ? bars_.parts[part].name + ": " : "") +
                      value_text(bars_.x.unit, row.values[part]);
    for (std::size_t i = 0; i < row.more.size() && i < bars_.more.size(); ++i)
      tip += "\n" + bars_.more[i] + ": " + row.more[i];
    return tip;
  }

  const Bars& bars_;
  Scale scale_;
  Drawing drawing_;
  bool stacked_;
  double left_ = 0, right_ = 0;
};

Table table_of(const Bars& bars) {
  Table table;
  table.header.push_back(bars.what);
  for (const Bars::Part& part : bars.parts) table.header.push_back(bars.parts.size() > 1 ? part.name : bars.x.label);
  table.header.insert(table.header.end(), bars.more.begin(), bars.more.end());
  for (const Bars::Row& row : bars.rows) {
    std::vector<std::string> cells = {row.label};
    for (const double value : row.values) cells.push_back(value_text(bars.x.unit, value));
    cells.insert(cells.end(), row.more.begin(), row.more.end());
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

Figure figure_of(const Bars& bars) {
  return {bars.id,
          bars.title,
          bars.caption,
          BarsDrawing(bars, wide, false).drawing().inlined("chart wide"),
          BarsDrawing(bars, narrow, false).drawing().inlined("chart narrow"),
          BarsDrawing(bars, wide, true).drawing().standalone(),
          table_of(bars),
          vega_lite(bars)};
}

}  // namespace nines::plot
