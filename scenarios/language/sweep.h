// What of a scenario is varied: its `sweep`, and what the command line adds to it.
#pragma once

#include "models/sweep.h"
#include "scenarios/language/scenario.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nines::scenarios {

/// What the command line asks for. A place that the scenario varies too is varied as the command line says.
struct SweepWishes {
  std::vector<Override> vary;       ///< --vary PATH=VALUES
  std::vector<Override> uncertain;  ///< --uncertain PATH=LAW
  bool zip = false;
  std::optional<models::Design> design;
  std::optional<std::size_t> draws;
};

struct SweepLoadResult {
  std::optional<Scenario> scenario;  ///< as it is where nothing is varied; only when there is no error
  models::Sweep sweep;
  std::vector<Diagnostic> diagnostics;
};

/// Reads a scenario and what of it is varied. Never throws for what a file holds. Whether each point is a valid
/// scenario shows only when it is loaded with its settings as overrides.
SweepLoadResult load_sweep(std::string_view text, const std::string& name, const std::filesystem::path& directory,
                           const std::vector<Override>& overrides, const SweepWishes& wishes,
                           std::optional<std::size_t> trials);

/// The same for a file.
SweepLoadResult load_sweep_file(const std::filesystem::path& path, const std::vector<Override>& overrides,
                                const SweepWishes& wishes, std::optional<std::size_t> trials);

}  // namespace nines::scenarios
