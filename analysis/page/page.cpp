#include "analysis/page/page.h"

#include "analysis/page/sha256.h"
#include "analysis/plot/drawing.h"
#include "analysis/report/report.h"

#include <fmt/format.h>

namespace nines::page {
namespace {

using plot::escaped;

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::good: return "good";
    case Tone::bad: return "bad";
    case Tone::doubtful: return "doubtful";
    case Tone::quiet: return "quiet";
    case Tone::plain: break;
  }
  return "";
}

/// Escaped, and without a break between a number and its unit.
std::string held_together(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool after_digit = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
    const bool before_word =
        i + 1 < text.size() && std::string_view(".([*").find(text[i + 1]) == std::string_view::npos;
    result += text[i] == ' ' && after_digit && before_word ? std::string("\xC2\xA0") : escaped(text.substr(i, 1));
  }
  return result;
}

std::string toned(const Piece& piece) {
  const std::string_view name = class_of(piece.tone);
  const std::string text = held_together(piece.text);
  return name.empty() ? text : fmt::format("<span class=\"{}\">{}</span>", name, text);
}

std::string lines(const Lines& pieces) {
  std::string text;
  for (const Piece& piece : pieces) text += (text.empty() ? "" : "<br>") + toned(piece);
  return text;
}

std::string head_of(const std::vector<std::string>& header) {
  std::string text = "<thead><tr>";
  for (const std::string& cell : header) {
    text += cell.empty() ? "<td></td>" : fmt::format("<th scope=\"col\">{}</th>", escaped(cell));
  }
  return text + "</tr></thead>\n";
}

std::string row_of(const RichTable& table, const RichTable::Row& row) {
  if (row.is_section) {
    return fmt::format("<tr class=\"part\"><th scope=\"colgroup\" colspan=\"{}\">{}</th></tr>\n", table.header.size(),
                       lines(row.cells.front()));
  }
  std::string text = "<tr>";
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string content = lines(row.cells[i]);
    if (i == 0) {
      text += fmt::format("<th scope=\"row\">{}</th>", content);
    } else if (content.empty()) {
      text += "<td class=\"empty\"></td>";
    } else {
      text += fmt::format("<td data-label=\"{}\"><div>{}</div></td>", escaped(table.header[i]), content);
    }
  }
  return text + "</tr>\n";
}

/// Nothing is fetched, nothing else is run, nothing is sent.
std::string policy(const std::string& style) {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
      sha256_base64(style), sha256_base64(script()));
}

}  // namespace

void Page::heading(int level, std::string_view text, std::string_view id) {
  const std::string with_id = id.empty() ? "" : fmt::format(" id=\"{}\"", escaped(id));
  body_ += fmt::format("<h{0}{1}>{2}</h{0}>\n", level, with_id, escaped(text));
}

void Page::paragraph(std::string_view text, Tone tone) {
  const std::string_view name = class_of(tone);
  const std::string with_class = name.empty() ? "" : fmt::format(" class=\"{}\"", name);
  body_ += fmt::format("<p{}>{}</p>\n", with_class, escaped(text));
}

void Page::lead(const std::vector<Piece>& pieces) {
  body_ += "<p class=\"lead\">";
  for (const Piece& piece : pieces) body_ += toned(piece);
  body_ += "</p>\n";
}

void Page::tiles(const std::vector<Tile>& tiles) {
  body_ += "<dl class=\"tiles\">\n";
  for (const Tile& tile : tiles) {
    body_ += fmt::format("<div><dt>{}</dt><dd class=\"value {}\">{}</dd><dd class=\"note\">{}</dd></div>\n",
                         escaped(tile.label), class_of(tile.tone), held_together(tile.value), held_together(tile.note));
  }
  body_ += "</dl>\n";
}

void Page::table(const RichTable& table) {
  body_ += "<div class=\"scroll\"><table class=\"cards\">\n";
  if (!table.caption.empty()) body_ += fmt::format("<caption>{}</caption>\n", escaped(table.caption));
  body_ += head_of(table.header) + "<tbody>\n";
  for (const RichTable::Row& row : table.rows) body_ += row_of(table, row);
  body_ += "</tbody></table></div>\n";
}

void Page::table(const plot::Table& table) {
  body_ += "<div class=\"scroll\"><table>\n" + head_of(table.header) + "<tbody>\n";
  for (const std::vector<std::string>& row : table.rows) {
    body_ += "<tr>";
    for (const std::string& cell : row) body_ += fmt::format("<td>{}</td>", escaped(cell));
    body_ += "</tr>\n";
  }
  body_ += "</tbody></table></div>\n";
}

void Page::figure(const plot::Figure& figure) {
  body_ += fmt::format("<figure id=\"{}\">\n<figcaption><h3>{}</h3></figcaption>\n", escaped(figure.id),
                       escaped(figure.title));
  body_ += figure.wide_svg + figure.narrow_svg;
  if (!figure.caption.empty()) body_ += fmt::format("<p class=\"note\">{}</p>\n", escaped(figure.caption));
  if (!figure.table.rows.empty()) {
    begin_folded("The numbers");
    table(figure.table);
    end_folded();
  }
  body_ += "</figure>\n";
}

void Page::list(const std::vector<std::string>& items, bool numbered) {
  const char* const tag = numbered ? "ol" : "ul";
  body_ += fmt::format("<{}>\n", tag);
  for (const std::string& item : items) body_ += fmt::format("<li>{}</li>\n", escaped(item));
  body_ += fmt::format("</{}>\n", tag);
}

void Page::code(std::string_view text) {
  body_ += fmt::format("<pre tabindex=\"0\"><code>{}</code></pre>\n", escaped(text));
}

void Page::begin_folded(std::string_view summary) {
  body_ += fmt::format("<details>\n<summary>{}</summary>\n", escaped(summary));
}

void Page::end_folded() { body_ += "</details>\n"; }

std::string Page::html(std::string_view about) const {
  const std::string style = style_sheet();
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"nines {}\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n<p class=\"quiet\">{}</p>\n"
      "</header>\n<main>\n{}</main>\n<script>{}</script>\n</body>\n</html>\n",
      policy(style), report::version(), escaped(title_), style, escaped(title_), escaped(about), body_, script());
}

}  // namespace nines::page
