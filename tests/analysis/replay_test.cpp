// Steps taken from memory are the steps that the behaviour's code would have taken, to the last bit.
#include "component_platforms.h"
#include "models/behaviour.h"
#include "models/model.h"
#include "sim/laws.h"
#include "sim/sampler.h"

#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace nines::test {
namespace {

struct Log {
  static constexpr bool traced = false;
  std::vector<std::tuple<std::uint32_t, bool, double, std::uint32_t>> conditions;
  void condition(std::uint32_t number, bool up, double now, std::uint32_t cause) {
    conditions.emplace_back(number, up, now, cause);
  }
};

struct Outcome {
  std::vector<std::uint64_t> events;
  std::vector<double> rewards, first_gone_s;
  std::vector<std::uint64_t> gone;
  std::vector<std::uint32_t> counts;
  Log log;
};

Outcome sampled(const models::Model& model, const models::Study& study, bool replays) {
  Outcome outcome;
  Sampler<Log> sampler(model.layout, outcome.log);
  if (!replays) sampler.never_replay();
  const models::Behaviour behaviour(model);
  for (std::uint32_t trial = 0; trial < 40; ++trial) {
    outcome.events.push_back(sampler.run(behaviour, study.seed, trial, study.mission.count()));
    for (std::uint32_t i = 0; i < model.layout.rewards; ++i) outcome.rewards.push_back(sampler.reward_integral(i));
    for (const std::uint32_t i : model.layout.member_rewards) {
      outcome.gone.push_back(sampler.rewards().gone(i));
      outcome.first_gone_s.push_back(sampler.rewards().first_gone_s(i));
    }
    for (std::uint32_t i = 0; i < model.layout.causes; ++i) outcome.counts.push_back(sampler.count(i));
  }
  return outcome;
}

class ReplayedSteps : public testing::TestWithParam<ComponentCase> {};

TEST_P(ReplayedSteps, AreThoseOfTheCode) {
  const models::Study& study = GetParam().study;
  const auto model = models::build(study.platform);
  const Outcome replayed = sampled(*model, study, true), run = sampled(*model, study, false);
  EXPECT_EQ(replayed.events, run.events);
  EXPECT_EQ(replayed.rewards, run.rewards);
  EXPECT_EQ(replayed.counts, run.counts);
  EXPECT_EQ(replayed.gone, run.gone);
  EXPECT_EQ(replayed.first_gone_s, run.first_gone_s);
  EXPECT_EQ(replayed.log.conditions, run.log.conditions);
}

INSTANTIATE_TEST_SUITE_P(Components, ReplayedSteps, testing::ValuesIn(component_cases()),
                         [](const auto& member) { return member.param.name; });

/// A walk over more states than are remembered, in which each is seen about once.
TEST(Replay, ForgetsAndGivesUpWithoutATrace) {
  models::Platform platform;
  for (int i = 0; i < 24; ++i) {
    models::FailureMode fault;
    fault.name = "fault";
    fault.time_to_failure = exponential_with_mean(Hours(100 + i));
    fault.time_to_repair = exponential_with_mean(Hours(100 - i));
    models::NodeClass nodes;
    nodes.name = "n" + std::to_string(i);
    nodes.failures.push_back(fault);
    platform.nodes.push_back(nodes);
  }
  models::Study study;
  study.platform = platform;
  study.mission = Hours(20'000);
  const auto model = models::build(study.platform);
  ASSERT_TRUE(Replay::can_replay(model->layout));
  const Outcome replayed = sampled(*model, study, true), run = sampled(*model, study, false);
  EXPECT_GT(run.events[0], 2'000u);
  EXPECT_EQ(replayed.events, run.events);
  EXPECT_EQ(replayed.rewards, run.rewards);
  EXPECT_EQ(replayed.counts, run.counts);
  EXPECT_EQ(replayed.gone, run.gone);
  EXPECT_EQ(replayed.first_gone_s, run.first_gone_s);
}

}  // namespace
}  // namespace nines::test
