// All ways in which the random decisions within one event can fall out, one after another.
//
// A behaviour's code cannot be stopped in the middle of an event and copied, but it can be run again: each run follows
// a script of outcomes as far as it goes and takes the first possible outcome beyond it; then the last decision that
// has another outcome is moved on. That is a depth-first walk over the tree of decisions, without recursion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace nines {

class DecisionPaths {
 public:
  /// A new event: nothing is known of its decisions.
  void open() { path_.clear(); }

  /// The event's code is about to run, for the path that is next.
  void begin_path() {
    depth_ = 0;
    probability_ = 1;
  }

  /// An outcome below `outcomes` for the decision that the code asks for next, where `probability_of(i)` is that of
  /// outcome i. Outcomes of probability zero are never taken.
  template <class Probability>
  std::uint32_t decide(std::uint32_t outcomes, Probability probability_of) {
    const auto next_possible = [&](std::uint32_t outcome) {
      while (outcome < outcomes && !(probability_of(outcome) > 0)) ++outcome;
      return outcome;
    };
    if (depth_ == path_.size()) {
      path_.push_back({next_possible(0), 0, false});
      if (path_.back().outcome == outcomes) throw std::logic_error("a random decision without a possible outcome");
    }
    Decision& decision = path_[depth_++];
    decision.next = next_possible(decision.outcome + 1);
    decision.has_next = decision.next < outcomes;
    probability_ *= probability_of(decision.outcome);
    return decision.outcome;
  }

  /// The probability of the path that has just been run.
  double probability() const { return probability_; }

  /// Moves on to the next path; false when all have been run.
  bool next_path() {
    while (!path_.empty() && !path_.back().has_next) path_.pop_back();
    if (path_.empty()) return false;
    path_.back().outcome = path_.back().next;
    return true;
  }

 private:
  struct Decision {
    std::uint32_t outcome, next;
    bool has_next;
  };
  std::vector<Decision> path_;
  std::size_t depth_ = 0;
  double probability_ = 1;
};

}  // namespace nines
