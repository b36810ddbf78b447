// Bad input: restarts, replacement, the call of a person, diagnosis. Each error is at the key in question and says what would be right.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadRepairPolicies : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadRepairPolicies, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

const std::string crash = "time to failure: fixed 9 h, time to repair: 1 h, ";

/// Restarts on line 5, from column 5 on.
std::string restarts(const std::string& text, const std::string& beside = "") {
  return failure(crash + beside + "restarts:\n    {" + text + "}\n  ");
}

/// A failure on line 6, from column 4 on, with two pools of spares.
std::string stocked(const std::string& text) {
  return "nines: 1\nservices: {s: {needs: 1 of a}}\nspares: {full: 2, none: {stock: 0, replenishment: 1 d}}\n"
         "nodes: {a: {failures: {x: {time to failure: fixed 9 h, time to repair: 1 h, spares: none}, y:\n"
         "  {time to failure: fixed 9 h, spares: full, time to repair: 1 h,\n   " +
         text + "}}}}\n";
}

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"restarts_without_time", restarts("succeed: 50 %"), 5, 5, "the restarting of the failure `x` of the node class `a` needs the key `takes`"}, "takes: fixed 20 s"},
    {{"restarts_without_success", restarts("takes: 20 s"), 5, 5, "needs the key `succeed`"}, "succeed: 60 %"},
    {{"restarts_unknown_key", restarts("takes: 20 s, succeed: 50 %, backoff: 10 s"), 5, 34, "has no key `backoff`"}, "back-off"},
    {{"restarts_as_text", failure(crash + "restarts: 3"), 4, 63, "the restarting of the failure `x`"}, ""},
    {{"restarts_none", restarts("up to: 0, takes: 20 s, succeed: 50 %"), 5, 13, "`0` is out of range"}, "at least 1"},
    {{"restarts_too_many", restarts("up to: 1000, takes: 20 s, succeed: 50 %"), 5, 13, "`1000` is out of range"}, "100"},
    {{"restarts_half", restarts("up to: 1.5, takes: 20 s, succeed: 50 %"), 5, 13, "1.5"}, ""},
    {{"restarts_that_never_work", restarts("takes: 20 s, succeed: 0 %"), 5, 28, "`0 %` is out of range"}, ""},
    {{"restarts_more_than_surely", restarts("takes: 20 s, succeed: 150 %"), 5, 28, "150 % is not between 0 % and 100 %"}, ""},
    {{"restarts_without_unit", restarts("takes: 20, succeed: 50 %"), 5, 13, "the unit of the time `20` is missing"}, "units of time"},
    {{"back_off_factor_alone", restarts("up to: 3, takes: 20 s, succeed: 50 %, back-off factor: 2"), 5, 61, "has `back-off factor`, but no back-off"}, "back-off: 10 s"},
    {{"back_off_at_most_alone", restarts("up to: 3, takes: 20 s, succeed: 50 %, back-off at most: 2 min"), 5, 62, "has `back-off at most`, but no back-off"}, "back-off: 10 s"},
    {{"back_off_of_one_by_default", restarts("takes: 20 s, succeed: 50 %, back-off: 10 s"), 5, 44, "has a back-off, the pause between two restarts, but there is only one"}, "up to: 3"},
    {{"back_off_shrinks", restarts("up to: 3, takes: 20 s, succeed: 50 %, back-off: 10 s, back-off factor: 0.5"), 5, 77, "`0.5` is out of range"}, "at least 1"},
    {{"back_off_above_its_bound", restarts("up to: 3, takes: 20 s, succeed: 50 %, back-off: 10 min, back-off at most: 5 min"), 5, 80, "pauses for fixed(10 min) at first, which is more than it does at most"}, "raise `back-off at most`"},
    {{"back_off_bound_of_nothing", restarts("up to: 3, takes: 20 s, succeed: 50 %, back-off: 10 min, back-off at most: 0 s"), 5, 80, "`0 s` is out of range"}, ""},
    {{"back_off_for_ever", restarts("up to: 50, takes: 20 s, succeed: 50 %, back-off: 10 s, back-off factor: 3"), 5, 78, "pauses that grow 3-fold would be longer than 3e10 years"}, "back-off at most: 5 min"},
    {{"restarts_twice", failure(crash + "restarts: {takes: 20 s, succeed: 50 %}, restarts: {takes: 20 s, succeed: 50 %}"), 4, 93, "restarts"}, ""},
    {{"replacement_from_nowhere", stocked("replacement: {takes: 1 h}"), 6, 17, "the replacement of the failure `y` of the node class `a` needs the key `from`"}, "from: spare nodes"},
    {{"replacement_in_no_time", stocked("replacement: {from: full}"), 6, 17, "needs the key `takes`"}, "takes: fixed 5 min"},
    {{"replacement_unknown_pool", stocked("replacement: {from: fill, takes: 1 h}"), 6, 24, "there is no spares pool `fill`"}, "full"},
    {{"replacement_from_empty_pool", stocked("replacement: {from: none, takes: 1 h}"), 6, 24, "takes from `none` what is on the shelf, but the stock of `none` is 0"}, "raise the stock"},
    {{"replacement_never_needed", stocked("restarts: {takes: 1 s, succeed: 100 %}, replacement: {from: full, takes: 1 h}"), 6, 57, "is never replaced: the first restart always works"}, "leave out `replacement`"},
    {{"replacement_as_bad_as_old", stocked("repair restores: as bad as old, replacement: {from: full, takes: 1 h}"), 6, 49, "is repaired as bad as old, but what replaces it is not as old"}, "leave out"},
    {{"diagnosis_of_what_is_never_repaired", failure("time to failure: 9 h, time to repair: never, diagnosis: 1 h"), 4, 60, "is never repaired, but has `diagnosis`"}, "give a time to repair"},
    {{"call_for_what_is_never_repaired", failure("time to failure: 9 h, time to repair: never, time to call: 1 h"), 4, 63, "is never repaired, but has `time to call`"}, "give a time to repair"},
    {{"wrong_diagnosis_of_what_is_never_repaired", failure("time to failure: 9 h, time to repair: never, wrong diagnosis: 5 %"), 4, 66, "is never repaired, but has `wrong diagnosis`"}, "give a time to repair"},
    {{"wrong_for_ever", failure(crash + "wrong diagnosis: 100 %"), 4, 70, "`100 %` is out of range"}, "at most 99 %"},
    {{"wrong_for_ever_as_a_number", failure(crash + "wrong diagnosis: 1"), 4, 70, "`1` is out of range"}, "at most 0.99"},
    {{"wrong_without_sense", failure(crash + "wrong diagnosis: often"), 4, 70, "often"}, ""},
    {{"diagnosis_is_no_law", failure(crash + "diagnosis: soon"), 4, 64, "there is no law `soon`"}, ""},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(All, BadRepairPolicies, ::testing::ValuesIn(inputs),
                         [](const auto& member) { return member.param.input.name; });

TEST(BadRepairPoliciesTogether, AreAllToldAtOnce) {
  const LoadResult result =
      load_text(restarts("up to: 0, succeed: 0 %, takes: soon", "diagnosis: 20, wrong diagnosis: 2, time to call: x, "),
                "a.yaml");
  std::size_t errors = 0;
  for (const Diagnostic& each : result.diagnostics) errors += each.severity == Diagnostic::Severity::error ? 1 : 0;
  EXPECT_EQ(errors, 6u) << all_of(result.diagnostics);
}

/// What is said of a scenario that is good, but has something in it that cannot matter.
std::string warning_of(const std::string& text) {
  const LoadResult result = load_text(text, "a.yaml");
  EXPECT_TRUE(result.scenario);
  return all_of(result.diagnostics);
}

TEST(BadRepairPoliciesTogether, BackOffsThatCannotMatterAreWarnedOf) {
  EXPECT_THAT(warning_of(restarts("up to: 1, takes: 20 s, succeed: 50 %, back-off: 10 s")),
              ::testing::HasSubstr("5:54: warning: the restarting of the failure `x` of the node class `a` has a "
                                   "back-off, the pause between two restarts, but there is only one"));
  const std::string three = "up to: 3, takes: 20 s, succeed: 50 %, back-off: 10 s";
  EXPECT_THAT(warning_of(restarts(three + ", back-off at most: 5 min")),
              ::testing::HasSubstr("5:78: warning: the restarting of the failure `x` of the node class `a` has pauses "
                                   "that do not grow, so there is nothing to bound"));
  EXPECT_EQ(warning_of(restarts(three)), "");
  EXPECT_EQ(warning_of(restarts(three + ", back-off factor: 2, back-off at most: 5 min")), "");
}

TEST(BadRepairPoliciesTogether, RestartsThatWaitForPeopleAreWarnedOf) {
  const LoadResult result = load_text(
      "nines: 1\nservices: {s: {needs: 1 of a}}\ndetectors:\n  checks: {kind: poll, interval: 10 s, timeout: 5 s}\n"
      "  duty: {kind: people, after: checks, channels: exponential 1 min, acknowledgement: exponential 5 min, escalate "
      "after: 15 min}\n"
      "nodes: {a: {failures: {x: {time to failure: fixed 9 d, time to repair: 1 h, detected by: duty,\n"
      "  restarts: {takes: 20 s, succeed: 60 %}}}}}\n",
      "a.yaml");
  EXPECT_TRUE(result.scenario);
  ASSERT_EQ(result.diagnostics.size(), 1u) << all_of(result.diagnostics);
  EXPECT_EQ(result.diagnostics[0].line, 7);
  EXPECT_EQ(result.diagnostics[0].severity, Diagnostic::Severity::warning);
  EXPECT_THAT(result.diagnostics[0].message, ::testing::HasSubstr("is restarted only once `duty` have been reached"));
}

/// What is read from a scenario, and what it means if it is left out.
TEST(RepairPolicies, AreRead) {
  const LoadResult result = load_text(
      stocked(
          "restarts: {up to: 3, takes: 20 s, succeed: 60 %, back-off: 10 s, back-off factor: 2, back-off at most: 5 "
          "min},\n"
          "   replacement: {from: full, takes: 5 min}, time to call: 10 min, diagnosis: 1 h, wrong diagnosis: 10 %"),
      "a.yaml");
  ASSERT_TRUE(result.scenario) << all_of(result.diagnostics);
  const models::FailureMode& mode = result.scenario->study.platform.nodes[0].failures[1];
  ASSERT_TRUE(mode.restarts);
  EXPECT_EQ(mode.restarts->up_to, 3u);
  EXPECT_EQ(mode.restarts->takes->mean(), Seconds(20));
  EXPECT_EQ(mode.restarts->succeed, 0.6);
  EXPECT_EQ(mode.restarts->back_off->mean(), Seconds(10));
  EXPECT_EQ(mode.restarts->back_off_scale(1), 1);
  EXPECT_EQ(mode.restarts->back_off_scale(3), 4);
  EXPECT_EQ(mode.restarts->back_off_scale(9), 30);
  ASSERT_TRUE(mode.replacement);
  EXPECT_EQ(mode.replacement->spares, 0u);
  EXPECT_EQ(mode.time_to_call->mean(), Seconds(600));
  EXPECT_EQ(mode.diagnosis->mean(), Seconds(3600));
  EXPECT_EQ(mode.wrong_diagnosis, 0.1);
  EXPECT_FALSE(result.scenario->study.platform.nodes[0].failures[0].has_policy());
  const LoadResult once = load_text(restarts("takes: 20 s, succeed: 60 %"), "a.yaml");
  ASSERT_TRUE(once.scenario) << all_of(once.diagnostics);
  const auto& restarts_once = once.scenario->study.platform.nodes[0].failures[0].restarts;
  EXPECT_EQ(restarts_once->up_to, 1u);
  EXPECT_EQ(restarts_once->back_off, nullptr);
  EXPECT_EQ(restarts_once->back_off_scale(2), 1);
}

}  // namespace
}  // namespace nines::scenarios::testing
