#include "cli/sweep_points.h"

#include "cli/point_errors.h"

#include <algorithm>
#include <memory>

namespace nines::cli {
namespace {

using scenarios::Diagnostic;

bool same_texts(const std::vector<scenarios::SourceText>& a, const std::vector<scenarios::SourceText>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
    return one.name == other.name && one.text == other.text;
  });
}

PointOrigin origin_of(scenarios::Scenario& scenario, const std::vector<PointOrigin>& before) {
  const bool shared = !before.empty() && same_texts(*before.back().sources, scenario.sources);
  return {std::move(scenario.overrides),
          shared ? before.back().sources
                 : std::make_shared<const std::vector<scenarios::SourceText>>(std::move(scenario.sources))};
}

}  // namespace

std::optional<LoadedPoints> load_points(const std::vector<sweep::PlannedPoint>& planned, const ScenarioText& text,
                                        const Request& request) {
  LoadedPoints ready;
  scenarios::PointErrors errors;
  for (const sweep::PlannedPoint& point : planned) {
    scenarios::LoadResult loaded = text.load(overrides_at(point.settings, request), request.trials);
    std::string impossible;
    if (loaded.scenario) impossible = apply_options(request, loaded.scenario->study);
    if (loaded.scenario && ready.points.empty()) check_spares_sources(request, *loaded.scenario);
    if (!impossible.empty()) loaded.diagnostics = {{text.file(), 0, 0, Diagnostic::Severity::error, impossible, ""}};
    if (!loaded.scenario || !impossible.empty()) {
      errors.add(point.settings, loaded.diagnostics);
      continue;
    }
    ready.origins.push_back(origin_of(*loaded.scenario, ready.origins));
    ready.points.push_back({point, std::move(loaded.scenario->study), loaded.scenario->text_hash, ready.points.size()});
  }
  if (!errors.any()) return ready;
  print(errors, planned.size());
  return std::nullopt;
}

}  // namespace nines::cli
