// The table of formulas that need no scenario: what holds for each of its rows, and a value of each kind. The numbers of the
// formulas are in tests/accuracy; that the examples run is in tests/cli/formula_test.py.
#include "analysis/calculator/calculator.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace nines::calculator {
namespace {

std::string page(const std::string& name) {
  std::ifstream file(NINES_SOURCE_DIR "/docs/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string text_of_faults(const Formula& formula, const Arguments& arguments) {
  std::string text;
  for (const Fault& fault : faults(formula, arguments)) text += fault.parameter + " " + fault.reason + "\n";
  return text;
}

Arguments with(std::initializer_list<std::pair<const char*, double>> values) {
  Arguments arguments;
  for (const auto& [name, value] : values) arguments.set(name, value);
  return arguments;
}

TEST(Calculator, EachFormulaIsDescribedAndOnThePageOfClosedForms) {
  std::set<std::string_view> names;
  const std::string closed_forms = page("guide/closed_forms.md");
  for (const Formula& formula : formulas()) {
    SCOPED_TRACE(formula.name);
    EXPECT_TRUE(names.insert(formula.name).second);
    EXPECT_EQ(find_formula(formula.name), &formula);
    for (const std::string_view text :
         {formula.summary, formula.formula, formula.source, formula.holds_for, formula.example})
      EXPECT_FALSE(text.empty());
    EXPECT_NE(closed_forms.find("`" + std::string(formula.name) + "`"), std::string::npos);
    for (const Formula::Needs& needs : formula.needs) {
      const Parameter* const parameter = find_parameter(needs.parameter);
      ASSERT_NE(parameter, nullptr) << needs.parameter;
      if (needs.otherwise) {
        EXPECT_TRUE(*needs.otherwise >= parameter->least && *needs.otherwise <= parameter->most) << needs.parameter;
      }
    }
  }
}

TEST(Calculator, EachParameterIsOfSomeFormula) {
  std::set<std::string_view> used;
  for (const Formula& formula : formulas()) {
    for (const Formula::Needs& needs : formula.needs) used.insert(needs.parameter);
  }
  std::set<std::string_view> names;
  for (const Parameter& parameter : parameters()) {
    EXPECT_TRUE(names.insert(parameter.name).second) << parameter.name;
    EXPECT_TRUE(used.count(parameter.name)) << parameter.name;
  }
}

TEST(Calculator, SaysAllThatIsMissing) {
  for (const Formula& formula : formulas()) {
    const auto needed = std::count_if(formula.needs.begin(), formula.needs.end(),
                                      [](const Formula::Needs& needs) { return !needs.otherwise; });
    EXPECT_EQ(static_cast<std::ptrdiff_t>(faults(formula, {}).size()), needed) << formula.name;
  }
}

TEST(Calculator, SaysAllThatIsOutOfRange) {
  const Formula& daly = *find_formula("daly");
  EXPECT_EQ(text_of_faults(daly, with({{"mtbf", 0}, {"checkpoint", 1e30}, {"restart", -1}, {"crews", 3}})),
            "mtbf must be above 0 s\n"
            "checkpoint must be at most 3.17098e+10 y\n"
            "restart must be at least 0 s\n"
            "crews is no parameter of daly\n");
}

TEST(Calculator, SaysWhatIsAtOdds) {
  const Formula& copysets = *find_formula("copysets");
  EXPECT_EQ(
      text_of_faults(
          copysets,
          with({{"nodes", 2}, {"members", 3}, {"tolerated", 3}, {"failed", 4}, {"chunks", 1}, {"scatter-width", 2}})),
      "tolerated must be less than members, which is 3\n"
      "members must be at most nodes, which is 2\n"
      "failed must be at most nodes, which is 2\n");
  EXPECT_EQ(text_of_faults(*find_formula("k-of-n"), with({{"members", 2}, {"needed", 3}, {"mttf", 1}, {"mttr", 1}})),
            "needed must be at most members, which is 2\n");
}

TEST(Calculator, EvaluatesWithWhatIsAssumed) {
  const Formula& daly = *find_formula("daly");
  const Arguments arguments = with({{"mtbf", 360 * 60}, {"checkpoint", 5 * 60}});
  EXPECT_TRUE(faults(daly, arguments).empty());
  const std::vector<Result> results = daly.evaluate(completed(daly, arguments));
  ASSERT_EQ(results.size(), 5u);
  EXPECT_NEAR(results[1].value / 60, 56.712962963, 1e-9);
  EXPECT_NEAR(results[2].value / 60, 56.7140019988, 1e-9);
  const std::string text = table(daly, arguments, false);
  EXPECT_NE(text.find("mtbf        6 h "), std::string::npos) << text;
  EXPECT_NE(text.find("restart     0 s "), std::string::npos) << text;
  EXPECT_NE(text.find("(assumed)"), std::string::npos);
  EXPECT_NE(text.find("56.7140 min"), std::string::npos) << text;
}

// 2 of 3 with one crew, lambda = 1/1000 h, mu = 1/10 h: 1, 0.03, 0.0006, 0.000006 are in proportion the probabilities of 0 to 3 failed.
TEST(Calculator, MachineRepairman) {
  const Formula& formula = *find_formula("k-of-n");
  const Arguments arguments = with({{"members", 3}, {"needed", 2}, {"mttf", 3.6e6}, {"mttr", 3.6e4}, {"crews", 1}});
  const std::vector<Result> results = formula.evaluate(completed(formula, arguments));
  EXPECT_NEAR(results[1].value, 0.000606 / 1.030606, 1e-17);
}

TEST(Calculator, DocumentHasWhatWasGivenAndWhatCameOut) {
  const Formula& formula = *find_formula("peer-memory");
  const auto document = nlohmann::json::parse(json(formula, with({{"nodes", 16}, {"failed", 2}})));
  EXPECT_EQ(document["format"], "nines-formula");
  EXPECT_EQ(document["name"], "peer-memory");
  EXPECT_EQ(document["parameters"]["copies"]["value"], 2);
  EXPECT_EQ(document["parameters"]["copies"]["given"], false);
  EXPECT_EQ(document["parameters"]["nodes"]["given"], true);
  EXPECT_NEAR(document["results"][0]["value"].get<double>(), 14.0 / 15, 1e-15);
  EXPECT_EQ(document["results"][0]["unit"], "probability");
}

TEST(Calculator, WhatADoubleCannotHoldIsSaid) {
  const Formula& formula = *find_formula("run-time");
  const Arguments arguments = with({{"work", 1e9}, {"mtbf", 1}, {"checkpoint", 1}, {"interval", 1e6}});
  EXPECT_NE(table(formula, arguments, false).find("more than a double can hold"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(json(formula, arguments))["results"][0]["value"], "Infinity");
}

}  // namespace
}  // namespace nines::calculator
