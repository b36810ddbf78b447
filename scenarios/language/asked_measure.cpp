#include "scenarios/language/asked_measure.h"

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace nines::scenarios {
namespace {

/// As in documents.
std::string with_underscores(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::string no_such(const std::string& what, const std::string& name, const std::vector<std::string>& there_are) {
  const std::string near = nearest(name, there_are);
  const std::string guess = near.empty() ? "" : fmt::format("did you mean '{}'? ", near);
  return fmt::format("{}\n  hint: {}there are: {}", what, guess, fmt::join(there_are, ", "));
}

bool is_node_class_or_level(const models::Platform& platform, const std::string& name) {
  const auto named = [&](const auto& each) { return each.name == name; };
  return std::any_of(platform.nodes.begin(), platform.nodes.end(), named) ||
         std::any_of(platform.domains.begin(), platform.domains.end(), named);
}

}  // namespace

std::optional<AskedMeasure> asked_measure(const std::string& text, const models::Study& study, std::string& why) {
  const auto& services = study.platform.services;
  if (services.empty()) {
    why = "the scenario has no service";
    return std::nullopt;
  }
  const std::size_t point = text.rfind('.');
  const std::string measure = with_underscores(point == std::string::npos ? text : text.substr(point + 1));
  const std::string service = point == std::string::npos ? services.back().name : text.substr(0, point);
  std::vector<std::string> names;
  for (const models::Service& each : services) names.push_back(each.name);
  const auto found = std::find(names.begin(), names.end(), service);
  if (found == names.end()) {
    const std::string what = fmt::format("there is no service '{}'", service);
    why = is_node_class_or_level(study.platform, service)
              ? fmt::format("{}\n  hint: {}", what, service_instead("1", service, "name that"))
              : no_such(what, service, names);
    return std::nullopt;
  }
  AskedMeasure asked{static_cast<std::size_t>(found - names.begin())};
  names.clear();
  for (const std::string& name : measure_names()) {
    asked.measure = *measure_named(name);
    if (!models::has_measure(study.platform, asked.service, asked.measure)) continue;
    names.push_back(with_underscores(name));
    if (names.back() == measure) return asked;
  }
  why = no_such(fmt::format("{} has no measure '{}'", service, measure), measure, names);
  return std::nullopt;
}

}  // namespace nines::scenarios
