// Charts as Vega-Lite specifications, for who wants to draw them otherwise: the numbers are in them.
#pragma once

#include "analysis/plot/chart.h"

#include <string>

namespace nines::plot {

/// A specification as JSON (Vega-Lite 5). Tooltips show the numbers as the drawings do.
std::string vega_lite(const Chart& chart);
std::string vega_lite(const Bars& bars);

}  // namespace nines::plot
