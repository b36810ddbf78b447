// Charts as Vega-Lite specifications, for who wants to draw them otherwise: the numbers are in them.
#pragma once

#include "analysis/plot/chart.h"
#include "analysis/plot/front.h"
#include "analysis/plot/heat_map.h"
#include "analysis/plot/ranges.h"

#include <string>

namespace nines::plot {

/// A specification as JSON (Vega-Lite 6). Tooltips show the numbers as the drawings do.
std::string vega_lite(const Chart& chart);
std::string vega_lite(const Bars& bars);
std::string vega_lite(const Ranges& ranges);
std::string vega_lite(const HeatMap& map);
std::string vega_lite(const Front& front);

}  // namespace nines::plot
