// Formulas of the literature for single questions, without a scenario: given numbers in, numbers out.
//
// Each formula is a row of a table, so that a further one is one more row: in checkpointing.cpp, durability.cpp or
// redundancy.cpp. What it may be given is in the table of parameters (parameters.cpp), the same for all of them: a name means
// the same thing everywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nines::calculator {

/// How a number is given and shown. Numbers are held in SI units: seconds, bytes, 1/s for rates.
enum class Unit {
  time,
  rate,
  count,
  probability,
  bytes,
  share,  ///< 0.9 is "90 %"
  unavailability,  ///< shown as the availability
  number,
  per_year,
  per_day,
};
/// In documents: "s", "1/s", "bytes".
std::string_view name_of(Unit unit);
/// For people: "56.714 min", "91.2577 %", to six digits.
std::string text_of(Unit unit, double value);

/// What a formula may be given.
struct Parameter {
  std::string_view name;  ///< as on the command line: "mtbf"
  Unit unit;
  std::string_view meaning;
  double least = 0, most = 0;  ///< inclusive
  bool above_least = false;  ///< `least` itself is too small
};
const std::vector<Parameter>& parameters();
/// nullptr if there is none of this name.
const Parameter* find_parameter(std::string_view name);

/// Values by the names of parameters.
class Arguments {
 public:
  void set(std::string_view name, double value) { values_.emplace_back(name, value); }
  /// Throws std::out_of_range for a name that is not there.
  double operator()(std::string_view name) const;
  std::size_t count(std::string_view name) const { return static_cast<std::size_t>((*this)(name)); }
  bool has(std::string_view name) const;
  bool empty() const { return values_.empty(); }

 private:
  std::vector<std::pair<std::string, double>> values_;
};

/// Why an argument cannot be: "tolerated" "must be less than members, 8".
struct Fault {
  std::string parameter, reason;
};

struct Result {
  std::string_view what;
  Unit unit;
  double value;
};

/// Why a result is not to be believed, "outside 0 to 100 %: ...": the formula has left what it holds for. Empty: it has not.
std::string remark_on(const Result& result);

struct Formula {
  struct Needs {
    std::string_view parameter;
    std::optional<double> otherwise = std::nullopt;  ///< the value if it is not given; none: it must be
  };
  std::string_view name;  ///< as on the command line: "daly"
  std::string_view summary;  ///< what it answers
  std::string_view formula;  ///< in plain text
  std::string_view source, holds_for;
  std::string_view example;  ///< arguments that make a good example: "--mtbf 24h --checkpoint 5min"
  std::vector<Needs> needs;
  /// Each argument is within its parameter's range. Faults of one with another; then `evaluate` is not called.
  std::vector<Fault> (*faults)(const Arguments& arguments);
  std::vector<Result> (*evaluate)(const Arguments& arguments);
};
const std::vector<Formula>& formulas();
/// nullptr if there is none of this name.
const Formula* find_formula(std::string_view name);

/// An argument that is missing, not in its range, not the formula's, or at odds with another; all of them.
std::vector<Fault> faults(const Formula& formula, const Arguments& arguments);
/// The arguments and what is assumed for those that were not given.
Arguments completed(const Formula& formula, Arguments arguments);

/// Every formula with its parameters; one formula. For people, at most 100 columns wide.
std::string list_text();
std::string description_text(const Formula& formula);
/// docs/reference/formulas.md.
std::string reference_markdown();

/// What a formula gives for such arguments, which have no faults: for people, and as the document "nines-formula", version 1
/// (docs/reference/result.md).
std::string table(const Formula& formula, const Arguments& arguments, bool colour);
std::string json(const Formula& formula, const Arguments& arguments);

}  // namespace nines::calculator
