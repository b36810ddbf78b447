// An HTML page in one file: it opens offline under a strict content-security policy, follows the reader's light or dark system,
// can be printed, and is readable on a phone. All texts are escaped here.
#pragma once

#include "analysis/plot/figure.h"

#include <string>
#include <string_view>
#include <vector>

namespace nines::page {

/// How a word is to be taken; it is never told by colour alone.
enum class Tone { plain, good, bad, doubtful, quiet };

struct Piece {
  std::string text;
  Tone tone = Tone::plain;
};

/// A cell of one line or several.
using Lines = std::vector<Piece>;

/// A table of more than plain numbers. On a phone each row becomes a card.
struct RichTable {
  std::string caption;
  std::vector<std::string> header;
  struct Row {
    std::vector<Lines> cells;
    bool is_section = false;  ///< a heading across all columns: the first cell
  };
  std::vector<Row> rows;
};

/// A number to be seen first.
struct Tile {
  std::string label, value, note;
  Tone tone = Tone::plain;
};

class Page {
 public:
  explicit Page(std::string title) : title_(std::move(title)) {}

  /// `level` is 2 or below: the title is the page's only heading of level 1. An id may be led to by a link.
  void heading(int level, std::string_view text, std::string_view id = {});
  void paragraph(std::string_view text, Tone tone = Tone::plain);
  void lead(const std::vector<Piece>& pieces);
  void tiles(const std::vector<Tile>& tiles);
  void table(const RichTable& table);
  void table(const plot::Table& table);
  void figure(const plot::Figure& figure);
  void list(const std::vector<std::string>& items, bool numbered = false);
  void code(std::string_view text);
  /// What follows until end_folded() is shown on demand.
  void begin_folded(std::string_view summary);
  void end_folded();
  void begin_section() { body_ += "<section>\n"; }
  void end_section() { body_ += "</section>\n"; }

  /// `about` stands beneath the title.
  std::string html(std::string_view about) const;

 private:
  std::string title_, body_;
};

/// The style and the script of every page; their hashes are in its policy.
std::string style_sheet();
std::string_view script();

}  // namespace nines::page
