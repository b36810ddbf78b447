// The language of drills: from a YAML file that names a scenario and faults to a validated drill.
#pragma once

#include "models/drill.h"
#include "scenarios/language/scenario.h"

namespace nines::scenarios {

struct LoadedDrill {
  models::Drill drill;
  std::string file;           ///< as it was named
  std::string scenario_file;  ///< where it was found
  std::string text_hash;      ///< over the drill, the scenario and all that it reads
};

struct DrillLoadResult {
  std::optional<LoadedDrill> drill;     ///< only when there is no error, in the scenario neither
  std::vector<Diagnostic> diagnostics;  ///< of the drill, then of its scenario
};

/// Reads a drill and its scenario. Never throws for what a file holds. The overrides are of the scenario.
DrillLoadResult load_drill_file(const std::filesystem::path& path, const std::vector<Override>& overrides = {});

/// The same for a text in memory, called `name`; the scenario's name is relative to the directory.
DrillLoadResult load_drill_text(std::string_view text, const std::string& name, const std::filesystem::path& directory,
                                const std::vector<Override>& overrides = {});

/// Whether a file is meant as a drill: it has the key `drill`. False for what cannot be read.
bool is_drill(const std::filesystem::path& path);

/// The reference page of the language of drills, in Markdown.
std::string drill_reference_markdown();

}  // namespace nines::scenarios
