#include "analysis/plot/legend.h"

#include <sstream>

namespace nines::plot {
namespace {

constexpr double margin = 12, mark_width = 26, gap = 18, line_height = 18;

}  // namespace

double draw_legend(Drawing& drawing, const std::vector<LegendEntry>& entries, double top) {
  double x = margin, y = top + 12;
  for (const LegendEntry& entry : entries) {
    const std::string name = fitted(entry.name, normal_size, drawing.width() - 2 * margin - mark_width);
    const double width = mark_width + text_width(name, normal_size) + gap;
    if (x > margin && x + width > drawing.width()) {
      x = margin;
      y += line_height;
    }
    entry.mark(drawing, {x, y - 4});
    drawing.text({x + mark_width, y}, name);
    x += width;
  }
  return y + 10;
}

LegendEntry box_entry(const std::string& name, Colour colour) {
  return {name, [colour](Drawing& drawing, Point at) { drawing.box({at.x + 4, at.y - 6, 16, 12}, colour, 2); }};
}

LegendEntry line_entry(const std::string& name, Colour colour, bool dashed) {
  return {name, [colour, dashed](Drawing& drawing, Point at) {
            drawing.line(at, {at.x + 20, at.y}, colour, {2, dashed ? "5 3" : ""});
          }};
}

double draw_title(Drawing& drawing, const std::string& title) {
  constexpr double size = 14;
  std::istringstream words(title);
  std::string line;
  double y = 23;
  for (std::string word; words >> word;) {
    if (!line.empty() && text_width(line + " " + word, size) > drawing.width() - 2 * margin) {
      drawing.text({margin, y}, line, {Colour::ink, Anchor::start, size, true});
      line.clear();
      y += line_height;
    }
    line += (line.empty() ? "" : " ") + word;
  }
  drawing.text({margin, y}, line, {Colour::ink, Anchor::start, size, true});
  return y + 8;
}

void draw_x_axis(Drawing& drawing, const Scale& scale, const std::string& label, double left, double right, double top,
                 double bottom) {
  for (const Tick& tick : scale.ticks(static_cast<std::size_t>((right - left) / 80))) {
    const double x = left + scale.share(tick.value) * (right - left);
    drawing.line({x, top}, {x, bottom}, Colour::grid);
    drawing.text({x, bottom + 16}, tick.words, {Colour::quiet, Anchor::middle, small_size});
  }
  drawing.line({left, bottom}, {right, bottom}, Colour::quiet);
  drawing.text({(left + right) / 2, bottom + 36}, fitted(label, normal_size, drawing.width() - 2 * margin),
               {Colour::ink, Anchor::middle});
}

}  // namespace nines::plot
