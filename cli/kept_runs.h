// Runs that a results store holds, as scenarios to be worked with again.
#pragma once

#include "analysis/store/catalogue.h"
#include "cli/scenario_text.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::cli {

/// By its first bytes: a database, whatever is in it.
bool is_results_store(const std::string& file);

/// "study.db#0123abcd": a run in a results store.
struct KeptName {
  std::string file, run;
};
/// Nothing for the name of a file, and where what stands before the # is no results store.
std::optional<KeptName> kept_name(const std::string& text);

/// The files of a scenario as they were read.
std::vector<scenarios::SourceText> texts_of(const store::ScenarioRecord& record);
std::vector<scenarios::Override> overrides_of(const store::ScenarioRecord& record);

/// The scenario as its files were read; nothing if it is another one now.
std::optional<scenarios::Scenario> scenario_of(const store::ScenarioRecord& record);

}  // namespace nines::cli
