// The closed forms on the textbook scenarios: those whose assumptions all hold against the answers of the chain's cases, and
// some by name.
#include "analysis/closed_form/predict.h"
#include "tests/accuracy/textbook_cases.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace nines::accuracy {
namespace {

using models::Measure;

/// What a prediction is in, relative to the cases' units.
double in_case_units(double value, const std::string& quantity) {
  if (quantity == "up") return 1 - value;
  if (quantity == "failures_per_h") return value / 8760;  // outages per year
  if (quantity == "mttf" || quantity == "mdt" || quantity.ends_with("_h")) return value / 3600;
  return value;
}

/// The closed form's measure that is the same as a long-run quantity of the chain's cases.
std::optional<Measure> measure_of(const std::string& quantity) {
  static const std::map<std::string, Measure> measures = {
      {"unavailability", Measure::availability},
      {"failures_per_h", Measure::outages},
      {"mtbf_h", Measure::mtbf},
      {"mdt_h", Measure::mdt},
      {"mttf_h", Measure::mttf},
      {"capacity_loss", Measure::capacity_availability},
      {"up", Measure::availability},
      {"mttf", Measure::mttf},
      {"mdt", Measure::mdt},
      {"unreliability", Measure::unreliability},
  };
  const auto found = measures.find(quantity);
  return found == measures.end() ? std::nullopt : std::optional(found->second);
}

/// Relative error that a formula admits to even if its assumptions hold (docs/guide/closed_forms.md).
double admitted_error(const std::string& formula) {
  static const std::set<std::string> approximate = {"first order, A = 1 - lambda MTTR",
                                                    "k-of-n with a beta factor, first order",
                                                    "MTTF (MTTDL) of k-of-n, leading order", "MTTF as the mean up time",
                                                    "majority, and an election for each loss of the leader"};
  return approximate.count(formula) > 0 ? 2e-3 : 1e-12;  // of the order of n lambda MTTR <= 1e-3
}

class TextbookClosedForms : public testing::TestWithParam<std::string> {};

TEST_P(TextbookClosedForms, AreExactWhereTheirAssumptionsHold) {
  for (const Case& each : cases_of(GetParam())) {
    SCOPED_TRACE(each.id + each.settings_text());
    const models::Study study = load(each.scenario, each.settings);
    ASSERT_FALSE(study.platform.services.empty());
    for (const Expected& expected : each.chain) {
      const auto measure = measure_of(expected.what);
      if (!measure || measure == Measure::unreliability) continue;
      for (const Prediction& form : closed_form::predict(study, service_index(study, each.service), *measure)) {
        if (!form.broken.empty() || !form.long_run) continue;
        const double actual = in_case_units(form.value, expected.what);
        EXPECT_LE(std::abs(actual - expected.value()),
                  expected.allowed() + admitted_error(form.formula) * std::abs(expected.value()))
            << expected.what << " by " << form.formula << " is " << actual << ", not " << expected.printed
            << ": off by " << actual / expected.value() - 1;
      }
    }
  }
}

TEST_P(TextbookClosedForms, GiveTheListedAnswers) {
  for (const Case& each : cases_of(GetParam())) {
    SCOPED_TRACE(each.id + each.settings_text());
    const models::Study study = load(each.scenario, each.settings);
    ASSERT_FALSE(study.platform.services.empty());
    for (const Expected& expected : each.forms) {
      std::optional<Prediction> found;
      for (const Prediction& form :
           closed_form::predict(study, service_index(study, each.service), *measure_of(expected.what))) {
        if (form.formula == expected.formula) found = form;
      }
      ASSERT_TRUE(found) << expected.formula << " says nothing of " << expected.what;
      EXPECT_LE(std::abs(in_case_units(found->value, expected.what) - expected.value()), expected.allowed())
          << expected.what << " by " << expected.formula << " is " << in_case_units(found->value, expected.what)
          << ", not " << expected.printed;
      for (const Prediction::Broken& broken : found->broken)
        ADD_FAILURE() << expected.formula << ": " << broken.assumption;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, TextbookClosedForms, testing::ValuesIn(textbook_scenarios()),
                         [](const auto& scenario) { return test_name(scenario.param); });

}  // namespace
}  // namespace nines::accuracy
