#include "analysis/report/table.h"

#include "analysis/report/numbers.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <algorithm>

namespace nines::report {

std::string FormulaList::reference(const Prediction& prediction) {
  std::string entry = printable(prediction.formula);
  if (!prediction.source.empty()) entry += ": " + printable(prediction.source);
  for (const Prediction::Broken& broken : prediction.broken)
    entry += "\n* does not hold: " + printable(broken.assumption);
  const auto found = std::find(entries_.begin(), entries_.end(), entry);
  const auto number = found - entries_.begin() + 1;
  if (found == entries_.end()) entries_.push_back(entry);
  return fmt::format("[{}]{}", number, prediction.broken.empty() ? "" : "*");
}

std::string FormulaList::legend(bool colour) const {
  if (entries_.empty()) return "";
  std::string result = "\n" + coloured("Closed forms", Colour::bold, colour) + "\n";
  for (std::size_t number = 0; number < entries_.size(); ++number) {
    const std::string label = fmt::format("  [{}] ", number + 1);
    const std::string& entry = entries_[number];
    std::string prefix = label;
    for (std::size_t start = 0; start < entry.size();) {
      const std::size_t end = std::min(entry.find('\n', start), entry.size());
      result += prefix + wrapped(entry.substr(start, end - start), page_width - label.size(), label.size()) + "\n";
      prefix = std::string(label.size(), ' ');
      start = end + 1;
    }
  }
  return result;
}

std::string heading(const RunResult& result, Question question, const TableStyle& style) {
  const std::string title = result.title.empty() ? result.scenario_file : result.title;
  std::string facts = fmt::format("{}: mission {}", printable(result.scenario_file), duration_text(result.mission_s));
  if (question == Question::run) {
    facts += fmt::format(", {} {}, seed {}", count_text(result.trials), result.trials == 1 ? "trial" : "trials",
                         result.seed);
    if (result.elapsed_s > 0) {
      facts += fmt::format("; {} events in {} on {} {}", count_text(result.events), duration_text(result.elapsed_s),
                           result.threads, result.threads == 1 ? "thread" : "threads");
    }
  }
  if (question != Question::predict && result.chain_states > 0) {
    facts += fmt::format("; chain of {} states", count_text(result.chain_states));
  }
  return coloured(wrapped(printable(title), page_width, 0), Colour::bold, style.colour) + "\n" +
         wrapped(facts, page_width, 2) + "\n";
}

std::string table(const RunResult& result, Question question, const TableStyle& style) {
  FormulaList formulas;
  std::string text = heading(result, question, style);
  switch (question) {
    case Question::run: text += measures_of_run(result, formulas, style); break;
    case Question::solve: text += measures_of_solve(result, style); break;
    case Question::predict: text += measures_of_predict(result, formulas, style); break;
  }
  if (question == Question::run) {
    text += downtime_causes(result, style);
    text += failure_counts(result, style);
    text += objectives(result, style);
  }
  const std::string remarks = notes(result, question, formulas, style);
  text += formulas.legend(style.colour);
  text += remarks;
  if (question == Question::run) text += summary(result, style);
  return text;
}

}  // namespace nines::report
