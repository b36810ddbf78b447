// Assumptions on the load that members share.
#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/structure.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::closed_form::check {

using models::Study;

Broken regardless_of_load(const Study& study, std::size_t service) {
  const auto kinds = relevant_kinds(study.platform, service);
  for (const models::Service& other : study.platform.services) {
    if (!other.balanced || other.balanced->exponent == 0) continue;
    for (const models::Operand& operand : other.operands) {
      if (std::find(kinds.begin(), kinds.end(), UnitKind{false, operand.index}) == kinds.end()) continue;
      return fmt::format("{} fails more often while fewer share the load of {}",
                         study.platform.nodes[operand.index].name, other.name);
    }
  }
  return std::nullopt;
}

Broken nothing_in_front(const Study& study, std::size_t service) {
  const models::Service& spec = study.platform.services[service];
  if (spec.depends_on.empty()) return std::nullopt;
  return fmt::format("requests reach it through {}", study.platform.services[spec.depends_on.front()].name);
}

}  // namespace nines::closed_form::check
