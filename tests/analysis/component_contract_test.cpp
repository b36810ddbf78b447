// The contract of every component: what is sampled, by counts and rates or by individual timers, is what is explored.
//
// Each comparison asks for a deviation below 4.5 standard errors (two-sided probability 7e-6). With some 11 400 comparisons,
// many of which say the same twice (downtime and availability), a correct program fails for a random choice of the (fixed)
// seeds with probability below 8 %; any one of the 460 tests, with 25 comparisons, below 2e-4.
#include "analysis/compare/significance.h"
#include "analysis/run.h"
#include "component_platforms.h"
#include "models/model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::test {
namespace {

constexpr double most_sigma = 4.5;

class ComponentContract : public testing::TestWithParam<ComponentCase> {};

const MeasureResult* find(const RunResult& result, const MeasureResult& like) {
  for (const MeasureResult& measure : result.measures) {
    if (measure.kind == like.kind && measure.subject == like.subject && measure.measure == like.measure)
      return &measure;
  }
  return nullptr;
}

/// Compares every simulated measure with the exact one of `exact`; returns how many there were.
int compare_all(const RunResult& simulated, const RunResult& exact) {
  int compared = 0;
  for (const MeasureResult& measure : simulated.measures) {
    const MeasureResult* other = find(exact, measure);
    if (other == nullptr || !other->exact) continue;
    const auto found = compare::significance(measure.simulated, measure.measure, simulated.mission_s,
                                             other->exact->over_mission, other->exact->relative_error);
    if (!found) continue;
    EXPECT_LT(std::abs(found->deviation_sigma), most_sigma)
        << measure.subject << ", measure " << static_cast<int>(measure.measure) << ": simulated "
        << measure.simulated.value << ", exact " << other->exact->over_mission;
    ++compared;
  }
  return compared;
}

/// Each moment of downtime belongs to exactly one phase, simulated and by the chain.
void expect_phases_to_add_up(const RunResult& result) {
  for (const MeasureResult& measure : result.measures) {
    if (measure.kind != SubjectKind::service || measure.measure != models::Measure::downtime) continue;
    double simulated = 0, exact = 0;
    for (const PhaseShare& phase : result.phases) {
      if (phase.service != measure.subject) continue;
      simulated += phase.downtime_s_per_year.value_or(0);
      exact += phase.exact_s_per_year.value_or(0);
    }
    EXPECT_NEAR(simulated, measure.simulated.value, 1e-9 * measure.simulated.value) << measure.subject;
    ASSERT_TRUE(measure.exact) << measure.subject;
    EXPECT_NEAR(exact, measure.exact->value, 1e-9 * measure.exact->value) << measure.subject;
  }
}

/// Whatever takes a service down has a name; only what was down from the start has none, and did not begin.
void expect_causes(const RunResult& result) {
  for (const CauseShare& share : result.causes) {
    EXPECT_TRUE(share.cause != "no failure" || share.outages_per_year == 0) << share.service;
  }
}

TEST_P(ComponentContract, SampledAsExplored) {
  const RunResult result = run(GetParam().study, {});
  ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
  expect_phases_to_add_up(result);
  expect_causes(result);
  EXPECT_GE(compare_all(result, result), 7);
}

TEST_P(ComponentContract, TimersAsRates) {
  const models::Study hidden = with_timers(GetParam().study);
  EXPECT_FALSE(models::why_not_markov(*models::build(hidden.platform)).empty());
  RunOptions no_chain;
  no_chain.chain = false;
  models::Study other_seed = hidden;
  other_seed.seed += 1;
  const RunResult exact = solve(GetParam().study, {});
  ASSERT_FALSE(exact.chain_refused) << *exact.chain_refused;
  EXPECT_GE(compare_all(run(other_seed, no_chain), exact), 7);
}

INSTANTIATE_TEST_SUITE_P(Components, ComponentContract, testing::ValuesIn(component_cases()),
                         [](const auto& member) { return member.param.name; });

}  // namespace
}  // namespace nines::test
