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
/// The same, of `nines sweep`.
void add_store_options_of_sweeps(CLI::App& sweep, StoreTexts& texts);
/// --run, of `nines report` of a results store.
void add_kept_report_options(CLI::App& report, StoreRequest& request);
/// The commands `results` and `merge`, but for their output. Of the first `files` are a store and, perhaps, the ID of a run.
CLI::App& add_results_command(CLI::App& app, StoreRequest& request, std::vector<std::string>& files,
                              std::optional<std::string>& format);
CLI::App& add_merge_command(CLI::App& app, std::vector<std::string>& files);

/// Reads the texts into the request. Throws UsageError for what they cannot mean, or what contradicts each other. A shard of
/// a sweep has whole points, so that it can be asked for a precision.
void read_store_options(const StoreTexts& texts, bool gives_trials, bool gives_precision, bool of_points,
                        StoreRequest& request);

}  // namespace nines::cli
