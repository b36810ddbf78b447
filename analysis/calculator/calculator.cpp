#include "analysis/calculator/calculator.h"

#include "analysis/calculator/rows.h"
#include "analysis/report/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nines::calculator {

std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::time: return "s";
    case Unit::rate: return "1/s";
    case Unit::count: return "count";
    case Unit::probability: return "probability";
    case Unit::bytes: return "bytes";
    case Unit::share: return "share";
    case Unit::unavailability: return "unavailability";
    case Unit::number: return "number";
    case Unit::per_year: return "1/year";
    case Unit::per_day: return "1/day";
  }
  return "";
}

std::string text_of(Unit unit, double value) {
  constexpr int digits = 6;
  constexpr double least_counted = 1e15;  // beyond, a double is no whole number that anybody counted
  if (unit == Unit::time && value == 0) return "0 s";
  if (!std::isfinite(value)) return value > 0 ? "more than a double can hold" : "unknown: a double cannot hold it";
  if (unit == Unit::unavailability && value == 0) return "100 %, as far as a double can tell";
  switch (unit) {
    case Unit::time: return report::duration_text(value, digits);
    case Unit::rate: return report::significant(value * year_s, digits) + " per year";
    case Unit::count:
      return value < least_counted ? report::count_text(static_cast<std::uint64_t>(value))
                                   : report::significant(value, digits);
    case Unit::bytes: return report::bytes_text(value);
    case Unit::share: return report::significant(100 * value, digits) + " %";
    case Unit::unavailability: return report::availability_text(value, digits);
    case Unit::per_year: return report::significant(value, digits) + " per year";
    case Unit::per_day: return report::significant(value, digits) + " per day";
    case Unit::probability:
    case Unit::number: return report::significant(value, digits);
  }
  return "";
}

std::string remark_on(const Result& result) {
  constexpr double rounding = 1e-9;
  const bool is_share =
      result.unit == Unit::share || result.unit == Unit::probability || result.unit == Unit::unavailability;
  if (is_share && (result.value < -rounding || result.value > 1 + rounding))
    return "outside 0 to 100 %: the formula does not hold for these numbers";
  if (result.unit == Unit::time && result.value < 0) return "below 0: the formula does not hold for these numbers";
  return "";
}

const Parameter* find_parameter(std::string_view name) {
  const auto found = std::find_if(parameters().begin(), parameters().end(),
                                  [&](const Parameter& parameter) { return parameter.name == name; });
  return found == parameters().end() ? nullptr : &*found;
}

const std::vector<Formula>& formulas() {
  static const std::vector<Formula> all = [] {
    std::vector<Formula> rows;
    for (auto part : {checkpointing_formulas, durability_formulas, placement_formulas, redundancy_formulas}) {
      for (Formula& formula : part()) rows.push_back(std::move(formula));
    }
    return rows;
  }();
  return all;
}

const Formula* find_formula(std::string_view name) {
  const auto found =
      std::find_if(formulas().begin(), formulas().end(), [&](const Formula& formula) { return formula.name == name; });
  return found == formulas().end() ? nullptr : &*found;
}

double Arguments::operator()(std::string_view name) const {
  for (const auto& [each, value] : values_) {
    if (each == name) return value;
  }
  throw std::out_of_range(std::string(name));
}

bool Arguments::has(std::string_view name) const {
  return std::any_of(values_.begin(), values_.end(), [&](const auto& each) { return each.first == name; });
}

namespace {

std::optional<Fault> out_of_range(const Parameter& parameter, double value) {
  const bool too_small = parameter.above_least ? !(value > parameter.least) : !(value >= parameter.least);
  if (!too_small && value <= parameter.most) return std::nullopt;
  return Fault{std::string(parameter.name),
               too_small ? fmt::format("must be {}{}", parameter.above_least ? "above " : "at least ",
                                       text_of(parameter.unit, parameter.least))
                         : fmt::format("must be at most {}", text_of(parameter.unit, parameter.most))};
}

}  // namespace

std::vector<Fault> faults(const Formula& formula, const Arguments& arguments) {
  std::vector<Fault> all;
  for (const Parameter& parameter : parameters()) {
    if (!arguments.has(parameter.name)) continue;
    const bool needed = std::any_of(formula.needs.begin(), formula.needs.end(),
                                    [&](const Formula::Needs& needs) { return needs.parameter == parameter.name; });
    if (!needed) {
      all.push_back({std::string(parameter.name), fmt::format("is no parameter of {}", formula.name)});
    } else if (auto fault = out_of_range(parameter, arguments(parameter.name))) {
      all.push_back(std::move(*fault));
    }
  }
  for (const Formula::Needs& needs : formula.needs) {
    if (needs.otherwise || arguments.has(needs.parameter)) continue;
    const std::string name(needs.parameter);
    all.push_back({name, fmt::format("is missing: {}", find_parameter(name)->meaning)});
  }
  return all.empty() ? formula.faults(completed(formula, arguments)) : all;
}

Arguments completed(const Formula& formula, Arguments arguments) {
  for (const Formula::Needs& needs : formula.needs) {
    if (needs.otherwise && !arguments.has(needs.parameter)) arguments.set(needs.parameter, *needs.otherwise);
  }
  return arguments;
}

namespace {

std::string is(const Arguments& arguments, const char* parameter) {
  return fmt::format("{}, which is {}", parameter, text_of(Unit::count, arguments(parameter)));
}

}  // namespace

void must_be_less(std::vector<Fault>& faults, const Arguments& arguments, const char* smaller, const char* larger) {
  if (arguments(smaller) < arguments(larger)) return;
  faults.push_back({smaller, "must be less than " + is(arguments, larger)});
}

void must_not_exceed(std::vector<Fault>& faults, const Arguments& arguments, const char* smaller, const char* larger) {
  if (arguments(smaller) <= arguments(larger)) return;
  faults.push_back({smaller, "must be at most " + is(arguments, larger)});
}

}  // namespace nines::calculator
