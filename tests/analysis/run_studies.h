// Studies that the tests of the engine's front door are about.
#pragma once

#include "analysis/report/report.h"
#include "analysis/run.h"
#include "tests/analysis/closed_form_platforms.h"

#include <string>

namespace nines::run_studies {

using closed_form::testing::after_hours;
using closed_form::testing::failing;
using closed_form::testing::law;
using closed_form::testing::node_class;
using closed_form::testing::nodes_of;
using closed_form::testing::service;
using closed_form::testing::service_of;
using models::Measure;
using models::Study;

/// k-of-n over a class of exponential nodes.
inline Study k_of_n(std::size_t k, std::size_t n, double mean_life_h, double mean_repair_h, std::size_t trials,
                    Seconds mission = year) {
  Study study = closed_form::testing::k_of_n_study(k, n, mean_life_h, mean_repair_h);
  study.mission = mission;
  study.trials = trials;
  return study;
}

/// A bit of everything: counted and individual clocks, domains, a crew, a shock, two services on top of each other.
inline Study varied(std::size_t trials) {
  Study study;
  models::Platform& platform = study.platform;
  models::DomainLevel rack;
  rack.name = "rack";
  rack.count = 3;
  rack.failures = {failing(after_hours(4000), law("lognormal", {{"median", 3600}, {"p95", 20000}}))};
  platform.domains = {rack};
  platform.crews.push_back({});
  platform.crews[0].name = "field";
  platform.nodes = {
      node_class("web", 2, failing(after_hours(700), after_hours(20))),
      node_class("disk", 4, failing(law("weibull", {{"shape", 2}, {"mean", 1500 * 3600.0}}), after_hours(30)))};
  platform.nodes[0].level = 0;
  platform.nodes[0].failures[0].crew = 0;
  platform.nodes[1].failures[0].crew = 0;
  models::Shock surge;
  surge.name = "surge";
  surge.interval = after_hours(3000);
  surge.hit_probability = 0.3;
  surge.targets = {{false, 1, 0}};
  platform.shocks = {surge};
  platform.services = {service("pages", {nodes_of(0)}, 4), service("data", {nodes_of(1)}, 3),
                       service("shop", {service_of(0), service_of(1)}, 2)};
  study.title = "A bit of everything";
  study.trials = trials;
  models::Objective often;
  often.text = "shop downtime <= 300 h per year in 50 % of missions";
  often.service = 2;
  often.measure = Measure::downtime;
  often.bound = 300 * 3600;
  often.at_least = false;
  often.share_of_trials = 0.5;
  study.objectives = {often};
  return study;
}

inline const MeasureResult& find(const RunResult& result, const std::string& subject, Measure measure,
                                 SubjectKind kind = SubjectKind::service) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == kind && each.subject == subject && each.measure == measure) return each;
  }
  throw std::out_of_range("no such measure of " + subject);
}

/// The whole answer but for the time that it took and the threads.
inline std::string document(const Study& study, unsigned threads, bool chain = false) {
  RunOptions options;
  options.threads = threads;
  options.chain = chain;
  return report::json(run(study, options));
}

}  // namespace nines::run_studies
