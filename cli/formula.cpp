#include "cli/formula.h"

#include "analysis/calculator/calculator.h"
#include "analysis/report/text_table.h"
#include "cli/output.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "cli/values.h"
#include "scenarios/language/bytes.h"
#include "scenarios/language/quantities.h"

#include <fmt/format.h>

#include <cstdio>

namespace nines::cli {
namespace {

using calculator::Arguments;
using calculator::Fault;
using calculator::Formula;
using calculator::Unit;

template <class T>
scenarios::Parsed<double> as_double(const scenarios::Parsed<T>& parsed) {
  if (const auto* problem = std::get_if<scenarios::Problem>(&parsed)) return *problem;
  if constexpr (std::is_same_v<T, Seconds>) {
    return std::get<T>(parsed).count();
  } else {
    return static_cast<double>(std::get<T>(parsed));
  }
}

scenarios::Parsed<double> number_of(Unit unit, const std::string& text) {
  switch (unit) {
    case Unit::time: return as_double(scenarios::parse_duration(text));
    case Unit::rate: return as_double(scenarios::parse_rate(text));
    case Unit::probability: return as_double(scenarios::parse_probability(text));
    case Unit::bytes: return as_double(scenarios::parse_bytes(text));
    default: break;
  }
  if (const auto whole = whole_number(text)) return static_cast<double>(*whole);
  return scenarios::Problem{fmt::format("'{}' is not a whole number", text),
                            "20000, 20_000 and 2e4 are the same number"};
}

void print_fault(const Fault& fault, const std::string& hint) {
  fmt::print(stderr, "nines: formula: --{} {}\n", fault.parameter, report::printable(fault.reason));
  if (!hint.empty()) fmt::print(stderr, "  hint: {}\n", report::printable(hint));
}

/// Prints what cannot be read, and what is missing or out of range besides; then nothing is returned.
std::optional<Arguments> read_arguments(const Formula& formula, const Request& request) {
  Arguments arguments, unread;
  for (const calculator::Parameter& parameter : calculator::parameters()) {
    const auto given = request.formula_arguments.find(std::string(parameter.name));
    const std::optional<std::string> text = given == request.formula_arguments.end() ? std::nullopt : given->second;
    if (!text) continue;
    scenarios::Parsed<double> value = number_of(parameter.unit, *text);
    // Of a 0 that may not be, no unit is asked first.
    if (parameter.above_least && whole_number(*text) == 0) value = 0.0;
    if (const auto* problem = std::get_if<scenarios::Problem>(&value)) {
      print_fault({std::string(parameter.name), "cannot be read: " + problem->message}, problem->hint);
      unread.set(parameter.name, 0);
    } else {
      arguments.set(parameter.name, std::get<double>(value));
    }
  }
  bool good = true;
  for (const Fault& fault : calculator::faults(formula, arguments)) {
    if (unread.has(fault.parameter)) continue;  // it is not missing
    print_fault(fault, "");
    good = false;
  }
  if (good && unread.empty()) return arguments;
  fmt::print(stderr, "  hint: nines formula {} says what it needs\n", formula.name);
  return std::nullopt;
}

ExitCode unknown_formula(const std::string& name) {
  std::vector<std::string> names;
  for (const Formula& formula : calculator::formulas()) names.emplace_back(formula.name);
  const std::string near = nearest(name, names);
  return bad_input(fmt::format("there is no formula '{}'{}; nines formula lists them", report::printable(name),
                               near.empty() ? "" : fmt::format(": did you mean '{}'?", near)));
}

ExitCode put_text(const Request& request, const std::string& text) {
  for (const std::string& output : request.outputs) write_file(output, text);
  if (request.outputs.empty()) write_standard_output(text);
  return exit_ok;
}

}  // namespace

ExitCode formula_command(const Request& request) {
  if (request.markdown) return put_text(request, calculator::reference_markdown());
  if (request.topic.empty()) return put_text(request, calculator::list_text());
  const Formula* const formula = calculator::find_formula(request.topic);
  if (formula == nullptr) return unknown_formula(request.topic);
  bool given = false;
  for (const auto& [name, text] : request.formula_arguments) given = given || text;
  if (!given && !request.format && request.outputs.empty())
    return put_text(request, calculator::description_text(*formula));

  static const FileForms forms = {{".json", Format::json}, {".txt", Format::table}};
  check_outputs(request, forms);
  const std::optional<Arguments> arguments = read_arguments(*formula, request);
  if (!arguments) return exit_bad_input;
  put_out(
      request,
      [&](Format format, bool colour) {
        return format == Format::json ? calculator::json(*formula, *arguments)
                                      : calculator::table(*formula, *arguments, colour);
      },
      forms);
  return exit_ok;
}

}  // namespace nines::cli
