// Steps that a memoryless model has taken before, to be taken again without running the behaviour's code.
//
// Where all clocks are rates the model is a Markov chain, and what an event does depends on the state and on the rate
// that has won, unless it makes a random decision. So the sampler writes down what a step did (which races are to be
// drawn anew, which rewards and conditions changed, what struck) and does just that when the same rate wins in the same
// state: the same operations on the same numbers, hence the same result to the last bit. What is remembered is bounded.
#pragma once

#include "sim/layout.h"
#include "sim/state_image.h"
#include "sim/state_index.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace nines {

class Replay {
 public:
  struct RewardChange {
    std::uint32_t reward;
    double value;
  };
  /// What happens in one event.
  struct Step {
    std::vector<std::uint32_t> races, causes;  ///< in order; the race that was won is the first
    std::vector<RewardChange> rewards;  ///< each once, with its last value
    std::vector<std::pair<std::uint32_t, bool>> conditions;
    bool decided = false;  ///< at random, so that the next time may differ
    void clear();
    void change(std::uint32_t reward, double value);
  };
  /// A step that is remembered.
  struct Known {
    std::uint32_t to;
    std::uint32_t first_number;  ///< its races, causes and conditions (2 * number + up), one behind the other
    std::uint32_t first_reward;
    std::uint8_t races, causes, conditions, rewards;
  };

  explicit Replay(const Layout& layout);

  /// Whether the model has states to remember: no timers, and not too large.
  static bool can_replay(const Layout& layout);

  /// The number of the state that the arena is in; `none` if remembering does not pay for this model.
  std::uint32_t enter(const std::vector<std::uint64_t>& arena, const std::vector<double>& rates);
  /// Puts the arena and the rates into a state.
  void restore(std::uint32_t state, std::vector<std::uint64_t>& arena, std::vector<double>& rates);

  const double* rates(std::uint32_t state) const { return rates_.data() + std::size_t{state} * rates_each_; }

  /// The step that the rate leads to, if it is known.
  const Known* find(std::uint32_t state, std::uint32_t rate) {
    const std::uint32_t step = step_of_[std::size_t{state} * rates_each_ + rate];
    if (step == none) return nullptr;
    ++replayed_;
    return &steps_[step];
  }
  /// What the step that has just been taken did. `from` and `to` are as enter() numbered them; if it has forgotten all
  /// in between, nothing is remembered.
  void remember(std::uint32_t from, std::uint32_t rate, std::uint32_t to, const Step& step);

  std::span<const std::uint32_t> races(const Known& step) const { return {&numbers_[step.first_number], step.races}; }
  std::span<const std::uint32_t> causes(const Known& step) const {
    return {numbers_.data() + step.first_number + step.races, step.causes};
  }
  std::span<const std::uint32_t> conditions(const Known& step) const {
    return {numbers_.data() + step.first_number + step.races + step.causes, step.conditions};
  }
  std::span<const RewardChange> rewards(const Known& step) const {
    return {rewards_.data() + step.first_reward, step.rewards};
  }

 private:
  void forget();
  bool pays();

  const Layout& layout_;
  std::size_t rates_each_, most_states_;
  std::optional<StateIndex> index_;
  StateImage image_;
  std::vector<std::byte> key_;
  std::vector<double> rates_;  ///< [state][rate]
  std::vector<std::uint32_t> step_of_;  ///< [state][rate], or none
  std::vector<Known> steps_;
  std::vector<std::uint32_t> numbers_;
  std::vector<RewardChange> rewards_;
  bool has_forgotten_ = false;
  bool given_up_ = false;
  std::uint64_t replayed_ = 0, entered_ = 0;
};

}  // namespace nines
