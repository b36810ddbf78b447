// The sections of the report of a sweep; sweep_page.cpp puts them together.
#pragma once

#include "analysis/page/page.h"
#include "analysis/plot/figure.h"
#include "analysis/sweep/sweep_result.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::report {

using Figures = std::vector<plot::Figure>;

/// The points of each combination of the axes: where each begins.
std::vector<std::size_t> combinations_of(const sweep::SweepResult& result);
/// "spares.stock = 2, crews.size = 1": where the axes stand at a point; empty if there are none.
std::string place_of(const sweep::SweepResult& result, const sweep::Point& point);

// Charts; none where there is nothing to show.
/// A measure against one setting, with colours for a second one, and a chart for each combination of all others.
Figures response_figures(const sweep::SweepResult& result);
/// A measure over two settings.
Figures heat_figures(const sweep::SweepResult& result);
/// What not knowing the inputs leaves open, beside what simulating does.
Figures spread_figures(const sweep::SweepResult& result);
Figures tornado_figures(const sweep::SweepResult& result);
Figures index_figures(const sweep::SweepResult& result);
Figures walk_figures(const sweep::SweepResult& result);

/// What was found, in a sentence or two for each measure.
void add_findings(const sweep::SweepResult& result, page::Page& page);
/// All points with their settings and answers.
void add_points(const sweep::SweepResult& result, page::Page& page);

}  // namespace nines::report
