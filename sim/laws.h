// The family of laws: one table row a kind, with the parameters that planners have.
//
// The table is what the scenario language, its schema, `nines laws` and the reference page are made from.
#pragma once

#include "sim/law.h"

#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace nines {

enum class ParameterUnit {
  time,         ///< in seconds
  rate,         ///< in 1/s
  number,       ///< a positive number without unit
  probability,  ///< in [0, 1]
  count,        ///< a positive integer
};

struct LawParameter {
  std::string name;     ///< as written in a scenario: "mean", "p95", "shape", "cv", "sigma"
  ParameterUnit unit;
  std::string meaning;  ///< one line for the reference page
};

/// A law that is determined by named scalar parameters.
struct LawKind {
  std::string name;     ///< "weibull"
  std::string summary;  ///< one line
  std::vector<LawParameter> parameters;
  std::vector<std::vector<std::string>> combinations;  ///< each set of parameters that determines the law
  std::string positional;  ///< the parameter meant by a bare leading quantity ("exponential 1000 h"): "mean", mostly

  /// Whether it can be given by a `low` and a `high`.
  bool has_bounds() const;
};

/// All scalar kinds: exponential, fixed, uniform, weibull, lognormal, gamma, erlang, hyperexponential, normal (truncated at 0).
std::span<const LawKind> law_kinds();
const LawKind* find_law_kind(const std::string& name);

/// Why a law cannot be made: which parameter, what is wrong and why, and what would be right.
struct LawError {
  std::string parameter;  ///< empty: the combination as a whole
  std::string message;
  std::string hint;
};

using LawResult = std::variant<LawPtr, LawError>;

/// Makes a law of a scalar kind; times in seconds, rates in 1/s. Too few, too many, contradictory or impossible parameters are errors.
LawResult make_law(const std::string& kind, const std::map<std::string, double>& parameters);

/// One of several laws, chosen with the given probabilities (they must sum to 1 within 1e-9).
LawResult make_mixture(const std::vector<std::pair<double, LawPtr>>& parts);
/// `law` plus a constant.
LawResult make_shifted(LawPtr law, Seconds by);
/// Piecewise constant hazard ("bathtub"): rate_per_second[i] from the end of the piece before until until[i]; the last piece has no end.
struct HazardPiece {
  Seconds until;  ///< infinite for the last
  double rate_per_second;  ///< >= 0; > 0 in the last
};
LawResult make_piecewise_hazard(const std::vector<HazardPiece>& pieces);
/// The empirical law of observed times: each with equal weight.
LawResult make_empirical(std::vector<Seconds> values);

/// Shorthands for code and tests; they abort on impossible parameters.
LawPtr exponential_with_mean(Seconds mean);
LawPtr exponential_with_rate(double per_second);
LawPtr fixed_time(Seconds value);

}  // namespace nines
