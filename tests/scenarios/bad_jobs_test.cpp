// Bad input: training jobs and their checkpoints. Each error is at the key in question and says what would be right.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadJobs : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadJobs, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

/// A job on line 5, from column 7 on: `s` needs all of three nodes, `t` two of three.
std::string with_job(const std::string& job, const std::string& more = "trials: 5") {
  return "nines: 1\nservices: {s: {needs: all of a}, t: {needs: 2 of b}}\n"
         "nodes: {a: {count: 3, failures: {f: {time to failure: 9 h, time to repair: 1 h}}}, b: {count: 3}}\njobs:\n  "
         "j: {" +
         job + "}\n" + more + "\n";
}

/// Its checkpoints, from column 28 on.
std::string checkpoints(const std::string& words) { return with_job("of: s, checkpoints: {" + words + "}"); }

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"without_service", with_job("work: 5 d"), 5, 6, "the job `j` needs the key `of`"}, "of: training"},
    {{"unknown_service", with_job("of: x"), 5, 11, "the job `j`: there is no service `x`"}, "services: `s`, `t`"},
    {{"unknown_key", with_job("of: s, checkpoint: {every: 1 h}"), 5, 14, "the job `j` has no key `checkpoint`"}, "did you mean `checkpoints`"},
    {{"work_without_unit", with_job("of: s, work: 5"), 5, 20, "the unit of the time `5` is missing"}, "5"},
    {{"work_of_nothing", with_job("of: s, work: 0 h"), 5, 20, "out of range"}, "above 0"},
    {{"two_on_one_service", with_job("of: s}\n  k: {of: s"), 6, 11, "so does `j` already"}, "one of its own"},
    {{"without_every", checkpoints("takes: 1 min"), 5, 27, "need"}, "every"},
    {{"every_in_words", checkpoints("every: often, takes: 1 min"), 5, 35, "a number is expected, not `often`"}, "young"},
    {{"every_nothing", checkpoints("every: 0 h, takes: 1 min"), 5, 35, "some work between two checkpoints"}, "30 min"},
    {{"too_many_checkpoints", checkpoints("every: 1 ns, takes: 1 ns"), 5, 3, "would take 3e+16 checkpoints in a mission"}, "the unit of `every`"},
    {{"rule_without_cost", checkpoints("every: best"), 5, 35, "a checkpoint costs nothing"}, "takes"},
    {{"rule_without_mtbf", with_job("of: t, checkpoints: {every: best, takes: 1 min}"), 5, 35, "does not follow from the rates"}, "mtbf: 3 h"},
    {{"takes_and_drain", checkpoints("every: 1 h, takes: 1 min, drain: 1 min"), 5, 61, "training stands still until it is through"}, "stall"},
    {{"drain_longer_than_interval", checkpoints("every: 1 min, stall: 1 s, drain: 2 min"), 5, 35, "every 1 min of work, but one takes 2 min to drain"}, "less often"},
    {{"bandwidth_without_size", checkpoints("every: 1 h, bandwidth: 1 GB/s"), 5, 51, "the job `j` has no `size`"}, "size: 6 TB"},
    {{"bandwidth_and_takes", with_job("of: s, size: 1 TB, checkpoints: {every: 1 h, takes: 1 min, bandwidth: 1 GB/s}"), 5, 77, "how long it takes is said besides"}, "leave one"},
    {{"tiers_and_takes", checkpoints("every: 1 h, takes: 1 min, tiers: {m: {stall: 1 s}}"), 5, 47, "have `tiers`, and `takes` beside them"}, "of each tier"},
    {{"no_tier_each_time", checkpoints("every: 1 h, tiers: {m: {every: 2, stall: 1 s}}"), 5, 47, "no tier each time"}, "fastest"},
    {{"lost_by_nothing_known", checkpoints("every: 1 h, stall: 1 s, lost by: b"), 5, 61, "`b` is no failure of what `j` runs on"}, "`a.f`"},
    {{"group_that_nothing_takes_away", checkpoints("every: 1 h, stall: 1 s, in groups of: 3"), 5, 66, "no failure takes anything away"}, "lost by"},
    {{"group_that_is_not_even", checkpoints("every: 1 h, stall: 1 s, lost by: a, in groups of: 2"), 5, 78, "runs on 3 of `a`"}, "even"},
    {{"kept_none", checkpoints("every: 1 h, stall: 1 s, keep: 0"), 5, 58, "`0` is out of range"}, "at least 1"},
    {{"bad_above_one", checkpoints("every: 1 h, stall: 1 s, bad: 120 %"), 5, 57, "120 % is not between"}, "%"},
    {{"corruption_without_every", with_job("of: s, corruption: {found after: 1 h}"), 5, 26, "needs the key `every`"}, "exponential 9 d"},
    {{"straggler_that_stops", "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h, job speed: 50 %}}}}\n", 3, 82, "takes down what a job needs"}, "takes down: nothing"},
    {{"elastic_over_services", "nines: 1\nservices: {s: {needs: 1 of a}, t: {needs: 1 of b}, u: {prefers: [s, t]}}\nnodes: {a: {count: 1}, b: {count: 1}}\njobs: {j: {of: u, elastic: true, checkpoints: {every: 1 h}}}\n", 4, 28, "one of several services"}, "needs"},
    {{"measure_without_jobs", "nines: 1\nnodes: {a: {count: 1}}\nservices: {s: {needs: 1 of a}}\nmeasures: [ettr]\n", 4, 12, "there are no `jobs`"}, "add `jobs`"},
    {{"objective_without_job", with_job("of: s, checkpoints: {every: 1 h}", "objectives: [t ettr >= 90 %]"), 6, 14, "no training job runs on `t`"}, "another measure"},
    {{"ratio_as_a_time", with_job("of: s, checkpoints: {every: 1 h}", "objectives: [s ettr >= 90 d]"), 6, 14, "`90 d` is a time, where a share is meant"}, "30 %"},
    {{"interventions_in_what_time", with_job("of: s, checkpoints: {every: 1 h}", "objectives: [s manual interventions <= 3]"), 6, 14, "3"}, "per"},
    {{"interventions_without_job", with_job("of: s, checkpoints: {every: 1 h}", "objectives: [t manual interventions <= 3 per d]"), 6, 14, "no training job runs on `t`"}, "another measure"},
    {{"objective_without_end", with_job("of: s, checkpoints: {every: 1 h}", "objectives: [s finish time <= 9 d]"), 6, 14, "the job on `s` has no end"}, "work"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Jobs, BadJobs, ::testing::ValuesIn(inputs),
                         [](const auto& test) { return test.param.input.name; });

TEST(Jobs, WhatDoesNotHelpIsWarnedOf) {
  const auto warnings_of = [](const std::string& job) {
    const auto loaded = load_text(with_job(job), "scenario.yaml");
    EXPECT_TRUE(loaded.scenario.has_value()) << job;
    std::string all;
    for (const Diagnostic& each : loaded.diagnostics) all += each.to_string();
    return all;
  };
  const std::string found_late = ", corruption: {every: 30 d, found after: 2 h}";
  EXPECT_THAT(warnings_of("of: t, checkpoints: {every: 1 h, takes: 1 min}" + found_late),
              ::testing::HasSubstr("is found after 2 h, and checkpoints of the last 2 h of work are kept"));
  EXPECT_THAT(warnings_of("of: t, checkpoints: {every: 1 h, takes: 1 min, keep: 3}" + found_late),
              ::testing::Not(::testing::HasSubstr("corruption")));
  EXPECT_THAT(warnings_of("of: s, elastic: true, checkpoints: {every: 1 h, takes: 1 min}"),
              ::testing::HasSubstr("`s` needs all of its members"));
  EXPECT_THAT(warnings_of("of: t, elastic: true, checkpoints: {every: 1 h, takes: 1 min}"),
              ::testing::Not(::testing::HasSubstr("elastic")));
}

}  // namespace
}  // namespace nines::scenarios::testing
