// Time as nines means it: simulated seconds in double precision.
#pragma once

#include <chrono>
#include <limits>

namespace nines {

/// A length of simulated time. Conversions from other std::chrono durations are implicit and exact in meaning.
using Seconds = std::chrono::duration<double>;
using Hours = std::chrono::duration<double, std::ratio<3600>>;

/// A year is 8760 h throughout (365 days), as availability tables use it.
inline constexpr Seconds year{8760.0 * 3600.0};
inline constexpr Seconds never{std::numeric_limits<double>::infinity()};

}  // namespace nines
