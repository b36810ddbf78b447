#include "analysis/incidents/words.h"
#include "analysis/report/drill_report.h"
#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using drill::DrillResult;
using drill::ExpectationResult;
using drill::FaultResult;
using drill::ServiceResult;
using drill::Spread;
using Outcome = ObjectiveResult::Outcome;
using Often = models::Expectation::Often;

constexpr int digits = 3;

std::string title(const std::string& text, const TableStyle& style) {
  return "\n" + coloured(text, Colour::bold, style.colour) + "\n";
}

/// "10:05:00"; "day 1 00:20:00" on the days after.
std::string clock(double seconds) {
  const std::string text = incidents::clock_text(seconds);
  constexpr std::string_view first_day = "day 0 ";
  return text.starts_with(first_day) ? text.substr(first_day.size()) : text;
}

std::string share(double value) { return std::isnan(value) ? "-" : availability_text(1 - value, digits); }

std::string share_of_trials(std::size_t part, std::size_t whole) {
  return whole == 0 ? "-" : percent_text(static_cast<double>(part) / static_cast<double>(whole));
}

std::string range(const Spread& spread) {
  if (spread.trials == 0) return "";
  const std::string low = duration_text(spread.low), high = duration_text(spread.high);
  const bool always = low == high && duration_text(spread.mean) == low;
  return always ? "always" : fmt::format("{} .. {}", low, high);
}

std::string heading(const DrillResult& result, const TableStyle& style) {
  const std::string name = result.title.empty() ? result.drill_file : result.title;
  std::string facts =
      fmt::format("{} of {}: {} from {}, {} {}, seed {}", printable(result.drill_file), printable(result.scenario_file),
                  duration_text(result.length_s), clock(result.clock_starts_s), count_text(result.trials),
                  result.trials == 1 ? "trial" : "trials", result.seed);
  facts += result.other_failures ? "; all else fails as the scenario says" : "; nothing else fails";
  return coloured(wrapped(printable(name), page_width, 0), Colour::bold, style.colour) + "\n" +
         wrapped(facts, page_width, 2) + "\n" +
         (result.interrupted ? coloured("Interrupted: this is the answer so far.", Colour::yellow, style.colour) + "\n"
                             : "");
}

std::string fault_title(const FaultResult& fault, std::size_t number, double clock_starts_s) {
  std::string text =
      fmt::format("Fault {}, at {}: {}", number, clock(clock_starts_s + fault.at_s), printable(fault.name));
  if (!fault.unit.empty())
    text += fmt::format(", of {}{}", printable(fault.unit), fault.always_same_unit ? "" : " or, by chance, another");
  return text;
}

std::string fault_text(const DrillResult& result, std::size_t f, const TableStyle& style) {
  using enum Align;
  const FaultResult& fault = result.faults[f];
  std::string text = title(fault_title(fault, f + 1, result.clock_starts_s), style);
  if (fault.struck < result.trials) {
    text += fmt::format(
        "  it could strike in {} of {} trials: in the others nothing (or too little) was up that could "
        "suffer it\n",
        count_text(fault.struck), count_text(result.trials));
  }
  if (fault.responses.empty()) return text + "  nothing follows within the drill\n";
  TextTable table({left, right, right, left});
  table.header({"what follows", "in trials", "after", "5 % .. 95 % of these"});
  for (const drill::Response& response : fault.responses) {
    table.row({Cell(printable(response.what)), Cell(share_of_trials(response.after_s.trials, result.trials)),
               Cell(duration_text(response.after_s.mean)), Cell(range(response.after_s))});
  }
  return text + table.render(2, style.colour);
}

void add_service(TextTable& table, const DrillResult& result, const ServiceResult& service, bool requests) {
  const auto& shares = requests ? service.served : service.up;
  const std::size_t trials = requests ? service.lost_requests : service.went_down;
  const Spread& spread = requests ? service.lost_s : service.down_s;
  table.row({Cell(fmt::format("{} {}", printable(service.name), requests ? "served" : "up")), Cell(share(shares[0])),
             Cell(share(shares[1])), Cell(share(shares[2])), Cell(share_of_trials(trials, result.trials)),
             Cell(spread.trials == 0 ? "-" : duration_text(spread.mean)), Cell(range(spread))});
}

/// "shop loses 8 h of data in 100 % of trials (always)."; nothing where none are lost.
std::string lost_data(const DrillResult& result) {
  std::string text;
  for (const ServiceResult& service : result.services) {
    const Spread& lost = service.data_lost_s;
    std::string what;
    if (lost.trials > 0) {
      what = fmt::format("{} of data in {} of trials ({})", duration_text(lost.mean),
                         share_of_trials(lost.trials, result.trials), range(lost));
    }
    if (service.lost_all_data > 0) {
      what += fmt::format("{}all data in {} of trials", what.empty() ? "" : ", and ",
                          share_of_trials(service.lost_all_data, result.trials));
    }
    if (!what.empty())
      text += "  " + wrapped(fmt::format("{} loses {}.", printable(service.name), what), page_width, 2) + "\n";
  }
  return text;
}

std::string services(const DrillResult& result, const TableStyle& style) {
  using enum Align;
  if (result.services.empty()) return "";
  TextTable table({left, right, right, right, right, right, left});
  table.header({"service", "before", "during", "after", "loss in trials", "lost", "5 % .. 95 % of these"});
  for (const ServiceResult& service : result.services) {
    add_service(table, result, service, false);
    if (service.balanced) add_service(table, result, service, true);
  }
  std::string text = title("Services", style) + table.render(2, style.colour);
  std::string until = "From the first fault until all services are as they were before (\"during\"): ";
  if (result.disturbed_s.trials > 0) {
    until += fmt::format("{} on average ({}), in {} of trials", duration_text(result.disturbed_s.mean),
                         range(result.disturbed_s), share_of_trials(result.disturbed_s.trials, result.trials));
  } else {
    until += result.still_disturbed == 0 ? "no service was ever affected" : "never";
  }
  if (result.still_disturbed > 0) {
    until += fmt::format("; in {} of trials they are not when the drill ends",
                         share_of_trials(result.still_disturbed, result.trials));
  }
  return text + lost_data(result) + "  " + wrapped(until + ".", page_width, 2) + "\n";
}

std::string shown_share(const Estimate& value) {
  return fmt::format("in {} of trials ({} .. {})", share(value.value), share(value.low), share(value.high));
}

std::string shown_value(const ExpectationResult& result) {
  const Estimate& value = result.value;
  if (value.trust == Estimate::Trust::not_available) return "";
  if (result.expectation.often != Often::on_average) return shown_share(value);
  if (std::isinf(value.value)) return "does not always come about";
  if (result.expectation.is_share()) {
    return fmt::format("{} ({} .. {})", availability_text(value.value, digits), availability_text(value.high, digits),
                       availability_text(value.low, digits));
  }
  return fmt::format("{} ({} .. {})", duration_text(value.value), duration_text(value.low), duration_text(value.high));
}

std::string expectations(const DrillResult& result, const TableStyle& style) {
  using enum Align;
  if (result.expectations.empty()) return "";
  TextTable table({left, left, left});
  std::string reasons;
  std::size_t met_so_far = 0;
  for (const ExpectationResult& each : result.expectations) {
    const bool met = each.outcome == Outcome::met, missed = each.outcome == Outcome::missed;
    met_so_far += met ? 1 : 0;
    table.row({Cell(printable(each.expectation.text)),
               Cell(met      ? "met"
                    : missed ? "MISSED"
                             : "unresolved",
                    met      ? Colour::green
                    : missed ? Colour::red
                             : Colour::yellow),
               Cell(shown_value(each))});
    if (!met) reasons += "  " + wrapped(printable(each.expectation.text + ": " + each.reason), page_width, 4) + "\n";
  }
  return title("Expectations", style) + table.render(2, style.colour) + reasons +
         fmt::format("\nVerdict: {} of {} expectations met.\n", met_so_far, result.expectations.size());
}

}  // namespace

std::string table(const DrillResult& result, const TableStyle& style) {
  std::string text = heading(result, style);
  for (std::size_t f = 0; f < result.faults.size(); ++f) text += fault_text(result, f, style);
  return text + services(result, style) + expectations(result, style);
}

}  // namespace nines::report
