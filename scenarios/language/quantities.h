// Numbers with their units, as planners write them: "30 s", "1e-4 per h", "99.95 %", "1/3 h".
#pragma once

#include "sim/time.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nines::scenarios {

/// Why a text is not what it should be, and what would be right.
struct Problem {
  std::string message;
  std::string hint;
};

template <class T>
using Parsed = std::variant<T, Problem>;

struct TimeUnit {
  std::vector<std::string> names;
  long double seconds;
};
std::span<const TimeUnit> time_units();
const TimeUnit* find_time_unit(std::string_view name);

/// Reads a text from left to right: each function takes what it describes and leaves the rest.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  bool at_end();
  std::string_view rest();
  /// A word: letters, digits and underscores, not beginning with a digit. Empty if there is none.
  std::string_view peek_word();
  bool take_word(std::string_view word);  ///< exactly this one
  bool take(std::string_view symbol);     ///< exactly this, wherever it ends
  bool at_number();

  /// "3", "1e-4", "1/1000"; an integer may be written in hexadecimal or octal as in YAML 1.2 (0x1F, 0o17).
  Parsed<long double> number();
  Parsed<Seconds> duration();         ///< with its unit; zero or more
  Parsed<double> per_second();        ///< "1e-4 per h", "2 % per year", "3/h", "5000 FIT"; zero or more
  Parsed<long double> probability();  ///< "30 %", "0.3", "3/10", in [0, 1]; unreduced precision for 1 - p

 private:
  void skip_blanks();
  Parsed<long double> plain_number();

  std::string_view text_;
};

/// The whole text as one quantity.
Parsed<Seconds> parse_duration(std::string_view text);
Parsed<double> parse_rate(std::string_view text);
Parsed<long double> parse_probability(std::string_view text);
Parsed<long double> parse_number(std::string_view text);
/// `nan`, `inf` and the like.
bool is_no_finite_number(std::string_view word);

/// What may name a thing in a scenario: a letter, then letters, digits, `_ - + /`, and single blanks within.
bool is_name(std::string_view text);
/// A name that may also stand in "2 of a, b and c".
bool is_operand_name(std::string_view text);

std::string_view trim(std::string_view text);

}  // namespace nines::scenarios
