// One bad scenario, where it is bad, and what must be said about it.
#pragma once

#include "scenarios/language/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace nines::scenarios::testing {

struct BadInput {
  std::string name;
  std::string text;
  int line, column;
  std::string words;  ///< of the message
};

// Scenarios that are good but for the text that is put in.
inline std::string whole(const std::string& text) { return text; }
inline std::string more(const std::string& text) {
  return "nines: 1\nnodes: {a: {count: 2}}\nservices: {s: {needs: 1 of a}}\n" + text + "\n";
}
inline std::string node(const std::string& text) {
  return "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes:\n  a: {" + text + "}\n";
}
inline std::string failure(const std::string& text) {
  return "nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {count: 2, failures: {x:\n  {" + text + "}\n}}}\n";
}
inline std::string law(const std::string& text) {
  return "nines: 1\nservices: {s: {needs: 1 of a}}\n"
         "nodes: {a: {count: 2, failures: {x: {time to repair: 1 h, time to failure:\n  " +
         text + "\n}}}}\n";
}
inline std::string service(const std::string& text) {
  return "nines: 1\nnodes: {a: {count: 3}, b: {count: 2}}\nservices:\n  s: {" + text + "}\n  t: {needs: 1 of b}\n";
}

inline std::string all_of(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics) text += each.to_string() + "\n";
  return text;
}

/// The scenario is refused, and one of the errors is at the place and has the words.
inline void expect_refused(const BadInput& input) {
  const LoadResult result = load_text(input.text, "scenario.yaml");
  EXPECT_FALSE(result.scenario.has_value());
  bool found = false;
  for (const Diagnostic& each : result.diagnostics) {
    EXPECT_EQ(each.file, "scenario.yaml");
    found = found || (each.severity == Diagnostic::Severity::error && each.line == input.line &&
                      each.column == input.column && each.message.find(input.words) != std::string::npos);
  }
  EXPECT_TRUE(found) << "expected " << input.line << ":" << input.column << ": " << input.words << "\ngot\n"
                     << all_of(result.diagnostics);
}

struct BadInputWithRemedy {
  BadInput input;
  std::string remedy;  ///< words of the hint
};

/// It is refused, and the error at the place has the remedy.
inline void expect_remedy(const BadInputWithRemedy& expected) {
  expect_refused(expected.input);
  const std::vector<Diagnostic> diagnostics = load_text(expected.input.text, "scenario.yaml").diagnostics;
  bool found = false;
  for (const Diagnostic& each : diagnostics) {
    found = found || (each.line == expected.input.line && each.column == expected.input.column &&
                      each.hint.find(expected.remedy) != std::string::npos);
  }
  EXPECT_TRUE(found) << "no hint `" << expected.remedy << "` in\n" << all_of(diagnostics);
}

inline std::string name_of(const ::testing::TestParamInfo<BadInput>& info) { return info.param.name; }

}  // namespace nines::scenarios::testing
