// How long outages last, and when in the mission they are: mergeable sums for the charts of a report.
//
// An outage costs a few additions: the bucket of its length is read from the bits of the number, and a long one adds to the first
// and the last part of the mission that it touches, and to a difference between those in the middle.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace nines::monte_carlo {

/// Four buckets of lengths to each doubling: [1, 1.25), [1.25, 1.5), [1.5, 1.75) and [1.75, 2) times a power of two, from 2^-10 s
/// (a millisecond) to 2^40 s. What lies outside is counted in the first or the last one.
struct LengthBuckets {
  static constexpr int lowest_power = -10, highest_power = 40, each_doubling = 4;
  static constexpr std::size_t count = static_cast<std::size_t>(highest_power - lowest_power) * each_doubling;

  static std::size_t of(double length_s) {
    constexpr std::uint64_t exponent_bias = 1023;
    constexpr auto first = static_cast<std::uint64_t>(exponent_bias + lowest_power) * each_doubling;
    // The exponent and the first two bits of the mantissa.
    const std::uint64_t number = std::bit_cast<std::uint64_t>(std::max(length_s, 0.0)) >> 50U;
    return static_cast<std::size_t>(std::clamp(number, first, first + count - 1) - first);
  }
  /// Where the bucket begins; that of `count` is where the last one ends.
  static double begin_s(std::size_t bucket);
};

/// Sums over trials, of the last `most_services` services of the platform: later ones are what the others are for.
struct OutageProfile {
  static constexpr std::size_t most_services = 64;
  static constexpr std::size_t parts = 50;  ///< of the mission

  OutageProfile() = default;
  OutageProfile(std::size_t services, double mission_s);

  std::size_t first_service = 0;
  double parts_per_s = 0;
  std::vector<std::uint64_t> outages;  ///< [service * LengthBuckets::count + bucket]
  std::vector<double> downtime_s;  ///< [service * LengthBuckets::count + bucket]
  std::vector<double> down;  ///< [service * parts + part]: what outages take of parts that they begin or end in
  /// [service * parts + part]: how many more outages last all through it than through the one before.
  std::vector<double> wholly_down;
  std::vector<double> down_squared;  ///< [service * parts + part]: squares of the blocks' sums
  std::vector<std::uint64_t> blocks_down;  ///< [service * parts + part]: blocks that have any
  std::size_t blocks = 0;

  void add(std::size_t service, double from_s, double to_s) {
    if (service < first_service) return;
    const std::size_t number = service - first_service;
    const std::size_t bucket = number * LengthBuckets::count + LengthBuckets::of(to_s - from_s);
    ++outages[bucket];
    downtime_s[bucket] += to_s - from_s;
    add_parts(number * parts, from_s * parts_per_s, to_s * parts_per_s);
  }
  /// After the last trial of a block.
  void end_block();
  /// What follows from the sums of a single block: `down_squared` and `blocks_down`.
  void square_sums();
  void merge(const OutageProfile& later);
  void clear();

  std::size_t services() const { return down.size() / parts; }
  /// Of a service, counted from `first_service`: the time down in each part, as a share of it, summed over trials.
  std::vector<double> down_in_parts(std::size_t number) const;

 private:
  void add_parts(std::size_t first, double from, double to) {
    const std::size_t begin = std::min(static_cast<std::size_t>(from), parts - 1);
    const std::size_t end = std::min(static_cast<std::size_t>(to), parts - 1);
    if (begin == end) {
      down[first + begin] += to - from;
      return;
    }
    down[first + begin] += static_cast<double>(begin + 1) - from;
    down[first + end] += to - static_cast<double>(end);
    wholly_down[first + begin + 1] += 1;
    wholly_down[first + end] -= 1;
  }
};

}  // namespace nines::monte_carlo
