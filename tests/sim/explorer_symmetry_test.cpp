// Lumping by symmetric blocks: as many states as there are orbits, and the lumped chain written down by hand.
#include "tests/sim/explorer_toys.h"

#include <stdexcept>

namespace nines {
namespace {

using testing::expect_transitions;
using testing::law_of;
using testing::Line;
using testing::Toy;
using testing::Transitions;
using testing::transitions_of;

/// Zones of racks, each rack with a bit that its own timer clears and its own rate sets, and each zone with a bit that
/// a rate flips. Reward 0: racks down; reward 1: the same in zones that are down.
struct Zones : Toy {
  std::uint32_t zones, racks;
  LawPtr repair;
  double failures_per_s, zone_failures_per_s;

  Zones(std::uint32_t zone_count, std::uint32_t rack_count, LawPtr law, double failing, double zone_failing)
      : zones(zone_count),
        racks(rack_count),
        repair(std::move(law)),
        failures_per_s(failing),
        zone_failures_per_s(zone_failing) {
    // A zone: its own word, then one for each rack; a rate for itself, then one for each rack.
    layout.add_state<std::uint32_t>(zones * (1 + racks));
    layout.bytes = layout.fixed_bytes;
    for (std::uint32_t i = 0; i < zones * racks; ++i) layout.add_timer(repair.get(), {});
    for (std::uint32_t z = 0; z < zones; ++z) layout.add_race(1 + racks, {});
    layout.rewards = 2;
    layout.causes = 1;
    for (std::uint32_t z = 0; z < zones; ++z) {
      layout.symmetries.push_back({.blocks = racks,
                                   .bytes = word(z) + 4,
                                   .bytes_each = 4,
                                   .timers = z * racks,
                                   .timers_each = 1,
                                   .rates = z * (1 + racks) + 1,
                                   .rates_each = 1});
    }
    layout.symmetries.push_back(
        {.blocks = zones, .bytes_each = 4 * (1 + racks), .timers_each = racks, .rates_each = 1 + racks});
  }
  Offset word(std::uint32_t zone) const { return 4 * zone * (1 + racks); }

  template <class Context>
  void start(Context& context) const {
    for (std::uint32_t z = 0; z < zones; ++z) {
      context.set_rate(z * (1 + racks), zone_failures_per_s);
      for (std::uint32_t r = 0; r < racks; ++r) context.set_rate(z * (1 + racks) + 1 + r, failures_per_s);
    }
  }
  template <class Context>
  void on_rate(Context& context, std::uint32_t rate) const {
    context.count_cause(0);
    const std::uint32_t zone = rate / (1 + racks), rack = rate % (1 + racks);
    context.template at<std::uint32_t>(4 * rate) ^= 1;
    if (rack > 0) {
      context.start(zone * racks + rack - 1);
      context.set_rate(rate, 0);
    }
    count(context);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const {
    const std::uint32_t rate = timer / racks * (1 + racks) + 1 + timer % racks;
    context.template at<std::uint32_t>(4 * rate) = 0;
    context.set_rate(rate, failures_per_s);
    count(context);
  }
  template <class Context>
  void count(Context& context) const {
    std::uint32_t down = 0, in_down_zones = 0;
    for (std::uint32_t z = 0; z < zones; ++z) {
      for (std::uint32_t r = 1; r <= racks; ++r) {
        const std::uint32_t bit = context.template at<std::uint32_t>(word(z) + 4 * r);
        down += bit;
        in_down_zones += bit * context.template at<std::uint32_t>(word(z));
      }
    }
    context.set_reward(0, down);
    context.set_reward(1, in_down_zones);
  }
};

TEST(ExplorerSymmetry, TwoToTheNBecomesNPlusOne) {
  const Zones racks(1, 10, exponential_with_rate(2), 0.5, 0);
  EXPECT_EQ(Explorer(racks.layout, {.lump = false}).explore(racks).states(), 1024u);
  const StateSpace lumped = Explorer(racks.layout).explore(racks);
  EXPECT_EQ(lumped.states(), 11u);
  Transitions expected;
  for (int down = 0; down < 10; ++down) {
    expected[{down, down + 1}] = (10 - down) * 0.5;
    expected[{down + 1, down}] = (down + 1) * 2;
  }
  expect_transitions(transitions_of(lumped), expected);
  for (std::size_t i = 0; i < 11; ++i)
    EXPECT_NEAR(lumped.cause_per_second[i], 0.5 * (10 - lumped.reward[2 * i]), 1e-12);
}

TEST(ExplorerSymmetry, AThousandBlocksWithoutAThousandClocks) {
  const Zones racks(1, 1000, exponential_with_rate(2), 0.5, 0);
  const StateSpace lumped = Explorer(racks.layout).explore(racks);
  EXPECT_EQ(lumped.states(), 1001u);
  EXPECT_EQ(lumped.target.size(), 2000u);
}

TEST(ExplorerSymmetry, NestedBlocksAreMultisetsOfMultisets) {
  const Zones zones(3, 2, exponential_with_rate(2), 0.5, 0.25);
  EXPECT_EQ(Explorer(zones.layout, {.lump = false}).explore(zones).states(), 512u);
  // A zone: up or down, 0 to 2 racks down: 6 contents. Multisets of 3 of them: 8 over 3.
  EXPECT_EQ(Explorer(zones.layout).explore(zones).states(), 56u);
}

TEST(ExplorerSymmetry, PhasesOfTimersBelongToTheBlocks) {
  const Zones racks(1, 4, law_of("erlang", {{"phases", 3}, {"mean", 1}}), 0.5, 0);
  EXPECT_EQ(Explorer(racks.layout, {.lump = false}).explore(racks).states(), 256u);
  EXPECT_EQ(Explorer(racks.layout).explore(racks).states(), 35u);  // multisets of 4 out of 4 contents: 7 over 3
}

struct Anonymous : Line {
  using Line::Line;
  template <class Context>
  void settle(Context& context) const {
    context.set_reward(1, 0);
  }
};

TEST(ExplorerSymmetry, NamesInListsGoWithTheirBlocks) {
  Line line(4, 0.25, 4);
  line.layout.symmetries.push_back(line.symmetry);
  // Reward 1 names the clients, so it is no function of a lumped state; and the explorer must notice that.
  EXPECT_THROW(Explorer(line.layout).explore(line), std::logic_error);

  Anonymous anonymous(4, 0.25, 4);
  EXPECT_EQ(Explorer(anonymous.layout).explore(anonymous).states(), 65u);  // 1 + 4 + 12 + 24 + 24
  anonymous.layout.symmetries.push_back(anonymous.symmetry);
  const StateSpace lumped = Explorer(anonymous.layout).explore(anonymous);
  EXPECT_EQ(lumped.states(), 5u);
  expect_transitions(
      transitions_of(lumped),
      {{{0, 1}, 1}, {{1, 2}, 0.75}, {{2, 3}, 0.5}, {{3, 4}, 0.25}, {{1, 0}, 4}, {{2, 1}, 4}, {{3, 2}, 4}, {{4, 3}, 4}});
}

}  // namespace
}  // namespace nines
