#include "cli/diff.h"

#include "analysis/report/numbers.h"
#include "analysis/report/sweep_report.h"
#include "cli/interrupt.h"
#include "cli/measures.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/scenario_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace nines::cli {
namespace {

using sweep::Difference;

ExitCode bad_input(const std::string& message) {
  fmt::print(stderr, "nines: {}\n", message);
  return exit_bad_input;
}

std::string render(const Difference& result, Format format, bool colour) {
  switch (format) {
    case Format::json: return report::json(result);
    case Format::csv: return report::csv(result);
    case Format::markdown:
    case Format::html:
    case Format::ndjson:
    case Format::table: return report::table(result, {colour});
  }
  return "";
}

std::optional<scenarios::Scenario> load_side(const ScenarioText& text,
                                             const std::vector<scenarios::Override>& overrides,
                                             const Request& request) {
  scenarios::LoadResult loaded = text.load(overrides, request.trials);
  print_diagnostics(loaded.diagnostics, text.file(), request);
  if (loaded.scenario) apply_options(request, loaded.scenario->study);  // seed and trials are always possible
  return std::move(loaded.scenario);
}

/// Keeps the measures that were asked for. False if a mistake was printed.
bool keep_measures(const Request& request, const models::Study& study, std::vector<sweep::AskedMeasure>& asked) {
  bool good = true;
  for (const std::string& text : request.sweep.measures) {
    std::string why;
    const auto measure = measure_named(text, study, why);
    if (measure) asked.push_back(*measure);
    if (!measure) fmt::print(stderr, "nines: {}\n", why);
    good = good && measure;
  }
  return good;
}

void keep_only(const std::vector<sweep::AskedMeasure>& asked, Difference& result) {
  if (asked.empty()) return;
  std::erase_if(result.measures, [&](const sweep::MeasureDifference& each) {
    return std::none_of(asked.begin(), asked.end(), [&](const sweep::AskedMeasure& wanted) {
      return wanted.service == each.service && wanted.measure == each.measure;
    });
  });
}

Difference compare(const models::Study& first, const models::Study& second, const Request& request) {
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  RunOptions options;
  options.threads = request.threads;
  options.chain = request.chain;
  options.max_states = request.max_states;
  options.progress = [&progress](const Progress& now) { progress.show(now); };
  options.stop = &catch_interrupts();
  return sweep::difference(first, second, options);
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
  std::vector<sweep::AskedMeasure> asked;
  if (!keep_measures(request, first->study, asked)) return exit_bad_input;
  for (const sweep::AskedMeasure& each : asked) {
    auto& measures = first->study.measures;
    if (!measures.empty() && std::find(measures.begin(), measures.end(), each.measure) == measures.end())
      measures.push_back(each.measure);
  }
  Difference result = compare(first->study, second->study, request);
  keep_only(asked, result);
  result.first.scenario_file = first->file;
  result.first.scenario_hash = first->text_hash;
  result.second.scenario_file = second->file;
  result.second.scenario_hash = second->text_hash;
  for (const auto& each : request.sweep.against) result.settings.push_back(each.path + "=" + each.value);
  put_out(request, [&](Format format, bool colour) { return render(result, format, colour); });
  return result.interrupted ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
