// Differences of measures in words, for sweeps and comparisons.
#pragma once

#include "analysis/result.h"

#include <string>

namespace nines::report {

/// "+0.0412 %", "-3 h 12 min/y": with its sign, and of an availability turned around, so that more is more available.
std::string signed_text(models::Measure measure, double difference, int digits);

/// From the worse to the better end of an availability, from the smaller to the larger one of all else: "99.91 ..
/// 99.99 %".
std::string range_text(models::Measure measure, double low, double high);

/// The size of a difference without a sign: "0.0412 %".
std::string size_text(models::Measure measure, double size, int digits);

}  // namespace nines::report
