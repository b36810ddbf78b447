#include "analysis/report/importance_report.h"
#include "analysis/report/document.h"

#include "analysis/report/csv_fields.h"
#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::report {
namespace {

using sweep::Compared;
using sweep::Importance;
using sweep::PartImportance;

constexpr int format_version = 1;
constexpr double rounding = 1e-13;

/// Downtime per year is what people know; the gain in it, with its interval unless it is the chain's.
std::string gain_text(const Compared& gain) {
  const double yearly = year.count();
  if (gain.exact) return duration_text(std::max(0.0, *gain.exact) * yearly) + "/y";
  const auto text = [&](double value) { return (value < 0 ? "-" : "") + duration_text(std::abs(value) * yearly); };
  return fmt::format("{}/y ({} .. {})", text(gain.simulated), text(gain.low), text(gain.high));
}

std::string times_text(double factor) { return std::isfinite(factor) ? significant(factor, 3) + " x" : "all of it"; }

Json compared(const Compared& value) {
  return {{"value", number(value.simulated)},
          {"low", number(value.low)},
          {"high", number(value.high)},
          {"chain", number(value.exact)}};
}

}  // namespace

std::string table(const Importance& result, const TableStyle& style) {
  using enum Align;
  const std::string name = result.title.empty() ? result.scenario_file : result.title;
  const std::string facts =
      fmt::format("{}: {} is {} available; mission {}, {} trials of each, seed {}", printable(result.scenario_file),
                  printable(result.service), availability_text(result.unavailability.value(), 4),
                  duration_text(result.mission_s), count_text(result.trials), result.seed);
  std::string text = coloured(wrapped(printable(name), page_width, 0), Colour::bold, style.colour) + "\n" +
                     wrapped(facts, page_width, 2) + "\n";
  if (result.interrupted)
    text += coloured("Interrupted: these are the parts so far.", Colour::yellow, style.colour) + "\n";
  TextTable table({left, left, right, right, right, right});
  table.header({"part", "downtime that goes if it never fails", "Fussell-Vesely", "risk reduction", "risk achievement",
                "Birnbaum"});
  for (const PartImportance& part : result.parts) {
    const auto known = [](bool resolved, const std::string& value) {
      return resolved ? Cell(value) : Cell("not resolved", Colour::dim);
    };
    const bool gain = part.gain.resolved(), loss = part.loss.resolved();
    const bool no_gain = part.gain.exact && std::abs(*part.gain.exact) < rounding;  // of the two chains
    table.row({Cell(printable(part.name)), Cell(gain_text(part.gain)),
               known(gain, fmt::format("{:.1f} %", 100 * (no_gain ? 0 : part.fussell_vesely()))),
               known(gain, times_text(part.worth_reduction())), known(loss, times_text(part.worth_achievement())),
               known((gain && !no_gain) || loss, significant(part.birnbaum(), 3))});
  }
  return text + "\n" + table.render(2, style.colour) + "\n  " +
         wrapped(
             "Fussell-Vesely: the share of the unavailability that goes if the part never fails; risk reduction: by "
             "which "
             "factor it falls then; risk achievement: by which factor it rises if one member has failed for good; "
             "Birnbaum: the difference between these two. Not resolved: as far as these trials can tell, there is no "
             "effect.",
             page_width, 2) +
         "\n";
}

std::string json(const Importance& result) {
  Json parts = Json::array();
  for (const PartImportance& part : result.parts) {
    parts.push_back({{"kind", name_of(part.kind)},
                     {"name", part.name},
                     {"gain", compared(part.gain)},
                     {"loss", compared(part.loss)},
                     {"fussell_vesely", number(part.fussell_vesely())},
                     {"risk_reduction_worth", number(part.worth_reduction())},
                     {"risk_achievement_worth", number(part.worth_achievement())},
                     {"birnbaum", number(part.birnbaum())}});
  }
  const Json document = {{"format", "nines-importance"},
                         {"version", format_version},
                         {"nines", version()},
                         {"title", result.title},
                         {"scenario", {{"file", result.scenario_file}, {"hash", result.scenario_hash}}},
                         {"run",
                          {{"seed", result.seed},
                           {"trials", result.trials},
                           {"mission_s", number(result.mission_s)},
                           {"confidence", number(result.confidence)},
                           {"interrupted", result.interrupted}}},
                         {"service", result.service},
                         {"unavailability", compared(result.unavailability)},
                         {"parts", std::move(parts)}};
  return document_text(document);
}

std::string csv(const Importance& result) {
  std::string text =
      "kind,name,gain,gain_low,gain_high,gain_chain,loss,loss_low,loss_high,fussell_vesely,risk_reduction_worth,"
      "risk_achievement_worth,birnbaum\n";
  for (const PartImportance& part : result.parts) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", name_of(part.kind), csv_field(part.name),
                        part.gain.simulated, part.gain.low, part.gain.high,
                        part.gain.exact ? fmt::format("{}", *part.gain.exact) : "", part.loss.simulated, part.loss.low,
                        part.loss.high, part.fussell_vesely(), part.worth_reduction(), part.worth_achievement(),
                        part.birnbaum());
  }
  return text;
}

}  // namespace nines::report
