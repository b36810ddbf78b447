#include "analysis/report/numbers.h"

#include "analysis/report/wording.h"
#include "sim/time.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>

namespace nines::report {
namespace {

using models::Measure;

/// The exponent of the leading digit once the value is rounded to so many digits: 9.996 to 3 digits has 1, not 0.
int leading_exponent(double value, int digits) {
  const int exponent = static_cast<int>(std::floor(std::log10(value)));
  const double rounded = std::round(value * std::pow(10.0, digits - 1 - exponent));
  return rounded >= std::pow(10.0, digits) ? exponent + 1 : exponent;
}

std::string not_finite(double value) {
  if (std::isnan(value)) return "undefined";
  return value > 0 ? "infinite" : "-infinite";
}

struct TimeUnit {
  const char* name;
  double seconds;
};

constexpr std::array<TimeUnit, 5> units{{{"y", 365.0 * 86400}, {"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}}};

/// The largest unit of which there is at least one.
const TimeUnit& unit_for(double seconds) {
  for (const TimeUnit& unit : units) {
    if (seconds >= unit.seconds) return unit;
  }
  return units.back();
}

std::string in_unit(double seconds, const TimeUnit& unit, int digits) {
  return significant(seconds / unit.seconds, digits);
}

/// "99.978 .. 99.985 %": a percent sign that both ends share is written once.
std::string range(std::string from, const std::string& to) {
  constexpr std::string_view percent = " %";
  if (from.ends_with(percent) && to.ends_with(percent)) from.resize(from.size() - percent.size());
  return from + " .. " + to;
}

}  // namespace

std::string significant(double value, int digits) {
  if (!std::isfinite(value)) return not_finite(value);
  if (value == 0) return "0";
  const int exponent = leading_exponent(std::abs(value), digits);
  if (exponent < -4 || exponent > 6) return fmt::format("{:.{}e}", value, digits - 1);
  return fmt::format("{:.{}f}", value, std::max(0, digits - 1 - exponent));
}

std::string availability_text(double unavailability, int digits) {
  if (!std::isfinite(unavailability)) return not_finite(unavailability);
  if (unavailability <= 0) return "100 %";
  if (unavailability >= 1) return "0 %";
  constexpr double smallest_as_percentage = 1e-8;
  if (unavailability < smallest_as_percentage) return fmt::format("1 - {:.{}e}", unavailability, digits - 1);
  const double percent = 100 * unavailability;
  const int decimals = std::max(1, digits - 1 - leading_exponent(percent, digits));
  return fmt::format("{:.{}f} %", 100 - percent, decimals);
}

std::string percent_text(double share) { return fmt::format("{:.6g} %", 100 * share); }

std::string duration_text(double seconds) {
  if (!std::isfinite(seconds)) return not_finite(seconds);
  if (seconds == 0) return "0 s";
  if (seconds < 1e-3) return significant(seconds, 3) + " s";
  if (seconds < 0.9995) return significant(seconds * 1000, 3) + " ms";
  if (seconds < 59.95) return significant(seconds, 3) + " s";
  if (seconds >= 1000 * year.count()) return duration_text(seconds, 4);
  // Rounded to the smaller unit first: 59 min 59.9 s is one hour, not 59 min 60 s.
  for (std::size_t larger = 0; larger + 1 < units.size(); ++larger) {
    const TimeUnit& major = units[larger];
    const TimeUnit& minor = units[larger + 1];
    const double in_minor = std::round(seconds / minor.seconds);
    const double per_major = major.seconds / minor.seconds;
    if (in_minor < per_major) continue;
    const double whole = std::floor(in_minor / per_major);
    const double rest = in_minor - whole * per_major;
    if (rest == 0) return fmt::format("{:.0f} {}", whole, major.name);
    return fmt::format("{:.0f} {} {:.0f} {}", whole, major.name, rest, minor.name);
  }
  return significant(seconds, 3) + " s";
}

std::string duration_text(double seconds, int digits) {
  if (!std::isfinite(seconds)) return not_finite(seconds);
  const TimeUnit& unit = unit_for(seconds);
  return in_unit(seconds, unit, digits) + " " + unit.name;
}

std::string bytes_text(double bytes) {
  constexpr const char* prefixes[] = {"", "k", "M", "G", "T", "P", "E"};
  std::size_t power = 0;
  while (bytes >= 999.5 && power + 1 < std::size(prefixes)) bytes /= 1000, ++power;
  return fmt::format("{} {}B", significant(bytes, 3), prefixes[power]);
}

std::string count_text(std::uint64_t count) {
  std::string text = fmt::format("{}", count);
  for (std::size_t position = text.size(); position > 3;) {
    position -= 3;
    text.insert(position, " ");
  }
  return text;
}

std::string measure_text(Measure measure, double value, int digits) {
  if (std::isnan(value)) return "-";
  if (is_availability(measure)) return availability_text(value, digits);
  if (is_time(measure)) return duration_text(value, digits);
  if (measure == Measure::downtime) return duration_text(value) + "/y";
  if (models::is_in_bytes(measure)) return bytes_text(value) + "/y";
  if (models::counterpart(measure) == Measure::outages) return significant(value, digits) + " /y";
  if (measure == Measure::degraded) return significant(100 * value, digits) + " %";
  return significant(value, digits);
}

int digits_for(double value, double half_width) {
  constexpr int fewest = 3;
  constexpr int most = 5;
  if (!(value > 0) || !std::isfinite(value) || !std::isfinite(half_width)) return fewest;
  if (!(half_width > 0)) return most;
  return std::clamp(static_cast<int>(std::floor(std::log10(value / half_width))) + 2, fewest, most);
}

EstimateText estimate_text(Measure measure, const Estimate& estimate) {
  using Trust = Estimate::Trust;
  if (estimate.trust == Trust::not_available) return {"-", ""};
  if (estimate.trust == Trust::cannot_fail) return {measure_text(measure, 0, 3), "cannot fail"};
  const bool longer_is_better = is_time(measure) && models::counterpart(measure) != Measure::mdt;
  if (estimate.trust == Trust::none_seen) {
    if (models::counterpart(measure) == Measure::mdt) return {"none seen", ""};
    if (longer_is_better) return {"none seen", "> " + measure_text(measure, estimate.low, 3)};
    const char* direction = is_availability(measure) ? "> " : "< ";
    return {"none seen", direction + measure_text(measure, estimate.high, 3)};
  }
  const int digits = digits_for(estimate.value, (estimate.high - estimate.low) / 2);
  if (is_availability(measure)) {
    return {availability_text(estimate.value, digits),
            range(availability_text(estimate.high, digits), availability_text(estimate.low, digits))};
  }
  if (is_time(measure) && std::isfinite(estimate.value)) {
    // All three in the unit of the value, so that they can be compared at a glance.
    const TimeUnit& unit = unit_for(estimate.value);
    return {in_unit(estimate.value, unit, digits) + " " + unit.name,
            in_unit(estimate.low, unit, digits) + " .. " + in_unit(estimate.high, unit, digits) + " " + unit.name};
  }
  if (measure == Measure::downtime) {
    return {duration_text(estimate.value) + "/y", duration_text(estimate.low) + " .. " + duration_text(estimate.high)};
  }
  if (models::is_in_bytes(measure)) {
    return {bytes_text(estimate.value) + "/y", bytes_text(estimate.low) + " .. " + bytes_text(estimate.high)};
  }
  const bool in_percent = measure == Measure::degraded;
  const double scale = in_percent ? 100 : 1;
  const char* suffix = models::counterpart(measure) == Measure::outages ? " /y" : in_percent ? " %" : "";
  return {significant(scale * estimate.value, digits) + suffix,
          significant(scale * estimate.low, digits) + " .. " + significant(scale * estimate.high, digits) + suffix};
}

EstimateText plain_estimate_text(const Estimate& estimate) {
  using Trust = Estimate::Trust;
  if (estimate.trust == Trust::not_available) return {"-", ""};
  if (estimate.trust == Trust::none_seen) return {"none seen", "< " + significant(estimate.high, 3)};
  const int digits = digits_for(estimate.value, (estimate.high - estimate.low) / 2);
  return {significant(estimate.value, digits),
          significant(estimate.low, digits) + " .. " + significant(estimate.high, digits)};
}

}  // namespace nines::report
