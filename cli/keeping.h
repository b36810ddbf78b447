// nines run --results: what a run leaves in a results store, and takes from it.
#pragma once

#include "analysis/run.h"
#include "analysis/store/point_blocks.h"
#include "cli/command_line.h"
#include "cli/progress.h"

#include <memory>

namespace nines::cli {

/// A run whose trials are kept.
class KeptRun {
 public:
  /// Opens the store that the request names. For --more it sets the study's number of trials. Throws store::StoreError.
  KeptRun(const Request& request, scenarios::Scenario& scenario);

  void attach(RunOptions& options);
  /// Keeps what the run found, too, and says so on standard error unless the request is quiet.
  void finish(const RunResult& result, const Request& request);
  store::PointBlocks& blocks() { return blocks_; }

 private:
  store::Store store_;
  store::PointBlocks blocks_;
  std::size_t trials_per_block_ = 0;
};

/// Nothing without --results.
std::unique_ptr<KeptRun> keep_run(const Request& request, scenarios::Scenario& scenario);

/// Before anything is computed: throws BadOutputPath if an output is to be written over the store (empty: none).
void check_spares_store(const std::vector<std::string>& outputs, const std::string& store);

/// --shard: one part of a run, which answers nothing yet.
ExitCode shard_command(const Request& request, scenarios::Scenario& scenario, RunOptions options,
                       ProgressLine& progress);

}  // namespace nines::cli
