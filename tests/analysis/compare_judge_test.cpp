// Verdicts: what agrees, what disagrees, what cannot be compared and why; objectives; false alarms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/compare/judge.h"
#include "analysis/compare/significance.h"
#include "analysis/monte_carlo/intervals.h"
#include "tests/analysis/statistics_synthetic.h"

namespace nines {
namespace {

using models::Measure;
using monte_carlo::synthetic::Durations;
using monte_carlo::synthetic::Regime;
using testing::HasSubstr;
using Outcome = ObjectiveResult::Outcome;

constexpr double infinity = std::numeric_limits<double>::infinity();

// A run of one measure of one service, simulated by synthetic trials.
RunResult run_with(const Regime& regime, Measure measure, std::uint32_t run = 0) {
  RunResult result;
  result.mission_s = year.count();
  MeasureResult found;
  found.subject = "web";
  found.measure = measure;
  found.simulated = monte_carlo::estimate(measure, monte_carlo::synthetic::run_of(regime, run, 5), year, 0.95);
  result.measures.push_back(found);
  return result;
}

Verdict verdict_on_exact(RunResult result, double value, double relative_error = 1e-12) {
  result.measures[0].exact = ExactValue{value, value, relative_error, 0, value};
  judge(result);
  return result.measures[0].exact_verdict;
}

Verdict verdict_on_prediction(RunResult result, const Prediction& prediction) {
  result.measures[0].predictions = {prediction};
  judge(result);
  return result.measures[0].prediction_verdicts.at(0);
}

const Regime plenty{"", 10'000, 5000};
const Regime few{"", 1'000'000, 6};
const Regime none{"", 1000, 1e-9};

TEST(CompareJudge, TheTruthAgreesAndAWrongAnswerDisagrees) {
  const RunResult result = run_with(plenty, Measure::availability);
  const double truth = plenty.truth(Measure::availability);
  const Verdict right = verdict_on_exact(result, truth);
  EXPECT_EQ(right.agreement, Agreement::agrees);
  EXPECT_LT(std::abs(right.deviation_sigma), 3);
  const Verdict wrong = verdict_on_exact(result, 1.2 * truth);
  EXPECT_EQ(wrong.agreement, Agreement::disagrees);
  EXPECT_LT(wrong.deviation_sigma, -5);  // simulated below the other answer
  EXPECT_THAT(wrong.reason, HasSubstr(" % above the simulated value"));
  EXPECT_EQ(verdict_on_exact(result, 0.8 * truth).agreement, Agreement::disagrees);
  EXPECT_GT(verdict_on_exact(result, 0.8 * truth).deviation_sigma, 5);
}

TEST(CompareJudge, TheDeviationIsInStandardErrors) {
  const RunResult result = run_with({"", 400'000, 200'000}, Measure::availability);  // many: skewness 0.005
  const Estimate& simulated = result.measures[0].simulated;
  const double standard_error = (simulated.high - simulated.low) / 2 / 1.959964;
  const Verdict verdict = verdict_on_exact(result, simulated.value + 2 * standard_error);
  EXPECT_NEAR(verdict.deviation_sigma, -2, 0.02);
}

TEST(CompareJudge, ANumericalErrorIsGivenTheBenefitOfTheDoubt) {
  const RunResult result = run_with(plenty, Measure::availability);
  const double wrong = 1.2 * result.measures[0].simulated.value;
  EXPECT_EQ(verdict_on_exact(result, wrong, 1e-6).agreement, Agreement::disagrees);
  EXPECT_EQ(verdict_on_exact(result, wrong, 0.2).agreement, Agreement::agrees);
}

// Against the Poisson law summed by hand: of k or more, or k or fewer, doubled.
TEST(CompareJudge, FewEventsAreTestedAsAPoissonNumber) {
  const RunResult result = run_with(few, Measure::outages);
  const Estimate& simulated = result.measures[0].simulated;
  ASSERT_EQ(simulated.trust, Estimate::Trust::few_events);
  const double k = static_cast<double>(simulated.events);
  const auto doubled_tail = [&](double mean) {
    double term = std::exp(-mean), at_most = term, fewer = 0;
    for (int i = 1; i <= k; ++i) {
      fewer = at_most;
      term *= mean / i;
      at_most += term;
    }
    return 2 * std::min(at_most, 1 - fewer);
  };
  for (const double mean : {k / 100, k / 4, k / 2, 2 * k, 4 * k}) {
    const auto found = compare::significance(simulated, Measure::outages, year.count(), mean * 1e-6, 0);
    ASSERT_TRUE(found);
    EXPECT_NEAR(std::log(found->p_value), std::log(doubled_tail(mean)), 1e-3) << mean;
    const auto mtbf = monte_carlo::estimate(Measure::mtbf, monte_carlo::synthetic::run_of(few, 0, 5), year, 0.95);
    const auto inverse = compare::significance(mtbf, Measure::mtbf, year.count(), year.count() / (mean * 1e-6), 0);
    EXPECT_NEAR(inverse->p_value, found->p_value, 1e-6 * found->p_value) << mean;
  }
  EXPECT_THAT(verdict_on_exact(result, few.truth(Measure::outages)).reason, HasSubstr("few events"));
  EXPECT_EQ(verdict_on_exact(result, 10 * few.truth(Measure::outages)).agreement, Agreement::disagrees);
}

TEST(CompareJudge, NoneSeenContradictsOnlyWhatMakesItImprobable) {
  for (const Measure measure : {Measure::availability, Measure::outages, Measure::unreliability}) {
    const RunResult result = run_with(none, measure);
    EXPECT_EQ(verdict_on_exact(result, 1e-3).agreement, Agreement::not_comparable);
    const Verdict verdict = verdict_on_exact(result, 1e-2);  // 0.99^1000 = 4e-5
    EXPECT_EQ(verdict.agreement, Agreement::disagrees);
    EXPECT_LT(verdict.deviation_sigma, -3);
    EXPECT_EQ(verdict_on_exact(result, 0).agreement, Agreement::agrees);
  }
  for (const Measure measure : {Measure::mtbf, Measure::mttf}) {
    const RunResult result = run_with(none, measure);
    EXPECT_EQ(verdict_on_exact(result, 1000 * year.count()).agreement, Agreement::not_comparable);
    EXPECT_EQ(verdict_on_exact(result, 100 * year.count()).agreement, Agreement::disagrees);
    EXPECT_EQ(verdict_on_exact(result, infinity).agreement, Agreement::agrees);
  }
  EXPECT_EQ(verdict_on_exact(run_with(none, Measure::mdt), 3600).agreement, Agreement::not_comparable);
}

TEST(CompareJudge, AnOutageThatCannotBeIsADisagreement) {
  EXPECT_EQ(verdict_on_exact(run_with(few, Measure::availability), 0).agreement, Agreement::disagrees);
  EXPECT_EQ(verdict_on_exact(run_with(few, Measure::mttf), infinity).agreement, Agreement::disagrees);
}

TEST(CompareJudge, EveryTrialFailedAsTheChainSays) {
  const RunResult result = run_with({"", 100, 2000}, Measure::unreliability);
  ASSERT_EQ(result.measures[0].simulated.value, 1);
  EXPECT_EQ(verdict_on_exact(result, 1).agreement, Agreement::agrees);
  EXPECT_EQ(verdict_on_exact(result, 1 - 2e-9).agreement, Agreement::agrees);
  EXPECT_EQ(verdict_on_exact(result, 0.9).agreement, Agreement::disagrees);  // 0.9^100 = 3e-5
}

TEST(CompareJudge, TrialsThatAreAllAlikeAreComparedToRounding) {
  monte_carlo::Moments moments;
  for (int i = 0; i < 1000; ++i) moments.add({0.1, 1, 10, true, 0});
  RunResult result = run_with(plenty, Measure::availability);
  result.measures[0].simulated = monte_carlo::estimate(Measure::availability, moments, year, 0.95);
  EXPECT_EQ(verdict_on_exact(result, 0.1 / year.count()).agreement, Agreement::agrees);
  EXPECT_EQ(verdict_on_exact(result, 0.2 / year.count()).agreement, Agreement::disagrees);
}

TEST(CompareJudge, ABrokenAssumptionIsNamedWithItsCost) {
  RunResult result = run_with(plenty, Measure::availability);
  const double truth = plenty.truth(Measure::availability);
  Prediction prediction{"k-of-n", "a book", 1.12 * truth, true, {{"enough crews; 2 repairs share 1 crew"}}};
  result.measures[0].exact = ExactValue{0.99 * truth, truth, 1e-12, 0, 0.99 * truth};
  const Verdict verdict = verdict_on_prediction(result, prediction);
  EXPECT_EQ(verdict.agreement, Agreement::not_comparable);
  EXPECT_EQ(verdict.reason, "12 % above the chain's long-run value (assumes enough crews; 2 repairs share 1 crew)");
  EXPECT_LT(verdict.deviation_sigma, -3);
  result.measures[0].exact.reset();
  EXPECT_THAT(verdict_on_prediction(result, prediction).reason,
              HasSubstr("(assumes enough crews; 2 repairs share 1 crew)"));
}

TEST(CompareJudge, ALongRunPredictionIsComparedNetOfTheStartUp) {
  RunResult result = run_with(plenty, Measure::availability);
  const double truth = plenty.truth(Measure::availability);
  result.measures[0].exact = ExactValue{truth, 1.5 * truth, 1e-12, 0, truth};
  const Verdict verdict = verdict_on_prediction(result, {"single unit", "a book", 1.5 * truth, true, {}});
  EXPECT_EQ(verdict.agreement, Agreement::agrees);
  EXPECT_THAT(verdict.reason, HasSubstr("the long run is 50 % above the mission's value"));
  EXPECT_EQ(verdict_on_prediction(result, {"", "", truth, true, {}}).agreement, Agreement::disagrees);
  EXPECT_EQ(verdict_on_prediction(result, {"", "", truth, false, {}}).agreement, Agreement::agrees);
}

TEST(CompareJudge, WithoutAChainALongRunPredictionMayAgreeButNotDisagree) {
  const RunResult result = run_with(plenty, Measure::availability);
  const double truth = plenty.truth(Measure::availability);
  EXPECT_EQ(verdict_on_prediction(result, {"", "", truth, true, {}}).agreement, Agreement::agrees);
  const Verdict off = verdict_on_prediction(result, {"", "", 1.5 * truth, true, {}});
  EXPECT_EQ(off.agreement, Agreement::not_comparable);
  EXPECT_THAT(off.reason, HasSubstr("start-up"));
}

TEST(CompareJudge, WithoutASimulationThereIsNothingToCompare) {
  RunResult result;
  result.measures.emplace_back();
  const Verdict verdict = verdict_on_exact(result, 1e-3);
  EXPECT_EQ(verdict.agreement, Agreement::not_comparable);
  EXPECT_EQ(verdict.reason, "not simulated");
}

// By hand at 5 %: 0.005 <= 0.05/4, 0.01 <= 0.05/3, 0.03 > 0.05/2 stops, although 0.04 <= 0.05.
TEST(CompareSignificance, HolmStepsDown) {
  const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
  EXPECT_EQ(compare::reject_by_holm(p, 0.05), (std::vector<bool>{true, false, false, true}));
  EXPECT_EQ(compare::reject_by_holm(std::vector<double>{}, 0.05), std::vector<bool>{});
}

// The family-wise level is kept: 2 000 runs of five measures each, all answers true, at a level of 5 %. The number of
// runs with a false "disagrees" is at most 5 % + 3 sigma (0.49 % each: 0.1 % false alarms of this test).
TEST(CompareJudge, FalseAlarmsStayBelowTheFamilyWiseLevel) {
  for (const Regime& regime : {Regime{"plenty", 1000, 400}, Regime{"40 expected", 1'000'000, 40},
                               Regime{"8 expected", 1'000'000, 8}, Regime{"1 expected", 1'000'000, 1},
                               Regime{"0.04 expected", 1'000'000, 0.04}, Regime{"2 trials in 3", 40, 40}}) {
    int alarms = 0;
    for (std::uint32_t run = 0; run < 2000; ++run) {
      RunResult result;
      result.mission_s = year.count();
      result.family_wise_level = 0.05;
      const auto moments = monte_carlo::synthetic::run_of(regime, run, 6);
      for (const Measure measure :
           {Measure::availability, Measure::outages, Measure::mdt, Measure::mttf, Measure::unreliability}) {
        MeasureResult found;
        found.measure = measure;
        found.simulated = monte_carlo::estimate(measure, moments, year, 0.95);
        found.exact = ExactValue{regime.truth(measure), regime.truth(measure), 1e-12, 0, regime.truth(measure)};
        result.measures.push_back(found);
      }
      judge(result);
      alarms += strict_failure(result) ? 1 : 0;
    }
    std::printf("false disagreements, %s: %.2f %% of runs\n", regime.name, alarms / 20.0);
    EXPECT_LE(alarms, 2000 * (0.05 + 3 * 0.0049)) << regime.name;
  }
}

// Objectives.

ObjectiveResult objective(Measure measure, double bound, bool at_least, const Estimate& value, double share = 0) {
  ObjectiveResult result;
  result.objective.measure = measure;
  result.objective.bound = bound;
  result.objective.at_least = at_least;
  result.objective.share_of_trials = share;
  result.service = "web";
  result.value = value;
  return result;
}

Outcome outcome_of(RunResult result, const ObjectiveResult& asked) {
  result.objectives = {asked};
  judge(result);
  EXPECT_FALSE(result.objectives[0].reason.empty());
  return result.objectives[0].outcome;
}

const Estimate about_five{5, 4, 6, 1000, 100, Estimate::Trust::good, {}};

TEST(CompareObjectives, TheWholeIntervalDecides) {
  const RunResult result;
  // "availability at least ..." bounds the unavailability from above.
  EXPECT_EQ(outcome_of(result, objective(Measure::availability, 7, true, about_five)), Outcome::met);
  EXPECT_EQ(outcome_of(result, objective(Measure::availability, 3, true, about_five)), Outcome::missed);
  EXPECT_EQ(outcome_of(result, objective(Measure::availability, 5, true, about_five)), Outcome::unresolved);
  EXPECT_EQ(outcome_of(result, objective(Measure::downtime, 7, false, about_five)), Outcome::met);
  EXPECT_EQ(outcome_of(result, objective(Measure::downtime, 3, false, about_five)), Outcome::missed);
  EXPECT_EQ(outcome_of(result, objective(Measure::mtbf, 3, true, about_five)), Outcome::met);
  EXPECT_EQ(outcome_of(result, objective(Measure::mtbf, 7, true, about_five)), Outcome::missed);
}

TEST(CompareObjectives, AShareOfTrialsIsComparedWithTheShareAskedFor) {
  const RunResult result;
  const Estimate most = monte_carlo::proportion(950, 1000, 0.95);
  EXPECT_EQ(outcome_of(result, objective(Measure::downtime, 4, false, most, 0.9)), Outcome::met);
  EXPECT_EQ(outcome_of(result, objective(Measure::downtime, 4, false, most, 0.99)), Outcome::missed);
  EXPECT_EQ(outcome_of(result, objective(Measure::downtime, 4, false, most, 0.95)), Outcome::unresolved);
}

TEST(CompareObjectives, ABoundWhereNothingWasSeenIsEnoughToBeMet) {
  RunResult result = run_with(none, Measure::availability);
  const Estimate& bound = result.measures[0].simulated;
  EXPECT_EQ(outcome_of(result, objective(Measure::availability, 0.01, true, bound)), Outcome::met);
  EXPECT_EQ(outcome_of(result, objective(Measure::availability, 1e-6, true, bound)), Outcome::unresolved);
  EXPECT_EQ(outcome_of(result, objective(Measure::mdt, 60, false, {0, 0, 0, 9, 0, Estimate::Trust::not_available, {}})),
            Outcome::unresolved);
}

TEST(CompareObjectives, TheChainDecidesUnlessTheSimulationContradictsIt) {
  RunResult result = run_with(plenty, Measure::availability);
  const double truth = plenty.truth(Measure::availability);
  const auto asked = objective(Measure::availability, 1.001 * truth, true, result.measures[0].simulated);
  EXPECT_EQ(outcome_of(result, asked), Outcome::unresolved);
  result.measures[0].exact = ExactValue{truth, truth, 1e-9, 0, truth};
  EXPECT_EQ(outcome_of(result, asked), Outcome::met);
  result.measures[0].exact = ExactValue{2 * truth, 2 * truth, 1e-9, 0, 2 * truth};
  EXPECT_EQ(outcome_of(result, asked), Outcome::unresolved);
  result.measures[0].exact = ExactValue{1.002 * truth, truth, 1e-9, 0, 1.002 * truth};
  EXPECT_EQ(outcome_of(result, asked), Outcome::missed);
  result.measures[0].kind = SubjectKind::node_class;  // of the same name, but not the service
  EXPECT_EQ(outcome_of(result, asked), Outcome::unresolved);
}

TEST(CompareObjectives, WhatIsNotKnownIsNeitherMetNorMissed) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  RunResult result;
  result.measures.emplace_back();
  result.measures[0].subject = "web";
  result.measures[0].exact = ExactValue{nan, 1e-5, 1e-9, 0, nan};
  result.objectives = {objective(Measure::availability, 1e-4, true, {}),
                       objective(Measure::availability, 7, true, about_five),
                       objective(Measure::downtime, 7, false, {nan, nan, nan, 9, 1, Estimate::Trust::good, {}})};
  judge(result);
  EXPECT_EQ(result.objectives[0].outcome, Outcome::unresolved);
  EXPECT_NE(result.objectives[0].reason.find("only the long run"), std::string::npos) << result.objectives[0].reason;
  EXPECT_EQ(result.objectives[1].outcome, Outcome::met) << result.objectives[1].reason;  // by the simulation
  EXPECT_EQ(result.objectives[2].outcome, Outcome::unresolved);
  EXPECT_FALSE(strict_failure(result));
}

TEST(CompareJudge, StrictFailsOnDisagreementsAndMissedObjectivesOnly) {
  RunResult result = run_with(plenty, Measure::availability);
  const double truth = plenty.truth(Measure::availability);
  judge(result);
  EXPECT_FALSE(strict_failure(result));
  result.measures[0].predictions = {{"", "", 2 * truth, false, {}}};
  judge(result);
  EXPECT_TRUE(strict_failure(result));
  result.measures[0].predictions[0].broken = {{"anything"}};
  judge(result);
  EXPECT_FALSE(strict_failure(result));
  result.objectives = {objective(Measure::downtime, 5, false, about_five)};
  judge(result);
  EXPECT_FALSE(strict_failure(result));  // unresolved
  result.objectives = {objective(Measure::downtime, 3, false, about_five)};
  judge(result);
  EXPECT_TRUE(strict_failure(result));
}

}  // namespace
}  // namespace nines
