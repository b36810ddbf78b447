// The report of a sweep as one HTML file, and its figures as files of their own.
#pragma once

#include "analysis/plot/figure.h"
#include "analysis/report/html/page_origin.h"
#include "analysis/sweep/sweep_result.h"

#include <string>
#include <vector>

namespace nines::report {

/// The same parts give the same bytes.
std::string html(const sweep::SweepResult& result, const PageOrigin& origin);

/// All charts of the report, in its order.
std::vector<plot::Figure> figures(const sweep::SweepResult& result);

/// All charts in one drawing, beneath each other.
std::string drawing(const sweep::SweepResult& result);

}  // namespace nines::report
