// The pending events of one trial: an indexed 4-ary min-heap over slots that are allocated once.
//
// Ties are decided by the slot number (lowest first), which the model assigns in the order of its components; this is
// the whole tie rule of nines. Four children a node halve the depth of the tree at the same number of cache lines
// (LaMarca and Ladner 1996, "The influence of caches on the performance of heaps").
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace nines {

class EventQueue {
 public:
  struct Entry {
    double time;
    std::uint32_t slot;
  };

  static constexpr std::size_t depths_watched = 4;  ///< of risen()
  static constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();

  /// `slots` may be queued; for `capacity` of them at once there is room from the start.
  EventQueue(std::size_t slots, std::size_t capacity) : heap_(capacity + arity, never), position_(slots, absent) {
    risen_.fill(absent);
  }

  bool empty() const { return size_ == 0; }
  const Entry& top() const { return heap_.front(); }
  bool contains(std::uint32_t slot) const { return position_[slot] != absent; }
  std::size_t size() const { return size_; }

  /// Takes the first entry out but leaves its place open, for most events queue a successor at once: the next new
  /// slot goes straight there. close() ends that, and must be called before top() is looked at again.
  std::uint32_t open_top() {
    const std::uint32_t slot = heap_.front().slot;
    position_[slot] = absent;
    heap_.front() = {0, 0};
    open_ = true;
    return slot;
  }

  void close() {
    if (!open_) return;
    open_ = false;
    const Entry last = pop_back();
    if (size_ > 0) sift_down(0, last);
  }

  /// Queues the slot, or moves it if it is queued already. `time` is not negative.
  void set(std::uint32_t slot, double time) {
    const std::uint32_t at = position_[slot];
    if (at == absent && open_) {
      open_ = false;
      sift_down(0, {time, slot});
    } else if (at == absent) {
      if (size_ + arity == heap_.size()) [[unlikely]]
        heap_.resize(heap_.size() + arity, never);  // more at once than was said
      sift_up(size_++, {time, slot});
    } else if (time < heap_[at].time) {
      sift_up(at, {time, slot});
    } else {
      sift_down(at, {time, slot});
    }
  }

  /// As set(), at once if nothing else is queued, as the only race of a model.
  [[gnu::always_inline]] void set_likely_alone(std::uint32_t slot, double time) {
    if (size_ == 1 && position_[slot] == 0) {
      heap_.front().time = time;
    } else {
      set(slot, time);
    }
  }

  /// Takes the slot out, if it is there.
  void remove(std::uint32_t slot) {
    const std::uint32_t at = position_[slot];
    if (at == absent) return;
    position_[slot] = absent;
    const Entry last = pop_back();
    if (at == size_) return;
    if (at > 0 && before(last, heap_[(at - 1) / arity])) {
      sift_up(at, last);
    } else {
      sift_down(at, last);
    }
  }

  void clear() {
    for (std::size_t at = open_ ? 1 : 0; at < size_; ++at) position_[heap_[at].slot] = absent;
    std::fill_n(heap_.begin(), size_, never);
    size_ = 0;
    open_ = false;
    risen_.fill(absent);
  }

  /// The entry that the last removal or replacement of the first one has moved up to `depth` (0: it is the first now);
  /// absent if it has moved none so far. It will be the first after about `depth` events.
  std::uint32_t risen(std::size_t depth) const { return risen_[depth]; }
  [[gnu::always_inline]] void prefetch(std::uint32_t slot) const { __builtin_prefetch(&position_[slot]); }

  std::size_t bytes() const { return heap_.size() * sizeof(Entry) + position_.capacity() * sizeof(std::uint32_t); }

 private:
  static constexpr std::size_t arity = 4;
  static constexpr std::size_t most_in_cache = 1000;  ///< entries that the fastest cache holds
  static constexpr Entry never{std::numeric_limits<double>::infinity(), absent};

  /// Time and slot as one number, for times of 0 and more are in the order of their bits: compared without a branch.
  __extension__ using Rank = unsigned __int128;
  static Rank rank(const Entry& entry) { return Rank{std::bit_cast<std::uint64_t>(entry.time)} << 64 | entry.slot; }
  static bool before(const Entry& a, const Entry& b) { return rank(a) < rank(b); }

  void place(std::size_t at, const Entry& entry) {
    // Part by part, as entries are made: the processor cannot load as a whole what it has just stored in parts.
    heap_[at].time = entry.time;
    heap_[at].slot = entry.slot;
    position_[entry.slot] = static_cast<std::uint32_t>(at);
  }

  void sift_up(std::size_t at, const Entry entry) {
    while (at > 0) {
      const std::size_t parent = (at - 1) / arity;
      if (!before(entry, heap_[parent])) break;
      place(at, heap_[parent]);
      at = parent;
    }
    place(at, entry);
  }

  Entry pop_back() {
    const Entry last = heap_[--size_];
    heap_[size_] = never;
    return last;
  }

  /// The first of the children from `first` on; without branches, which would be guesses.
  std::size_t least_child(std::size_t first) const {
    const std::size_t left = first + before(heap_[first + 1], heap_[first]);
    const std::size_t right = first + 2 + before(heap_[first + 3], heap_[first + 2]);
    return left + (right - left) * before(heap_[right], heap_[left]);
  }

  /// Which of four brothers is the least takes until they have come from memory; their children are fetched meanwhile.
  [[gnu::always_inline]] void prefetch_children_of(std::size_t first) const {
    const Entry* const children = heap_.data() + first * arity + 1;
    for (std::size_t i = 0; i <= arity * arity; i += arity) __builtin_prefetch(children + i);
  }

  void sift_down(std::size_t at, const Entry entry) {
    std::size_t depth = at == 0 ? 0 : depths_watched;
    for (;;) {
      const std::size_t first = at * arity + 1;
      if (first >= size_) break;
      if (first > most_in_cache) prefetch_children_of(first);
      const std::size_t least = least_child(first);
      if (!before(heap_[least], entry)) break;
      place(at, heap_[least]);
      if (depth < depths_watched) risen_[depth++] = heap_[least].slot;
      at = least;
    }
    place(at, entry);
  }

  std::vector<Entry> heap_;  ///< the entries, and behind them `never`, so that each has four children or none
  std::size_t size_ = 0;
  std::vector<std::uint32_t> position_;
  bool open_ = false;
  std::array<std::uint32_t, depths_watched> risen_;
};

}  // namespace nines
