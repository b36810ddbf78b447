#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <utility>

namespace nines::report {
namespace {

constexpr std::size_t most_causes = 12;  // per service; the rest is summed up in one row

std::string bar(double share) {
  constexpr double full_width = 30;
  return std::string(static_cast<std::size_t>(std::lround(full_width * std::clamp(share, 0.0, 1.0))), '#');
}

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

void add_cause(TextTable& table, const CauseShare& cause) {
  table.row({Cell(printable(cause.cause)), Cell(percent(cause.share_of_downtime)), Cell(bar(cause.share_of_downtime)),
             Cell(duration_text(cause.downtime_s_per_year) + "/y"),
             Cell(significant(cause.outages_per_year, 3) + " /y")});
}

/// What the outages of a service consist of; empty where it is one thing alone.
std::string phase_table(const RunResult& result, const std::string& service, const TableStyle& style) {
  using enum Align;
  TextTable table({left, right, left, right, right});
  table.header({"outage spent on", "share", "", "downtime", "Markov chain"});
  int rows = 0;
  for (const PhaseShare& phase : result.phases) {
    if (phase.service != service || phase.downtime_s_per_year.value_or(0) <= 0) continue;
    ++rows;
    const double share = phase.share_of_downtime.value_or(0);
    table.row({Cell(std::string(words_for(phase.phase))), Cell(percent(share)), Cell(bar(share)),
               Cell(duration_text(*phase.downtime_s_per_year) + "/y"),
               Cell(phase.exact_s_per_year ? duration_text(*phase.exact_s_per_year) + "/y" : "-")});
  }
  return rows > 1 ? "\n" + table.render(2, style.colour) : "";
}

/// What the data of a service are lost by; empty where they are not.
std::string loss_table(const RunResult& result, const std::string& service, const TableStyle& style) {
  using enum Align;
  TextTable table({left, right, left, right, right, right});
  table.header({"data lost by", "share", "", "lost each time", "lost for good", "losses"});
  int rows = 0;
  for (const LossShare& loss : result.losses) {
    if (loss.service != service) continue;
    ++rows;
    table.row({Cell(printable(loss.cause)), Cell(percent(loss.share_of_losses)), Cell(bar(loss.share_of_losses)),
               Cell(loss.unrecoverable_share < 1 ? duration_text(loss.mean_loss_s) : "all"),
               Cell(percent(loss.unrecoverable_share)), Cell(significant(loss.losses_per_year, 3) + " /y")});
  }
  return rows > 0 ? "\n" + table.render(2, style.colour) : "";
}

std::string title(const std::string& text, const TableStyle& style) {
  return "\n" + coloured(text, Colour::bold, style.colour) + "\n";
}

/// Of the failure modes with a count from the field that was judged.
struct FieldSum {
  std::size_t modes = 0;
  double simulated = 0, observed = 0;
};

FieldSum field_sum(const RunResult& result) {
  FieldSum sum;
  for (const FailureCount& failure : result.failures) {
    if (!failure.field) continue;
    ++sum.modes;
    sum.simulated += failure.per_mission.value;
    sum.observed += *failure.observed;
  }
  return sum;
}

/// Observed, what chance allows, and whether it lies within that.
std::vector<Cell> field_cells(const FailureCount& failure) {
  if (!failure.field) return {Cell(), Cell(), Cell()};
  const FieldVerdict& field = *failure.field;
  return {Cell(fmt::format("{:.0f}", *failure.observed)), Cell(fmt::format("{:.0f} .. {:.0f}", field.low, field.high)),
          field.within_chance ? Cell("within chance", Colour::green)
                              : Cell(fmt::format("UNLIKE, p = {:.1g}", field.p_value), Colour::red)};
}

void add_counts(const RunResult& result, CauseKind kind, const std::string& section, TextTable& table) {
  bool first = !section.empty();
  for (const FailureCount& failure : result.failures) {
    if (failure.kind != kind) continue;
    if (std::exchange(first, false)) table.section(""), table.section(section);
    const EstimateText text = plain_estimate_text(failure.per_mission);
    std::vector<Cell> row = {Cell(printable(failure.cause)), Cell(text.value), Cell(text.interval)};
    for (Cell& cell : field_cells(failure)) row.push_back(std::move(cell));
    table.row(std::move(row));
  }
}

std::string field_remark(const RunResult& result, const FieldSum& sum) {
  if (sum.modes == 0) return "";
  const std::string all = sum.modes == 1 ? "this count" : fmt::format("all {} counts", sum.modes);
  return "  " +
         wrapped(
             fmt::format("observed: in the field, over one mission, so that chance moves it; if the model is right, "
                         "{} lie{} within what chance allows with a probability of {}.",
                         all, sum.modes == 1 ? "s" : "", percent_text(1 - result.family_wise_level)),
             page_width, 2) +
         "\n";
}

/// "in 93.2 % of missions (92.1 .. 94.2 %)".
std::string missions_text(const Estimate& share) {
  Estimate in_percent = share;
  for (double* value : {&in_percent.value, &in_percent.low, &in_percent.high}) *value *= 100;
  if (in_percent.trust == Estimate::Trust::none_seen) in_percent.trust = Estimate::Trust::few_events;
  const EstimateText text = plain_estimate_text(in_percent);
  return fmt::format("in {} % of missions ({} %)", text.value, text.interval);
}

}  // namespace

std::string objective_value(const ObjectiveResult& objective) {
  if (objective.objective.share_of_trials > 0) return missions_text(objective.value);
  const EstimateText text = estimate_text(objective.objective.measure, objective.value);
  const std::string value = text.interval.empty() ? text.value : fmt::format("{} ({})", text.value, text.interval);
  return objective.met_in ? fmt::format("{}; {}", value, missions_text(*objective.met_in)) : value;
}

std::string downtime_causes(const RunResult& result, const TableStyle& style) {
  using enum Align;
  std::vector<std::string> services;
  for (const CauseShare& cause : result.causes) {
    if (std::find(services.begin(), services.end(), cause.service) == services.end()) services.push_back(cause.service);
  }
  std::string text;
  for (const std::string& service : services) {
    std::vector<CauseShare> causes;
    std::copy_if(result.causes.begin(), result.causes.end(), std::back_inserter(causes),
                 [&](const CauseShare& cause) { return cause.service == service; });
    std::stable_sort(causes.begin(), causes.end(), [](const CauseShare& a, const CauseShare& b) {
      return a.downtime_s_per_year > b.downtime_s_per_year;
    });
    TextTable table({left, right, left, right, right});
    table.header({"outage begun by", "share", "", "downtime", "outages"});
    CauseShare rest{service, "", 0, 0, 0};
    for (std::size_t i = 0; i < causes.size(); ++i) {
      if (i < most_causes || causes.size() == most_causes + 1) {
        add_cause(table, causes[i]);
      } else {
        rest.downtime_s_per_year += causes[i].downtime_s_per_year;
        rest.outages_per_year += causes[i].outages_per_year;
        rest.share_of_downtime += causes[i].share_of_downtime;
      }
    }
    rest.cause = fmt::format("{} others", causes.size() - std::min(causes.size(), most_causes));
    if (causes.size() > most_causes + 1) add_cause(table, rest);
    text += title("Where the downtime of " + printable(service) + " goes", style) + table.render(2, style.colour);
    text += phase_table(result, service, style);
    text += loss_table(result, service, style);
  }
  return text;
}

std::string failure_counts(const RunResult& result, const TableStyle& style) {
  if (result.failures.empty()) return "";
  using enum Align;
  const FieldSum sum = field_sum(result);
  TextTable table({left, right, left, right, left, left});
  table.header({"failure mode", "per mission", percent_text(result.confidence) + " interval",
                sum.modes > 0 ? "observed" : "", sum.modes > 0 ? "chance allows" : "", ""});
  add_counts(result, CauseKind::failure, "", table);
  if (sum.modes > 1) {
    table.row({Cell(fmt::format("all {} with a count", sum.modes)), Cell(significant(sum.simulated, 4)), Cell(),
               Cell(fmt::format("{:.0f}", sum.observed)), Cell(), Cell()});
  }
  add_counts(result, CauseKind::planned, "planned", table);
  add_counts(result, CauseKind::mechanism, "false alarms, switching", table);
  add_counts(result, CauseKind::data, "data", table);
  return title("Failures, over all members, in a mission of " + duration_text(result.mission_s), style) +
         table.render(2, style.colour) + field_remark(result, sum);
}

std::string objectives(const RunResult& result, const TableStyle& style) {
  if (result.objectives.empty()) return "";
  using enum Align;
  using Outcome = ObjectiveResult::Outcome;
  TextTable table({left, left, left});
  for (const ObjectiveResult& objective : result.objectives) {
    const bool met = objective.outcome == Outcome::met;
    const bool missed = objective.outcome == Outcome::missed;
    table.row({Cell(printable(objective.objective.text)),
               Cell(met      ? "met"
                    : missed ? "MISSED"
                             : "unresolved",
                    met      ? Colour::green
                    : missed ? Colour::red
                             : Colour::yellow),
               Cell(objective_value(objective))});
  }
  std::string text = title("Objectives", style) + table.render(2, style.colour);
  for (const ObjectiveResult& objective : result.objectives) {
    if (objective.reason.empty() || objective.outcome == Outcome::met) continue;
    text += "  " + wrapped(printable(objective.objective.text + ": " + objective.reason), page_width, 4) + "\n";
  }
  return text;
}

}  // namespace nines::report
