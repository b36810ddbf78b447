#include "cli/drill.h"

#include "analysis/drill/drill.h"
#include "analysis/report/drill_report.h"
#include "analysis/report/text_table.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "models/model.h"
#include "scenarios/language/drill.h"
#include "scenarios/language/limits.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>

namespace nines::cli {
namespace {

std::optional<scenarios::LoadedDrill> load_drill(const std::string& file, const Request& request) {
  scenarios::DrillLoadResult loaded =
      is_standard_input(file) ? scenarios::load_drill_text(standard_input(), "<stdin>", ".", request.overrides)
                              : scenarios::load_drill_file(file, request.overrides);
  print_diagnostics(loaded.diagnostics, file, request);
  if (!loaded.drill) return std::nullopt;
  if (request.seed) loaded.drill->drill.study.seed = *request.seed;
  if (request.trials) loaded.drill->drill.study.trials = *request.trials;
  return std::move(loaded.drill);
}

const FileForms forms_of_drills = {{".json", Format::json}, {".txt", Format::table}};

bool misses_an_expectation(const drill::DrillResult& result) {
  return std::any_of(result.expectations.begin(), result.expectations.end(),
                     [](const auto& expectation) { return expectation.outcome == ObjectiveResult::Outcome::missed; });
}

}  // namespace

ExitCode drill_command(const Request& request) {
  if (request.trials.value_or(0) > scenarios::most_drill_trials) {
    return bad_input(
        fmt::format("--trials of a drill must be a whole number from 1 to {}", scenarios::most_drill_trials));
  }
  const std::string& file = request.files.front();
  check_outputs(request, forms_of_drills);
  const auto loaded = load_drill(file, request);
  if (!loaded) return exit_bad_input;
  for (const std::string& output : request.outputs) check_spares(loaded->scenario_file, output);
  if (request.asks_for_trial) {
    write_standard_output(drill::tell(loaded->drill, request.trial));
    return exit_ok;
  }
  const std::atomic<bool>& stop = catch_interrupts();
  drill::DrillResult result = drill::rehearse(loaded->drill, &stop);
  result.drill_file = loaded->file;
  result.scenario_file = loaded->scenario_file;
  result.text_hash = loaded->text_hash;
  const auto render = [&](Format format, bool colour) {
    return format == Format::json ? report::json(result) : report::table(result, {colour});
  };
  put_out(request, render, forms_of_drills);
  if (result.interrupted) return exit_interrupted;
  if (!request.strict || !misses_an_expectation(result)) return exit_ok;
  fmt::print(stderr, "nines: --strict: an expectation is missed\n");
  return exit_strict_failure;
}

bool check_drill(const std::string& file, const Request& request) {
  const auto loaded = load_drill(file, request);
  if (!loaded) return false;
  models::build(loaded->drill.study.platform);  // throws what only the platform as a whole is too large for
  if (request.quiet) return true;
  const std::size_t faults = loaded->drill.study.platform.injected.size();
  const std::size_t expectations = loaded->drill.expectations.size();
  write_standard_output(fmt::format("{}: valid: a drill with {} {} and {} {}\n", report::printable(file), faults,
                                    faults == 1 ? "fault" : "faults", expectations,
                                    expectations == 1 ? "expectation" : "expectations"));
  return true;
}

}  // namespace nines::cli
