#include "cli/diff.h"

#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/sweep/plan.h"
#include "cli/keeping.h"
#include "cli/kept_runs.h"
#include "cli/measures.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "cli/scenario_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::cli {
namespace {

using sweep::Difference;

/// One of the two: a scenario, or a run that was kept.
struct Side {
  ScenarioText text;
  std::vector<scenarios::Override> overrides = {};  ///< before those of the command line
  std::optional<store::ListedRun> run = std::nullopt;
};

/// Throws store::StoreError.
Side side_of(const std::string& name) {
  const auto kept = kept_name(name);
  if (!kept) return {ScenarioText(name)};
  const store::Catalogue catalogue(kept->file);
  const store::ListedRun run = catalogue.run(kept->run);
  const store::ScenarioRecord record = catalogue.scenario(run);
  if (record.sources.empty())
    throw store::StoreError(fmt::format("cannot use {}: it has lost the scenario of run {}", kept->file, run.id));
  return {ScenarioText(texts_of(record)), overrides_of(record), run};
}

std::vector<std::string> settings_of(const Side& side) {
  std::vector<std::string> texts;
  for (const scenarios::Override& each : side.overrides) texts.push_back(each.path + "=" + each.value);
  return texts;
}

/// A run that was kept has its own seed and, where a number was asked for, its own trials.
std::optional<scenarios::Scenario> load_side(const Side& side, const std::vector<scenarios::Override>& changes,
                                             const Request& request) {
  std::vector<scenarios::Override> overrides = side.overrides;
  overrides.insert(overrides.end(), changes.begin(), changes.end());
  scenarios::LoadResult loaded = side.text.load(overrides, request.trials);
  print_diagnostics(loaded.diagnostics, side.text.file(), request);
  if (!loaded.scenario) return std::nullopt;
  models::Study& study = loaded.scenario->study;
  if (side.run) {
    study.seed = side.run->seed;
    if (side.run->asked_trials > 0) study.trials = side.run->asked_trials;
  }
  check_spares_sources(request, *loaded.scenario);
  apply_options(request, study);  // seed and trials are always possible
  return std::move(loaded.scenario);
}

bool any_in_common(const models::Study& first, const models::Study& second) {
  return std::any_of(first.platform.services.begin(), first.platform.services.end(), [&](const models::Service& one) {
    return std::any_of(second.platform.services.begin(), second.platform.services.end(),
                       [&](const models::Service& other) { return other.name == one.name; });
  });
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
  for (const scenarios::Override& each : request.sweep.against) {
    const bool of_both =
        each.path == "seed" || each.path == "trials" || each.path == "confidence" || each.path == "precision";
    if (of_both)
      return bad_input(
          fmt::format("--against {}: the trials of both sides are the same, one by one\n  hint: --set {}={}",
                      report::printable(each.path), report::printable(each.path), report::printable(each.value)));
  }
  for (const std::string& file : request.files) {
    if (const auto kept = kept_name(file)) check_spares_store(request.outputs, kept->file);
  }
  const Side side = side_of(request.files.front());
  const Side other = request.files.size() < 2 ? side : side_of(request.files.back());
  auto first = load_side(side, request.overrides, request);
  auto second = load_side(other, overrides_of_second(request), request);
  if (!first || !second) return exit_bad_input;
  if (first->study.mission != second->study.mission) {
    return bad_input(fmt::format("the missions differ: {} and {}\n  hint: --set mission=... sets both",
                                 report::duration_text(first->study.mission.count()),
                                 report::duration_text(second->study.mission.count())));
  }
  const auto asked = measures_named(request.sweep.measures, first->study);
  if (!asked) return exit_bad_input;
  if (!any_in_common(first->study, second->study)) {
    return bad_input(
        "the two sides have no service in common: a difference is between services of the same name\n"
        "  hint: give them the same name");
  }
  sweep::ask_for(*asked, first->study);
  Difference result = compare(first->study, second->study, request);
  sweep::keep_only(*asked, result);
  result.first.scenario_file = first->file;
  result.first.scenario_hash = first->text_hash;
  result.second.scenario_file = second->file;
  result.second.scenario_hash = second->text_hash;
  result.first.settings = settings_of(side);
  result.second.settings = settings_of(other);
  for (const auto& each : request.overrides) {
    for (Difference::Side* both : {&result.first, &result.second})
      both->settings.push_back(each.path + "=" + each.value);
  }
  for (const auto& each : request.sweep.against) result.settings.push_back(each.path + "=" + each.value);
  put_out_result(request, result);
  return result.interrupted ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
