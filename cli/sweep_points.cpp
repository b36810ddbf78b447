#include "cli/sweep_points.h"

#include "analysis/report/text_table.h"
#include "scenarios/language/point_errors.h"

#include <fmt/format.h>

#include <cstdio>

namespace nines::cli {
namespace {

using scenarios::Diagnostic;

/// The overrides of the command line, and after them those of the point.
std::vector<scenarios::Override> overrides_at(const sweep::PlannedPoint& point, const Request& request) {
  std::vector<scenarios::Override> all = request.overrides;
  for (const models::Setting& each : point.settings) all.push_back({each.path, each.value});
  return all;
}

}  // namespace

std::optional<std::vector<sweep::ReadyPoint>> load_points(const std::vector<sweep::PlannedPoint>& planned,
                                                          const ScenarioText& text, const Request& request) {
  std::vector<sweep::ReadyPoint> ready;
  scenarios::PointErrors errors;
  for (const sweep::PlannedPoint& point : planned) {
    scenarios::LoadResult loaded = text.load(overrides_at(point, request), request.trials);
    std::string impossible;
    if (loaded.scenario) impossible = apply_options(request, loaded.scenario->study);
    if (!impossible.empty()) loaded.diagnostics = {{text.file(), 0, 0, Diagnostic::Severity::error, impossible, ""}};
    if (!loaded.scenario || !impossible.empty()) {
      errors.add(point.settings, loaded.diagnostics);
      continue;
    }
    ready.push_back({point, std::move(loaded.scenario->study), loaded.scenario->text_hash});
  }
  if (!errors.any()) return ready;
  fmt::print(stderr, "{}", report::printable_lines(errors.text(planned.size())));
  return std::nullopt;
}

}  // namespace nines::cli
