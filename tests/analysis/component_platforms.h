// A platform for each kind of component and each of its options, small enough for an exact chain.
#pragma once

#include "models/study.h"

#include <ostream>
#include <string>
#include <vector>

namespace nines::test {

struct ComponentCase {
  std::string name;
  models::Study study;
};

inline std::ostream& operator<<(std::ostream& out, const ComponentCase& member) { return out << member.name; }

/// Every member of the family of components; each must give the same measures sampled and explored.
std::vector<ComponentCase> component_cases();

/// The same study with laws that hide what they are: the sampler then uses timers instead of rates and counts.
models::Study with_timers(const models::Study& study);

}  // namespace nines::test
