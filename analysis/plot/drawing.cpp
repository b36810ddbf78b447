#include "analysis/plot/drawing.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::plot {
namespace {

constexpr std::string_view fonts = "system-ui,'Segoe UI','Helvetica Neue',Arial,sans-serif";

/// Coordinates to a tenth of a pixel: small files, and no last digits that differ between machines.
std::string px(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string path_of(const std::vector<Point>& points) {
  std::string path;
  for (const Point& point : points) path += fmt::format("{}{} {}", path.empty() ? "M" : "L", px(point.x), px(point.y));
  return path;
}

std::string stroked(const std::string& path, Colour colour, const Stroke& stroke) {
  const std::string dashes = stroke.dashes.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", stroke.dashes);
  return fmt::format("<path class=\"l-{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{} d=\"{}\"/>", name_of(colour),
                     px(stroke.width), dashes, path);
}

double letter_width(char letter) {
  if (std::string_view("iljtfr.,:;|!'()[] ").find(letter) != std::string_view::npos) return 0.36;
  if (std::string_view("mMWw@%").find(letter) != std::string_view::npos) return 0.95;
  return letter >= 'A' && letter <= 'Z' ? 0.7 : 0.61;
}

/// Of a letter in UTF-8 the first byte alone counts.
bool begins_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char letter : text) {
    switch (letter) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      case '\n':
      case '\t': result += letter; break;
      default: result += (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) ? ' ' : letter;
    }
  }
  return result;
}

double text_width(std::string_view text, double size) {
  double width = 0;
  for (const char letter : text) {
    if (begins_letter(letter)) width += letter_width(letter);
  }
  return width * size;
}

std::string fitted(const std::string& text, double size, double width) {
  if (text_width(text, size) <= width) return text;
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_letter(text[i]) && text_width(kept + "...", size) > width - size) break;
    kept += text[i];
  }
  while (kept.ends_with(' ')) kept.pop_back();
  return kept + "\xE2\x80\xA6";
}

void Drawing::line(Point from, Point to, Colour colour, const Stroke& stroke) {
  add(stroked(path_of({from, to}), colour, stroke));
}

void Drawing::curve(const std::vector<Point>& points, Colour colour, const Stroke& stroke) {
  if (!points.empty()) add(stroked(path_of(points), colour, stroke));
}

void Drawing::arrow(Point from, Point to, Colour colour, const Stroke& stroke) {
  const double direction = to.y >= from.y ? 1 : -1, head = 6;
  const double end = to.y - direction * head;
  const double bend = std::min(60.0, std::abs(end - from.y) / 2 + 6) * direction;
  add(stroked(fmt::format("M{} {}C{} {} {} {} {} {}", px(from.x), px(from.y), px(from.x), px(from.y + bend), px(to.x),
                          px(end - bend), px(to.x), px(end)),
              colour, stroke));
  add(fmt::format("<path class=\"p-{}\" d=\"M{} {}L{} {}L{} {}Z\"/>", name_of(colour), px(to.x), px(to.y), px(to.x - 4),
                  px(end), px(to.x + 4), px(end)));
}

void Drawing::area(const std::vector<Point>& points, Colour colour, double opacity) {
  if (points.empty()) return;
  add(fmt::format("<path class=\"p-{}\" fill-opacity=\"{}\" d=\"{}Z\"/>", name_of(colour), opacity, path_of(points)));
}

void Drawing::box(const Box& box, Colour colour, double corner) {
  const std::string rounded = corner > 0 ? fmt::format(" rx=\"{}\"", px(corner)) : "";
  add(fmt::format("<rect class=\"p-{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>", name_of(colour), px(box.x),
                  px(box.y), px(box.width), px(box.height), rounded));
}

void Drawing::frame(const Box& inside, Colour ground, Colour edge, double corner, const Stroke& stroke) {
  box(inside, ground, corner);
  const std::string dashes = stroke.dashes.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", stroke.dashes);
  add(fmt::format("<rect class=\"l-{}\" stroke-width=\"{}\"{} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
                  name_of(edge), px(stroke.width), dashes, px(inside.x), px(inside.y), px(inside.width),
                  px(inside.height), px(corner)));
}

void Drawing::dot(Point at, Colour colour, Dot shape, double radius) {
  const double r = radius;
  if (shape == Dot::circle) {
    add(fmt::format("<circle class=\"p-{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", name_of(colour), px(at.x), px(at.y),
                    px(r)));
  } else if (shape == Dot::square) {
    box({at.x - r, at.y - r, 2 * r, 2 * r}, colour);
  } else if (shape == Dot::triangle) {
    area({{at.x, at.y - 1.3 * r}, {at.x + 1.2 * r, at.y + r}, {at.x - 1.2 * r, at.y + r}}, colour, 1);
  } else {
    area({{at.x, at.y - 1.4 * r}, {at.x + 1.4 * r, at.y}, {at.x, at.y + 1.4 * r}, {at.x - 1.4 * r, at.y}}, colour, 1);
  }
}

void Drawing::text(Point at, std::string_view words, const TextStyle& style) {
  std::string attributes;
  if (style.anchor != Anchor::start) {
    attributes += fmt::format(" text-anchor=\"{}\"", style.anchor == Anchor::middle ? "middle" : "end");
  }
  if (style.size != normal_size) attributes += fmt::format(" font-size=\"{}\"", px(style.size));
  if (style.bold) attributes += " font-weight=\"600\"";
  if (style.turned) attributes += fmt::format(" transform=\"rotate(-90 {} {})\"", px(at.x), px(at.y));
  add(fmt::format("<text class=\"p-{}\" x=\"{}\" y=\"{}\"{}>{}</text>", name_of(style.colour), px(at.x), px(at.y),
                  attributes, escaped(words)));
}

void Drawing::begin_mark(std::string_view tip, std::string_view target) {
  leads_somewhere_ = !target.empty();
  has_links_ = has_links_ || leads_somewhere_;
  if (leads_somewhere_) shapes_ += fmt::format("<a href=\"{}\">", escaped(target));
  shapes_ += fmt::format("<g class=\"mark\"><title>{}</title>", escaped(tip));
}

void Drawing::end_mark() {
  add(leads_somewhere_ ? "</g></a>" : "</g>");
  leads_somewhere_ = false;
}

void Drawing::sensitive(const Box& box, std::string_view tip) {
  add(
      fmt::format("<rect class=\"mark p-ink\" fill-opacity=\"0\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">"
                  "<title>{}</title></rect>",
                  px(box.x), px(box.y), px(box.width), px(box.height), escaped(tip)));
}

std::string Drawing::size_attributes() const {
  return fmt::format("viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" font-size=\"{}\"", px(width_), px(height_),
                     px(width_), px(height_), px(normal_size));
}

std::string Drawing::words() const {
  return fmt::format("<title>{}</title>\n<desc>{}</desc>\n", escaped(title_), escaped(description_));
}

std::string Drawing::inlined(std::string_view classes) const {
  return fmt::format("<svg class=\"{}\" {} role=\"{}\" aria-label=\"{}\">\n{}{}</svg>\n", classes, size_attributes(),
                     has_links_ ? "group" : "img", escaped(title_), words(), shapes_);
}

std::string Drawing::standalone() const {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" {} role=\"img\" font-family=\"{}\">\n{}<style>{}</style>\n"
      "<rect class=\"p-ground\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n{}</svg>\n",
      size_attributes(), fonts, words(), colour_rules() + ".mark:hover{fill-opacity:.85}", px(width_), px(height_),
      shapes_);
}

}  // namespace nines::plot
