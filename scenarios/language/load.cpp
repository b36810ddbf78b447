#include "scenarios/language/compose.h"
#include "scenarios/language/lowering.h"
#include "scenarios/language/reader.h"
#include "scenarios/language/sweep_reader.h"

#include <fmt/format.h>

namespace nines::scenarios {

namespace {

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

LoadResult load(std::string_view text, const std::string& name, const std::vector<Override>& overrides,
                const std::optional<std::filesystem::path>& directory, std::optional<std::size_t> trials,
                Sources sources = {}) {
  LoadResult result;
  const std::uint32_t file = sources.add(name, directory);
  try {
    if (const Node* root = compose(text, file, overrides, sources)) {
      Context context{sources, sources.reporter};
      models::Study study = Lowering(context, trials).lower(*root);
      read_sweep(*root, {}, context);  // what is wrong with it is wrong with the scenario
      if (!sources.reporter.has_errors()) {
        result.scenario = Scenario{std::move(study), name, sources.hash_digits(), sources.take_texts(), overrides};
      }
    }
  } catch (const TooManyErrors&) {
    // What was found is reported below, and that there is more.
  }
  result.diagnostics = sources.reporter.take();
  return result;
}

}  // namespace

LoadResult load_file(const std::filesystem::path& path, const std::vector<Override>& overrides,
                     std::optional<std::size_t> trials) {
  std::string why;
  const std::optional<std::string> text = read_bytes(path, why);
  if (!text) {
    return {std::nullopt,
            {{path.string(), 0, 0, Diagnostic::Severity::error, "the scenario cannot be read: " + why, ""}}};
  }
  return load(*text, path.string(), overrides, directory_of(path), trials);
}

LoadResult load_text(std::string_view text, const std::string& name, const std::vector<Override>& overrides,
                     const std::optional<std::filesystem::path>& directory, std::optional<std::size_t> trials) {
  return load(text, name, overrides, directory, trials);
}

LoadResult load_kept(const std::vector<SourceText>& sources, const std::vector<Override>& overrides) {
  if (sources.empty()) return {};
  const SourceText& scenario = sources.front();
  return load(scenario.text, scenario.name, overrides, directory_of(scenario.name), std::nullopt, Sources(sources));
}

}  // namespace nines::scenarios
