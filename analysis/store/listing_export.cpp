// The list of runs for programs.
#include "analysis/report/csv_fields.h"
#include "analysis/report/report.h"
#include "analysis/store/catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace nines::store {
namespace {

using Json = nlohmann::ordered_json;
using report::csv_field;
using report::csv_number;

constexpr int format_version = 1;

std::string known(const std::optional<double>& value) { return value ? csv_number(*value) : ""; }

std::string run_fields(const ListedRun& run) {
  const char* const state = !run.trials ? "not_finished" : run.complete ? "complete" : "interrupted";
  return fmt::format("{},{},{},{},{},{},{}", run.id, csv_field(run.title), csv_field(run.file),
                     csv_field(run.settings_text()), run.seed, run.trials.value_or(run.kept_trials), state);
}

std::string measure_fields(const ListedMeasure& measure) {
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}", measure.kind, csv_field(measure.subject), measure.measure,
                     measure.unit, known(measure.simulated), known(measure.low), known(measure.high),
                     measure.events ? std::to_string(*measure.events) : "", measure.trust, known(measure.chain),
                     known(measure.chain_long_run), measure.verdict);
}

Json settings(const ListedRun& run) {
  Json list = Json::array();
  for (const auto& [path, value] : run.settings) list.push_back({{"path", path}, {"value", value}});
  return list;
}

Json document_of(const Catalogue& catalogue, const ListedRun& run) {
  const std::string document = catalogue.document(run);
  if (document.empty()) return nullptr;
  Json parsed = Json::parse(document, nullptr, false);
  if (!parsed.is_discarded()) return parsed;
  throw StoreError(fmt::format("cannot use {}: the document of run {} is damaged", catalogue.name(), run.id));
}

Json entry(const Catalogue& catalogue, const ListedRun& run) {
  return {{"id", run.id},
          {"title", run.title},
          {"scenario", {{"file", run.file}, {"hash", run.scenario_hash}}},
          {"settings", settings(run)},
          {"seed", run.seed},
          {"mission_s", run.mission_s},
          {"trials_per_block", run.trials_per_block},
          {"kept_trials", run.kept_trials},
          {"asked_trials", run.asked_trials > 0 ? Json(run.asked_trials) : Json(nullptr)},
          {"nines", run.nines},
          {"result", document_of(catalogue, run)}};
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string csv(const std::vector<ListedRun>& runs) {
  std::string text =
      "run,title,file,settings,seed,trials,state,kind,subject,measure,unit,simulated,low,high,events,trust,"
      "chain,chain_long_run,verdict\n";
  for (const ListedRun& run : runs) {
    if (run.measures.empty()) text += run_fields(run) + ",,,,,,,,,,,,\n";
    for (const ListedMeasure& measure : run.measures) text += run_fields(run) + "," + measure_fields(measure) + "\n";
  }
  return text;
}

std::string json(const Catalogue& catalogue, const std::vector<ListedRun>& runs) {
  Json list = Json::array();
  for (const ListedRun& run : runs) list.push_back(entry(catalogue, run));
  return dump({{"format", "nines-results"},
               {"version", format_version},
               {"nines", report::version()},
               {"file", catalogue.name()},
               {"runs", std::move(list)}},
              2);
}

std::string ndjson(const Catalogue& catalogue, const std::vector<ListedRun>& runs) {
  std::string text;
  for (const ListedRun& run : runs) text += dump(entry(catalogue, run), -1);
  return text;
}

}  // namespace nines::store
