// Ranges, heat maps and fronts.
#include "analysis/plot/vega_lite.h"
#include "analysis/plot/vega_lite_parts.h"

#include <algorithm>

namespace nines::plot {
namespace {

using vega::Json;

constexpr double front_height = 300;

Json values_of(const Ranges& ranges, const Scale& scale) {
  Json values = Json::array();
  for (const Ranges::Row& row : ranges.rows) {
    for (std::size_t i = 0; i < std::min(row.ranges.size(), ranges.parts.size()); ++i) {
      const Ranges::Range& range = row.ranges[i];
      Json value = {{"row", row.label},
                    {"series", ranges.parts[i].name},
                    {"x_at", vega::placed(ranges.x, scale, range.from)},
                    {"x_end", vega::placed(ranges.x, scale, range.to)},
                    {"value", range.words}};
      if (range.at) value["dot"] = vega::placed(ranges.x, scale, *range.at);
      if (range.high > range.low) {
        value["low"] = vega::placed(ranges.x, scale, range.low);
        value["high"] = vega::placed(ranges.x, scale, range.high);
      }
      values.push_back(std::move(value));
    }
  }
  return values;
}

/// The base of all rows, with its words above the chart.
void add_base(const Ranges& ranges, const Scale& scale, Json& layers) {
  if (!ranges.base) return;
  const Json at = {{"datum", vega::placed(ranges.x, scale, ranges.base->at)}};
  const Json data = {{"values", {{{"words", ranges.base->words}}}}};
  layers.push_back({{"data", data}, {"mark", {{"type", "rule"}, {"strokeDash", {4, 3}}}}, {"encoding", {{"x", at}}}});
  layers.push_back({{"data", data},
                    {"mark", {{"type", "text"}, {"baseline", "bottom"}, {"dy", -3}}},
                    {"encoding", {{"x", at}, {"y", {{"value", 0}}}, {"text", {{"field", "words"}}}}}});
}

}  // namespace

std::string vega_lite(const Ranges& ranges) {
  const Scale scale = x_scale(ranges);
  vega::NamedColours named;
  Json parts = Json::array(), order = Json::array(), layers = Json::array();
  for (const Ranges::Part& part : ranges.parts) {
    named.emplace_back(part.name, part.colour);
    parts.push_back(part.name);
  }
  for (const Ranges::Row& row : ranges.rows) order.push_back(row.label);
  Json rows = {{"y", {{"field", "row"}, {"type", "nominal"}, {"sort", order}, {"title", nullptr}}}};
  if (!ranges.in_one_line) rows["yOffset"] = {{"field", "series"}, {"type", "nominal"}, {"sort", parts}};
  const auto layer = [&](const Json& mark, const std::string& field, const char* second) {
    Json encoding = rows;
    encoding["x"] = vega::position(field, ranges.x, scale);
    if (second != nullptr) encoding["x2"] = {{"field", second}};
    if (named.size() > 1) encoding["opacity"] = vega::picked_opacity(1);
    encoding["tooltip"] = vega::tooltip({{"row", ranges.what}, {"series", " "}, {"value", ranges.x.label}});
    return Json{{"mark", mark}, {"encoding", encoding}};
  };
  layers.push_back(layer({{"type", "bar"}, {"height", ranges.in_one_line ? 18 : 11}}, "x_at", "x_end"));
  layers[0]["encoding"]["color"] = vega::series_colours(named);
  if (named.size() > 1) layers[0]["params"] = Json::array({vega::pick()});
  layers.push_back(layer({{"type", "rule"}, {"strokeWidth", 1.5}}, "low", "high"));
  layers.push_back(layer({{"type", "point"},
                          {"filled", true},
                          {"size", 40},
                          {"color", shade_of(Colour::ink, false)},
                          {"stroke", shade_of(Colour::ground, false)}},
                         "dot", nullptr));
  add_base(ranges, scale, layers);
  Json document = vega::specification(ranges.title, ranges.caption);
  document["height"] = {{"step", ranges.in_one_line ? 28 : 18}};
  document["data"] = {{"values", values_of(ranges, scale)}};
  document["layer"] = layers;
  return vega::text_of(document);
}

std::string vega_lite(const HeatMap& map) {
  Json values = Json::array(), heats = Json::array(), steps = Json::array();
  for (std::size_t row = 0; row < map.cells.size(); ++row) {
    for (std::size_t column = 0; column < map.cells[row].size(); ++column) {
      const auto& cell = map.cells[row][column];
      if (!cell) continue;
      const std::size_t step = heat_step(map, cell->value);
      values.push_back({{"x_at", map.x[column]},
                        {"y_at", map.y[row]},
                        {"number", vega::number(cell->value)},
                        {"step", step},
                        {"value", cell->words},
                        {"interval", cell->more},
                        {"ink", shade_of(ink_on_heat(step), false)}});
    }
  }
  for (std::size_t step = 0; step < heat_steps; ++step) {
    steps.push_back(step);
    heats.push_back(shade_of(heat_colour(step), false));
  }
  const auto names = [](const char* field, const std::vector<std::string>& sorted, const std::string& label) {
    return Json{
        {"field", field}, {"type", "nominal"}, {"sort", sorted}, {"title", label}, {"axis", {{"labelAngle", 0}}}};
  };
  Json document = vega::specification(map.title, map.caption);
  document["height"] = {{"step", 36}};
  document["data"] = {{"values", values}};
  document["encoding"] = {{"x", names("x_at", map.x, map.x_label)}, {"y", names("y_at", map.y, map.y_label)}};
  const Json tip = vega::tooltip(
      {{"x_at", map.x_label}, {"y_at", map.y_label}, {"value", map.value.label}, {"interval", "interval"}});
  const Json colour = {
      {"field", "step"}, {"type", "ordinal"}, {"scale", {{"domain", steps}, {"range", heats}}}, {"legend", nullptr}};
  document["layer"] = Json::array(
      {{{"mark",
         {{"type", "rect"}, {"cornerRadius", 2}, {"stroke", shade_of(Colour::ground, false)}, {"strokeWidth", 2}}},
        {"encoding", {{"color", colour}, {"tooltip", tip}}}},
       {{"mark", {{"type", "text"}}},
        {"encoding",
         {{"text", {{"field", "value"}}},
          {"color", {{"field", "ink"}, {"type", "nominal"}, {"scale", nullptr}}},
          {"tooltip", tip}}}}});
  return vega::text_of(document);
}

std::string vega_lite(const Front& front) {
  const Scale x = cost_scale(front), y = value_scale(front);
  Json values = Json::array();
  for (const Front::Candidate& each : front.candidates) {
    Json value = {{"series", each.on_front ? "on the front" : "beaten by another one"},
                  {"label", each.label},
                  {"x_at", vega::placed(front.cost, x, each.cost)},
                  {"y_at", vega::placed(front.value, y, each.value)},
                  {"cost", value_text(front.cost, each.cost)},
                  {"value", value_text(front.value, each.value)}};
    if (each.high > each.low) {
      value["low"] = vega::placed(front.value, y, each.low);
      value["high"] = vega::placed(front.value, y, each.high);
      value["interval"] = interval_of(front, each);
    }
    values.push_back(std::move(value));
  }
  Json colour = vega::series_colours({{"on the front", Colour::blue}, {"beaten by another one", Colour::grey}});
  const auto layer = [&](const Json& mark, const std::string& field, bool only_front) {
    Json made = {{"mark", mark},
                 {"encoding",
                  {{"x", vega::position("x_at", front.cost, x)},
                   {"y", vega::position(field, front.value, y)},
                   {"color", colour},
                   {"opacity", vega::picked_opacity(1)},
                   {"tooltip", vega::tooltip({{"label", " "},
                                              {"cost", front.cost.label},
                                              {"value", front.value.label},
                                              {"interval", "interval"}})}}}};
    made["mark"]["clip"] = true;
    if (only_front) made["transform"] = Json::array({{{"filter", "datum.series === 'on the front'"}}});
    return made;
  };
  Json dots = layer({{"type", "point"}, {"filled", true}, {"size", 90}}, "y_at", false);
  dots["params"] = Json::array({vega::zoom({"x", "y"}), vega::pick()});
  dots["encoding"]["shape"] = {
      {"field", "series"},
      {"type", "nominal"},
      {"title", nullptr},
      {"scale", {{"domain", {"on the front", "beaten by another one"}}, {"range", {"diamond", "circle"}}}}};
  Json intervals = layer({{"type", "rule"}}, "low", false);
  intervals["encoding"]["y2"] = {{"field", "high"}};
  Json document = vega::specification(front.title, front.caption);
  document["height"] = front_height;
  document["data"] = {{"values", values}};
  document["layer"] = Json::array(
      {layer({{"type", "line"}, {"interpolate", "step-after"}, {"strokeWidth", 1.6}}, "y_at", true), intervals, dots});
  return vega::text_of(document);
}

}  // namespace nines::plot
