#include "analysis/report/table.h"

#include "analysis/report/numbers.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <algorithm>

namespace nines::report {

namespace {

std::string key_of(const Prediction& prediction) {
  std::string key = prediction.formula + "\n" + prediction.source;
  for (const Prediction::Broken& broken : prediction.broken) key += "\n" + broken.assumption;
  return key;
}

std::string legend_line(const std::string& label, const std::string& text) {
  return label + wrapped(text, page_width - label.size(), label.size()) + "\n";
}

/// "a" .. "z", "aa", "ab", ...
std::string letters(std::size_t number) {
  std::string text(1, static_cast<char>('a' + number % 26));
  return number < 26 ? text : letters(number / 26 - 1) + text;
}

}  // namespace

bool FormulaList::has(const std::string& key) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
}

std::string FormulaList::letter(const std::string& assumption) {
  const auto found = std::find(assumptions_.begin(), assumptions_.end(), assumption);
  const auto number = static_cast<std::size_t>(found - assumptions_.begin());
  if (found == assumptions_.end()) assumptions_.push_back(assumption);
  return letters(number);
}

std::string FormulaList::reference(const Prediction& prediction) {
  const std::string key = key_of(prediction);
  if (!has(key)) {
    std::string text = printable(prediction.formula);
    if (!prediction.source.empty()) text += ": " + printable(prediction.source);
    const char* separator = " * assumes ";
    for (const Prediction::Broken& broken : prediction.broken) {
      text += separator + letter(printable(broken.assumption));
      separator = ", ";
    }
    entries_.push_back({key, text});
  }
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
  return fmt::format("[{}]{}", found - entries_.begin() + 1, prediction.broken.empty() ? "" : "*");
}

std::vector<std::string> FormulaList::referred_to() const {
  std::vector<std::string> texts;
  for (const Entry& entry : entries_) texts.push_back(entry.text);
  return texts;
}

std::string FormulaList::letter_of(std::size_t assumption) { return letters(assumption); }

void FormulaList::leave_out(const Prediction& prediction) { left_out_.insert(key_of(prediction)); }

std::string FormulaList::legend(const std::string& scenario_file, bool colour) const {
  std::string result;
  if (!entries_.empty()) result += "\n" + coloured("Closed forms", Colour::bold, colour) + "\n";
  for (std::size_t number = 0; number < entries_.size(); ++number)
    result += legend_line(fmt::format("  [{}] ", number + 1), entries_[number].text);
  const auto hidden =
      std::count_if(left_out_.begin(), left_out_.end(), [&](const std::string& key) { return !has(key); });
  if (hidden > 0) {
    const std::string command = "nines predict " + (scenario_file.empty() ? "FILE" : printable(scenario_file));
    result += (entries_.empty() ? "\n" : "") +
              legend_line("  ", hidden == 1 ? "1 more closed form rests on assumptions that do not hold: " + command +
                                                  " shows it."
                                            : fmt::format("{} more closed forms rest on assumptions that do not "
                                                          "hold: {} shows them.",
                                                          hidden, command));
  }
  if (!assumptions_.empty())
    result += "\n" + coloured("* Assumptions that do not hold here", Colour::bold, colour) + "\n";
  for (std::size_t number = 0; number < assumptions_.size(); ++number)
    result += legend_line(fmt::format("  {:>2}  ", letters(number)), assumptions_[number]);
  return result;
}

namespace {

/// ", until shop.availability is known to 5 %: NOT REACHED"; empty where the number of trials was given.
std::string precision_in_words(const RunResult& result) {
  std::string words;
  for (const AskedPrecision& asked : result.precision) {
    words += fmt::format("{}{}.{} is known to {}", words.empty() ? ", until " : " and ", printable(asked.service),
                         name_of(asked.measure), percent_text(asked.relative_half_width));
  }
  return words.empty() || result.precision_reached ? words : words + ", which is NOT REACHED";
}

}  // namespace

std::string heading(const RunResult& result, Question question, const TableStyle& style) {
  const std::string title = result.title.empty() ? result.scenario_file : result.title;
  std::string facts = fmt::format("{}: mission {}", printable(result.scenario_file), duration_text(result.mission_s));
  if (question == Question::run) {
    facts += fmt::format(", {} {}, seed {}", count_text(result.trials), result.trials == 1 ? "trial" : "trials",
                         result.seed);
    facts += precision_in_words(result);
    if (result.elapsed_s > 0) {
      facts += fmt::format("; {} events in {} on {} {}", count_text(result.events), duration_text(result.elapsed_s),
                           result.threads, result.threads == 1 ? "thread" : "threads");
    }
  }
  if (question != Question::predict && result.chain_states > 0) {
    facts += fmt::format("; chain of {} states", count_text(result.chain_states));
  }
  std::string settings;
  for (const auto& [path, value] : result.settings)
    settings += fmt::format("{}{}={}", settings.empty() ? "with " : ", ", printable(path), printable(value));
  if (!settings.empty()) settings = wrapped(settings, page_width, 2) + "\n";
  return coloured(wrapped(printable(title), page_width, 0), Colour::bold, style.colour) + "\n" +
         wrapped(facts, page_width, 2) + "\n" + settings +
         (result.interrupted ? coloured("Interrupted: this is the answer so far.", Colour::yellow, style.colour) + "\n"
                             : "");
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
    text += request_counts(result, style);
    text += job_use(result, style);
    text += downtime_causes(result, style);
    text += failure_counts(result, style);
  }
  if (question != Question::solve) text += detectors(result, style);
  if (question == Question::run) text += objectives(result, style);
  const std::string remarks = notes(result, question, formulas, style);
  text += formulas.legend(result.scenario_file, style.colour);
  text += remarks;
  if (question == Question::run) text += summary(result, style);
  return text;
}

}  // namespace nines::report
