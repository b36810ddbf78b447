// The documents of `nines optimise`: docs/reference/result.md says what each member means.
#include "analysis/report/csv_fields.h"
#include "analysis/report/document.h"
#include "analysis/report/optimise_report.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

namespace nines::report {
namespace {

using optimise::Fate;
using optimise::Interval;
using optimise::JudgedObjective;
using optimise::OptimiseResult;
using optimise::Point;
using Answer = OptimiseResult::Answer;

constexpr int format_version = 1;

Json interval(const Interval& each) {
  return {{"value", number(each.value)}, {"low", number(each.low)}, {"high", number(each.high)}};
}

Json index(std::size_t each) { return each == optimise::none ? Json(nullptr) : Json(each); }

Json choices(const models::Optimise& asked) {
  Json list = Json::array();
  for (const models::Choice& each : asked.choices)
    list.push_back({{"path", each.axis.path}, {"values", each.axis.values}, {"between", each.between.has_value()}});
  return list;
}

Json costs(const models::Optimise& asked) {
  Json all = Json::object();
  for (const models::FixedCost& each : asked.fixed) all[each.place] = each.words;
  for (const models::LossCost& each : asked.losses) all[each.what] = each.words;
  return all;
}

Json objectives(const Point& point) {
  Json list = Json::array();
  for (const JudgedObjective& each : point.objectives) {
    list.push_back({{"text", each.objective.text},
                    {"outcome", name_of(each.outcome)},
                    {"simulated", estimate(each.value)},
                    {"chain", number(each.exact)}});
  }
  return list;
}

Json point_document(const Point& point) {
  Json settings = Json::object(), fixed = Json::object();
  for (const models::Setting& each : point.settings) settings[each.path] = each.value;
  for (const models::FixedCost& each : point.fixed) fixed[each.place] = number(each.per_year);
  return {{"settings", std::move(settings)},
          {"scenario_hash", point.scenario_hash},
          {"fate", name_of(point.fate)},
          {"round", point.round + 1},
          {"trials", point.trials},
          {"by_chain", point.by_chain},
          {"cost_per_year", number(point.cost())},
          {"fixed_per_year", number(point.fixed_per_year)},
          {"fixed", std::move(fixed)},
          {"losses_per_year", interval(point.losses_per_year)},
          {"dearer_by", point.dearer_by ? interval(*point.dearer_by) : Json(nullptr)},
          {"objectives", objectives(point)},
          {"unavailability", estimate(point.unavailability)},
          {"chain_unavailability", number(point.exact_unavailability)},
          {"on_front", point.on_front},
          {"front_resolved", point.front_resolved}};
}

}  // namespace

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::open: return "open";
    case Fate::best: return "best";
    case Fate::dearer: return "dearer";
    case Fate::misses: return "misses";
  }
  return "";
}

std::string_view name_of(Answer answer) {
  switch (answer) {
    case Answer::found: return "found";
    case Answer::cheaper_open: return "cheaper_open";
    case Answer::maybe_meets: return "maybe_meets";
    case Answer::none_meets: return "none_meets";
    case Answer::nothing_yet: return "nothing_yet";
  }
  return "";
}

std::string json(const OptimiseResult& result) {
  Json points = Json::array();
  for (const Point& each : result.points) points.push_back(point_document(each));
  const Json document = {
      {"format", "nines-optimise"},
      {"version", format_version},
      {"nines", version()},
      {"title", result.title},
      {"scenario", {{"file", result.scenario_file}, {"hash", result.scenario_hash}}},
      {"run",
       {{"seed", result.seed},
        {"mission_s", number(result.mission_s)},
        {"interval_confidence", number(result.interval_confidence)},
        {"trials", result.trials},
        {"budget", result.budget},
        {"rounds", result.rounds},
        {"rounds_planned", result.rounds_planned},
        {"refined_invalid", result.refined_invalid},
        {"interrupted", result.interrupted}}},
      {"asked",
       {{"settings", choices(result.asked)},
        {"costs", costs(result.asked)},
        {"currency", result.asked.currency},
        {"confidence", number(result.asked.confidence)},
        {"indifference", number(result.asked.indifference)},
        {"service", result.service}}},
      {"answer", name_of(result.answer)},
      {"best", index(result.best)},
      {"regret_per_year", number(result.regret)},
      {"closest", index(result.closest)},
      {"front", result.front},
      {"points", std::move(points)},
  };
  return document_text(document);
}

std::string csv(const OptimiseResult& result) {
  std::string text = "point";
  for (const models::Choice& each : result.asked.choices) text += "," + csv_field(each.axis.path);
  text +=
      ",fate,round,trials,by_chain,cost_per_year,fixed_per_year,losses_per_year,losses_low,losses_high,dearer_by,"
      "dearer_by_low,dearer_by_high,unavailability,unavailability_low,unavailability_high,chain_unavailability,"
      "on_front\n";
  const auto three = [](const Interval& each) {
    return fmt::format("{},{},{}", csv_number(each.value), csv_number(each.low), csv_number(each.high));
  };
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    const Point& point = result.points[i];
    text += fmt::format("{}", i);
    for (const models::Setting& each : point.settings) text += "," + csv_field(each.value);
    const Estimate& q = point.unavailability;
    text += fmt::format(",{},{},{},{},{},{},{},{},{},{},{}\n", name_of(point.fate), point.round + 1, point.trials,
                        point.by_chain, csv_number(point.cost()), csv_number(point.fixed_per_year),
                        three(point.losses_per_year), point.dearer_by ? three(*point.dearer_by) : ",,",
                        q.trials > 0 ? three({q.value, q.low, q.high}) : ",,",
                        point.exact_unavailability ? csv_number(*point.exact_unavailability) : "", point.on_front);
  }
  return text;
}

}  // namespace nines::report
