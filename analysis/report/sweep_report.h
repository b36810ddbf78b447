// What a sweep or a difference showed, for people, for programs and for spreadsheets.
#pragma once

#include "analysis/report/report.h"
#include "analysis/sweep/difference.h"
#include "analysis/sweep/sweep_result.h"

#include <string>

namespace nines::report {

/// One row for each point; of uncertain inputs one for each combination, with the spread over the draws; or the
/// tornado.
std::string table(const sweep::SweepResult& result, const TableStyle& style);
/// The document of format "nines-sweep", version 1: docs/reference/result.md. The same sweep gives the same bytes.
std::string json(const sweep::SweepResult& result);
/// One row for each point and measure.
std::string csv(const sweep::SweepResult& result);

std::string table(const sweep::Difference& result, const TableStyle& style);
/// The document of format "nines-difference", version 1.
std::string json(const sweep::Difference& result);
/// One row for each measure.
std::string csv(const sweep::Difference& result);

}  // namespace nines::report
