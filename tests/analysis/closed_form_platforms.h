// Small platforms that the tests of the closed forms are about. Times in hours, as in the accuracy cases.
#pragma once

#include "analysis/closed_form/forms.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <variant>

namespace nines::closed_form::testing {

using models::Measure;
using models::Study;

inline constexpr double hour = 3600;

inline LawPtr after_hours(double mean) { return exponential_with_mean(Hours(mean)); }

inline LawPtr law(const std::string& kind, const std::map<std::string, double>& parameters) {
  return std::get<LawPtr>(make_law(kind, parameters));
}

inline models::FailureMode failing(LawPtr time_to_failure, LawPtr time_to_repair) {
  models::FailureMode mode;
  mode.name = "fault";
  mode.time_to_failure = std::move(time_to_failure);
  mode.time_to_repair = std::move(time_to_repair);
  return mode;
}

inline models::NodeClass node_class(std::string name, std::size_t count, models::FailureMode mode) {
  models::NodeClass nodes;
  nodes.name = std::move(name);
  nodes.count = count;
  nodes.failures = {std::move(mode)};
  return nodes;
}

inline models::Operand nodes_of(std::size_t index, double weight = 1) {
  return {models::Operand::Kind::nodes, index, weight};
}
inline models::Operand service_of(std::size_t index, double weight = 1) {
  return {models::Operand::Kind::service, index, weight};
}
inline models::Operand domains_of(std::size_t index, double weight = 1) {
  return {models::Operand::Kind::domains, index, weight};
}

inline models::Service service(std::string name, std::vector<models::Operand> operands, double needed) {
  models::Service result;
  result.name = std::move(name);
  result.operands = std::move(operands);
  result.needed = needed;
  return result;
}

/// k-of-n over one class of exponential nodes; crews = 0: every repair begins at once. The mission is a million
/// years, so that the long run applies.
inline Study k_of_n_study(std::size_t k, std::size_t n, double mean_life_h, double mean_repair_h,
                          std::size_t crews = 0) {
  Study study;
  study.mission = 1e6 * year;
  study.platform.nodes = {node_class("node", n, failing(after_hours(mean_life_h), after_hours(mean_repair_h)))};
  study.platform.services = {service("service", {nodes_of(0)}, static_cast<double>(k))};
  if (crews > 0) {
    study.platform.crews.push_back({});
    study.platform.crews.back().name = "technicians";
    study.platform.crews.back().size = crews;
    study.platform.nodes[0].failures[0].crew = 0;
  }
  return study;
}

/// One form's value for the study's last service; NaN if it says nothing.
inline double value_of(const ClosedForm& form, const Study& study, Measure measure) {
  const auto value = form.evaluate(study, study.platform.services.size() - 1, measure);
  return value ? *value : std::nan("");
}

/// The broken assumptions of a form for the study's last service, as "name: reason" separated by "; ".
inline std::string broken_by(const ClosedForm& form, const Study& study) {
  std::string all;
  for (const Assumption& assumption : form.assumptions) {
    const auto reason = assumption.broken(study, study.platform.services.size() - 1);
    if (reason) all += (all.empty() ? "" : "; ") + std::string(assumption.name) + ": " + *reason;
  }
  return all;
}

/// Equal to a relative tolerance: 1e-13 is that of the accuracy cases, which list 14 digits.
inline void expect_relative(double actual, double expected, double tolerance = 1e-13, const std::string& what = "") {
  EXPECT_LE(std::abs(actual - expected), tolerance * std::abs(expected))
      << what << ": " << actual << " is not " << expected << ", off by " << actual / expected - 1;
}

}  // namespace nines::closed_form::testing
