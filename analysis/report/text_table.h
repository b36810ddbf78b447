// Aligned columns of text.
#pragma once

#include <string>
#include <vector>

namespace nines::report {

/// Columns that a terminal needs for a UTF-8 text: combining marks none, East Asian wide characters two.
std::size_t display_width(const std::string& text);

/// The text on one line and without control characters, so that a name from a file cannot steer the terminal.
std::string printable(const std::string& text);

/// The same of each line of a text; all lines end in \n.
std::string printable_lines(const std::string& text);

/// Breaks a text at spaces into lines of at most `width`; lines after the first begin with `indent` spaces.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);

enum class Colour { none, green, red, yellow, bold, dim };
std::string coloured(const std::string& text, Colour colour, bool enabled);

/// A cell: one or several lines, each with its colour.
struct Cell {
  struct Line {
    std::string text;
    Colour colour = Colour::none;
  };
  std::vector<Line> lines;
  Cell() = default;
  Cell(std::string text, Colour colour = Colour::none) : lines{{std::move(text), colour}} {}
};

enum class Align { left, right };

/// Rows of cells; every column is as wide as its widest line.
class TextTable {
 public:
  explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}
  void header(std::vector<std::string> titles);
  void row(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  /// A line of its own between rows, which does not widen the columns.
  void section(std::string title);
  bool empty() const { return rows_.empty(); }
  /// Every line begins with `indent` spaces and ends without any.
  std::string render(std::size_t indent, bool colour) const;

 private:
  std::vector<std::size_t> widths() const;
  std::vector<Align> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace nines::report
