#include "scenarios/language/sweep_values.h"

#include "models/sweep.h"
#include "scenarios/language/diagnostics.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

namespace nines::scenarios {

namespace {

using Values = std::vector<std::string>;

const char* const how_to_write = "write `1..4`, `1..9 step 2`, `1 s..10 s in 4` or `1 s..100 s log 5`";

std::string value_text(long double number, const std::string& unit) {
  // Nine digits: what is added to 0.1 ten times is 1, and not a little less.
  return fmt::format("{:.9g}{}{}", static_cast<double>(number), unit.empty() ? "" : " ", unit);
}

/// To four digits: a value that is typed again should be one that can be.
long double rounded(long double value) {
  if (value == 0) return 0;
  const long double unit = std::pow(10.0L, std::floor(std::log10(std::abs(value))) - 3);
  return std::round(value / unit) * unit;
}

/// The parts of a text between commas that are in no brackets and no quotes.
std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  char quoted = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted != 0) {
      if (c == quoted) quoted = 0;
    } else if (c == '"' || c == '\'') {
      quoted = c;
    } else if (c == '[' || c == '{' || c == '(') {
      ++depth;
    } else if (c == ']' || c == '}' || c == ')') {
      --depth;
    } else if (c == ',' && depth == 0) {
      parts.push_back(trim(text.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  parts.push_back(trim(text.substr(begin)));
  return parts;
}

/// A range before it is written out.
struct Range {
  enum class Kind { whole, step, in, log };
  Kind kind = Kind::whole;
  Amount low, high;
  Amount by;  ///< the step, or how many values
};

std::size_t number_of_values(const Range& range) {
  constexpr long double slack = 1e-9L;  // 0.1 is not a sum of powers of two
  if (range.kind == Range::Kind::in || range.kind == Range::Kind::log) return static_cast<std::size_t>(range.by.number);
  const long double step = range.kind == Range::Kind::whole ? 1 : range.by.number;
  const long double steps = std::floor((range.high.number - range.low.number) / step + slack);
  return steps >= static_cast<long double>(models::most_points) ? models::most_points + 1
                                                                : static_cast<std::size_t>(steps) + 1;
}

Values written_out(const Range& range) {
  Values values;
  const std::size_t n = number_of_values(range);
  const long double low = range.low.number, high = range.high.number;
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = static_cast<long double>(i);
    const long double share = n > 1 ? at / static_cast<long double>(n - 1) : 0;
    long double value = low + at * (range.kind == Range::Kind::step ? range.by.number : 1);
    if (range.kind == Range::Kind::in) value = low + share * (high - low);
    if (range.kind == Range::Kind::log) value = low * std::pow(high / low, share);
    const bool inner = i > 0 && i + 1 < n && (range.kind == Range::Kind::in || range.kind == Range::Kind::log);
    if (i > 0 && i + 1 == n && !inner && range.kind != Range::Kind::step && range.kind != Range::Kind::whole)
      value = high;
    values.push_back(value_text(inner ? rounded(value) : value, range.low.unit));
  }
  return values;
}

/// Brings `amount` into the unit of the range's low end; a bare number is in that unit already.
std::optional<Problem> convert(Amount& amount, const std::string& unit) {
  if (amount.unit.empty() || amount.unit == unit) return std::nullopt;
  const long double ratio = ratio_of_units(amount.unit, unit);
  if (ratio == 0)
    return Problem{fmt::format("{} and {} are not units of the same", quote(unit), quote(amount.unit)), how_to_write};
  amount.number *= ratio;
  amount.unit = unit;
  return std::nullopt;
}

std::optional<Problem> check(const Range& range, std::string_view written) {
  const auto refuse = [&](const char* why) {
    return Problem{fmt::format("the range {} {}", quote(written), why), how_to_write};
  };
  if (range.high.number < range.low.number) return refuse("ends below where it begins");
  if (range.kind == Range::Kind::whole) {
    if (!range.low.unit.empty() || range.low.number != std::floor(range.low.number))
      return refuse("does not say which values it has");
  } else if (range.kind == Range::Kind::step) {
    if (!(range.by.number > 0)) return refuse("needs a step above 0");
  } else {
    const long double n = range.by.number;
    if (!range.by.unit.empty() || n != std::floor(n) || n < 2 || n > static_cast<long double>(models::most_points))
      return refuse("needs a whole number of values, at least 2");
    if (range.kind == Range::Kind::log && !(range.low.number > 0)) return refuse("has no ratios: it must be above 0");
  }
  if (number_of_values(range) > models::most_points) return refuse("has more values than a sweep may have points");
  return std::nullopt;
}

/// What follows the high end: `step 2 h`, `in 4`, `log 5`. Takes it off the text.
std::optional<Problem> take_kind(std::string_view& high, Range& range) {
  constexpr std::array<std::pair<std::string_view, Range::Kind>, 3> kinds = {
      {{" step ", Range::Kind::step}, {" in ", Range::Kind::in}, {" log ", Range::Kind::log}}};
  for (const auto& [word, kind] : kinds) {
    const std::size_t at = high.rfind(word);
    if (at == std::string_view::npos) continue;
    const Parsed<Amount> by = parse_amount(high.substr(at + word.size()));
    if (const auto* problem = std::get_if<Problem>(&by)) return Problem{problem->message, how_to_write};
    range.kind = kind;
    range.by = std::get<Amount>(by);
    high = trim(high.substr(0, at));
    return std::nullopt;
  }
  return std::nullopt;
}

/// The values of "LOW..HIGH ..."; nothing if the text is no range but a value.
std::optional<Parsed<Values>> range_values(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || !Words(text).at_number()) return std::nullopt;
  Range range;
  std::string_view high_text = trim(text.substr(dots + 2));
  if (const auto problem = take_kind(high_text, range)) return *problem;
  const Parsed<Amount> low = parse_amount(text.substr(0, dots)), high = parse_amount(high_text);
  for (const Parsed<Amount>* end : {&low, &high}) {
    if (const auto* problem = std::get_if<Problem>(end)) return Problem{problem->message, how_to_write};
  }
  range.low = std::get<Amount>(low);
  range.high = std::get<Amount>(high);
  if (range.low.unit.empty()) range.low.unit = range.high.unit;  // "1..9 s step 2 s"
  if (const auto problem = convert(range.high, range.low.unit)) return *problem;
  if (range.kind == Range::Kind::step) {
    if (const auto problem = convert(range.by, range.low.unit)) return *problem;
  }
  if (const auto problem = check(range, text)) return *problem;
  return written_out(range);
}

std::optional<Problem> add_part(std::string_view part, const Braced& around, Values& values) {
  if (part.empty()) return Problem{"a value is missing beside a comma", "1 s, 5 s, 30 s"};
  Values made = {std::string(part)};
  if (auto range = range_values(part)) {
    if (const auto* problem = std::get_if<Problem>(&*range)) return *problem;
    made = std::get<Values>(std::move(*range));
  }
  if (values.size() + made.size() > models::most_points)
    return Problem{"these are more values than a sweep may have points",
                   fmt::format("at most {}", models::most_points)};
  for (const std::string& value : made) values.push_back(around.before + value + around.after);
  return std::nullopt;
}

}  // namespace

long double ratio_of_units(std::string_view from, std::string_view to) {
  if (from == to) return 1;
  const TimeUnit *one = find_time_unit(from), *other = find_time_unit(to);
  return one == nullptr || other == nullptr ? 0 : one->seconds / other->seconds;
}

Parsed<Amount> parse_amount(std::string_view text) {
  Words words(text);
  const Parsed<long double> number = words.number();
  if (const auto* problem = std::get_if<Problem>(&number)) return *problem;
  return Amount{std::get<long double>(number), std::string(trim(words.rest()))};
}

Parsed<Braced> parse_braces(std::string_view text) {
  text = trim(text);
  const std::size_t open = text.find('{'), close = text.rfind('}');
  if (open == std::string_view::npos && close == std::string_view::npos) return Braced{"", std::string(text), ""};
  const std::string hint = "write the part that varies in one pair of braces: `weibull {1 d, 2 d} shape 2`";
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return Problem{fmt::format("a brace of {} has no counterpart", quote(text)), hint};
  const std::string_view inner = text.substr(open + 1, close - open - 1);
  if (inner.find_first_of("{}") != std::string_view::npos)
    return Problem{fmt::format("{} has more than one pair of braces", quote(text)), hint};
  return Braced{std::string(text.substr(0, open)), std::string(trim(inner)), std::string(text.substr(close + 1))};
}

Parsed<std::vector<std::string>> parse_sweep_values(std::string_view text) {
  Values values;
  for (const std::string_view part : split_at_commas(trim(text))) {
    if (part.starts_with('{') || part.starts_with('[')) {  // a value that is a mapping or a list by itself
      values.emplace_back(part);
      continue;
    }
    const Parsed<Braced> braced = parse_braces(part);
    if (const auto* problem = std::get_if<Problem>(&braced)) return *problem;
    const Braced& around = std::get<Braced>(braced);
    const bool has_braces = part.find('{') != std::string_view::npos;
    for (const std::string_view inner : has_braces ? split_at_commas(around.inner) : std::vector{part}) {
      if (const auto problem = add_part(inner, around, values)) return *problem;
    }
  }
  return values;
}

}  // namespace nines::scenarios
