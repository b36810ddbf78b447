// The audit as a document: docs/reference/result.md says what each member means.
#include "analysis/audit/units.h"
#include "analysis/report/report.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace nines::audit {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_version = 1;

Json number(Unit unit, double value, int digits) {
  Json result{{"value", unit == Unit::probability ? 1 - value : value}};
  if (unit == Unit::probability) result["complement"] = value;
  result["unit"] = name_of(unit);
  result["text"] = number_text(unit, value, digits);
  return result;
}

Json simulated(const Finding& finding, const Answer& answer) {
  if (!answer.measured) return nullptr;
  Estimate measured = *answer.measured;
  const bool is_probability = finding.formula.right_unit == Unit::probability;
  if (is_probability) {
    measured.value = 1 - measured.value;
    measured.low = 1 - std::exchange(measured.high, 1 - measured.low);
  }
  return {{"value", measured.value},
          {"low", measured.low},
          {"high", measured.high},
          {"unit", name_of(finding.formula.right_unit)},
          {"trials", answer.trials},
          {"mission_s", answer.mission_s},
          {"events", measured.events},
          {"deviation_sigma", answer.deviation_sigma ? Json(*answer.deviation_sigma) : Json(nullptr)}};
}

Json examples(const Finding& finding) {
  const Formula& formula = finding.formula;
  Json list = Json::array();
  for (std::size_t i = 0; i < finding.answers.size(); ++i) {
    const Example& example = formula.examples[i];
    const Answer& answer = finding.answers[i];
    Json inputs = Json::object();
    for (const auto& [name, value] : example.inputs.all()) inputs[std::string(name)] = value;
    list.push_back({{"name", example.name},
                    {"inputs", std::move(inputs)},
                    {"printed", example.printed ? Json(example.printed->text) : Json(nullptr)},
                    {"own", number(formula.own_unit, answer.own, formula.digits)},
                    {"right", number(formula.right_unit, answer.right, formula.digits)},
                    {"simulated", simulated(finding, answer)}});
  }
  return list;
}

Json formula_of(const Finding& finding) {
  const Formula& formula = finding.formula;
  return {{"id", formula.id},
          {"name", formula.name},
          {"printed", formula.printed},
          {"verdict", formula.verdict},
          {"remark", formula.remark},
          {"right", formula.right_formula},
          {"source", formula.source},
          {"holds_for", formula.holds_for},
          {"simulation", simulation_text(finding)},
          {"examples", examples(finding)}};
}

}  // namespace

std::string json(const Audit& audit) {
  Json articles = Json::array();
  for (const AuditedArticle& article : audit.articles) {
    Json formulas = Json::array();
    for (const Finding& finding : article.findings) formulas.push_back(formula_of(finding));
    articles.push_back({{"number", article.number}, {"title", article.title}, {"formulas", std::move(formulas)}});
  }
  const Json document{{"format", "nines-audit"}, {"version", format_version},      {"nines", report::version()},
                      {"seed", audit.seed},      {"confidence", audit.confidence}, {"articles", std::move(articles)}};
  return document.dump(2) + "\n";
}

}  // namespace nines::audit
