// The table of kinds, and the way from named parameters to a law.
#include "sim/laws/kind.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace nines {
namespace laws {
namespace {

const std::vector<KindRow>& rows() {
  static const std::vector<KindRow> all{exponential_kind(), fixed_kind(), uniform_kind(), weibull_kind(),
                                        lognormal_kind(),   gamma_kind(), erlang_kind(),  hyperexponential_kind(),
                                        normal_kind()};
  return all;
}

const KindRow* find_row(const std::string& name) {
  const auto found =
      std::find_if(rows().begin(), rows().end(), [&](const KindRow& row) { return row.kind.name == name; });
  return found == rows().end() ? nullptr : &*found;
}

/// "mean; rate; shape and scale": each combination once.
std::string combinations_in_words(const LawKind& kind) {
  std::string words;
  for (const auto& combination : kind.combinations) {
    words += fmt::format("{}{}", words.empty() ? "" : "; ", fmt::join(combination, " and "));
  }
  return words;
}

std::string names_of(const Parameters& given) {
  std::string words;
  for (const auto& [name, value] : given) words += (words.empty() ? "" : " and ") + name;
  return words;
}

std::optional<LawError> problem_with_value(const KindRow& row, const LawParameter& parameter, double value) {
  const std::string& name = parameter.name;
  if (std::isnan(value)) return LawError{name, fmt::format("{} is not a number", name), "give a finite number"};
  if (std::isinf(value)) return LawError{name, fmt::format("{} is infinite", name), "give a finite value"};
  switch (parameter.unit) {
    case ParameterUnit::probability:
      if (value < 0 || value > 1) {
        return LawError{name, fmt::format("{} = {} is not a probability", name, value),
                        "give a number from 0 to 1, or a percentage"};
      }
      return std::nullopt;
    case ParameterUnit::count:
      if (value < 1 || value != std::floor(value)) {
        return LawError{name, fmt::format("{} = {} is not a positive whole number", name, value), "give 1, 2, 3 ..."};
      }
      return std::nullopt;
    case ParameterUnit::time:
    case ParameterUnit::rate:
    case ParameterUnit::number: break;
  }
  const bool zero_allowed = std::find(row.may_be_zero.begin(), row.may_be_zero.end(), name) != row.may_be_zero.end();
  if (value < 0 || (value == 0 && !zero_allowed)) {
    const char* what = parameter.unit == ParameterUnit::rate   ? "a rate"
                       : parameter.unit == ParameterUnit::time ? "a time"
                                                               : "it";
    return LawError{name,
                    fmt::format("{} is {} ({} must be {})", name, value == 0 ? "zero" : "negative", what,
                                zero_allowed ? "0 or more" : "above 0"),
                    name == "cv" || name == "sigma" || name == "sd" ? "use a fixed time for times that do not vary"
                                                                    : "give a value above 0"};
  }
  return std::nullopt;
}

std::optional<LawError> problem_with_values(const KindRow& row, const Parameters& given) {
  for (const auto& [name, value] : given) {
    const auto& known = row.kind.parameters;
    const auto parameter =
        std::find_if(known.begin(), known.end(), [&](const LawParameter& p) { return p.name == name; });
    if (parameter == known.end()) {
      return LawError{name, fmt::format("the {} law has no parameter '{}'", row.kind.name, name),
                      fmt::format("it is determined by: {}", combinations_in_words(row.kind))};
    }
    if (auto error = problem_with_value(row, *parameter, value)) return error;
  }
  return std::nullopt;
}

bool matches(const std::vector<std::string>& combination, const Parameters& given) {
  return combination.size() == given.size() &&
         std::all_of(combination.begin(), combination.end(),
                     [&](const std::string& name) { return given.contains(name); });
}

/// Why `given`, which is none of the kind's combinations, is not.
LawError wrong_combination(const LawKind& kind, const Parameters& given) {
  const std::string hint = fmt::format("give exactly one of: {}", combinations_in_words(kind));
  if (given.empty()) return {"", fmt::format("the {} law needs parameters", kind.name), hint};
  for (const auto& combination : kind.combinations) {
    const auto has = [&](const std::string& name) { return given.contains(name); };
    if (std::all_of(combination.begin(), combination.end(), has)) {
      return {
          "",
          fmt::format("{} together are too much for the {} law ({} alone determine{} it, the rest could contradict)",
                      names_of(given), kind.name, fmt::join(combination, " and "), combination.size() == 1 ? "s" : ""),
          hint};
    }
  }
  return {"",
          fmt::format("{} do{} not determine the {} law", names_of(given), given.size() == 1 ? "es" : "", kind.name),
          hint};
}

}  // namespace

LawResult with_usable_moments(LawPtr law) {
  const double mean_s = law->mean().count();
  const double variance = law->variance_s2();
  if (!std::isfinite(mean_s) || !std::isfinite(variance)) {
    return LawError{"", "the mean or the variance of the law is too large for double precision",
                    "check the values and their units"};
  }
  const bool varies = law->quantile(0) < law->upper_quantile(0);
  if (!std::isnormal(mean_s) || !std::isfinite(1 / mean_s) || (varies && !std::isnormal(variance))) {
    return LawError{"", "the mean or the variance of the law is too small for double precision",
                    "check the values and their units"};
  }
  return law;
}

}  // namespace laws

std::span<const LawKind> law_kinds() {
  static const std::vector<LawKind> kinds = [] {
    std::vector<LawKind> all;
    for (const laws::KindRow& row : laws::rows()) all.push_back(row.kind);
    return all;
  }();
  return kinds;
}

bool LawKind::has_bounds() const {
  return std::find(combinations.begin(), combinations.end(), std::vector<std::string>{"low", "high"}) !=
         combinations.end();
}

const LawKind* find_law_kind(const std::string& name) {
  const auto kinds = law_kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const LawKind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

LawResult make_law(const std::string& kind, const std::map<std::string, double>& parameters) {
  const laws::KindRow* row = laws::find_row(kind);
  if (!row) {
    std::vector<std::string> names;
    for (const LawKind& known : law_kinds()) names.push_back(known.name);
    return LawError{"", fmt::format("there is no law '{}'", kind),
                    fmt::format("the laws are {}", fmt::join(names, ", "))};
  }
  if (auto error = laws::problem_with_values(*row, parameters)) return *std::move(error);
  const auto& combinations = row->kind.combinations;
  if (std::none_of(combinations.begin(), combinations.end(),
                   [&](const auto& names) { return laws::matches(names, parameters); })) {
    return laws::wrong_combination(row->kind, parameters);
  }
  LawResult made = row->make(parameters);
  return std::holds_alternative<LawPtr>(made) ? laws::with_usable_moments(std::get<LawPtr>(std::move(made))) : made;
}

namespace {

LawPtr law_or_abort(LawResult result) {
  if (const auto* error = std::get_if<LawError>(&result)) {
    fmt::print(stderr, "impossible law in code: {} ({})\n", error->message, error->hint);
    std::abort();
  }
  return std::get<LawPtr>(std::move(result));
}

}  // namespace

LawPtr exponential_with_mean(Seconds mean) { return law_or_abort(make_law("exponential", {{"mean", mean.count()}})); }
LawPtr exponential_with_rate(double per_second) {
  return law_or_abort(make_law("exponential", {{"rate", per_second}}));
}
LawPtr fixed_time(Seconds value) { return law_or_abort(make_law("fixed", {{"value", value.count()}})); }

}  // namespace nines
