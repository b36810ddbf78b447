#include "scenarios/language/point_errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {
namespace {

using models::Setting;

std::string written(const Setting& setting) { return setting.path + "=" + setting.value; }

std::string place_of(const std::vector<Setting>& settings) {
  std::string text;
  for (const Setting& each : settings) text += (text.empty() ? "" : ", ") + written(each);
  return text.empty() ? "the scenario as it is" : text;
}

/// What is said of a place, whatever its value, should be the same text at all points.
Diagnostic without_values(Diagnostic diagnostic, const std::vector<Setting>& settings) {
  for (const Setting& each : settings) {
    const std::string preface = "`" + written(each) + "`";
    if (!diagnostic.message.starts_with(preface)) continue;
    diagnostic.message.replace(0, preface.size(), "`" + each.path + "`");
    diagnostic.file = "sweep";
    diagnostic.line = 0;
    diagnostic.column = 0;
  }
  return diagnostic;
}

}  // namespace

void PointErrors::add(const std::vector<Setting>& settings, const std::vector<Diagnostic>& diagnostics) {
  ++points_;
  for (const Diagnostic& each : diagnostics) {
    if (each.severity != Diagnostic::Severity::error) continue;
    const std::string text = without_values(each, settings).to_string();
    const auto known = std::find_if(found_.begin(), found_.end(), [&](const Found& one) { return one.text == text; });
    if (known != found_.end()) {
      ++known->points;
    } else {
      found_.push_back({text, place_of(settings), 1});
    }
  }
}

std::string PointErrors::text(std::size_t planned) const {
  constexpr std::size_t most_told = 8;
  std::string all;
  for (std::size_t i = 0; i < std::min(found_.size(), most_told); ++i) {
    const Found& each = found_[i];
    const std::string more = each.points > 1 ? fmt::format(" and {} more", each.points - 1) : "";
    all += fmt::format("{}\n  at {}{}\n", each.text, each.place, more);
  }
  if (found_.size() > most_told) all += fmt::format("and {} more errors at other points\n", found_.size() - most_told);
  return all + fmt::format("{} of {} points are wrong", points_, planned);
}

}  // namespace nines::scenarios
