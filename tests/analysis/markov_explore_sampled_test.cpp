// What the chain expects of rewards (capacity, units up, domains available), of the number of outages of members and of the
// number of failures by each cause, against the means of trials, for every kind of component.
//
// 4 000 trials with a fixed seed; a mean may be off by 5 standard errors, which chance alone exceeds with probability
// 6e-7 (normal). With some 6 500 comparisons the false-alarm rate over all seeds is below 4e-3.
#include "analysis/markov/explore.h"
#include "analysis/markov/measures.h"
#include "component_platforms.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nines::markov::test {
namespace {

struct Unobserved {
  static constexpr bool traced = false;
  void condition(std::uint32_t, bool, double, std::uint32_t) {}
};

/// The mean of a number of trials, and its standard error.
struct Mean {
  double sum = 0, squares = 0;
  void add(double value) {
    sum += value;
    squares += value * value;
  }
  void expect(double expected, double trials, const std::string& what) const {
    const double mean = sum / trials;
    const double error = std::sqrt(std::max(0.0, squares / trials - mean * mean) / trials);
    EXPECT_NEAR(mean, expected, 5 * error + 1e-9 * std::fabs(expected)) << what << ", standard error " << error;
  }
};

class Explored : public ::testing::TestWithParam<nines::test::ComponentCase> {};

TEST_P(Explored, RewardsOutagesAndCausesAsSampled) {
  constexpr std::uint32_t trials = 4'000;
  const models::Study& study = GetParam().study;
  const double mission = study.mission.count();
  const auto model = models::build(study.platform);
  const Exploration explored = explore(*model, 100'000);
  const Transient expected = transient(explored.chain, study.mission);

  const auto rewards = static_cast<std::uint32_t>(explored.first_gone);
  const auto first_cause = static_cast<std::uint32_t>(explored.first_cause);
  const std::vector<std::uint32_t>& member_rewards = model->layout.member_rewards;
  std::vector<Mean> means(explored.chain.rewards.size());
  Unobserved observer;
  Sampler<Unobserved> sampler(model->layout, observer);
  const models::Behaviour behaviour(*model);
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    sampler.run(behaviour, 11, trial, mission);
    for (std::uint32_t i = 0; i < rewards; ++i) means[i].add(sampler.reward_integral(i) / mission);
    for (std::uint32_t i = rewards; i < first_cause; ++i)
      means[i].add(static_cast<double>(sampler.rewards().gone(member_rewards[i - rewards])));
    for (std::uint32_t i = first_cause; i < means.size(); ++i) means[i].add(sampler.count(i - first_cause));
  }
  for (std::uint32_t i = 0; i < means.size(); ++i) {
    const std::vector<double>& reward = explored.chain.reward[i];
    double total = 0;
    for (std::size_t state = 0; state < reward.size(); ++state) total += expected.time_s[state] * reward[state];
    means[i].expect(i < rewards ? total / mission : total, trials, explored.chain.rewards[i]);
  }
}

INSTANTIATE_TEST_SUITE_P(Components, Explored, ::testing::ValuesIn(nines::test::component_cases()),
                         [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace nines::markov::test
