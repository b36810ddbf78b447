#include "sim/symmetry.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <tuple>

namespace nines {

namespace {

std::strong_ordering compare_bytes(const void* a, const void* b, std::size_t bytes) {
  return bytes == 0 ? std::strong_ordering::equal : std::memcmp(a, b, bytes) <=> 0;
}

/// Moves block order[place] to place, for all places, in an array of blocks of `each` values.
template <class T>
void permute(T* values, std::size_t each, const std::vector<std::uint32_t>& order, std::vector<std::byte>& scratch) {
  if (each == 0) return;
  const std::size_t block_bytes = each * sizeof(T);
  scratch.resize(std::max(scratch.size(), order.size() * block_bytes));
  std::memcpy(scratch.data(), values, order.size() * block_bytes);
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (order[place] == place) continue;
    std::memcpy(values + place * each, scratch.data() + order[place] * block_bytes, block_bytes);
  }
}

}  // namespace

void Symmetry::canonicalise(StateImage& image) {
  for (const SymmetricBlocks& blocks : layout_.symmetries) {
    find_entries(image, blocks);
    if (find_order(image, blocks)) apply_order(image, blocks);
  }
}

void Symmetry::multiplicities(StateImage& image, std::vector<std::uint32_t>& of_rates,
                              std::vector<std::uint32_t>& of_timers) {
  std::fill(of_rates.begin(), of_rates.end(), 1);
  std::fill(of_timers.begin(), of_timers.end(), 1);
  for (const SymmetricBlocks& blocks : layout_.symmetries) {
    find_entries(image, blocks);
    const auto times = [&](std::uint32_t block, std::uint32_t factor) {
      for (std::uint32_t i = 0; i < blocks.rates_each; ++i) {
        of_rates[blocks.rates + block * blocks.rates_each + i] *= factor;
      }
      for (std::uint32_t i = 0; i < blocks.timers_each; ++i) {
        of_timers[blocks.timers + block * blocks.timers_each + i] *= factor;
      }
    };
    for (std::uint32_t first = 0, end = 0; first < blocks.blocks; first = end) {
      for (end = first + 1; end < blocks.blocks && compare(image, blocks, first, end) == 0; ++end) times(end, 0);
      times(first, end - first);
    }
  }
}

void Symmetry::find_entries(StateImage& image, const SymmetricBlocks& blocks) {
  entries_.clear();
  if (blocks.names_each == 0) return;
  const std::uint32_t names = blocks.blocks * blocks.names_each;
  for (std::uint32_t f = 0; f < layout_.fifos.size(); ++f) {
    const Fifo fifo = image.fifo(layout_.fifos[f]);
    for (std::uint32_t i = 0; i < fifo.size(); ++i) {
      const std::uint32_t name = fifo[i] - blocks.names;  // wraps for those below, so that one comparison is enough
      if (name < names) entries_.push_back({name / blocks.names_each, f, i, name % blocks.names_each});
    }
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.block, a.fifo, a.position) < std::tie(b.block, b.fifo, b.position);
  });
}

/// By content alone, never by where the block is now. Rates need not be compared, as they follow from the rest.
std::strong_ordering Symmetry::compare(const StateImage& image, const SymmetricBlocks& blocks, std::uint32_t a,
                                       std::uint32_t b) const {
  const std::byte* bytes = image.bytes() + blocks.bytes;
  const auto by_bytes = compare_bytes(bytes + a * std::size_t{blocks.bytes_each},
                                      bytes + b * std::size_t{blocks.bytes_each}, blocks.bytes_each);
  if (by_bytes != 0) return by_bytes;
  const std::size_t timer_a = blocks.timers + a * std::size_t{blocks.timers_each};
  const std::size_t timer_b = blocks.timers + b * std::size_t{blocks.timers_each};
  const auto by_phases = compare_bytes(image.phase.data() + timer_a, image.phase.data() + timer_b,
                                       blocks.timers_each * sizeof(std::uint32_t));
  if (by_phases != 0) return by_phases;
  const auto by_speeds =
      compare_bytes(image.speed.data() + timer_a, image.speed.data() + timer_b, blocks.timers_each * sizeof(double));
  if (by_speeds != 0 || entries_.empty()) return by_speeds;
  const auto before = [](const Entry& entry, std::uint32_t block) { return entry.block < block; };
  const auto entries_of = [&](std::uint32_t block) {
    return std::pair(std::lower_bound(entries_.begin(), entries_.end(), block, before),
                     std::lower_bound(entries_.begin(), entries_.end(), block + 1, before));
  };
  const auto [begin_a, end_a] = entries_of(a);
  const auto [begin_b, end_b] = entries_of(b);
  return std::lexicographical_compare_three_way(begin_a, end_a, begin_b, end_b, [](const Entry& x, const Entry& y) {
    return std::tie(x.fifo, x.position, x.name) <=> std::tie(y.fifo, y.position, y.name);
  });
}

/// Insertion sort: an event touches few blocks, and all others are in order already. False if all are.
bool Symmetry::find_order(const StateImage& image, const SymmetricBlocks& blocks) {
  order_.resize(blocks.blocks);
  std::iota(order_.begin(), order_.end(), 0u);
  const auto less = [&](std::uint32_t a, std::uint32_t b) { return compare(image, blocks, a, b) < 0; };
  bool changed = false;
  for (auto next = order_.begin(); next != order_.end(); ++next) {
    if (next == order_.begin() || !less(*next, *(next - 1))) continue;
    std::rotate(std::upper_bound(order_.begin(), next, *next, less), next, next + 1);
    changed = true;
  }
  return changed;
}

void Symmetry::apply_order(StateImage& image, const SymmetricBlocks& blocks) {
  permute(image.bytes() + blocks.bytes, blocks.bytes_each, order_, scratch_);
  permute(image.phase.data() + blocks.timers, blocks.timers_each, order_, scratch_);
  permute(image.speed.data() + blocks.timers, blocks.timers_each, order_, scratch_);
  permute(image.rate.data() + blocks.rates, blocks.rates_each, order_, scratch_);
  if (entries_.empty()) return;
  place_of_.resize(order_.size());
  for (std::uint32_t place = 0; place < order_.size(); ++place) place_of_[order_[place]] = place;
  for (const Entry& entry : entries_) {
    image.fifo(layout_.fifos[entry.fifo])
        .replace(entry.position, blocks.names + place_of_[entry.block] * blocks.names_each + entry.name);
  }
}

}  // namespace nines
