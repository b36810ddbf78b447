#include "sim/state_index.h"

#include "sim/state_space.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace nines {

namespace {

constexpr std::size_t first_places = 1024;  // a power of two, like all sizes of the table
constexpr std::size_t chunk_bytes = std::size_t{1} << 20;

/// A multiply-and-fold hash over words; its whole result is well mixed (the finalizer of MurmurHash3, Appleby 2011).
std::uint32_t hash_of(std::span<const std::byte> key) {
  std::uint64_t hash = key.size();
  for (std::size_t i = 0; i < key.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, key.data() + i, sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  hash ^= hash >> 33;
  hash *= 0xFF51AFD7ED558CCDu;
  hash ^= hash >> 33;
  hash *= 0xC4CEB9FE1A85EC53u;
  return static_cast<std::uint32_t>(hash >> 32);
}

/// memcmp, which wants valid pointers even for nothing: a model without any state has an empty key.
bool same(std::span<const std::byte> key, const std::byte* other, std::size_t size) {
  return key.size() == size && (size == 0 || std::memcmp(key.data(), other, size) == 0);
}

}  // namespace

StateIndex::StateIndex(std::size_t max_states)
    : max_states_(std::min<std::size_t>(max_states, std::numeric_limits<std::uint32_t>::max() - 1)),
      table_(first_places, 0) {}

StateIndex::Found StateIndex::intern(std::span<const std::byte> key) {
  const std::uint32_t hash = hash_of(key);
  const std::size_t mask = table_.size() - 1;
  std::size_t place = hash & mask;
  for (; table_[place] != 0; place = (place + 1) & mask) {
    if (table_[place] >> 32 != hash) continue;
    const auto state = static_cast<std::uint32_t>(table_[place]) - 1;
    if (same(key, keys_[state].at, keys_[state].size)) return {state, false};
  }
  if (keys_.size() >= max_states_) {
    throw StateSpaceTooLarge(fmt::format("the chain has more than {} states", max_states_), max_states_);
  }
  const auto state = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back({keep(key), key.size()});
  table_[place] = std::uint64_t{hash} << 32 | (state + 1);
  if (keys_.size() * 2 > table_.size()) grow();
  return {state, true};
}

void StateIndex::grow() {
  std::vector<std::uint64_t> larger(table_.size() * 2, 0);
  const std::size_t mask = larger.size() - 1;
  for (const std::uint64_t entry : table_) {
    if (entry == 0) continue;
    std::size_t place = (entry >> 32) & mask;
    while (larger[place] != 0) place = (place + 1) & mask;
    larger[place] = entry;
  }
  table_ = std::move(larger);
}

const std::byte* StateIndex::keep(std::span<const std::byte> key) {
  if (key.size() > free_in_chunk_) {
    free_in_chunk_ = std::max(chunk_bytes, key.size());
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(free_in_chunk_));
    free_ = chunks_.back().get();
  }
  const std::byte* kept = free_;
  if (!key.empty()) std::memcpy(free_, key.data(), key.size());
  free_ += key.size();
  free_in_chunk_ -= key.size();
  return kept;
}

}  // namespace nines
