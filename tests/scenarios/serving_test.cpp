// A demand over the day and the week, and members that follow it: what the keys mean, and what is refused.
#include "tests/scenarios/bad_input.h"

#include <gtest/gtest.h>

namespace nines::scenarios::testing {
namespace {

std::string balanced(const std::string& text, const std::string& node_keys = "count: 5, capacity: 200",
                     const std::string& rest = "") {
  return "nines: 1\nnodes: {a: {" + node_keys + "}}\n" + rest + "services:\n  s: {needs: 1 of a, balanced: {" + text +
         "}}\n";
}

models::Balanced balanced_of(const std::string& text, const std::vector<Override>& settings = {}) {
  const LoadResult result = load_text(text, "scenario.yaml", settings);
  EXPECT_TRUE(result.scenario) << all_of(result.diagnostics);
  return result.scenario ? *result.scenario->study.platform.services[0].balanced : models::Balanced{};
}

std::vector<std::pair<double, double>> pieces(const models::Balanced& balanced) {
  std::vector<std::pair<double, double>> all;
  for (const models::LoadPiece& piece : balanced.profile) all.emplace_back(piece.lasts.count() / 3600, piece.load);
  return all;
}

using Pieces = std::vector<std::pair<double, double>>;

TEST(Serving, ADayIsRepeated) {
  const auto made = balanced_of(balanced("demand: {weekdays: {0 h: 10 %, 450 min: 400, 18 h: 10 %}}"));
  EXPECT_EQ(pieces(made), (Pieces{{7.5, 100}, {10.5, 400}, {6, 100}}));
  EXPECT_NEAR(made.load, (13.5 * 100 + 10.5 * 400) / 24, 1e-12);
}

TEST(Serving, AWeekBeginsOnMonday) {
  const auto made = balanced_of(balanced("demand: {weekdays: {0 h: 100, 12 h: 300}, weekends: {0 h: 300}}"));
  EXPECT_EQ(pieces(made), (Pieces{{12, 100},
                                  {12, 300},
                                  {12, 100},
                                  {12, 300},
                                  {12, 100},
                                  {12, 300},
                                  {12, 100},
                                  {12, 300},
                                  {12, 100},
                                  {12 + 48, 300}}));
}

TEST(Serving, ADemandThatNeverChangesIsALoad) {
  const auto made = balanced_of(balanced("demand: {weekdays: {0 h: 100, 12 h: 100}, scaled by: 1.5}"));
  EXPECT_TRUE(made.profile.empty());
  EXPECT_EQ(made.load, 150);
}

TEST(Serving, DemandIsScaledFromTheCommandLine) {
  const std::string text = balanced("demand: {weekdays: {0 h: 100, 12 h: 300}}");
  EXPECT_EQ(pieces(balanced_of(text, {{"services.s.balanced.demand.scaled by", "2"}})), (Pieces{{12, 200}, {12, 600}}));
}

TEST(Serving, AutoscalingIsAFailureModeOfItsNodes) {
  const LoadResult result =
      load_text(balanced("load: 300, degraded above: 85 %, autoscaling: {minimum: 2, target utilisation: 70 %, "
                         "scale up after: 15 s, scale down after: 5 min, provisioning: 2 min, model load: 4 min}"),
                "scenario.yaml");
  ASSERT_TRUE(result.scenario) << all_of(result.diagnostics);
  const models::Platform& platform = result.scenario->study.platform;
  const models::Balanced& made = *platform.services[0].balanced;
  EXPECT_EQ(made.degraded_above, 0.85);
  ASSERT_TRUE(made.autoscaling);
  EXPECT_EQ(made.autoscaling->minimum, 2u);
  EXPECT_EQ(made.autoscaling->maximum, 5u);
  EXPECT_EQ(made.autoscaling->target, 0.7);
  EXPECT_EQ(made.autoscaling->up_after->mean().count(), 15);
  EXPECT_EQ(made.autoscaling->down_after->mean().count(), 300);
  const models::FailureMode& start = platform.nodes[0].failures.at(made.autoscaling->start);
  EXPECT_EQ(start.kind, models::ModeKind::start);
  EXPECT_EQ(start.time_to_repair->mean().count(), 120);
  EXPECT_EQ(start.time_to_return->mean().count(), 240);
}

TEST(Serving, MeasuresAndObjectives) {
  const LoadResult result =
      load_text(balanced("load: 300, degraded above: 85 %, autoscaling: {model load: 4 min}") +
                    "measures: [served, degraded, replicas]\n"
                    "objectives: [s degraded <= 2 %, s replicas <= 4.5, s degraded <= 1 % in 90 % of missions]\n",
                "scenario.yaml");
  ASSERT_TRUE(result.scenario) << all_of(result.diagnostics);
  const models::Study& study = result.scenario->study;
  EXPECT_EQ(study.measures,
            (std::vector{models::Measure::served, models::Measure::degraded, models::Measure::replicas}));
  EXPECT_EQ(study.objectives.at(0).bound, 0.02);
  EXPECT_FALSE(study.objectives.at(0).at_least);
  EXPECT_EQ(study.objectives.at(1).bound, 4.5);
}

const std::string racks = "count: 2 per rack, capacity: 200";

std::string warnings(const std::string& text) { return all_of(load_text(text, "scenario.yaml").diagnostics); }

TEST(Serving, WhatTheLossOfARackLeavesIsTold) {
  const auto text = [](const std::string& load) {
    return balanced("load: " + load + ", survives: rack", racks, "domains: {rack: 4}\n");
  };
  EXPECT_EQ(warnings(text("75 %")), "");
  EXPECT_THAT(
      warnings(text("90 %")),
      ::testing::HasSubstr("the loss of one rack leaves a capacity of 1200 where 1440 is asked at the peak: 16.7 %"));
  EXPECT_THAT(
      warnings(balanced("demand: {weekdays: {0 h: 10 %, 9 h: 80 %}}, survives: rack", racks, "domains: {rack: 4}\n")),
      ::testing::HasSubstr("leaves a capacity of 1200 where 1280 is asked at the peak"));
}

TEST(Serving, ATooSmallMaximumIsTold) {
  EXPECT_THAT(warnings(balanced("load: 70 %, autoscaling: {maximum: 4, target utilisation: 75 %, model load: 4 min}")),
              ::testing::HasSubstr("wants 5 of `a` on at the peak, and has 4 at most"));
  EXPECT_EQ(warnings(balanced("load: 60 %, autoscaling: {maximum: 4, target utilisation: 75 %, model load: 4 min}")),
            "");
}

class BadServing : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadServing, IsRefusedAtItsPlace) { expect_refused(GetParam()); }

std::string day(const std::string& text) { return balanced("demand: {weekdays: " + text + "}"); }
std::string scaled(const std::string& text) { return balanced("load: 1, autoscaling: {" + text + "}"); }

// clang-format off
const std::vector<BadInput> inputs = {
    {"neither", balanced("degraded above: 80 %"), 4, 32, "needs the key `load` (or `demand`)"},
    {"both", balanced("load: 1, demand: {weekdays: {0 h: 1}}"), 4, 39, "has both `load` and `demand`"},
    {"no_weekdays", balanced("demand: {weekends: {0 h: 1}}"), 4, 41, "needs the key `weekdays` (or `file`)"},
    {"not_from_midnight", day("{7 h: 1, 9 h: 2}"), 4, 53, "it does not say what is asked from 0 h to 7 h"},
    {"beyond_the_day", day("{0 h: 1, 24 h: 2}"), 4, 61, "a day ends at 24 h"},
    {"out_of_order", day("{0 h: 1, 9 h: 2, 8 h: 3}"), 4, 69, "`8 h` does not come after the time before it"},
    {"the_same_time", day("{0 h: 1, 9 h: 2, 540 min: 3}"), 4, 69, "`540 min` does not come after"},
    {"no_unit", day("{0: 1}"), 4, 53, "the unit of the time `0` is missing"},
    {"a_list", day("[1, 2]"), 4, 52, "is a mapping of times of the day, not a list"},
    {"no_loads", day("{}"), 4, 52, "nothing is in it"},
    {"load_zero", balanced("load: 0"), 4, 39, "without any requests there is nothing to serve"},
    {"demand_zero", day("{0 h: 0, 9 h: 0}"), 4, 41, "nothing is ever asked"},
    {"nothing_asked_in_the_mission", "mission: 8 h\n" + day("{0 h: 0, 9 h: 5}"), 1, 10, "nothing is asked of `s` in a mission of 8 h"},
    {"load_below_zero", day("{0 h: -1}"), 4, 58, "without any requests there is nothing to serve"},
    {"file_and_weekdays", balanced("demand: {weekdays: {0 h: 1}, file: week.csv}"), 4, 52, "has both a `file` and `weekdays`"},
    {"column_without_file", balanced("demand: {weekdays: {0 h: 1}, column: load}"), 4, 70, "belongs to a `file`"},
    {"requests_of_what", balanced("load: 1, requests: per fortnight"), 4, 52, "per fortnight"},
    {"capacity_of_scaled", scaled("model load: 1 min") + "objectives: [s capacity availability >= 90 %]\n", 5, 14, "members that its `autoscaling` has switched off are not missing"},
    {"capacity_shown_of_scaled", scaled("model load: 1 min") + "measures: [capacity availability]\n", 5, 12, "but there is none"},
    {"load_a_list", day("{0 h: [1]}"), 4, 58, "a load is expected, not a list"},
    {"load_a_word", day("{0 h: many}"), 4, 58, "a number is expected, not `many`"},
    {"scaled_by_zero", balanced("demand: {weekdays: {0 h: 1}, scaled by: 0}"), 4, 73, "`0` is out of range"},
    {"survives_what", balanced("load: 1, survives: rack"), 4, 52, "rack"},
    {"survives_elsewhere", balanced("load: 1, survives: rack", "count: 5", "domains: {rack: 4}\n"), 5, 52, "do not sit in any"},
    {"survives_the_only_one", balanced("load: 1, survives: rack", "count: 5 per rack", "domains: {rack: 1}\n"), 5, 52, "there is only one"},
    {"no_model_load", scaled("minimum: 2"), 4, 55, "needs the key `model load`"},
    {"maximum_too_large", scaled("maximum: 6, model load: 1 min"), 4, 65, "may have 6 on, but `a` has 5 members"},
    {"minimum_above_maximum", scaled("minimum: 4, maximum: 3, model load: 1 min"), 4, 65, "has 4 on at least, and 3 at most"},
    {"too_many_to_switch", balanced("load: 1, autoscaling: {model load: 1 min}", "count: 2000"), 4, 55, "switches 2000 members on and off"},
    {"minimum_zero", scaled("minimum: 0, model load: 1 min"), 4, 65, "`0` is out of range"},
    {"target_zero", scaled("target utilisation: 0, model load: 1 min"), 4, 76, "`0` is out of range"},
    {"too_few_for_the_service", "nines: 1\nnodes: {a: {count: 5}}\nservices:\n  s: {needs: 3 of a, balanced: {load: 1, autoscaling: {minimum: 2, model load: 1 min}}}\n", 4, 65, "may have no more than 2 on, but `s` needs more to be up"},
    {"two_classes", "nines: 1\nnodes: {a: {count: 5}, b: {count: 5}}\nservices:\n  s: {needs: 1 of a and b, balanced: {load: 1, autoscaling: {model load: 1 min}}}\n", 4, 61, "the nodes of one class"},
    {"ages_always", balanced("load: 1, autoscaling: {model load: 1 min}", "count: 5, ages: always"), 4, 55, "which age always"},
    {"grows_with_load", balanced("load: 1, load exponent: 1, autoscaling: {model load: 1 min}"), 4, 57, "it cannot grow with it"},
    {"start_is_taken", balanced("load: 1, autoscaling: {model load: 1 min}", "count: 5, failures: {start: {time to failure: 9 h, time to repair: 1 h}}"), 4, 55, "which has one of this name"},
    {"scaled_twice", "nines: 1\nnodes: {a: {count: 5}}\nservices:\n  s: {needs: 1 of a, balanced: {load: 1, autoscaling: {model load: 1 min}}}\n  t: {needs: 1 of a, balanced: {load: 1, autoscaling: {model load: 1 min}}}\n", 5, 55, "already belong to the service `s`"},
    {"degraded_of_none", more("objectives: [s degraded <= 1 %]"), 4, 14, "is not `balanced` with `degraded above`"},
    {"replicas_of_none", more("objectives: [s replicas <= 4]"), 4, 14, "is not `balanced` with `autoscaling`"},
    {"degraded_shown_of_none", more("measures: [degraded]"), 4, 12, "but there is none"},
    {"replicas_a_time", scaled("model load: 1 min") + "objectives: [s replicas <= 5 h]\n", 5, 14, "the bound of the objective"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Inputs, BadServing, ::testing::ValuesIn(inputs), name_of);

}  // namespace
}  // namespace nines::scenarios::testing
