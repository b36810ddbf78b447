#include "cli/point_errors.h"

#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace nines::cli {
namespace {

using scenarios::Diagnostic;
using Settings = std::vector<models::Setting>;

std::string written(const models::Setting& setting) { return setting.path + "=" + setting.value; }

std::string place_of(const Settings& settings) {
  std::string text;
  for (const models::Setting& each : settings) text += (text.empty() ? "" : ", ") + written(each);
  return text.empty() ? "the scenario as it is" : text;
}

/// What is said of a place, whatever its value, should be the same text at all points.
Diagnostic without_values(Diagnostic diagnostic, const Settings& settings) {
  for (const models::Setting& each : settings) {
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

std::vector<scenarios::Override> overrides_at(const Settings& settings, const Request& request) {
  std::vector<scenarios::Override> all = request.overrides;
  for (const models::Setting& each : settings) all.push_back({each.path, each.value});
  return all;
}

void PointErrors::add(const Settings& settings, const std::vector<Diagnostic>& diagnostics) {
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

void PointErrors::print(std::size_t planned) const {
  for (const Found& each : found_) {
    fmt::print(stderr, "{}", report::printable_lines(each.text));
    const std::string more = each.points > 1 ? fmt::format(" and {} more", each.points - 1) : "";
    fmt::print(stderr, "  at {}{}\n", report::printable(each.place), more);
  }
  fmt::print(stderr, "{} of {} points are wrong\n", points_, planned);
}

}  // namespace nines::cli
