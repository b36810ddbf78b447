// The parts of `nines optimise`: bounds that hold, the front, the grid and its refinement, threads, interruptions.
#include "analysis/optimise/optimise.h"
#include "analysis/optimise/bounds.h"
#include "analysis/optimise/front.h"
#include "analysis/optimise/refine.h"
#include "analysis/report/optimise_report.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace nines::optimise {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string value_of(const std::vector<models::Setting>& settings) {
  std::string text;
  for (const models::Setting& each : settings) text += (text.empty() ? "" : " ") + each.value;
  return text;
}

std::vector<std::string> values_of(const std::vector<std::vector<models::Setting>>& all) {
  std::vector<std::string> texts;
  for (const auto& each : all) texts.push_back(value_of(each));
  return texts;
}

TEST(MeanBetween, HoldsOfSkewedValues) {
  // One value in ten is not 0, and that is exponential: as downtime is.
  constexpr std::size_t repetitions = 4000, values = 400;
  constexpr double tail = 0.01;
  std::mt19937_64 random(7);
  std::exponential_distribution<double> size(1);
  std::bernoulli_distribution happens(0.1);
  std::size_t above = 0, below = 0;
  for (std::size_t i = 0; i < repetitions; ++i) {
    std::vector<double> drawn(values);
    for (double& each : drawn) each = happens(random) ? size(random) : 0;
    const Interval interval = mean_between(drawn, tail, unbounded);
    above += interval.high < 0.1 ? 1 : 0;
    below += interval.low > 0.1 ? 1 : 0;
  }
  // 40 are expected of each at most; 4.5 sigma of a Poisson number more come once in 300 000.
  EXPECT_LE(above, 40 + 4.5 * std::sqrt(40));
  EXPECT_LE(below, 40 + 4.5 * std::sqrt(40));
}

TEST(MeanBetween, AssumesNothingOfFewEvents) {
  std::vector<double> values(100, 0.0);
  EXPECT_TRUE(std::isinf(mean_between(values, 0.05, unbounded).high));
  // None of 100: at most 1 - 0.05^(1/100) of them, times the most that one can be.
  const double rule_of_three = 1 - std::pow(0.05, 0.01);
  EXPECT_NEAR(mean_between(values, 0.05, 10).high, 10 * rule_of_three, 1e-12);
  values[3] = 2;
  const Interval one = mean_between(values, 0.05, 10);
  EXPECT_NEAR(one.low, -10 * rule_of_three, 1e-12);
  EXPECT_GT(one.high, 10 * rule_of_three);
  EXPECT_TRUE(std::isinf(mean_between({}, 0.05, 10).high));
}

TEST(Front, KeepsWhatNothingBeats) {
  const auto point = [](double cost, double unavailability) {
    Point made;
    made.fixed_per_year = cost;
    made.exact_unavailability = unavailability;
    return made;
  };
  EXPECT_THAT(front_of({point(3, 0.01), point(1, 0.1), point(2, 0.2), point(3, 0.02), point(4, 0.01)}),
              ElementsAre(1, 0));
  EXPECT_TRUE(front_of({}).empty());
  EXPECT_TRUE(front_of({Point{}}).empty());  // nothing is known of it
}

TEST(Refine, HalvesTheStepsAroundTheBest) {
  std::vector<models::Choice> choices = {
      {{"a", {"1", "2"}}, {}}, {{"b", {"1 s", "10 s", "100 s"}}, models::Choice::Between{{1, 10, 100}, "s", true}}};
  EXPECT_THAT(values_of(grid_of(choices)), ElementsAre("1 1 s", "1 10 s", "1 100 s", "2 1 s", "2 10 s", "2 100 s"));
  EXPECT_THAT(values_of(refined_around({{"a", "2"}, {"b", "10 s"}}, choices)), ElementsAre("2 31.62 s", "2 3.162 s"));
  EXPECT_THAT(choices[1].axis.values, ElementsAre("1 s", "3.162 s", "10 s", "31.62 s", "100 s"));
  EXPECT_THAT(values_of(refined_around({{"a", "2"}, {"b", "100 s"}}, choices)), ElementsAre("2 56.23 s"));
}

TEST(Refine, TriesCombinations) {
  const models::Choice::Between between{{1, 2, 3}, "", false};
  std::vector<models::Choice> choices = {{{"a", {"1", "2", "3"}}, between}, {{"b", {"1", "2", "3"}}, between}};
  EXPECT_EQ(refined_around({{"a", "2"}, {"b", "1"}}, choices).size(), 3u * 2u - 1u);
}

/// Machines of which one is enough, and what each costs.
std::vector<Candidate> machines(std::size_t most, std::size_t trials) {
  std::vector<Candidate> made;
  for (std::size_t n = 1; n <= most; ++n) {
    Candidate each;
    each.settings = {{"nodes.machine.count", std::to_string(n)}};
    each.study = run_studies::k_of_n(1, n, 200, 20, trials);
    models::Objective objective;
    objective.text = "availability >= 99 %";
    objective.bound = 0.01;
    each.study.objectives = {objective};
    each.fixed = {{"nodes.machine.count", "1000 each", 1000.0 * static_cast<double>(n)}};
    each.losses = {{models::LossCost::Kind::downtime, 0, "downtime of it", "10 per h", 10.0 / 3600}};
    made.push_back(each);
  }
  return made;
}

models::Optimise asked_of(std::size_t most) {
  models::Optimise asked;
  asked.choices = {{{"nodes.machine.count", {}}, {}}};
  asked.losses = machines(1, 1)[0].losses;
  for (std::size_t n = 1; n <= most; ++n) asked.choices[0].axis.values.push_back(std::to_string(n));
  return asked;
}

std::optional<Candidate> no_more(const std::vector<models::Setting>&) { return std::nullopt; }

OptimiseResult search(const RunOptions& options) { return optimise(machines(4, 500), asked_of(4), no_more, options); }

TEST(Optimise, SameBytesOnAnyNumberOfThreads) {
  std::string one;
  for (const unsigned threads : {1U, 3U}) {
    RunOptions options;
    options.threads = threads;
    options.chain = false;
    const std::string document = report::json(search(options));
    if (one.empty()) one = document;
    EXPECT_EQ(document, one);
  }
}

TEST(Optimise, InterruptedAtOnceHasNoAnswer) {
  const std::atomic<bool> stop{true};
  RunOptions options;
  options.stop = &stop;
  const OptimiseResult result = search(options);
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.answer, OptimiseResult::Answer::nothing_yet);
  EXPECT_THAT(report::table(result, {}), HasSubstr("There is no answer yet."));
}

TEST(Optimise, InterruptedLaterHasTheAnswerSoFar) {
  std::atomic<bool> stop{false};
  RunOptions options;
  options.chain = false;
  options.threads = 1;
  options.stop = &stop;
  options.progress = [&](const Progress& now) { stop = now.trials_done > 5000; };
  models::Optimise asked = asked_of(4);
  asked.budget = 4'000'000;
  asked.indifference = 0;
  const OptimiseResult result = optimise(machines(4, 500), asked, no_more, options);
  EXPECT_TRUE(result.interrupted || result.answer == OptimiseResult::Answer::found);
  EXPECT_NE(result.answer, OptimiseResult::Answer::nothing_yet);
}

TEST(Optimise, TableSplitsTheCostAndNamesTheRunnersUp) {
  const std::string text = report::table(search({}), {});
  EXPECT_THAT(text, HasSubstr("The cheapest: nodes.machine.count = 2"));
  EXPECT_THAT(text, HasSubstr("what goes wrong"));
  EXPECT_THAT(text, HasSubstr("Cost against nines"));
}

}  // namespace
}  // namespace nines::optimise
