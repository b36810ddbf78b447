#include "cli/reference.h"

#include "analysis/report/numbers.h"
#include "sim/laws.h"

#include <fmt/format.h>

namespace nines::cli {
namespace {

const char* name_of(ParameterUnit unit) {
  switch (unit) {
    case ParameterUnit::time: return "time";
    case ParameterUnit::rate: return "rate";
    case ParameterUnit::number: return "number";
    case ParameterUnit::probability: return "probability";
    case ParameterUnit::count: return "whole number";
  }
  return "";
}

std::string joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

std::string description_of(const LawKind& kind) {
  std::string text = fmt::format("{}\n    {}\n", kind.name, kind.summary);
  for (const LawParameter& parameter : kind.parameters) {
    text += fmt::format("      {:<12}{:<14}{}\n", parameter.name, name_of(parameter.unit), parameter.meaning);
  }
  for (const std::vector<std::string>& combination : kind.combinations) {
    text += fmt::format("      given by    {}\n", joined(combination, ", "));
  }
  return text + "\n";
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", report::count_text(count), count == 1 ? one : many);
}

}  // namespace

std::optional<std::string> law_list(const std::string& only) {
  if (!only.empty()) {
    const LawKind* const kind = find_law_kind(only);
    if (kind == nullptr) return std::nullopt;
    return description_of(*kind);
  }
  std::string text =
      "Laws of times, by name and parameters. A law is given by any one of the sets of parameters named.\n\n";
  for (const LawKind& kind : law_kinds()) text += description_of(kind);
  return text +
         "Besides these a time may be a mixture of laws, shifted, a bathtub (piecewise constant hazard) or empirical\n"
         "(observed values): see docs/reference/language.md, or `nines schema --markdown`.\n";
}

std::string summary_of(const models::Study& study) {
  std::size_t nodes = 0;
  for (const models::NodeClass& node_class : study.platform.nodes) nodes += study.platform.members(node_class);
  return fmt::format("{} over {} in {}, mission {}", counted(study.platform.services.size(), "service", "services"),
                     counted(nodes, "node", "nodes"), counted(study.platform.nodes.size(), "class", "classes"),
                     report::duration_text(study.mission.count()));
}

}  // namespace nines::cli
