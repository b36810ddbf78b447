#include "cli/finish.h"

#include "analysis/run.h"
#include "analysis/store/point_blocks.h"
#include "cli/interrupt.h"
#include "cli/kept_runs.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/run_options.h"

#include <utility>

namespace nines::cli {
namespace {

void finish(store::Store& store, const store::ListedRun& run, const store::ScenarioRecord& record,
            const Request& request) {
  std::optional<scenarios::Scenario> scenario = scenario_of(record);
  if (!scenario) return;
  models::Study& study = scenario->study;
  study.seed = run.seed;
  study.trials = run.asked_trials;
  study.precision.clear();
  store::PointBlocks blocks(store, record, study.seed, study.mission.count());
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  RunOptions options = run_options(request, progress);
  options.blocks = &blocks;
  options.trials_per_block = run.trials_per_block;
  RunResult result = nines::run(study, options);
  if (result.interrupted || *options.stop) return;
  result.scenario_file = record.file;
  result.scenario_hash = record.hash;
  result.settings = record.overrides;
  blocks.finish(result);
}

}  // namespace

bool can_be_finished(const store::ListedRun& run) {
  return run.trials.value_or(0) < run.asked_trials && run.kept_trials >= run.asked_trials;
}

void finish_runs(const std::string& file, const Request& request) {
  std::vector<std::pair<store::ListedRun, store::ScenarioRecord>> complete;
  {
    const store::Catalogue catalogue(file);
    for (const store::ListedRun& run : catalogue.runs()) {
      if (can_be_finished(run)) complete.emplace_back(run, catalogue.scenario(run));
    }
  }
  if (complete.empty()) return;
  store::Store store(file);
  for (const auto& [run, record] : complete) {
    if (catch_interrupts()) return;
    finish(store, run, record, request);
  }
}

}  // namespace nines::cli
