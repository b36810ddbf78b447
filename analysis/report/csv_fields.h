// Fields of CSV documents.
#pragma once

#include "analysis/result.h"

#include <string>
#include <string_view>

namespace nines::report {

/// Quoted where RFC 4180 asks for it.
std::string csv_field(std::string_view text);

/// value,low,high,trials,events,trust; empty but for the last where there is no value.
std::string csv_estimate(const Estimate& estimate);

}  // namespace nines::report
