// The members of the family of laws that the contract test runs over.
#pragma once

#include "sim/laws.h"

#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace nines::testing {

struct LawMember {
  std::string name;
  LawPtr law;
  std::string kind;                     ///< of law_kinds(), or empty
  std::map<std::string, double> given;  ///< the parameters of a scalar kind
  std::vector<double> breaks_s;         ///< where the cdf jumps or has a kink, for the quadrature
};

inline void PrintTo(const LawMember& member, std::ostream* out) { *out << member.law->describe(); }

/// Members of every kind and every combination of parameters, mild and extreme.
const std::vector<LawMember>& law_members();

/// The law in a result that must hold one; a failure prints why and ends the program.
LawPtr law_in(const LawResult& result);

}  // namespace nines::testing
