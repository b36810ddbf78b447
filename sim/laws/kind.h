// Internal to the family of laws: how a kind puts itself into the table, and what its files share.
#pragma once

#include "sim/laws.h"

#include <map>
#include <string>
#include <vector>

namespace nines::laws {

using Parameters = std::map<std::string, double>;

/// A row of the table of kinds. `make` is called with exactly one of the kind's combinations, each value finite,
/// positive (or zero where `may_be_zero` names it) and within its unit's range.
struct KindRow {
  LawKind kind;
  std::vector<std::string> may_be_zero;
  LawResult (*make)(const Parameters& given);
};

KindRow exponential_kind();
KindRow fixed_kind();
KindRow uniform_kind();
KindRow weibull_kind();
KindRow lognormal_kind();
KindRow gamma_kind();
KindRow erlang_kind();
KindRow hyperexponential_kind();
KindRow normal_kind();

/// A law that can move its own atoms: the shifted law then has them at exactly the shifted times.
class Shiftable {
 public:
  virtual ~Shiftable() = default;
  virtual LawPtr shifted_by(Seconds by) const = 0;
};

/// The phase type of one exponential phase.
PhaseType single_phase(double per_second);

/// A mixture whose probabilities are known to be right; `description` replaces the list of its parts.
LawPtr mixture_of(std::vector<std::pair<double, LawPtr>> parts, std::string description);

/// Refuses a law whose mean or variance overflows or vanishes in double precision: nothing downstream could use it.
LawResult with_usable_moments(LawPtr law);

/// "1.5 h", "30 s", "40 ms": at most six significant digits.
std::string in_words(Seconds time);

}  // namespace nines::laws
