// The explorer's chains of tiny behaviours against chains written down by hand.
#include "tests/sim/explorer_toys.h"

#include <atomic>
#include <stdexcept>

namespace nines {
namespace {

using testing::expect_transitions;
using testing::law_of;
using testing::Line;
using testing::Machines;
using testing::RepairedByTimer;
using testing::Toy;
using testing::Transitions;
using testing::transitions_of;

TEST(Explorer, BirthAndDeathByRates) {
  const Machines machines(4, 2, 1, 0.125, 3);
  const StateSpace space = Explorer(machines.layout).explore(machines);
  ASSERT_EQ(space.states(), 5u);
  expect_transitions(transitions_of(space), {{{0, 1}, 0.5},
                                             {{1, 2}, 0.375},
                                             {{2, 3}, 0.25},
                                             {{3, 4}, 0.125},
                                             {{1, 0}, 3},
                                             {{2, 1}, 6},
                                             {{3, 2}, 6},
                                             {{4, 3}, 6}});
  ASSERT_EQ(space.initial.size(), 1u);
  EXPECT_EQ(space.initial[0], (std::pair<std::uint32_t, double>(0, 1.0)));
  for (std::size_t i = 0; i < space.states(); ++i) {
    EXPECT_EQ(space.condition[i], space.reward[i] <= 1) << i;
    EXPECT_DOUBLE_EQ(space.cause_per_second[i], (4 - space.reward[i]) * 0.125);
  }
}

TEST(Explorer, ErlangTimerPassesThroughItsPhases) {
  const RepairedByTimer unit(law_of("erlang", {{"phases", 3}, {"mean", 6}}), 0.1);
  const StateSpace space = Explorer(unit.layout).explore(unit);
  EXPECT_EQ(space.states(), 4u);
  expect_transitions(transitions_of(space), {{{1, 0}, 0.1}, {{0, 0}, 2 * 0.5}, {{0, 1}, 0.5}});
  EXPECT_EQ(space.target.size(), 4u);  // a cycle
}

TEST(Explorer, HyperexponentialTimerBranchesAsItStarts) {
  const RepairedByTimer unit(law_of("hyperexponential", {{"p", 0.75}, {"mean1", 2}, {"mean2", 8}}), 0.1);
  const StateSpace space = Explorer(unit.layout).explore(unit);
  ASSERT_EQ(space.states(), 3u);
  EXPECT_EQ(space.target, (std::vector<std::uint32_t>{1, 2, 0, 0}));
  const std::vector<double> expected{0.075, 0.025, 0.5, 0.125};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(space.per_second[i], expected[i], 1e-12 * expected[i]);
  EXPECT_NEAR(space.cause_per_second[0], 0.1, 1e-13) << "both branches of the start are one strike";
}

/// One event with all kinds of decisions in a row; reward 0 tells how they fell out.
struct Decisions : Toy {
  Offset value;
  Decisions() {
    value = layout.add_state<double>();
    layout.bytes = layout.fixed_bytes;
    layout.add_race(1, {});
    layout.coins = layout.rewards = 1;
    layout.causes = 2;
  }
  template <class Context>
  void start(Context& context) const {
    context.set_rate(0, 2);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t) const {
    if (context.coin(0, 0) || !context.coin(0, 1)) throw std::logic_error("a certain coin");
    double& outcome = context.template at<double>(value);
    if (context.coin(0, 0.25)) {
      context.count_cause(0);
      outcome = 10 + context.binomial(0, 3, 0.5);
    } else {
      const double weights[] = {0, 1, 0, 3};
      outcome = 20 + context.choose(0, 4, 4, [&](std::uint32_t i) { return weights[i]; });
      context.count_cause(1);
      context.count_cause(1);
    }
    context.set_rate(0, 0);
    context.set_reward(0, outcome);
  }
};

TEST(Explorer, AllOutcomesOfTheDecisionsInAnEvent) {
  const Decisions decisions;
  const StateSpace space = Explorer(decisions.layout).explore(decisions);
  EXPECT_EQ(space.states(), 7u);
  expect_transitions(transitions_of(space), {{{0, 10}, 2 * 0.25 / 8},
                                             {{0, 11}, 2 * 0.25 * 3 / 8},
                                             {{0, 12}, 2 * 0.25 * 3 / 8},
                                             {{0, 13}, 2 * 0.25 / 8},
                                             {{0, 21}, 2 * 0.75 / 4},
                                             {{0, 23}, 2 * 0.75 * 3 / 4}});
  EXPECT_NEAR(space.cause_per_second[0], 0.5, 1e-12);
  EXPECT_NEAR(space.cause_per_second[1], 2 * 1.5, 1e-12);
}

struct Shock : Toy {
  Offset hit;
  Shock() {
    hit = layout.add_state<std::uint32_t>(2);
    layout.bytes = layout.fixed_bytes;
    layout.add_race(1, {});
    layout.coins = layout.rewards = 1;
  }
  template <class Context>
  void start(Context& context) const {
    context.set_rate(0, 1);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t) const {
    context.template at<std::uint32_t>(hit) = context.binomial(0, 5, 1e-9);
    context.template at<std::uint32_t>(hit + 4) = 1;  // it is over
    context.set_reward(0, context.template at<std::uint32_t>(hit));
    context.set_rate(0, 0);
  }
};

TEST(Explorer, BinomialKeepsItsSmallestProbabilities) {
  const Shock shock;
  const StateSpace space = Explorer(shock.layout).explore(shock);
  Transitions found = transitions_of(space);
  EXPECT_NEAR((found[{0, 1}]), 5e-9 * (1 - 4e-9), 1e-12 * 5e-9);
  EXPECT_NEAR((found[{0, 5}]), 1e-45, 1e-12 * 1e-45);
}

TEST(Explorer, AListIsPartOfTheState) {
  const Line line(2, 0.25, 4);
  const StateSpace space = Explorer(line.layout).explore(line);
  EXPECT_EQ(space.states(), 5u);
  // Digits in base 3: 1 and 2 alone, 1 before 2 is 5, 2 before 1 is 7.
  expect_transitions(transitions_of(space, 1), {{{0, 1}, 0.25},
                                                {{0, 2}, 0.25},
                                                {{1, 5}, 0.25},
                                                {{2, 7}, 0.25},
                                                {{1, 0}, 4},
                                                {{2, 0}, 4},
                                                {{5, 2}, 4},
                                                {{7, 1}, 4}});
}

/// A timer whose speed the weather changes: 1, then 0.5, then 0 (paused), and round again. Rewards: 0 dead,
/// 1, 2, 3 the weather.
struct Weather : Toy {
  LawPtr life;
  Offset weather;
  explicit Weather(LawPtr law) : life(std::move(law)) {
    weather = layout.add_state<std::uint32_t>();
    layout.bytes = layout.fixed_bytes;
    layout.add_timer(life.get(), {});
    layout.add_race(1, {});
    layout.rewards = layout.concurrent_timers = 1;
  }
  template <class Context>
  void start(Context& context) const {
    context.set_speed(0, 7);  // nothing happens to a stopped timer
    context.start(0);
    context.set_rate(0, 0.5);
    context.set_reward(0, 1);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t) const {
    const std::uint32_t now = context.template at<std::uint32_t>(weather) =
        (context.template at<std::uint32_t>(weather) + 1) % 3;
    context.set_speed(0, now == 0 ? 1 : now == 1 ? 0.5 : 0);
    context.set_reward(0, now + 1);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const {
    if (!context.is_stopped(timer)) throw std::logic_error("a timer that has ended is stopped");
    context.template at<std::uint32_t>(weather) = 0;
    context.set_rate(0, 0);
    context.set_reward(0, 0);
  }
};

TEST(Explorer, SpeedMultipliesRatesAndPausesKeepThePhase) {
  const Weather exponential(exponential_with_rate(0.125));
  expect_transitions(transitions_of(Explorer(exponential.layout).explore(exponential)),
                     {{{1, 2}, 0.5}, {{2, 3}, 0.5}, {{3, 1}, 0.5}, {{1, 0}, 0.125}, {{2, 0}, 0.0625}});
  const Weather erlang(law_of("erlang", {{"phases", 2}, {"rate", 0.125}}));
  const StateSpace space = Explorer(erlang.layout).explore(erlang);
  EXPECT_EQ(space.states(), 7u);  // two phases in each weather, and the end
  expect_transitions(transitions_of(space), {{{1, 2}, 2 * 0.5},
                                             {{2, 3}, 2 * 0.5},
                                             {{3, 1}, 2 * 0.5},
                                             {{1, 1}, 0.125},
                                             {{2, 2}, 0.0625},
                                             {{1, 0}, 0.125},
                                             {{2, 0}, 0.0625}});
}

/// A start with a decision, and a clock that strikes without any change.
struct Strikes : Toy {
  Offset state;
  Strikes() {
    state = layout.add_state<std::uint32_t>();
    layout.bytes = layout.fixed_bytes;
    layout.add_race(1, {});
    layout.coins = layout.causes = 1;
  }
  template <class Context>
  void start(Context& context) const {
    if (context.coin(0, 0.25)) context.count_cause(0), context.template at<std::uint32_t>(state) = 1;
    context.set_rate(0, 3);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t) const {
    if (context.template at<std::uint32_t>(state) == 1) context.count_cause(0);
  }
};

TEST(Explorer, CausesCountEvenIfTheStateStays) {
  const Strikes strikes;
  const StateSpace space = Explorer(strikes.layout).explore(strikes);
  ASSERT_EQ(space.states(), 2u);
  EXPECT_TRUE(space.target.empty());
  EXPECT_EQ(space.initial, (std::vector<std::pair<std::uint32_t, double>>{{0, 0.25}, {1, 0.75}}));
  EXPECT_EQ(space.causes_at_start, std::vector<double>{0.25});
  EXPECT_EQ(space.cause_per_second, (std::vector<double>{3, 0}));
}

struct Aged : Toy {
  LawPtr law;
  explicit Aged(LawPtr given) : law(std::move(given)) {
    layout.add_state<double>();
    layout.bytes = layout.fixed_bytes;
    layout.add_timer(law.get(), {});
    layout.causes = 1;
  }
  template <class Context>
  void start(Context& context) const {
    context.start_aged(0, context.template at<double>(0));
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t) const {
    context.count_cause(0);
    start(context);
  }
};

TEST(Explorer, MinimalRepairOnlyWithMemorylessLaws) {
  const Aged exponential(exponential_with_rate(2));
  const StateSpace space = Explorer(exponential.layout).explore(exponential);
  EXPECT_EQ(space.states(), 1u);
  EXPECT_EQ(space.cause_per_second, std::vector<double>{2});
  const Aged erlang(law_of("erlang", {{"phases", 2}, {"mean", 1}}));
  EXPECT_THROW(Explorer(erlang.layout).explore(erlang), std::logic_error);
}

TEST(Explorer, RefusesALawWithoutPhases) {
  const RepairedByTimer unit(law_of("weibull", {{"shape", 2}, {"mean", 1}}), 1);
  try {
    Explorer explorer(unit.layout);
    FAIL() << "explored " << unit.repair->describe();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find(unit.repair->describe()), std::string::npos);
  }
}

TEST(Explorer, LimitOfStates) {
  const Machines machines(9, 1, 0, 1, 1);
  EXPECT_EQ(Explorer(machines.layout, {.max_states = 10}).explore(machines).states(), 10u);
  try {
    Explorer(machines.layout, {.max_states = 9}).explore(machines);
    FAIL();
  } catch (const StateSpaceTooLarge& error) {
    EXPECT_EQ(error.limit, 9u);
    EXPECT_STREQ(error.what(), "the chain has more than 9 states");
  }
}

/// Forty coins in one event, but only whether all of them fell alike matters.
struct ManyCoins : Toy {
  ManyCoins() { layout.coins = 1; }
  template <class Context>
  void start(Context& context) const {
    for (int i = 0; i < 40; ++i) (void)context.coin(0, 0.5);
  }
};

TEST(Explorer, LimitOfOutcomesAndStopping) {
  const ManyCoins coins;
  EXPECT_THROW(Explorer(coins.layout, {.max_states = 1000}).explore(coins), StateSpaceTooLarge);
  const std::atomic<bool> stop = true;
  EXPECT_THROW(Explorer(coins.layout, {.stop = &stop}).explore(coins), ExplorationStopped);
}

struct Forgetful : Toy {
  Forgetful() {
    layout.add_race(1, {});
    layout.add_member_reward();
  }
  template <class Context>
  void start(Context& context) const {
    context.set_rate(0, 1);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t) const {
    context.add_members(0, 1, 0);
  }
};

TEST(Explorer, NoticesWhatIsNotInTheState) {
  const Forgetful forgetful;
  EXPECT_THROW(Explorer(forgetful.layout).explore(forgetful), std::logic_error);
}

}  // namespace
}  // namespace nines
