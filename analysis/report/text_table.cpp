#include "analysis/report/text_table.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace nines::report {
namespace {

/// The next code point of a UTF-8 text; a malformed byte counts as one.
char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(position);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (first < 0xC2 || position + length > text.size()) {  // ASCII, or no beginning of a character
    ++position;
    return first < 0x80 ? first : U'\uFFFD';
  }
  char32_t code_point = first & (0xFF >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(position + i) & 0xC0) != 0x80) {
      ++position;
      return U'\uFFFD';
    }
    code_point = (code_point << 6) | (byte(position + i) & 0x3F);
  }
  position += length;
  return code_point;
}

bool between(char32_t code_point, char32_t first, char32_t last) { return code_point >= first && code_point <= last; }

std::size_t width_of(char32_t code_point) {
  const bool combining =
      between(code_point, 0x0300, 0x036F) || between(code_point, 0x200B, 0x200F) || between(code_point, 0xFE00, 0xFE0F);
  if (combining) return 0;
  const bool wide = between(code_point, 0x1100, 0x115F) || between(code_point, 0x2E80, 0xA4CF) ||
                    between(code_point, 0xAC00, 0xD7A3) || between(code_point, 0xF900, 0xFAFF) ||
                    between(code_point, 0xFE30, 0xFE4F) || between(code_point, 0xFF00, 0xFF60) ||
                    between(code_point, 0x1F300, 0x1FAFF) || between(code_point, 0x20000, 0x3FFFD);
  return wide ? 2 : 1;
}

/// C0, DEL and C1, and the marks that reverse the direction of writing.
bool steers_the_terminal(char32_t code_point) {
  return code_point < 0x20 || between(code_point, 0x7F, 0x9F) || between(code_point, 0x202A, 0x202E) ||
         between(code_point, 0x2066, 0x2069);
}

const char* escape_of(Colour colour) {
  switch (colour) {
    case Colour::none: return "";
    case Colour::green: return "\033[32m";
    case Colour::red: return "\033[1;31m";
    case Colour::yellow: return "\033[33m";
    case Colour::bold: return "\033[1m";
    case Colour::dim: return "\033[2m";
  }
  return "";
}

}  // namespace

std::size_t display_width(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t position = 0; position < text.size();) width += width_of(next_code_point(text, position));
  return width;
}

std::string printable(const std::string& text) {
  std::string clean;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t code_point = next_code_point(text, position);
    if (code_point == U'\n' || code_point == U'\t') {
      clean += ' ';
    } else if (steers_the_terminal(code_point) || code_point == U'\uFFFD') {
      clean += '?';
    } else {
      clean.append(text, start, position - start);
    }
  }
  return clean;
}

std::string printable_lines(const std::string& text) {
  std::string result;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    result += printable(text.substr(start, end - start)) + "\n";
    start = end + 1;
  }
  return result;
}

std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  std::string result;
  std::size_t column = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t space = std::min(text.find(' ', position), text.size());
    const std::string word = text.substr(position, space - position);
    position = space + 1;
    const std::size_t word_width = display_width(word);
    if (column > indent && column + 1 + word_width > width) {
      result += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!result.empty()) {
      result += ' ';
      ++column;
    }
    result += word;
    column += word_width;
  }
  return result;
}

std::string coloured(const std::string& text, Colour colour, bool enabled) {
  if (!enabled || colour == Colour::none || text.empty()) return text;
  return escape_of(colour) + text + "\033[0m";
}

void TextTable::header(std::vector<std::string> titles) {
  std::vector<Cell> cells;
  for (std::string& title : titles) cells.emplace_back(std::move(title), Colour::dim);
  row(std::move(cells));
}

void TextTable::section(std::string title) { rows_.push_back({Cell(std::move(title), Colour::bold)}); }

std::vector<std::size_t> TextTable::widths() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& cells : rows_) {
    if (cells.size() == 1) continue;  // a section's title
    for (std::size_t column = 0; column < cells.size(); ++column) {
      for (const Cell::Line& line : cells[column].lines) {
        widths[column] = std::max(widths[column], display_width(line.text));
      }
    }
  }
  return widths;
}

std::string TextTable::render(std::size_t indent, bool colour) const {
  const std::vector<std::size_t> column_widths = widths();
  constexpr std::size_t gap = 2;
  std::string result;
  for (const auto& cells : rows_) {
    std::size_t height = 1;
    for (const Cell& cell : cells) height = std::max(height, cell.lines.size());
    for (std::size_t line_number = 0; line_number < height; ++line_number) {
      const bool is_section = cells.size() == 1;
      std::string line;
      std::size_t spaces = is_section ? 0 : indent;  // owed before the next text, so that no line ends in spaces
      for (std::size_t column = 0; column < cells.size(); ++column) {
        const Cell& cell = cells[column];
        const Cell::Line blank;
        const Cell::Line& text = line_number < cell.lines.size() ? cell.lines[line_number] : blank;
        const std::size_t width = display_width(text.text);
        const std::size_t padding = is_section ? 0 : column_widths[column] - width;
        if (columns_[column] == Align::right) spaces += padding;
        if (!text.text.empty()) {
          line += std::string(spaces, ' ') + coloured(text.text, text.colour, colour);
          spaces = 0;
        }
        spaces += (columns_[column] == Align::left ? padding : 0) + (column_widths[column] > 0 ? gap : 0);
        if (text.text.empty()) spaces += width;
      }
      result += line + "\n";
    }
  }
  return result;
}

}  // namespace nines::report
