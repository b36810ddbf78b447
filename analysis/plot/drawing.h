// A small writer of SVG drawings: shapes, text, and what is said of them to who points at them.
//
// Colours are classes (palette.h), so that the same drawing follows the page that it is in. The same calls give the same
// bytes: coordinates are written to a tenth of a pixel.
#pragma once

#include "analysis/plot/palette.h"

#include <string>
#include <string_view>
#include <vector>

namespace nines::plot {

/// A text with what XML and HTML give a meaning to written otherwise, in contents and in quoted attributes; control characters,
/// which XML cannot hold, become blanks.
std::string escaped(std::string_view text);

/// What a wide sans-serif face (DejaVu) needs for a text, so that no other needs more.
double text_width(std::string_view text, double size);
/// The text, or its beginning with an ellipsis if it is wider than `width`.
std::string fitted(const std::string& text, double size, double width);

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
};

struct Stroke {
  double width = 1;
  std::string_view dashes = {};  ///< "4 3"
};

enum class Anchor { start, middle, end };
enum class Dot { circle, square, triangle, diamond };

inline constexpr double normal_size = 12.5, small_size = 11.5;

struct TextStyle {
  Colour colour = Colour::ink;
  Anchor anchor = Anchor::start;
  double size = normal_size;
  bool bold = false;
  bool turned = false;  ///< upwards
};

/// Shapes are drawn in the order of the calls, the later ones on top.
class Drawing {
 public:
  Drawing(double width, std::string title, std::string description)
      : width_(width), title_(std::move(title)), description_(std::move(description)) {}

  double width() const { return width_; }
  void set_height(double height) { height_ = height; }

  void line(Point from, Point to, Colour colour, const Stroke& stroke = {});
  void curve(const std::vector<Point>& points, Colour colour, const Stroke& stroke = {2, {}});
  /// A line that leaves and arrives upright, with an arrow's head at its end.
  void arrow(Point from, Point to, Colour colour, const Stroke& stroke = {});
  void area(const std::vector<Point>& points, Colour colour, double opacity = 0.22);
  void box(const Box& box, Colour colour, double corner = 0);
  void frame(const Box& box, Colour ground, Colour edge, double corner = 0, const Stroke& stroke = {});
  /// Shapes differ, so that curves can be told apart without their colours.
  void dot(Point at, Colour colour, Dot shape = Dot::circle, double radius = 3.6);
  void text(Point at, std::string_view words, const TextStyle& style = {});

  /// What is drawn until end_mark() is one mark, of which `tip` tells who points at it; with `target`, a place of the page
  /// ("#incident-3"), it leads there.
  void begin_mark(std::string_view tip, std::string_view target = {});
  void end_mark();
  /// A mark that cannot be seen until it is pointed at.
  void sensitive(const Box& box, std::string_view tip);

  /// For a page that has the colours' rules and shows the title itself.
  std::string inlined(std::string_view classes) const;
  /// A file of its own, with its rules and a ground.
  std::string standalone() const;

 private:
  void add(std::string_view shape) { shapes_.append(shape).append("\n"); }
  std::string size_attributes() const;
  std::string words() const;

  double width_, height_ = 0;
  std::string title_, description_;
  std::string shapes_;
  bool leads_somewhere_ = false;  ///< the mark that is being drawn
  bool has_links_ = false;  ///< then it is more than a picture
};

}  // namespace nines::plot
