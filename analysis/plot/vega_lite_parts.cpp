#include "analysis/plot/vega_lite_parts.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace nines::plot::vega {
namespace {

constexpr const char* schema = "https://vega.github.io/schema/vega-lite/v6.json";

/// Labels of ticks, as an expression of their values.
std::optional<std::string> label_expression(const Axis& axis, const Scale& scale) {
  if (!axis.names.empty()) return Json(axis.names).dump() + "[datum.value]";
  switch (axis.unit) {
    case Unit::unavailability: return "format(100 * (1 - datum.value), '.10~f') + ' %'";
    case Unit::share: return "format(100 * datum.value, '.4~f') + ' %'";
    case Unit::seconds: {
      const InUnit unit = unit_on(axis, scale);
      if (!unit.words.empty()) return fmt::format("datum.label + ' {}'", unit.words);
      return "datum.value < 1 ? format(1e3 * datum.value, '~r') + ' ms' : datum.value < 60 ? format(datum.value, '~r') "
             "+ ' s' : "
             "datum.value < 3600 ? format(datum.value / 60, '~r') + ' min' : datum.value < 86400 ? format(datum.value "
             "/ 3600, "
             "'~r') + ' h' : datum.value < 31536000 ? format(datum.value / 86400, '~r') + ' d' : "
             "format(datum.value / 31536000, '~r') + ' y'";
    }
    case Unit::number:
    case Unit::count: break;
  }
  return std::nullopt;
}

/// Where a logarithmic axis of times has ticks; those that have no room are left out.
Json times_between(double low, double high) {
  Json values = Json::array();
  for (const double unit : {1e-3, 1.0, 60.0, 3600.0, 86400.0, 31536000.0}) {
    for (const double count : {1, 2, 5, 10, 20, 30, 50, 100, 200, 500, 1000, 10000}) {
      const double limit = unit < 1 || unit > 1e7 ? 1e9 : unit == 60 || unit == 1 ? 60 : unit == 3600 ? 24 : 365;
      if (count < limit && unit * count >= low / 100 && unit * count <= high * 100) values.push_back(unit * count);
    }
  }
  return values;
}

}  // namespace

Json specification(const std::string& title, const std::string& description) {
  return {{"$schema", schema}, {"title", title}, {"description", description}, {"width", "container"}};
}

std::string text_of(const Json& specification) {
  return specification.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

InUnit unit_on(const Axis& axis, const Scale& scale) {
  if (axis.unit != Unit::seconds || axis.logarithmic || !axis.names.empty()) return {};
  constexpr std::pair<double, const char*> units[] = {
      {31536000, "y"}, {86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
  for (const auto& [seconds, words] : units) {
    if (scale.high() >= 2 * seconds) return {1 / seconds, words};
  }
  return {1000, "ms"};
}

Json placed(const Axis& axis, const Scale& scale, double value) {
  const InUnit unit = unit_on(axis, scale);
  return number(unit.words.empty() ? value : value * unit.factor);
}

Json position(const std::string& field, const Axis& axis, const Scale& scale) {
  Json range = {{"domain", {placed(axis, scale, scale.low()), placed(axis, scale, scale.high())}},
                {"nice", false},
                {"zero", false}};
  if (axis.logarithmic && axis.names.empty()) range["type"] = "log";
  if (axis.unit == Unit::unavailability) range["reverse"] = true;
  Json ticks = {{"labelOverlap", "greedy"}, {"labelSeparation", 14}};
  if (field.front() == 'x') ticks["tickCount"] = {{"expr", "ceil(width / 90)"}};
  if (const auto labels = label_expression(axis, scale)) ticks["labelExpr"] = *labels;
  if (axis.unit == Unit::count && !axis.logarithmic) ticks["tickMinStep"] = 1;
  if (axis.logarithmic && axis.unit == Unit::seconds) ticks["values"] = times_between(scale.low(), scale.high());
  if (!axis.names.empty()) {
    ticks["values"] = Json::array();
    for (std::size_t i = 0; i < axis.names.size(); ++i) ticks["values"].push_back(i);
  }
  return {{"field", field}, {"type", "quantitative"}, {"title", axis.label}, {"scale", range}, {"axis", ticks}};
}

Json series_colours(const NamedColours& named) {
  Json domain = Json::array(), range = Json::array();
  for (const auto& [name, colour] : named) {
    domain.push_back(name);
    range.push_back(shade_of(colour, false));
  }
  Json channel = {
      {"field", "series"}, {"type", "nominal"}, {"title", nullptr}, {"scale", {{"domain", domain}, {"range", range}}}};
  channel["legend"] = named.size() < 2 ? Json(nullptr) : Json{{"symbolOpacity", 1}};  // not that of a band
  return channel;
}

Json zoom(const std::vector<std::string>& channels) {
  return {{"name", "zoom"}, {"select", {{"type", "interval"}, {"encodings", channels}}}, {"bind", "scales"}};
}

Json pick() { return {{"name", "pick"}, {"select", {{"type", "point"}, {"fields", {"series"}}}}, {"bind", "legend"}}; }

Json picked_opacity(double usual) {
  return {{"condition", {{"param", "pick"}, {"value", usual}}}, {"value", usual / 6}};
}

Json tooltip(const std::vector<std::pair<std::string, std::string>>& fields) {
  Json all = Json::array();
  for (const auto& [field, title] : fields) all.push_back({{"field", field}, {"type", "nominal"}, {"title", title}});
  return all;
}

}  // namespace nines::plot::vega
