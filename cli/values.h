// Numbers as they are written on a command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace nines::cli {

/// A whole number: "20000", "20_000", "2e4". Nothing if it is negative, has a fraction or does not fit.
std::optional<std::uint64_t> whole_number(const std::string& text);

/// A share: "2 %", "2%", "0.02". Nothing if it is no number in (0, 1).
std::optional<double> share(const std::string& text);

/// The word of `words` that `text` is probably a slip of; empty if none is near.
template <typename Words>
std::string nearest(const std::string& text, const Words& words);

std::size_t edit_distance(const std::string& a, const std::string& b);

template <typename Words>
std::string nearest(const std::string& text, const Words& words) {
  std::string best;
  std::size_t best_distance = text.size() / 3 + 2;  // further away it would be a guess
  for (const auto& word : words) {
    const std::size_t distance = edit_distance(text, word);
    if (distance < best_distance) {
      best_distance = distance;
      best = word;
    }
  }
  return best;
}

}  // namespace nines::cli
