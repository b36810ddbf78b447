// What `nines optimise` found, for people, for programs and for spreadsheets.
#pragma once

#include "analysis/optimise/result.h"
#include "analysis/report/report.h"

#include <string>

namespace nines::report {

/// The best setting and its costs, the objectives, the runners-up, what is not resolved, and the front.
std::string table(const optimise::OptimiseResult& result, const TableStyle& style);
/// The document of format "nines-optimise", version 1: docs/reference/result.md. The same search gives the same bytes.
std::string json(const optimise::OptimiseResult& result);
/// One row for each candidate that was tried.
std::string csv(const optimise::OptimiseResult& result);

/// What is promised of the best setting, or why nothing is.
std::string verdict(const optimise::OptimiseResult& result);
/// "129 742", and " EUR/y".
std::string amount_text(double amount);
std::string unit_of(const optimise::OptimiseResult& result);

/// "best", "open", "dearer", "misses": what became of a candidate.
std::string_view name_of(optimise::Fate fate);
/// "found", "cheaper_open", "maybe_meets", "none_meets", "nothing_yet".
std::string_view name_of(optimise::OptimiseResult::Answer answer);

}  // namespace nines::report
