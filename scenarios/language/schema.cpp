// The JSON Schema (draft-07), made from the table of fields and the table of laws.
#include "scenarios/language/bytes.h"
#include "scenarios/language/drill_lowering.h"
#include "scenarios/language/fields.h"
#include "scenarios/language/lowering.h"
#include "scenarios/language/quantities.h"
#include "sim/laws.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace nines::scenarios {

namespace {

using Json = nlohmann::ordered_json;

// Regular expressions (ECMA 262) for what quantities.cpp reads.
const std::string number_pattern =
    R"([+-]?(?:0x[0-9A-Fa-f]+|0o[0-7]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?))";
const std::string fraction_pattern = number_pattern + R"((?:\s*/\s*)" + number_pattern + ")?";
const std::string name_pattern = R"([A-Za-z][A-Za-z0-9_/+-]*(?: [A-Za-z0-9_/+-]+)*)";

std::string alternatives(const std::vector<std::string>& words) {
  std::string pattern;
  for (const std::string& word : words) pattern += (pattern.empty() ? "" : "|") + word;
  return "(?:" + pattern + ")";
}

std::string unit_pattern() {
  std::vector<std::string> names;
  for (const TimeUnit& unit : time_units()) names.insert(names.end(), unit.names.begin(), unit.names.end());
  return alternatives(names);
}

std::string duration_pattern() { return fraction_pattern + R"(\s*)" + unit_pattern(); }
std::string bytes_pattern() { return fraction_pattern + R"(\s*)" + bytes_unit_pattern(); }
std::string probability_pattern() { return fraction_pattern + R"(\s*(?:%|nines?)?)"; }
std::string rate_pattern() { return fraction_pattern + R"(\s*(?:FIT|%?\s*(?:per\s|/)\s*)" + unit_pattern() + ")"; }

std::string whole(const std::string& pattern) { return R"(^\s*)" + pattern + R"(\s*$)"; }

/// Puts the patterns for the {words} of a short form.
std::string expand(std::string pattern) {
  const std::vector<std::pair<std::string, std::string>> known = {
      {"{count}", "[0-9]+"},
      {"{names}", R"((?:\[\s*)?)" + name_pattern + R"((?:\s*(?:,|\sand\s)\s*)" + name_pattern + R"()*(?:\s*\])?)"},
      {"{name}", name_pattern},
      {"{percent}", probability_pattern()},
      {"{duration}", duration_pattern()},
      {"{measure}", alternatives(measure_names())},
      {"{comparison}", "(?:>=|<=|≥|≤|at least|at most)"},
      {"{bound}", R"(\S.*)"},
      {"{share}",
       fraction_pattern + R"(\s*(?:%\s*of\s+(?:years?|missions?)|(?:years?|missions?)\s+of\s+)" + number_pattern + ")"},
  };
  for (const auto& [word, replacement] : known) {
    for (std::size_t at = pattern.find(word); at != std::string::npos; at = pattern.find(word, at + replacement.size()))
      pattern.replace(at, word.size(), replacement);
  }
  return pattern;
}

Json text_like(const std::string& pattern) { return {{"type", "string"}, {"pattern", whole(pattern)}}; }
Json reference_to(const std::string& definition) { return {{"$ref", "#/definitions/" + definition}}; }
/// `$name` may stand wherever a value is read.
Json or_parameter(Json value) { return {{"anyOf", Json::array({std::move(value), reference_to("parameter")})}}; }

Json with_range(Json value, const Field& field) {
  value[field.above_least ? "exclusiveMinimum" : "minimum"] = field.least;
  if (std::isfinite(field.most)) value["maximum"] = field.most;
  return value;
}

class SchemaWriter {
 public:
  /// With `partial` nothing is required: a file that includes others need not be complete by itself.
  SchemaWriter(bool partial, Json& definitions) : partial_(partial), definitions_(definitions) {}

  void write() {
    write(sections());
    Json laws = Json::array({reference_to("parameter"), text_like(duration_pattern())});
    for (const LawKind& kind : law_kinds()) {
      laws.push_back(short_law(kind));
      laws.push_back(long_law(kind));
    }
    for (const char* composed : {"mixture", "shifted", "bathtub", "empirical"})
      laws.push_back(reference_to(definition(composed)));
    definitions_[definition("law")] = {{"anyOf", std::move(laws)}};
    definitions_[definition("mixture part")]["anyOf"] = inline_parts();
  }

  void write(const std::vector<Section>& all) {
    for (const Section& each : all) {
      definitions_[definition(each.id)] =
          each.variants.empty() ? with_short_forms(each, object(each)) : one_of_variants(each);
    }
  }

  std::string definition(std::string_view id) const { return (partial_ ? "partial " : "") + std::string(id); }

 private:
  Json object(const Section& each) const {
    Json made = {{"type", "object"}, {"description", each.description}, {"additionalProperties", false}};
    Json properties = Json::object();
    Json conditions = Json::array();
    for (const Field& field : each.fields) {
      const Json value = property(field);
      properties[field.name] = value;
      std::string underscored = field.name;
      std::replace(underscored.begin(), underscored.end(), ' ', '_');
      if (underscored != field.name) properties[underscored] = value;
      if (underscored != field.name) conditions.push_back({{"not", {{"required", {field.name, underscored}}}}});
      if (!field.required || partial_) continue;
      Json spellings = Json::array({{{"required", {field.name}}}});
      if (underscored != field.name) spellings.push_back({{"required", {underscored}}});
      conditions.push_back({{"anyOf", spellings}});
    }
    if (each.id == "scenario" && !partial_)  // as the reader says of `services`
      conditions.push_back({{"anyOf", Json::array({{{"required", {"services"}}}, {{"required", {"storage"}}}})}});
    made["properties"] = std::move(properties);
    if (!conditions.empty()) made["allOf"] = std::move(conditions);
    return made;
  }

  Json with_short_forms(const Section& each, Json mapping) const {
    if (each.short_forms.empty()) return mapping;
    Json forms = Json::array({std::move(mapping), reference_to("parameter")});
    for (const ShortForm& form : each.short_forms) {
      if (form.pattern == "{count}") {
        forms.push_back({{"type", "integer"}, {"minimum", 0}, {"description", form.meaning}});
      } else if (form.pattern == "{law}") {
        forms.push_back(reference_to(definition("law")));
      } else {
        Json text = text_like(expand(form.pattern));
        text["description"] = form.meaning;
        forms.push_back(std::move(text));
      }
    }
    return {{"anyOf", std::move(forms)}};
  }

  Json one_of_variants(const Section& each) const {
    Json variants = Json::array();
    for (const std::string& id : each.variants) variants.push_back(reference_to(definition(id)));
    return {{"description", each.description}, {"anyOf", std::move(variants)}};
  }

  Json property(const Field& field) const {
    Json one = value(field);
    if (field.many) one = {{"anyOf", Json::array({one, {{"type", "array"}, {"items", one}, {"minItems", 1}}})}};
    one["description"] = field.description;
    return one;
  }

  Json value(const Field& field) const {
    switch (field.type) {
      case FieldType::text: return text(field);
      case FieldType::files: return {{"type", "string"}};
      case FieldType::boolean: return or_parameter({{"type", "boolean"}});
      case FieldType::count: return or_parameter(with_range({{"type", "integer"}}, field));
      case FieldType::placed_count:
        return {{"anyOf", Json::array({with_range({{"type", "integer"}}, field),
                                       text_like(R"([0-9]+ per )" + name_pattern), reference_to("parameter")})}};
      case FieldType::number:
        return {{"anyOf", Json::array({with_range({{"type", "number"}}, field), text_like(fraction_pattern),
                                       reference_to("parameter")})}};
      case FieldType::probability:
        return {{"anyOf", Json::array({with_range({{"type", "number"}}, field), text_like(probability_pattern()),
                                       reference_to("parameter")})}};
      case FieldType::duration: return or_parameter(text_like(duration_pattern()));
      case FieldType::law:
        if (field.of.empty()) return reference_to(definition("law"));
        return {{"anyOf", Json::array({reference_to(definition("law")), {{"const", "never"}}})}};
      case FieldType::choice: return choice(field);
      case FieldType::reference:
        return or_parameter(text_like(field.of == "measure of a service" ? expand(R"((?:{name}[. ])?{measure})")
                                      : field.of == "failure of a unit"  ? expand(R"({name}(?:\.{name})?)")
                                                                         : name_pattern));
      case FieldType::section: return reference_to(definition(field.of));
      case FieldType::sections:
        return {{"type", "object"},
                {"propertyNames", {{"pattern", "^" + name_pattern + "$"}}},
                {"additionalProperties", reference_to(definition(field.of))},
                {"minProperties", 1}};
      case FieldType::parameters:
        if (!field.of.empty()) return places();
        return {{"type", "object"},
                {"propertyNames", {{"pattern", "^[A-Za-z_][A-Za-z0-9_]*$"}}},
                {"additionalProperties", {{"type", {"string", "number", "boolean"}}}}};
      case FieldType::anything: return Json::object();
      case FieldType::data: {
        const Json time = or_parameter(text_like(duration_pattern()));
        return {{"anyOf", Json::array({time, {{"type", "array"}, {"items", time}, {"minItems", 1}}})}};
      }
    }
    return {};
  }

  /// Places of a scenario, each with one or several values.
  static Json places() {
    const Json value = {{"type", {"string", "number", "boolean"}}};
    return {{"type", "object"},
            {"minProperties", 1},
            {"additionalProperties",
             {{"anyOf", Json::array({value, {{"type", "array"}, {"items", value}, {"minItems", 1}}})}}}};
  }

  static Json text(const Field& field) {
    if (field.of == "rate") return or_parameter(text_like(rate_pattern()));
    if (field.of == "bytes") return or_parameter(text_like(bytes_pattern()));
    if (field.of == "checkpoint interval")
      return or_parameter(text_like("young|daly|best|adaptive|" + duration_pattern()));
    if (field.of == "byte rate")
      return or_parameter(text_like(bytes_pattern() + R"(\s*(?:per\s+|/)\s*)" + unit_pattern()));
    if (field.of == "retention") {
      const Json number = {{"type", "integer"}, {"minimum", 1}};
      return {{"anyOf", Json::array({number, text_like(duration_pattern()), reference_to("parameter")})}};
    }
    if (field.of == "load") {
      const Json amount = {{"type", "number"}, {"exclusiveMinimum", 0}};
      return {{"anyOf", Json::array({amount, text_like(probability_pattern()), reference_to("parameter")})}};
    }
    if (field.of == "scheme") {
      const std::string code = R"((?:\d+\s*cop(?:y|ies)|\d+\s*\+\s*\d+|lrc\s+\d+\s*\+\s*\d+\s*\+\s*\d+))";
      return or_parameter(text_like("(?:" + code + R"(|\d+\s*x\s*\(\s*)" + code + R"(\s*\)))"));
    }
    if (field.of == "rate per domain")
      return or_parameter(text_like(bytes_pattern() + R"(\s*(?:per\s+|/)\s*)" + unit_pattern() + R"(\s+per\s+.+)"));
    if (field.of == "share") return or_parameter(text_like(expand("{share}")));
    return {{"type", {"string", "number", "boolean"}}};
  }

  static Json choice(const Field& field) {
    Json words = Json::array();
    for (const std::string& word : choices(field)) {
      words.push_back(word);
      std::string underscored = word;
      std::replace(underscored.begin(), underscored.end(), ' ', '_');
      if (underscored != word) words.push_back(underscored);
    }
    const bool decides = field.name == "law" || field.name == "kind";  // what else may stand beside it
    return decides ? Json{{"enum", words}} : or_parameter({{"enum", words}});
  }

  /// A part of a mixture may have the law's own fields beside its probability.
  Json inline_parts() const {
    Json parts = Json::array({object(section("mixture part"))});
    Json& part = definitions_[definition("mixture part")];
    part = Json::object();
    for (const LawKind& kind : law_kinds()) parts.push_back(long_law(kind, true));
    for (const char* composed : {"mixture", "shifted", "bathtub", "empirical"}) {
      Json mapping = object(section(composed));
      mapping["properties"]["probability"] = value(*section("mixture part").find("probability"));
      parts.push_back(std::move(mapping));
    }
    return parts;
  }

  static std::string quantity_pattern(ParameterUnit unit) {
    switch (unit) {
      case ParameterUnit::time: return duration_pattern();
      case ParameterUnit::rate: return rate_pattern();
      case ParameterUnit::probability: return probability_pattern();
      case ParameterUnit::number:
      case ParameterUnit::count: return fraction_pattern;
    }
    return {};
  }

  /// kind [quantity] {name quantity}, with at least one quantity; or kind LOW to HIGH.
  static Json short_law(const LawKind& kind) {
    std::vector<std::string> named;
    std::string positional;
    for (const LawParameter& each : kind.parameters) {
      named.push_back(each.name + R"(\s*)" + quantity_pattern(each.unit));
      if (each.name == kind.positional) positional = quantity_pattern(each.unit);
    }
    const std::string more = R"((?:\s*,?\s+)" + alternatives(named) + ")";
    const std::string bounds = kind.has_bounds() ? R"(\s+)" + positional + R"(\s+to\s+)" + positional + "|" : "";
    Json made = text_like(kind.name + "(?:" + bounds + R"(\s+)" + positional + more + "*|" + more + "+)");
    made["description"] = kind.summary;
    return made;
  }

  Json long_law(const LawKind& kind, bool with_probability = false) const {
    Json made = object(*law_section(kind.name));
    if (with_probability) made["properties"]["probability"] = value(*section("mixture part").find("probability"));
    Json combinations = Json::array();
    for (std::vector<std::string> combination : kind.combinations) {
      combination.push_back("law");
      if (with_probability) combination.push_back("probability");
      combinations.push_back({{"required", combination}, {"maxProperties", combination.size()}});
    }
    made["anyOf"] = std::move(combinations);
    return made;
  }

  bool partial_;
  Json& definitions_;
};

}  // namespace

std::string schema_json() {
  Json definitions = Json::object();
  definitions["parameter"] = {{"type", "string"},
                              {"pattern", R"(\$(?:[A-Za-z_]|\{[A-Za-z_]))"},
                              {"description", "A text with a parameter in it: `$name`."}};
  SchemaWriter(false, definitions).write();
  SchemaWriter(true, definitions).write();
  SchemaWriter(false, definitions).write(drill_sections());
  const Json scenario = {{"required", {"nines"}},
                         {"if", {{"required", {"include"}}}},
                         {"then", reference_to("partial scenario")},
                         {"else", reference_to("scenario")}};
  const Json schema = {
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"title", "nines scenario, version 1; or drill, version 1"},
      {"type", "object"},
      {"if", {{"required", {"drill"}}}},
      {"then", reference_to("drill")},
      {"else", scenario},
      {"definitions", std::move(definitions)},
  };
  return schema.dump(1) + "\n";
}

}  // namespace nines::scenarios
