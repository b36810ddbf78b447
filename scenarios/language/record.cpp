#include "scenarios/language/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace nines::scenarios {

namespace {

std::string amount(double value, FieldType type, bool in_percent) {
  if (in_percent) return fmt::format("{:g} %", 100 * value);
  if (type == FieldType::duration) {
    constexpr double year_s = 8760.0 * 3600.0;
    return value >= year_s ? fmt::format("{:g} years", value / year_s) : fmt::format("{:g} s", value);
  }
  return type == FieldType::count || type == FieldType::placed_count ? fmt::format("{:.0f}", value)
                                                                     : fmt::format("{:g}", value);
}

/// As the value was written, so is its range: "at most 99 %" or "at most 0.99".
std::string range_in_words(const Field& field, std::string_view written = {}) {
  const bool in_percent = field.type == FieldType::probability && written.ends_with('%');
  const auto bound = [&](double value) { return amount(value, field.type, in_percent); };
  if (field.least == field.most) return "exactly " + bound(field.least);
  const std::string least = (field.above_least ? "above " : "at least ") + bound(field.least);
  return std::isinf(field.most) ? least : fmt::format("{} and at most {}", least, bound(field.most));
}

bool reads_as_boolean_elsewhere(std::string_view text) {
  for (const char* word : {"yes", "no", "on", "off", "Yes", "No", "On", "Off", "YES", "NO", "ON", "OFF"}) {
    if (text == word) return true;
  }
  return false;
}

}  // namespace

Parsed<std::size_t> parse_count(std::string_view text, const Field& field) {
  Words words(text);
  const Parsed<long double> parsed = words.number();
  const std::string hint = fmt::format("give a whole number, {}", range_in_words(field));
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    return Problem{problem->message, problem->hint.empty() ? hint : problem->hint};
  }
  if (!words.at_end()) return Problem{fmt::format("{} is not a whole number: a count has no unit", quote(text)), hint};
  if (text.find('/') != std::string_view::npos)
    return Problem{fmt::format("{} is not a whole number", quote(text)), hint};
  const long double value = std::get<long double>(parsed);
  if (value != std::floor(value)) return Problem{fmt::format("{} is not a whole number", quote(text)), hint};
  if (value < static_cast<long double>(field.least) || value > static_cast<long double>(field.most)) {
    return Problem{fmt::format("{} is out of range", quote(text)), fmt::format("allowed: {}", range_in_words(field))};
  }
  return static_cast<std::size_t>(value);
}

Record::Record(const Node& node, const Section& section, std::string subject, Context& context)
    : node_(node), section_(section), subject_(std::move(subject)), context_(context) {
  if (!node.is_mapping()) {
    context_.reporter.error(node.place,
                            fmt::format("{} is described by a mapping of keys, not by {}", subject_, describe(node)),
                            suggest("", section.keys(), "keys"));
    return;
  }
  for (const Entry& entry : node.entries) {
    if (section.find(entry.key->text) != nullptr) continue;
    context_.reporter.error(entry.key->place, fmt::format("{} has no key {}", subject_, quote(entry.key->text)),
                            suggest(canonical_key(entry.key->text), section.keys(), "its keys"));
  }
  for (const Field& each : section.fields) {
    if (!each.required || node.find(each.name) != nullptr) continue;
    context_.reporter.error(
        node.place, fmt::format("{} needs the key {}", subject_, quote(each.name)),
        each.example.empty() ? each.description : fmt::format("for example `{}: {}`", each.name, each.example));
  }
}

const Field& Record::field(std::string_view name, FieldType type) const {
  const Field* found = section_.find(name);
  if (found == nullptr || found->type != type) {
    std::fprintf(stderr, "the language's table has no such field `%.*s` in `%s`\n", static_cast<int>(name.size()),
                 name.data(), section_.id.c_str());
    std::abort();
  }
  return *found;
}

const Node* Record::find(std::string_view name) const {
  if (section_.find(name) == nullptr)
    field(name, FieldType::text);  // aborts: the code asks for what the table does not have
  return node_.find(name);
}

Place Record::place_of(std::string_view name) const {
  const Node* value = find(name);
  return value == nullptr ? node_.place : value->place;
}

void Record::report(Place place, const Field& each, const Problem& problem) const {
  std::string hint = problem.hint;
  if (hint.empty() && !each.example.empty()) hint = fmt::format("for example `{}: {}`", each.name, each.example);
  context_.reporter.error(place, fmt::format("`{}` of {}: {}", each.name, subject_, problem.message), std::move(hint));
}

std::optional<Record::Scalar> Record::scalar(const Field& each) const {
  const Node* value = node_.find(each.name);
  if (value == nullptr) {
    if (each.default_text.empty()) return std::nullopt;
    return Scalar{each.default_text, false, node_.place};
  }
  if (value->is_scalar() && !trim(value->text).empty()) return Scalar{trim(value->text), value->quoted, value->place};
  report(value->place, each, {fmt::format("a single value is expected, not {}", describe(*value)), ""});
  return std::nullopt;
}

bool Record::in_range(const Field& each, long double written_value, Place place, std::string_view written) const {
  const auto value = static_cast<double>(written_value);  // as the bounds are: 99 % is at most 0.99
  if ((value > each.least || (!each.above_least && value == each.least)) && value <= each.most) return true;
  report(
      place, each,
      {fmt::format("{} is out of range", quote(written)), fmt::format("allowed: {}", range_in_words(each, written))});
  return false;
}

std::optional<std::string> Record::text(std::string_view name) const {
  const Field& each = field(name, FieldType::text);
  const Node* value = node_.find(each.name);
  if (value == nullptr) return std::nullopt;
  if (value->is_scalar()) return value->text;
  report(value->place, each, {fmt::format("a text is expected, not {}", describe(*value)), ""});
  return std::nullopt;
}

std::optional<bool> Record::boolean(std::string_view name) const {
  const Field& each = field(name, FieldType::boolean);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  if (!value->quoted && (value->text == "true" || value->text == "True" || value->text == "TRUE")) return true;
  if (!value->quoted && (value->text == "false" || value->text == "False" || value->text == "FALSE")) return false;
  const bool other = reads_as_boolean_elsewhere(value->text);
  report(value->place, each,
         {fmt::format("{} is neither `true` nor `false`{}", quote(value->text),
                      other ? " (YAML 1.2 knows only these)" : ""),
          "write `true` or `false`, without quotes"});
  return std::nullopt;
}

std::optional<std::size_t> Record::count(std::string_view name) const {
  const Field& each = field(name, FieldType::count);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  if (value->quoted) {
    report(value->place, each,
           {fmt::format("a number is expected, and {} is a text in quotes", quote(value->text)), "remove the quotes"});
    return std::nullopt;
  }
  const Parsed<std::size_t> parsed = parse_count(value->text, each);
  if (const auto* good = std::get_if<std::size_t>(&parsed)) return *good;
  report(value->place, each, std::get<Problem>(parsed));
  return std::nullopt;
}

std::optional<double> Record::number(std::string_view name) const {
  const Field& each = field(name, FieldType::number);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  const Parsed<long double> parsed = parse_number(value->text);
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    report(value->place, each, *problem);
    return std::nullopt;
  }
  const long double good = std::get<long double>(parsed);
  if (!in_range(each, good, value->place, value->text)) return std::nullopt;
  return static_cast<double>(good);
}

std::optional<long double> Record::probability(std::string_view name) const {
  const Field& each = field(name, FieldType::probability);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  const Parsed<long double> parsed = parse_probability(value->text);
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    report(value->place, each, *problem);
    return std::nullopt;
  }
  const long double good = std::get<long double>(parsed);
  if (!in_range(each, good, value->place, value->text)) return std::nullopt;
  return good;
}

std::optional<Seconds> Record::duration(std::string_view name) const {
  const Field& each = field(name, FieldType::duration);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  const Parsed<Seconds> parsed = parse_duration(value->text);
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    report(value->place, each, *problem);
    return std::nullopt;
  }
  const Seconds good = std::get<Seconds>(parsed);
  if (!in_range(each, static_cast<long double>(good.count()), value->place, value->text)) return std::nullopt;
  return good;
}

std::optional<double> Record::rate_per_second(std::string_view name) const {
  const Field& each = field(name, FieldType::text);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  const Parsed<double> parsed = parse_rate(value->text);
  if (const auto* good = std::get_if<double>(&parsed)) return *good;
  report(value->place, each, std::get<Problem>(parsed));
  return std::nullopt;
}

LawPtr Record::law(std::string_view name) const {
  const Field& each = field(name, FieldType::law);
  const Node* value = node_.find(each.name);
  if (value == nullptr) return nullptr;
  return read_law(*value, fmt::format("`{}` of {}", each.name, subject_), context_);
}

std::optional<std::size_t> Record::choice_among(const Field& each, const Scalar& value) const {
  const std::vector<std::string> words = choices(each);
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const std::string& word) { return same_key(word, value.text); });
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  report(value.place, each,
         {fmt::format("{} is not one of the choices", quote(value.text)), suggest(value.text, words, "choices")});
  return std::nullopt;
}

std::optional<std::size_t> Record::choice(std::string_view name) const {
  const Field& each = field(name, FieldType::choice);
  const auto value = scalar(each);
  return value ? choice_among(each, *value) : std::nullopt;
}

std::optional<Mention> Record::reference(std::string_view name) const {
  const Field& each = field(name, FieldType::reference);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  return Mention{std::string(value->text), value->place};
}

std::vector<const Node*> Record::items(std::string_view name) const {
  const Node* value = find(name);
  if (value == nullptr) return {};
  if (!value->is_sequence()) return {value};
  std::vector<const Node*> all;
  for (const Entry& entry : value->entries) all.push_back(entry.value);
  if (all.empty()) report(value->place, *section_.find(name), {"the list is empty", ""});
  return all;
}

std::vector<Mention> Record::references(std::string_view name) const {
  const Field& each = *section_.find(name);
  std::vector<Mention> mentions;
  for (const Node* item : items(name)) {
    if (item->is_scalar() && !trim(item->text).empty()) {
      mentions.push_back({std::string(trim(item->text)), item->place});
    } else {
      report(item->place, each, {fmt::format("a name is expected, not {}", describe(*item)), ""});
    }
  }
  return mentions;
}

std::vector<Record::Named> Record::named(std::string_view name) const {
  const Field& each = field(name, FieldType::sections);
  const Node* value = node_.find(each.name);
  if (value == nullptr) return {};
  if (!value->is_mapping()) {
    report(value->place, each,
           {fmt::format("a mapping from names is expected, not {}", describe(*value)),
            fmt::format("{}: {{NAME: ...}}", each.name)});
    return {};
  }
  std::vector<Named> all;
  for (const Entry& entry : value->entries) {
    // Also what cannot be a name: else every mention of it would be another error.
    all.push_back({{entry.key->text, entry.key->place}, entry.value});
    if (is_operand_name(entry.key->text) || (each.of == "failure" && is_name(entry.key->text))) continue;
    report(entry.key->place, each,
           {fmt::format("{} cannot be a name", quote(entry.key->text)),
            "a name begins with a letter (a to z, A to Z) and has such letters, digits, `-`, `_`, `/`, `+` and single "
            "blanks; not the words "
            "`and`, `of`, `on`"});
  }
  if (value->entries.empty()) report(value->place, each, {"nothing is in it", ""});
  return all;
}

std::optional<Record::PlacedCount> Record::placed_count(std::string_view name) const {
  const Field& each = field(name, FieldType::placed_count);
  const auto value = scalar(each);
  if (!value) return std::nullopt;
  PlacedCount placed;
  std::string_view number = value->text;
  if (const std::size_t per = number.find(" per "); per != std::string_view::npos) {
    const std::string_view level = trim(number.substr(per + 5));
    placed.per = Mention{std::string(level), value->place};
    number = trim(number.substr(0, per));
  } else if (value->quoted) {
    report(value->place, each,
           {fmt::format("a number is expected, and {} is a text in quotes", quote(value->text)), "remove the quotes"});
    return std::nullopt;
  }
  const Parsed<std::size_t> parsed = parse_count(number, each);
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    report(value->place, each, *problem);
    return std::nullopt;
  }
  placed.count = std::get<std::size_t>(parsed);
  return placed;
}

}  // namespace nines::scenarios
