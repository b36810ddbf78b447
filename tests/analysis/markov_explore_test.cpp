// The chains of platforms: against chains of the literature, closed forms, and themselves without lumping.
#include "analysis/markov/explore.h"

#include "analysis/markov/measures.h"
#include "component_platforms.h"
#include "markov_chains.h"
#include "sim/laws.h"
#include "sim/state_space.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <stdexcept>

namespace nines::markov::test {
namespace {

using models::Platform;

LawPtr hours(double mean) { return exponential_with_mean(Hours(mean)); }
LawPtr erlang(double phases, double mean_h) {
  return std::get<LawPtr>(make_law("erlang", {{"phases", phases}, {"mean", mean_h * 3600}}));
}

models::FailureMode failure(const std::string& name, LawPtr life, LawPtr repair) {
  models::FailureMode mode;
  mode.name = name;
  mode.time_to_failure = std::move(life);
  mode.time_to_repair = std::move(repair);
  return mode;
}

/// `needed` of `count` nodes for one service; as many crews as nodes if `crews` is 0.
Platform k_of_n(std::size_t needed, std::size_t count, LawPtr life, LawPtr repair, std::size_t crews = 0) {
  Platform platform;
  models::NodeClass nodes;
  nodes.name = "node";
  nodes.count = count;
  nodes.failures = {failure("fault", std::move(life), std::move(repair))};
  models::Service service;
  service.name = "service";
  service.operands = {{models::Operand::Kind::nodes, 0, 1}};
  service.needed = static_cast<double>(needed);
  if (crews > 0) {
    platform.crews.push_back({});
    platform.crews[0].name = "crew";
    platform.crews[0].size = crews;
    nodes.failures[0].crew = 0;
  }
  platform.nodes = {nodes};
  platform.services = {service};
  return platform;
}

Exploration explore(const Platform& platform, bool lump = true) {
  return markov::explore(*models::build(platform), 1'000'000, nullptr, lump);
}

/// The long run, the mission and the first failure, each number within the errors that both solutions state.
void expect_same(const ConditionMeasures& a, const ConditionMeasures& b, const std::string& what) {
  const auto compare = [&](double x, double y, double error, const char* measure) {
    if (std::isinf(x) && x == y) return;
    expect_relative(x, y, error + 1e-12, what + ", " + measure);
  };
  const double long_run = a.long_run_relative_error + b.long_run_relative_error;
  const double mission = a.mission_relative_error + b.mission_relative_error;
  const double first = a.first_failure_relative_error + b.first_failure_relative_error;
  compare(a.unavailability_long_run, b.unavailability_long_run, long_run, "long run");
  compare(a.failure_frequency_per_s, b.failure_frequency_per_s, long_run, "frequency");
  compare(a.mttf_s, b.mttf_s, long_run, "MTTF");
  compare(a.interval_unavailability, b.interval_unavailability, mission, "interval");
  compare(a.point_unavailability, b.point_unavailability, mission, "point");
  compare(a.expected_outages, b.expected_outages, mission, "outages");
  compare(a.unreliability, b.unreliability, first, "unreliability");
}

TEST(MarkovExplore, KOutOfNWithCrewsIsTheBirthAndDeathChain) {
  for (const auto& system : {KOutOfN{6, 4, 2, 1e-3, 0.1}, KOutOfN{3, 1, 3, 1e-4, 2}, KOutOfN{2, 2, 1, 0.01, 0.1}}) {
    const Exploration explored = explore(k_of_n(static_cast<std::size_t>(system.k), static_cast<std::size_t>(system.n),
                                                hours(1 / system.failures_per_h), hours(1 / system.repairs_per_h),
                                                static_cast<std::size_t>(system.crews)));
    EXPECT_EQ(explored.chain.states(), static_cast<std::size_t>(system.n) + 1);
    expect_same(measure(explored.chain, 0, year), measure(chain_of(system), 0, year), "k of n");
  }
}

TEST(MarkovExplore, ColdAndWarmStandby) {
  for (const double factor : {0.0, 0.25}) {
    Platform platform = k_of_n(2, 4, hours(1000), hours(10), 2);
    platform.services[0].standby = models::Standby{.active = 2, .rate_factor = factor};
    const KOutOfN expected{4, 2, 2, 1e-3, 0.1, factor};
    expect_same(measure(explore(platform).chain, 0, year), measure(chain_of(expected), 0, year), "standby");
  }
}

// Without a crew the units are independent, and the long-run availability of each depends on the mean times alone.
TEST(MarkovExplore, PhasesLeaveTheLongRunOfIndependentUnits) {
  const double down = 10.0 / 1010;
  for (const LawPtr& repair : {hours(10), erlang(3, 10)}) {
    for (const LawPtr& life : {hours(1000), erlang(2, 1000)}) {
      const ConditionMeasures measures = measure(explore(k_of_n(1, 3, life, repair)).chain, 0, year);
      expect_relative(measures.unavailability_long_run, down * down * down, 1e-11, repair->describe());
    }
  }
}

// Many phases on few units are timers, not counts.
TEST(MarkovExplore, TimersWithManyPhases) {
  const Exploration explored = explore(k_of_n(1, 2, hours(1000), erlang(8, 10)));
  // Each unit is up or in one of 8 phases; two alike units: 9 * 10 / 2.
  EXPECT_EQ(explored.chain.states(), 45u);
  expect_relative(measure(explored.chain, 0, year).unavailability_long_run, std::pow(10.0 / 1010, 2), 1e-11);
}

TEST(MarkovExplore, NamesRewardsAndCausesAsTheModelNumbersThem) {
  Platform platform = k_of_n(2, 3, hours(100), hours(10));
  platform.nodes[0].failures.push_back(failure("crash", hours(50), hours(1)));
  platform.nodes[0].level = 0;
  models::DomainLevel rack;
  rack.name = "rack";
  rack.failures = {failure("switch", hours(200), hours(5))};
  platform.domains = {rack};
  const auto model = models::build(platform);
  const Exploration explored = markov::explore(*model, 1000);
  const Chain& chain = explored.chain;
  EXPECT_EQ(chain.conditions, std::vector<std::string>{"service"});
  EXPECT_EQ(chain.rewards[model->services[0].capacity_reward], "service capacity");
  EXPECT_EQ(chain.rewards[model->classes[0].up_reward], "node up");
  EXPECT_EQ(chain.rewards[model->domain_classes[0].available_reward], "rack available");
  EXPECT_EQ(explored.causes, (std::vector<std::string>{"node.fault", "node.crash", "rack.switch"}));
  ASSERT_EQ(chain.rewards.size(), explored.first_cause + 3);
  const auto outages = std::find(chain.rewards.begin(), chain.rewards.end(), "outages of any node");
  ASSERT_NE(outages, chain.rewards.end());
  const auto of_nodes = static_cast<std::size_t>(outages - chain.rewards.begin());
  EXPECT_GE(of_nodes, explored.first_gone);
  EXPECT_LT(of_nodes, explored.first_cause);
  // At the start all are up: three nodes may fail in two ways, one rack in one.
  ASSERT_EQ(chain.initial.size(), 1u);
  const std::size_t start = chain.initial[0].first;
  const double expected[] = {3 / 100.0, 3 / 50.0, 1 / 200.0};
  for (std::size_t i = 0; i < 3; ++i) {
    expect_relative(chain.reward[explored.first_cause + i][start], expected[i] / 3600, 1e-12, explored.causes[i]);
  }
  EXPECT_EQ(chain.reward[model->classes[0].up_reward][start], 3);
  // Any of three nodes by itself, and all three with the rack.
  expect_relative(chain.reward[of_nodes][start], (3 / 100.0 + 3 / 50.0 + 3 / 200.0) / 3600, 1e-12);
  EXPECT_EQ(chain.reward[model->services[0].capacity_reward][start], 1);
}

// The renewal function of a single unit is known: failures in [0, t] with up and down times exponential.
TEST(MarkovExplore, ExpectedNumberOfFailures) {
  const Exploration explored = explore(k_of_n(1, 1, hours(100), hours(10)));
  const double fails = 1.0 / 100, repairs = 1.0 / 10, sum = fails + repairs, t = 500;
  const double expected = fails * repairs / sum * t + fails * fails / (sum * sum) * -std::expm1(-sum * t);
  const ChainMeasures measures = measure_all(explored.chain, Hours(t));
  expect_relative(measures.rewards[explored.first_cause].mission_mean * t * 3600, expected, 1e-11);
}

TEST(MarkovExplore, RefusesWhatHasNoChain) {
  const auto model =
      models::build(k_of_n(1, 2, std::get<LawPtr>(make_law("weibull", {{"shape", 2}, {"mean", 1e6}})), hours(1)));
  EXPECT_THROW(markov::explore(*model, 1000), std::invalid_argument);
}

TEST(MarkovExplore, EndsAtTheLimitAndWhenStopped) {
  const auto model = models::build(k_of_n(50, 100, hours(1000), hours(10)));
  EXPECT_THROW(markov::explore(*model, 100), StateSpaceTooLarge);
  EXPECT_EQ(markov::explore(*model, 101).chain.states(), 101u);
  const std::atomic<bool> stop = true;
  EXPECT_THROW(markov::explore(*model, 1000, &stop), ExplorationStopped);
}

/// With one node a rack where the whole chain would take long to solve.
Platform solvable(Platform platform) {
  try {
    (void)markov::explore(*models::build(platform), 25'000, nullptr, false);
  } catch (const StateSpaceTooLarge&) {
    for (models::NodeClass& nodes : platform.nodes) {
      if (!nodes.is_link) nodes.count = 1;  // each link has its places
    }
    for (models::Service& service : platform.services) service.needed = std::ceil(service.needed / 2);
  }
  return platform;
}

class Lumping : public ::testing::TestWithParam<nines::test::ComponentCase> {};

// Two ways to the same chain: with exchangeable blocks as one state, and with every state for itself.
TEST_P(Lumping, LeavesEveryMeasureAsItWas) {
  const models::Study& study = GetParam().study;
  const Platform platform = solvable(study.platform);
  const Exploration lumped = explore(platform), whole = explore(platform, false);
  EXPECT_LE(lumped.chain.states(), whole.chain.states());
  RecordProperty("states", std::to_string(lumped.chain.states()) + " of " + std::to_string(whole.chain.states()));
  const ChainMeasures a = measure_all(lumped.chain, study.mission), b = measure_all(whole.chain, study.mission);
  for (std::size_t i = 0; i < a.conditions.size(); ++i) {
    expect_same(a.conditions[i], b.conditions[i], lumped.chain.conditions[i]);
  }
  for (std::size_t i = 0; i < a.rewards.size(); ++i) {
    const double error = a.rewards[i].relative_error + b.rewards[i].relative_error + 1e-12;
    expect_relative(a.rewards[i].mission_mean, b.rewards[i].mission_mean, error, lumped.chain.rewards[i]);
    expect_relative(a.rewards[i].long_run, b.rewards[i].long_run, error, lumped.chain.rewards[i]);
  }
}

INSTANTIATE_TEST_SUITE_P(Components, Lumping, ::testing::ValuesIn(nines::test::component_cases()),
                         [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace nines::markov::test
