// Ranges that lie.
#include "analysis/plot/legend.h"
#include "analysis/plot/ranges.h"
#include "analysis/plot/vega_lite.h"

#include <algorithm>

namespace nines::plot {
namespace {

constexpr double label_height = 18, gap = 10;

std::vector<double> all_values(const Ranges& ranges) {
  std::vector<double> values;
  for (const Ranges::Row& row : ranges.rows) {
    for (const Ranges::Range& range : row.ranges) {
      values.insert(values.end(), {range.from, range.to});
      if (range.at) values.push_back(*range.at);
      if (range.high > range.low) values.insert(values.end(), {range.low, range.high});
    }
  }
  if (ranges.base) values.push_back(ranges.base->at);
  return values;
}

/// One drawing of ranges, of a given width. On a narrow one the labels stand above them.
class RangesDrawing {
 public:
  RangesDrawing(const Ranges& ranges, double width, bool titled)
      : ranges_(ranges),
        scale_(x_scale(ranges)),
        drawing_(width, ranges.title, ranges.caption),
        stacked_(width < wide),
        thickness_(ranges.in_one_line ? 18 : 11) {
    double y = titled ? draw_title(drawing_, ranges.title) : 6;
    y = add_legend(y);
    set_edges();
    if (ranges.base) y += 16;
    const double top = y;
    const double bottom = y + row_height() * static_cast<double>(ranges.rows.size());
    draw_x_axis(drawing_, scale_, ranges.x.label, left_, right_, top, bottom);
    for (const Ranges::Row& row : ranges.rows) y = draw_row(row, y);
    if (ranges.base) draw_base(top, bottom);
    drawing_.set_height(bottom + 46);
  }

  const Drawing& drawing() const { return drawing_; }

 private:
  double lanes() const {
    return ranges_.in_one_line ? 1 : static_cast<double>(std::max<std::size_t>(ranges_.parts.size(), 1));
  }
  double row_height() const { return lanes() * (thickness_ + 3) + gap + (stacked_ ? label_height : 0); }

  double add_legend(double top) {
    std::vector<LegendEntry> entries;
    for (const Ranges::Part& part : ranges_.parts) entries.push_back(box_entry(part.name, part.colour));
    return entries.size() > 1 ? draw_legend(drawing_, entries, top) : top;
  }

  void set_edges() {
    double labels = 0;
    for (const Ranges::Row& row : ranges_.rows) labels = std::max(labels, text_width(row.label, normal_size));
    const double ends = stacked_ ? 0 : room_for_ends();
    left_ = (stacked_ ? 24 : 24 + std::min(labels, 0.3 * drawing_.width())) + ends;
    right_ = drawing_.width() - 30 - ends;
  }

  double room_for_ends() const {
    double widest = 0;
    for (const Ranges::Row& row : ranges_.rows) {
      for (const Ranges::Range& range : row.ranges) widest = std::max(widest, text_width(range.end, small_size));
    }
    return widest > 0 ? std::min(widest, 0.18 * drawing_.width()) + 10 : 0;
  }

  double place(double value) const { return left_ + scale_.share(value) * (right_ - left_); }

  double draw_row(const Ranges::Row& row, double y) {
    const double end = y + row_height();
    if (stacked_) {
      drawing_.text({10, y + 14}, fitted(row.label, normal_size, drawing_.width() - 20));
      y += label_height;
    } else {
      const double middle = y + (row_height() - gap) / 2 + gap / 2;
      drawing_.text({label_end(), middle + 4}, fitted(row.label, normal_size, label_end() - 10),
                    {Colour::ink, Anchor::end});
    }
    y += gap / 2;
    for (std::size_t i = 0; i < std::min(row.ranges.size(), ranges_.parts.size()); ++i) {
      draw_range(row, i, y);
      if (!ranges_.in_one_line) y += thickness_ + 3;
    }
    return end;
  }

  void draw_range(const Ranges::Row& row, std::size_t part, double y) {
    const Ranges::Range& range = row.ranges[part];
    const double from = std::min(place(range.from), place(range.to)), to = std::max(place(range.from), place(range.to));
    const double middle = y + thickness_ / 2;
    drawing_.begin_mark(tip_of(row, part));
    drawing_.box({from, y, std::max(to - from, 1.5), thickness_}, ranges_.parts[part].colour, 2);
    if (range.high > range.low) {
      const double low = place(range.low), high = place(range.high);
      drawing_.line({low, middle}, {high, middle}, Colour::ink, {1.5, {}});
      for (const double x : {low, high}) drawing_.line({x, middle - 3.5}, {x, middle + 3.5}, Colour::ink, {1.5, {}});
    }
    if (range.at) {
      drawing_.dot({place(*range.at), middle}, Colour::ground, Dot::circle, 4.4);
      drawing_.dot({place(*range.at), middle}, Colour::ink, Dot::circle, 3);
    }
    draw_end(range, middle);
    drawing_.end_mark();
  }

  double label_end() const { return left_ - 10 - room_for_ends(); }

  /// Beyond the end of a range, on the side that it goes to.
  void draw_end(const Ranges::Range& range, double middle) {
    if (stacked_ || range.end.empty()) return;
    const bool to_the_right = place(range.to) >= place(range.from);
    drawing_.text({place(range.to) + (to_the_right ? 6 : -6), middle + 4},
                  fitted(range.end, small_size, 0.18 * drawing_.width()),
                  {Colour::quiet, to_the_right ? Anchor::start : Anchor::end, small_size});
  }

  void draw_base(double top, double bottom) {
    const double x = place(ranges_.base->at), half = text_width(ranges_.base->words, small_size) / 2;
    drawing_.line({x, top - 4}, {x, bottom}, Colour::ink, {1.2, "4 3"});
    drawing_.text({std::clamp(x, half + 8, std::max(half + 8, drawing_.width() - half - 8)), top - 8},
                  ranges_.base->words, {Colour::ink, Anchor::middle, small_size});
  }

  std::string tip_of(const Ranges::Row& row, std::size_t part) const {
    return row.label + "\n" + (ranges_.parts.size() > 1 ? ranges_.parts[part].name + ": " : "") +
           row.ranges[part].words;
  }

  const Ranges& ranges_;
  Scale scale_;
  Drawing drawing_;
  bool stacked_;
  double thickness_;
  double left_ = 0, right_ = 0;
};

Table table_of(const Ranges& ranges) {
  Table table;
  table.header.push_back(ranges.what);
  for (const Ranges::Part& part : ranges.parts) table.header.push_back(part.name);
  table.header.insert(table.header.end(), ranges.more.begin(), ranges.more.end());
  for (const Ranges::Row& row : ranges.rows) {
    std::vector<std::string> cells = {row.label};
    for (const Ranges::Range& range : row.ranges) cells.push_back(range.words);
    cells.insert(cells.end(), row.more.begin(), row.more.end());
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

Scale x_scale(const Ranges& ranges) { return Scale(ranges.x, all_values(ranges)); }

Figure figure_of(const Ranges& ranges) {
  return {ranges.id,
          ranges.title,
          ranges.caption,
          RangesDrawing(ranges, wide, false).drawing().inlined("chart wide"),
          RangesDrawing(ranges, narrow, false).drawing().inlined("chart narrow"),
          RangesDrawing(ranges, wide, true).drawing().standalone(),
          table_of(ranges),
          vega_lite(ranges)};
}

}  // namespace nines::plot
