// Explorer and sampler run the same toys and must agree: what the chain expects over a mission against the mean of
// trials. The seed is fixed; a value may be off by 5 standard errors, which chance alone exceeds with probability 6e-7,
// so that all comparisons here together have a false-alarm rate below 2e-5.
#include "sim/sampler.h"
#include "tests/sim/explorer_toys.h"

#include <functional>

namespace nines {
namespace {

using testing::law_of;
using testing::Line;
using testing::Machines;
using testing::RepairedByTimer;
using testing::Toy;

struct Unobserved {
  static constexpr bool traced = false;
  void condition(std::uint32_t, bool, double, std::uint32_t) {}
};

/// The expected integral of value(state) over [0, mission], by uniformisation (Jensen 1953; Gross and Miller 1984):
/// (1 / q) * sum over k of P(N > k) * E[value after k jumps], with N Poisson of mean q * mission.
double expected_integral(const StateSpace& space, double mission, const std::function<double(std::size_t)>& value) {
  std::vector<double> exit(space.states(), 0.0);
  double q = 0;
  for (std::size_t i = 0; i < space.states(); ++i) {
    for (auto e = space.row_begin[i]; e < space.row_begin[i + 1]; ++e) {
      exit[i] += space.per_second[static_cast<std::size_t>(e)];
    }
    q = std::max(q, exit[i]);
  }
  std::vector<double> probability(space.states(), 0.0);
  for (const auto& [state, initial] : space.initial) probability[state] += initial;
  double weight = std::exp(-q * mission), more = 1 - weight, total = 0;
  for (int k = 0; k < 100 + 3 * q * mission; ++k) {
    for (std::size_t i = 0; i < space.states(); ++i) total += more * probability[i] * value(i) / q;
    std::vector<double> next(space.states(), 0.0);
    for (std::size_t i = 0; i < space.states(); ++i) {
      next[i] += probability[i] * (1 - exit[i] / q);
      for (auto e = space.row_begin[i]; e < space.row_begin[i + 1]; ++e) {
        const auto at = static_cast<std::size_t>(e);
        next[space.target[at]] += probability[i] * space.per_second[at] / q;
      }
    }
    probability = std::move(next);
    weight *= q * mission / (k + 1);
    more = std::max(0.0, more - weight);
  }
  return total;
}

void expect_within(const std::string& what, double sum, double sum_of_squares, double trials, double expected) {
  const double mean = sum / trials, variance = (sum_of_squares - sum * mean) / (trials - 1);
  EXPECT_NEAR(mean, expected, 5 * std::sqrt(variance / trials) + 1e-9 * std::fabs(expected)) << what;
}

template <class Behaviour>
void expect_agreement(const Behaviour& behaviour, double mission) {
  constexpr std::uint32_t trials = 40'000;
  const Layout& layout = behaviour.layout;
  const StateSpace space = Explorer(layout).explore(behaviour);
  Unobserved observer;
  Sampler<Unobserved> sampler(layout, observer);
  const auto member_rewards = static_cast<std::uint32_t>(layout.member_rewards.size());
  const std::uint32_t first_gone = layout.rewards + layout.causes;
  std::vector<double> sum(first_gone + member_rewards), squares(sum.size());
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    sampler.run(behaviour, 20'26, trial, mission);
    for (std::uint32_t i = 0; i < sum.size(); ++i) {
      const double value = i < layout.rewards ? sampler.reward_integral(i)
                           : i < first_gone
                               ? sampler.count(i - layout.rewards)
                               : static_cast<double>(sampler.rewards().gone(layout.member_rewards[i - first_gone]));
      sum[i] += value;
      squares[i] += value * value;
    }
  }
  for (std::uint32_t i = 0; i < layout.rewards; ++i) {
    const double expected =
        expected_integral(space, mission, [&](std::size_t state) { return space.reward[state * layout.rewards + i]; });
    expect_within("reward " + std::to_string(i), sum[i], squares[i], trials, expected);
  }
  for (std::uint32_t i = 0; i < layout.causes; ++i) {
    const double expected = space.causes_at_start[i] + expected_integral(space, mission, [&](std::size_t state) {
                              return space.cause_per_second[state * layout.causes + i];
                            });
    expect_within("cause " + std::to_string(i), sum[layout.rewards + i], squares[layout.rewards + i], trials, expected);
  }
  for (std::uint32_t i = 0; i < member_rewards; ++i) {
    const double expected = expected_integral(
        space, mission, [&](std::size_t state) { return space.members_gone_per_second[state * member_rewards + i]; });
    EXPECT_GT(expected, 0);
    expect_within("gone " + std::to_string(i), sum[first_gone + i], squares[first_gone + i], trials, expected);
  }
}

TEST(ExplorerAndSampler, Machines) { expect_agreement(Machines(5, 2, 1, 0.25, 1), 7); }

TEST(ExplorerAndSampler, ErlangRepair) {
  expect_agreement(RepairedByTimer(law_of("erlang", {{"phases", 3}, {"mean", 1}}), 0.5), 6);
}

TEST(ExplorerAndSampler, HyperexponentialRepair) {
  expect_agreement(RepairedByTimer(law_of("hyperexponential", {{"mean", 1}, {"cv", 2}}), 0.5), 6);
}

TEST(ExplorerAndSampler, RepairedInOrder) { expect_agreement(Line(3, 0.25, 1), 7); }

/// All the rest of the Context at once. A job runs in a timer, slowed down by the weather; at its end it starts again,
/// after a check by a coin; shocks hit some of four units, chosen repairs bring one back; enough units down pause the
/// job. Rewards: units up; speed of the job; causes: jobs done, jobs lost.
struct Works : Toy {
  struct State {
    std::uint32_t down[2];
    std::uint32_t bad_weather;
  };
  LawPtr job;
  Offset state;
  enum Rate { shock, repair, weather };

  Works() : job(law_of("erlang", {{"phases", 2}, {"mean", 1}})) {
    state = layout.add_state<State>();
    layout.bytes = layout.fixed_bytes;
    layout.add_timer(job.get(), {});
    layout.add_race(3, {});
    layout.coins = layout.causes = 2;
    layout.add_member_reward();
    ++layout.rewards;
    layout.concurrent_timers = 1;
  }
  template <class Context>
  void start(Context& context) const {
    context.add_members(0, 5, 0);
    context.add_members(0, -1, 1);  // before the first event nobody goes
    context.start(0);
    context.set_rate(shock, 0.5);
    context.set_rate(weather, 1);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t) const {
    context.count_cause(context.coin(1, 0.8) ? 0 : 1);
    context.start(0, speed(context.template at<State>(state)));
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t rate) const {
    State& now = context.template at<State>(state);
    if (rate == shock) {
      for (std::uint32_t& down : now.down) {
        const std::uint32_t hit = context.binomial(0, 2 - down, 0.6);
        down += hit;
        context.add_members(0, -static_cast<int>(hit), static_cast<int>(hit));
      }
    } else if (rate == repair) {
      const double total = now.down[0] + now.down[1];
      --now.down[context.choose(0, 2, total, [&](std::uint32_t i) { return double(now.down[i]); })];
      context.add_members(0, 1, 0);
    } else {
      now.bad_weather ^= 1;
    }
  }
  template <class Context>
  void settle(Context& context) const {
    const State& now = context.template at<State>(state);
    context.set_rate(repair, now.down[0] + now.down[1] > 0 ? 2 : 0);
    context.set_speed(0, speed(now));
    context.set_reward(1, speed(now));
  }
  static double speed(const State& now) { return now.down[0] == 2 ? 0 : now.bad_weather ? 0.25 : 1; }
};

TEST(ExplorerAndSampler, DecisionsSpeedsAndPauses) { expect_agreement(Works(), 5); }

}  // namespace
}  // namespace nines
