// Curves, histograms and bars.
#include "analysis/plot/vega_lite.h"

#include "analysis/plot/vega_lite_parts.h"

namespace nines::plot {
namespace {

using vega::Json;

constexpr double height = 240;

/// A chart and the scales of its axes: layers are made from these.
struct Layered {
  const Chart& chart;
  Scale x, y;
  bool several;

  Json x_of(const std::string& field) const { return vega::position(field, chart.x, x); }
  Json y_of(const std::string& field) const { return vega::position(field, chart.y, y); }
};

Json row_of(const Layered& layered, const Series& series, const Sample& sample) {
  const Chart& chart = layered.chart;
  Json row = {{"series", series.name},
              {"x_at", vega::placed(chart.x, layered.x, sample.x)},
              {"y_at", vega::placed(chart.y, layered.y, sample.y)},
              {"at", value_text(chart.x, sample.x)},
              {"value", value_text(chart.y, sample.y)}};
  if (sample.x_end > sample.x) {
    row["x_end"] = vega::placed(chart.x, layered.x, sample.x_end);
    row["at"] = value_text(chart.x, sample.x) + " .. " + value_text(chart.x, sample.x_end);
  }
  if (sample.has_interval()) {
    row["low"] = vega::placed(chart.y, layered.y, sample.low);
    row["high"] = vega::placed(chart.y, layered.y, sample.high);
    const bool turned = chart.y.unit == Unit::unavailability;
    row["interval"] = value_text(chart.y, turned ? sample.high : sample.low) + " .. " +
                      value_text(chart.y, turned ? sample.low : sample.high);
  }
  return row;
}

Json layer_of(const Layered& layered, const Series& series, const Json& mark, Json encoding) {
  if (layered.several) encoding["opacity"] = vega::picked_opacity(mark.value("opacity", 1.0));
  encoding["tooltip"] = vega::tooltip(
      {{"series", " "}, {"at", layered.chart.x.label}, {"value", layered.chart.y.label}, {"interval", "interval"}});
  return {{"transform", Json::array({{{"filter", {{"field", "series"}, {"equal", series.name}}}}})},
          {"mark", mark},
          {"encoding", encoding}};
}

void add_bars(const Layered& layered, const Series& series, const Json& colour, Json& layers) {
  Json encoding = {
      {"x", layered.x_of("x_at")}, {"x2", {{"field", "x_end"}}}, {"y", layered.y_of("y_at")}, {"color", colour}};
  encoding["y"]["stack"] = nullptr;
  encoding["y2"] = {{"datum", 0}};
  layers.push_back(layer_of(layered, series, {{"type", "bar"}, {"binSpacing", 1}}, encoding));
}

void add_steps(const Layered& layered, const Series& series, const Json& colour, Json& layers) {
  Json encoding = {{"x", layered.x_of("x_at")}, {"x2", {{"field", "x_end"}}}, {"color", colour}};
  Json band = encoding;
  band["y"] = layered.y_of("low");
  band["y2"] = {{"field", "high"}};
  layers.push_back(layer_of(layered, series, {{"type", "rect"}, {"opacity", 0.22}, {"stroke", nullptr}}, band));
  encoding["y"] = layered.y_of("y_at");
  layers.push_back(layer_of(layered, series, {{"type", "rule"}, {"strokeWidth", 3}}, encoding));
}

void add_line(const Layered& layered, const Series& series, const Json& colour, Json& layers) {
  Json encoding = {{"x", layered.x_of("x_at")}, {"y", layered.y_of("y_at")}, {"color", colour}};
  Json band = encoding;
  band["y"] = layered.y_of("low");
  band["y2"] = {{"field", "high"}};
  layers.push_back(layer_of(layered, series, {{"type", "area"}, {"opacity", 0.22}}, band));
  layers.push_back(layer_of(layered, series, {{"type", "line"}}, encoding));
  layers.push_back(
      layer_of(layered, series, {{"type", "point"}, {"filled", true}, {"size", series.marked ? 60 : 24}}, encoding));
}

/// Lines across the chart; their words in rows, so that they do not stand upon each other.
void add_rules(const Layered& layered, Json& layers) {
  const Json line = {{"type", "rule"}, {"strokeDash", {4, 3}}};
  const auto layer = [](const Json& mark, const Json& encoding, const std::string& words) {
    return Json{{"data", {{"values", {{{"words", words}}}}}}, {"mark", mark}, {"encoding", encoding}};
  };
  int number = 0;
  for (const Rule& rule : layered.chart.at_x) {
    const Json at = {{"datum", vega::placed(layered.chart.x, layered.x, rule.at)}};
    const bool right = layered.x.share(rule.at) > 0.6;
    layers.push_back(layer(line, {{"x", at}, {"tooltip", {{"field", "words"}}}}, rule.words));
    layers.push_back(layer({{"type", "text"}, {"align", right ? "right" : "left"}, {"dx", right ? -5 : 5}},
                           {{"x", at}, {"y", {{"value", 8 + 15 * number++}}}, {"text", {{"field", "words"}}}},
                           rule.words));
  }
  for (const Rule& rule : layered.chart.at_y) {
    const Json at = {{"datum", vega::placed(layered.chart.y, layered.y, rule.at)}};
    layers.push_back(layer(line, {{"y", at}, {"tooltip", {{"field", "words"}}}}, rule.words));
    const int up = layered.y.share(rule.at) > 0.88 ? 9 : -7;
    layers.push_back(layer({{"type", "text"}, {"align", "right"}, {"dx", -4}, {"dy", up}},
                           {{"y", at}, {"x", {{"value", "width"}}}, {"text", {{"field", "words"}}}}, rule.words));
  }
}

Json values_of(const Layered& layered) {
  Json values = Json::array();
  for (const Series& series : layered.chart.series) {
    for (const Sample& sample : series.samples) values.push_back(row_of(layered, series, sample));
  }
  return values;
}

}  // namespace

std::string vega_lite(const Chart& chart) {
  const Layered layered{chart, x_scale(chart), y_scale(chart), chart.series.size() > 1};
  vega::NamedColours named;
  bool bars = false;
  for (const Series& series : chart.series) {
    named.emplace_back(series.name, series.colour);
    bars = bars || series.kind == Series::Kind::bars;
  }
  const Json colour = vega::series_colours(named);
  Json layers = Json::array();
  for (const Series& series : chart.series) {
    switch (series.kind) {
      case Series::Kind::bars: add_bars(layered, series, colour, layers); break;
      case Series::Kind::steps: add_steps(layered, series, colour, layers); break;
      case Series::Kind::line: add_line(layered, series, colour, layers); break;
    }
  }
  if (!layers.empty()) {
    // Bars stay on the ground.
    layers[0]["params"] = Json::array({bars ? vega::zoom({"x"}) : vega::zoom({"x", "y"})});
    if (layered.several) layers[0]["params"].push_back(vega::pick());
    for (Json& layer : layers) layer["mark"]["clip"] = true;
  }
  add_rules(layered, layers);
  Json document = vega::specification(chart.title, chart.caption);
  document["height"] = height;
  document["data"] = {{"values", values_of(layered)}};
  document["layer"] = layers;
  return vega::text_of(document);
}

std::string vega_lite(const Bars& bars) {
  const Scale scale = x_scale(bars);
  vega::NamedColours named;
  for (const Bars::Part& part : bars.parts) named.emplace_back(part.name, part.colour);
  const bool several = named.size() > 1;
  std::vector<std::pair<std::string, std::string>> told = {
      {"row", bars.what}, {"series", " "}, {"value", bars.x.label}};
  for (std::size_t i = 0; i < bars.more.size(); ++i) told.emplace_back("more_" + std::to_string(i), bars.more[i]);
  Json values = Json::array(), order = Json::array();
  for (const Bars::Row& row : bars.rows) {
    double from = 0;
    order.push_back(row.label);
    for (std::size_t i = 0; i < bars.parts.size(); ++i) {
      Json value = {{"row", row.label},
                    {"series", bars.parts[i].name},
                    {"x_at", vega::placed(bars.x, scale, from)},
                    {"x_end", vega::placed(bars.x, scale, from + row.values[i])},
                    {"value", value_text(bars.x, row.values[i])}};
      for (std::size_t k = 0; k < std::min(row.more.size(), bars.more.size()); ++k)
        value["more_" + std::to_string(k)] = row.more[k];
      values.push_back(std::move(value));
      from += row.values[i];
    }
  }
  Json layer = {{"mark", {{"type", "bar"}, {"height", 20}}},
                {"encoding",
                 {{"y", {{"field", "row"}, {"type", "nominal"}, {"sort", order}, {"title", nullptr}}},
                  {"x", vega::position("x_at", bars.x, scale)},
                  {"x2", {{"field", "x_end"}}},
                  {"color", vega::series_colours(named)},
                  {"tooltip", vega::tooltip(told)}}}};
  if (several) {
    layer["params"] = Json::array({vega::pick()});
    layer["encoding"]["opacity"] = vega::picked_opacity(1);
  }
  Json document = vega::specification(bars.title, bars.caption);
  document["height"] = {{"step", 28}};
  document["data"] = {{"values", values}};
  document.update(layer);
  return vega::text_of(document);
}

}  // namespace nines::plot
