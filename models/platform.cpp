#include "models/platform.h"

#include <algorithm>
#include <cmath>

namespace nines::models {

double Restarts::back_off_scale(std::size_t attempt) const {
  const double grown = std::pow(back_off_factor, static_cast<double>(attempt - 1));
  const double mean_s = back_off ? back_off->mean().count() : 0;
  return mean_s > 0 ? std::min(grown, back_off_at_most.count() / mean_s) : grown;
}

std::vector<std::size_t> Platform::nodes_beneath(std::size_t service) const {
  std::vector<std::size_t> waiting{service}, found;
  std::vector<bool> seen(services.size(), false);  // a scenario that is not yet checked may have circles
  while (!waiting.empty()) {
    const std::size_t each = waiting.back();
    waiting.pop_back();
    if (seen[each]) continue;
    seen[each] = true;
    for (const Operand& operand : services[each].operands) {
      if (operand.kind == Operand::Kind::service) waiting.push_back(operand.index);
      const bool is_new = std::find(found.begin(), found.end(), operand.index) == found.end();
      if (operand.kind == Operand::Kind::nodes && is_new) found.push_back(operand.index);
    }
  }
  return found;
}

std::size_t Platform::instances(std::size_t level) const {
  const DomainLevel& domain = domains[level];
  return domain.count * (domain.parent ? instances(*domain.parent) : 1);
}

std::size_t Platform::members(const NodeClass& node_class) const {
  return node_class.count * (node_class.level ? instances(*node_class.level) : 1);
}

const LawPtr& Switchover::law(Purpose purpose) const {
  static const LawPtr none;
  switch (purpose) {
    case decides: return decision;
    case switches: return time;
    case recovers: return recovery;
    case watches: return failback ? failback->after : none;
    case fails_back: return failback ? failback->time : none;
    case purposes: break;
  }
  return none;
}

}  // namespace nines::models
