#include "scenarios/language/fields.h"

#include "scenarios/language/field_table.h"
#include "scenarios/language/tree.h"
#include "sim/laws.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace nines::scenarios {

namespace {

/// The section of a law with scalar parameters, made from the family's own table.
Section scalar_law_section(const LawKind& kind) {
  Section made{kind.name, kind.summary, {}, {}};
  made.fields.push_back(
      {.name = "law", .type = FieldType::choice, .of = kind.name, .required = true, .description = "The kind."});
  for (const LawParameter& parameter : kind.parameters) {
    Field field{.name = parameter.name, .description = parameter.meaning};
    switch (parameter.unit) {
      case ParameterUnit::time: field.type = FieldType::duration, field.most = longest_time_s; break;
      case ParameterUnit::rate: field.type = FieldType::text, field.of = "rate"; break;
      case ParameterUnit::number: field.type = FieldType::number, field.above_least = true; break;
      case ParameterUnit::probability: field.type = FieldType::probability, field.most = 1; break;
      case ParameterUnit::count: field.type = FieldType::count, field.least = 1, field.most = most_members; break;
    }
    made.fields.push_back(std::move(field));
  }
  return made;
}

std::vector<Section> all_sections() {
  std::vector<Section> all;
  for (const auto& group :
       {scenario_sections(), failure_sections(), planned_sections(), bad_node_sections(), detector_sections(),
        network_sections(), service_sections(), balancing_sections(), data_sections(), storage_sections(),
        job_sections(), question_sections(), sweep_sections(), optimise_sections(), composed_law_sections()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

const std::vector<std::string>& composed_laws() {
  static const std::vector<std::string> names = {"mixture", "shifted", "bathtub", "empirical"};
  return names;
}

}  // namespace

const Field* Section::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (same_key(field.name, key)) return &field;
  }
  return nullptr;
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> names;
  for (const Field& field : fields) names.push_back(field.name);
  return names;
}

const std::vector<Section>& sections() {
  static const std::vector<Section> all = all_sections();
  return all;
}

const Section& section(std::string_view id) {
  static const auto index = [] {
    std::map<std::string_view, const Section*> by_id;
    for (const Section& each : sections()) by_id.emplace(each.id, &each);
    return by_id;
  }();
  const auto found = index.find(id);
  if (found == index.end()) {
    std::fprintf(stderr, "no section `%.*s` in the language's table\n", static_cast<int>(id.size()), id.data());
    std::abort();
  }
  return *found->second;
}

const Section* law_section(std::string_view kind) {
  const auto& composed = composed_laws();
  if (std::find(composed.begin(), composed.end(), kind) != composed.end()) return &section(kind);
  static const auto scalar = [] {
    std::map<std::string, Section, std::less<>> by_kind;
    for (const LawKind& each : law_kinds()) by_kind.emplace(each.name, scalar_law_section(each));
    return by_kind;
  }();
  const auto found = scalar.find(kind);
  return found == scalar.end() ? nullptr : &found->second;
}

const Section* variant(const Section* of, std::string_view kind) {
  for (const std::string& id : of->variants) {
    const Section& each = section(id);
    if (same_key(each.find("kind")->of, kind)) return &each;
  }
  return of;
}

std::vector<std::string> law_names() {
  std::vector<std::string> names;
  for (const LawKind& kind : law_kinds()) names.push_back(kind.name);
  names.insert(names.end(), composed_laws().begin(), composed_laws().end());
  return names;
}

std::vector<std::string> choices(const Field& field) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= field.of.size();) {
    const std::size_t end = std::min(field.of.find(" | ", begin), field.of.size());
    words.push_back(field.of.substr(begin, end - begin));
    begin = end + 3;
  }
  return words;
}

}  // namespace nines::scenarios
