// What drawings have in common: the names of colours, and the words along an axis.
#pragma once

#include "analysis/plot/drawing.h"
#include "analysis/plot/scale.h"

#include <functional>
#include <string>
#include <vector>

namespace nines::plot {

/// A mark beside its name; it is drawn about the point, 20 wide.
struct LegendEntry {
  std::string name;
  std::function<void(Drawing&, Point)> mark;
};

/// In as many rows as they need, from `top`. Returns where the next thing may begin.
double draw_legend(Drawing& drawing, const std::vector<LegendEntry>& entries, double top);

LegendEntry box_entry(const std::string& name, Colour colour);
LegendEntry line_entry(const std::string& name, Colour colour, bool dashed = false);

/// Of a file of its own the title is a part; on a page it stands above. Returns where the next thing may begin.
double draw_title(Drawing& drawing, const std::string& title);

/// Ticks with their words beneath a line at `bottom`, grid lines up to `top`, and the label beneath; needs 46 below `bottom`.
void draw_x_axis(Drawing& drawing, const Scale& scale, const std::string& label, double left, double right, double top,
                 double bottom);

}  // namespace nines::plot
