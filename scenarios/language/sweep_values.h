// The values of a sweep as planners write them: "1 s, 5 s, 30 s", "1..4", "1..9 step 2", "1 s..100 s log 5". Internal
// to the language.
#pragma once

#include "scenarios/language/quantities.h"

#include <string>
#include <string_view>
#include <vector>

namespace nines::scenarios {

/// Expands a list of values and ranges, separated by commas outside brackets:
///   1..4                whole numbers, or with `step 2` other steps, in a unit or without
///   1 s..10 s in 4      four values at equal distances
///   1 s..100 s log 5    five values at equal ratios
///   weibull {1 d, 2 d} shape 2    what stands around the braces belongs to each value
/// What is no range is a value as it stands.
Parsed<std::vector<std::string>> parse_sweep_values(std::string_view text);

/// A number with whatever follows it: "1.5" and "per h". The unit is not looked at.
struct Amount {
  long double number = 0;
  std::string unit;
};
Parsed<Amount> parse_amount(std::string_view text);

/// How many of `to` one `from` is; 0: they do not measure the same.
long double ratio_of_units(std::string_view from, std::string_view to);

/// "weibull {...} shape 2": what stands before, in and behind the braces. Without braces all of it is `inner`.
struct Braced {
  std::string before, inner, after;
};
Parsed<Braced> parse_braces(std::string_view text);

}  // namespace nines::scenarios
