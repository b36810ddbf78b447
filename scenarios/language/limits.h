// Limits of the numbers that can be given in a scenario as well as on the command line.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nines::scenarios {

inline constexpr std::uint64_t most_trials = 10'000'000'000;
inline constexpr std::uint64_t most_drill_trials = 1'000'000;  // of each the times are kept
inline constexpr std::size_t most_file_bytes = std::size_t{64} << 20;
inline constexpr std::uint64_t most_seed = std::uint64_t{1} << 53;  // what a result document can hold: JSON has doubles

}  // namespace nines::scenarios
