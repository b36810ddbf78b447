// Tiny behaviours with few states, for the explorer and the sampler to run.
#pragma once

#include "sim/explorer.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace nines::testing {

/// What a toy need not say. A toy has a layout, and rewards number 0 tells its states apart in tests.
struct Toy {
  Layout layout;
  template <class Context>
  void on_timer(Context&, std::uint32_t) const {}
  template <class Context>
  void on_rate(Context&, std::uint32_t) const {}
  template <class Context>
  void settle(Context&) const {}
};

/// n machines and r repairers; reward 0 and the state: machines down; condition 0: at most `tolerated` are.
struct Machines : Toy {
  std::uint32_t machines, repairers, tolerated;
  double failures_per_s, repairs_per_s;
  Offset down;

  Machines(std::uint32_t n, std::uint32_t r, std::uint32_t spare, double failing, double repairing)
      : machines(n), repairers(r), tolerated(spare), failures_per_s(failing), repairs_per_s(repairing) {
    down = layout.add_state<std::uint32_t>();
    layout.bytes = layout.fixed_bytes;
    layout.add_race(2, {});
    layout.rewards = layout.conditions = 1;
    layout.causes = 1;
  }
  template <class Context>
  void start(Context& context) const {
    set(context, 0);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t rate) const {
    if (rate == 0) context.count_cause(0);
    set(context, context.template at<std::uint32_t>(down) + (rate == 0 ? 1 : -1));
  }
  template <class Context>
  void set(Context& context, std::uint32_t number) const {
    context.template at<std::uint32_t>(down) = number;
    context.set_rate(0, (machines - number) * failures_per_s);
    context.set_rate(1, std::min(number, repairers) * repairs_per_s);
    context.set_reward(0, number);
    context.set_condition(0, number <= tolerated);
  }
};

/// A unit that fails at a rate and is repaired by a timer with any law; reward 0 and condition 0: it is up.
struct RepairedByTimer : Toy {
  LawPtr repair;
  double failures_per_s;
  Offset up;

  RepairedByTimer(LawPtr law, double failing) : repair(std::move(law)), failures_per_s(failing) {
    up = layout.add_state<std::uint32_t>();
    layout.bytes = layout.fixed_bytes;
    layout.add_timer(repair.get(), {});
    layout.add_race(1, {});
    layout.rewards = layout.conditions = layout.causes = 1;
    layout.concurrent_timers = 1;
  }
  template <class Context>
  void start(Context& context) const {
    set(context, true);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t) const {
    context.count_cause(0);
    set(context, false);
    context.start(0);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t) const {
    set(context, true);
  }
  template <class Context>
  void set(Context& context, bool now_up) const {
    context.template at<std::uint32_t>(up) = now_up;
    context.set_rate(0, now_up ? failures_per_s : 0);
    context.set_reward(0, now_up);
    context.set_condition(0, now_up);
  }
};

/// `clients` break down one by one and wait in one list for a single repairer, who serves the first in it.
/// Reward 0: how many wait; reward 1: the list read as digits in base clients + 1.
struct Line : Toy {
  std::uint32_t clients;
  double failures_per_s, repairs_per_s;

  Line(std::uint32_t count, double failing, double repairing)
      : clients(count), failures_per_s(failing), repairs_per_s(repairing) {
    const Offset waits = layout.add_state<std::uint32_t>(clients);
    layout.fifos.push_back({(layout.fixed_bytes + 7) / 8 * 8, clients});
    layout.bytes = static_cast<Offset>(layout.fifos[0].offset + sizeof(FifoHeader) + 4 * clients);
    layout.add_race(clients, {});
    layout.add_race(1, {});
    layout.rewards = 2;
    layout.causes = 1;
    symmetry = {.blocks = clients, .bytes = waits, .bytes_each = 4, .rates_each = 1, .names_each = 1};
  }
  template <class Context>
  void start(Context& context) const {
    for (std::uint32_t i = 0; i < clients; ++i) context.set_rate(i, failures_per_s);
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t rate) const {
    Fifo line = context.fifo(layout.fifos[0]);
    if (rate < clients) {
      context.count_cause(0);
      line.push_back(rate);
      context.template at<std::uint32_t>(4 * rate) = 1;
      context.set_rate(rate, 0);
    } else {
      const std::uint32_t served = line.take(0);
      context.template at<std::uint32_t>(4 * served) = 0;
      context.set_rate(served, failures_per_s);
    }
    double digits = 0;
    for (std::uint32_t i = 0; i < line.size(); ++i) digits = digits * (clients + 1) + line[i] + 1;
    context.set_rate(clients, line.size() > 0 ? repairs_per_s : 0);
    context.set_reward(0, line.size());
    context.set_reward(1, digits);
  }

  SymmetricBlocks symmetry;  ///< not in the layout, for reward 1 tells clients apart
};

/// Transitions by the values of one reward before and after.
using Transitions = std::map<std::pair<double, double>, double>;

inline Transitions transitions_of(const StateSpace& space, std::uint32_t reward = 0) {
  Transitions found;
  const auto value = [&](std::size_t state) { return space.reward[state * space.rewards + reward]; };
  for (std::size_t i = 0; i < space.states(); ++i) {
    for (auto e = space.row_begin[i]; e < space.row_begin[i + 1]; ++e) {
      const auto at = static_cast<std::size_t>(e);
      found[{value(i), value(space.target[at])}] += space.per_second[at];
    }
  }
  return found;
}

/// Soft: relative 1e-12, and no transition more or less.
inline void expect_transitions(const Transitions& found, const Transitions& expected) {
  for (const auto& [edge, per_second] : expected) {
    const auto it = found.find(edge);
    ASSERT_NE(it, found.end()) << "no transition " << edge.first << " -> " << edge.second;
    EXPECT_NEAR(it->second, per_second, 1e-12 * per_second) << edge.first << " -> " << edge.second;
  }
  for (const auto& [edge, per_second] : found) {
    EXPECT_TRUE(expected.contains(edge)) << "transition too many: " << edge.first << " -> " << edge.second;
  }
}

inline LawPtr law_of(const std::string& kind, const std::map<std::string, double>& parameters) {
  return std::get<LawPtr>(make_law(kind, parameters));
}

}  // namespace nines::testing
