#include "scenarios/language/quantities.h"

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace nines::scenarios {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string unit_names() {
  std::vector<std::string> names;
  for (const TimeUnit& unit : time_units()) names.push_back(unit.names.front());
  return join_words(names, "or");
}

std::vector<std::string> all_unit_names() {
  std::vector<std::string> names;
  for (const TimeUnit& unit : time_units()) names.insert(names.end(), unit.names.begin(), unit.names.end());
  return names;
}

Problem unknown_unit(std::string_view word) {
  if (word == "month" || word == "months") {
    return {"a month is ambiguous: it has 28 to 31 days", "write `30 d`, or `730 h` for the twelfth part of a year"};
  }
  if (word == "m" || word == "M") return {"the unit `m` is ambiguous: minutes or months?", "write `min` for minutes"};
  const std::string near = nearest(word, all_unit_names());
  return {fmt::format("{} is not a unit of time", quote(word)),
          (near.empty() ? "" : fmt::format("did you mean `{}`? ", near)) + "units of time: " + unit_names()};
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::span<const TimeUnit> time_units() {
  static const std::vector<TimeUnit> units = {
      {{"ns"}, 1e-9L},
      {{"us"}, 1e-6L},
      {{"ms"}, 1e-3L},
      {{"s", "sec", "second", "seconds"}, 1},
      {{"min", "minute", "minutes"}, 60},
      {{"h", "hour", "hours"}, 3600},
      {{"d", "day", "days"}, 86400},
      {{"week", "weeks"}, 7 * 86400},
      {{"year", "years", "y"}, 8760.0 * 3600},
  };
  return units;
}

const TimeUnit* find_time_unit(std::string_view name) {
  for (const TimeUnit& unit : time_units()) {
    if (std::find(unit.names.begin(), unit.names.end(), name) != unit.names.end()) return &unit;
  }
  return nullptr;
}

void Words::skip_blanks() {
  while (!text_.empty() && is_blank(text_.front())) text_.remove_prefix(1);
}

bool Words::at_end() {
  skip_blanks();
  return text_.empty();
}

std::string_view Words::rest() {
  skip_blanks();
  return text_;
}

std::string_view Words::peek_word() {
  skip_blanks();
  std::size_t length = 0;
  while (length < text_.size() &&
         (is_letter(text_[length]) || text_[length] == '_' || (length > 0 && is_digit(text_[length])))) {
    ++length;
  }
  return text_.substr(0, length);
}

bool Words::take_word(std::string_view word) {
  if (peek_word() != word) return false;
  text_.remove_prefix(word.size());
  return true;
}

bool Words::take(std::string_view symbol) {
  skip_blanks();
  if (text_.substr(0, symbol.size()) != symbol) return false;
  text_.remove_prefix(symbol.size());
  return true;
}

bool Words::at_number() {
  skip_blanks();
  std::string_view left = text_;
  if (!left.empty() && (left.front() == '-' || left.front() == '+')) left.remove_prefix(1);
  if (!left.empty() && left.front() == '.') left.remove_prefix(1);
  return !left.empty() && is_digit(left.front());
}

bool is_no_finite_number(std::string_view word) {
  return word == "nan" || word == "NaN" || word == "inf" || word == "Inf" || word == "infinity";
}

Parsed<long double> Words::plain_number() {
  if (!at_number()) {
    const std::string_view word = peek_word();
    if (is_no_finite_number(word) || text_.starts_with(".")) {
      return Problem{fmt::format("{} is not a finite number", quote(text_)), "give a finite number"};
    }
    return Problem{fmt::format("a number is expected, not {}", text_.empty() ? "the end of the text" : quote(text_)),
                   ""};
  }
  const bool negative = text_.front() == '-';
  if (text_.front() == '-' || text_.front() == '+') text_.remove_prefix(1);
  if (text_.size() > 2 && text_[0] == '0' && (text_[1] == 'x' || text_[1] == 'o')) {
    const int base = text_[1] == 'x' ? 16 : 8;
    std::uint64_t value = 0;
    const auto [end, status] = std::from_chars(text_.data() + 2, text_.data() + text_.size(), value, base);
    if (status != std::errc{}) return Problem{fmt::format("{} is not a number", quote(text_)), ""};
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return negative ? -static_cast<long double>(value) : static_cast<long double>(value);
  }
  // The extent is found here: from_chars would also take "inf", and its long double form wants an exact range.
  std::size_t length = 0;
  const auto digits = [&] {
    while (length < text_.size() && is_digit(text_[length])) ++length;
  };
  digits();
  if (length < text_.size() && text_[length] == '.') ++length, digits();
  if (length < text_.size() && (text_[length] == 'e' || text_[length] == 'E')) {
    std::size_t exponent = length + 1;
    if (exponent < text_.size() && (text_[exponent] == '-' || text_[exponent] == '+')) ++exponent;
    if (exponent < text_.size() && is_digit(text_[exponent])) length = exponent, digits();
  }
  constexpr std::size_t most_digits = 400;
  long double value = 0;
  const std::string_view written = text_.substr(0, length);
  const auto [end, status] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (length > most_digits || status != std::errc{} || end != written.data() + written.size() ||
      !std::isfinite(static_cast<double>(value))) {
    return Problem{fmt::format("{} is too large or too small a number", quote(text_.substr(0, length))),
                   "give a number of a sensible size"};
  }
  text_.remove_prefix(length);
  if (text_.size() > 1 && (text_[0] == ',' || text_[0] == '_') && is_digit(text_[1])) {
    return Problem{"digits are not grouped, and the decimal sign is a point", "write `1000` and `0.5`"};
  }
  return negative ? -value : value;
}

Parsed<long double> Words::number() {
  Parsed<long double> numerator = plain_number();
  if (std::holds_alternative<Problem>(numerator)) return numerator;
  Words after = *this;
  if (!after.take("/") || !after.at_number()) return numerator;  // "3/h" is a rate, not a fraction
  *this = after;
  Parsed<long double> denominator = plain_number();
  if (std::holds_alternative<Problem>(denominator)) return denominator;
  const long double divisor = std::get<long double>(denominator);
  if (divisor == 0) return Problem{"the fraction divides by zero", ""};
  const long double value = std::get<long double>(numerator) / divisor;
  if (!std::isfinite(static_cast<double>(value))) return Problem{"the fraction is too large a number", ""};
  return value;
}

Parsed<Seconds> Words::duration() {
  const std::string_view begin = rest();
  const Parsed<long double> number_read = number();
  if (const auto* problem = std::get_if<Problem>(&number_read)) {
    return Problem{problem->message,
                   problem->hint.empty() ? "a time is a number and a unit: " + unit_names() : problem->hint};
  }
  const std::string_view written = trim(begin.substr(0, begin.size() - text_.size()));
  const std::string_view word = peek_word();
  if (word.empty()) {
    return Problem{fmt::format("the unit of the time {} is missing", quote(written)),
                   fmt::format("write `{0} s`, `{0} min` or `{0} h`; units of time: {1}", written, unit_names())};
  }
  const TimeUnit* unit = find_time_unit(word);
  if (unit == nullptr) return unknown_unit(word);
  text_.remove_prefix(word.size());
  const long double seconds = std::get<long double>(number_read) * unit->seconds;
  if (seconds < 0)
    return Problem{fmt::format("a time cannot be negative: {} {}", written, word), "give a time above 0"};
  if (seconds > static_cast<long double>(longest_time_s)) {
    return Problem{fmt::format("{} {} is too long a time", written, word), "the longest time is 3e10 years"};
  }
  return Seconds{static_cast<double>(seconds)};
}

Parsed<double> Words::per_second() {
  const std::string_view begin = rest();
  const Parsed<long double> number_read = number();
  const std::string how = "a rate is a number per unit of time: `1e-4 per h`, `2 % per year`";
  if (const auto* problem = std::get_if<Problem>(&number_read)) {
    return Problem{problem->message, problem->hint.empty() ? how : problem->hint};
  }
  long double value = std::get<long double>(number_read);
  const std::string_view written = trim(begin.substr(0, begin.size() - text_.size()));
  if (value < 0) return Problem{fmt::format("a rate cannot be negative: {}", written), how};
  if (take_word("FIT")) return static_cast<double>(value / (1e9L * 3600));  // failures in 1e9 device hours
  if (take("%")) value /= 100;
  if (!take_word("per") && !take("/")) {
    return Problem{fmt::format("the unit of the rate {} is missing", quote(written)),
                   fmt::format("write `{} per h`", written)};
  }
  const std::string_view word = peek_word();
  const TimeUnit* unit = find_time_unit(word);
  if (unit == nullptr) return word.empty() ? Problem{"a unit of time is missing after `per`", how} : unknown_unit(word);
  text_.remove_prefix(word.size());
  return static_cast<double>(value / unit->seconds);
}

Parsed<long double> Words::probability() {
  const std::string_view begin = rest();
  const Parsed<long double> number_read = number();
  if (const auto* problem = std::get_if<Problem>(&number_read)) {
    return Problem{problem->message, problem->hint.empty() ? "write `30 %` or `0.3`" : problem->hint};
  }
  const std::string_view written = trim(begin.substr(0, begin.size() - text_.size()));
  const bool percent = take("%");
  if (!percent && find_time_unit(peek_word()) != nullptr) {
    return Problem{
        fmt::format("{} is a time, where a share is meant", quote(fmt::format("{} {}", written, peek_word()))),
        "write `30 %` or `0.3`"};
  }
  if (!percent && (take_word("nines") || take_word("nine"))) {
    constexpr long double most_nines = 15;
    const long double nines = std::get<long double>(number_read);
    if (nines >= 1 && nines <= most_nines && std::floor(nines) == nines) return 1 - std::pow(10.0L, -nines);
    return Problem{fmt::format("{} nines are no share", written), "`5 nines` is 99.999 %"};
  }
  const long double value = percent ? std::get<long double>(number_read) / 100 : std::get<long double>(number_read);
  if (value >= 0 && value <= 1) return value;
  if (percent) return Problem{fmt::format("{} % is not between 0 % and 100 %", written), ""};
  return Problem{fmt::format("{} is not between 0 and 1", written),
                 value > 1 && value <= 100 ? fmt::format("write `{} %` if per cent is meant", written) : std::string()};
}

namespace {

template <class T>
Parsed<T> whole(std::string_view text, Parsed<T> (Words::*read)()) {
  Words words(text);
  Parsed<T> parsed = (words.*read)();
  if (std::holds_alternative<T>(parsed) && !words.at_end()) {
    return Problem{fmt::format("{} is not understood after {}", quote(words.rest()),
                               quote(trim(text.substr(0, text.size() - words.rest().size())))),
                   ""};
  }
  return parsed;
}

}  // namespace

Parsed<Seconds> parse_duration(std::string_view text) { return whole(text, &Words::duration); }
Parsed<double> parse_rate(std::string_view text) { return whole(text, &Words::per_second); }
Parsed<long double> parse_probability(std::string_view text) { return whole(text, &Words::probability); }
Parsed<long double> parse_number(std::string_view text) { return whole(text, &Words::number); }

bool is_name(std::string_view text) {
  constexpr std::size_t longest = 100;
  if (text.empty() || text.size() > longest || !is_letter(text.front()) || text.back() == ' ') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool good =
        is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '+' || c == '/' || (c == ' ' && text[i - 1] != ' ');
    if (!good) return false;
  }
  return true;
}

bool is_operand_name(std::string_view text) {
  if (!is_name(text)) return false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (word == "and" || word == "of" || word == "on") return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

}  // namespace nines::scenarios
