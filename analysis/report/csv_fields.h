// Fields of CSV files, the same in all of them.
#pragma once

#include <string>
#include <string_view>

namespace nines::report {

/// Quoted where RFC 4180 asks for it.
std::string csv_field(std::string_view text);

/// The shortest text that reads back as the same double; infinities as "inf".
std::string csv_number(double value);

}  // namespace nines::report
