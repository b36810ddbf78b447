#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace nines::report {
namespace {

constexpr int default_digits = 4;

/// Before the first measure of each subject: "service api".
class SubjectTitles {
 public:
  void before(const MeasureResult& measure, TextTable& table) {
    const std::string title = title_of(measure);
    if (title == last_) return;
    table.section("");
    table.section(title);
    last_ = title;
  }

 private:
  std::string last_;
};

/// As many digits for the exact answers as for the simulated one beside them, and never fewer than four.
int digits_beside(const Estimate& simulated) {
  if (simulated.trust != Estimate::Trust::good && simulated.trust != Estimate::Trust::few_events) return default_digits;
  return std::max(default_digits, digits_for(simulated.value, (simulated.high - simulated.low) / 2));
}

std::vector<std::size_t> all_predictions(const MeasureResult& measure) {
  std::vector<std::size_t> all(measure.predictions.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

Cell prediction_cell(const MeasureResult& measure, const std::vector<std::size_t>& shown, FormulaList& formulas,
                     int digits) {
  Cell cell;
  for (const std::size_t i : shown) {
    const Prediction& prediction = measure.predictions[i];
    cell.lines.push_back(
        {measure_text(measure.measure, prediction.value, digits) + " " + formulas.reference(prediction),
         prediction.broken.empty() ? Colour::none : Colour::dim});
  }
  if (cell.lines.empty()) cell = Cell("-");
  return cell;
}

/// To two significant digits, also where these are not the last ones: "1800".
std::string rounded(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return significant(std::round(value / unit) * unit, 2);
}

Cell simulated_cell(const std::string& text, const Estimate& estimate) {
  const bool doubtful = estimate.trust == Estimate::Trust::few_events || estimate.trust == Estimate::Trust::none_seen;
  return Cell(text, doubtful ? Colour::yellow : Colour::none);
}

void add_quantiles(const RunResult& result, const MeasureResult& measure, TextTable& table) {
  for (const DowntimeQuantiles& quantiles : result.downtime_quantiles) {
    if (quantiles.kind != measure.kind || quantiles.subject != measure.subject) continue;
    for (const auto& [probability, seconds] : quantiles.seconds_per_year) {
      const std::string share = percent_text(probability);
      const std::string label = measure.members > 1 ? fmt::format("  mean of all in {} at most", share)
                                                    : fmt::format("  in {} of missions at most", share);
      table.row({Cell(label, Colour::dim), Cell(duration_text(seconds) + "/y"), Cell(), Cell(), Cell(), Cell()});
    }
  }
}

/// How large the losses were, in time and in bytes, and how long it took to bring the data back; all of them the same:
/// nothing more than their mean.
void add_data_quantiles(const RunResult& result, const MeasureResult& measure, TextTable& table) {
  for (const DataQuantiles& quantiles : result.data_quantiles) {
    if (quantiles.service != measure.subject || quantiles.measure != measure.measure) continue;
    if (quantiles.bytes_per_second > 0) {
      const auto amount = [&](double seconds) { return bytes_text(seconds * quantiles.bytes_per_second); };
      const Estimate& mean = measure.simulated;
      table.row({Cell("  in data", Colour::dim), Cell(amount(mean.value)),
                 Cell(fmt::format("{} .. {}", amount(mean.low), amount(mean.high))), Cell(), Cell(), Cell()});
    }
    if (measure.measure == models::Measure::restore_time) return;  // as the one above, but for the notice
    if (quantiles.seconds.front().second == quantiles.seconds.back().second) return;
    for (const auto& [probability, seconds] : quantiles.seconds) {
      const std::string label = fmt::format("  in {} of {} at most", percent_text(probability),
                                            models::is_of_job(measure.measure) ? "missions" : "recoveries");
      const double bytes = seconds * quantiles.bytes_per_second;
      table.row({Cell(label, Colour::dim), Cell(duration_text(seconds)), bytes > 0 ? Cell(bytes_text(bytes)) : Cell(),
                 Cell(), Cell(), Cell()});
    }
  }
}

}  // namespace

std::vector<std::size_t> shown_predictions(const MeasureResult& measure) {
  constexpr std::size_t most_broken_forms = 2;
  const std::vector<Prediction>& forms = measure.predictions;
  std::vector<std::size_t> shown = all_predictions(measure);
  std::stable_sort(shown.begin(), shown.end(),
                   [&](std::size_t a, std::size_t b) { return forms[a].broken.size() < forms[b].broken.size(); });
  const auto holding = static_cast<std::size_t>(
      std::count_if(forms.begin(), forms.end(), [](const Prediction& form) { return form.broken.empty(); }));
  shown.resize(holding > 0 ? holding : std::min(most_broken_forms, shown.size()));
  return shown;
}

namespace {

/// Of a form of the long run, where that is another value than the one in the chain's column.
std::string horizon_text(const MeasureResult& measure, const Prediction& prediction) {
  constexpr double noticeable = 0.01;
  if (!measure.exact || !prediction.long_run) return "";
  const double long_run = measure.exact->long_run, shown = measure.exact->value;
  return std::abs(long_run - shown) <= noticeable * std::abs(shown) ? "" : " in the long run";
}

/// A form's value against another one.
std::string ratio_text(double ratio) {
  if (ratio > 2) return rounded(ratio) + " times too high";
  if (ratio > 0 && ratio < 0.1) return rounded(1 / ratio) + " times too low";
  const double percent = 100 * (ratio - 1);
  if (std::abs(percent) < 0.05) return "off by < 0.05 %";
  return std::abs(percent) < 10 ? fmt::format("off by {:+.2g} %", percent) : fmt::format("off by {:+.0f} %", percent);
}

}  // namespace

std::string off_text(const MeasureResult& measure, const Prediction& prediction) {
  const Estimate& simulated = measure.simulated;
  double reference = simulated.value;
  if (measure.exact) {
    reference = prediction.long_run ? measure.exact->long_run : measure.exact->over_mission;
  } else if (simulated.trust != Estimate::Trust::good && simulated.trust != Estimate::Trust::few_events) {
    return "";
  } else if (prediction.value >= simulated.low && prediction.value <= simulated.high) {
    return "in the interval";
  }
  const double ratio = prediction.value / reference;
  if (!std::isfinite(ratio) || reference <= 0) return "";
  return ratio_text(ratio) + horizon_text(measure, prediction);
}

/// A value of the long run that is off, without a chain that could say how much of that the start makes.
bool is_unjudged(const MeasureResult& measure, const Prediction& prediction, const Verdict& verdict) {
  return prediction.long_run && !measure.exact && verdict.agreement == Agreement::not_comparable &&
         !off_text(measure, prediction).empty();
}

Cell verdict_cell(const MeasureResult& measure, FormulaList& formulas) {
  struct Named {
    std::string name;
    const Verdict* verdict;
    bool marked;  ///< an assumption does not hold, and the table says so
  };
  std::vector<Named> all;
  if (measure.exact) all.push_back({"chain", &measure.exact_verdict, false});
  std::vector<Cell::Line> off;
  for (const std::size_t i : shown_predictions(measure)) {
    if (i >= measure.prediction_verdicts.size()) continue;
    const Prediction& prediction = measure.predictions[i];
    const std::string reference = formulas.reference(prediction);
    all.push_back({reference, &measure.prediction_verdicts[i], !prediction.broken.empty()});
    const bool holds = prediction.broken.empty();
    const bool unjudged = holds && is_unjudged(measure, prediction, measure.prediction_verdicts[i]);
    const std::string text = holds && !unjudged ? "" : off_text(measure, prediction) + (unjudged ? ", long run" : "");
    if (!text.empty()) off.push_back({(measure.exact ? reference + " " : "") + text, Colour::dim});
  }
  Cell cell;
  std::string agreeing;
  std::size_t agreements = 0;
  bool complete = true;  // every answer that has a right to agree does
  for (const auto& [name, verdict, marked] : all) {
    complete = complete && (verdict->agreement == Agreement::agrees || marked);
    if (verdict->agreement == Agreement::disagrees) {
      const std::string sigma = std::isfinite(verdict->deviation_sigma) && verdict->deviation_sigma != 0
                                    ? fmt::format(" by {:.1f} sigma", std::abs(verdict->deviation_sigma))
                                    : "";
      cell.lines.push_back({fmt::format("DISAGREES{} ({})", sigma, name), Colour::red});
    } else if (verdict->agreement == Agreement::agrees) {
      agreeing += (agreements++ > 0 ? ", " : "") + name;
    }
  }
  if (agreements > 0) {
    const std::string text = complete ? "agrees" : fmt::format("agrees ({})", agreeing);
    cell.lines.push_back({text, Colour::green});
  }
  cell.lines.insert(cell.lines.end(), off.begin(), off.end());
  if (cell.lines.empty()) cell = Cell("-");
  return cell;
}

std::string measures_of_run(const RunResult& result, FormulaList& formulas, const TableStyle& style) {
  using enum Align;
  TextTable table({left, right, left, right, right, left});
  const std::string interval = percent_text(result.confidence) + " interval";
  table.header({"", "simulated", interval, "Markov chain", "closed form", "verdict"});
  SubjectTitles titles;
  for (const MeasureResult& measure : result.measures) {
    titles.before(measure, table);
    const EstimateText simulated = estimate_text(measure.measure, measure.simulated);
    const int digits = digits_beside(measure.simulated);
    const std::vector<std::size_t> shown = shown_predictions(measure);
    for (std::size_t i = 0; i < measure.predictions.size(); ++i) {
      if (std::find(shown.begin(), shown.end(), i) == shown.end()) formulas.leave_out(measure.predictions[i]);
    }
    table.row({Cell(label_of(measure)), simulated_cell(simulated.value, measure.simulated),
               simulated_cell(simulated.interval, measure.simulated),
               Cell(measure.exact ? measure_text(measure.measure, measure.exact->value, digits) : "-"),
               prediction_cell(measure, shown, formulas, digits), verdict_cell(measure, formulas)});
    if (measure.measure == models::Measure::downtime) add_quantiles(result, measure, table);
    if (measure.kind == SubjectKind::service) add_data_quantiles(result, measure, table);
  }
  return "\n" + table.render(2, style.colour);
}

std::string measures_of_solve(const RunResult& result, const TableStyle& style) {
  using enum Align;
  TextTable table({left, right, right, right});
  table.header({"", "over the mission", "in the long run", "relative error below"});
  SubjectTitles titles;
  for (const MeasureResult& measure : result.measures) {
    if (!measure.exact) continue;
    titles.before(measure, table);
    constexpr int exact_digits = 6;
    table.row({Cell(label_of(measure)), Cell(measure_text(measure.measure, measure.exact->over_mission, exact_digits)),
               Cell(measure_text(measure.measure, measure.exact->long_run, exact_digits)),
               Cell(fmt::format("{:.0e}", measure.exact->relative_error))});
    if (measure.exact->at_end) {
      table.row({Cell("  at the mission's end"),
                 Cell(measure_text(measure.measure, *measure.exact->at_end, exact_digits)), Cell(), Cell()});
    }
  }
  return result.chain_refused ? "" : "\n" + table.render(2, style.colour);
}

std::string measures_of_predict(const RunResult& result, FormulaList& formulas, const TableStyle& style) {
  using enum Align;
  TextTable table({left, right, left});
  table.header({"", "closed form", "of"});
  SubjectTitles titles;
  bool any = false;
  for (const MeasureResult& measure : result.measures) {
    if (measure.predictions.empty()) continue;
    any = true;
    titles.before(measure, table);
    Cell horizon;
    for (const Prediction& prediction : measure.predictions) {
      horizon.lines.push_back({prediction.long_run ? "the long run" : "the mission"});
    }
    table.row({Cell(label_of(measure)), prediction_cell(measure, all_predictions(measure), formulas, default_digits),
               horizon});
  }
  return any ? "\n" + table.render(2, style.colour) : "\nNo closed form fits any service of this scenario.\n";
}

}  // namespace nines::report
