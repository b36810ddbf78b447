#include "cli/keeping.h"

#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/shard.h"
#include "cli/load.h"
#include "cli/output.h"
#include "scenarios/language/limits.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace nines::cli {
namespace {

store::ScenarioRecord record_of(const scenarios::Scenario& scenario) {
  store::ScenarioRecord record{scenario.text_hash, scenario.study.title, scenario.file, {}, settings_of(scenario)};
  for (const scenarios::SourceText& source : scenario.sources) record.sources.emplace_back(source.name, source.text);
  return record;
}

/// --more: goes on in the blocks of the longest run that is there. Returns their size.
std::size_t add_to_what_is_there(const Request& request, store::Store& store, scenarios::Scenario& scenario) {
  models::Study& study = scenario.study;
  const auto kept = store.longest_run(scenario.text_hash, study.seed);
  if (!kept) {
    const char* const why =
        store.knows_title(study.title) ? "; what is there of this title is of another text, --set or seed" : "";
    throw store::StoreError(
        fmt::format("--more has nothing to go on from: {} holds no result of this scenario with seed {}{}; without "
                    "--more a first one is made",
                    store.name(), study.seed, why));
  }
  if (kept->trials > scenarios::most_trials || *request.store.more > scenarios::most_trials - kept->trials) {
    throw store::StoreError(fmt::format("--more {}: with the {} trials that {} holds that is more than {}",
                                        *request.store.more, kept->trials, store.name(), scenarios::most_trials));
  }
  study.trials = kept->trials + *request.store.more;
  study.precision.clear();
  return kept->trials_per_block;
}

std::string trials_text(std::size_t trials) {
  return fmt::format("{} {}", report::count_text(trials), trials == 1 ? "trial" : "trials");
}

}  // namespace

KeptRun::KeptRun(const Request& request, scenarios::Scenario& scenario)
    : store_(request.store.results),
      blocks_(store_, record_of(scenario), scenario.study.seed, scenario.study.mission.count()) {
  if (request.store.more) trials_per_block_ = add_to_what_is_there(request, store_, scenario);
}

void KeptRun::attach(RunOptions& options) {
  options.blocks = &blocks_;
  options.trials_per_block = trials_per_block_;
}

void KeptRun::finish(const RunResult& result, const Request& request) {
  blocks_.finish(result);
  if (request.quiet) return;
  constexpr std::size_t short_id = 8;
  // A precision may be reached before all that was found is needed.
  const std::size_t found = std::min(blocks_.found_trials(), result.trials);
  fmt::print(
      stderr, "kept in {} as run {}{}\n", report::printable(store_.name()), blocks_.id().substr(0, short_id),
      found > 0 ? fmt::format("; {} of the {} were there", report::count_text(found), trials_text(result.trials)) : "");
}

std::unique_ptr<KeptRun> keep_run(const Request& request, scenarios::Scenario& scenario) {
  if (request.store.results.empty()) return nullptr;
  std::error_code ignored;
  if (request.store.more && !std::filesystem::exists(request.store.results, ignored)) {
    throw store::StoreError(fmt::format(
        "--more has nothing to go on from: there is no file {}; without --more it is made", request.store.results));
  }
  return std::make_unique<KeptRun>(request, scenario);
}

void check_spares_store(const std::vector<std::string>& outputs, const std::string& store) {
  namespace fs = std::filesystem;
  if (store.empty()) return;
  for (const std::string& output : outputs) {
    for (const char* const part : {"", "-wal", "-shm"}) {  // of a store that is being written
      std::error_code ignored;
      const fs::path kept = store + part;
      if (fs::path(output).lexically_normal() != kept.lexically_normal() && !fs::equivalent(output, kept, ignored))
        continue;
      throw BadOutputPath(
          fmt::format("cannot write {}: it is the results store; give the output another name", output));
    }
  }
}

ExitCode shard_command(const Request& request, scenarios::Scenario& scenario, RunOptions options,
                       ProgressLine& progress) {
  const ShardRequest& shard = *request.store.shard;
  if (scenario.study.trials == 0) {
    throw store::StoreError(
        "--shard needs a number of trials: only all of them together can tell whether a precision is reached; give "
        "--trials N");
  }
  KeptRun kept(request, scenario);
  kept.attach(options);
  const monte_carlo::ShardDone done = run_shard(scenario.study, options, {shard.number, shard.count});
  kept.blocks().flush();
  progress.clear();
  if (!request.quiet) {
    write_standard_output(fmt::format("shard {}/{}: {} of {}, of a run of {}, in {}\n", shard.number, shard.count,
                                      report::count_text(done.trials), trials_text(done.all_trials),
                                      trials_text(scenario.study.trials), report::printable(request.store.results)));
  }
  return done.interrupted ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
