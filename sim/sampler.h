// The sampler: the interpreter that draws times and keeps them in the event queue. One object runs many trials, one
// after another, without allocating.
//
// It is a Context: the behaviour's code touches the world through it alone (see sim/README.md for what a Context
// must offer); an observer may have observe() and reward(), which is told each change. The draw for a clock's n-th start in
// a trial has the address (seed, trial, clock, n): the order in which components are looked at changes nothing.
#pragma once

#include "sim/clock_states.h"
#include "sim/event_queue.h"
#include "sim/layout.h"
#include "sim/replay.h"
#include "sim/rewards.h"

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/exponential_distribution.hpp>

#include <cmath>
#include <cstring>

namespace nines {

template <class Observer>
class Sampler {
  using Timer = TimerState;
  using Race = RaceState;

 public:
  static constexpr bool traced = Observer::traced;
  static constexpr bool observes = requires(Observer each) { each.observe(0u, 0.0, 0.0, 0u); };
  static constexpr bool observes_rewards = requires(Observer each) { each.reward(0u, 0.0, 0.0); };

  Sampler(const Layout& layout, Observer& observer)
      : layout_(layout),
        observer_(observer),
        first_race_slot_(layout.timers()),
        queue_(layout.timers() + layout.races.size(), layout.concurrent_timers + layout.races.size()),
        arena_((layout.bytes + 7) / 8),
        timers_(layout.timers()),
        rates_(layout.rates()),
        sums_(layout.rates()),
        races_(layout.races.size()),
        coins_(layout.coins, 0),
        rewards_(layout.rewards),
        stamps_(layout.stamps, 0),
        counts_(Replay::causes_and_blamed(layout), 0),
        dirty_(layout.races.size()),
        is_dirty_(layout.races.size(), 0) {
    if (!traced && Replay::can_replay(layout)) replay_.emplace(layout);
  }

  /// Runs one trial of `behaviour` from time 0 to `horizon_s`. Returns the number of events. A behaviour that has one is
  /// given a look() now and then, from which it may throw.
  template <class Behaviour>
  std::uint64_t run(const Behaviour& behaviour, std::uint64_t seed, std::uint32_t trial, double horizon_s) {
    begin(seed, trial, horizon_s);
    behaviour.start(*this);
    finish_event(behaviour);
    rewards_.begin_counting();
    if (replay_) state_ = arena_state_ = replay_->enter(arena_, rates_);
    std::uint64_t events = 0;
    while (!queue_.empty()) {
      now_ = queue_.top().time;
      const std::uint32_t slot = queue_.top().slot;
      cause_ = none;
      ++events;
      if constexpr (requires { behaviour.look(); }) {
        if (events % events_between_looks == 0) behaviour.look();
      }
      if (slot >= first_race_slot_) {
        win(behaviour, slot - first_race_slot_);
      } else {
        queue_.open_top();
        timers_[slot].speed = stopped;
        behaviour.on_timer(*this, slot);
        finish_event(behaviour);
        if (queue_.size() > most_in_cache) fetch_ahead(behaviour);
      }
    }
    now_ = horizon_s;
    rewards_.end(horizon_s);
    return events;
  }

  /// Takes no step from memory, which would do the same.
  void never_replay() { replay_.reset(); }

  // What a trial leaves behind.
  const Rewards& rewards() const { return rewards_; }
  double reward_integral(std::uint32_t reward) const { return rewards_.integral(reward); }
  std::uint32_t count(std::uint32_t cause) const { return counts_[cause]; }
  /// Memory for what a trial can change, in bytes.
  std::size_t bytes() const {
    return queue_.bytes() + arena_.capacity() * 8 + timers_.capacity() * sizeof(Timer) +
           2 * rates_.capacity() * sizeof(double) + (races_.capacity() * (sizeof(Race) + 5)) + coins_.capacity() * 4;
  }

  // The Context.
  double now() const { return now_; }
  Observer& observer() { return observer_; }

  template <class T>
  T& at(Offset offset) {
    return *reinterpret_cast<T*>(reinterpret_cast<std::byte*>(arena_.data()) + offset);
  }
  Fifo fifo(const FifoSpec& spec) {
    return Fifo(reinterpret_cast<std::byte*>(arena_.data()) + spec.offset, spec.capacity);
  }

  double rate(std::uint32_t rate) const { return rates_[rate]; }
  [[gnu::always_inline]] void set_rate(std::uint32_t rate, double per_second) {
    if (rates_[rate] == per_second) return;
    rates_[rate] = per_second;
    mark(layout_.rate_race[rate]);
  }

  /// Starts a stopped timer afresh.
  void start(std::uint32_t timer, double speed = 1) {
    MiniStream stream = draws(timer);
    begin_timer(timer, layout_.timer_law[timer]->sample(stream).count(), speed);
  }
  /// Starts a stopped timer at an age, as after a minimal repair; `age_s` becomes the age at which it will end.
  void start_aged(std::uint32_t timer, double& age_s, double speed = 1) {
    MiniStream stream = draws(timer);
    const double residual = layout_.timer_law[timer]->sample_residual(stream, Seconds(age_s)).count();
    age_s += residual;
    begin_timer(timer, residual, speed);
  }
  void stop(std::uint32_t timer) {
    if (is_stopped(timer)) return;
    queue_.remove(timer);
    timers_[timer].speed = stopped;
  }
  /// Changes how fast the timer's age grows; 0 pauses it. Nothing happens to a stopped timer.
  void set_speed(std::uint32_t timer, double speed) {
    Timer& state = timers_[timer];
    if (state.speed == stopped || state.speed == speed) return;
    const double work = state.speed > 0 ? (state.time - now_) * state.speed : state.time;
    state.speed = speed;
    schedule(timer, work);
  }
  bool is_stopped(std::uint32_t timer) const { return timers_[timer].speed == stopped; }

  bool coin(std::uint32_t coin, double probability) {
    return probability > 0 && (probability >= 1 || decision(coin).uniform() < probability);
  }
  std::uint32_t binomial(std::uint32_t coin, std::uint32_t n, double probability) {
    if (n == 0 || probability <= 0 || probability >= 1) return probability >= 1 ? n : 0;
    MiniStream stream = decision(coin);
    // Signed, for Boost takes the difference of two of these.
    return static_cast<std::uint32_t>(
        boost::random::binomial_distribution<std::int64_t, double>(n, probability)(stream));
  }
  /// An index with probability proportional to its weight; weight(i) for i < n, `total` their sum.
  template <class Weight>
  std::uint32_t choose(std::uint32_t coin, std::uint32_t n, double total, Weight weight) {
    return index_at(decision(coin).uniform() * total, n, weight);
  }

  void set_reward(std::uint32_t reward, double value) {
    if (rewards_.value(reward) == value) return;
    rewards_.set(reward, value, now_);
    if constexpr (observes_rewards) observer_.reward(reward, value, now_);
    if (recording_) step_.change(reward, value, 0);
  }
  [[gnu::always_inline]] void add_members(std::uint32_t reward, int change, int gone) {
    const double value = rewards_.value(reward) + change;
    rewards_.set(reward, value, gone, now_);
    if constexpr (observes_rewards) observer_.reward(reward, value, now_);
    if (recording_) step_.change(reward, value, gone);
  }
  void set_condition(std::uint32_t condition, bool up) {
    observer_.condition(condition, up, now_, up ? none : cause_);  // a replay knows one cause of all that goes down
    if (recording_) step_.conditions.emplace_back(condition, up);
  }
  void set_chain_condition(std::uint32_t /*condition*/, bool /*up*/) {}
  /// Counts an occurrence of `cause`, if it has struck; the first one of an event is the root cause of all that follows.
  void count_cause(std::uint32_t cause, bool struck = true) {
    counts_[cause] += static_cast<std::uint32_t>(struck);
    static_assert(none == ~std::uint32_t{0});
    const bool is_root = struck & (cause_ == none);  // whether it has struck is not to be guessed by a branch
    cause_ &= cause | (static_cast<std::uint32_t>(is_root) - 1);
    if (recording_ && struck) step_.causes.push_back(cause);
  }
  void blame(std::uint32_t cause) {
    if (cause_ != none) return;
    cause_ = cause;
    if (recording_) step_.causes.push_back(Replay::blamed(layout_, cause));
  }
  std::uint32_t cause() { return forget_step(), cause_; }  ///< the root cause of this event so far, or none

  void stamp(std::uint32_t stamp) { set_age(stamp, 0); }
  void copy_stamp(std::uint32_t to, std::uint32_t from) { forget_step(), stamps_[to] = stamps_[from]; }
  void move_stamps(std::uint32_t to, std::uint32_t from, std::uint32_t n) {
    forget_step();
    std::copy_n(stamps_.begin() + from, n, stamps_.begin() + to);  // downwards
  }
  void set_age(std::uint32_t stamp, double age_s) { forget_step(), stamps_[stamp] = now_ - age_s; }
  double since(std::uint32_t stamp) { return forget_step(), now_ - stamps_[stamp]; }
  void observe(std::uint32_t series, double value) {
    forget_step();
    if constexpr (observes) observer_.observe(series, value, now_, cause_);
  }
  void observe_drawn(std::uint32_t series, const Law& law, std::uint32_t coin) {
    MiniStream stream = decision(coin);
    observe(series, law.sample(stream).count());
  }

 private:
  static constexpr double stopped = Timer::stopped;
  static constexpr std::uint64_t events_between_looks = 1 << 18;  ///< some hundredths of a second
  static constexpr std::size_t most_in_cache = 4096;  ///< pending events whose clocks the fast caches hold

  void begin(std::uint64_t seed, std::uint32_t trial, double horizon_s) {
    address_ = {seed, trial, 0, 0};
    keys_ = RoundKeys(seed);
    now_ = 0;
    horizon_ = horizon_s;
    cause_ = none;
    queue_.clear();
    std::memset(arena_.data(), 0, layout_.fixed_bytes);
    for (const FifoSpec& spec : layout_.fifos) at<FifoHeader>(spec.offset) = {0, 0};
    for (Timer& timer : timers_) timer = {};
    for (double& rate : rates_) rate = 0;
    for (std::uint32_t race = 0; race < races_.size(); ++race) {
      const DrawAddress address{seed, trial, first_race_slot_ + race, 0};
      const MiniStream stream(address, MiniStream::first_block(address, keys_));
      races_[race] = {stream, layout_.races[race].first_rate, layout_.races[race].rates, 0};
      is_dirty_[race] = 0;
    }
    for (std::uint32_t& coin : coins_) coin = 0;
    rewards_.begin();
    for (double& stamp : stamps_) stamp = 0;
    for (std::uint32_t& count : counts_) count = 0;
    dirty_races_ = 0;
    state_ = arena_state_ = none;
  }

  template <class Behaviour>
  [[gnu::always_inline]] void finish_event(const Behaviour& behaviour) {
    behaviour.settle(*this);
    queue_.close();
    for (std::uint32_t i = 0; i < dirty_races_; ++i) restart(dirty_[i]);
    dirty_races_ = 0;
  }

  /// A race is won: what happens then is taken from memory or, for the first time in this state, found out.
  template <class Behaviour>
  [[gnu::always_inline]] void win(const Behaviour& behaviour, std::uint32_t race) {
    const std::uint32_t rate = races_[race].winner;
    if (state_ != none) {
      if (const Replay::Known* step = replay_->find(state_, rate)) return repeat(*step);
      find_out(behaviour, race, rate);
    } else {
      mark(race);
      behaviour.on_rate(*this, rate);
      finish_event(behaviour);
    }
  }

  [[gnu::always_inline]] void repeat(const Replay::Known& step) {
    const std::uint32_t* number = replay_->numbers(step);
    const std::uint32_t first_cause = *number;
    for (std::uint32_t i = 0; i < step.causes; ++i, ++number) ++counts_[*number];
    const Replay::RewardChange* change = replay_->rewards(step);
    for (std::uint32_t i = 0; i < step.rewards; ++i, ++change)
      rewards_.set(change->reward, change->value, change->gone, now_);
    for (std::uint32_t i = 0; i < step.conditions; ++i, ++number) {
      const bool up = *number % 2 != 0;
      observer_.condition(*number / 2, up, now_, up ? none : Replay::root(layout_, first_cause));
    }
    state_ = step.to;
    const double* const sums = replay_->sums(state_);
    for (std::uint32_t i = 0; i < step.races; ++i, ++number) draw(*number, sums);
  }

  template <class Behaviour>
  [[gnu::noinline]] void find_out(const Behaviour& behaviour, std::uint32_t race, std::uint32_t rate) {
    if (arena_state_ != state_) replay_->restore(state_, arena_, rates_);
    step_.clear();
    recording_ = true;
    mark(race);
    behaviour.on_rate(*this, rate);
    behaviour.settle(*this);
    recording_ = false;
    step_.races.assign(dirty_.begin(), dirty_.begin() + dirty_races_);
    for (const std::uint32_t each : step_.races) restart(each);
    dirty_races_ = 0;
    const std::uint32_t from = state_;
    state_ = arena_state_ = replay_->enter(arena_, rates_);
    if (state_ != none) replay_->remember(from, rate, state_, step_);
  }

  /// Fetches from memory what the next events will look at. (By force: GCC drops calls that do nothing but prefetch.)
  template <class Behaviour>
  [[gnu::always_inline]] void fetch_ahead(const Behaviour& behaviour) const {
    const std::uint32_t third = queue_.risen(3);
    if (third < first_race_slot_) {
      __builtin_prefetch(&timers_[third]);
      __builtin_prefetch(static_cast<const void*>(&layout_.timer_law[third]));
      __builtin_prefetch(&layout_.timer_owner[third]);
      queue_.prefetch(third);
    }
    if constexpr (requires { behaviour.expect(0u, arena_.data(), true); }) {
      if (queue_.risen(2) < first_race_slot_) behaviour.expect(queue_.risen(2), arena_.data(), false);
      if (queue_.risen(1) < first_race_slot_) behaviour.expect(queue_.risen(1), arena_.data(), true);
    }
  }

  MiniStream draws(std::uint32_t timer) {
    const DrawAddress address{address_.seed, address_.trial, timer, timers_[timer].occurrence++};
    return MiniStream(address, MiniStream::first_block(address, keys_));
  }
  void forget_step() { step_.decided = true; }
  MiniStream decision(std::uint32_t coin) {
    forget_step();
    const auto stream = static_cast<std::uint32_t>(first_race_slot_ + layout_.races.size() + coin);
    return MiniStream({address_.seed, address_.trial, stream, coins_[coin]++});
  }

  void begin_timer(std::uint32_t timer, double work, double speed) {
    timers_[timer].speed = speed;
    schedule(timer, work);
  }
  void schedule(std::uint32_t timer, double work) {
    Timer& state = timers_[timer];
    if (state.speed <= 0) {
      state.time = work;
      queue_.remove(timer);
      return;
    }
    state.time = now_ + (state.speed == 1 ? work : work / state.speed);  // a division takes long
    if (state.time < horizon_) {
      queue_.set(timer, state.time);
    } else {
      queue_.remove(timer);  // nothing past the horizon is queued
    }
  }

  [[gnu::always_inline]] void mark(std::uint32_t race) {
    if (is_dirty_[race] != 0) return;
    is_dirty_[race] = 1;
    dirty_[dirty_races_++] = race;
  }
  [[gnu::always_inline]] void restart(std::uint32_t race) {
    is_dirty_[race] = 0;
    layout_.races[race].add_up(rates_.data(), sums_.data());
    draw(race, sums_.data());
  }
  /// Memorylessness lets a race be drawn anew whenever one of its rates has changed; `sums` as RaceSpec adds them up.
  [[gnu::always_inline]] void draw(std::uint32_t race, const double* sums) {
    Race& state = races_[race];
    const double* const first = sums + state.first_rate;
    const double* const end = first + state.rates;
    const double total = end[-1];
    const std::uint32_t slot = first_race_slot_ + race;
    if (total <= 0) {
      queue_.remove(slot);
      return;
    }
    MiniStream& stream = state.stream;
    const double time = now_ + boost::random::exponential_distribution<double>(total)(stream);
    if (time < horizon_) {
      state.winner =
          state.first_rate + Race::winner_of(first, end, static_cast<double>(stream() >> 11) * 0x1p-53 * total);
      queue_.set_likely_alone(slot, time);
    } else {
      queue_.remove(slot);
    }
    stream.go_on(keys_);
  }
  const Layout& layout_;
  Observer& observer_;
  std::uint32_t first_race_slot_;  ///< in the queue: timers, then races
  EventQueue queue_;
  std::vector<std::uint64_t> arena_;
  std::vector<Timer> timers_;
  std::vector<double> rates_, sums_;
  std::vector<Race> races_;
  std::vector<std::uint32_t> coins_;
  Rewards rewards_;
  std::vector<double> stamps_;
  std::vector<std::uint32_t> counts_;  ///< of each cause; behind them what repeat() counts for nothing
  std::vector<std::uint32_t> dirty_;  ///< races to draw anew when the event is over
  std::vector<std::uint8_t> is_dirty_;  ///< [race]
  std::uint32_t dirty_races_ = 0;
  DrawAddress address_;
  RoundKeys keys_{0};
  double now_ = 0, horizon_ = 0;
  std::uint32_t cause_ = none;

  std::optional<Replay> replay_;
  Replay::Step step_;  ///< what the event under way has done so far, while `recording_`
  bool recording_ = false;
  std::uint32_t state_ = none;  ///< in `replay_`; none: the arena and the rates have it
  std::uint32_t arena_state_ = none;  ///< the state that the arena and the rates are in; they lag behind `state_`
};

}  // namespace nines
