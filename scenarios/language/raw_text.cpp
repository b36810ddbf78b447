#include "scenarios/language/raw_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The length of the well-formed UTF-8 sequence at `i` (RFC 3629: no overlong forms, no surrogates), or 0.
std::size_t utf8_length(std::string_view text, std::size_t i) {
  const auto follows = [&](std::size_t k, unsigned low = 0x80, unsigned high = 0xBF) {
    const unsigned byte = k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
    return byte >= low && byte <= high;
  };
  const unsigned first = static_cast<unsigned char>(text[i]);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(i + 1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
    return follows(i + 1, low, high) && follows(i + 2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(i + 1, low, high) && follows(i + 2) && follows(i + 3) ? 4 : 0;
  }
  return 0;
}

std::size_t offset_of_line(std::string_view text, std::size_t line) {
  std::size_t offset = 0;
  for (; line > 0 && offset != std::string_view::npos; --line) {
    offset = text.find('\n', offset);
    if (offset != std::string_view::npos) ++offset;
  }
  return std::min(offset, text.size());
}

}  // namespace

bool is_text(std::string_view text, std::uint32_t file, Reporter& reporter) {
  Place at{file, 1, 1};
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(text, i);
    const bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
    if (length == 0 || control) {
      reporter.error(at, fmt::format("byte 0x{:02x} is not text: the file is binary, or not in UTF-8", c),
                     "a scenario is a YAML text file in UTF-8");
      return false;
    }
    ++at.column;
    if (c == '\n') at = {file, at.line + 1, 1};
    i += length;
  }
  return true;
}

Columns::Columns(std::string_view text)
    : text_(text), all_ascii_(std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; })) {}

void Columns::go_to_line(std::size_t line) {
  if (line < line_) line_ = line_begin_ = 0;
  while (line_ < line) {
    const std::size_t end = text_.find('\n', line_begin_);
    if (end == std::string_view::npos) break;
    line_begin_ = end + 1;
    ++line_;
  }
  byte_ = characters_ = 0;
}

std::uint32_t Columns::column(std::size_t line, std::size_t byte) {
  if (all_ascii_) return static_cast<std::uint32_t>(byte + 1);
  if (line != line_ || byte < byte_) go_to_line(line);
  for (; byte_ < byte && line_begin_ + byte_ < text_.size(); ++byte_) {
    if (!continues_character(text_[line_begin_ + byte_])) ++characters_;
  }
  return static_cast<std::uint32_t>(characters_ + 1);
}

std::string_view line_of(std::string_view text, std::size_t line) {
  const std::size_t begin = offset_of_line(text, line);
  return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

bool quote_is_unclosed(std::string_view text, std::size_t line, std::size_t byte) {
  text.remove_prefix(std::min(offset_of_line(text, line) + byte, text.size()));
  while (!text.empty() && text.front() != '"' && text.front() != '\'') {
    // A blank, or an anchor with the blank after it; anything else is not a quoted scalar.
    if (text.front() == '&') {
      text.remove_prefix(std::min(text.find_first_of(" \t\r\n"), text.size()));
    } else if (text.front() == ' ' || text.front() == '\t' || text.front() == '\r' || text.front() == '\n') {
      text.remove_prefix(1);
    } else {
      return false;
    }
  }
  if (text.empty()) return false;
  const char quote_mark = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote_mark == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote_mark) {
      const bool doubled = quote_mark == '\'' && i + 1 < text.size() && text[i + 1] == quote_mark;
      if (!doubled) return false;
      ++i;
    }
  }
  return true;
}

}  // namespace nines::scenarios
