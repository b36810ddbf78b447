// The document of a drill: docs/guide/drill.md says what each member means.
#include "analysis/report/document.h"
#include "analysis/report/drill_report.h"
#include "analysis/report/wording.h"

#include <cmath>

namespace nines::report {
namespace {

using drill::DrillResult;
using drill::Spread;
using Often = models::Expectation::Often;

constexpr int format_version = 1;

/// What there is not, is null.
Json known(double value) { return std::isnan(value) ? Json(nullptr) : number(value); }

Json spread(const Spread& spread) {
  if (spread.trials == 0) return nullptr;
  return {{"trials", spread.trials},
          {"mean", known(spread.mean)},
          {"quantile_5", known(spread.low)},
          {"quantile_95", known(spread.high)}};
}

Json windows(const std::array<double, 3>& shares) {
  return {{"before", known(shares[0])}, {"during", known(shares[1])}, {"after", known(shares[2])}};
}

Json faults(const DrillResult& result) {
  Json list = Json::array();
  for (const drill::FaultResult& fault : result.faults) {
    Json responses = Json::array();
    for (const drill::Response& response : fault.responses) {
      responses.push_back({{"what", response.what},
                           {"service", response.service.empty() ? Json(nullptr) : Json(response.service)},
                           {"after_s", spread(response.after_s)}});
    }
    list.push_back({{"fault", fault.name},
                    {"at_s", known(fault.at_s)},
                    {"unit", fault.unit.empty() ? Json(nullptr) : Json(fault.unit)},
                    {"always_same_unit", fault.always_same_unit},
                    {"struck_trials", fault.struck},
                    {"responses", std::move(responses)}});
  }
  return list;
}

Json services(const DrillResult& result) {
  Json list = Json::array();
  for (const drill::ServiceResult& service : result.services) {
    list.push_back({{"service", service.name},
                    {"up", windows(service.up)},
                    {"served", windows(service.served)},
                    {"down_s", spread(service.down_s)},
                    {"lost_s", spread(service.lost_s)},
                    {"data_lost_s", spread(service.data_lost_s)},
                    {"lost_all_data_trials", service.lost_all_data}});
  }
  return list;
}

Json expectations(const DrillResult& result) {
  Json list = Json::array();
  for (const drill::ExpectationResult& each : result.expectations) {
    const models::Expectation& expectation = each.expectation;
    const bool average = expectation.often == Often::on_average;
    const char* unit = !average ? "share of trials" : expectation.is_share() ? "share that is missing" : "s";
    list.push_back(
        {{"text", expectation.text},
         {"value",
          {{"value", known(each.value.value)}, {"low", known(each.value.low)}, {"high", known(each.value.high)}}},
         {"value_unit", unit},
         {"outcome", name_of(each.outcome)},
         {"reason", each.reason}});
  }
  return list;
}

}  // namespace

std::string json(const DrillResult& result) {
  const Json document = {
      {"format", "nines-drill"},
      {"version", format_version},
      {"nines", version()},
      {"title", result.title},
      {"drill", {{"file", result.drill_file}, {"scenario", result.scenario_file}, {"hash", result.text_hash}}},
      {"run",
       {{"seed", result.seed},
        {"trials", result.trials},
        {"length_s", known(result.length_s)},
        {"starts_at_s", known(result.clock_starts_s)},
        {"confidence", known(result.confidence)},
        {"other_failures", result.other_failures},
        {"interrupted", result.interrupted}}},
      {"faults", faults(result)},
      {"disturbed_s", spread(result.disturbed_s)},
      {"still_disturbed_trials", result.still_disturbed},
      {"services", services(result)},
      {"expectations", expectations(result)},
  };
  return document_text(document);
}

}  // namespace nines::report
