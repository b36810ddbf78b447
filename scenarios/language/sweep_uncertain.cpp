// What is known of an input that is not known for certain.
#include "scenarios/language/sweep_reader.h"
#include "scenarios/language/sweep_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::scenarios {

namespace {

using models::UncertainInput;

constexpr double most_events = 1e9;

const char* const how_to_write =
    "write `uniform 1 h to 3 h`, `loguniform 1 h to 100 h`, `triangular 1 to 2 to 5`, `3 failures in 10000 h`, "
    "`2 of 50` (a probability) or a law of a time, such as `lognormal median 3 h p95 12 h`";

/// Whether a key is a law wherever the language has it: there a bare time is one that does not vary.
bool is_law(std::string_view key) {
  bool law = false, other = false;
  for (const Section& each : sections()) {
    const Field* const field = each.find(key);
    if (field != nullptr) (field->type == FieldType::law ? law : other) = true;
  }
  return law && !other;
}

class UncertainReader {
 public:
  UncertainReader(const std::string& path, const Node& node, Context& context)
      : path_(path), node_(node), context_(context) {}

  std::optional<UncertainInput> read() {
    if (!node_.is_scalar()) {
      fail({fmt::format("a law is expected in one line, not {}", describe(node_)), how_to_write});
      return std::nullopt;
    }
    made_.path = path_;
    made_.words = std::string(trim(node_.text));
    Parsed<Braced> braced = parse_braces(made_.words);
    if (const auto* problem = std::get_if<Problem>(&braced)) return fail(*problem), std::nullopt;
    auto& [before, inner, after] = std::get<Braced>(braced);
    made_.before = before;
    made_.after = after;
    if (!knowledge(inner) || !says_which_law()) return std::nullopt;
    return std::move(made_);
  }

 private:
  void fail(const Problem& problem) {
    context_.reporter.error(node_.place, fmt::format("what is known of {}: {}", quote(path_), problem.message),
                            problem.hint.empty() ? how_to_write : problem.hint);
  }

  bool refuse(const std::string& message, const std::string& hint = "") { return fail({message, hint}), false; }

  bool knowledge(std::string_view text) {
    Words words(text);
    if (words.at_number()) return posterior(words, UncertainInput::Kind::mean_time);
    if (words.take_word("rate")) {
      if (!words.take_word("of"))
        return refuse(fmt::format("{} is not understood", quote(text)), "rate of 3 failures in 10000 h");
      return posterior(words, UncertainInput::Kind::rate);
    }
    if (words.take_word("uniform")) return bounds(words.rest(), 2, UncertainInput::Kind::uniform);
    if (words.take_word("loguniform")) return bounds(words.rest(), 2, UncertainInput::Kind::log_uniform);
    if (words.take_word("triangular")) return bounds(words.rest(), 3, UncertainInput::Kind::triangular);
    return time_law(text);
  }

  /// "3 failures in 10000 h", or "2 of 50".
  bool posterior(Words& words, UncertainInput::Kind kind) {
    const Parsed<long double> events = words.number();
    if (const auto* problem = std::get_if<Problem>(&events)) return fail(*problem), false;
    const auto count = static_cast<double>(std::get<long double>(events));
    if (count < 0 || count > most_events || count != std::floor(count))
      return refuse(fmt::format("{:g} is not a number of events", count));
    made_.events = count;
    if (words.take_word("of")) return attempts(words);
    const bool named = words.take_word("failures") || words.take_word("failure") || words.take_word("events") ||
                       words.take_word("event");
    if (!named || !words.take_word("in")) return refuse(fmt::format("{} is a single value", quote(made_.words)));
    made_.kind = kind;
    return exposure(words.rest());
  }

  bool exposure(std::string_view text) {
    const Parsed<Seconds> time = parse_duration(text);
    if (const auto* problem = std::get_if<Problem>(&time)) return fail(*problem), false;
    const Parsed<Amount> amount = parse_amount(text);  // the unit that it was written in
    if (!(std::get<Seconds>(time) > Seconds(0))) return refuse("the time in which they were counted must be above 0");
    made_.exposure = static_cast<double>(std::get<Amount>(amount).number);
    made_.unit = std::get<Amount>(amount).unit;
    if (made_.kind == UncertainInput::Kind::rate) made_.unit = "per " + made_.unit;
    return true;
  }

  bool attempts(Words& words) {
    const Parsed<long double> read = words.number();
    if (const auto* problem = std::get_if<Problem>(&read)) return fail(*problem), false;
    made_.exposure = static_cast<double>(std::get<long double>(read));
    made_.kind = UncertainInput::Kind::probability;
    const bool whole = made_.exposure == std::floor(made_.exposure) && made_.exposure <= most_events;
    if (!words.at_end() || !whole || made_.exposure < 1 || made_.events > made_.exposure)
      return refuse(fmt::format("{} is not so many of so many attempts", quote(made_.words)));
    return true;
  }

  /// "LOW to HIGH" or "LOW to MODE to HIGH", in one unit.
  bool bounds(std::string_view text, std::size_t wanted, UncertainInput::Kind kind) {
    std::vector<Amount> found;
    for (std::size_t begin = 0; begin <= text.size();) {
      constexpr std::string_view between = " to ";
      const std::size_t end = std::min(text.find(between, begin), text.size());
      Parsed<Amount> amount = parse_amount(text.substr(begin, end - begin));
      if (const auto* problem = std::get_if<Problem>(&amount)) return fail({problem->message, how_to_write}), false;
      found.push_back(std::get<Amount>(std::move(amount)));
      begin = end + between.size();
    }
    if (found.size() != wanted) return refuse(fmt::format("{} does not have {} bounds", quote(made_.words), wanted));
    made_.kind = kind;
    made_.unit = found.back().unit;
    std::vector<double> values;
    for (const Amount& each : found) {
      const long double ratio = each.unit.empty() ? 1 : ratio_of_units(each.unit, made_.unit);
      if (ratio == 0)
        return refuse(fmt::format("{} and {} are not units of the same", quote(each.unit), quote(made_.unit)));
      values.push_back(static_cast<double>(each.number * ratio));
    }
    if (!std::is_sorted(values.begin(), values.end()) || values.front() == values.back())
      return refuse(fmt::format("the bounds of {} do not rise", quote(made_.words)));
    if (kind == UncertainInput::Kind::log_uniform && !(values.front() > 0))
      return refuse("a loguniform law must be above 0");
    made_.low = values.front();
    made_.mode = values[1];
    made_.high = values.back();
    return true;
  }

  bool time_law(std::string_view text) {
    Node& scalar = context_.sources.tree.make(Node::Kind::scalar, node_.place);
    scalar.text = std::string(text);
    made_.kind = UncertainInput::Kind::law;
    made_.law = read_law(scalar, fmt::format("what is known of {}", quote(path_)), context_);
    if (!made_.law) return false;
    if (!(made_.law->variance_s2() > 0)) return refuse(fmt::format("{} is a single value", quote(text)));
    made_.unit = "s";
    return true;
  }

  /// A drawn time where a law is expected would be a time that does not vary, which is hardly ever meant.
  bool says_which_law() {
    const std::string last = path_.substr(path_.rfind('.') + 1);
    if (!made_.before.empty() || !made_.after.empty() || !is_law(last)) return true;
    return refuse(
        fmt::format("{} is a law: which one has an uncertain parameter?", quote(last)),
        fmt::format("write `exponential {{{0}}}`, or `fixed {{{0}}}` for a time that is always the same", made_.words));
  }

  const std::string& path_;
  const Node& node_;
  Context& context_;
  UncertainInput made_;
};

}  // namespace

std::optional<UncertainInput> read_uncertain(const std::string& path, const Node& node, Context& context) {
  return UncertainReader(path, node, context).read();
}

}  // namespace nines::scenarios
