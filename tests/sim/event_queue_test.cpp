// The event queue against an ordered set, over random operations with many ties.
#include "sim/event_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

namespace nines {
namespace {

/// An EventQueue beside an ordered set of what should be in it; every change is made to both.
class Pair {
 public:
  Pair(std::uint32_t slots, std::size_t capacity) : queue_(slots, capacity), times_(slots, -1) {}

  void set(std::uint32_t slot, double time, bool likely_alone) {
    take_out(slot);
    expected_.insert({time, slot});
    times_[slot] = time;
    if (likely_alone) {
      queue_.set_likely_alone(slot, time);
    } else {
      queue_.set(slot, time);
    }
  }
  void remove(std::uint32_t slot) {
    take_out(slot);
    queue_.remove(slot);
  }
  std::uint32_t open_top() {
    const std::uint32_t slot = queue_.open_top();
    EXPECT_EQ(slot, expected_.begin()->second);
    take_out(slot);
    return slot;
  }
  void close() { queue_.close(); }
  void clear() {
    queue_.clear();
    expected_.clear();
    std::fill(times_.begin(), times_.end(), -1);
  }

  bool empty() const { return expected_.empty(); }
  /// Only while no place is open.
  void expect_alike() const {
    ASSERT_EQ(queue_.size(), expected_.size());
    ASSERT_EQ(queue_.empty(), expected_.empty());
    for (std::uint32_t slot = 0; slot < times_.size(); ++slot) ASSERT_EQ(queue_.contains(slot), times_[slot] >= 0);
    if (expected_.empty()) return;
    ASSERT_EQ(queue_.top().time, expected_.begin()->first);
    ASSERT_EQ(queue_.top().slot, expected_.begin()->second);
  }

 private:
  void take_out(std::uint32_t slot) {
    if (times_[slot] >= 0) expected_.erase({times_[slot], slot});
    times_[slot] = -1;
  }

  EventQueue queue_;
  std::set<std::pair<double, std::uint32_t>> expected_;
  std::vector<double> times_;  ///< [slot]; -1: not queued
};

class EventQueueOfSlots : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(EventQueueOfSlots, IsAnOrderedSet) {
  const std::uint32_t slots = GetParam();
  Pair pair(slots, slots / 2 + 1);  // room for half; it grows
  std::mt19937 random(1);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  const auto time = [&] { return static_cast<double>(below(2 * slots)); };  // 0 too, and many alike
  for (int i = 0; i < 20'000; ++i) {
    const std::uint32_t what = below(100);
    if (what < 40) {
      pair.set(below(slots), time(), what % 2 == 0);
    } else if (what < 60) {
      pair.remove(below(slots));
    } else if (what < 99) {
      if (pair.empty()) continue;
      const std::uint32_t taken = pair.open_top();
      for (std::uint32_t after = below(3); after > 0; --after) {  // its successor goes to the open place
        pair.set(after == 1 ? taken : below(slots), time(), what % 2 == 0);
      }
      pair.close();
    } else {
      pair.clear();
    }
    pair.expect_alike();
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, EventQueueOfSlots, ::testing::Values(1u, 2u, 5u, 21u, 300u));

TEST(EventQueue, OfATieTheLowestSlotIsFirst) {
  EventQueue queue(4, 4);
  for (const std::uint32_t slot : {2u, 0u, 3u, 1u}) queue.set(slot, 7);
  for (std::uint32_t slot = 0; slot < 4; ++slot) {
    EXPECT_EQ(queue.open_top(), slot);
    queue.close();
  }
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace nines
