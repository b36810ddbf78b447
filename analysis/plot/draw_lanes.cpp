// Timelines.
#include "analysis/plot/lanes.h"
#include "analysis/plot/legend.h"

#include <algorithm>
#include <limits>

namespace nines::plot {
namespace {

constexpr double lane_gap = 10, row_height = 18, thin_row_height = 8;
constexpr std::size_t most_rows = 4;

/// The row of each span of a lane, so that those that overlap stand above each other; what finds no room overlaps.
std::vector<std::size_t> rows_of(const Lanes::Lane& lane) {
  std::vector<double> ends;
  std::vector<std::size_t> rows;
  for (const Lanes::Span& span : lane.spans) {
    std::size_t row = 0;
    while (row < ends.size() && ends[row] > span.from) ++row;
    if (row == most_rows) row = static_cast<std::size_t>(std::min_element(ends.begin(), ends.end()) - ends.begin());
    if (row == ends.size()) ends.push_back(0);
    ends[row] = std::max(ends[row], span.to);
    rows.push_back(row);
  }
  return rows;
}

class LanesDrawing {
 public:
  LanesDrawing(const Lanes& lanes, double width, bool titled)
      : lanes_(lanes), scale_(lanes.time, {}), drawing_(width, lanes.title, lanes.caption), stacked_(width < wide) {
    double y = titled ? draw_title(drawing_, lanes.title) : 4;
    y = add_legend(y);
    set_edges();
    if (!lanes.moments.empty()) y += 16;
    const double top = y;
    for (const Lanes::Lane& lane : lanes.lanes) y = place(lane, y);
    draw_x_axis(drawing_, scale_, lanes.time.label, left_, right_, top, y);
    draw_moments(top, y);
    for (std::size_t i = 0; i < lanes.lanes.size(); ++i) draw_lane(i);
    for (const Lanes::Link& link : lanes.links) draw_link(link);
    drawing_.set_height(titled ? write_moments(y + 60) : y + 46);
  }

  const Drawing& drawing() const { return drawing_; }

 private:
  struct Place {
    double label_y = 0, y = 0, height = 0, row = 0;
    std::vector<std::size_t> rows;
  };

  double x_of(double time) const { return left_ + scale_.share(time) * (right_ - left_); }

  double add_legend(double top) {
    std::vector<bool> used(lanes_.states.size(), false);
    for (const Lanes::Lane& lane : lanes_.lanes) {
      for (const Lanes::Span& span : lane.spans) used[span.state] = true;
    }
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (used[i]) entries.push_back(box_entry(lanes_.states[i].name, lanes_.states[i].colour));
    }
    return draw_legend(drawing_, entries, top) + 4;
  }

  void set_edges() {
    double labels = 0;
    for (const Lanes::Lane& lane : lanes_.lanes) labels = std::max(labels, text_width(lane.label, normal_size));
    left_ = stacked_ ? 12 : 20 + std::min(labels, 0.36 * drawing_.width());
    right_ = drawing_.width() - 20;
  }

  double place(const Lanes::Lane& lane, double y) {
    Place place;
    place.rows = rows_of(lane);
    const std::size_t rows = place.rows.empty() ? 1 : *std::max_element(place.rows.begin(), place.rows.end()) + 1;
    place.row = rows == 1 ? row_height : thin_row_height;
    place.height = place.row * static_cast<double>(rows);
    place.label_y = stacked_ ? y + 13 : y + place.height / 2 + 4.5;
    place.y = stacked_ ? y + 18 : y;
    places_.push_back(place);
    return place.y + place.height + lane_gap;
  }

  void draw_lane(std::size_t number) {
    const Lanes::Lane& lane = lanes_.lanes[number];
    const Place& place = places_[number];
    if (stacked_) {
      drawing_.text({left_, place.label_y}, fitted(lane.label, normal_size, drawing_.width() - 20));
    } else {
      drawing_.text({left_ - 8, place.label_y}, fitted(lane.label, normal_size, left_ - 14),
                    {Colour::ink, Anchor::end});
    }
    for (std::size_t i = 0; i < lane.spans.size(); ++i) {
      const Lanes::Span& span = lane.spans[i];
      const double from = x_of(span.from), width = std::max(1.6, x_of(span.to) - from);
      drawing_.begin_mark(span.tip, span.target);
      drawing_.box({from, place.y + place.row * static_cast<double>(place.rows[i]), width, place.row - 1},
                   lanes_.states[span.state].colour, 1);
      drawing_.end_mark();
    }
  }

  void draw_link(const Lanes::Link& link) {
    const Place &from = places_[link.from_lane], &to = places_[link.to_lane];
    const bool down = to.y > from.y;
    drawing_.arrow({x_of(link.from) + 1, down ? from.y + from.height - 1 : from.y},
                   {x_of(link.to) + 1, down ? to.y : to.y + to.height}, Colour::ink, {1.3, {}});
  }

  /// A dashed line down from each number. Numbers of what happens at one instant stand together.
  void draw_moments(double top, double bottom) {
    double begin_x = -std::numeric_limits<double>::infinity();
    std::size_t first = 0;
    const auto write = [&](std::size_t last) {
      if (begin_x < 0) return;
      const std::string words =
          first == last ? std::to_string(last) : std::to_string(first) + "\xE2\x80\x93" + std::to_string(last);
      drawing_.text({begin_x, top - 5}, words, {Colour::ink, Anchor::middle, small_size, true});
    };
    for (std::size_t i = 0; i < lanes_.moments.size(); ++i) {
      const double x = x_of(lanes_.moments[i].at);
      if (x - begin_x > 30) {
        write(i);
        begin_x = x;
        first = i + 1;
      }
      drawing_.line({x, top - 2}, {x, bottom}, Colour::quiet, {0.8, "3 3"});
    }
    write(lanes_.moments.size());
  }

  /// A page has a list of them; a file of its own needs one in it.
  double write_moments(double y) {
    for (std::size_t i = 0; i < lanes_.moments.size(); ++i) {
      const Lanes::Moment& moment = lanes_.moments[i];
      drawing_.text({34, y}, std::to_string(i + 1), {Colour::ink, Anchor::end, normal_size, true});
      drawing_.text({120, y}, "+" + value_text(lanes_.time.unit, moment.at), {Colour::quiet, Anchor::end});
      drawing_.text({132, y}, fitted(moment.words, normal_size, drawing_.width() - 144));
      y += 18;
    }
    return y;
  }

  const Lanes& lanes_;
  Scale scale_;
  Drawing drawing_;
  bool stacked_;
  double left_ = 0, right_ = 0;
  std::vector<Place> places_;
};

Table table_of(const Lanes& lanes) {
  Table table;
  table.header = {"", "what", "from", "to", "for"};
  constexpr std::size_t most = 400;
  for (const Lanes::Lane& lane : lanes.lanes) {
    for (const Lanes::Span& span : lane.spans) {
      if (table.rows.size() == most) return table;
      table.rows.push_back({lane.label, lanes.states[span.state].name, value_text(lanes.time.unit, span.from),
                            value_text(lanes.time.unit, span.to), value_text(lanes.time.unit, span.to - span.from)});
    }
  }
  return table;
}

}  // namespace

Figure figure_of(const Lanes& lanes) {
  return {lanes.id,
          lanes.title,
          lanes.caption,
          LanesDrawing(lanes, wide, false).drawing().inlined("chart wide"),
          LanesDrawing(lanes, narrow, false).drawing().inlined("chart narrow"),
          LanesDrawing(lanes, wide, true).drawing().standalone(),
          table_of(lanes),
          ""};
}

}  // namespace nines::plot
