// Assumptions on the load that members share, and on what other services do with them.
#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/structure.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::closed_form::check {

using models::Study;

namespace {

/// Which nodes another service counts that matter to this one, too.
const models::NodeClass* shared_nodes(const Study& study, std::size_t service, const models::Service& other) {
  const auto kinds = relevant_kinds(study.platform, service);
  for (const models::Operand& operand : other.operands) {
    if (operand.kind != models::Operand::Kind::nodes) continue;
    if (std::find(kinds.begin(), kinds.end(), UnitKind{false, operand.index}) == kinds.end()) continue;
    return &study.platform.nodes[operand.index];
  }
  return nullptr;
}

}  // namespace

Broken regardless_of_load(const Study& study, std::size_t service) {
  for (const models::Service& other : study.platform.services) {
    if (!other.balanced || other.balanced->exponent == 0) continue;
    if (const models::NodeClass* nodes = shared_nodes(study, service, other))
      return fmt::format("{} fails more often while fewer share the load of {}", nodes->name, other.name);
  }
  return std::nullopt;
}

Broken no_roles_elsewhere(const Study& study, std::size_t service) {
  const auto beneath = services_beneath(study.platform, service);
  for (std::size_t i = 0; i < study.platform.services.size(); ++i) {
    const models::Service& other = study.platform.services[i];
    const bool freezes = other.switchover && other.switchover->freezes;
    if ((!other.standby && !freezes) || std::find(beneath.begin(), beneath.end(), i) != beneath.end()) continue;
    if (const models::NodeClass* nodes = shared_nodes(study, service, other))
      return fmt::format("{} {} {} as well", other.name, other.standby ? "keeps members in reserve of" : "freezes",
                         nodes->name);
  }
  return std::nullopt;
}

Broken nothing_in_front(const Study& study, std::size_t service) {
  const models::Service& spec = study.platform.services[service];
  if (spec.depends_on.empty()) return std::nullopt;
  return fmt::format("requests reach it through {}", study.platform.services[spec.depends_on.front()].name);
}

}  // namespace nines::closed_form::check
