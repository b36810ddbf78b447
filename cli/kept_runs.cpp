#include "cli/kept_runs.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace nines::cli {

bool is_results_store(const std::string& file) {
  using namespace std::string_view_literals;
  constexpr std::string_view beginning = "SQLite format 3\0"sv;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return false;
  std::array<char, beginning.size()> bytes{};
  std::ifstream(file, std::ios::binary).read(bytes.data(), bytes.size());
  return std::string_view(bytes.data(), bytes.size()) == beginning;
}

std::optional<KeptName> kept_name(const std::string& text) {
  const std::size_t mark = text.rfind('#');
  std::error_code ignored;
  if (mark == std::string::npos || std::filesystem::exists(text, ignored)) return std::nullopt;
  KeptName name{text.substr(0, mark), text.substr(mark + 1)};
  if (!is_results_store(name.file)) return std::nullopt;
  return name;
}

std::vector<scenarios::SourceText> texts_of(const store::ScenarioRecord& record) {
  std::vector<scenarios::SourceText> sources;
  for (const auto& [name, text] : record.sources) sources.push_back({name, text});
  return sources;
}

std::vector<scenarios::Override> overrides_of(const store::ScenarioRecord& record) {
  std::vector<scenarios::Override> overrides;
  for (const auto& [path, value] : record.overrides) overrides.push_back({path, value});
  return overrides;
}

std::optional<scenarios::Scenario> scenario_of(const store::ScenarioRecord& record) {
  std::optional<scenarios::Scenario> scenario = scenarios::load_kept(texts_of(record), overrides_of(record)).scenario;
  if (scenario && scenario->text_hash != record.hash) return std::nullopt;
  return scenario;
}

}  // namespace nines::cli
