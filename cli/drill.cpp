#include "cli/drill.h"

#include "analysis/drill/drill.h"
#include "analysis/report/drill_report.h"
#include "analysis/report/text_table.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/output.h"
#include "models/model.h"
#include "scenarios/language/drill.h"
#include "scenarios/language/limits.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <filesystem>

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

/// In which form a file is to be written: as its ending says, unless --format does.
Format format_of(const std::string& output, const Request& request) {
  if (request.format) return *request.format;
  const std::string ending = std::filesystem::path(output).extension().string();
  if (ending == ".json") return Format::json;
  if (ending == ".txt") return Format::table;
  throw BadOutputPath(
      fmt::format("cannot tell from the name {} in which form to write it; end it in .json or .txt, or "
                  "say --format",
                  output));
}

std::string render(const drill::DrillResult& result, Format format, bool colour) {
  return format == Format::json ? report::json(result) : report::table(result, {colour});
}

void put_out(const drill::DrillResult& result, const Request& request) {
  for (const std::string& output : request.outputs)
    write_file(output, render(result, format_of(output, request), false));
  const bool only_files = !request.outputs.empty() && (request.format || request.quiet);
  if (!only_files) {
    write_standard_output(render(result, request.format.value_or(Format::table), colour_on_standard_output()));
  }
  if (request.quiet) return;
  for (const std::string& output : request.outputs) fmt::print(stderr, "wrote {}\n", report::printable(output));
}

bool misses_an_expectation(const drill::DrillResult& result) {
  return std::any_of(result.expectations.begin(), result.expectations.end(),
                     [](const auto& expectation) { return expectation.outcome == ObjectiveResult::Outcome::missed; });
}

}  // namespace

ExitCode drill_command(const Request& request) {
  if (request.trials.value_or(0) > scenarios::most_drill_trials) {
    fmt::print(stderr, "nines: --trials of a drill must be a whole number from 1 to {}\n",
               scenarios::most_drill_trials);
    return exit_bad_input;
  }
  const std::string& file = request.files.front();
  for (const std::string& output : request.outputs) {
    check_writable(output);
    check_spares(file, output);
    format_of(output, request);
  }
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
  put_out(result, request);
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
