#include "cli/sweep.h"

#include "analysis/sweep/plan.h"
#include "cli/measures.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "cli/sweep_points.h"

namespace nines::cli {
namespace {

using sweep::SweepResult;

SweepResult run_all(std::vector<sweep::ReadyPoint>& points, const std::vector<sweep::AskedMeasure>& asked,
                    const Request& request) {
  for (sweep::ReadyPoint& point : points) sweep::ask_for(asked, point.study);
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  return sweep::run_points(points, run_options(request, progress));
}

ExitCode nothing_varied() {
  return bad_input(
      "nothing is varied\n  hint: nines sweep FILE --vary nodes.web.count=1..4, or `sweep:` in the scenario");
}

}  // namespace

ExitCode sweep_command(const Request& request) {
  check_outputs(request);
  const ScenarioText text(request.files.front());
  scenarios::SweepLoadResult loaded = text.load_sweep(request);
  print_diagnostics(loaded.diagnostics, text.file(), request);
  if (!loaded.scenario) return exit_bad_input;
  if (loaded.sweep.axes.empty() && loaded.sweep.uncertain.empty()) return nothing_varied();
  const std::string impossible = apply_options(request, loaded.scenario->study);
  if (!impossible.empty()) return bad_input(impossible);
  // The table shows what --measure says, or else the availability of the last service.
  const std::vector<std::string> standard = {"availability"};
  const auto asked =
      measures_named(request.sweep.measures.empty() ? standard : request.sweep.measures, loaded.scenario->study);
  if (!asked) return exit_bad_input;

  const models::Study& study = loaded.scenario->study;
  const SweepResult::Kind kind = request.sweep.tornado   ? SweepResult::Kind::one_at_a_time
                                 : request.sweep.indices ? SweepResult::Kind::indices
                                                         : SweepResult::Kind::points;
  const std::string why_not = sweep::why_not(kind, loaded.sweep);
  if (!why_not.empty()) return bad_input(why_not);
  const auto planned = sweep::plan(kind, loaded.sweep, study.seed);
  auto points = load_points(planned, text, request);
  if (!points) return exit_bad_input;
  SweepResult result = run_all(*points, *asked, request);
  result.kind = kind;
  result.title = study.title;
  result.scenario_file = loaded.scenario->file;
  result.scenario_hash = loaded.scenario->text_hash;
  result.sweep = std::move(loaded.sweep);
  result.asked = *asked;
  result.seed = study.seed;
  result.confidence = study.confidence;
  put_out_result(request, result);
  return result.interrupted ? exit_interrupted : exit_ok;
}

std::optional<scenarios::Scenario> load_with_sweep(const std::string& file, const Request& request) {
  const ScenarioText text(file);
  scenarios::SweepLoadResult loaded = text.load_sweep(request);
  print_diagnostics(loaded.diagnostics, file, request);
  const bool sweeps = !loaded.sweep.axes.empty() || !loaded.sweep.uncertain.empty();
  if (!loaded.scenario || !sweeps) return std::move(loaded.scenario);
  if (!load_points(sweep::every_value_once(loaded.sweep), text, request)) return std::nullopt;
  return std::move(loaded.scenario);
}

}  // namespace nines::cli
