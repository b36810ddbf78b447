// The documents of sweeps: docs/reference/result.md says what each member means.
#include "analysis/report/csv_fields.h"
#include "analysis/report/difference_parts.h"
#include "analysis/report/document.h"
#include "analysis/report/sweep_report.h"
#include "analysis/report/wording.h"
#include "analysis/sweep/elementary.h"
#include "analysis/sweep/indices.h"

#include <fmt/format.h>

namespace nines::report {
namespace {

using sweep::AskedMeasure;
using sweep::Point;
using sweep::SweepResult;

constexpr int format_version = 1;

Json measures(const RunResult& result) {
  Json list = Json::array();
  for (const MeasureResult& each : result.measures) {
    if (each.kind != SubjectKind::service) continue;
    list.push_back({{"service", each.subject},
                    {"measure", name_of(each.measure)},
                    {"unit", unit_of(each.measure)},
                    {"simulated", estimate(each.simulated)},
                    {"chain", each.exact ? number(each.exact->value) : Json(nullptr)}});
  }
  return list;
}

Json settings(const Point& point) {
  Json all = Json::object();
  for (const models::Setting& each : point.settings) all[each.path] = each.value;
  return all;
}

Json points(const SweepResult& result) {
  Json list = Json::array();
  for (const Point& point : result.points) {
    list.push_back({{"settings", settings(point)},
                    {"combination", point.combination == sweep::no_input ? Json(nullptr) : Json(point.combination)},
                    {"scenario_hash", point.result.scenario_hash},
                    {"trials", point.result.trials},
                    {"measures", measures(point.result)}});
  }
  return list;
}

Json spreads(const SweepResult& result) {
  Json list = Json::array();
  if (result.sweep.uncertain.empty() || result.kind != SweepResult::Kind::points) return list;
  for (const AskedMeasure& asked : result.asked) {
    for (std::size_t i = 0; i < result.points.size(); ++i) {
      const std::size_t combination = result.points[i].combination;
      if (i > 0 && result.points[i - 1].combination == combination) continue;
      const auto spread = spread_of(result, combination, asked);
      if (!spread) continue;
      list.push_back({{"combination", combination},
                      {"service", asked.service},
                      {"measure", name_of(asked.measure)},
                      {"draws", spread->draws},
                      {"mean", number(spread->mean)},
                      {"quantile_5", number(spread->low)},
                      {"median", number(spread->median)},
                      {"quantile_95", number(spread->high)},
                      {"simulation_half_width", number(spread->simulation_half_width)}});
    }
  }
  return list;
}

Json effects(const SweepResult& result) {
  Json list = Json::array();
  if (result.kind != SweepResult::Kind::one_at_a_time) return list;
  for (const AskedMeasure& asked : result.asked) {
    const auto found = effects_of(result, asked);
    if (!found) continue;
    for (const sweep::Effect& each : found->effects) {
      list.push_back({{"service", asked.service},
                      {"measure", name_of(asked.measure)},
                      {"path", each.path},
                      {"low_setting", each.low_setting},
                      {"high_setting", each.high_setting},
                      {"low", number(each.low)},
                      {"high", number(each.high)},
                      {"resolved", each.resolved}});
    }
  }
  return list;
}

Json indices(const SweepResult& result) {
  Json list = Json::array();
  if (result.kind != SweepResult::Kind::indices) return list;
  for (const AskedMeasure& asked : result.asked) {
    const auto found = indices_of(result, asked);
    if (!found) continue;
    for (const sweep::Index& each : found->inputs) {
      list.push_back({{"service", asked.service},
                      {"measure", name_of(asked.measure)},
                      {"path", each.path},
                      {"main", number(each.main)},
                      {"main_error", number(each.main_error)},
                      {"total", number(each.total)},
                      {"total_error", number(each.total_error)}});
    }
  }
  return list;
}

Json differences(const SweepResult& result) {
  Json list = Json::array();
  if (!result.differences) return list;
  for (std::size_t i = 0; i < result.differences->points.size(); ++i) {
    for (const sweep::MeasureDifference& each : result.differences->points[i]) {
      Json entry = {{"point", result.points[i].number}, {"against", result.differences->base}};
      entry.update(difference_members(each));
      list.push_back(std::move(entry));
    }
  }
  return list;
}

Json elementary_effects(const SweepResult& result) {
  Json list = Json::array();
  if (result.kind != SweepResult::Kind::walks) return list;
  for (const AskedMeasure& asked : result.asked) {
    const auto found = sweep::elementary_effects_of(result, asked);
    if (!found) continue;
    for (const sweep::ElementaryEffect& each : *found) {
      list.push_back({{"service", asked.service},
                      {"measure", name_of(asked.measure)},
                      {"path", each.path},
                      {"size", number(each.size)},
                      {"size_error", number(each.size_error)},
                      {"mean", number(each.mean)},
                      {"deviation", number(each.deviation)},
                      {"walks", each.walks}});
    }
  }
  return list;
}

const char* name_of(SweepResult::Kind kind) {
  switch (kind) {
    case SweepResult::Kind::points: return "points";
    case SweepResult::Kind::one_at_a_time: return "one_at_a_time";
    case SweepResult::Kind::indices: return "indices";
    case SweepResult::Kind::walks: return "walks";
  }
  return "";
}

Json varied(const SweepResult& result) {
  Json axes = Json::array(), uncertain = Json::array();
  for (const models::Axis& each : result.sweep.axes) axes.push_back({{"path", each.path}, {"values", each.values}});
  for (const models::UncertainInput& each : result.sweep.uncertain)
    uncertain.push_back({{"path", each.path}, {"known", each.words}});
  return {{"vary", std::move(axes)},
          {"zip", result.sweep.zip},
          {"uncertain", std::move(uncertain)},
          {"design", result.sweep.design == models::Design::sobol ? "sobol" : "latin_hypercube"},
          {"draws", result.sweep.uncertain.empty() ? 1 : result.sweep.draws},
          {"kind", name_of(result.kind)}};
}

/// Of a measure that was asked for; otherwise empty fields.
std::string difference_fields(const SweepResult& result, std::size_t point, const MeasureResult& measure) {
  if (!result.differences) return "";
  const auto& rows = result.differences->points;
  if (point < rows.size()) {
    for (const sweep::MeasureDifference& each : rows[point]) {
      if (each.service != measure.subject || each.measure != measure.measure) continue;
      return fmt::format(",{},{},{},{},{}", result.differences->base, each.difference, each.low, each.high,
                         outcome_name(each.outcome));
    }
  }
  return ",,,,,";
}

}  // namespace

std::string json(const SweepResult& result) {
  const Json document = {
      {"format", "nines-sweep"},
      {"version", format_version},
      {"nines", version()},
      {"title", result.title},
      {"scenario", {{"file", result.scenario_file}, {"hash", result.scenario_hash}}},
      {"run",
       {{"seed", result.seed},
        {"confidence", number(result.confidence)},
        {"points_planned", result.points_planned},
        {"interrupted", result.interrupted}}},
      {"sweep", varied(result)},
      {"points", points(result)},
      {"spreads", spreads(result)},
      {"effects", effects(result)},
      {"indices", indices(result)},
      {"differences", differences(result)},
      {"elementary_effects", elementary_effects(result)},
  };
  return document_text(document);
}

std::string csv(const SweepResult& result) {
  std::string text = "point,combination";
  std::vector<std::string> paths;
  for (const models::Axis& each : result.sweep.axes) paths.push_back(each.path);
  for (const models::UncertainInput& each : result.sweep.uncertain) paths.push_back(each.path);
  for (const std::string& path : paths) text += "," + csv_field(path);
  text += ",service,measure,unit,simulated,low,high,trials,events,trust,chain";
  if (result.differences) text += ",against,difference,difference_low,difference_high,outcome";
  text += "\n";
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    const Point& point = result.points[i];
    std::string begin = fmt::format("{},{}", point.number,
                                    point.combination == sweep::no_input ? "" : fmt::format("{}", point.combination));
    for (const std::string& path : paths) {
      begin += ",";
      for (const models::Setting& each : point.settings) begin += each.path == path ? csv_field(each.value) : "";
    }
    for (const MeasureResult& each : point.result.measures) {
      if (each.kind != SubjectKind::service) continue;
      text += fmt::format("{},{},{},{},{},{}{}\n", begin, csv_field(each.subject), name_of(each.measure),
                          unit_of(each.measure), csv_estimate(each.simulated),
                          each.exact ? fmt::format("{}", each.exact->value) : "", difference_fields(result, i, each));
    }
  }
  return text;
}

}  // namespace nines::report
