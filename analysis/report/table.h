// The parts of the table for people; report::table puts them together.
#pragma once

#include "analysis/report/report.h"
#include "analysis/report/text_table.h"

#include <string>
#include <vector>

namespace nines::report {

inline constexpr std::size_t page_width = 110;

/// Closed forms by number, as they are referred to in the table: "[1]".
class FormulaList {
 public:
  /// "[1]", or "[1]*" where an assumption does not hold.
  std::string reference(const Prediction& prediction);
  /// Each formula with its source and the assumptions that do not hold.
  std::string legend(bool colour) const;

 private:
  std::vector<std::string> entries_;
};

std::string heading(const RunResult& result, Question question, const TableStyle& style);

/// The measures of every subject, with three answers and the verdict.
std::string measures_of_run(const RunResult& result, FormulaList& formulas, const TableStyle& style);
/// The same with the chain's answers alone.
std::string measures_of_solve(const RunResult& result, const TableStyle& style);
/// The same with the closed forms alone.
std::string measures_of_predict(const RunResult& result, FormulaList& formulas, const TableStyle& style);

/// What the verdict's column says of one measure: one line if all answers agree, otherwise one for each that does not.
Cell verdict_cell(const MeasureResult& measure, FormulaList& formulas);

std::string downtime_causes(const RunResult& result, const TableStyle& style);
std::string failure_counts(const RunResult& result, const TableStyle& style);
std::string objectives(const RunResult& result, const TableStyle& style);
std::string notes(const RunResult& result, Question question, FormulaList& formulas, const TableStyle& style);
/// "Verdict: all 12 comparisons agree".
std::string summary(const RunResult& result, const TableStyle& style);

}  // namespace nines::report
