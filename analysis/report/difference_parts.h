// A difference of one measure, as it stands in tables and documents: of two systems, or of two rows of a sweep.
#pragma once

#include "analysis/report/document.h"
#include "analysis/report/text_table.h"
#include "analysis/sweep/difference.h"

#include <string_view>
#include <vector>

namespace nines::report {

std::string_view outcome_name(sweep::MeasureDifference::Outcome outcome);

/// The difference, its interval, that of the chains, how well the trials are paired, and the verdict.
std::vector<Cell> difference_cells(const sweep::MeasureDifference& difference);

/// All of it.
Json difference_members(const sweep::MeasureDifference& difference);

}  // namespace nines::report
