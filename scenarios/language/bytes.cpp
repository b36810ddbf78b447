#include "scenarios/language/bytes.h"

#include "scenarios/language/diagnostics.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace nines::scenarios {

namespace {

constexpr long double most_bytes = 1e24L;  // more than all that is stored anywhere

/// How many bytes a unit is; 0 if it is none.
long double bytes_in(std::string_view unit) {
  constexpr std::string_view prefixes = "kMGTPE";
  if (unit == "B" || unit == "byte" || unit == "bytes") return 1;
  if (unit.empty() || unit.size() > 3) return 0;
  const char first = unit.front() == 'K' ? 'k' : unit.front();
  const std::size_t power = prefixes.find(first);
  const std::string_view rest = unit.substr(1);
  if (power == std::string_view::npos) return 0;
  const auto exponent = static_cast<int>(power) + 1;
  if (rest == "B") return std::pow(1000.0L, exponent);
  if (rest == "b") return std::pow(1000.0L, exponent) / 8;
  return rest == "iB" ? std::pow(1024.0L, exponent) : 0;
}

constexpr const char* units = "B, kB, MB, GB, TB, PB, KiB, MiB, ..., and in bits kb, Mb, Gb";

/// A number with its unit; what follows is left.
Parsed<double> take_bytes(Words& words, std::string_view text) {
  const Parsed<long double> number = words.number();
  if (const auto* problem = std::get_if<Problem>(&number)) {
    return Problem{problem->message,
                   problem->hint.empty() ? "an amount of data is a number and a unit: `1 TB`" : problem->hint};
  }
  const std::string unit(words.peek_word());
  if (unit.empty()) {
    return Problem{fmt::format("the unit of {} is missing", quote(trim(text))),
                   fmt::format("units of data: {}", units)};
  }
  const long double each = bytes_in(unit);
  if (each == 0)
    return Problem{fmt::format("{} is not a unit of data", quote(unit)), fmt::format("units of data: {}", units)};
  words.take_word(unit);
  const long double bytes = std::get<long double>(number) * each;
  if (!(bytes > 0)) return Problem{fmt::format("{} is not above 0", quote(trim(text))), "give an amount above 0"};
  if (bytes > most_bytes)
    return Problem{fmt::format("{} is more than 1e24 bytes", quote(trim(text))), "check its unit"};
  return static_cast<double>(bytes);
}

}  // namespace

Parsed<double> parse_bytes(std::string_view text) {
  Words words(text);
  Parsed<double> bytes = take_bytes(words, text);
  if (std::holds_alternative<Problem>(bytes) || words.at_end()) return bytes;
  return Problem{fmt::format("{} is not understood", quote(words.rest())),
                 "an amount of data is a number and a unit: `1 TB`"};
}

Parsed<double> parse_byte_rate(std::string_view text) {
  const std::string how = "write, for instance, `2 GB/s` or `40 GB per day`";
  Words words(text);
  Parsed<double> bytes = take_bytes(words, text);
  if (std::holds_alternative<Problem>(bytes)) return bytes;
  if (!words.take_word("per") && !words.take("/"))
    return Problem{fmt::format("{}: in how long?", quote(trim(text))), how};
  const std::string name(words.peek_word());
  const TimeUnit* unit = find_time_unit(name);
  if (unit == nullptr) return Problem{fmt::format("{} is not a unit of time", quote(name)), how};
  words.take_word(name);
  if (!words.at_end()) return Problem{fmt::format("{} is not understood", quote(words.rest())), how};
  return std::get<double>(bytes) / static_cast<double>(unit->seconds);
}

std::string bytes_unit_pattern() { return R"((?:B|bytes?|[kKMGTPE](?:B|b|iB)))"; }

}  // namespace nines::scenarios
