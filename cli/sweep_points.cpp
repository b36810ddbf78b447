#include "cli/sweep_points.h"

#include "cli/point_errors.h"

namespace nines::cli {
using scenarios::Diagnostic;

std::optional<std::vector<sweep::ReadyPoint>> load_points(const std::vector<sweep::PlannedPoint>& planned,
                                                          const ScenarioText& text, const Request& request) {
  std::vector<sweep::ReadyPoint> ready;
  PointErrors errors;
  for (const sweep::PlannedPoint& point : planned) {
    scenarios::LoadResult loaded = text.load(overrides_at(point.settings, request), request.trials);
    std::string impossible;
    if (loaded.scenario) impossible = apply_options(request, loaded.scenario->study);
    if (loaded.scenario && ready.empty()) check_spares_sources(request, *loaded.scenario);
    if (!impossible.empty()) loaded.diagnostics = {{text.file(), 0, 0, Diagnostic::Severity::error, impossible, ""}};
    if (!loaded.scenario || !impossible.empty()) {
      errors.add(point.settings, loaded.diagnostics);
      continue;
    }
    ready.push_back({point, std::move(loaded.scenario->study), loaded.scenario->text_hash});
  }
  if (!errors.any()) return ready;
  errors.print(planned.size());
  return std::nullopt;
}

}  // namespace nines::cli
