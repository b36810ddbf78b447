// The language of sweeps: values, ranges, what is known of uncertain inputs, and what is said of bad ones.
#include "scenarios/language/sweep.h"
#include "scenarios/language/sweep_values.h"
#include "tests/scenarios/bad_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::scenarios::testing {
namespace {

using models::Sweep;
using models::UncertainInput;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> values(const std::string& text) {
  const auto parsed = parse_sweep_values(text);
  if (const auto* problem = std::get_if<Problem>(&parsed)) return {"PROBLEM: " + problem->message};
  return std::get<std::vector<std::string>>(parsed);
}

TEST(SweepValues, Lists) {
  EXPECT_THAT(values("1s,5s, 30 s"), ElementsAre("1s", "5s", "30 s"));
  EXPECT_THAT(values("2"), ElementsAre("2"));
  EXPECT_THAT(values("first come, priority"), ElementsAre("first come", "priority"));
  EXPECT_THAT(values("{law: fixed, value: 1 h}, 2 h"), ElementsAre("{law: fixed, value: 1 h}", "2 h"));
}

TEST(SweepValues, Ranges) {
  EXPECT_THAT(values("1..4"), ElementsAre("1", "2", "3", "4"));
  EXPECT_THAT(values("1..9 step 4"), ElementsAre("1", "5", "9"));
  EXPECT_THAT(values("1..8 step 4"), ElementsAre("1", "5"));
  EXPECT_THAT(values("0.1..0.5 step 0.1"), ElementsAre("0.1", "0.2", "0.3", "0.4", "0.5"));
  EXPECT_THAT(values("1 h..4 h in 4"), ElementsAre("1 h", "2 h", "3 h", "4 h"));
  EXPECT_THAT(values("30 s..2 min step 30 s"), ElementsAre("30 s", "60 s", "90 s", "120 s"));
  EXPECT_THAT(values("10 %..30 % step 10 %"), ElementsAre("10 %", "20 %", "30 %"));
  EXPECT_THAT(values("1..3, 8"), ElementsAre("1", "2", "3", "8"));
  EXPECT_THAT(values("1..3 s step 1"), ElementsAre("1 s", "2 s", "3 s"));
}

TEST(SweepValues, EqualRatios) {
  EXPECT_THAT(values("1 s..100 s log 5"), ElementsAre("1 s", "3.162 s", "10 s", "31.62 s", "100 s"));
  EXPECT_THAT(values("1..8 log 4"), ElementsAre("1", "2", "4", "8"));
  EXPECT_THAT(values("1 min..1 h log 2"), ElementsAre("1 min", "60 min"));
  EXPECT_THAT(values("1e-6 per h..1e-4 per h log 3"), ElementsAre("1e-06 per h", "1e-05 per h", "0.0001 per h"));
}

TEST(SweepValues, BracesVaryAPart) {
  EXPECT_THAT(values("weibull {1 d, 2 d} shape 2"), ElementsAre("weibull 1 d shape 2", "weibull 2 d shape 2"));
  EXPECT_THAT(values("exponential {100..300 h step 100 h}, fixed 1 h"),
              ElementsAre("exponential 100 h", "exponential 200 h", "exponential 300 h", "fixed 1 h"));
  EXPECT_THAT(values("{1,2} of pump"), ElementsAre("1 of pump", "2 of pump"));
  EXPECT_THAT(values("{10,20} d"), ElementsAre("10 d", "20 d"));
  EXPECT_THAT(values("{law: fixed, time: 1 h}"), ElementsAre("{law: fixed, time: 1 h}"));  // a mapping, as it is
}

TEST(SweepValues, WhatIsWrongWithARange) {
  const auto problem = [](const std::string& text) {
    const auto all = values(text);
    return all.size() == 1 ? all.front() : "no problem";
  };
  EXPECT_THAT(problem("4..1"), HasSubstr("PROBLEM: the range `4..1` ends below where it begins"));
  EXPECT_THAT(problem("1 s..4 s"), HasSubstr("does not say which values"));
  EXPECT_THAT(problem("1..4 step 0"), HasSubstr("step above 0"));
  EXPECT_THAT(problem("0..4 log 3"), HasSubstr("must be above 0"));
  EXPECT_THAT(problem("1..4 log 1"), HasSubstr("at least 2"));
  EXPECT_THAT(problem("1 s..4 GB step 1 s"), HasSubstr("not units of the same"));
  EXPECT_THAT(problem("1..1e9"), HasSubstr("more values than a sweep may have points"));
  EXPECT_THAT(problem("1..x"), HasSubstr("a number is expected"));
  EXPECT_THAT(problem("1,,2"), HasSubstr("missing beside a comma"));
  EXPECT_THAT(problem("weibull {1 d, 2 d shape 2"), HasSubstr("no counterpart"));
}

const std::string plant = R"(nines: 1
parameters: {life: 1000 h}
nodes:
  machine:
    count: 2
    failures:
      fault: {time to failure: exponential $life, time to repair: exponential 10 h}
services: {plant: {needs: 1 of machine}}
)";

SweepLoadResult load(const std::string& sweep, const SweepWishes& wishes = {}) {
  return load_sweep(plant + sweep, "plant.yaml", ".", {}, wishes, std::nullopt);
}

Sweep good(const std::string& sweep, const SweepWishes& wishes = {}) {
  const SweepLoadResult result = load(sweep, wishes);
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.sweep;
}

/// What is said of a bad one, all of it.
std::string bad(const std::string& sweep, const SweepWishes& wishes = {}) {
  const SweepLoadResult result = load(sweep, wishes);
  EXPECT_FALSE(result.scenario.has_value());
  return all_of(result.diagnostics);
}

TEST(GoodSweep, OfTheFile) {
  const Sweep sweep = good(R"(
sweep:
  vary:
    nodes.machine.count: 2..4
    parameters.life: [500 h, 1000 h]
  uncertain:
    nodes.machine.failures.fault.time to repair: exponential {uniform 5 h to 1 d}
  design: latin hypercube
  points: 8
)");
  ASSERT_EQ(sweep.axes.size(), 2u);
  EXPECT_THAT(sweep.axes[0].values, ElementsAre("2", "3", "4"));
  EXPECT_THAT(sweep.axes[1].values, ElementsAre("500 h", "1000 h"));
  EXPECT_FALSE(sweep.zip);
  EXPECT_EQ(sweep.design, models::Design::latin_hypercube);
  EXPECT_EQ(sweep.draws, 8u);
  ASSERT_EQ(sweep.uncertain.size(), 1u);
  const UncertainInput& input = sweep.uncertain[0];
  EXPECT_EQ(input.kind, UncertainInput::Kind::uniform);
  EXPECT_DOUBLE_EQ(input.low, 5.0 / 24);
  EXPECT_DOUBLE_EQ(input.high, 1);
  EXPECT_EQ(input.unit, "d");
  EXPECT_EQ(input.before, "exponential ");
}

TEST(GoodSweep, TheCommandLinePrevailsPlaceByPlace) {
  SweepWishes wishes;
  wishes.vary = {{"parameters.life", "1 h..100 h log 3"}, {"nodes.machine.count", "[3, 5]"}};
  const Sweep sweep = good("sweep: {vary: {nodes.machine.count: 1..4, mission: [1 d]}}\n", wishes);
  ASSERT_EQ(sweep.axes.size(), 3u);
  EXPECT_EQ(sweep.axes[0].path, "mission");
  EXPECT_THAT(sweep.axes[1].values, ElementsAre("1 h", "10 h", "100 h"));
  EXPECT_THAT(sweep.axes[2].values, ElementsAre("3", "5"));
}

TEST(GoodSweep, EachKindOfKnowledge) {
  const auto input = [](const std::string& words) {
    const Sweep sweep = good("sweep: {uncertain: {parameters.life: \"" + words + "\"}}\n");
    return sweep.uncertain.empty() ? UncertainInput{} : sweep.uncertain[0];
  };
  UncertainInput made = input("3 failures in 10000 h");
  EXPECT_EQ(made.kind, UncertainInput::Kind::mean_time);
  EXPECT_EQ(std::pair(made.events, made.exposure), std::pair(3.0, 10000.0));
  EXPECT_EQ(made.unit, "h");
  made = input("rate of 0 failures in 2 years");
  EXPECT_EQ(made.kind, UncertainInput::Kind::rate);
  EXPECT_EQ(made.unit, "per years");
  made = input("2 of 50");
  EXPECT_EQ(made.kind, UncertainInput::Kind::probability);
  EXPECT_EQ(made.unit, "");
  made = input("triangular 1 h to 2 h to 1 d");
  EXPECT_EQ(made.kind, UncertainInput::Kind::triangular);
  EXPECT_DOUBLE_EQ(made.mode, 2.0 / 24);
  made = input("loguniform 10 to 1000 h");
  EXPECT_EQ(std::pair(made.low, made.high), std::pair(10.0, 1000.0));
  made = input("lognormal median 3 h p95 12 h");
  EXPECT_EQ(made.kind, UncertainInput::Kind::law);
  EXPECT_NEAR(made.law->quantile(0.5).count(), 3 * 3600.0, 1e-6);
}

TEST(BadSweep, IsSaidWhereItIs) {
  const std::string said = bad(R"(
sweep:
  vary: {nodes.machine.count: 4..1, mission: [1 d, {a: 1}]}
  uncertain: {parameters.life: "5 h", nodes.machine.count: "3 of 2"}
  points: 1
  desing: sobol
)");
  EXPECT_THAT(said,
              HasSubstr("plant.yaml:11:31: error: the values of `nodes.machine.count`: the range `4..1` ends below"));
  EXPECT_THAT(said, HasSubstr("the values of `mission`: a value in one line is expected, not a mapping"));
  EXPECT_THAT(said, HasSubstr("what is known of `parameters.life`: `5 h` is a single value"));
  EXPECT_THAT(said, HasSubstr("`3 of 2` is not so many of so many attempts"));
  EXPECT_THAT(said, HasSubstr("`points` of the sweep: `1` is out of range"));
  EXPECT_THAT(said, HasSubstr("did you mean `design`?"));
}

TEST(BadSweep, AlsoWhenTheScenarioIsOnlyChecked) {
  const LoadResult result = load_text(plant + "sweep: {vary: {mission: 4..1}}\n", "plant.yaml");
  EXPECT_FALSE(result.scenario.has_value());
  EXPECT_THAT(all_of(result.diagnostics), HasSubstr("ends below where it begins"));
}

TEST(BadSweep, ALawNeedsToBeSaid) {
  const std::string said =
      bad("sweep: {uncertain: {nodes.machine.failures.fault.time to failure: 3 failures in 100 h}}\n");
  EXPECT_THAT(said, HasSubstr("`time to failure` is a law: which one has an uncertain parameter?"));
  EXPECT_THAT(said, HasSubstr("write `exponential {3 failures in 100 h}`"));
}

TEST(BadSweep, OfTheCommandLine) {
  SweepWishes wishes;
  wishes.vary = {{"mission", "1 d..2 d"}};
  wishes.uncertain = {{"mission", "uniform 2 d to 1 d"}};
  const std::string said = bad("", wishes);
  EXPECT_THAT(said, HasSubstr("--vary:1:9: error: `mission=1 d..2 d`: "));
  EXPECT_THAT(said, HasSubstr("the bounds of `uniform 2 d to 1 d` do not rise"));
}

TEST(BadSweep, ZippedListsOfDifferentLengthAndTooManyPoints) {
  EXPECT_THAT(bad("sweep: {zip: true, vary: {mission: [1 d, 2 d], seed: 1..3}}\n"),
              HasSubstr("zipped lists must be equally long: `mission` has 2 values, `seed` has 3 values"));
  EXPECT_THAT(bad("sweep: {vary: {seed: 1..1000, trials: 1..1000}}\n"), HasSubstr("1e+06 points, more than 100000"));
}

TEST(BadSweep, APlaceIsVariedOnce) {
  EXPECT_THAT(bad("sweep: {vary: {mission: [1 d, 2 d]}, uncertain: {mission: uniform 1 d to 2 d}}\n"),
              HasSubstr("`mission` is varied twice"));
  SweepWishes wishes;
  wishes.vary = {{"mission", "1 d,2 d"}, {"seed", "1..3"}, {"mission", "3 d"}};
  EXPECT_THAT(bad("", wishes),
              HasSubstr("`mission` is varied twice: by `--vary mission=1 d,2 d` and by `--vary mission=3 d`"));
}

}  // namespace
}  // namespace nines::scenarios::testing
