#include "cli/diff.h"

#include "analysis/report/numbers.h"
#include "analysis/sweep/plan.h"
#include "cli/measures.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "cli/scenario_text.h"

#include <fmt/format.h>

namespace nines::cli {
namespace {

using sweep::Difference;

std::optional<scenarios::Scenario> load_side(const ScenarioText& text,
                                             const std::vector<scenarios::Override>& overrides,
                                             const Request& request) {
  scenarios::LoadResult loaded = text.load(overrides, request.trials);
  print_diagnostics(loaded.diagnostics, text.file(), request);
  if (loaded.scenario) apply_options(request, loaded.scenario->study);  // seed and trials are always possible
  return std::move(loaded.scenario);
}

Difference compare(const models::Study& first, const models::Study& second, const Request& request) {
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  return sweep::difference(first, second, run_options(request, progress));
}

/// The overrides of both sides, and after them those of the second one alone.
std::vector<scenarios::Override> overrides_of_second(const Request& request) {
  std::vector<scenarios::Override> all = request.overrides;
  all.insert(all.end(), request.sweep.against.begin(), request.sweep.against.end());
  return all;
}

}  // namespace

ExitCode diff_command(const Request& request) {
  check_outputs(request);
  if (request.files.size() < 2 && request.sweep.against.empty()) {
    return bad_input(
        "a difference needs two sides\n  hint: nines diff A B, or nines diff FILE --against nodes.web.count=4");
  }
  if (request.files.size() > 2)
    return bad_input(fmt::format("a difference has two sides, not {}\n  hint: nines diff A B", request.files.size()));
  const ScenarioText text(request.files.front());
  const ScenarioText other = request.files.size() < 2 ? text : ScenarioText(request.files.back());
  auto first = load_side(text, request.overrides, request);
  auto second = load_side(other, overrides_of_second(request), request);
  if (!first || !second) return exit_bad_input;
  if (first->study.mission != second->study.mission) {
    return bad_input(fmt::format("the missions differ: {} and {}\n  hint: --set mission=... sets both",
                                 report::duration_text(first->study.mission.count()),
                                 report::duration_text(second->study.mission.count())));
  }
  const auto asked = measures_named(request.sweep.measures, first->study);
  if (!asked) return exit_bad_input;
  sweep::ask_for(*asked, first->study);
  Difference result = compare(first->study, second->study, request);
  sweep::keep_only(*asked, result);
  result.first.scenario_file = first->file;
  result.first.scenario_hash = first->text_hash;
  result.second.scenario_file = second->file;
  result.second.scenario_hash = second->text_hash;
  for (const auto& each : request.sweep.against) result.settings.push_back(each.path + "=" + each.value);
  put_out_result(request, result);
  return result.interrupted ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
