// Laws as planners write them: "weibull 3 years shape 1.5", {law: lognormal, median: 2 h, p95: 12 h}, or a bare time.
#include "scenarios/language/observations.h"
#include "scenarios/language/record.h"
#include "sim/laws.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::scenarios {

namespace {

class LawReader {
 public:
  LawReader(const std::string& subject, Context& context) : subject_(subject), context_(context) {}

  LawPtr read(const Node& node) {
    if (node.is_scalar()) return short_form(node);
    if (node.is_mapping()) return long_form(node);
    fail(node.place, {fmt::format("a law is expected, not {}", describe(node)), how_to_write()});
    return nullptr;
  }

 private:
  static std::string how_to_write() {
    return "`exponential 1000 h`, `{law: weibull, mean: 3 years, shape: 1.5}`, or a bare time such as `40 s`";
  }

  void fail(Place place, const Problem& problem) {
    context_.reporter.error(place, fmt::format("{}: {}", subject_, problem.message), problem.hint);
  }

  /// The mean and deviation given are those before the truncation at 0, which matters where the deviation is large.
  void warn_of_truncation(const Law& law, double given_mean_s, Place place) {
    constexpr double noticeable = 0.01;
    const double mean_s = law.mean().count();
    if (std::abs(mean_s / given_mean_s - 1) <= noticeable) return;
    context_.reporter.warning(place,
                              fmt::format("{}: cut off at 0, this normal law has {:.3g} times the mean that is given",
                                          subject_, mean_s / given_mean_s),
                              "a lognormal, gamma or weibull law has the very mean that it is given");
  }

  LawPtr accept_kind(const LawKind& kind, const std::map<std::string, double>& parameters, Place place,
                     const Node* mapping = nullptr) {
    LawPtr law = accept(make_law(kind.name, parameters), place, mapping);
    const auto mean = parameters.find("mean");
    if (law && kind.name == std::string_view("normal") && mean != parameters.end()) {
      warn_of_truncation(*law, mean->second, place);
    }
    return law;
  }

  LawPtr accept(LawResult result, Place place, const Node* mapping = nullptr) {
    if (auto* law = std::get_if<LawPtr>(&result)) return std::move(*law);
    const LawError& error = std::get<LawError>(result);
    const Node* culprit = mapping == nullptr || error.parameter.empty() ? nullptr : mapping->find(error.parameter);
    fail(culprit == nullptr ? place : culprit->place, {error.message, error.hint});
    return nullptr;
  }

  // --- one line of text ---

  LawPtr short_form(const Node& node) {
    const std::string text(trim(node.text));
    if (const auto known = context_.laws.find(text); known != context_.laws.end()) return known->second;
    LawPtr law = read_short_form(text, node);
    if (law) context_.laws.emplace(text, law);
    return law;
  }

  LawPtr read_short_form(const std::string& text, const Node& node) {
    Words words(text);
    if (words.at_number() || text.starts_with('.')) {
      const Parsed<Seconds> time = parse_duration(text);
      if (const auto* problem = std::get_if<Problem>(&time)) return fail(node.place, *problem), nullptr;
      return accept(make_law("fixed", {{"value", std::get<Seconds>(time).count()}}), node.place);
    }
    const std::string kind_name(words.peek_word());
    const LawKind* kind = find_law_kind(kind_name);
    if (kind == nullptr) return fail(node.place, unknown_law(kind_name, text)), nullptr;
    words.take_word(kind_name);
    std::map<std::string, double> parameters;
    if (const auto problem = short_parameters(*kind, words, parameters)) return fail(node.place, *problem), nullptr;
    return accept_kind(*kind, parameters, node.place);
  }

  static Problem unknown_law(const std::string& kind, const std::string& text) {
    if (law_section(kind) != nullptr) {
      return {fmt::format("the law `{}` has no short form", kind),
              fmt::format("write it as a mapping: {{law: {}, ...}}", kind)};
    }
    if (kind == "never") {
      return {"`never` is understood as a `time to repair` only",
              "write a time beyond the mission, such as `1e6 years`, or leave out what never happens"};
    }
    if (kind.empty()) return {fmt::format("{} is not a law", quote(text)), how_to_write()};
    return {fmt::format("there is no law {}", quote(kind)), suggest(kind, law_names(), "laws")};
  }

  static bool is_per_time(const std::string& text) { return std::holds_alternative<double>(parse_rate(text)); }

  /// [positional quantity] {name quantity}, or LOW to HIGH
  static std::optional<Problem> short_parameters(const LawKind& kind, Words& words,
                                                 std::map<std::string, double>& parameters) {
    bool first = true;
    while (!words.at_end()) {
      std::string name(words.peek_word());
      if (first && name.empty()) {
        name = kind.positional;
      } else if (name.empty() && words.take(",")) {
        continue;
      } else if (name.empty()) {
        return Problem{fmt::format("the name of a parameter is expected before {}", quote(words.rest())),
                       kind.has_bounds() ? fmt::format("`{} 1 h to 2 h`, or {}", kind.name, parameters_of(kind))
                                         : parameters_of(kind)};
      } else {
        words.take_word(name);
        if (name == "to" && parameters.size() == 1 && parameters.contains(kind.positional) && kind.has_bounds()) {
          auto bound = parameters.extract(kind.positional);  // "uniform 1 s to 2 s"
          bound.key() = "low";
          parameters.insert(std::move(bound));
          name = "high";
        }
      }
      first = false;
      const LawParameter* parameter = find_parameter(kind, name);
      if (is_no_finite_number(name))
        return Problem{fmt::format("{} is not a finite number", quote(name)), "give a finite number"};
      if (parameter == nullptr) {
        std::vector<std::string> names;
        for (const LawParameter& each : kind.parameters) names.push_back(each.name);
        return Problem{fmt::format("the law `{}` has no parameter {}", kind.name, quote(name)),
                       suggest(name, names, "its parameters")};
      }
      const std::string written(words.rest());
      const Parsed<double> value = quantity(*parameter, words);
      if (const auto* problem = std::get_if<Problem>(&value)) {
        const bool is_rate = find_parameter(kind, "rate") != nullptr && name != "rate" && is_per_time(written);
        return Problem{fmt::format("`{}`: {}", name, problem->message),
                       is_rate ? fmt::format("a rate says so: `{} rate {}`", kind.name, written) : problem->hint};
      }
      if (!parameters.emplace(name, std::get<double>(value)).second)
        return Problem{fmt::format("`{}` is given twice", name), ""};
    }
    return std::nullopt;
  }

  static std::string parameters_of(const LawKind& kind) {
    std::vector<std::string> names;
    for (const LawParameter& each : kind.parameters) names.push_back(each.name);
    return suggest("", names, "parameters");
  }

  static const LawParameter* find_parameter(const LawKind& kind, std::string_view name) {
    for (const LawParameter& each : kind.parameters) {
      if (same_key(each.name, name)) return &each;
    }
    return nullptr;
  }

  static Parsed<double> quantity(const LawParameter& parameter, Words& words) {
    switch (parameter.unit) {
      case ParameterUnit::rate: return words.per_second();
      case ParameterUnit::time: {
        const Parsed<Seconds> time = words.duration();
        if (const auto* problem = std::get_if<Problem>(&time)) return *problem;
        return std::get<Seconds>(time).count();
      }
      case ParameterUnit::probability: return to_double(words.probability());
      case ParameterUnit::number:
      case ParameterUnit::count: return to_double(words.number());
    }
    return Problem{};
  }

  static Parsed<double> to_double(const Parsed<long double>& value) {
    if (const auto* problem = std::get_if<Problem>(&value)) return *problem;
    return static_cast<double>(std::get<long double>(value));
  }

  // --- a mapping ---

  LawPtr long_form(const Node& node) {
    const Node* kind_node = node.find("law");
    if (kind_node == nullptr || !kind_node->is_scalar()) {
      fail(kind_node == nullptr ? node.place : kind_node->place,
           {"a law written as a mapping needs the key `law`", how_to_write()});
      return nullptr;
    }
    const std::string kind(trim(kind_node->text));
    const Section* fields = law_section(kind);
    if (fields == nullptr)
      return fail(kind_node->place,
                  {fmt::format("there is no law {}", quote(kind)), suggest(kind, law_names(), "laws")}),
             nullptr;
    const std::size_t errors_before = context_.reporter.errors();
    const Record record(node, *fields, fmt::format("the {} law of {}", kind, subject_), context_);
    if (context_.reporter.errors() != errors_before) return nullptr;
    if (kind == "mixture") return mixture(record);
    if (kind == "shifted") return shifted(record);
    if (kind == "bathtub") return bathtub(record);
    if (kind == "empirical") return empirical(record);
    return scalar_kind(*find_law_kind(kind), record, node);
  }

  LawPtr scalar_kind(const LawKind& kind, const Record& record, const Node& node) {
    std::map<std::string, double> parameters;
    bool good = true;
    const auto put = [&](const std::string& name, auto value) {
      if (value) parameters[name] = static_cast<double>(*value);
      good = good && value;
    };
    for (const LawParameter& each : kind.parameters) {
      if (!record.has(each.name)) continue;
      switch (each.unit) {
        case ParameterUnit::time: {
          const auto time = record.duration(each.name);
          put(each.name, time ? std::optional(time->count()) : std::nullopt);
          break;
        }
        case ParameterUnit::rate: put(each.name, record.rate_per_second(each.name)); break;
        case ParameterUnit::number: put(each.name, record.number(each.name)); break;
        case ParameterUnit::probability: put(each.name, record.probability(each.name)); break;
        case ParameterUnit::count: put(each.name, record.count(each.name)); break;
      }
    }
    return good ? accept_kind(kind, parameters, node.place, &node) : nullptr;
  }

  LawPtr mixture(const Record& record) {
    std::vector<std::pair<double, LawPtr>> parts;
    for (const Node* item : record.items("of")) {
      const std::string part = fmt::format("part {} of {}", parts.size() + 1, record.subject());
      if (has_inline_law(*item)) {
        parts.push_back(inline_part(*item, part));
      } else {
        const Record fields(*item, section("mixture part"), part, context_);
        const auto probability = fields.probability("probability");
        parts.emplace_back(probability ? static_cast<double>(*probability) : -1, fields.law("law"));
      }
      if (parts.back().first < 0 || !parts.back().second) return nullptr;
    }
    return parts.empty() ? nullptr : accept(make_mixture(parts), record.place_of("of"));
  }

  /// {probability: 30 %, law: weibull, mean: 3 h, shape: 2}: the law's own fields stand beside the probability.
  static bool has_inline_law(const Node& item) {
    const Node* kind = item.find("law");
    return kind != nullptr && kind->is_scalar() && law_section(trim(kind->text)) != nullptr;
  }

  std::pair<double, LawPtr> inline_part(const Node& item, const std::string& part) {
    Node& alone = context_.sources.tree.copy(item);
    Node& weight = context_.sources.tree.copy(item);
    const auto is_probability = [](const Entry& entry) { return same_key(entry.key->text, "probability"); };
    std::erase_if(alone.entries, is_probability);
    std::erase_if(weight.entries,
                  [&](const Entry& entry) { return !is_probability(entry) && !same_key(entry.key->text, "law"); });
    const auto probability = Record(weight, section("mixture part"), part, context_).probability("probability");
    return {probability ? static_cast<double>(*probability) : -1, LawReader(part, context_).read(alone)};
  }

  LawPtr shifted(const Record& record) {
    const auto by = record.duration("by");
    LawPtr law = record.law("of");
    return by && law ? accept(make_shifted(std::move(law), *by), record.place_of("by")) : nullptr;
  }

  LawPtr bathtub(const Record& record) {
    std::vector<HazardPiece> pieces;
    const std::vector<const Node*> items = record.items("pieces");
    for (const Node* item : items) {
      const bool last = item == items.back();
      const Record piece(*item, section("bathtub piece"),
                         fmt::format("piece {} of {}", pieces.size() + 1, record.subject()), context_);
      const auto rate = piece.rate_per_second("rate");
      if (!rate) return nullptr;
      if (last == piece.has("until")) {
        fail(item->place,
             {last ? "the last piece of a bathtub has no end" : "each piece but the last needs its end, `until`",
              "pieces: [{until: 1000 h, rate: 1e-4 per h}, {rate: 1e-5 per h}]"});
        return nullptr;
      }
      const auto until = piece.duration("until");
      if (!last && !until) return nullptr;
      pieces.push_back({last ? never : *until, *rate});
    }
    return pieces.empty() ? nullptr : accept(make_piecewise_hazard(pieces), record.place_of("pieces"));
  }

  // --- observed times ---

  LawPtr empirical(const Record& record) {
    if (record.has("values") == record.has("file")) {
      fail(record.place(), {"an empirical law needs either `values` or a `file`", "values: [2 h, 3.5 h, 20 h]"});
      return nullptr;
    }
    std::vector<Seconds> values;
    const bool good = record.has("file") ? read_file(record, values) : read_values(record, values);
    return good ? accept(make_empirical(std::move(values)), record.place_of(record.has("file") ? "file" : "values"))
                : nullptr;
  }

  bool read_values(const Record& record, std::vector<Seconds>& values) {
    bool good = true;
    for (const char* field : {"column", "unit"}) {
      if (record.has(field))
        fail(record.place_of(field),
             {fmt::format("`{}` belongs to a `file`", field), "values carry their own units: [2 h, 3.5 h]"}),
            good = false;
    }
    for (const Node* item : record.items("values")) {
      const Parsed<Seconds> time = item->is_scalar()
                                       ? parse_duration(trim(item->text))
                                       : Problem{fmt::format("a time is expected, not {}", describe(*item)), ""};
      if (const auto* problem = std::get_if<Problem>(&time)) {
        fail(item->place, *problem);
        good = false;
      } else {
        values.push_back(std::get<Seconds>(time));
      }
    }
    return good && !values.empty();
  }

  bool read_file(const Record& record, std::vector<Seconds>& values) {
    const auto name = record.text("file");
    const auto unit_index = record.choice("unit");
    if (!record.has("unit")) fail(record.place(), {"the `unit` of the numbers in the file is missing", "unit: h"});
    const auto column = record.text("column");
    if (!name || !unit_index || (record.has("column") && !column)) return false;
    const std::string unit = choices(*section("empirical").find("unit"))[*unit_index];
    const ObservationsRequest request{*name, record.place_of("file"), column, record.place_of("column"),
                                      static_cast<double>(find_time_unit(unit)->seconds)};
    values = read_observations(request, context_.sources);
    return !values.empty();
  }

  const std::string& subject_;
  Context& context_;
};

}  // namespace

LawPtr read_law(const Node& node, const std::string& subject, Context& context) {
  return LawReader(subject, context).read(node);
}

}  // namespace nines::scenarios
