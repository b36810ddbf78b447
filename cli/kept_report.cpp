#include "cli/kept_report.h"

#include "analysis/profiles.h"
#include "analysis/report/html/sweep_page.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/run.h"
#include "analysis/store/read_blocks.h"
#include "cli/kept_runs.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/run_options.h"
#include "cli/sweep_keeping.h"
#include "cli/sweep_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace nines::cli {
namespace {

using store::Catalogue;
using store::ListedRun;

/// What the command line says of a run that was made before, and cannot be true of it.
std::string why_not(const Request& request) {
  const char* const option = !request.overrides.empty() ? "--set"
                             : request.trials           ? "--trials"
                             : request.precision        ? "--precision"
                             : request.seed             ? "--seed"
                                                        : nullptr;
  if (option == nullptr) return "";
  return fmt::format(
      "{0} cannot change a run that was kept\n  hint: nines run FILE --results {1} {0} ... makes another one, and "
      "--run "
      "chooses it",
      option, report::printable(request.files.front()));
}

/// Which runs there are, for one who has to choose.
std::string several(const Catalogue& catalogue) {
  std::string list;
  for (const store::ListedSweep& sweep : catalogue.sweeps())
    list += fmt::format("\n  --run {}  sweep: {}", sweep.id, report::printable(sweep.varied_text()));
  std::size_t shown = 0;
  constexpr std::size_t most_shown = 20;
  const std::vector<ListedRun> runs = catalogue.runs();
  for (const ListedRun& run : runs) {
    if (++shown > most_shown) break;
    list += fmt::format("\n  --run {}  {} {}", run.id, report::printable(run.title),
                        report::printable(run.settings_text()));
  }
  if (runs.size() > most_shown)
    list += fmt::format("\n  and {} more: nines results {}", runs.size() - most_shown, catalogue.name());
  return fmt::format("{} holds {} runs; say of which the report shall be:{}", report::printable(catalogue.name()),
                     report::count_text(runs.size()), list);
}

/// As many trials as there are, of those that were asked for.
struct Extent {
  std::size_t trials = 0;
  std::size_t asked = 0;  ///< 0: a precision
  bool finished = false;
};

Extent extent_of(const ListedRun& run, const store::ReadBlocks& blocks) {
  const std::size_t done = run.complete ? run.trials.value_or(0) : 0, there = blocks.trials_without_gap();
  const std::size_t asked = std::max(run.asked_trials, done);
  if (asked == 0) return {there, 0, false};
  return {std::min(asked, there), asked, there >= asked};
}

/// The request that a report of this run would have been asked for with, had it not been kept.
Request as_asked(const Request& request, const ListedRun& run, const scenarios::Scenario& scenario,
                 const Extent& extent) {
  Request made = request;
  made.files = {run.file};
  made.overrides = scenario.overrides;
  if (scenario.study.trials != extent.trials) made.trials = extent.trials;
  if (scenario.study.seed != run.seed) made.seed = run.seed;
  return made;
}

void say_that_it_is_unfinished(const ListedRun& run, const Extent& extent) {
  const std::string all = extent.asked > 0 ? fmt::format("{} of {} trials are there", report::count_text(extent.trials),
                                                         report::count_text(extent.asked))
                                           : fmt::format("{} trials are there, and the precision is not reached",
                                                         report::count_text(extent.trials));
  fmt::print(stderr, "run {} is not finished: {}\n", run.id.substr(0, 8), all);
}

ExitCode report_of(const Request& request, const Catalogue& catalogue, const ListedRun& run) {
  std::optional<scenarios::Scenario> scenario = scenario_of(catalogue.scenario(run));
  if (!scenario) {
    throw store::StoreError(
        fmt::format("cannot use {}: this nines reads the scenario of run {} otherwise than nines {}, "
                    "which kept it",
                    catalogue.name(), run.id, run.nines));
  }
  store::ReadBlocks blocks(catalogue.name(), run.id);
  const Extent extent = extent_of(run, blocks);
  if (extent.trials == 0) {
    throw store::StoreError(
        fmt::format("{} holds no trials of run {} from the first on; if it is a shard of it, nines "
                    "merge puts them together",
                    catalogue.name(), run.id));
  }
  const Request asked = as_asked(request, run, *scenario, extent);
  models::Study& study = scenario->study;
  study.trials = extent.trials;
  study.precision.clear();
  study.seed = run.seed;
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  Profiles profiles;
  RunOptions options = run_options(request, progress);
  options.profiles = &profiles;
  options.blocks = &blocks;
  options.trials_per_block = run.trials_per_block;
  RunResult result = nines::run(study, options);
  progress.clear();
  result.scenario_file = run.file;
  result.scenario_hash = run.scenario_hash;
  result.settings = settings_of(*scenario);
  if (!extent.finished) {
    result.interrupted = true;
    if (!request.quiet) say_that_it_is_unfinished(run, extent);
  }
  write_report(asked, *scenario, result, profiles);
  return *options.stop ? exit_interrupted : exit_ok;
}

bool only_points_of(const store::ListedSweep& sweep, const std::vector<ListedRun>& runs) {
  return std::all_of(runs.begin(), runs.end(), [&](const ListedRun& run) {
    return std::any_of(sweep.points.begin(), sweep.points.end(),
                       [&](const store::SweepPoint& point) { return point.point == run.id; });
  });
}

ExitCode report_of(const Request& request, const Catalogue& catalogue, const store::ListedSweep& sweep) {
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  const RunOptions options = run_options(request, progress);
  SweepReadBack kept = kept_sweep(catalogue, sweep, request, options);
  progress.clear();
  const sweep::SweepResult& result = kept.result;
  if (result.points.empty())
    throw store::StoreError(fmt::format("{} holds no point of sweep {} that is done", catalogue.name(), sweep.id));
  if (result.interrupted && !request.quiet) {
    fmt::print(stderr, "sweep {} is not finished: {} of {} points are there\n", sweep.id.substr(0, 8),
               report::count_text(result.points.size()), report::count_text(result.points_planned));
  }
  kept.asked.page_charts = request.page_charts;
  if (request.report_format == ReportFormat::html) {
    write_page(request, sweep_as(Format::html, false, kept.asked, kept.scenario, result));
  } else {
    write_charts(request, report::figures(result));
  }
  return *options.stop ? exit_interrupted : exit_ok;
}

}  // namespace

ExitCode kept_report_command(const Request& request) {
  const std::string impossible = why_not(request);
  if (!impossible.empty()) return bad_input(impossible);
  const Catalogue catalogue(request.files.front());
  const std::string& id = request.store.run;
  if (!id.empty()) {
    if (const auto sweep = catalogue.find_sweep(id)) return report_of(request, catalogue, *sweep);
    return report_of(request, catalogue, catalogue.run(id));
  }
  const std::vector<ListedRun> runs = catalogue.runs();
  const std::vector<store::ListedSweep> sweeps = catalogue.sweeps();
  if (runs.empty()) throw store::StoreError(fmt::format("{} holds no run", catalogue.name()));
  if (sweeps.size() == 1 && only_points_of(sweeps.front(), runs)) return report_of(request, catalogue, sweeps.front());
  if (runs.size() > 1 || !sweeps.empty()) return bad_input(several(catalogue));
  return report_of(request, catalogue, runs.front());
}

}  // namespace nines::cli
