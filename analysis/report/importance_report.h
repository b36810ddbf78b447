// Importance of parts, for people, for programs and for spreadsheets.
#pragma once

#include "analysis/report/report.h"
#include "analysis/sweep/importance.h"

#include <string>

namespace nines::report {

std::string table(const sweep::Importance& result, const TableStyle& style);
/// The document of format "nines-importance", version 1: docs/reference/result.md.
std::string json(const sweep::Importance& result);
/// One row for each part.
std::string csv(const sweep::Importance& result);

}  // namespace nines::report
