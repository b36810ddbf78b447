// What `nines optimise` found: the best setting, what else was tried and why it is not the best, and what stayed open.
#pragma once

#include "analysis/result.h"
#include "models/optimise.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace nines::optimise {

/// What became of a candidate.
enum class Fate {
  open,    ///< neither shown to be worse than the best nor to be better
  best,    ///< the answer
  dearer,  ///< shown to be dearer than another one that meets the objectives
  misses,  ///< shown to miss an objective
};

inline constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// A value with its interval; exact where both ends are the value.
struct Interval {
  double value = 0, low = 0, high = 0;
};

struct JudgedObjective {
  models::Objective objective;
  Estimate value;  ///< simulated; with the confidence of the scenario, each for itself
  std::optional<double> exact;  ///< by the chain
  ObjectiveResult::Outcome outcome = ObjectiveResult::Outcome::unresolved;  ///< with that of the whole answer
};

/// A candidate as it stands at the end.
struct Point {
  std::vector<models::Setting> settings;
  std::string scenario_hash;
  Fate fate = Fate::open;
  std::size_t round = 0, trials = 0;  ///< the last round that it took part in, and its trials in it
  bool by_chain = false;              ///< all of it by the Markov chain: nothing was simulated
  std::vector<models::FixedCost> fixed;
  double fixed_per_year = 0;
  Interval losses_per_year;  ///< each for itself, as is total()
  std::vector<JudgedObjective> objectives;
  Estimate unavailability;  ///< of OptimiseResult::service
  std::optional<double> exact_unavailability;
  /// How much more it costs than the best, from the same random numbers; the intervals of all points hold together.
  /// Nothing without a best one, and for those that were given up in an earlier round.
  std::optional<Interval> dearer_by;
  bool on_front = false;
  bool front_resolved = true;  ///< it is known to have more nines than the last cheaper point of which that is known

  double cost() const { return fixed_per_year + losses_per_year.value; }
  double nines_lost() const { return exact_unavailability.value_or(unavailability.value); }
};

struct OptimiseResult {
  /// How much of the question is answered.
  enum class Answer {
    found,          ///< the best meets the objectives, and nothing that does is cheaper by more than is cared for
    cheaper_open,   ///< the best meets the objectives; whether something is noticeably cheaper stayed open
    maybe_meets,  ///< of none is it shown that it meets the objectives; of some it is not shown that they miss them
    none_meets,  ///< all were shown to miss one
    nothing_yet,  ///< interrupted before the first trials were done
  };
  Answer answer = Answer::nothing_yet;
  std::string title, scenario_file, scenario_hash;
  models::Optimise asked;
  std::string service;  ///< whose nines are laid beside the cost
  std::vector<Point> points;  ///< in the order in which they were tried
  std::size_t best = none;  ///< without one that is shown to meet the objectives: the likeliest
  std::size_t closest = none;  ///< if none meets the objectives: the one that misses them least
  /// With the confidence of the whole answer: nothing that meets the objectives is cheaper than the best by more.
  /// Infinite where too little was seen to say.
  double regret = std::numeric_limits<double>::infinity();
  std::vector<std::size_t> front;  ///< cost against nines, the cheapest first
  std::size_t rounds = 0, rounds_planned = 0;  ///< one, and each refinement one more
  std::size_t refined_invalid = 0;  ///< refined values that make no valid scenario
  std::size_t trials = 0, budget = 0;  ///< of all candidates together
  std::uint64_t seed = 0;
  double mission_s = 0, interval_confidence = 0.95;
  double elapsed_s = 0;
  bool interrupted = false;
};

}  // namespace nines::optimise
