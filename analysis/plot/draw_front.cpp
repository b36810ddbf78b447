// Candidates over their cost, and the front among them.
#include "analysis/plot/front.h"
#include "analysis/plot/legend.h"
#include "analysis/plot/vega_lite.h"

#include <algorithm>

namespace nines::plot {
namespace {

constexpr double plot_height = 260;

std::string tip_of(const Front& front, const Front::Candidate& each) {
  const std::string interval = interval_of(front, each);
  return each.label + "\n" + front.cost.label + ": " + value_text(front.cost, each.cost) + "\n" + front.value.label +
         ": " + value_text(front.value, each.value) + (interval.empty() ? "" : " (" + interval + ")");
}

/// One drawing of a front, of a given width.
class FrontDrawing {
 public:
  FrontDrawing(const Front& front, double width, bool titled)
      : front_(front), x_(cost_scale(front)), y_(value_scale(front)), drawing_(width, front.title, front.caption) {
    top_ = titled ? draw_title(drawing_, front.title) : 6;
    LegendEntry on_front = line_entry("on the front", Colour::blue);
    add_dot(on_front, Colour::blue, Dot::diamond);
    LegendEntry beaten = {"beaten by another one",
                          [](Drawing& drawing, Point at) { drawing.dot({at.x + 10, at.y}, Colour::grey); }};
    top_ = draw_legend(drawing_, {on_front, beaten}, top_) + 8;
    left_ = y_axis_width(y_);
    right_ = width - 24;
    bottom_ = top_ + plot_height;
    draw_x_axis(drawing_, x_, front.cost.label, left_, right_, top_, bottom_);
    draw_y_axis(drawing_, y_, front.value.label, left_, right_, top_, bottom_);
    draw_steps();
    for (const Front::Candidate& each : front.candidates) {
      if (!each.on_front) draw_candidate(each);
    }
    for (const Front::Candidate& each : front.candidates) {
      if (each.on_front) draw_candidate(each);
    }
    if (width >= wide) draw_labels();
    drawing_.set_height(bottom_ + 46);
  }

  const Drawing& drawing() const { return drawing_; }

 private:
  double place_x(double cost) const { return left_ + x_.share(cost) * (right_ - left_); }
  double place_y(double value) const { return bottom_ - y_.share(value) * (bottom_ - top_); }

  std::vector<const Front::Candidate*> by_cost() const {
    std::vector<const Front::Candidate*> chosen;
    for (const Front::Candidate& each : front_.candidates) {
      if (each.on_front) chosen.push_back(&each);
    }
    std::stable_sort(chosen.begin(), chosen.end(), [](const auto* a, const auto* b) { return a->cost < b->cost; });
    return chosen;
  }

  /// What is to be had for a cost: up to the next candidate that of the one before.
  void draw_steps() {
    std::vector<Point> points;
    for (const Front::Candidate* each : by_cost()) {
      if (!points.empty()) points.push_back({place_x(each->cost), points.back().y});
      points.push_back({place_x(each->cost), place_y(each->value)});
    }
    if (points.size() > 1) drawing_.curve(points, Colour::blue, {1.6, {}});
  }

  void draw_candidate(const Front::Candidate& each) {
    const Colour colour = each.on_front ? Colour::blue : Colour::grey;
    const Point at{place_x(each.cost), place_y(each.value)};
    drawing_.begin_mark(tip_of(front_, each));
    if (each.high > each.low) {
      const double low = place_y(each.low), high = place_y(each.high);
      drawing_.line({at.x, low}, {at.x, high}, colour, {1.4, {}});
      for (const double y : {low, high}) drawing_.line({at.x - 3.5, y}, {at.x + 3.5, y}, colour, {1.4, {}});
    }
    drawing_.dot(at, colour, each.on_front ? Dot::diamond : Dot::circle, each.on_front ? 4.6 : 3.6);
    drawing_.end_mark();
  }

  /// Above the steps and to the left, where by its meaning no candidate can be; those that would cover another one are left out.
  void draw_labels() {
    std::vector<Box> taken;
    for (const Front::Candidate* each : by_cost()) {
      const double width = text_width(each->label, small_size);
      const Box box{place_x(each->cost) - 9 - width, place_y(each->value) - 18, width, 14};
      const bool overlaps = std::any_of(taken.begin(), taken.end(), [&](const Box& other) {
        return box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height &&
               other.y < box.y + box.height;
      });
      if (overlaps || box.x < left_ || box.y < top_ - 12) continue;
      drawing_.text({box.x, box.y + 11}, each->label, {Colour::ink, Anchor::start, small_size});
      taken.push_back(box);
    }
  }

  const Front& front_;
  Scale x_, y_;
  Drawing drawing_;
  double top_ = 0, left_ = 0, right_ = 0, bottom_ = 0;
};

Table table_of(const Front& front) {
  Table table;
  table.header = {"candidate", front.cost.label, front.value.label, "interval", "on the front"};
  std::vector<Front::Candidate> sorted = front.candidates;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
  for (const Front::Candidate& each : sorted) {
    table.rows.push_back({each.label, value_text(front.cost, each.cost), value_text(front.value, each.value),
                          interval_of(front, each), each.on_front ? "yes" : ""});
  }
  return table;
}

}  // namespace

Scale cost_scale(const Front& front) {
  std::vector<double> values;
  for (const Front::Candidate& each : front.candidates) values.push_back(each.cost);
  return Scale(front.cost, values);
}

Scale value_scale(const Front& front) {
  std::vector<double> values;
  for (const Front::Candidate& each : front.candidates) {
    values.push_back(each.value);
    if (each.high > each.low) values.insert(values.end(), {each.low, each.high});
  }
  return Scale(front.value, values);
}

std::string interval_of(const Front& front, const Front::Candidate& each) {
  if (!(each.high > each.low)) return "";
  const bool turned = front.value.unit == Unit::unavailability;
  return value_text(front.value, turned ? each.high : each.low) + " .. " +
         value_text(front.value, turned ? each.low : each.high);
}

Figure figure_of(const Front& front) {
  return {front.id,
          front.title,
          front.caption,
          FrontDrawing(front, wide, false).drawing().inlined("chart wide"),
          FrontDrawing(front, narrow, false).drawing().inlined("chart narrow"),
          FrontDrawing(front, wide, true).drawing().standalone(),
          table_of(front),
          vega_lite(front)};
}

}  // namespace nines::plot
