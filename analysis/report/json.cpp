// The result document: docs/reference/result.md says what each member means, docs/reference/result.schema.json its form.
#include "analysis/report/document.h"
#include "analysis/report/report.h"
#include "analysis/report/wording.h"

namespace nines::report {
namespace {

constexpr int format_version = 1;

Json verdict(const Verdict& verdict) {
  return {{"agreement", name_of(verdict.agreement)},
          {"reason", verdict.reason},
          {"deviation_sigma", number(verdict.deviation_sigma)},
          {"relative_difference", number(verdict.relative_difference)}};
}

Json chain_answer(const MeasureResult& measure) {
  if (!measure.exact) return nullptr;
  return {{"value", number(measure.exact->value)},
          {"over_mission", number(measure.exact->over_mission)},
          {"long_run", number(measure.exact->long_run)},
          {"at_end", measure.exact->at_end ? number(*measure.exact->at_end) : Json(nullptr)},
          {"relative_error", number(measure.exact->relative_error)},
          {"verdict", verdict(measure.exact_verdict)}};
}

Json closed_forms(const MeasureResult& measure) {
  Json forms = Json::array();
  for (std::size_t i = 0; i < measure.predictions.size(); ++i) {
    const Prediction& prediction = measure.predictions[i];
    Json broken = Json::array();
    for (const Prediction::Broken& assumption : prediction.broken) broken.push_back(assumption.assumption);
    const bool judged = i < measure.prediction_verdicts.size();
    forms.push_back({{"formula", prediction.formula},
                     {"source", prediction.source},
                     {"value", number(prediction.value)},
                     {"horizon", prediction.long_run ? "long_run" : "mission"},
                     {"broken_assumptions", std::move(broken)},
                     {"verdict", verdict(judged ? measure.prediction_verdicts[i] : Verdict{})}});
  }
  return forms;
}

Json settings(const RunResult& result) {
  Json all = Json::array();
  for (const auto& [path, value] : result.settings) all.push_back({{"path", path}, {"value", value}});
  return all;
}

Json precision(const RunResult& result) {
  Json list = Json::array();
  for (const AskedPrecision& asked : result.precision) {
    list.push_back({{"service", asked.service},
                    {"measure", name_of(asked.measure)},
                    {"relative_half_width", number(asked.relative_half_width)}});
  }
  return list;
}

Json measures(const RunResult& result) {
  Json list = Json::array();
  for (const MeasureResult& measure : result.measures) {
    list.push_back({{"kind", name_of(measure.kind)},
                    {"subject", measure.subject},
                    {"members", measure.members},
                    {"measure", name_of(measure.measure)},
                    {"unit", unit_of(measure.measure)},
                    {"simulated", estimate(measure.simulated)},
                    {"chain", chain_answer(measure)},
                    {"closed_forms", closed_forms(measure)}});
  }
  return list;
}

Json downtime_quantiles(const RunResult& result, bool of_services) {
  Json list = Json::array();
  for (const DowntimeQuantiles& subject : result.downtime_quantiles) {
    if ((subject.kind == SubjectKind::service) != of_services) continue;
    Json quantiles = Json::array();
    for (const auto& [probability, seconds] : subject.seconds_per_year) {
      quantiles.push_back({{"probability", number(probability)}, {"downtime_s_per_year", number(seconds)}});
    }
    Json entry = of_services ? Json{{"service", subject.subject}}
                             : Json{{"kind", name_of(subject.kind)}, {"subject", subject.subject}};
    entry["quantiles"] = std::move(quantiles);
    list.push_back(std::move(entry));
  }
  return list;
}

Json data_quantiles(const RunResult& result) {
  Json list = Json::array();
  for (const DataQuantiles& each : result.data_quantiles) {
    Json quantiles = Json::array();
    for (const auto& [probability, seconds] : each.seconds) {
      quantiles.push_back({{"probability", number(probability)}, {"seconds", number(seconds)}});
    }
    list.push_back(
        {{"service", each.service}, {"measure", name_of(each.measure)}, {"quantiles", std::move(quantiles)}});
    if (each.bytes_per_second > 0) list.back()["bytes_per_second"] = number(each.bytes_per_second);
  }
  return list;
}

Json causes(const RunResult& result) {
  Json list = Json::array();
  for (const CauseShare& cause : result.causes) {
    list.push_back({{"service", cause.service},
                    {"cause", cause.cause},
                    {"downtime_s_per_year", number(cause.downtime_s_per_year)},
                    {"outages_per_year", number(cause.outages_per_year)},
                    {"share_of_downtime", number(cause.share_of_downtime)}});
  }
  return list;
}

Json losses(const RunResult& result) {
  Json list = Json::array();
  for (const LossShare& loss : result.losses) {
    list.push_back({{"service", loss.service},
                    {"cause", loss.cause},
                    {"losses_per_year", number(loss.losses_per_year)},
                    {"share_of_losses", number(loss.share_of_losses)},
                    {"mean_loss_s", number(loss.mean_loss_s)},
                    {"unrecoverable_share", number(loss.unrecoverable_share)}});
  }
  return list;
}

Json requests(const RunResult& result) {
  Json list = Json::array();
  for (const RequestCount& each : result.requests) {
    list.push_back({{"service", each.service},
                    {"asked_per_year", number(each.asked_per_year)},
                    {"lost_per_year", estimate(each.lost_per_year)},
                    {"degraded_per_year", each.degraded_per_year ? estimate(*each.degraded_per_year) : Json(nullptr)}});
  }
  return list;
}

Json jobs(const RunResult& result) {
  Json list = Json::array();
  for (const JobUse& job : result.jobs) {
    Json shares = Json::object();
    Json times = Json::object();
    for (const JobUse::Part& part : job.parts) {
      shares[part.name] = number(part.share);
      if (part.share > 0) times[part.name] = estimate(part.time_s);
    }
    Json losses = Json::array();
    for (const JobUse::Loss& loss : job.losses) {
      losses.push_back({{"cause", loss.cause},
                        {"share", number(loss.share)},
                        {"time_s", estimate(loss.time_s)},
                        {"interruptions_per_day", number(loss.interruptions_per_day)}});
    }
    list.push_back({{"job", job.job},
                    {"service", job.service},
                    {"elapsed_s", number(job.elapsed_s)},
                    {"gpus", job.gpus > 0 ? number(job.gpus) : Json(nullptr)},
                    {"interruptions_per_day", number(job.interruptions_per_day)},
                    {"planned_per_day", number(job.planned_per_day)},
                    {"restarts_per_day", number(job.restarts_per_day)},
                    {"manual_interventions_per_day", number(job.manual_per_day)},
                    {"shares", std::move(shares)},
                    {"times_s", std::move(times)},
                    {"losses", std::move(losses)}});
  }
  return list;
}

Json phases(const RunResult& result) {
  Json list = Json::array();
  for (const PhaseShare& phase : result.phases) {
    if (phase.downtime_s_per_year.value_or(0) <= 0 && phase.exact_s_per_year.value_or(0) <= 0) continue;
    list.push_back({{"service", phase.service},
                    {"phase", name_of(phase.phase)},
                    {"downtime_s_per_year", number(phase.downtime_s_per_year)},
                    {"exact_s_per_year", number(phase.exact_s_per_year)},
                    {"share_of_downtime", number(phase.share_of_downtime)}});
  }
  return list;
}

Json field_verdict(const FailureCount& failure) {
  if (!failure.field) return nullptr;
  return {{"low", number(failure.field->low)},
          {"high", number(failure.field->high)},
          {"p_value", number(failure.field->p_value)},
          {"within_chance", failure.field->within_chance}};
}

Json failures(const RunResult& result) {
  Json list = Json::array();
  for (const FailureCount& failure : result.failures) {
    list.push_back({{"cause", failure.cause},
                    {"per_mission", estimate(failure.per_mission)},
                    {"observed", number(failure.observed)},
                    {"observed_verdict", field_verdict(failure)}});
  }
  return list;
}

Json objectives(const RunResult& result) {
  Json list = Json::array();
  for (const ObjectiveResult& entry : result.objectives) {
    const bool of_missions = entry.objective.share_of_trials > 0;
    list.push_back({{"text", entry.objective.text},
                    {"service", entry.service},
                    {"measure", name_of(entry.objective.measure)},
                    {"bound", number(entry.objective.bound)},
                    {"bound_unit", unit_of(entry.objective.measure)},
                    {"share_of_missions", of_missions ? number(entry.objective.share_of_trials) : Json(nullptr)},
                    {"value", estimate(entry.value)},
                    {"value_unit", of_missions ? "share of missions" : unit_of(entry.objective.measure)},
                    {"met_in_missions", entry.met_in ? estimate(*entry.met_in) : Json(nullptr)},
                    {"outcome", name_of(entry.outcome)},
                    {"reason", entry.reason}});
  }
  return list;
}

Json detectors(const RunResult& result) {
  Json list = Json::array();
  for (const models::DetectorSummary& detector : result.detectors) {
    Json detection = Json::array();
    for (const models::DetectorSummary::Detection& each : detector.detection) {
      detection.push_back({{"fails_by", name_of(each.fails_by)},
                           {"mean_s", number(each.mean.count())},
                           {"deviation_s", number(each.deviation.count())},
                           {"longest_s", number(each.longest.count())},
                           {"exact", each.exact}});
    }
    Json false_alarms = {{"recurrence_s", number(detector.mistake_recurrence.count())},
                         {"duration_s", number(detector.mistake_duration.count())},
                         {"suspected_share", number(detector.suspected_share)},
                         {"taken_out", detector.takes_out},
                         {"exact", detector.mistakes_exact}};
    const bool possible = detector.mistake_recurrence < never;
    list.push_back({{"name", detector.name},
                    {"description", detector.words},
                    {"detection", std::move(detection)},
                    {"false_alarms", possible ? std::move(false_alarms) : Json(nullptr)}});
  }
  return list;
}

}  // namespace

std::string json(const RunResult& result) {
  const Json document = {
      {"format", "nines-result"},
      {"version", format_version},
      {"nines", version()},
      {"title", result.title},
      {"scenario", {{"file", result.scenario_file}, {"hash", result.scenario_hash}, {"settings", settings(result)}}},
      {"run",
       {{"seed", result.seed},
        {"trials", result.trials},
        {"mission_s", number(result.mission_s)},
        {"confidence", number(result.confidence)},
        {"events", result.events},
        {"interrupted", result.interrupted},
        {"precision", precision(result)},
        {"precision_reached", result.precision_reached},
        {"family_wise_level", number(result.family_wise_level)}}},
      {"chain",
       {{"states", result.chain_states},
        {"refused", result.chain_refused ? Json(*result.chain_refused) : Json(nullptr)},
        {"note", result.chain_note.empty() ? Json(nullptr) : Json(result.chain_note)}}},
      {"measures", measures(result)},
      {"downtime_quantiles", downtime_quantiles(result, true)},
      {"member_downtime_quantiles", downtime_quantiles(result, false)},
      {"data_quantiles", data_quantiles(result)},
      {"causes", causes(result)},
      {"losses", losses(result)},
      {"requests", requests(result)},
      {"jobs", jobs(result)},
      {"phases", phases(result)},
      {"failures", failures(result)},
      {"objectives", objectives(result)},
      {"detectors", detectors(result)},
  };
  // A file's name may be any bytes: what is not UTF-8 is replaced, not thrown upon.
  return document_text(document);
}

const char* version() { return NINES_VERSION; }

}  // namespace nines::report
