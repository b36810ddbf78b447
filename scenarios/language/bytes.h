// Amounts of data with their units: "1 TB", "40 GB per day", "25 Gb/s".
#pragma once

#include "scenarios/language/quantities.h"

namespace nines::scenarios {

/// Decimal (kB, MB, ...), binary (KiB, MiB, ...) or in bits (kb, Mb, ...); above 0.
Parsed<double> parse_bytes(std::string_view text);
/// Bytes per second; above 0.
Parsed<double> parse_byte_rate(std::string_view text);

/// A regular expression for the schema.
std::string bytes_unit_pattern();

}  // namespace nines::scenarios
