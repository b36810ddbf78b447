// What a drill showed, for people and for programs.
#pragma once

#include "analysis/drill/result.h"
#include "analysis/report/report.h"

#include <string>

namespace nines::report {

std::string table(const drill::DrillResult& result, const TableStyle& style);

/// The document of format "nines-drill", version 1: docs/guide/drill.md. The same drill and scenario give the same bytes.
std::string json(const drill::DrillResult& result);

}  // namespace nines::report
