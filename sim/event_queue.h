// The pending events of one trial: an indexed 4-ary min-heap over slots that are allocated once.
//
// Ties are decided by the slot number (lowest first), which the model assigns in the order of its components; this is
// the whole tie rule of nines. Four children a node halve the depth of the tree at the same number of cache lines
// (LaMarca and Ladner 1996, "The influence of caches on the performance of heaps").
#pragma once

#include <array>
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

  /// `slots` may be queued, at most `capacity` of them at once.
  EventQueue(std::size_t slots, std::size_t capacity) : position_(slots, absent) {
    heap_.reserve(capacity);
    risen_.fill(absent);
  }

  bool empty() const { return heap_.empty(); }
  const Entry& top() const { return heap_.front(); }
  bool contains(std::uint32_t slot) const { return position_[slot] != absent; }
  std::size_t size() const { return heap_.size(); }

  /// Takes the first entry out but leaves its place open, for most events queue a successor at once: the next new
  /// slot goes straight there. close() ends that, and must be called before top() is looked at again.
  std::uint32_t open_top() {
    const std::uint32_t slot = heap_.front().slot;
    position_[slot] = absent;
    heap_.front() = {-std::numeric_limits<double>::infinity(), 0};
    open_ = true;
    return slot;
  }

  void close() {
    if (!open_) return;
    open_ = false;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(0, last);
  }

  /// Queues the slot, or moves it if it is queued already.
  void set(std::uint32_t slot, double time) {
    const std::uint32_t at = position_[slot];
    if (at == absent && open_) {
      open_ = false;
      sift_down(0, {time, slot});
    } else if (at == absent) {
      heap_.push_back({time, slot});
      sift_up(heap_.size() - 1, {time, slot});
    } else if (before({time, slot}, heap_[at])) {
      sift_up(at, {time, slot});
    } else {
      sift_down(at, {time, slot});
    }
  }

  /// Takes the slot out, if it is there.
  void remove(std::uint32_t slot) {
    const std::uint32_t at = position_[slot];
    if (at == absent) return;
    position_[slot] = absent;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (at == heap_.size()) return;
    if (at > 0 && before(last, heap_[(at - 1) / arity])) {
      sift_up(at, last);
    } else {
      sift_down(at, last);
    }
  }

  void clear() {
    for (const Entry& entry : heap_) position_[entry.slot] = absent;
    heap_.clear();
    open_ = false;
    risen_.fill(absent);
  }

  /// The entry that the last removal or replacement of the first one has moved up to `depth` (0: it is the first now);
  /// absent if it has moved none so far. It will be the first after about `depth` events.
  std::uint32_t risen(std::size_t depth) const { return risen_[depth]; }
  [[gnu::always_inline]] void prefetch(std::uint32_t slot) const { __builtin_prefetch(&position_[slot]); }

  std::size_t bytes() const { return heap_.capacity() * sizeof(Entry) + position_.capacity() * sizeof(std::uint32_t); }

 private:
  static constexpr std::size_t arity = 4;
  static constexpr std::size_t most_in_cache = 1000;  ///< entries that the fastest cache holds

  static bool before(const Entry& a, const Entry& b) {
    return (a.time < b.time) | ((a.time == b.time) & (a.slot < b.slot));
  }

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

  /// The first of the children from `first` on; four at a time without branches, which would be guesses.
  std::size_t least_child(std::size_t first, std::size_t size) const {
    if (first + arity <= size) {
      const std::size_t left = first + before(heap_[first + 1], heap_[first]);
      const std::size_t right = first + 2 + before(heap_[first + 3], heap_[first + 2]);
      return left + (right - left) * before(heap_[right], heap_[left]);
    }
    std::size_t least = first;
    for (std::size_t child = first + 1; child < size; ++child) {
      if (before(heap_[child], heap_[least])) least = child;
    }
    return least;
  }

  /// Which of four brothers is the least takes until they have come from memory; their children are fetched meanwhile.
  [[gnu::always_inline]] void prefetch_children_of(std::size_t first) const {
    const Entry* const children = heap_.data() + first * arity + 1;
    for (std::size_t i = 0; i <= arity * arity; i += arity) __builtin_prefetch(children + i);
  }

  void sift_down(std::size_t at, const Entry entry) {
    const std::size_t size = heap_.size();
    std::size_t depth = at == 0 ? 0 : depths_watched;
    for (;;) {
      const std::size_t first = at * arity + 1;
      if (first >= size) break;
      if (first > most_in_cache) prefetch_children_of(first);
      const std::size_t least = least_child(first, size);
      if (!before(heap_[least], entry)) break;
      place(at, heap_[least]);
      if (depth < depths_watched) risen_[depth++] = heap_[least].slot;
      at = least;
    }
    place(at, entry);
  }

  std::vector<Entry> heap_;
  std::vector<std::uint32_t> position_;
  bool open_ = false;
  std::array<std::uint32_t, depths_watched> risen_;
};

}  // namespace nines
