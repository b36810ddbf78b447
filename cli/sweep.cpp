#include "cli/sweep.h"

#include "analysis/sweep/elementary.h"
#include "cli/measures.h"
#include "cli/optimise.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "cli/sweep_points.h"

#include <fmt/format.h>

namespace nines::cli {
namespace {

using sweep::SweepResult;

SweepResult run_all(std::vector<sweep::ReadyPoint>& points, const std::vector<sweep::AskedMeasure>& asked,
                    const Request& request) {
  for (sweep::ReadyPoint& point : points) ask_for(asked, point.study);
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  return sweep::run_points(points, run_options(request, progress));
}

ExitCode nothing_varied() {
  return bad_input(
      "nothing is varied\n  hint: nines sweep FILE --vary nodes.web.count=1..4, or `sweep:` in the scenario");
}

std::vector<sweep::PlannedPoint> plan(SweepResult::Kind kind, const models::Sweep& sweep, std::uint64_t seed) {
  switch (kind) {
    case SweepResult::Kind::one_at_a_time: return sweep::one_at_a_time(sweep);
    case SweepResult::Kind::walks: return sweep::points_of_walks(sweep, seed);
    case SweepResult::Kind::indices: return sweep::points_for_indices(sweep, seed);
    case SweepResult::Kind::points: break;
  }
  return sweep::points_of(sweep, seed);
}

/// Empty if there can be indices.
std::string why_no_indices(const models::Sweep& sweep) {
  if (sweep.uncertain.empty()) {
    return "--indices are of inputs that are not known for certain, and there is none\n"
           "  hint: --uncertain parameters.life='3 failures in 10000 h'";
  }
  const std::size_t points = sweep.draws * (sweep.uncertain.size() + 2);
  if (points <= models::most_points) return "";
  return fmt::format("--indices would need {} points, more than {}\n  hint: fewer --points", points,
                     models::most_points);
}

/// Empty if there can be elementary effects.
std::string why_no_walks(const models::Sweep& sweep) {
  const std::size_t inputs = sweep::inputs_of_walks(sweep), points = sweep.draws * (inputs + 1);
  if (inputs == 0)
    return "--morris has no input: what is varied has a single value\n  hint: --vary nodes.web.count=1..4";
  if (points <= models::most_points) return "";
  return fmt::format("--morris would need {} points, more than {}\n  hint: fewer --points", points,
                     models::most_points);
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
                                 : request.sweep.morris  ? SweepResult::Kind::walks
                                 : request.sweep.indices ? SweepResult::Kind::indices
                                                         : SweepResult::Kind::points;
  if (kind == SweepResult::Kind::indices) {
    const std::string why = why_no_indices(loaded.sweep);
    if (!why.empty()) return bad_input(why);
  }
  if (kind == SweepResult::Kind::walks) {
    const std::string why = why_no_walks(loaded.sweep);
    if (!why.empty()) return bad_input(why);
  }
  const auto planned = plan(kind, loaded.sweep, study.seed);
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
  if (loaded.scenario && !choices_are_valid(text, request)) return std::nullopt;
  const bool sweeps = !loaded.sweep.axes.empty() || !loaded.sweep.uncertain.empty();
  if (!loaded.scenario || !sweeps) return std::move(loaded.scenario);
  if (!load_points(sweep::every_value_once(loaded.sweep), text, request)) return std::nullopt;
  return std::move(loaded.scenario);
}

}  // namespace nines::cli
