// Philox4x32-10 against the published vectors, and the promises of addressed draws.
#include "sim/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <set>

namespace nines {
namespace {

using Counter = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

// Known-answer vectors published with Random123 (Salmon, Moraes, Dror, Shaw 2011). They hold at compile time as well.
static_assert(philox4x32(Counter{0, 0, 0, 0}, Key{0, 0}) == Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
static_assert(MiniStream{DrawAddress{}}() == 0xe169c58d6627e8d5);
static_assert(std::uniform_random_bit_generator<MiniStream>);

TEST(Philox, PublishedVectors) {
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox4x32(Counter{0, 0, 0, 0}, Key{0, 0}), (Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32(Counter{ones, ones, ones, ones}, Key{ones, ones}),
            (Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  // The digits of pi.
  EXPECT_EQ(philox4x32(Counter{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, Key{0xa4093822, 0x299f31d0}),
            (Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(MiniStream, EachPartOfTheAddressMatters) {
  const std::array addresses{
      DrawAddress{},
      DrawAddress{.seed = 1},
      DrawAddress{.seed = std::uint64_t{1} << 32},
      DrawAddress{.trial = 1},
      DrawAddress{.stream = 1},
      DrawAddress{.occurrence = 1},
      DrawAddress{.seed = 1, .trial = 1, .stream = 1, .occurrence = 1},
  };
  std::set<std::uint64_t> seen;
  for (const DrawAddress& address : addresses) {
    MiniStream stream{address};
    for (int i = 0; i < 100; ++i) seen.insert(stream());
  }
  EXPECT_EQ(seen.size(), addresses.size() * 100);  // a repeat among 700 of 2^64 values has probability 1e-14
}

TEST(MiniStream, SameAddressSameStream) {
  const DrawAddress address{.seed = 7, .trial = 3, .stream = 5, .occurrence = 11};
  MiniStream first{address};
  MiniStream second{address};
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(first(), second());
}

TEST(MiniStream, FirstTwoResultsAreOneBlock) {
  const DrawAddress address{.seed = 0x0000000200000001, .trial = 3, .stream = 4, .occurrence = 5};
  const auto block = philox4x32(Counter{0, 5, 4, 3}, Key{1, 2});
  MiniStream stream{address};
  EXPECT_EQ(stream(), (std::uint64_t{block[1]} << 32) | block[0]);
  EXPECT_EQ(stream(), (std::uint64_t{block[3]} << 32) | block[2]);
  const auto next = philox4x32(Counter{1, 5, 4, 3}, Key{1, 2});
  EXPECT_EQ(stream(), (std::uint64_t{next[1]} << 32) | next[0]);
}

TEST(MiniStream, GoesOnToTheNextOccurrence) {
  DrawAddress address{.seed = 7, .trial = 3, .stream = 5, .occurrence = 0};
  const RoundKeys keys(address.seed);
  MiniStream stream{address};
  for (int drawn = 0; drawn < 7; ++drawn) {  // whatever has been drawn of the one before
    MiniStream fresh{address};
    for (int i = 0; i < drawn; ++i) ASSERT_EQ(stream(), fresh());
    stream.go_on(keys);
    ++address.occurrence;
  }
}

TEST(MiniStream, UniformIsOpenAtBothEnds) {
  // The two extreme results of the engine, by the formula of uniform().
  const auto as_uniform = [](std::uint64_t bits) { return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52; };
  EXPECT_GT(as_uniform(MiniStream::min()), 0.0);
  EXPECT_LT(as_uniform(MiniStream::max()), 1.0);
  // And the formula is the one in use: 1000 addresses.
  for (std::uint32_t i = 0; i < 1000; ++i) {
    MiniStream bits{DrawAddress{.seed = 1, .trial = i}};
    MiniStream uniforms{DrawAddress{.seed = 1, .trial = i}};
    ASSERT_EQ(uniforms.uniform(), as_uniform(bits()));
  }
}

/// Chi-squared of the first uniform of many addresses over 256 cells, for addresses that differ in one part only.
/// 255 degrees of freedom: mean 255, sigma 22.6; the bound of 6 sigma has a false-alarm rate below 1e-6 (seed fixed).
double chi_squared_over_addresses(DrawAddress (*address)(std::uint32_t)) {
  constexpr int cells = 256;
  constexpr std::uint32_t draws = 256'000;
  std::array<int, cells> counts{};
  for (std::uint32_t i = 0; i < draws; ++i) {
    ++counts[static_cast<std::size_t>(MiniStream{address(i)}.uniform() * cells)];
  }
  double sum = 0;
  constexpr double expected = static_cast<double>(draws) / cells;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

TEST(MiniStream, UniformAcrossNeighbouringAddresses) {
  const double bound = 255 + 6 * std::sqrt(2 * 255.0);
  EXPECT_LT(chi_squared_over_addresses([](std::uint32_t i) { return DrawAddress{.seed = i}; }), bound);
  EXPECT_LT(chi_squared_over_addresses([](std::uint32_t i) { return DrawAddress{.seed = 42, .trial = i}; }), bound);
  EXPECT_LT(chi_squared_over_addresses([](std::uint32_t i) { return DrawAddress{.seed = 42, .stream = i}; }), bound);
  EXPECT_LT(chi_squared_over_addresses([](std::uint32_t i) { return DrawAddress{.seed = 42, .occurrence = i}; }),
            bound);
}

}  // namespace
}  // namespace nines
