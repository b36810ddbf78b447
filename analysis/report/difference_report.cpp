#include "analysis/report/csv_fields.h"
#include "analysis/report/difference_parts.h"
#include "analysis/report/differences.h"
#include "analysis/report/document.h"
#include "analysis/report/numbers.h"
#include "analysis/report/sweep_report.h"
#include "analysis/report/table.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using sweep::Difference;
using sweep::MeasureDifference;
using Outcome = MeasureDifference::Outcome;

constexpr int format_version = 1;

/// "plant.yaml" or "plant.yaml with nodes.web.count=4".
std::string side_text(const Difference::Side& side, const std::vector<std::string>& settings) {
  std::vector<std::string> all = side.settings;
  all.insert(all.end(), settings.begin(), settings.end());
  std::string text = printable(side.scenario_file);
  for (std::size_t i = 0; i < all.size(); ++i) text += (i == 0 ? " with " : ", ") + printable(all[i]);
  return text;
}

std::string heading(const Difference& result, const TableStyle& style) {
  const std::string facts = fmt::format("mission {}, {} trials of each with the same random numbers, seed {}",
                                        duration_text(result.mission_s), count_text(result.trials), result.seed);
  return coloured("What the difference is", Colour::bold, style.colour) + "\n" + "  " +
         wrapped("first:  " + side_text(result.first, {}), page_width, 10) + "\n" + "  " +
         wrapped("second: " + side_text(result.second, result.settings), page_width, 10) + "\n" + "  " +
         wrapped(facts, page_width, 2) + "\n" +
         (result.interrupted ? coloured("Interrupted: this is the answer so far.", Colour::yellow, style.colour) + "\n"
                             : "");
}

void add_row(TextTable& table, const MeasureDifference& each) {
  const std::string measure(words_for(each.measure));
  const bool known = each.outcome != Outcome::not_available;
  const double half = (each.high - each.low) / 2;
  const auto side = [&](double value) {
    return Cell(known ? measure_text(each.measure, value, digits_for(value, half)) : "-");
  };
  std::vector<Cell> cells = {Cell(measure), side(each.first), side(each.second)};
  for (Cell& cell : difference_cells(each)) cells.push_back(std::move(cell));
  table.row(std::move(cells));
}

std::string only_on_one_side(const Difference::Side& side, const char* name) {
  if (side.only_here.empty()) return "";
  std::string names;
  for (const std::string& each : side.only_here) names += (names.empty() ? "" : ", ") + printable(each);
  return "\n  " + wrapped(fmt::format("only the {} has: {}", name, names), page_width, 4) + "\n";
}

Json side(const Difference::Side& side) {
  return {
      {"title", side.title},         {"file", side.scenario_file},
      {"hash", side.scenario_hash},  {"settings", side.settings},
      {"only_here", side.only_here}, {"chain_refused", side.chain_refused ? Json(*side.chain_refused) : Json(nullptr)}};
}

}  // namespace

std::string table(const Difference& result, const TableStyle& style) {
  using enum Align;
  TextTable table({left, right, right, right, left, right, left, left});
  table.header({"", "first", "second", "difference", percent_text(result.confidence) + " interval", "by the chains",
                "pairing", "verdict"});
  std::string last;
  for (const MeasureDifference& each : result.measures) {
    if (each.service != last) {
      table.section("");
      table.section("service " + printable(each.service));
      last = each.service;
    }
    add_row(table, each);
  }
  std::string text = heading(result, style) + "\n" + table.render(2, style.colour);
  text += only_on_one_side(result.first, "first") + only_on_one_side(result.second, "second");
  text += "\n  " +
          wrapped(
              "pairing: how many times narrower the interval is than that of two independent runs, and the "
              "correlation of the two sides' trials. Differences are second minus first; of "
              "availabilities in points of the percentage.",
              page_width, 4) +
          "\n";
  return text;
}

std::string json(const Difference& result) {
  Json measures = Json::array();
  for (const MeasureDifference& each : result.measures) {
    measures.push_back(difference_members(each));
  }
  const Json document = {{"format", "nines-difference"},
                         {"version", format_version},
                         {"nines", version()},
                         {"first", side(result.first)},
                         {"second", side(result.second)},
                         {"settings", result.settings},
                         {"run",
                          {{"seed", result.seed},
                           {"trials", result.trials},
                           {"mission_s", number(result.mission_s)},
                           {"confidence", number(result.confidence)},
                           {"interrupted", result.interrupted}}},
                         {"measures", std::move(measures)}};
  return document_text(document);
}

std::string csv(const Difference& result) {
  std::string text =
      "service,measure,unit,first,second,difference,low,high,outcome,effective_events,correlation,narrower,"
      "trials_to_resolve,chain_first,chain_second\n";
  const auto optional = [](const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; };
  for (const MeasureDifference& each : result.measures) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(each.service),
                        name_of(each.measure), unit_of(each.measure), each.first, each.second, each.difference,
                        each.low, each.high, outcome_name(each.outcome), each.effective_events, each.correlation,
                        each.narrower, each.trials_to_resolve, optional(each.exact_first), optional(each.exact_second));
  }
  return text;
}

}  // namespace nines::report
