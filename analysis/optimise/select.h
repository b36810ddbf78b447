// One round of ranking and selection: which of these candidates is the cheapest that meets its objectives?
//
// docs/decisions/007-ranking-and-selection.md has the reasons and the proof of what is promised.
#pragma once

#include "analysis/optimise/candidate.h"
#include "analysis/optimise/simulate.h"

#include <functional>
#include <vector>

namespace nines::optimise {

struct SelectOptions {
  double error = 0.05;  ///< the probability that anything said of this round is wrong
  double indifference = 0.01;
  std::size_t budget = 0;  ///< trials of all candidates together
  SimulateOptions simulate;
  std::function<void(std::size_t trials_done, std::size_t candidates_left)> progress;
};

struct Selected {
  std::size_t best = none;  ///< among the candidates of this round; shown to meet the objectives
  std::vector<std::size_t> open;  ///< the others that are still in the race
  double regret = 0;  ///< nothing that meets the objectives is cheaper than the best by more
  double tail = 0;  ///< each single statement was made with this error at most
  std::size_t trials = 0;
  bool interrupted = false;
};

/// The fewest trials that a candidate needs.
inline constexpr std::size_t fewest_trials = 32;

/// Gives all candidates the same trials, with the same random numbers, then those that are still in the race twice as
/// many, and so on, until the cheapest is known well enough or the budget is spent. Fills in Tried::seen, fate and
/// outcomes. What the chain has answered is not simulated.
Selected select(const std::vector<Tried*>& candidates, const SelectOptions& options);

}  // namespace nines::optimise
