// Curves and histograms.
#include "analysis/plot/chart.h"
#include "analysis/plot/legend.h"
#include "analysis/plot/vega_lite.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace nines::plot {
namespace {

constexpr double plot_height = 210;

std::vector<double> all_x(const Chart& chart) {
  std::vector<double> values;
  for (const Series& series : chart.series) {
    for (const Sample& sample : series.samples) {
      values.push_back(sample.x);
      if (sample.x_end > sample.x) values.push_back(sample.x_end);
    }
  }
  for (const Rule& rule : chart.at_x) values.push_back(rule.at);
  return values;
}

std::vector<double> all_y(const Chart& chart) {
  std::vector<double> values;
  for (const Series& series : chart.series) {
    if (series.kind == Series::Kind::bars) values.push_back(0);
    for (const Sample& sample : series.samples) {
      values.push_back(sample.y);
      if (!sample.has_interval()) continue;
      values.push_back(sample.low);
      values.push_back(sample.high);
    }
  }
  for (const Rule& rule : chart.at_y) values.push_back(rule.at);
  return values;
}

std::string interval_text(const Axis& axis, const Sample& sample) {
  std::string low = value_text(axis.unit, sample.low), high = value_text(axis.unit, sample.high);
  if (axis.unit == Unit::unavailability) std::swap(low, high);
  return low + " .. " + high;
}

std::string x_text(const Axis& axis, const Sample& sample) {
  const std::string from = value_text(axis.unit, sample.x);
  return sample.x_end > sample.x ? from + " .. " + value_text(axis.unit, sample.x_end) : from;
}

/// One drawing of a chart, of a given width.
class ChartDrawing {
 public:
  ChartDrawing(const Chart& chart, double width, bool titled)
      : chart_(chart),
        x_(chart.x, all_x(chart)),
        y_(chart.y, all_y(chart)),
        drawing_(width, chart.title, chart.caption) {
    top_ = titled ? draw_title(drawing_, chart.title) : 6;
    add_legend();
    place_rules();
    set_edges();
    draw_axes();
    for (const Series& series : chart.series) draw_band(series);
    for (const Series& series : chart.series) draw_series(series);
    draw_rules();
    add_tips();
    drawing_.set_height(bottom_ + 46);
  }

  const Drawing& drawing() const { return drawing_; }

 private:
  void add_legend() {
    if (chart_.series.size() < 2) return;
    std::vector<LegendEntry> entries;
    for (const Series& series : chart_.series) {
      entries.push_back(series.kind == Series::Kind::bars ? box_entry(series.name, series.colour)
                                                          : line_entry(series.name, series.colour));
    }
    top_ = draw_legend(drawing_, entries, top_);
  }

  void set_edges() {
    double widest = 0;
    for (const Tick& tick : y_.ticks(5)) widest = std::max(widest, text_width(tick.words, small_size));
    left_ = 34 + widest;
    right_ = drawing_.width() - 22;
    bottom_ = top_ + plot_height;
  }

  /// The words of upright rules stand in rows above, where they do not overlap.
  void place_rules() {
    set_edges();
    std::vector<double> row_ends;
    for (const Rule& rule : chart_.at_x) {
      const double x = place_x(rule.at), width = text_width(rule.words, small_size) + 8;
      const double begin = std::clamp(x - width / 2, left_, std::max(left_, right_ - width));
      std::size_t row = 0;
      while (row < row_ends.size() && row_ends[row] > begin) ++row;
      if (row == row_ends.size()) row_ends.push_back(0);
      row_ends[row] = begin + width;
      rule_places_.push_back({begin + width / 2, top_ + 12 + 15 * static_cast<double>(row)});
    }
    top_ += 15 * static_cast<double>(row_ends.size()) + (row_ends.empty() ? 4 : 6);
  }

  double place_x(double x) const { return left_ + x_.share(x) * (right_ - left_); }
  double place_y(double y) const { return bottom_ - y_.share(y) * (bottom_ - top_); }

  void draw_axes() {
    draw_x_axis(drawing_, x_, chart_.x.label, left_, right_, top_, bottom_);
    for (const Tick& tick : y_.ticks(5)) {
      const double y = place_y(tick.value);
      drawing_.line({left_, y}, {right_, y}, Colour::grid);
      drawing_.text({left_ - 6, y + 4}, tick.words, {Colour::quiet, Anchor::end, small_size});
    }
    drawing_.text({14, (top_ + bottom_) / 2}, fitted(chart_.y.label, normal_size, bottom_ - top_ + 40),
                  {Colour::ink, Anchor::middle, normal_size, false, true});
  }

  void draw_band(const Series& series) {
    std::vector<Point> high, low;
    const auto end_stretch = [&] {
      high.insert(high.end(), low.rbegin(), low.rend());
      drawing_.area(high, series.colour);
      high.clear();
      low.clear();
    };
    for (const Sample& sample : series.samples) {
      if (!sample.has_interval()) {
        end_stretch();
        continue;
      }
      high.push_back({place_x(sample.x), place_y(sample.high)});
      low.push_back({place_x(sample.x), place_y(sample.low)});
      if (series.kind == Series::Kind::line) continue;
      high.push_back({place_x(sample.x_end), place_y(sample.high)});
      low.push_back({place_x(sample.x_end), place_y(sample.low)});
    }
    end_stretch();
  }

  void draw_series(const Series& series) {
    if (series.kind == Series::Kind::bars) {
      for (const Sample& sample : series.samples) {
        const double x = place_x(sample.x), y = place_y(sample.y);
        const double width = std::max(1.0, place_x(sample.x_end) - x - 1);
        if (bottom_ - y > 0.05) drawing_.box({x, y, width, bottom_ - y}, series.colour, 1);
      }
      return;
    }
    std::vector<Point> points;
    for (const Sample& sample : series.samples) {
      points.push_back({place_x(sample.x), place_y(sample.y)});
      if (series.kind == Series::Kind::steps) points.push_back({place_x(sample.x_end), place_y(sample.y)});
    }
    if (points.size() == 1) {
      drawing_.dot(points.front(), series.colour);
    } else {
      drawing_.curve(points, series.colour);
    }
  }

  void draw_rules() {
    for (std::size_t i = 0; i < chart_.at_x.size(); ++i) {
      const double x = place_x(chart_.at_x[i].at);
      drawing_.line({x, rule_places_[i].y + 3}, {x, bottom_}, Colour::ink, {1, "4 3"});
      drawing_.text(rule_places_[i], chart_.at_x[i].words, {Colour::ink, Anchor::middle, small_size});
    }
    for (const Rule& rule : chart_.at_y) {
      const double y = place_y(rule.at);
      drawing_.line({left_, y}, {right_, y}, Colour::ink, {1, "4 3"});
      drawing_.text({right_ - 4, y - 5}, rule.words, {Colour::ink, Anchor::end, small_size});
    }
  }

  /// The series with the most samples says where something can be pointed at.
  void add_tips() {
    const auto most =
        std::max_element(chart_.series.begin(), chart_.series.end(),
                         [](const Series& a, const Series& b) { return a.samples.size() < b.samples.size(); });
    if (most == chart_.series.end()) return;
    constexpr std::size_t most_strips = 160;
    const std::size_t every = most->samples.size() / most_strips + 1;
    for (std::size_t i = 0; i < most->samples.size(); i += every) {
      const Sample& sample = most->samples[i];
      double from = place_x(sample.x), to = place_x(sample.x_end);
      if (most->kind == Series::Kind::line) {
        const double at = from;
        from = i < every ? left_ : (place_x(most->samples[i - every].x) + at) / 2;
        to = i + every < most->samples.size() ? (place_x(most->samples[i + every].x) + at) / 2 : right_;
      }
      if (to - from > 0.1) drawing_.sensitive({from, top_, to - from, bottom_ - top_}, tip_at(sample));
    }
  }

  std::string tip_at(const Sample& place) const {
    std::string tip = x_text(chart_.x, place);
    for (const Series& series : chart_.series) {
      for (const Sample& sample : series.samples) {
        if (sample.x != place.x) continue;
        tip += "\n" + (series.name.empty() ? "" : series.name + ": ") + value_text(chart_.y.unit, sample.y);
        if (sample.has_interval()) tip += " (" + interval_text(chart_.y, sample) + ")";
        break;
      }
    }
    return tip;
  }

  const Chart& chart_;
  Scale x_, y_;
  Drawing drawing_;
  double top_ = 0, left_ = 0, right_ = 0, bottom_ = 0;
  std::vector<Point> rule_places_;
};

Table table_of(const Chart& chart) {
  const bool several = chart.series.size() > 1;
  Table table;
  if (several) table.header.push_back("");
  table.header.push_back(chart.x.label);
  table.header.push_back(chart.y.label);
  const auto with_interval = [](const Sample& sample) { return sample.has_interval(); };
  const bool intervals = std::any_of(chart.series.begin(), chart.series.end(), [&](const Series& series) {
    return std::any_of(series.samples.begin(), series.samples.end(), with_interval);
  });
  if (intervals) table.header.push_back("interval");
  constexpr std::size_t most_rows = 60;  // of each series
  for (const Series& series : chart.series) {
    const std::size_t every = series.samples.size() / most_rows + 1;
    for (std::size_t i = 0; i < series.samples.size(); i += every) {
      const Sample& sample = series.samples[i];
      std::vector<std::string> row;
      if (several) row.push_back(series.name);
      row.push_back(x_text(chart.x, sample));
      row.push_back(value_text(chart.y.unit, sample.y));
      if (intervals) row.push_back(sample.has_interval() ? interval_text(chart.y, sample) : "");
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace

std::string id_of(const std::string& name) {
  std::string id;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      id += static_cast<char>(std::tolower(byte));
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  return id.empty() ? "x" : id;
}

Figure figure_of(const Chart& chart) {
  return {chart.id,
          chart.title,
          chart.caption,
          ChartDrawing(chart, wide, false).drawing().inlined("chart wide"),
          ChartDrawing(chart, narrow, false).drawing().inlined("chart narrow"),
          ChartDrawing(chart, wide, true).drawing().standalone(),
          table_of(chart),
          vega_lite(chart)};
}

}  // namespace nines::plot
