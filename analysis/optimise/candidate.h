// A setting that may be the best one, and what is known of it so far.
#pragma once

#include "analysis/monte_carlo/moments.h"
#include "analysis/optimise/result.h"
#include "models/model.h"
#include "models/optimise.h"
#include "models/study.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nines::optimise {

/// A setting that was read and found good, with what it costs.
struct Candidate {
  std::vector<models::Setting> settings;
  models::Study study;
  std::string scenario_hash;
  std::vector<models::FixedCost> fixed;
  std::vector<models::LossCost> losses;
  std::size_t service = 0;  ///< whose nines are laid beside the cost

  double fixed_per_year() const;
};

/// What trials told of a candidate.
struct Seen {
  std::vector<double> losses;  ///< of each trial: what went wrong costs so much per year; empty if that costs nothing
  std::vector<double> lost;  ///< of each trial: the share of the mission that Candidate::service was down
  std::vector<monte_carlo::Moments> objectives;  ///< of each objective: the sums that it is judged by
  std::vector<std::size_t> met;  ///< of each objective over a share of missions: in how many it was met
  monte_carlo::Moments service;  ///< of that whose nines are asked for
  std::size_t trials = 0;

  /// Appends later trials.
  void merge(const Seen& later);
};

/// What the Markov chain told of it; nothing where there is no chain, or it has no such answer.
struct ExactAnswers {
  std::vector<std::optional<ExactValue>> objectives;  ///< one for each
  std::optional<double> losses_per_year;
  std::optional<double> unavailability;

  /// There is nothing left to simulate.
  bool complete() const;
};

struct Tried {
  Candidate candidate;
  ExactAnswers exact;
  std::size_t round = 0;  ///< the last one that it took part in, from 0
  std::size_t first_trial = 0;  ///< of that round
  Seen seen = {};  ///< in that round
  Fate fate = Fate::open;
  /// Of the objectives, shown with the confidence of the whole answer.
  std::vector<ObjectiveResult::Outcome> outcomes = {};
  std::shared_ptr<const models::Model> model = {};  ///< once it is simulated
};

}  // namespace nines::optimise
