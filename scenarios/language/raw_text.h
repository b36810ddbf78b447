// What has to be looked up in the bytes of a file, beside the YAML parser.
#pragma once

#include "scenarios/language/diagnostics.h"

#include <string_view>

namespace nines::scenarios {

/// Whether it is UTF-8 text without control characters; reports the first byte that is not.
bool is_text(std::string_view text, std::uint32_t file, Reporter& reporter);

/// Turns the parser's positions, which count bytes, into those of an editor, which count characters.
class Columns {
 public:
  explicit Columns(std::string_view text);

  /// Line and byte are counted from 0; the column that is returned, from 1. Fast when asked in the order of the text.
  std::uint32_t column(std::size_t line, std::size_t byte);

 private:
  void go_to_line(std::size_t line);

  std::string_view text_;
  bool all_ascii_;
  std::size_t line_ = 0, line_begin_ = 0;
  std::size_t byte_ = 0, characters_ = 0;  ///< so many characters are in the first byte_ bytes of the line
};

/// Whether a quoted scalar that begins at this place (from 0, in bytes; an anchor may stand before it) never ends: the
/// parser takes the end of the file for the closing quote.
bool quote_is_unclosed(std::string_view text, std::size_t line, std::size_t byte);

/// The bytes of a line (from 0) without its end.
std::string_view line_of(std::string_view text, std::size_t line);

}  // namespace nines::scenarios
