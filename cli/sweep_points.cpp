#include "cli/sweep_points.h"

#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace nines::cli {
namespace {

using scenarios::Diagnostic;

std::string written(const models::Setting& setting) { return setting.path + "=" + setting.value; }

/// The overrides of the command line, and after them those of the point.
std::vector<scenarios::Override> overrides_at(const sweep::PlannedPoint& point, const Request& request) {
  std::vector<scenarios::Override> all = request.overrides;
  for (const models::Setting& each : point.settings) all.push_back({each.path, each.value});
  return all;
}

/// What is wrong at some points. The same mistake at many of them is one mistake.
class PointErrors {
 public:
  void add(const sweep::PlannedPoint& point, const std::vector<Diagnostic>& diagnostics) {
    ++points_;
    for (const Diagnostic& each : diagnostics) {
      if (each.severity != Diagnostic::Severity::error) continue;
      const std::string text = without_values(each, point).to_string();
      const auto known = std::find_if(found_.begin(), found_.end(), [&](const Found& one) { return one.text == text; });
      if (known != found_.end()) {
        ++known->points;
      } else {
        found_.push_back({text, place_of(point), 1});
      }
    }
  }

  bool any() const { return points_ > 0; }

  void print(std::size_t planned) const {
    for (const Found& each : found_) {
      fmt::print(stderr, "{}", report::printable_lines(each.text));
      const std::string more = each.points > 1 ? fmt::format(" and {} more", each.points - 1) : "";
      fmt::print(stderr, "  at {}{}\n", report::printable(each.place), more);
    }
    fmt::print(stderr, "{} of {} points are wrong\n", points_, planned);
  }

 private:
  struct Found {
    std::string text, place;
    std::size_t points;
  };

  static std::string place_of(const sweep::PlannedPoint& point) {
    std::string text;
    for (const models::Setting& each : point.settings) text += (text.empty() ? "" : ", ") + written(each);
    return text.empty() ? "the scenario as it is" : text;
  }

  /// What is said of a place, whatever its value, should be the same text at all points.
  static Diagnostic without_values(Diagnostic diagnostic, const sweep::PlannedPoint& point) {
    for (const models::Setting& each : point.settings) {
      const std::string preface = "`" + written(each) + "`";
      if (!diagnostic.message.starts_with(preface)) continue;
      diagnostic.message.replace(0, preface.size(), "`" + each.path + "`");
      diagnostic.file = "sweep";
      diagnostic.line = 0;
      diagnostic.column = 0;
    }
    return diagnostic;
  }

  std::vector<Found> found_;
  std::size_t points_ = 0;
};

}  // namespace

std::optional<std::vector<sweep::ReadyPoint>> load_points(const std::vector<sweep::PlannedPoint>& planned,
                                                          const ScenarioText& text, const Request& request) {
  std::vector<sweep::ReadyPoint> ready;
  PointErrors errors;
  for (const sweep::PlannedPoint& point : planned) {
    scenarios::LoadResult loaded = text.load(overrides_at(point, request), request.trials);
    std::string impossible;
    if (loaded.scenario) impossible = apply_options(request, loaded.scenario->study);
    if (!impossible.empty()) loaded.diagnostics = {{text.file(), 0, 0, Diagnostic::Severity::error, impossible, ""}};
    if (!loaded.scenario || !impossible.empty()) {
      errors.add(point, loaded.diagnostics);
      continue;
    }
    ready.push_back({point, std::move(loaded.scenario->study), loaded.scenario->text_hash});
  }
  if (!errors.any()) return ready;
  errors.print(planned.size());
  return std::nullopt;
}

}  // namespace nines::cli
