// Bad input: how the text is written.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadYaml : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadYaml, IsRefusedWithPlaceAndReason) { expect_refused(GetParam()); }

// clang-format off
const std::vector<BadInput> inputs = {
    {"empty", whole(""), 1, 1, "there is nothing in this file"},
    {"only_a_comment", whole("# nothing\n"), 1, 1, "there is nothing in this file"},
    {"only_a_null", whole("~\n"), 1, 1, "there is nothing in this file"},
    {"nul_byte", whole(std::string("nines: 1\ntitle: a\000b\n", 20)), 2, 9, "byte 0x00 is not text: the file is binary, or not in UTF-8"},
    {"invalid_utf8", whole("nines: 1\ntitle: \303(\n"), 2, 8, "byte 0xc3 is not text: the file is binary, or not in UTF-8"},
    {"utf8_surrogate", whole("nines: 1\ntitle: \355\240\200\n"), 2, 8, "byte 0xed is not text: the file is binary, or not in UTF-8"},
    {"a_list", whole("- nines\n"), 1, 1, "a scenario is a mapping of keys, not a list"},
    {"a_text", whole("nines\n"), 1, 1, "a scenario is a mapping of keys, not `nines`"},
    {"duplicate_key", more("seed: 1\nseed: 2"), 5, 1, "the key `seed` is there twice: first at line 4"},
    {"duplicate_in_both_spellings", failure("time to failure: 9 h, time_to_failure: 9 h, time to repair: 1 h"), 4, 26, "the key `time_to_failure` is there twice: first at line 4"},
    {"tag", more("seed: !!int 1"), 4, 7, "the tag `tag:yaml.org,2002:int` is not allowed: a scenario has no types of its own"},
    {"several_documents", more("---\nnines: 1"), 4, 1, "a second document begins here, but a scenario is a single document"},
    {"cyclic_alias", more("domains: &d {z: *d}"), 4, 17, "this alias refers to the mapping that contains it (begun at line 4), so it never ends"},
    {"unknown_anchor", more("domains: *nowhere"), 4, 10, "not valid YAML: the referenced anchor is not defined"},
    {"list_as_key", more("[a, b]: 1"), 4, 1, "a list cannot be a key"},
    {"empty_key", more(": 1"), 4, 1, "a key is missing"},
    {"unclosed_bracket", more("crews: {c: {size: 1"), 5, 1, "not valid YAML: end of map flow not found"},
    {"unclosed_quote", more("title: \"x"), 4, 8, "the quote that begins here is never closed"},
    {"tab_as_indentation", whole("nines: 1\nnodes:\n\ta: {}\n"), 3, 3, "not valid YAML: illegal map value"},
    {"colon_within_text", more("title: a: b"), 4, 9, "not valid YAML: illegal map value"},
    {"merge_of_a_text", more("crews: {c: {<<: x}}"), 4, 17, "`<<` merges mappings, not `x`"},
    {"include_without_directory", more("include: other.yaml"), 4, 10, "the included file `other.yaml` cannot be read: this text is not in a directory"},
    {"include_of_a_number_list", more("include: [[]]"), 4, 11, "`include` takes the name of a file, not a list"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadYaml, ::testing::ValuesIn(inputs), name_of);

TEST(BadYaml, AliasesThatMultiply) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 8; ++k) text += ", " + before;
    text += "]\n";
  }
  expect_refused({"", text, 7, 45, "with all aliases written out"});
}

TEST(BadYaml, NestingThroughAliases) {
  std::string text = "a0: &a0 x\n";
  for (int i = 1; i < 100; ++i)
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  expect_refused({"", text, 64, 12, "nested more than 64 deep"});
}

TEST(BadYaml, NestingInBrackets) { expect_refused({"", std::string(100'000, '['), 1, 33, "nested more than 64 deep"}); }

TEST(BadYaml, HugeText) { expect_refused({"", std::string((64u << 20) + 1, ' '), 0, 0, "larger than 64 MiB"}); }

TEST(BadYaml, ColumnsCountCharacters) {
  expect_refused({"", "nines: 1\ntitle: {\"\u00e9\u00e9\u00e9\": 1, b: !!int 2}\n", 2, 22, "the tag"});
}

TEST(BadYaml, AllErrorsAtOnce) {
  const LoadResult result = load_text(
      "nines: 1\nmision: 1 year\nseed: -1\nnodes: {a: {count: x}}\nservices: {s: {needs: 1 of b}, t: {neds: 1 of a}}\n",
      "f");
  EXPECT_THAT(all_of(result.diagnostics),
              ::testing::AllOf(::testing::HasSubstr("f:2:1: error: "), ::testing::HasSubstr("f:3:7: error: "),
                               ::testing::HasSubstr("f:4:20: error: "), ::testing::HasSubstr("f:5:23: error: "),
                               ::testing::HasSubstr("f:5:36: error: "), ::testing::HasSubstr("did you mean `needs`?")));
}

TEST(BadYaml, WhatFollowsFromAnErrorIsNotAnError) {
  const auto errors = [](const std::string& text) { return load_text(text, "f").diagnostics; };
  const std::string laws = "failures: {x: {time to failure: fixed 9 h, time to repair: 1 h}}";
  const std::vector<std::string> one_mistake_each = {
      "nines: 1\nnodes: {a: {count: two, " + laws + "}}\nservices: {s: {needs: 2 of a}}\n",
      "nines: 1\ndomains: {zone: x}\nnodes: {a: {count: 2 per zone, " + laws + "}}\nservices: {s: {needs: 4 of a}}\n",
      "nines: 1\nnodes: {a!: {count: 2, " + laws + "}}\nservices: {s: {needs: 1 of a!}}\n",
      "nines: 1\nnodes: [a, b]\nservices: {s: {needs: 1 of a}}\n",
      "nines: 1\ntitle: 'never closed\nnodes: {a: {count: 2}}\nservices: {s: {needs: 1 of a}}\n",
      "nines: 1\nnodes: {a: {count: 2, " + laws + "}}\nservices: {s: {needs: 1 of a}}\nobjectives: \n  - \"s avail\n",
  };
  for (const std::string& text : one_mistake_each) EXPECT_EQ(errors(text).size(), 1u) << text << all_of(errors(text));
}

TEST(BadYaml, AQuoteThatIsClosedByTheNextOneIsShown) {
  const LoadResult result =
      load_text("nines: 1\ntitle: \"two words\nnodes: {a: {count: 2}}\nservices:\n  s: {needs: \"1 of a\"}\n", "f");
  EXPECT_THAT(all_of(result.diagnostics), ::testing::HasSubstr("the quote that begins at line 2, column 8 ends here"));
}

TEST(BadYaml, FiftyThousandMisspeltNamesDoNotTakeMinutes) {
  std::string nodes = "nines: 1\nnodes:\n", services = "services:\n";
  for (int i = 0; i < 50'000; ++i) {
    nodes += "  node-number-" + std::to_string(i) + ": {}\n";
    services += "  s" + std::to_string(i) + ": {needs: 1 of nodes-number-" + std::to_string(i) + "}\n";
  }
  EXPECT_EQ(load_text(nodes + services, "f").diagnostics.size(), 101u);
}

TEST(BadYaml, AfterAHundredErrorsTheRestIsNotLookedFor) {
  std::string text = "nines: 1\n";
  for (int i = 0; i < 5000; ++i) text += "x" + std::to_string(i) + ": 1\n";
  const LoadResult result = load_text(text, "f");
  EXPECT_EQ(result.diagnostics.size(), 101u);
  EXPECT_THAT(result.diagnostics.back().message, ::testing::HasSubstr("more than 100 errors"));
}

}  // namespace
}  // namespace nines::scenarios::testing
