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
};
inline constexpr std::size_t colours = 17;

/// "blue".
std::string_view name_of(Colour colour);
/// "#1f6fb8", on a light or a dark ground.
std::string_view shade_of(Colour colour, bool dark);

/// Of the first, second, ... of several curves or parts; after seven of them it begins again.
Colour series_colour(std::size_t number);

/// CSS rules: .p-blue fills, .l-blue draws a line. Light, or dark where the reader's system is and nothing is printed.
std::string colour_rules();

}  // namespace nines::plot
