// The explorer: the interpreter that fires each enabled clock in turn, from each reachable state, and so turns a
// behaviour into the exact Markov chain behind it.
//
// It is a Context like the sampler (sim/README.md says what a Context must offer), but has neither now() nor observer():
// those are for tracing, and a behaviour that depended on the time of day would be no Markov chain. A timer is explored by the phases of its law (Neuts 1981), which must
// have an exact phase-type representation; a random decision by each of its outcomes.
//
// A state is the arena's fixed part, the lists and the timers' phases and speeds. Rates, rewards and conditions must be
// functions of it; where they are not, the behaviour keeps something outside its state, and std::logic_error says so.
#pragma once

#include "sim/decisions.h"
#include "sim/state_image.h"
#include "sim/state_index.h"
#include "sim/state_space.h"
#include "sim/symmetry.h"

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

namespace nines {

class Explorer {
 public:
  static constexpr bool traced = false;

  /// Throws std::invalid_argument if a timer's law has no exact phase-type representation.
  explicit Explorer(const Layout& layout, const ExploreOptions& options = {});

  /// All states that `behaviour` can reach. Throws StateSpaceTooLarge and ExplorationStopped. To be called once.
  template <class Behaviour>
  StateSpace explore(const Behaviour& behaviour) {
    each_path(1, [&] {
      behaviour.start(*this);
      behaviour.settle(*this);
    });
    finish_start();
    while (next_state()) {
      for (const EnabledClock& clock : enabled_) {
        each_path(clock.per_second, [&] {
          if (clock.enters_phase > 0) {
            image_.phase[clock.number] = clock.enters_phase;
            return;  // nothing that the behaviour could notice
          }
          if (clock.is_timer) {
            stop(clock.number);
            behaviour.on_timer(*this, clock.number);
          } else {
            behaviour.on_rate(*this, clock.number);
          }
          behaviour.settle(*this);
        });
      }
      finish_state();
    }
    return std::move(space_);
  }

  // The Context.
  template <class T>
  T& at(Offset offset) {
    return *reinterpret_cast<T*>(image_.bytes() + offset);
  }
  Fifo fifo(const FifoSpec& spec) { return image_.fifo(spec); }

  double rate(std::uint32_t rate) const { return image_.rate[rate]; }
  void set_rate(std::uint32_t rate, double per_second) { image_.rate[rate] = per_second; }

  /// Starts a stopped timer afresh.
  void start(std::uint32_t timer, double speed = 1) {
    const PhaseClock& law = *timer_law_[timer];
    const auto probability = [&](std::uint32_t i) { return law.start[i].second; };
    const auto starts = static_cast<std::uint32_t>(law.start.size());
    image_.phase[timer] = law.start[starts == 1 ? 0 : decisions_.decide(starts, probability)].first;
    image_.speed[timer] = speed;
  }
  /// Starts a stopped timer at an age, for a memoryless law only: then the age tells nothing and is left as it is.
  void start_aged(std::uint32_t timer, double& age_s, double speed = 1);
  void stop(std::uint32_t timer) { image_.phase[timer] = 0, image_.speed[timer] = 0; }
  void set_speed(std::uint32_t timer, double speed) {
    if (!is_stopped(timer)) image_.speed[timer] = speed;
  }
  bool is_stopped(std::uint32_t timer) const { return image_.phase[timer] == 0; }

  bool coin(std::uint32_t /*coin*/, double probability) {
    if (probability <= 0) return false;
    if (probability >= 1) return true;
    return decisions_.decide(2, [&](std::uint32_t i) { return i == 0 ? probability : 1 - probability; }) == 0;
  }
  std::uint32_t binomial(std::uint32_t coin, std::uint32_t n, double probability);
  template <class Weight>
  std::uint32_t choose(std::uint32_t /*coin*/, std::uint32_t n, double total, Weight weight) {
    return decisions_.decide(n, [&](std::uint32_t i) { return weight(i) / total; });
  }

  void set_reward(std::uint32_t reward, double value) { reward_[reward] = value; }
  void add_members(std::uint32_t reward, int change, int gone) {
    reward_[reward] += change;
    if (gone != 0) gone_.emplace_back(reward, gone);
  }
  void set_condition(std::uint32_t condition, bool up) { condition_[condition] = up ? 1 : 0; }
  void set_chain_condition(std::uint32_t condition, bool up) { set_condition(condition, up); }
  void count_cause(std::uint32_t cause, bool struck = true) {
    if (struck) struck_.push_back(cause);
  }
  void blame(std::uint32_t /*cause*/) {}
  std::uint32_t cause() const { return none; }
  // What is observed but no part of the state is nothing to a chain.
  void stamp(std::uint32_t /*stamp*/) {}
  void copy_stamp(std::uint32_t /*to*/, std::uint32_t /*from*/) {}
  void move_stamps(std::uint32_t /*to*/, std::uint32_t /*from*/, std::uint32_t /*n*/) {}
  void set_age(std::uint32_t /*stamp*/, double /*age_s*/) {}
  double since(std::uint32_t /*stamp*/) const { return 0; }
  void observe(std::uint32_t /*series*/, double /*value*/) {}
  void observe_drawn(std::uint32_t /*series*/, const Law& /*law*/, std::uint32_t /*coin*/) {}

 private:
  /// A law by its phases, numbered from 1.
  struct PhaseClock {
    struct Move {
      std::uint32_t phase;  ///< 0: the timer ends
      double per_second;
    };
    std::vector<std::pair<std::uint32_t, double>> start;  ///< possible first phases with their probabilities
    std::vector<std::vector<Move>> moves;  ///< [phase - 1]
    bool memoryless = false;
  };
  struct EnabledClock {
    std::uint32_t number;
    bool is_timer;
    std::uint32_t enters_phase;  ///< of a timer; 0: the clock ends
    double per_second;
  };

  static PhaseClock phase_clock(const Law& law);

  /// Runs the code of one event, which happens at a rate (at the start: with probability 1), on every path.
  template <class Code>
  void each_path(double weight, Code code) {
    decisions_.open();
    paths_ = 0;
    do {
      restore();
      decisions_.begin_path();
      code();
      arrive(weight * decisions_.probability());
    } while (decisions_.next_path());
  }

  void restore();
  void arrive(double weight);
  std::uint32_t number_of_image();
  void remember_values();
  void check_values(std::uint32_t state) const;
  void finish_start();
  bool next_state();
  void note_enabled();
  void finish_state();
  void merge_row();
  void check_patience();

  const Layout& layout_;
  ExploreOptions options_;
  std::map<const Law*, PhaseClock> laws_;
  std::vector<const PhaseClock*> timer_law_;
  Symmetry symmetry_;
  StateIndex index_;
  StateSpace space_;

  // The event at work: where it started, and what it has done so far.
  std::uint32_t expanded_ = none;  ///< the state whose clocks are fired; none: the start
  std::vector<double> expanded_rates_;
  StateImage image_;
  std::vector<double> reward_;
  std::vector<std::uint8_t> condition_;
  std::vector<std::uint32_t> struck_;
  std::vector<std::pair<std::uint32_t, int>> gone_;  ///< reward, how many of the members that it counts
  DecisionPaths decisions_;
  std::size_t paths_ = 0;

  // The state at work: its clocks, its transitions so far and the rates at which causes strike and members go.
  std::vector<EnabledClock> enabled_;
  std::vector<std::uint32_t> rate_multiplicity_, timer_multiplicity_;
  std::vector<std::pair<std::uint32_t, double>> row_;
  std::vector<double> causes_, members_gone_;
  std::vector<std::uint32_t> member_number_;  ///< of a reward, among Layout::member_rewards; or none

  std::deque<double> waiting_rates_;  ///< of the states not yet expanded, in order
  std::vector<std::byte> key_;
};

}  // namespace nines
