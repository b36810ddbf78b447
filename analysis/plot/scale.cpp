#include "analysis/plot/scale.h"

#include "analysis/report/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::plot {
namespace {

constexpr double minute_s = 60, hour_s = 3600, day_s = 86400, year_s = 365 * day_s;

/// 1, 2 or 5 times a power of ten, and at least `least`.
double round_step(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

/// The same of times, in their own units.
double round_time_step(double least) {
  constexpr double steps[] = {minute_s,    2 * minute_s, 5 * minute_s, 10 * minute_s, 15 * minute_s, 30 * minute_s,
                              hour_s,      2 * hour_s,   3 * hour_s,   6 * hour_s,    12 * hour_s,   day_s,
                              2 * day_s,   5 * day_s,    10 * day_s,   20 * day_s,    30 * day_s,    60 * day_s,
                              100 * day_s, 200 * day_s,  year_s};
  if (least > 0.5 * year_s) return year_s * round_step(least / year_s);
  if (least <= 30) return least <= 10 || least > 20 ? (least > 20 ? 30 : round_step(least)) : 20;
  for (const double step : steps) {
    if (step >= least * (1 - 1e-9)) return step;
  }
  return year_s;
}

double step_for(Unit unit, double least) {
  if (unit == Unit::seconds) return round_time_step(least);
  const double step = round_step(least);
  return unit == Unit::count ? std::max(step, 1.0) : step;
}

/// As many digits as tell neighbouring ticks apart.
std::string availability_tick(double unavailability, double step) {
  if (unavailability <= 0) return "100 %";
  if (step < 1e-8) return report::availability_text(unavailability, 3);
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(100 * step) - 1e-9)));
  return fmt::format("{:.{}f} %", 100 - 100 * unavailability, decimals);
}

std::string tick_text(Unit unit, double value, double step) {
  if (unit == Unit::unavailability) return availability_tick(value, step);
  return value_text(unit, std::abs(value) < step * 1e-9 ? 0 : value);
}

/// Ticks of a logarithmic axis of times, in words that a planner would use.
constexpr double round_times[] = {1e-3,         1e-2,         0.1,          1,           10,
                                  minute_s,     600,          hour_s,       10 * hour_s, day_s,
                                  10 * day_s,   100 * day_s,  year_s,       10 * year_s, 100 * year_s,
                                  1e3 * year_s, 1e4 * year_s, 1e6 * year_s, 1e9 * year_s};

/// The same where an axis spans less than two of these.
constexpr double finer_times[] = {
    1,          2,           5,          10,          15,          20,         30,         60,
    90,         120,         180,        240,         300,         600,        900,        1200,
    1800,       hour_s,      5400,       2 * hour_s,  3 * hour_s,  4 * hour_s, 5 * hour_s, 6 * hour_s,
    8 * hour_s, 12 * hour_s, day_s,      36 * hour_s, 2 * day_s,   3 * day_s,  5 * day_s,  10 * day_s,
    20 * day_s, 30 * day_s,  60 * day_s, 100 * day_s, 200 * day_s, year_s};

template <class Values>
std::vector<double> within(const Values& all, double low, double high) {
  std::vector<double> values;
  for (const double value : all) {
    if (value >= low * 0.999 && value <= high * 1.001) values.push_back(value);
  }
  return values;
}

std::vector<double> round_values(Unit unit, double low, double high) {
  std::vector<double> values;
  if (unit == Unit::seconds) {
    constexpr std::size_t enough = 3;
    if (const auto coarse = within(round_times, low, high); coarse.size() >= enough) return coarse;
    if (const auto fine = within(finer_times, low, high); !fine.empty()) return fine;
  }
  const bool narrow = high / low < 50;
  const int first = static_cast<int>(std::floor(std::log10(low))), last = static_cast<int>(std::ceil(std::log10(high)));
  for (int power = first; power <= last; ++power) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double value = factor * std::pow(10, power);
      if ((factor > 1 && !narrow) || value < low * 0.999 || value > high * 1.001) continue;
      values.push_back(value);
    }
  }
  return values;
}

}  // namespace

std::string value_text(Unit unit, double value) {
  switch (unit) {
    case Unit::seconds:  // without the zeros behind round values
      if (value >= 0.9995 && value < 59.95) return fmt::format("{:.3g} s", value);
      if (value >= 1e-3 && value < 0.9995) return fmt::format("{:.3g} ms", 1000 * value);
      return report::duration_text(value);
    case Unit::share: return fmt::format("{:.3g} %", 100 * value);
    case Unit::unavailability: return report::availability_text(value, 4);
    case Unit::count:
      return value >= 0 && value < 1e15 ? report::count_text(static_cast<std::uint64_t>(std::llround(value)))
                                        : report::significant(value, 3);
    case Unit::number: break;
  }
  if (value == std::round(value) && std::abs(value) < 1e6) return fmt::format("{:.0f}", value);
  return report::significant(value, 3);
}

std::string value_text(const Axis& axis, double value) {
  if (axis.names.empty()) return value_text(axis.unit, value);
  const bool named = value >= 0 && value < static_cast<double>(axis.names.size());
  return named ? axis.names[static_cast<std::size_t>(value)] : "";
}

Scale::Scale(const Axis& axis, const std::vector<double>& values)
    : unit_(axis.unit), logarithmic_(axis.logarithmic), low_(axis.low), high_(axis.high), names_(axis.names) {
  if (!names_.empty()) {
    low_ = -0.5;
    high_ = static_cast<double>(names_.size()) - 0.5;
    logarithmic_ = false;
    return;
  }
  if (high_ > low_) return;
  low_ = high_ = logarithmic_ ? 1 : 0;
  bool any = false;
  for (const double value : values) {
    if (!std::isfinite(value) || (logarithmic_ && value <= 0)) continue;
    low_ = any ? std::min(low_, value) : value;
    high_ = any ? std::max(high_, value) : value;
    any = true;
  }
  if (logarithmic_) {
    if (high_ / low_ < 2) low_ /= 2, high_ *= 2;
    return;
  }
  // Without an end at 0 a curve looks steeper than it is, unless it stays within a small part of the way to 0.
  if (low_ > 0 && low_ < 0.6 * high_) low_ = 0;
  if (!(high_ > low_)) {
    low_ = std::min(low_, 0.0);
    high_ = high_ > 0 ? high_ : 1;
  }
  const double step = step_for(unit_, (high_ - low_) / 5);
  low_ = std::floor(low_ / step + 1e-9) * step;
  high_ = std::ceil(high_ / step - 1e-9) * step;
  if (unit_ == Unit::share || unit_ == Unit::unavailability) high_ = std::min(high_, std::max(1.0, low_));
}

double Scale::share(double value) const {
  double at = 0;
  if (logarithmic_) {
    at = value > 0 ? std::log(value / low_) / std::log(high_ / low_) : 0;
  } else {
    at = (value - low_) / (high_ - low_);
  }
  if (std::isnan(at)) return 0;
  at = std::clamp(at, 0.0, 1.0);
  return unit_ == Unit::unavailability ? 1 - at : at;
}

std::vector<Tick> Scale::ticks(std::size_t most) const {
  if (!names_.empty()) {
    std::vector<Tick> ticks;
    for (std::size_t i = 0; i < names_.size(); ++i) ticks.push_back({static_cast<double>(i), names_[i]});
    return ticks;
  }
  return logarithmic_ ? logarithmic_ticks(most) : linear_ticks(most);
}

std::vector<Tick> Scale::linear_ticks(std::size_t most) const {
  const double step = step_for(unit_, (high_ - low_) / static_cast<double>(std::max<std::size_t>(most, 1)));
  std::vector<Tick> ticks;
  for (double number = std::ceil(low_ / step - 1e-9); number * step <= high_ + 1e-9 * step; ++number) {
    ticks.push_back({number * step, tick_text(unit_, number * step, step)});
  }
  return ticks;
}

std::vector<Tick> Scale::logarithmic_ticks(std::size_t most) const {
  const std::vector<double> values = round_values(unit_, low_, high_);
  const std::size_t room = std::max<std::size_t>(most, 1);
  const std::size_t every = std::max<std::size_t>((values.size() + room - 1) / room, 1);
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < values.size(); i += every)
    ticks.push_back({values[i], tick_text(unit_, values[i], values[i])});
  return ticks;
}

}  // namespace nines::plot
