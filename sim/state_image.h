// One state of a model whose clocks are memoryless, spread out for the behaviour's code to work on, and its key: the
// same in as few bytes as tell it from every other state.
#pragma once

#include "sim/layout.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nines {

struct StateImage {
  explicit StateImage(const Layout& layout)
      : arena((layout.bytes + 7) / 8), phase(layout.timers()), speed(layout.timers()), rate(layout.rates()) {}

  std::byte* bytes() { return reinterpret_cast<std::byte*>(arena.data()); }
  const std::byte* bytes() const { return reinterpret_cast<const std::byte*>(arena.data()); }
  Fifo fifo(const FifoSpec& spec) { return Fifo(bytes() + spec.offset, spec.capacity); }

  std::vector<std::uint64_t> arena;
  std::vector<std::uint32_t> phase;  ///< of each timer's law, counted from 1; 0: stopped
  std::vector<double> speed;         ///< of each timer; 0 when stopped or paused
  std::vector<double> rate;          ///< in 1/s; a function of all the rest, so it is not part of the key
};

/// The state before a trial starts: no bit set, no clock running.
void clear(const Layout& layout, StateImage& image);

/// Writes the key of the image; its length is a multiple of 8.
void to_key(const Layout& layout, StateImage& image, std::vector<std::byte>& key);

/// Restores all but the rates from a key.
void from_key(const Layout& layout, const std::byte* key, StateImage& image);

}  // namespace nines
