#include "analysis/calculator/calculator.h"
#include "analysis/report/document.h"
#include "analysis/report/report.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::calculator {

namespace {

constexpr std::size_t width = 100;

std::string what_to_write(Unit unit) {
  switch (unit) {
    case Unit::time: return "a time: 24h, '5 min'";
    case Unit::rate: return "a rate: '6.5e-3 per d', '2 % per year'";
    case Unit::count: return "a whole number: 8, 1e6";
    case Unit::probability: return "a probability: 0.1, '2 %', 1e-14";
    case Unit::bytes: return "an amount of data: '12 TB'";
    default: return "a number";
  }
}

/// Without the zeros behind the point that only say how exact a result is: "5.00000 min" was given as 5 min.
std::string as_given(Unit unit, double value) {
  std::string text = text_of(unit, value);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  const std::size_t end = std::min(text.find_first_not_of("0123456789", point + 1), text.size());
  std::size_t keep = text.find_last_not_of('0', end - 1);
  if (keep > point) ++keep;
  return text.erase(keep, end - keep);
}

/// What is assumed; the largest count that may be given means all there are.
std::string assumed(const Formula::Needs& needs, const Parameter& parameter) {
  const double value = needs.otherwise.value_or(0);
  return parameter.unit == Unit::count && value == parameter.most ? "all" : as_given(parameter.unit, value);
}

/// A line that begins with two blanks, and its further lines with `indent`.
std::string indented(const std::string& text, std::size_t indent) {
  return "  " + report::wrapped(text, width - 2, indent) + "\n";
}

std::string arguments_shape(const Formula& formula) {
  std::string text;
  for (const Formula::Needs& needs : formula.needs)
    text += needs.otherwise ? fmt::format("[--{}] ", needs.parameter) : fmt::format("--{} ", needs.parameter);
  text.pop_back();
  return text;
}

std::string about(const Formula& formula) {
  return fmt::format("{}: {}\n", formula.name, formula.summary) +
         indented(fmt::format("formula    {}", formula.formula), 13) +
         indented(fmt::format("source     {}", formula.source), 13) +
         indented(fmt::format("holds for  {}", formula.holds_for), 13);
}

}  // namespace

std::string list_text() {
  std::string text = "Formulas that need no scenario; parameters in brackets may be left out.\n\n";
  for (const Formula& formula : formulas()) {
    text += fmt::format("{}\n", formula.name);
    text += indented(std::string(formula.summary), 2);
    text += indented(arguments_shape(formula), 4);
  }
  return text + "\n`nines formula NAME` says what its parameters mean.\n";
}

std::string description_text(const Formula& formula) {
  std::string text = about(formula) + "\n";
  for (const Formula::Needs& needs : formula.needs) {
    const Parameter& parameter = *find_parameter(needs.parameter);
    const std::string otherwise = needs.otherwise ? fmt::format(" ({})", assumed(needs, parameter)) : "";
    text += indented(
        fmt::format("--{:<18}{}{}; {}", parameter.name, parameter.meaning, otherwise, what_to_write(parameter.unit)),
        22);
  }
  return text + "\n" + indented(fmt::format("nines formula {} {}", formula.name, formula.example), 6);
}

std::string reference_markdown() {
  std::string page =
      "# Formulas without a scenario\n\n<!-- Made by `make docs` from the table of formulas; do not edit. -->\n\n"
      "`nines formula NAME --PARAMETER VALUE ...` evaluates one formula of the literature; `nines formula` lists them. "
      "The same formulas with their assumptions checked on a scenario are those of `nines predict` "
      "([closed_forms.md](../guide/closed_forms.md)).\n";
  for (const Formula& formula : formulas()) {
    page += fmt::format("\n## {}\n\n{}{}.\n\n", formula.name, static_cast<char>(std::toupper(formula.summary.front())),
                        formula.summary.substr(1));
    page += fmt::format("- formula: `{}`\n- source: {}\n- holds for: {}\n\n", formula.formula, formula.source,
                        formula.holds_for);
    page += "| parameter | unit | meaning | if left out |\n|---|---|---|---|\n";
    for (const Formula::Needs& needs : formula.needs) {
      const Parameter& parameter = *find_parameter(needs.parameter);
      page += fmt::format("| `--{}` | {} | {} | {} |\n", parameter.name, what_to_write(parameter.unit),
                          parameter.meaning, needs.otherwise ? assumed(needs, parameter) : "must be given");
    }
    page += fmt::format("\n```\nnines formula {} {}\n```\n", formula.name, formula.example);
  }
  return page;
}

std::string table(const Formula& formula, const Arguments& arguments, bool colour) {
  using report::Align;
  using report::Cell;
  std::string text = about(formula) + "\n";
  report::TextTable given({Align::left, Align::left, Align::left});
  const Arguments all = completed(formula, arguments);
  for (const Formula::Needs& needs : formula.needs) {
    const Parameter& parameter = *find_parameter(needs.parameter);
    const bool is_given = arguments.has(parameter.name);
    given.row({Cell(std::string(parameter.name)),
               Cell(is_given ? as_given(parameter.unit, all(parameter.name)) : assumed(needs, parameter)),
               Cell(std::string(parameter.meaning) + (is_given ? "" : " (assumed)"))});
  }
  report::TextTable results({Align::left, Align::left, Align::left});
  for (const Result& result : formula.evaluate(all))
    results.row({Cell(std::string(result.what)), Cell(text_of(result.unit, result.value), report::Colour::bold),
                 Cell(remark_on(result))});
  return text + given.render(2, colour) + "\n" + results.render(2, colour);
}

std::string json(const Formula& formula, const Arguments& arguments) {
  const Arguments all = completed(formula, arguments);
  report::Json given = report::Json::object(), results = report::Json::array();
  for (const Formula::Needs& needs : formula.needs) {
    const Parameter& parameter = *find_parameter(needs.parameter);
    given[std::string(parameter.name)] = {
        {"value", all(parameter.name)}, {"unit", name_of(parameter.unit)}, {"given", arguments.has(parameter.name)}};
  }
  for (const Result& result : formula.evaluate(all)) {
    const std::string remark = remark_on(result);
    results.push_back({{"what", result.what},
                       {"value", report::number(result.value)},
                       {"unit", name_of(result.unit)},
                       {"text", text_of(result.unit, result.value)},
                       {"remark", remark.empty() ? report::Json(nullptr) : report::Json(remark)}});
  }
  return report::document_text({{"format", "nines-formula"},
                                {"version", 1},
                                {"nines", report::version()},
                                {"name", formula.name},
                                {"formula", formula.formula},
                                {"source", formula.source},
                                {"holds_for", formula.holds_for},
                                {"parameters", std::move(given)},
                                {"results", std::move(results)}});
}

}  // namespace nines::calculator
