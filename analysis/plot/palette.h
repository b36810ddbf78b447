// The colours of all figures: told apart by people who confuse red and green, too, and readable on a light and on a dark ground.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nines::plot {

enum class Colour : std::uint8_t {
  blue,
  orange,
  green,
  purple,
  red,
  brown,
  teal,
  olive,
  navy,
  pink,
  sky,
  grey,
  pale,
  ink,  ///< of text
  quiet,  ///< of text that stands back
  grid,
  ground,
  // From little to much of something, by their lightness. On the first four ink can be read, on the others ground.
  heat_1,
  heat_2,
  heat_3,
  heat_4,
  heat_5,
  heat_6,
  heat_7,
};
inline constexpr std::size_t colours = 24;
inline constexpr std::size_t heat_steps = 7;

/// "blue".
std::string_view name_of(Colour colour);
/// "#1f6fb8", on a light or a dark ground.
std::string_view shade_of(Colour colour, bool dark);

/// Of the first, second, ... of several curves or parts; after seven of them it begins again.
Colour series_colour(std::size_t number);

/// From 0 (little) to heat_steps - 1; and what can be read on it.
Colour heat_colour(std::size_t step);
Colour ink_on_heat(std::size_t step);

/// CSS rules: .p-blue fills, .l-blue draws a line. Light, or dark where the reader's system is and nothing is printed.
std::string colour_rules();

}  // namespace nines::plot
