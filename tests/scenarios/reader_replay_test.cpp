// The seeds of the fuzzers, and simple mutations of them with fixed seeds, under any compiler: every text must end in a
// scenario (a drill) or in errors, never in a crash or a hang. The real search is in tests/fuzz.
#include "scenarios/language/drill.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace nines::scenarios {
namespace {

std::vector<std::string> seeds(const std::string& of) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(NINES_SOURCE_DIR "/tests/fuzz/corpus/" + of))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& each) { return each.severity == Diagnostic::Severity::error; });
}

void expect_a_scenario_or_errors(const std::string& text) {
  const LoadResult result = load_text(text, "replay");
  ASSERT_NE(result.scenario.has_value(), has_error(result.diagnostics)) << text;
}

void expect_a_drill_or_errors(const std::string& text) {
  const DrillLoadResult result = load_drill_text(text, "replay", NINES_SOURCE_DIR "/scenarios/drills");
  ASSERT_NE(result.drill.has_value(), has_error(result.diagnostics)) << text;
}

/// Up to five changes of one of the texts: symbols put in, characters left out or replaced, pieces doubled or taken from another.
std::string mutated(const std::vector<std::string>& texts, std::mt19937& random) {
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  constexpr char symbols[] = "[]{}:,-&*!|>'\"%#$?\n\t 0e~<\x80";
  std::string text = texts[below(texts.size())];
  for (std::size_t change = 0; change <= below(4); ++change) {
    const std::size_t at = below(text.size() + 1);
    switch (below(5)) {
      case 0: text.insert(at, 1, symbols[below(sizeof symbols - 1)]); break;
      case 1: text.erase(at, 1 + below(8)); break;
      case 2:
        if (at < text.size()) text[at] = symbols[below(sizeof symbols - 1)];
        break;
      case 3: text.insert(at, text.substr(below(text.size() + 1), below(40))); break;
      default: {
        const std::string& other = texts[below(texts.size())];
        text.insert(at, other.substr(below(other.size() + 1), below(60)));
      }
    }
  }
  return text;
}

/// A reader: what its fuzzer starts from, and what must come of it.
struct Replayed {
  std::string what;
  void (*expect_an_answer)(const std::string& text);
  std::size_t fewest_seeds;
  int mutations;
};

class ReaderReplay : public ::testing::TestWithParam<Replayed> {
 protected:
  const std::vector<std::string> texts_ = seeds(GetParam().what);
};

TEST_P(ReaderReplay, Seeds) {
  ASSERT_GE(texts_.size(), GetParam().fewest_seeds);
  for (const std::string& text : texts_) GetParam().expect_an_answer(text);
}

TEST_P(ReaderReplay, TruncatedSeeds) {
  for (const std::string& text : texts_) {
    for (std::size_t length = 0; length < text.size(); length += 7) GetParam().expect_an_answer(text.substr(0, length));
  }
}

TEST_P(ReaderReplay, MutatedSeeds) {
  std::mt19937 random(20240601);  // its sequence is the same with every standard library
  for (int round = 0; round < GetParam().mutations; ++round) GetParam().expect_an_answer(mutated(texts_, random));
}

INSTANTIATE_TEST_SUITE_P(Readers, ReaderReplay,
                         ::testing::Values(Replayed{"reader", &expect_a_scenario_or_errors, 20, 20'000},
                                           Replayed{"drill", &expect_a_drill_or_errors, 5, 2'000}),
                         [](const auto& test) { return test.param.what; });

}  // namespace
}  // namespace nines::scenarios
