#include "models/platform.h"

namespace nines::models {

std::size_t Platform::instances(std::size_t level) const {
  const DomainLevel& domain = domains[level];
  return domain.count * (domain.parent ? instances(*domain.parent) : 1);
}

std::size_t Platform::members(const NodeClass& node_class) const {
  return node_class.count * (node_class.level ? instances(*node_class.level) : 1);
}

}  // namespace nines::models
