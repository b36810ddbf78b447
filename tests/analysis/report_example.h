// A result with one of everything that a report must show, made up by hand.
#pragma once

#include "analysis/result.h"

#include <limits>

namespace nines::report_example {

inline Estimate estimate(double value, double low, double high, Estimate::Trust trust = Estimate::Trust::good) {
  Estimate result;
  result.value = value;
  result.low = low;
  result.high = high;
  result.trials = 12000;
  result.events = 500;
  result.trust = trust;
  return result;
}

inline MeasureResult measure(const std::string& subject, models::Measure measure, const Estimate& simulated) {
  MeasureResult result;
  result.subject = subject;
  result.measure = measure;
  result.simulated = simulated;
  return result;
}

inline Prediction k_of_n(double value) {
  return {"k-of-n, independent repair", "Trivedi 2001, eq. 3.5", value, true, {}};
}

inline Prediction first_order(double value) {
  return {"first order", "Barlow and Proschan 1975", value, true, {{"enough crews: one crew serves three nodes"}}};
}

inline MeasureResult api_availability() {
  MeasureResult result = measure("api", models::Measure::availability, estimate(1.9648e-4, 1.951e-4, 1.979e-4));
  result.exact = ExactValue{1.9651e-4, 1.9652e-4, 1e-12, 0, 1.9651e-4, 1.9653e-4};
  result.exact_verdict = {Agreement::agrees, "", 0.4};
  result.predictions = {k_of_n(1.97e-4), first_order(2.1e-4)};
  result.prediction_verdicts = {{Agreement::agrees, "", 1.2},
                                {Agreement::not_comparable, "an assumption does not hold", 9}};
  return result;
}

inline RunResult result() {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  RunResult run;
  run.title = "Three web servers";
  run.scenario_file = "web.yaml";
  run.scenario_hash = "0123456789abcdef";
  run.seed = 7;
  run.trials = 12000;
  run.mission_s = 31536000;
  run.elapsed_s = 3.41;
  run.events = 1234567;
  run.threads = 2;
  run.chain_states = 16;
  run.measures.push_back(api_availability());
  run.measures.push_back(measure("api", models::Measure::downtime, estimate(6196, 6152, 6240)));
  run.measures.push_back(
      measure("db", models::Measure::availability, estimate(0, 0, 1.2e-7, Estimate::Trust::none_seen)));
  run.measures.push_back(
      measure("db", models::Measure::mttf, estimate(infinity, 3e9, infinity, Estimate::Trust::none_seen)));
  run.measures.push_back(measure("web", models::Measure::availability, estimate(0.0123, 0.0121, 0.0125)));
  run.measures.back().kind = SubjectKind::node_class;
  run.measures.push_back(
      measure("rack", models::Measure::availability, estimate(3e-5, 1e-6, 8e-5, Estimate::Trust::few_events)));
  run.measures.back().kind = SubjectKind::domain;
  run.downtime_quantiles = {{"api", {{0.5, 5400}, {0.99, 20000}}}};
  for (int i = 1; i <= 15; ++i) {
    run.causes.push_back({"api", "web.mode" + std::to_string(i), 4000.0 / i, 0.3 / i, 0.3 / i});
  }
  run.failures = {{"web.hardware", estimate(12.3, 12.1, 12.5), 14, FieldVerdict{4, 24, 0.72, true}},
                  {"web.crash", estimate(0, 0, 1e-4, Estimate::Trust::none_seen), {}, {}},
                  {"web.disk", estimate(3.1, 3.0, 3.2), 40, FieldVerdict{0, 10, 2e-28, false}}};
  models::DetectorSummary beats;
  beats.name = "beats";
  beats.words = "heartbeat(every 1 s)";
  beats.detection = {{models::detection::FailsBy::dying, Seconds{3}, Seconds{0.3}, Seconds{3.5}, true},
                     {models::detection::FailsBy::grey, Seconds{9}, Seconds{5}, never, false}};
  beats.mistake_recurrence = Seconds{7 * 86400.0};
  beats.mistake_duration = Seconds{0.5};
  beats.suspected_share = 8.3e-7;
  beats.takes_out = true;
  run.detectors = {beats};
  models::Objective objective;
  objective.text = "api availability >= 99.95 %";
  objective.bound = 5e-4;
  run.objectives.push_back({objective, "api", estimate(1.96e-4, 1.95e-4, 1.97e-4), ObjectiveResult::Outcome::met, ""});
  objective.text = "downtime <= 4 h per year in 9 years of 10";
  objective.measure = models::Measure::downtime;
  objective.share_of_trials = 0.9;
  run.objectives.push_back(
      {objective, "api", estimate(0.881, 0.87, 0.89), ObjectiveResult::Outcome::missed, "88.1 % is less than 90 %"});
  return run;
}

}  // namespace nines::report_example
