#include "analysis/plot/vega_lite.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace nines::plot {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* schema = "https://vega.github.io/schema/vega-lite/v5.json";

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json specification(const std::string& title, const std::string& caption) {
  return {{"$schema", schema}, {"title", title}, {"description", caption}, {"width", "container"}, {"height", 240}};
}

std::string text_of(const Json& specification) {
  return specification.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json quantitative(const std::string& field, const Axis& axis, bool zero) {
  Json channel = {{"field", field}, {"type", "quantitative"}, {"title", axis.label}};
  channel["scale"] = axis.logarithmic ? Json{{"type", "log"}} : Json{{"zero", zero}};
  if (axis.unit == Unit::unavailability) channel["scale"]["reverse"] = true;
  if (axis.unit == Unit::share) channel["axis"] = {{"format", "~%"}};
  return channel;
}

Json colours_of(const std::vector<std::pair<std::string, Colour>>& named) {
  Json domain = Json::array(), range = Json::array();
  for (const auto& [name, colour] : named) {
    domain.push_back(name);
    range.push_back(shade_of(colour, false));
  }
  return {
      {"field", "series"}, {"type", "nominal"}, {"title", nullptr}, {"scale", {{"domain", domain}, {"range", range}}}};
}

Json row_of(const Chart& chart, const Series& series, const Sample& sample) {
  Json row = {{"series", series.name}, {"x", number(sample.x)}, {"y", number(sample.y)}};
  if (sample.x_end > sample.x) row["x_end"] = number(sample.x_end);
  if (sample.has_interval()) {
    row["low"] = number(sample.low);
    row["high"] = number(sample.high);
  }
  row["at"] = value_text(chart.x.unit, sample.x);
  row["value"] = value_text(chart.y.unit, sample.y);
  return row;
}

Json tooltip() {
  return Json::array({{{"field", "series"}, {"title", ""}},
                      {{"field", "at"}, {"title", "from"}},
                      {{"field", "value"}, {"title", "value"}}});
}

Json layer_of(const Chart& chart, const Series& series, const Json& mark, const Json& more) {
  Json encoding = {{"x", quantitative("x", chart.x, false)},
                   {"y", quantitative("y", chart.y, series.kind == Series::Kind::bars)},
                   {"tooltip", tooltip()}};
  encoding.update(more);
  return {{"transform", Json::array({{{"filter", {{"field", "series"}, {"equal", series.name}}}}})},
          {"mark", mark},
          {"encoding", encoding}};
}

}  // namespace

std::string vega_lite(const Chart& chart) {
  Json document = specification(chart.title, chart.caption);
  Json values = Json::array(), layers = Json::array();
  std::vector<std::pair<std::string, Colour>> named;
  for (const Series& series : chart.series) {
    named.emplace_back(series.name, series.colour);
    for (const Sample& sample : series.samples) values.push_back(row_of(chart, series, sample));
  }
  const Json colour = {{"color", colours_of(named)}};
  for (const Series& series : chart.series) {
    Json band = {{"y", quantitative("low", chart.y, false)}, {"y2", {{"field", "high"}}}};
    band["y"]["title"] = chart.y.label;
    band.update(colour);
    Json line = colour;
    switch (series.kind) {
      case Series::Kind::bars:
        line["x2"] = {{"field", "x_end"}};
        layers.push_back(layer_of(chart, series, "bar", line));
        break;
      case Series::Kind::steps:
        layers.push_back(
            layer_of(chart, series, {{"type", "area"}, {"interpolate", "step-after"}, {"opacity", 0.2}}, band));
        layers.push_back(layer_of(chart, series, {{"type", "line"}, {"interpolate", "step-after"}}, line));
        break;
      case Series::Kind::line:
        layers.push_back(layer_of(chart, series, {{"type", "area"}, {"opacity", 0.2}}, band));
        layers.push_back(layer_of(chart, series, {{"type", "line"}, {"point", true}}, line));
        break;
    }
  }
  document["data"] = {{"values", values}};
  document["layer"] = layers;
  return text_of(document);
}

std::string vega_lite(const Bars& bars) {
  Json document = specification(bars.title, bars.caption);
  Json values = Json::array();
  std::vector<std::pair<std::string, Colour>> named;
  for (const Bars::Part& part : bars.parts) named.emplace_back(part.name, part.colour);
  for (const Bars::Row& row : bars.rows) {
    for (std::size_t i = 0; i < bars.parts.size(); ++i) {
      values.push_back({{"row", row.label},
                        {"series", bars.parts[i].name},
                        {"x", number(row.values[i])},
                        {"value", value_text(bars.x.unit, row.values[i])}});
    }
  }
  document["data"] = {{"values", values}};
  document["mark"] = "bar";
  document["encoding"] = {{"y", {{"field", "row"}, {"type", "nominal"}, {"sort", nullptr}, {"title", bars.what}}},
                          {"x", quantitative("x", bars.x, true)},
                          {"color", colours_of(named)},
                          {"tooltip", Json::array({{{"field", "row"}}, {{"field", "series"}}, {{"field", "value"}}})}};
  return text_of(document);
}

}  // namespace nines::plot
