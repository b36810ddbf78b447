// Several figures in one drawing.
#include "analysis/plot/figure.h"

#include <fmt/format.h>

#include <cstdio>

namespace nines::plot {
namespace {

/// As the drawing itself says.
double height_of(const std::string& svg) {
  double width = 0, height = 0;
  const std::size_t at = svg.find("viewBox=\"");
  if (at != std::string::npos && std::sscanf(svg.c_str() + at, "viewBox=\"0 0 %lf %lf", &width, &height) == 2)
    return height;
  return 0;
}

}  // namespace

std::string stacked(const std::vector<Figure>& figures) {
  if (figures.size() == 1) return figures.front().file_svg;
  constexpr double gap = 12;
  std::string inner;
  double y = 0;
  for (const Figure& figure : figures) {
    inner += fmt::format("<g transform=\"translate(0 {})\">\n{}</g>\n", y, figure.file_svg);
    y += height_of(figure.file_svg) + gap;
  }
  const double height = y > 0 ? y - gap : 1;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\">\n{2}</svg>\n",
      wide, height, inner);
}

}  // namespace nines::plot
