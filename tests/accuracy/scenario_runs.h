// Scenario files of the catalogue, run as they are or with other settings.
#pragma once

#include "analysis/run.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace nines::accuracy {

/// "seeds/cloud-platform", without its Markov chain.
inline RunResult run_scenario(const std::string& name, const std::vector<scenarios::Override>& settings = {}) {
  const auto file = std::filesystem::path(NINES_SOURCE_DIR) / "scenarios" / (name + ".yaml");
  const scenarios::LoadResult loaded = scenarios::load_file(file, settings);
  EXPECT_TRUE(loaded.scenario && loaded.diagnostics.empty()) << file;
  RunOptions options;
  options.chain = false;
  return loaded.scenario ? run(loaded.scenario->study, options) : RunResult{};
}

/// Of a service, in the units of RunResult.
inline double simulated(const RunResult& result, const std::string& service, models::Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.subject == service && each.measure == measure)
      return each.simulated.value;
  }
  ADD_FAILURE() << "nothing of " << service;
  return 0;
}

/// Part of a service's downtime in the outages that such a cause begins: all whose name ends so.
inline double share_of_causes(const RunResult& result, const std::string& service, const std::string& ending) {
  double share = 0;
  for (const CauseShare& each : result.causes) {
    if (each.service == service && each.cause.ends_with(ending)) share += each.share_of_downtime;
  }
  return share;
}

}  // namespace nines::accuracy
