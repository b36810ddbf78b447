#include "python/sweeps.h"

#include "analysis/report/numbers.h"
#include "analysis/sweep/plan.h"
#include "analysis/sweep/run_sweep.h"
#include "scenarios/language/asked_measure.h"
#include "scenarios/language/point_errors.h"

#include <pybind11/pybind11.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nines::python {
namespace {

using scenarios::Diagnostic;
using sweep::AskedMeasure;
using sweep::SweepResult;

std::vector<AskedMeasure> asked_for(const std::vector<std::string>& texts, const models::Study& study) {
  std::vector<AskedMeasure> asked;
  std::string wrong;
  for (const std::string& text : texts) {
    std::string why;
    const auto found = scenarios::asked_measure(text, study, why);
    if (found) asked.push_back({study.platform.services[found->service].name, found->measure});
    if (!found) wrong += fmt::format("{}measure {}: {}", wrong.empty() ? "" : "\n", text, why);
  }
  require(wrong.empty(), wrong);
  return asked;
}

std::vector<sweep::ReadyPoint> read_points(const std::vector<sweep::PlannedPoint>& planned, const Scenario& scenario,
                                           const models::StudyOptions& options,
                                           const std::vector<AskedMeasure>& asked) {
  const pybind11::gil_scoped_release released;
  std::vector<sweep::ReadyPoint> ready;
  scenarios::PointErrors errors;
  for (const sweep::PlannedPoint& point : planned) {
    Scenario::Overrides settings;
    for (const models::Setting& each : point.settings) settings.push_back({each.path, each.value});
    scenarios::LoadResult found = scenario.read(settings, options.trials);
    std::string impossible;
    if (found.scenario) impossible = models::apply(options, found.scenario->study);
    if (!impossible.empty())
      found.diagnostics = {{scenario.loaded().file, 0, 0, Diagnostic::Severity::error, impossible, ""}};
    if (!found.scenario || !impossible.empty()) {
      errors.add(point.settings, found.diagnostics);
      continue;
    }
    sweep::ask_for(asked, found.scenario->study);
    ready.push_back({point, std::move(found.scenario->study), found.scenario->text_hash});
  }
  if (errors.any()) throw UserError(errors.text(planned.size()));
  return ready;
}

/// What the second one changes and the first does not, if they are the same file.
std::vector<std::string> settings_beyond(const Scenario& first, const Scenario& second) {
  std::vector<std::string> settings;
  if (first.loaded().sources.front().text != second.loaded().sources.front().text) return settings;
  for (const scenarios::Override& each : second.overrides()) {
    const auto same = [&](const auto& other) { return other.path == each.path && other.value == each.value; };
    const auto& known = first.overrides();
    if (std::none_of(known.begin(), known.end(), same)) settings.push_back(each.path + "=" + each.value);
  }
  return settings;
}

}  // namespace

SweepResult swept(const Scenario& scenario, const SweepQuestion& question, const Wishes& wishes,
                  const ProgressCallback& progress) {
  scenarios::SweepLoadResult found = scenario.read_sweep(question.vary, wishes.study.trials);
  if (!found.scenario) throw UserError(lines_of(found.diagnostics, Diagnostic::Severity::error));
  require(!found.sweep.axes.empty() || !found.sweep.uncertain.empty(),
          "nothing is varied\n  hint: nines.sweep(scenario, {\"nodes.web.count\": [1, 2, 3]}), or `sweep:` in the "
          "scenario");
  const std::string why_not = sweep::why_not(question.kind, found.sweep);
  require(why_not.empty(), why_not);
  const models::Study study = scenario.study_for(wishes.study);
  const std::vector<std::string> standard = {"availability"};
  const auto asked = asked_for(question.measures.empty() ? standard : question.measures, study);
  const auto planned = sweep::plan(question.kind, found.sweep, study.seed);
  const auto points = read_points(planned, scenario, wishes.study, asked);
  SweepResult result = answered<SweepResult>(
      wishes.run, progress, [&](const RunOptions& options) { return sweep::run_points(points, options); });
  // Ctrl-C after the last point has taken nothing away.
  result.interrupted = result.points.size() < points.size();
  result.kind = question.kind;
  result.title = study.title;
  result.scenario_file = scenario.loaded().file;
  result.scenario_hash = scenario.loaded().text_hash;
  result.sweep = std::move(found.sweep);
  result.asked = asked;
  result.seed = study.seed;
  result.confidence = study.confidence;
  return result;
}

sweep::Difference compared(const Scenario& first, const Scenario& second, const std::vector<std::string>& measures,
                           const Wishes& wishes, const ProgressCallback& progress) {
  models::Study one = first.study_for(wishes.study);
  const models::Study other = second.study_for(wishes.study);
  require(one.mission == other.mission,
          fmt::format("the missions differ: {} and {}\n  hint: a difference is of equally long missions",
                      report::duration_text(one.mission.count()), report::duration_text(other.mission.count())));
  const auto asked = asked_for(measures, one);
  sweep::ask_for(asked, one);
  auto result = answered<sweep::Difference>(
      wishes.run, progress, [&](const RunOptions& options) { return sweep::difference(one, other, options); });
  sweep::keep_only(asked, result);
  result.first.scenario_file = first.loaded().file;
  result.first.scenario_hash = first.loaded().text_hash;
  result.second.scenario_file = second.loaded().file;
  result.second.scenario_hash = second.loaded().text_hash;
  result.settings = settings_beyond(first, second);
  return result;
}

sweep::Importance importance_for(const Scenario& scenario, const std::string& service, const Wishes& wishes,
                                 const ProgressCallback& progress) {
  const models::Study study = scenario.study_for(wishes.study);
  std::string why;
  const auto asked = scenarios::asked_measure(service.empty() ? "availability" : service + ".availability", study, why);
  require(asked.has_value(), why);
  auto result = answered<sweep::Importance>(wishes.run, progress, [&](const RunOptions& options) {
    return sweep::importance(study, asked->service, options);
  });
  result.scenario_file = scenario.loaded().file;
  result.scenario_hash = scenario.loaded().text_hash;
  return result;
}

}  // namespace nines::python
