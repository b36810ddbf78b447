#include "scenarios/language/compose.h"
#include "scenarios/language/lowering.h"
#include "scenarios/language/optimise_reader.h"
#include "scenarios/language/reader.h"
#include "scenarios/language/sweep_reader.h"

namespace nines::scenarios {

namespace {

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

const OptimiseWishes nothing_wished;

struct Reading {
  const std::vector<Override>& overrides;
  const SweepWishes& wishes;
  std::optional<std::size_t> trials;
  const OptimiseWishes& optimise = nothing_wished;
};

struct Loaded {
  SweepLoadResult swept;
  models::Optimise optimise;
};

/// What is wrong with the sweep of a scenario, or with what may be chosen, is wrong with the scenario, also where it is
/// not asked for.
Loaded load(std::string_view text, const std::string& name, const std::optional<std::filesystem::path>& directory,
            const Reading& reading, Sources sources = {}) {
  Loaded result;
  const std::uint32_t file = sources.add(name, directory);
  try {
    if (const Node* root = compose(text, file, reading.overrides, sources)) {
      Context context{sources, sources.reporter};
      models::Study study = Lowering(context, reading.trials).lower(*root);
      result.swept.sweep = read_sweep(*root, reading.wishes, context);
      result.optimise = read_optimise(*root, study, reading.optimise, context);
      if (!sources.reporter.has_errors()) {
        result.swept.scenario =
            Scenario{std::move(study), name, sources.hash_digits(), sources.take_texts(), reading.overrides};
      }
    }
  } catch (const TooManyErrors&) {
    // What was found is reported below, and that there is more.
  }
  result.swept.diagnostics = sources.reporter.take();
  return result;
}

Loaded load_from(const std::filesystem::path& path, const Reading& reading) {
  std::string why;
  if (const std::optional<std::string> text = read_bytes(path, why))
    return load(*text, path.string(), directory_of(path), reading);
  Loaded result;
  result.swept.diagnostics = {
      {path.string(), 0, 0, Diagnostic::Severity::error, "the scenario cannot be read: " + why, ""}};
  return result;
}

LoadResult scenario_alone(SweepLoadResult loaded) {
  return {std::move(loaded.scenario), std::move(loaded.diagnostics)};
}

OptimiseLoadResult optimise_alone(Loaded loaded) {
  return {std::move(loaded.swept.scenario), std::move(loaded.optimise), std::move(loaded.swept.diagnostics)};
}

}  // namespace

LoadResult load_file(const std::filesystem::path& path, const std::vector<Override>& overrides,
                     std::optional<std::size_t> trials) {
  return scenario_alone(load_from(path, {overrides, {}, trials}).swept);
}

LoadResult load_text(std::string_view text, const std::string& name, const std::vector<Override>& overrides,
                     const std::optional<std::filesystem::path>& directory, std::optional<std::size_t> trials) {
  return scenario_alone(load(text, name, directory, {overrides, {}, trials}).swept);
}

LoadResult load_kept(const std::vector<SourceText>& sources, const std::vector<Override>& overrides) {
  return scenario_alone(load_kept_sweep(sources, overrides, {}, std::nullopt));
}

SweepLoadResult load_kept_sweep(const std::vector<SourceText>& sources, const std::vector<Override>& overrides,
                                const SweepWishes& wishes, std::optional<std::size_t> trials) {
  if (sources.empty()) return {};
  const SourceText& scenario = sources.front();
  const Reading reading{overrides, wishes, trials};
  return load(scenario.text, scenario.name, directory_of(scenario.name), reading, Sources(sources)).swept;
}

SweepLoadResult load_sweep(std::string_view text, const std::string& name, const std::filesystem::path& directory,
                           const std::vector<Override>& overrides, const SweepWishes& wishes,
                           std::optional<std::size_t> trials) {
  return load(text, name, directory, {overrides, wishes, trials}).swept;
}

SweepLoadResult load_sweep_file(const std::filesystem::path& path, const std::vector<Override>& overrides,
                                const SweepWishes& wishes, std::optional<std::size_t> trials) {
  return load_from(path, {overrides, wishes, trials}).swept;
}

OptimiseLoadResult load_optimise(std::string_view text, const std::string& name, const std::filesystem::path& directory,
                                 const std::vector<Override>& overrides, const OptimiseWishes& wishes,
                                 std::optional<std::size_t> trials) {
  return optimise_alone(load(text, name, directory, {overrides, {}, trials, wishes}));
}

OptimiseLoadResult load_optimise_file(const std::filesystem::path& path, const std::vector<Override>& overrides,
                                      const OptimiseWishes& wishes, std::optional<std::size_t> trials) {
  return optimise_alone(load_from(path, {overrides, {}, trials, wishes}));
}

}  // namespace nines::scenarios
