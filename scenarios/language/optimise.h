// What of a scenario may be chosen: its `optimise`, and what the command line adds to it.
#pragma once

#include "models/optimise.h"
#include "scenarios/language/scenario.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nines::scenarios {

/// What the command line asks for. A place that the scenario names too is as the command line says.
struct OptimiseWishes {
  std::vector<Override> vary;  ///< --vary PATH=VALUES
  std::vector<Override> cost;  ///< --cost PLACE=COST
  std::optional<double> confidence;
  std::optional<std::size_t> budget;
};

struct OptimiseLoadResult {
  std::optional<Scenario> scenario;  ///< only when there is no error
  models::Optimise optimise;         ///< with the fixed costs of the scenario as it is with the overrides
  std::vector<Diagnostic> diagnostics;
};

/// Reads a scenario, what of it may be chosen, and what it costs as it is. Never throws for what a file holds.
OptimiseLoadResult load_optimise(std::string_view text, const std::string& name, const std::filesystem::path& directory,
                                 const std::vector<Override>& overrides, const OptimiseWishes& wishes,
                                 std::optional<std::size_t> trials);

/// The same for a file.
OptimiseLoadResult load_optimise_file(const std::filesystem::path& path, const std::vector<Override>& overrides,
                                      const OptimiseWishes& wishes, std::optional<std::size_t> trials);

}  // namespace nines::scenarios
