#include "analysis/plot/palette.h"

#include <fmt/format.h>

namespace nines::plot {
namespace {

struct Shades {
  std::string_view name, light, dark;
};

constexpr Shades shades[] = {
    {"blue", "#1f6fb8", "#58a6ff"},   {"orange", "#c2570c", "#f0883e"}, {"green", "#1b8a5a", "#3fb98a"},
    {"purple", "#8250c4", "#b794f4"}, {"red", "#c1343f", "#ff7b72"},    {"brown", "#8a6d00", "#d4b12f"},
    {"teal", "#0b7f8c", "#39c5cf"},   {"olive", "#5b7f16", "#9ecb45"},  {"navy", "#3b3f99", "#8c93ff"},
    {"pink", "#b5418f", "#f778ba"},   {"sky", "#4aa3c7", "#79c7e3"},    {"grey", "#8a929b", "#768390"},
    {"pale", "#d3d8de", "#3a424d"},   {"ink", "#1f2328", "#e6edf3"},    {"quiet", "#57606a", "#9aa4af"},
    {"grid", "#e1e5ea", "#2b323b"},   {"ground", "#ffffff", "#161b22"},
};
static_assert(std::size(shades) == colours);

std::string rules(bool dark) {
  std::string text;
  for (const Shades& each : shades) {
    text += fmt::format(".p-{0}{{fill:{1}}}.l-{0}{{stroke:{1};fill:none}}", each.name, dark ? each.dark : each.light);
  }
  return text;
}

}  // namespace

std::string_view name_of(Colour colour) { return shades[static_cast<std::size_t>(colour)].name; }

std::string_view shade_of(Colour colour, bool dark) {
  const Shades& each = shades[static_cast<std::size_t>(colour)];
  return dark ? each.dark : each.light;
}

Colour series_colour(std::size_t number) {
  constexpr Colour order[] = {Colour::blue, Colour::orange, Colour::green, Colour::purple,
                              Colour::red,  Colour::brown,  Colour::teal};
  return order[number % std::size(order)];
}

std::string colour_rules() {
  return rules(false) + "@media screen and (prefers-color-scheme:dark){" + rules(true) + "}";
}

}  // namespace nines::plot
