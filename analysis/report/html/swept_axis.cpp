#include "analysis/report/html/swept_axis.h"

#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string_view>

namespace nines::report {
namespace {

using models::Measure;
using plot::Unit;

struct Quantity {
  double value = 0;
  Unit unit = Unit::number;
};

struct NamedUnit {
  std::string_view name;
  double factor;
  Unit unit;
};

/// Those of the scenario language that have a kind of axis. What is not here lies on its axis by name.
constexpr NamedUnit units[] = {{"", 1, Unit::number},
                               {"%", 0.01, Unit::share},
                               {"ms", 1e-3, Unit::seconds},
                               {"s", 1, Unit::seconds},
                               {"min", 60, Unit::seconds},
                               {"h", 3600, Unit::seconds},
                               {"hour", 3600, Unit::seconds},
                               {"hours", 3600, Unit::seconds},
                               {"d", 86400, Unit::seconds},
                               {"day", 86400, Unit::seconds},
                               {"days", 86400, Unit::seconds},
                               {"week", 604800, Unit::seconds},
                               {"weeks", 604800, Unit::seconds},
                               {"year", 31536000, Unit::seconds},
                               {"years", 31536000, Unit::seconds}};

std::optional<Quantity> quantity_of(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || !std::isfinite(value)) return std::nullopt;
  std::string_view unit(end);
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  while (unit.ends_with(' ')) unit.remove_suffix(1);
  const auto found =
      std::find_if(std::begin(units), std::end(units), [&](const NamedUnit& each) { return each.name == unit; });
  if (found == std::end(units)) return std::nullopt;
  return Quantity{value * found->factor, found->unit};
}

/// Between the lowest and the highest positive value.
bool far_apart(const std::vector<double>& values, double ratio) {
  double low = 0, high = 0;
  for (const double value : values) {
    if (!(value > 0) || !std::isfinite(value)) continue;
    low = low > 0 ? std::min(low, value) : value;
    high = std::max(high, value);
  }
  return low > 0 && high >= ratio * low;
}

bool all_positive(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
}

/// From the first value to the last, and a little further, so that dots at the ends are whole.
void set_range(SweptAxis& swept) {
  const auto [low, high] = std::minmax_element(swept.places.begin(), swept.places.end());
  if (!(*high > *low)) return;
  constexpr double margin = 0.03;
  if (swept.axis.logarithmic) {
    const double factor = std::pow(*high / *low, margin);
    swept.axis.low = *low / factor;
    swept.axis.high = *high * factor;
  } else {
    swept.axis.low = *low - margin * (*high - *low);
    swept.axis.high = *high + margin * (*high - *low);
  }
}

Unit unit_for(Measure measure) {
  if (is_availability(measure)) return Unit::unavailability;
  if (is_time(measure) || measure == Measure::downtime) return Unit::seconds;
  const std::string_view unit = unit_of(measure);
  if (unit == "probability") return Unit::share;
  return unit == "s" || unit == "s/year" ? Unit::seconds : Unit::number;
}

}  // namespace

SweptAxis swept_axis(const std::string& path, const std::vector<std::string>& values) {
  SweptAxis swept;
  swept.axis.label = printable(path);
  for (const std::string& value : values) {
    const auto quantity = quantity_of(value);
    const bool same = quantity && (swept.places.empty() || quantity->unit == swept.axis.unit);
    if (!same) {
      swept.places.clear();
      break;
    }
    swept.axis.unit = quantity->unit;
    swept.places.push_back(quantity->value);
  }
  if (!swept.places.empty()) {
    const auto whole = [](double place) { return place >= 0 && place < 1e15 && place == std::floor(place); };
    if (swept.axis.unit == Unit::number && std::all_of(swept.places.begin(), swept.places.end(), whole))
      swept.axis.unit = Unit::count;
    swept.axis.logarithmic = all_positive(swept.places) && far_apart(swept.places, 25);
    set_range(swept);
    if (swept.axis.logarithmic) swept.axis.label += " (logarithmic)";
    return swept;
  }
  swept.axis.unit = Unit::number;
  for (const std::string& value : values) {
    swept.places.push_back(static_cast<double>(swept.axis.names.size()));
    swept.axis.names.push_back(printable(value));
  }
  return swept;
}

plot::Axis measure_axis(const sweep::AskedMeasure& asked, const std::vector<double>& values) {
  plot::Axis axis{std::string(words_for(asked.measure)), unit_for(asked.measure), far_apart(values, 25), 0, 0};
  if (axis.logarithmic) axis.label += " (logarithmic)";
  return axis;
}

std::string short_setting(const std::string& setting) {
  char* rest = nullptr;
  const double value = std::strtod(setting.c_str(), &rest);
  const std::string number(static_cast<const char*>(setting.c_str()), static_cast<const char*>(rest));
  if (number.size() < 7 || number.find('.') == std::string::npos) return printable(setting);
  return significant(value, 4) + printable(rest);
}

std::string measure_name(const sweep::AskedMeasure& asked) {
  return fmt::format("{} of {}", words_for(asked.measure), printable(asked.service));
}

std::string measure_title(const sweep::AskedMeasure& asked) {
  std::string title = measure_name(asked);
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

bool less_is_worse(Measure measure) {
  return measure == Measure::mtbf || measure == Measure::mttf || measure == Measure::mttdl ||
         measure == Measure::mtbi || measure == Measure::job_mttf || measure == Measure::finished;
}

}  // namespace nines::report
