// The three answers side by side, and at the end of the report where they come from.
#include "analysis/report/html/page_origin.h"
#include "analysis/report/html/sections.h"
#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::report {
namespace {

using page::Lines;
using page::Tone;

Tone tone_of(Colour colour) {
  switch (colour) {
    case Colour::green: return Tone::good;
    case Colour::red: return Tone::bad;
    case Colour::yellow: return Tone::doubtful;
    case Colour::dim: return Tone::quiet;
    case Colour::bold:
    case Colour::none: break;
  }
  return Tone::plain;
}

Lines lines_of(const Cell& cell) {
  Lines lines;
  for (const Cell::Line& line : cell.lines) lines.push_back({line.text, tone_of(line.colour)});
  return lines;
}

constexpr int fewest_digits = 4;

int digits_beside(const Estimate& simulated) {
  const bool known = simulated.trust == Estimate::Trust::good || simulated.trust == Estimate::Trust::few_events;
  return known ? std::max(fewest_digits, digits_for(simulated.value, (simulated.high - simulated.low) / 2))
               : fewest_digits;
}

Lines closed_forms(const MeasureResult& measure, FormulaList& formulas, int digits) {
  Lines lines;
  for (const std::size_t i : shown_predictions(measure)) {
    const Prediction& prediction = measure.predictions[i];
    lines.push_back({measure_text(measure.measure, prediction.value, digits) + " " + formulas.reference(prediction),
                     prediction.broken.empty() ? Tone::plain : Tone::quiet});
  }
  return lines;
}

page::RichTable::Row row_of(const MeasureResult& measure, FormulaList& formulas) {
  const EstimateText simulated = estimate_text(measure.measure, measure.simulated);
  const bool doubtful =
      measure.simulated.trust == Estimate::Trust::few_events || measure.simulated.trust == Estimate::Trust::none_seen;
  const Tone tone = doubtful ? Tone::doubtful : Tone::plain;
  const int digits = digits_beside(measure.simulated);
  Lines chain;
  if (measure.exact) chain.push_back({measure_text(measure.measure, measure.exact->value, digits)});
  Lines interval;
  if (!simulated.interval.empty()) interval.push_back({simulated.interval, tone});
  Lines verdict = lines_of(verdict_cell(measure, formulas));
  if (verdict.size() == 1 && verdict.front().text == "-") verdict.clear();
  return {{{{label_of(measure)}},
           {{simulated.value, tone}},
           interval,
           chain,
           closed_forms(measure, formulas, digits),
           verdict}};
}

void add_formulas(const FormulaList& formulas, page::Page& page) {
  const std::vector<std::string> forms = formulas.referred_to();
  if (forms.empty()) return;
  page.begin_folded("The closed forms, with their sources and what they assume");
  std::vector<std::string> items;
  for (std::size_t i = 0; i < forms.size(); ++i) items.push_back(fmt::format("[{}] {}", i + 1, forms[i]));
  page.list(items);
  if (!formulas.assumptions().empty()) page.paragraph("* Assumptions that do not hold here:");
  items.clear();
  for (std::size_t i = 0; i < formulas.assumptions().size(); ++i)
    items.push_back(FormulaList::letter_of(i) + ": " + formulas.assumptions()[i]);
  if (!items.empty()) page.list(items);
  page.end_folded();
}

std::string chain_in_words(const RunResult& result) {
  if (result.chain_refused) return "No Markov chain: " + *result.chain_refused;
  std::string words;
  if (result.chain_states > 0) words = fmt::format("The Markov chain has {} states. ", count_text(result.chain_states));
  if (!result.chain_note.empty()) words += "Not all is known from it: " + result.chain_note;
  return words;
}

}  // namespace

void add_three_answers(const ReportParts& parts, page::Page& page) {
  page.heading(2, "Three answers side by side", "answers");
  page.paragraph(
      "Each is found in its own way: by simulation, by the exact Markov chain where there is one, and by "
      "the closed forms of textbooks. A closed form marked * rests on an assumption that does not hold here.",
      Tone::quiet);
  FormulaList formulas;
  page::RichTable table;
  table.header = {
      "", "simulated", percent_text(parts.result.confidence) + " interval", "Markov chain", "closed form", "verdict"};
  std::string subject;
  for (const MeasureResult& measure : parts.result.measures) {
    const std::string title = title_of(measure);
    if (title != subject) table.rows.push_back({{{{title}}}, true});
    subject = title;
    table.rows.push_back(row_of(measure, formulas));
  }
  page.table(table);
  const std::string chain = chain_in_words(parts.result);
  if (!chain.empty()) page.paragraph(chain, Tone::quiet);
  add_formulas(formulas, page);
}

void add_origin(const ReportParts& parts, page::Page& page) {
  const RunResult& result = parts.result;
  add_origin({parts.sources, parts.command},
             {fmt::format("nines {}, seed {}, {} trials, {} events", version(), result.seed, count_text(result.trials),
                          count_text(result.events)),
              fmt::format("scenario {} with the hash {}", printable(result.scenario_file), result.scenario_hash)},
             page);
  page.begin_folded("The whole result, as on a terminal");
  RunResult timeless = result;  // how long it took is not a part of it
  timeless.elapsed_s = 0;
  page.code(table(timeless, Question::run, {}));
  page.end_folded();
}

}  // namespace nines::report
