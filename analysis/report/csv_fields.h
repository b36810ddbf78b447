// Fields of CSV documents, the same in all of them.
#pragma once

#include "analysis/result.h"

#include <string>
#include <string_view>

namespace nines::report {

/// Quoted where RFC 4180 asks for it.
std::string csv_field(std::string_view text);

/// The shortest text that reads back as the same double; infinities as "inf".
std::string csv_number(double value);
/// value,low,high,trials,events,trust; empty but for the last where there is no value.
std::string csv_estimate(const Estimate& estimate);

}  // namespace nines::report
