// Addressable random numbers: a draw is a pure function of its address, whatever thread computes it and whenever.
//
// The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
// SC'11, table 2), a counter-based generator that passes BigCrush. The counter holds the address; the key holds the seed.
#pragma once

#include <array>
#include <cstdint>

namespace nines {

/// Where a draw lives: (seed, trial, stream, occurrence). A stream is one purpose of one component: one clock, one coin.
struct DrawAddress {
  std::uint64_t seed = 0;
  std::uint32_t trial = 0;
  std::uint32_t stream = 0;
  std::uint32_t occurrence = 0;
};

/// The keys of the ten rounds, which are the same for every draw from a seed.
class RoundKeys {
 public:
  constexpr RoundKeys(std::array<std::uint32_t, 2> key) {
    for (auto& round : rounds_) {
      round = key;
      key[0] += 0x9E3779B9u;
      key[1] += 0xBB67AE85u;
    }
  }
  explicit constexpr RoundKeys(std::uint64_t seed)
      : RoundKeys({static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}) {}

  constexpr const auto& rounds() const { return rounds_; }

 private:
  std::array<std::array<std::uint32_t, 2>, 10> rounds_{};
};

/// One application of the Philox4x32-10 bijection to a 128-bit counter.
constexpr std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, const RoundKeys& keys) {
  for (const auto& key : keys.rounds()) {
    const std::uint64_t product0 = std::uint64_t{0xD2511F53u} * counter[0];
    const std::uint64_t product1 = std::uint64_t{0xCD9E8D57u} * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product0)};
  }
  return counter;
}

/// A short stream of its own for one draw, so that a rejection sampler cannot shift any other draw.
/// Models UniformRandomBitGenerator with 64-bit results; the first two results are one Philox block.
class MiniStream {
 public:
  using result_type = std::uint64_t;
  using Block = std::array<result_type, 2>;

  explicit constexpr MiniStream(const DrawAddress& address)
      : MiniStream(address, first_block(address, RoundKeys(address.seed))) {}
  /// `first` is first_block(address, keys of its seed), worked out earlier.
  constexpr MiniStream(const DrawAddress& address, const Block& first) : address_(address), block_(first) {}

  static constexpr Block first_block(const DrawAddress& address, const RoundKeys& keys) {
    return block_at(address, keys, 0);
  }

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  /// Goes on to the next occurrence of its address.
  constexpr void go_on(const RoundKeys& keys) {
    ++address_.occurrence;
    block_ = block_at(address_, keys, 0);
    number_ = given_ = 0;
  }

  constexpr result_type operator()() {
    if (given_ == block_.size()) refill();
    return block_[given_++];
  }

  /// Uniform on the open interval (0, 1): never 0, never 1, 53 significant bits away from 0.
  constexpr double uniform() { return (static_cast<double>((*this)() >> 12) + 0.5) * 0x1p-52; }

 private:
  static constexpr Block block_at(const DrawAddress& address, const RoundKeys& keys, std::uint32_t number) {
    const auto words = philox4x32({number, address.occurrence, address.stream, address.trial}, keys);
    return {(std::uint64_t{words[1]} << 32) | words[0], (std::uint64_t{words[3]} << 32) | words[2]};
  }

  [[gnu::noinline, gnu::cold]] constexpr void refill() {  // few draws ever need more than two results
    block_ = block_at(address_, RoundKeys(address_.seed), ++number_);
    given_ = 0;
  }

  DrawAddress address_;
  Block block_;
  std::uint32_t number_ = 0;  ///< of the block
  std::uint32_t given_ = 0;  ///< results of the block
};

/// Of n things with weights, the one in whose part of their sum a point lies; the last one for a point behind all.
template <class Weight>
std::uint32_t index_at(double point, std::uint32_t n, Weight weight) {
  std::uint32_t last = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double w = weight(i);
    if (w <= 0) continue;
    last = i;
    if (point < w) return i;
    point -= w;
  }
  return last;
}

}  // namespace nines
