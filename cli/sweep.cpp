#include "cli/sweep.h"

#include "analysis/sweep/row_differences.h"
#include "cli/keeping.h"
#include "cli/optimise.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "cli/sweep_keeping.h"
#include "cli/sweep_page.h"
#include "cli/sweep_plan.h"
#include "cli/values.h"

#include <fmt/format.h>

#include <memory>

namespace nines::cli {
namespace {

using sweep::SweepResult;

/// Found out before anything is run; empty if there is a row to compare with.
std::string why_no_such_row(const Request& request, std::size_t points) {
  if (request.sweep.against_row && request.store.shard) {
    return "--against compares rows, and a shard has only some of them\n"
           "  hint: nines merge first, and then the whole sweep with --against";
  }
  const auto row = whole_number(request.sweep.against_row.value_or(""));
  if (!row || *row < points) return "";
  return fmt::format("--against {}: there is no such row\n  hint: rows are counted from 0 to {}; or say first or best",
                     *row, points - 1);
}

/// "first", "best", or a number.
std::size_t base_row(const std::string& wish, const SweepResult& result) {
  if (wish == "best") return sweep::best_point(result, result.asked.front());
  return whole_number(wish).value_or(0);
}

void add_differences(const Request& request, const PreparedSweep& prepared, const RunOptions& options,
                     SweepResult& result) {
  if (!request.sweep.against_row || result.interrupted) return;
  const std::size_t base = base_row(*request.sweep.against_row, result);
  result.differences = sweep::differences_from(result, prepared.loaded.points, base, options);
  result.interrupted = result.differences->points.size() < result.points.size();
}

}  // namespace

ExitCode sweep_command(const Request& request) {
  check_spares_store(request.outputs, request.store.results);
  check_outputs(request, forms_of_sweeps());
  const ScenarioText text(request.files.front());
  auto prepared = prepare_sweep(request, text);
  if (!prepared) return exit_bad_input;
  Request asked = request;
  MoreOfSweep more;
  if (request.store.more) {
    more = more_of_sweep(request, *prepared);
    asked.trials = more.trials;
    prepared = prepare_sweep(asked, text);
    if (!prepared) return exit_bad_input;
  }
  const std::string impossible = why_no_such_row(request, prepared->loaded.points.size());
  if (!impossible.empty()) return bad_input(impossible);
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  const RunOptions options = run_options(request, progress);
  if (request.store.shard) return sweep_shard_command(request, *prepared, options, progress);
  std::unique_ptr<KeptSweep> kept;
  if (!request.store.results.empty()) kept = std::make_unique<KeptSweep>(asked, *prepared, more.block_sizes);
  SweepResult result = framed(prepared->frame, sweep::run_points(prepared->loaded.points, options, kept.get()));
  add_differences(request, *prepared, options, result);
  progress.clear();
  const auto render = [&](Format format, bool colour) {
    return sweep_as(format, colour, request, prepared->scenario, result);
  };
  put_out(request, render, forms_of_sweeps());
  if (kept && !request.quiet) kept->say(result);
  return result.interrupted ? exit_interrupted : exit_ok;
}

std::optional<scenarios::Scenario> load_with_sweep(const std::string& file, const Request& request) {
  const ScenarioText text(file);
  scenarios::SweepLoadResult loaded = text.load_sweep(request);
  print_diagnostics(loaded.diagnostics, file, request);
  if (loaded.scenario && !choices_are_valid(text, request)) return std::nullopt;
  const bool sweeps = !loaded.sweep.axes.empty() || !loaded.sweep.uncertain.empty();
  if (!loaded.scenario || !sweeps) return std::move(loaded.scenario);
  if (!load_points(sweep::every_value_once(loaded.sweep), text, request)) return std::nullopt;
  return std::move(loaded.scenario);
}

}  // namespace nines::cli
