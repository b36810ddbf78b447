// A figure as a page shows it: the drawing, wide and narrow, the numbers behind it, and the same chart for Vega-Lite.
#pragma once

#include <string>
#include <vector>

namespace nines::plot {

inline constexpr double wide = 720, narrow = 360;

/// Texts, not markup.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct Figure {
  std::string id;  ///< of letters, digits and dashes: a part of files' names
  std::string title;
  std::string caption;  ///< how to read it; may be empty
  std::string wide_svg, narrow_svg;  ///< for a page, on a wide screen and on a phone
  std::string file_svg;  ///< a file of its own
  Table table;  ///< the numbers behind it
  std::string vega_lite;  ///< a specification as JSON; empty where there is none
};

/// "plant-a" of "Plant A": what an id or a file's name may hold. Different names may give the same.
std::string id_of(const std::string& name);

}  // namespace nines::plot
