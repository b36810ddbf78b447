// What a sampler knows of each clock in the middle of a trial. Internal to sampler.h.
#pragma once

#include "sim/random.h"

#include <cstdint>

namespace nines {

struct TimerState {
  static constexpr double stopped = -1;  ///< as its speed
  double time = 0;  ///< of the end, while running; the work left, while paused
  double speed = stopped;
  std::uint32_t occurrence = 0;
};

struct RaceState {
  /// Of the next draw, begun when the last one is over, so that the processor works it out beside what happens until then.
  /// It stays in its place: the processor would wait to copy as a whole what it has just stored in parts.
  MiniStream stream{DrawAddress{}};
  std::uint32_t first_rate = 0, rates = 0;  ///< as in the layout
  std::uint32_t winner = 0;

  /// Which of the rates wins: chosen in proportion to them by a `point` below the last of their sums. Without a branch on
  /// the outcome, which the processor could only guess.
  [[gnu::always_inline]] static std::uint32_t winner_of(const double* first, const double* end, double point) {
    std::uint32_t passed = 0;
    for (const double* sum = first; sum != end; ++sum) passed += static_cast<std::uint32_t>(point >= *sum);
    return passed;
  }
};

}  // namespace nines
