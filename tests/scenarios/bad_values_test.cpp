// Bad input: the values of single fields.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadValues : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadValues, IsRefusedWithPlaceAndReason) { expect_refused(GetParam()); }

// clang-format off
const std::vector<BadInput> inputs = {
    {"no_version", whole("nodes: {a: {count: 2}}\nservices: {s: {needs: 1 of a}}\n"), 1, 1, "the scenario needs the key `nines`"},
    {"other_version", whole("nines: 2\nnodes: {a: {count: 2}}\nservices: {s: {needs: 1 of a}}\n"), 1, 8, "`nines` of the scenario: `2` is out of range"},
    {"unknown_key", more("mision: 1 year"), 4, 1, "the scenario has no key `mision`"},
    {"no_services", whole("nines: 1\nnodes: {a: {count: 2}}\n"), 1, 1, "the scenario needs the key `services`"},
    {"mission_without_unit", more("mission: 10"), 4, 10, "`mission` of the scenario: the unit of the time `10` is missing"},
    {"mission_in_months", more("mission: 3 months"), 4, 10, "`mission` of the scenario: a month is ambiguous: it has 28 to 31 days"},
    {"mission_in_m", more("mission: 3 m"), 4, 10, "`mission` of the scenario: the unit `m` is ambiguous: minutes or months?"},
    {"mission_unknown_unit", more("mission: 3 yers"), 4, 10, "`mission` of the scenario: `yers` is not a unit of time"},
    {"mission_zero", more("mission: 0 h"), 4, 10, "`mission` of the scenario: `0 h` is out of range"},
    {"mission_negative", more("mission: -1 h"), 4, 10, "`mission` of the scenario: a time cannot be negative: -1 h"},
    {"mission_too_long", more("mission: 1e9 years"), 4, 10, "`mission` of the scenario: `1e9 years` is out of range"},
    {"mission_overflow", more("mission: 1e400 h"), 4, 10, "`mission` of the scenario: `1e400` is too large or too small a number"},
    {"mission_1e308", more("mission: 1e308 years"), 4, 10, "`mission` of the scenario: 1e308 years is too long a time"},
    {"mission_nan", more("mission: .nan h"), 4, 10, "`mission` of the scenario: `.nan h` is not a finite number"},
    {"mission_nothing", more("mission:"), 4, 1, "`mission` of the scenario: a single value is expected, not nothing"},
    {"mission_a_list", more("mission: [1 h]"), 4, 10, "`mission` of the scenario: a single value is expected, not a list"},
    {"mission_trailing_word", more("mission: 1 h 30 min"), 4, 10, "`mission` of the scenario: `30 min` is not understood after `1 h`"},
    {"trials_zero", more("trials: 0"), 4, 9, "`trials` of the scenario: `0` is out of range"},
    {"trials_1e308", more("trials: 1e308"), 4, 9, "`trials` of the scenario: `1e308` is out of range"},
    {"trials_fraction", more("trials: 2.5"), 4, 9, "`trials` of the scenario: `2.5` is not a whole number"},
    {"trials_in_quotes", more("trials: \"10\""), 4, 9, "`trials` of the scenario: a number is expected, and `10` is a text in quotes"},
    {"trials_with_unit", more("trials: 10 h"), 4, 9, "`trials` of the scenario: `10 h` is not a whole number: a count has no unit"},
    {"trials_grouped", more("trials: 10,000"), 4, 9, "`trials` of the scenario: digits are not grouped, and the decimal sign is a point"},
    {"confidence_without_percent", more("confidence: 95"), 4, 13, "`confidence` of the scenario: 95 is not between 0 and 1"},
    {"confidence_over_100", more("confidence: 101 %"), 4, 13, "`confidence` of the scenario: 101 % is not between 0 % and 100 %"},
    {"seed_negative", more("seed: -1"), 4, 7, "`seed` of the scenario: `-1` is out of range"},
    {"measure_unknown", more("measures: [availability, uptime]"), 4, 26, "there is no measure `uptime`"},
    {"precision_and_trials", more("trials: 10\nprecision: 2 %"), 4, 9, "both `trials` and `precision` are given: which of them ends the simulation?"},
    {"precision_zero", more("precision: 0 % on s.availability"), 4, 12, "the precision must be above 0: no number of trials would reach it"},
    {"precision_on_nothing", more("precision: 2 % on x.availability"), 4, 12, "the precision: there is no service `x`"},
    {"precision_without_measure", more("precision: 2 % on s"), 4, 12, "the precision: `s` does not end with a measure"},
    {"max_trials_alone", more("max trials: 10"), 4, 13, "`max trials` limits a `precision`, but none is given"},
    {"bad_name", more("crews: {3rd: 1}"), 4, 9, "`crews` of the scenario: `3rd` cannot be a name"},
    {"name_with_and", more("domains: {a and b: 1}"), 4, 11, "`domains` of the scenario: `a and b` cannot be a name"},
    {"crew_size_zero", more("crews: {c: 0}"), 4, 12, "the crew `c`: `0` is out of range"},
    {"boolean_no", more("crews: {c: {order: priority, preemptive: no}}"), 4, 42, "`preemptive` of the crew `c`: `no` is neither `true` nor `false` (YAML 1.2 knows only these)"},
    {"unknown_choice", more("crews: {c: {order: prioriti}}"), 4, 20, "`order` of the crew `c`: `prioriti` is not one of the choices"},
    {"count_negative", node("count: -2"), 4, 14, "`count` of the node class `a`: `-2` is out of range"},
    {"count_huge", node("count: 1e9"), 4, 14, "`count` of the node class `a`: `1e9` is out of range"},
    {"capacity_zero", node("capacity: 0"), 4, 17, "`capacity` of the node class `a`: `0` is out of range"},
    {"capacity_nan", node("capacity: .nan"), 4, 17, "`capacity` of the node class `a`: `.nan` is not a finite number"},
    {"failures_a_list", node("failures: [x]"), 4, 17, "`failures` of the node class `a`: a mapping from names is expected, not a list"},
    {"no_repair", failure("time to failure: 9 h"), 4, 3, "the failure `x` of the node class `a` needs the key `time to repair`"},
    {"observed_rate", failure("time to failure: 9 h, time to repair: 1 h, observed: 3 per year"), 4, 57, "`observed` of the failure `x` of the node class `a`: `3 per year` is not a whole number"},
    {"observed_negative", failure("time to failure: 9 h, time to repair: 1 h, observed: -3"), 4, 57, "`-3` is out of range"},
    {"probability_over_1", failure("time to failure: 9 h, time to repair: 1 h, beta: 1.5"), 4, 53, "1.5 is not between 0 and 1"},
    {"law_unknown", law("exponental 3 h"), 4, 3, "there is no law `exponental`"},
    {"law_without_unit", law("exponential 3"), 4, 3, "`mean`: the unit of the time `3` is missing"},
    {"law_without_parameters", law("weibull"), 4, 3, "needs parameters"},
    {"law_too_few_parameters", law("weibull 3 h"), 4, 3, "does not determine"},
    {"law_too_many_parameters", law("exponential 3 h rate 1 per h"), 4, 3, "too much"},
    {"law_unknown_parameter", law("weibull 3 h form 2"), 4, 3, "the law `weibull` has no parameter `form`"},
    {"law_parameter_twice", law("weibull 3 h mean 3 h shape 2"), 4, 3, "given twice"},
    {"law_negative_parameter", law("weibull 3 h shape -2"), 4, 3, "shape is negative"},
    {"law_zero_time", law("exponential 0 h"), 4, 3, "mean is zero"},
    {"law_impossible", law("lognormal median 2 h p95 1 h"), 4, 3, "p95 must lie above the median"},
    {"law_rate_without_per", law("exponential rate 3"), 4, 3, "`rate`: the unit of the rate `3` is missing"},
    {"law_division_by_zero", law("exponential rate 1/0 per h"), 4, 3, "`rate`: the fraction divides by zero"},
    {"law_needs_mapping", law("mixture"), 4, 3, "the law `mixture` has no short form"},
    {"law_without_kind", law("{mean: 3 h}"), 4, 3, "a law written as a mapping needs the key `law`"},
    {"law_unknown_key", law("{law: weibull, mean: 3 h, shap: 2}"), 4, 29, "the weibull law of `time to failure` of the failure `x` of the node class `a` has no key `shap`"},
    {"law_bad_value_in_mapping", law("{law: weibull, mean: 3 h, shape: -2}"), 4, 36, "`shape` of the weibull law of `time to failure` of the failure `x` of the node class `a`: `-2` is out of range"},
    {"law_a_list", law("[1 h]"), 4, 3, "a law is expected, not a list"},
    {"mixture_sum", law("{law: mixture, of: [{probability: 30 %, law: 1 h}, {probability: 30 %, law: 2 h}]}"), 4, 22, "sum to 0.6"},
    {"mixture_empty", law("{law: mixture, of: []}"), 4, 22, "`of` of the mixture law of `time to failure` of the failure `x` of the node class `a`: the list is empty"},
    {"bathtub_last_has_end", law("{law: bathtub, pieces: [{until: 3 h, rate: 1 per h}]}"), 4, 27, "the last piece of a bathtub has no end"},
    {"bathtub_piece_without_end", law("{law: bathtub, pieces: [{rate: 1 per h}, {rate: 2 per h}]}"), 4, 27, "each piece but the last needs its end, `until`"},
    {"empirical_nothing", law("{law: empirical}"), 4, 3, "an empirical law needs either `values` or a `file`"},
    {"empirical_bare_number", law("{law: empirical, values: [1 h, 2]}"), 4, 34, "the unit of the time `2` is missing"},
    {"empirical_file_without_directory", law("{law: empirical, file: t.csv, unit: h}"), 4, 26, "the data file `t.csv` cannot be read: this text is not in a directory"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadValues, ::testing::ValuesIn(inputs), name_of);

TEST(Laws, ALawThatIsNearlyRightIsSetRight) {
  expect_remedy({{"rate", law("exponential 1e-3/h"), 4, 3, "`mean`: the unit of the time `1e-3` is missing"},
                 "`exponential rate 1e-3/h`"});
  expect_remedy({{"rate_per", law("exponential 1/30 per d"), 4, 3, "`mean`: `per` is not a unit of time"},
                 "`exponential rate 1/30 per d`"});
  expect_remedy({{"bounds", law("uniform 2 s 4 s"), 4, 3, "the name of a parameter is expected before `4 s`"},
                 "`uniform 1 h to 2 h`"});
}

TEST(Laws, ATimeAloneAsALifeIsAWarning) {
  const auto warnings = [](const std::string& text) {
    const LoadResult result = load_text(text, "scenario.yaml");
    EXPECT_TRUE(result.scenario.has_value());
    return all_of(result.diagnostics);
  };
  EXPECT_NE(warnings(law("30 d"))
                .find("4:3: warning: `time to failure` of the failure `x` of the node class `a`: a time alone "
                      "is a fixed life, so all 2 fail at the same moment"),
            std::string::npos);
  EXPECT_NE(warnings(law("30 d")).find("write `exponential 30 d` if 30 d is a mean"), std::string::npos);
  EXPECT_EQ(warnings(law("fixed 30 d")), "");
  EXPECT_EQ(warnings(law("exponential 30 d")), "");
}

}  // namespace
}  // namespace nines::scenarios::testing
