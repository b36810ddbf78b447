// What is made from the table of fields: the schema, the reference page, the starter scenario.
#include "scenarios/language/fields.h"
#include "sim/laws.h"
#include "tests/scenarios/bad_input.h"

#include <nlohmann/json.hpp>

#include <regex>
#include <set>

namespace nines::scenarios::testing {
namespace {

using ::testing::HasSubstr;

const nlohmann::json& schema() {
  static const nlohmann::json parsed = nlohmann::json::parse(schema_json());
  return parsed;
}

TEST(Schema, IsDraft07AndKnowsEverySection) {
  EXPECT_EQ(schema().at("$schema"), "http://json-schema.org/draft-07/schema#");
  for (const Section& each : sections()) {
    EXPECT_TRUE(schema().at("definitions").contains(each.id)) << each.id;
    EXPECT_TRUE(schema().at("definitions").contains("partial " + each.id)) << each.id;
  }
}

TEST(Schema, EveryFieldIsThereInBothSpellings) {
  const std::string text = schema_json();
  for (const Section& section : sections()) {
    for (const Field& field : section.fields) {
      EXPECT_THAT(text, HasSubstr("\"" + field.name + "\""));
      std::string underscored = field.name;
      std::replace(underscored.begin(), underscored.end(), ' ', '_');
      EXPECT_THAT(text, HasSubstr("\"" + underscored + "\""));
    }
  }
}

void collect(const nlohmann::json& value, std::set<std::string>& references, std::set<std::string>& patterns) {
  if (value.is_object()) {
    if (value.contains("$ref")) references.insert(value.at("$ref").get<std::string>());
    if (value.contains("pattern") && value.at("pattern").is_string())
      patterns.insert(value.at("pattern").get<std::string>());
  }
  if (value.is_structured()) {
    for (const auto& each : value) collect(each, references, patterns);
  }
}

TEST(Schema, ItsReferencesExistAndItsPatternsAreRegularExpressions) {
  std::set<std::string> references, patterns;
  collect(schema(), references, patterns);
  EXPECT_GT(references.size(), 10u);
  EXPECT_GT(patterns.size(), 10u);
  for (const std::string& each : references)
    EXPECT_NO_THROW(schema().at(nlohmann::json::json_pointer(each.substr(1)))) << each;
  for (const std::string& each : patterns) EXPECT_NO_THROW(std::regex(each, std::regex::ECMAScript)) << each;
}

/// Whether some string pattern among the alternatives of a definition accepts the text.
bool accepts(const std::string& definition, const std::string& text) {
  for (const auto& each : schema().at("definitions").at(definition).at("anyOf")) {
    if (!each.contains("pattern")) continue;
    if (std::regex_search(text, std::regex(each.at("pattern").get<std::string>(), std::regex::ECMAScript))) return true;
  }
  return false;
}

TEST(Schema, AcceptsTheShortFormsThatTheReaderAccepts) {
  for (const char* good : {"exponential 5 years", "exponential rate 1/1000 per h", "exponential rate 1e-4/h",
                           "weibull 3 years shape 1.5", "40 s", "1/3 h", "lognormal median 2 h p95 12 h",
                           "erlang 10 h phases 4", "hyperexponential p 30 % mean1 1 h mean2 9 h"}) {
    EXPECT_TRUE(accepts("law", good)) << good;
    EXPECT_TRUE(load_text(law(good), "f").scenario.has_value()) << good;
  }
  for (const char* bad : {"exponental 5 years", "exponential 5", "exponential", "40", "40 parsec",
                          "weibull 3 years form 1.5", "mixture", "exponential rate 3"}) {
    EXPECT_FALSE(accepts("law", bad)) << bad;
    EXPECT_FALSE(load_text(law(bad), "f").scenario.has_value()) << bad;
  }
}

TEST(Schema, AcceptsTheQuestionsThatTheReaderAccepts) {
  for (const char* good : {"2 %", "2 % on s.availability", "relative 2 % on s mttf", "2 % on mttf"})
    EXPECT_TRUE(accepts("precision", good)) << good;
  for (const char* good : {"s availability >= 99 %", "s.availability>=99 %", "downtime ≤ 4 h per year in 9 years of 10",
                           "mttf at least 3 h"}) {
    EXPECT_TRUE(accepts("objective", good)) << good;
  }
  for (const char* bad : {"s uptime >= 99 %", "s availability 99 %"}) EXPECT_FALSE(accepts("objective", bad)) << bad;
}

TEST(Schema, AcceptsEveryWrittenShortForm) {
  for (const Section& each : sections()) {
    for (const ShortForm& form : each.short_forms) {
      if (form.pattern == "{count}" || form.pattern == "{law}") continue;
      EXPECT_TRUE(accepts(each.id, form.written)) << each.id << ": " << form.written;
    }
  }
}

TEST(Reference, MentionsEverySectionFieldLawAndParameter) {
  const std::string page = reference_markdown();
  for (const Section& section : sections()) {
    EXPECT_THAT(page, HasSubstr("## " + section.id + "\n"));
    for (const Field& field : section.fields) EXPECT_THAT(page, HasSubstr("| `" + field.name + "` |"));
  }
  for (const LawKind& kind : law_kinds()) {
    EXPECT_THAT(page, HasSubstr("### " + kind.name + "\n"));
    for (const LawParameter& each : kind.parameters) EXPECT_THAT(page, HasSubstr("| `" + each.name + "`"));
  }
}

TEST(Table, EveryFieldSaysWhatItMeans) {
  for (const Section& section : sections()) {
    EXPECT_FALSE(section.description.empty()) << section.id;
    for (const Field& field : section.fields) {
      EXPECT_FALSE(field.description.empty()) << section.id << "." << field.name;
      EXPECT_EQ(field.name.find('_'), std::string::npos) << field.name;
      EXPECT_FALSE(field.required && !field.default_text.empty()) << field.name;
    }
  }
}

TEST(Starter, IsValidWithoutAnyWarning) {
  const LoadResult result = load_text(starter_scenario(), "starter.yaml");
  ASSERT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  EXPECT_TRUE(result.diagnostics.empty()) << all_of(result.diagnostics);
  EXPECT_EQ(result.scenario->study.objectives.size(), 2u);
}

TEST(Warnings, DoNotPreventAScenario) {
  const LoadResult result = load_text(more("crews: {c: 1}\nspares: {p: 1}\nparameters: {x: 1}"), "f");
  EXPECT_TRUE(result.scenario.has_value());
  EXPECT_THAT(all_of(result.diagnostics),
              ::testing::AllOf(HasSubstr("f:4:9: warning: the crew `c` has nothing to repair"),
                               HasSubstr("f:5:10: warning: no repair uses the spares `p`"),
                               HasSubstr("f:6:14: warning: the parameter `x` is not used")));
}

TEST(Size, AMillionNodesAreOneClass) {
  const LoadResult result = load_text(
      "nines: 1\nnodes: {a: {count: 1000000, failures: {x: {time to failure: exponential 1 year, time to repair: 1 "
      "h}}}}\n"
      "services: {s: {needs: 80 % of a}}\n",
      "f");
  ASSERT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  EXPECT_EQ(result.scenario->study.platform.services.at(0).needed, 800'000);
}

TEST(Size, TwentyThousandClassesInOneService) {
  std::string nodes = "nines: 1\nnodes:\n", services = "services:\n", all;
  for (int i = 0; i < 20'000; ++i) {
    const std::string n = std::to_string(i);
    nodes += "  n" + n + ": {count: 3, failures: {x: {time to failure: exponential " + std::to_string(1000 + i) +
             " h, time to repair: 2 h}}}\n";
    services += "  s" + n + ": {needs: 2 of n" + n + "}\n";
    all += (i == 0 ? "" : ", ") + ("s" + n);
  }
  const LoadResult result = load_text(nodes + services + "  all:\n    needs: all of [" + all + "]\n", "f");
  ASSERT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  EXPECT_EQ(result.scenario->study.platform.services.size(), 20'001u);
  EXPECT_EQ(result.scenario->study.platform.services.back().needed, 20'000);
}

}  // namespace
}  // namespace nines::scenarios::testing
