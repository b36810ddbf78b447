// The formulas of five articles on keeping an AI platform available, each at its word: what the article prints, what its
// own formula gives, what is wrong with it, what is right, and what a simulation of that very system measures.
//
// Each formula is a row of a table (formulas.h lists them), so that a further one is one more row.
#pragma once

#include "analysis/result.h"
#include "models/study.h"

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nines::audit {

/// How a number is shown. Numbers are held in SI units: seconds, bytes, 1/year for rates of events.
enum class Unit {
  bare,  ///< said to have no unit, because a time was to be expected
  count,
  availability,  ///< held as unavailability, so that tiny ones stay accurate
  probability,  ///< held as its complement, for the same reason
  seconds,
  minutes,
  hours,
  downtime_per_year,
  per_year,
  terabytes,
};

/// What is put into a formula, by name, in SI units.
class Inputs {
 public:
  using Named = std::pair<std::string_view, double>;
  Inputs(std::initializer_list<Named> values) : values_(values) {}
  /// Throws std::out_of_range for a name that is not there.
  double operator()(std::string_view name) const;
  const std::vector<Named>& all() const { return values_; }

 private:
  std::vector<Named> values_;
};

/// What the article prints as the result.
struct Printed {
  std::string_view text;  ///< as it stands there
  double value = 0;  ///< in the unit of the right formula
};

/// Numbers for a formula: those of the article, or others that show where it holds.
struct Example {
  std::string_view name;
  Inputs inputs;
  std::optional<Printed> printed = std::nullopt;
};

/// What is simulated, and how the measured value is read from what a run found.
struct Simulation {
  std::string_view system;  ///< in words
  models::Study (*study)(const Inputs& inputs);
  Estimate (*measured)(const RunResult& result);
};

/// One row of the table.
struct Formula {
  std::string_view id;  ///< "001.HA": the article, and what the formula is of
  std::string_view name;
  std::string_view printed;  ///< the formula, in plain text
  std::string_view verdict;  ///< in a few words, for the overview
  std::string_view remark;  ///< what is wrong with it, and what is right
  std::string_view right_formula, source, holds_for;
  Unit own_unit = Unit::count, right_unit = Unit::count;
  int digits = 4;  ///< significant ones, of both formulas
  double (*own)(const Inputs& inputs) = nullptr;
  double (*right)(const Inputs& inputs) = nullptr;
  std::optional<Simulation> simulation = std::nullopt;  ///< none: see `not_simulated`
  std::string_view not_simulated = {};  ///< why not
  std::vector<Example> examples;
};

struct Article {
  std::string_view number, title;
  std::vector<Formula> formulas;
};

/// What the examples of one formula come to.
struct Answer {
  double own = 0, right = 0;
  std::optional<Estimate> measured;
  std::size_t trials = 0;
  double mission_s = 0;
  /// Measured minus right in standard errors; nothing where the interval has no width or no two ends.
  std::optional<double> deviation_sigma;
};

struct Finding {
  Formula formula;
  std::vector<Answer> answers;  ///< one for each example
};

struct AuditedArticle {
  std::string_view number, title;
  std::vector<Finding> findings;
};

struct Audit {
  std::uint64_t seed = 0;
  double confidence = 0;
  std::vector<AuditedArticle> articles;
  bool interrupted = false;  ///< then some of the simulations are missing
};

struct Options {
  bool simulate = true;  ///< false: the formulas alone
  unsigned threads = 0;  ///< 0: as many as the machine has; the answer is the same for any number
  const std::atomic<bool>* stop = nullptr;
};

/// Evaluates every formula and simulates every system; takes a few seconds.
Audit audit(const Options& options);

/// For people, at most 100 columns wide.
std::string text(const Audit& audit, bool colour);
/// docs/guide/audit.md.
std::string markdown(const Audit& audit);
/// The document "nines-audit", version 1: docs/reference/result.md.
std::string json(const Audit& audit);

}  // namespace nines::audit
