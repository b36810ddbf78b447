// Bad input: maintenance and changes. Each error is at the key in question and says what would be right.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadPlans : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadPlans, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

/// A node class on line 4, with its maintenance from column 7 on in line 5.
std::string maintained(const std::string& maintenance, const std::string& failure = "wear") {
  return "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes:\n  a: {failures: {" + failure +
         ": {time to failure: weibull 9 h shape 2, time to repair: 1 h}}, maintenance:\n      {" + maintenance + "}}\n";
}

/// Failures on line 5, from column 3 on, beside a stage of ageing; their times are put in.
std::string stages(std::string failures) {
  for (std::size_t at = failures.find(": {"); at != std::string::npos; at = failures.find(": {", at + 3))
    failures.insert(failures.find('}', at), ", time to failure: fixed 9 h, time to repair: 1 h");
  return "nines: 1\nservices: {s: {needs: 1 of a}}\n"
         "nodes: {a: {failures: {worn: {time to failure: fixed 9 h, time to repair: never, takes down: nothing},\n\n "
         " " +
         failures + "}}}\n";
}

/// A change on line 5, from column 7 on, of a class of three.
std::string changed(const std::string& change) {
  return "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {count: 3, failures: {f: {time to failure: fixed 9 h, "
         "time to "
         "repair: 1 h}}}}\n"
         "changes:\n  r: {" +
         change + "}\n";
}

const std::string plain = "of: a, every: 7 d, takes: 5 min, ";
const std::string bad = plain + "bad: 2 %, bad release noticed after: 10 min, roll back: 5 min, ";

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"maintenance_without_age", maintained("takes: 2 h"), 5, 7, "the maintenance of the node class `a` needs the key `every`"}, "every: fixed 300 h"},
    {{"maintenance_without_time", maintained("every: 2 h"), 5, 7, "the maintenance of the node class `a` needs the key `takes`"}, "takes: fixed 2 h"},
    {{"maintenance_without_unit", maintained("every: 300, takes: 2 h"), 5, 15, "the unit of the time `300` is missing"}, "units of time"},
    {{"maintenance_unknown_key", maintained("every: 3 h, take: 2 h"), 5, 20, "the maintenance of the node class `a` has no key `take`"}, "takes"},
    {{"maintenance_unknown_crew", maintained("every: 3 h, takes: 2 h, crew: c"), 5, 38, "the maintenance of the node class `a`: there is no crew `c`"}, ""},
    {{"maintenance_priority", maintained("every: 3 h, takes: 2 h, priority: 2"), 5, 42, "has a priority but no crew"}, "order: priority"},
    {{"maintenance_name", maintained("every: 3 h, takes: 2 h", "maintenance"), 5, 7, "has a failure `maintenance`, as its maintenance is called"}, "rename"},
    {{"renews_unknown", failure("time to failure: 9 h, time to repair: 1 h, repair renews: all"), 4, 62, "`all` is not one of the choices"}, "unit"},
    {{"renews_and_minimal", failure("time to failure: 9 h, time to repair: 1 h, repair renews: unit, repair restores: as bad as old"), 4, 62, "is repaired as bad as old, but its repair renews the unit"}, "leave out one"},
    {{"only_while_unknown", failure("time to failure: 9 h, time to repair: 1 h, only while: old"), 4, 59, "comes only while `old` is there, but there is no such failure beside it"}, "takes down: nothing"},
    {{"only_while_itself", failure("time to failure: 9 h, time to repair: 1 h, takes down: nothing, only while: x"), 4, 80, "comes only while `x` is there, which is itself"}, "takes down: nothing"},
    {{"maintenance_only_while", maintained("every: 3 h, takes: 2 h, only while: wear"), 5, 44, "comes only while `wear` is there, which takes something down"}, "add `takes down: nothing` to `wear`"},
    {{"only_while_misspelt", stages("x: {only while: wornn}"), 5, 19, "but there is no such failure beside it"}, "did you mean `worn`"},
    {{"only_while_second_hand", stages("x: {only while: y}, y: {takes down: nothing, only while: worn}"), 5, 109, "only while `worn` is there, and another failure waits for it"}, "leave out one"},
    {{"only_while_third_hand", stages("y: {takes down: nothing, only while: worn}, x: {only while: y}"), 5, 112, "only while `y` is there, which itself waits for another failure"}, "leave out one"},
    {{"change_without_of", changed("every: 7 d, takes: 5 min"), 5, 6, "the change `r` needs the key `of`"}, "of: web"},
    {{"change_without_every", changed("of: a, takes: 5 min"), 5, 6, "the change `r` needs the key `every`"}, "every: 7 d"},
    {{"change_without_takes", changed("of: a, every: 7 d"), 5, 6, "the change `r` needs the key `takes`"}, "takes: fixed 5 min"},
    {{"change_of_nothing", changed("of: b, every: 7 d, takes: 5 min"), 5, 11, "the change `r`: there is no node class `b`"}, "node class"},
    {{"change_unknown_key", changed(plain + "canari: 1 for 1 h"), 5, 40, "the change `r` has no key `canari`"}, "canary"},
    {{"change_name", "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {failures: {r: {time to failure: 9 h, time to repair: 1 h}}}}\nchanges:\n  r: {of: a, every: 7 d, takes: 5 min}\n", 5, 11, "adds a failure of its name to `a`"}, "rename"},
    {{"change_too_often", changed("of: a, every: 1 us, takes: 5 min"), 3, 8, "events would have to be simulated"}, "check the units"},
    {{"too_many_at_a_time", changed(plain + "at a time: 4"), 5, 51, "4 are to be updated at once, but `a` has 3 members"}, "fewer"},
    {{"none_at_a_time", changed(plain + "at a time: 0"), 5, 51, "`0` is out of range"}, "at least 1"},
    {{"keeps_too_many", changed(plain + "keeps up: 3"), 5, 50, "3 others are to stay up, but `a` has 3 members"}, "smaller"},
    {{"bad_of_what", changed(plain + "bad: 120 %, bad release noticed after: 1 h, roll back: 1 h"), 5, 45, "120 % is not between 0 % and 100 %"}, "bad: 2 %"},
    {{"bad_never_noticed", changed(plain + "bad: 2 %, roll back: 5 min"), 5, 45, "does not say `bad release noticed after`"}, "exponential 10 min"},
    {{"bad_never_rolled_back", changed(plain + "bad: 2 %, bad release noticed after: 1 h"), 5, 45, "does not say `roll back`"}, "fixed 5 min"},
    {{"noticed_without_bad", changed(plain + "bad release noticed after: 1 h"), 5, 67, "has `bad release noticed after`, but no release is bad"}, "bad: 2 %"},
    {{"roll_back_without_bad", changed(plain + "roll back: 1 h"), 5, 51, "has `roll back`, but no release is bad"}, "bad: 2 %"},
    {{"canary_without_bad", changed(plain + "canary: 1 for 1 h"), 5, 48, "has `canary`, but no release is bad"}, "bad: 2 %"},
    {{"canary_of_all", changed(bad + "canary: 3 for 1 h"), 5, 111, "3 get it first, but `a` has 3 members"}, "leave some"},
    {{"canary_unreadable", changed(bad + "canary: 1 h"), 5, 111, "the canary of the change `r`"}, "1 for 30 min"},
    {{"canary_without_unit", changed(bad + "canary: 1 for 30"), 5, 111, "the unit of the time `30` is missing"}, "units of time"},
    {{"canary_of_none", changed(bad + "canary: 0 for 30 min"), 5, 111, "`0` is out of range"}, "at least 1"},
    {{"canary_not_watched", changed(bad + "canary: {members: 1}"), 5, 111, "the canary of the change `r` needs the key `watched for`"}, "30 min"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadPlans, ::testing::ValuesIn(inputs),
                         [](const auto& test) { return test.param.input.name; });

TEST(PlansWithoutEffect, AreWarnedOf) {
  const auto loaded = load_text(failure("time to failure: 9 h, time to repair: 1 h"), "scenario.yaml");
  ASSERT_TRUE(loaded.scenario) << all_of(loaded.diagnostics);
  const auto warned = load_text(
      "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes:\n  a: {failures: {f: {time to failure: exponential 9 h, "
      "time to repair: 1 h}},\n      maintenance: {every: 3 h, takes: 1 h}}\n",
      "scenario.yaml");
  ASSERT_TRUE(warned.scenario) << all_of(warned.diagnostics);
  ASSERT_EQ(warned.diagnostics.size(), 1u);
  EXPECT_EQ(warned.diagnostics[0].line, 5);
  EXPECT_NE(warned.diagnostics[0].message.find("prevents nothing"), std::string::npos);
}

TEST(Rollouts, ThatNeverEndAreWarnedOf) {
  const auto warnings = [](const std::string& text) {
    const LoadResult result = load_text(text, "scenario.yaml");
    EXPECT_TRUE(result.scenario.has_value());
    return all_of(result.diagnostics);
  };
  EXPECT_EQ(warnings(changed("of: a, every: 7 d, takes: 5 min")), "");
  EXPECT_THAT(warnings(changed("of: a, every: 1 h, takes: 30 min")),
              ::testing::HasSubstr("5:21: warning: a rollout of the change `r` takes 1.5 h (3 members, 1 at a time), "
                                   "and the next release is due after 1 h"));
  EXPECT_EQ(warnings(changed("of: a, every: 1 h, takes: 30 min, at a time: 2")), "");
  const auto lost = [&](const std::string& more) {
    return warnings(
        "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {count: 3, failures: {f: {time to failure: fixed 9 y, "
        "time to "
        "repair: never" +
        more + "}}}}\nchanges:\n  r: {of: a, every: 7 d, takes: 5 min}\n");
  };
  EXPECT_THAT(lost(""), ::testing::HasSubstr("5:11: warning: the change `r` waits for members that are down, and `f` "
                                             "of `a` is never repaired"));
  EXPECT_EQ(lost(", takes down: nothing"), "");
  EXPECT_EQ(lost(", restarts: {takes: 1 min, succeed: 100 %}"), "");
}

}  // namespace
}  // namespace nines::scenarios::testing
