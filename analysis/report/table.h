// The parts of the table for people; report::table puts them together.
#pragma once

#include "analysis/report/report.h"
#include "analysis/report/text_table.h"

#include <set>
#include <string>
#include <vector>

namespace nines::report {

inline constexpr std::size_t page_width = 110;

/// Closed forms by number, as they are referred to in the table: "[1]".
class FormulaList {
 public:
  /// "[1]", or "[1]*" where an assumption does not hold.
  std::string reference(const Prediction& prediction);
  /// Counts a form that the table does not show, unless another measure shows it.
  void leave_out(const Prediction& prediction);
  /// Each formula with its source and, by letters, the assumptions that do not hold; how many forms were left out.
  std::string legend(const std::string& scenario_file, bool colour) const;
  /// What legend() lists: the forms that were referred to, in their order, and the assumptions by their letters.
  std::vector<std::string> referred_to() const;
  const std::vector<std::string>& assumptions() const { return assumptions_; }
  static std::string letter_of(std::size_t assumption);

 private:
  struct Entry {
    std::string key, text;
  };
  bool has(const std::string& key) const;
  /// "a": each assumption that does not hold is written out once.
  std::string letter(const std::string& assumption);
  std::vector<Entry> entries_;
  std::vector<std::string> assumptions_;
  std::set<std::string> left_out_;
};

/// The closed forms that the table of a run shows, as indices: those whose assumptions all hold or, if there is none,
/// the first two of those with the fewest that do not (best first).
std::vector<std::size_t> shown_predictions(const MeasureResult& measure);

/// How far a closed form is off the chain or, without one, the simulation: "off by -65 %", "26 times too low"; "in the
/// interval" of a simulation that cannot tell. Empty if there is nothing to compare it with.
std::string off_text(const MeasureResult& measure, const Prediction& prediction);

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
/// Of balanced services that say how many requests a load is.
std::string request_counts(const RunResult& result, const TableStyle& style);
/// What the time of each training job went into.
std::string job_use(const RunResult& result, const TableStyle& style);
/// What each detector does, in closed form.
std::string detectors(const RunResult& result, const TableStyle& style);
std::string objectives(const RunResult& result, const TableStyle& style);
/// "99.98 % (99.97 .. 99.99 %)", "in 98.3 % of missions (97.9 .. 98.6 %)".
std::string objective_value(const ObjectiveResult& objective);
std::string notes(const RunResult& result, Question question, FormulaList& formulas, const TableStyle& style);
/// "Verdict: all 12 comparisons agree".
std::string summary(const RunResult& result, const TableStyle& style);

}  // namespace nines::report
