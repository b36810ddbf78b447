#include "analysis/report/csv_fields.h"
#include "analysis/report/report.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <cmath>

namespace nines::report {
namespace {

std::string chain_fields(const MeasureResult& measure) {
  if (!measure.exact) return ",,,,";
  const std::optional<double>& at_end = measure.exact->at_end;
  return fmt::format("{},{},{},{},{}", csv_number(measure.exact->value), csv_number(measure.exact->long_run),
                     at_end ? csv_number(*at_end) : "", csv_number(measure.exact->relative_error),
                     name_of(measure.exact_verdict.agreement));
}

/// A row has room for one closed form: the first whose assumptions all hold, or else the first.
std::string closed_form_fields(const MeasureResult& measure) {
  if (measure.predictions.empty()) return ",,,,";
  std::size_t chosen = 0;
  for (std::size_t i = measure.predictions.size(); i-- > 0;) {
    if (measure.predictions[i].broken.empty()) chosen = i;
  }
  const Prediction& prediction = measure.predictions[chosen];
  const bool judged = chosen < measure.prediction_verdicts.size();
  return fmt::format("{},{},{},{},{}", csv_number(prediction.value), csv_field(prediction.formula),
                     prediction.long_run ? "long_run" : "mission", prediction.broken.size(),
                     name_of(judged ? measure.prediction_verdicts[chosen].agreement : Agreement::not_comparable));
}

std::string field_fields(const FailureCount& failure) {
  const std::string observed = failure.observed ? csv_number(*failure.observed) : "";
  if (!failure.field) return observed + ",,,,";
  return fmt::format("{},{},{},{},{}", observed, csv_number(failure.field->low), csv_number(failure.field->high),
                     csv_number(failure.field->p_value), failure.field->within_chance ? "within_chance" : "unlike");
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_number(double value) { return fmt::format("{}", value); }

std::string csv_estimate(const Estimate& estimate) {
  if (estimate.trust == Estimate::Trust::not_available) return ",,,,,not_available";
  return fmt::format("{},{},{},{},{},{}", csv_number(estimate.value), csv_number(estimate.low),
                     csv_number(estimate.high), estimate.trials, estimate.events, name_of(estimate.trust));
}

std::string csv(const RunResult& result) {
  std::string text =
      "kind,subject,measure,unit,simulated,low,high,trials,events,trust,"
      "chain,chain_long_run,chain_at_end,chain_relative_error,chain_verdict,"
      "closed_form,closed_form_name,closed_form_horizon,closed_form_broken_assumptions,closed_form_verdict,"
      "observed,observed_low,observed_high,observed_p_value,observed_verdict,members\n";
  for (const MeasureResult& measure : result.measures) {
    text += fmt::format("{},{},{},{},{},{},{},,,,,,{}\n", name_of(measure.kind), csv_field(measure.subject),
                        name_of(measure.measure), unit_of(measure.measure), csv_estimate(measure.simulated),
                        chain_fields(measure), closed_form_fields(measure), measure.members);
  }
  for (const FailureCount& failure : result.failures) {
    text += fmt::format("failure_mode,{},failures,1/mission,{},,,,,,,,,,,{},\n", csv_field(failure.cause),
                        csv_estimate(failure.per_mission), field_fields(failure));
  }
  return text;
}

}  // namespace nines::report
