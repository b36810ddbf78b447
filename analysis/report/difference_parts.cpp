#include "analysis/report/difference_parts.h"

#include "analysis/report/differences.h"
#include "analysis/report/numbers.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using sweep::MeasureDifference;
using Outcome = MeasureDifference::Outcome;

/// To two digits, upwards: "82 000".
std::string about(double trials) {
  const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(trials)) - 1));
  return count_text(static_cast<std::uint64_t>(std::ceil(trials / unit) * unit));
}

Cell verdict(const MeasureDifference& each) {
  constexpr double most_trials_worth_naming = 1e12;
  switch (each.outcome) {
    case Outcome::resolved: return {"differs", Colour::green};
    case Outcome::unresolved: {
      const bool nameable = each.trials_to_resolve > 0 && each.trials_to_resolve < most_trials_worth_naming;
      const std::string how = nameable ? ": about " + about(each.trials_to_resolve) + " trials would" : "";
      return {"not resolved" + how, Colour::yellow};
    }
    case Outcome::none_seen: return {"no difference in any trial", Colour::dim};
    case Outcome::not_available: return {"-"};
  }
  return {};
}

std::string pairing(const MeasureDifference& each) {
  if (each.outcome != Outcome::resolved && each.outcome != Outcome::unresolved) return "";
  return fmt::format("{:.2g} x, {:+.2f}", each.narrower, each.correlation);
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::resolved: return "resolved";
    case Outcome::unresolved: return "unresolved";
    case Outcome::none_seen: return "none_seen";
    case Outcome::not_available: return "not_available";
  }
  return "";
}

std::vector<Cell> difference_cells(const MeasureDifference& each) {
  if (each.outcome == Outcome::not_available) return {Cell("-"), Cell(), Cell("-"), Cell(), verdict(each)};
  const int digits = digits_for(std::abs(each.difference), (each.high - each.low) / 2);
  const bool turned = is_availability(each.measure);  // more unavailability is less availability
  const std::string interval =
      each.outcome == Outcome::none_seen
          ? ""
          : fmt::format("{} .. {}", signed_text(each.measure, turned ? each.high : each.low, digits),
                        signed_text(each.measure, turned ? each.low : each.high, digits));
  const bool chains = each.exact_first && each.exact_second;
  return {Cell(signed_text(each.measure, each.difference, digits)), Cell(interval),
          Cell(chains ? signed_text(each.measure, *each.exact_second - *each.exact_first, std::max(4, digits)) : "-"),
          Cell(pairing(each)), verdict(each)};
}

Json difference_members(const MeasureDifference& each) {
  return {{"service", each.service},
          {"measure", name_of(each.measure)},
          {"unit", unit_of(each.measure)},
          {"first", number(each.first)},
          {"second", number(each.second)},
          {"difference", number(each.difference)},
          {"low", number(each.low)},
          {"high", number(each.high)},
          {"outcome", outcome_name(each.outcome)},
          {"effective_events", number(each.effective_events)},
          {"correlation", number(each.correlation)},
          {"narrower", number(each.narrower)},
          {"trials_to_resolve", number(each.trials_to_resolve)},
          {"chain_first", number(each.exact_first)},
          {"chain_second", number(each.exact_second)}};
}

}  // namespace nines::report
