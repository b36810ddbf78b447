// The seeds of the fuzzer, and simple mutations of them with fixed seeds, under any compiler: every text must end in a
// scenario or in errors, never in a crash or a hang. The real search is tests/fuzz/reader_fuzz.cpp.
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace nines::scenarios {
namespace {

std::vector<std::string> seeds() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(NINES_SOURCE_DIR "/tests/fuzz/corpus/reader"))
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

void expect_an_answer(const std::string& text) {
  const LoadResult result = load_text(text, "replay");
  const bool has_error = std::any_of(result.diagnostics.begin(), result.diagnostics.end(), [](const Diagnostic& each) {
    return each.severity == Diagnostic::Severity::error;
  });
  ASSERT_NE(result.scenario.has_value(), has_error) << text;
}

TEST(ReaderReplay, Seeds) {
  const auto texts = seeds();
  ASSERT_GE(texts.size(), 20u);
  for (const std::string& text : texts) expect_an_answer(text);
}

TEST(ReaderReplay, TruncatedSeeds) {
  for (const std::string& text : seeds()) {
    for (std::size_t length = 0; length < text.size(); length += 7) expect_an_answer(text.substr(0, length));
  }
}

TEST(ReaderReplay, MutatedSeeds) {
  const auto texts = seeds();
  std::mt19937 random(20240601);  // its sequence is the same with every standard library
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  constexpr char symbols[] = "[]{}:,-&*!|>'\"%#$?\n\t 0e~<\x80";
  for (int round = 0; round < 20'000; ++round) {
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
    expect_an_answer(text);
  }
}

}  // namespace
}  // namespace nines::scenarios
