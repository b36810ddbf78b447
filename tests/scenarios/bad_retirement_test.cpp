// Bad input: lemons and their retirement. Each error is at the key in question and says what would be right.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadRetirement : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadRetirement, IsRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

/// A node class with two failures, and what is said of it on line 4, from column 3 on.
std::string nodes(const std::string& more, const std::string& first = "f") {
  return "nines: 1\nservices: {s: {needs: 1 of a}}\ndomains: {rack: 2}\nnodes: {a: {count: 2 per rack,\n  " + more +
         ",\n failures: {" + first +
         ": {time to failure: 9 h, time to repair: 1 h}, g: {time to failure: 9 h, time to repair: 1 h, takes down: "
         "rack}}}}\n";
}

const std::string retired = "lemons: {share: 2 %, times as often: 9}, retirement: ";

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"lemons_without_share", nodes("lemons: {times as often: 9}"), 5, 11, "the lemons of the node class `a` needs the key `share`"}, "share: 1.5 %"},
    {{"lemons_without_factor", nodes("lemons: {share: 2 %}"), 5, 11, "needs the key `times as often`"}, "times as often: 20"},
    {{"lemons_above_one", nodes("lemons: {share: 120 %, times as often: 9}"), 5, 19, "120 %"}, ""},
    {{"lemons_that_are_better", nodes("lemons: {share: 2 %, times as often: 0.5}"), 5, 40, "0.5"}, ""},
    {{"lemons_unknown_key", nodes("lemons: {share: 2 %, times as often: 9, rate: 3}"), 5, 43, "the lemons of the node class `a` has no key `rate`"}, ""},
    {{"retirement_without_after", nodes(retired + "{takes: 1 h}"), 5, 56, "the retirement of the node class `a` needs the key `after`"}, "after: 3"},
    {{"retirement_without_takes", nodes(retired + "{after: 3}"), 5, 56, "needs the key `takes`"}, "takes: exponential 4 h"},
    {{"retirement_after_none", nodes(retired + "{after: 0, takes: 1 h}"), 5, 64, "0"}, "1"},
    {{"retirement_after_too_many", nodes(retired + "{after: 101, takes: 1 h}"), 5, 64, "101"}, "100"},
    {{"retirement_counts_nothing_known", nodes(retired + "{after: 3, takes: 1 h, counts: h}"), 5, 87, "the retirement of the node class `a` counts `h`, but there is no such failure"}, "`f`"},
    {{"retirement_counts_a_domain", nodes(retired + "{after: 3, takes: 1 h, counts: [f, g]}"), 5, 91, "counts `g`, which takes down more than the node"}, "leave it out"},
    {{"retirement_counts_twice", nodes(retired + "{after: 3, takes: 1 h, counts: [f, f]}"), 5, 91, "counts `f`, twice"}, "once"},
    {{"retirement_counts_no_failure", "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {retirement: {after: 3, takes: 1 h}}}\n", 3, 25, "counts no failure: it would never come"}, "leave it out"},
    {{"retirement_name", nodes(retired + "{after: 3, takes: 1 h}", "retirement"), 5, 56, "has a failure `retirement`, as its retirement is called"}, "rename"},
    {{"retirement_keeps_what_is_lost", "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h, loses data: true}},\n  lemons: {share: 2 %, times as often: 9}, retirement: {after: 3, takes: 1 h, loses data: false}}}\n", 4, 91, "loses no data, but counts `f`, which does"}, "leave out"},
    {{"retirement_unknown_crew", nodes(retired + "{after: 3, takes: 1 h, crew: c}"), 5, 85, "there is no crew `c`"}, ""},
    {{"retirement_unknown_spares", nodes(retired + "{after: 3, takes: 1 h, spares: c}"), 5, 87, "there is no spares pool `c`"}, ""},
    {{"retirement_priority", nodes(retired + "{after: 3, takes: 1 h, priority: 2}"), 5, 89, "has a priority but no crew"}, "order: priority"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Reader, BadRetirement, ::testing::ValuesIn(inputs),
                         [](const auto& member) { return member.param.input.name; });

TEST(Retirement, OfNodesThatAreAllAlikeIsWarnedOf) {
  const std::string text =
      "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {failures: {f: {time to failure: exponential 9 h, time to "
      "repair: 1 "
      "h}}, retirement: {after: 3, takes: 1 h}}}\n";
  const LoadResult loaded = load_text(text, "scenario.yaml");
  ASSERT_TRUE(loaded.scenario);
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_NE(loaded.diagnostics[0].message.find("prevents nothing: all nodes are alike"), std::string::npos);
}

}  // namespace
}  // namespace nines::scenarios::testing
