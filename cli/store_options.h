// The results store on the command line. Beside command_line.cpp the only file that sees CLI11.
#pragma once

#include "cli/store_request.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace nines::cli {

/// As they were written.
struct StoreTexts {
  std::optional<std::string> results, more, shard;
};

/// --results, --more and --shard, of `nines run`.
void add_store_options(CLI::App& run, StoreTexts& texts);
/// The commands `results` and `merge`, but for their output. Of the first `files` are a store and, perhaps, the ID of a run.
CLI::App& add_results_command(CLI::App& app, StoreRequest& request, std::vector<std::string>& files,
                              std::optional<std::string>& format);
CLI::App& add_merge_command(CLI::App& app, std::vector<std::string>& files);

/// Reads the texts into the request. Throws UsageError for what they cannot mean, or what contradicts each other.
void read_store_options(const StoreTexts& texts, bool gives_trials, bool gives_precision, StoreRequest& request);

}  // namespace nines::cli
