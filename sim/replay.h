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
#include <utility>
#include <vector>

namespace nines {

class Replay {
 public:
  struct RewardChange {
    std::uint32_t reward;
    std::int32_t gone;  ///< so many of the members that it counts have gone
    double value;
  };
  /// What happens in one event.
  struct Step {
    /// In order; the race that was won is the first; a blamed cause as below.
    std::vector<std::uint32_t> races, causes;
    std::vector<RewardChange> rewards;  ///< each once, with its last value and all that have gone
    std::vector<std::pair<std::uint32_t, bool>> conditions;
    bool decided = false;  ///< at random, so that the next time may differ
    void clear();
    void change(std::uint32_t reward, double value, int gone);
  };
  /// A step that is remembered.
  struct Known {
    std::uint32_t to = none;  ///< none: it is not known yet
    /// Its causes, conditions (2 * number + whether it is up) and races, one behind the other. There is always a cause, if
    /// need be the one behind the last of the model, so that whether one struck is not to be guessed by a branch.
    std::uint32_t first_number = 0;
    std::uint32_t first_reward = 0;
    std::uint8_t causes = 0, conditions = 0, races = 0, rewards = 0;
  };

  explicit Replay(const Layout& layout);

  /// Whether the model has states to remember: no timers, and not too large.
  static bool can_replay(const Layout& layout);

  /// Where steps name causes: first all that have struck, then one for no cause, then each as it is only blamed.
  static std::size_t causes_and_blamed(const Layout& layout) { return 2 * layout.causes + 1; }
  static std::uint32_t blamed(const Layout& layout, std::uint32_t cause) { return layout.causes + 1 + cause; }
  /// The cause that is meant by a step's first; none if there is none.
  static std::uint32_t root(const Layout& layout, std::uint32_t name) {
    if (name < layout.causes) return name;
    return name == layout.causes ? none : name - layout.causes - 1;
  }

  /// The name of the state that the arena is in: where its rows begin in the tables below. `none` if remembering does
  /// not pay for this model.
  std::uint32_t enter(const std::vector<std::uint64_t>& arena, const std::vector<double>& rates);
  /// Puts the arena and the rates into a state.
  void restore(std::uint32_t state, std::vector<std::uint64_t>& arena, std::vector<double>& rates);

  /// For each rate, the sum of the rates of its race up to it.
  const double* sums(std::uint32_t state) const { return sums_.data() + state; }

  /// The step that the rate leads to, if it is known.
  const Known* find(std::uint32_t state, std::uint32_t rate) {
    const Known& step = steps_[state + rate];
    if (step.to == none) return nullptr;
    ++replayed_;
    return &step;
  }
  /// What the step that has just been taken did. `from` and `to` are as enter() numbered them; if it has forgotten all
  /// in between, nothing is remembered.
  void remember(std::uint32_t from, std::uint32_t rate, std::uint32_t to, const Step& step);

  const std::uint32_t* numbers(const Known& step) const { return numbers_.data() + step.first_number; }
  const RewardChange* rewards(const Known& step) const { return rewards_.data() + step.first_reward; }

 private:
  void forget();
  bool pays();

  const Layout& layout_;
  std::uint32_t rates_each_;
  std::size_t most_states_;
  std::optional<StateIndex> index_;
  StateImage image_;
  std::vector<std::byte> key_;
  std::vector<double> rates_, sums_;  ///< [state][rate]
  std::vector<Known> steps_;  ///< [state][rate]
  std::vector<std::uint32_t> numbers_;
  std::vector<RewardChange> rewards_;
  bool has_forgotten_ = false;
  bool given_up_ = false;
  std::uint64_t replayed_ = 0, entered_ = 0;
};

}  // namespace nines
