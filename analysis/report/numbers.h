// Numbers for people: as many digits as are known, availabilities by their nines, times in human units.
#pragma once

#include "analysis/result.h"

#include <string>

namespace nines::report {

/// A number to `digits` significant digits, without an exponent where that stays readable: "0.01234", "12340", "1.234e-09".
std::string significant(double value, int digits);

/// An availability from an unavailability, with so many digits that the unavailability keeps `digits` significant ones:
/// "99.9804 %". Below 1e-8 it is written as "1 - 1.23e-10".
std::string availability_text(double unavailability, int digits);

/// A share as a percentage without needless digits: "95 %", "99.9 %".
std::string percent_text(double share);

/// An amount of data with a decimal prefix: "12.7 GB".
std::string bytes_text(double bytes);
/// A length of time in its two largest units: "1 h 43 min", "3 d 4 h"; below a minute "12.3 s", "450 ms".
std::string duration_text(double seconds);
/// The same in one unit, to so many significant digits: "4.321 h".
std::string duration_text(double seconds, int digits);

/// A count with its thousands apart: "12 345 678".
std::string count_text(std::uint64_t count);

/// A number of a measure in the measure's own way, with its unit: "99.9804 %", "1 h 43 min/y", "4.321 h".
std::string measure_text(models::Measure measure, double value, int digits);

/// How many significant digits a value deserves whose interval has this half-width: the interval's first two, at
/// least 3 and at most 5.
int digits_for(double value, double half_width);

/// A simulated value for the table. Where no event was seen, `value` says so and `interval` is the one-sided bound.
struct EstimateText {
  std::string value;  ///< "99.9804 %"
  std::string interval;  ///< "99.9790 .. 99.9818"
};
EstimateText estimate_text(models::Measure measure, const Estimate& estimate);

/// A plain count or share with its interval, as in the table of failures.
EstimateText plain_estimate_text(const Estimate& estimate);

}  // namespace nines::report
