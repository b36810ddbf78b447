// Charts of pages that can be zoomed: Vega and Vega-Lite, where the program was built with them (cmake/NinesVega.cmake).
#pragma once

#include <string>
#include <string_view>

namespace nines::page {

/// With their licences. Empty if there are none.
struct VegaScripts {
  std::string_view vega, vega_lite;
  /// Of expressions: Vega would have the browser compile them, which a strict policy forbids.
  std::string_view interpreter;
};
VegaScripts vega_scripts();
bool has_vega();

/// A specification as a part of a page that no browser runs or shows by itself.
std::string explorable(const std::string& specification);

/// What turns the drawing of a figure into a chart, on demand, after vega_scripts().
std::string explorer_script();

}  // namespace nines::page
