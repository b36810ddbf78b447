// Heartbeats, beat by beat: simple timeout, NFD-S, NFD-E, phi accrual.
#pragma once

#include "models/detection/beats.h"
#include "models/detection/heartbeat.h"
#include "models/detection/phi_accrual.h"

#include <algorithm>

namespace nines::models::detection {

/// One target that sends heartbeats and its watcher. Everything is new at time 0: the first beat is sent one period
/// later. What the window of NFD-E and phi accrual has not seen yet is not in its averages.
class HeartbeatBeats : public Beats {
 public:
  HeartbeatBeats(const HeartbeatSettings& settings, Target target);
  HeartbeatBeats(const PhiSettings& settings, Target target);

  template <class Context>
  void start(Context& context) const {
    context.start(beat);
    start_target(context, failure);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const;

 private:
  enum Timer : std::uint32_t { beat, stale, failure, first_arrival };
  enum Coin : std::uint32_t { lost, passes };
  enum class Method : std::uint8_t { timeout, nfd_s, nfd_e, phi };

  struct State {
    std::uint64_t sent, newest;  ///< number of the last beat sent; of the newest that has arrived
    double last_delay_s;  ///< of the last that has arrived
    std::uint64_t last;  ///< its number
    double sum_s, squares_s2;  ///< over the window, of what it remembers
    std::uint32_t slot, in_window, at;
    bool has_failed, is_trusted;
  };
  struct UnderWay {
    double delay_s;
    std::uint64_t number;
  };

  void lay_out();
  template <class Context>
  void send(Context& context) const;
  template <class Context>
  void arrive(Context& context, std::uint64_t number, double delay_s) const;
  template <class Context>
  void remember(Context& context, State& state, double value_s) const;
  /// From an arrival to the time at which it is stale; not positive if it is already.
  template <class Context>
  double fresh_for_s(Context& context, State& state, std::uint64_t number, double delay_s) const;

  Method method_;
  double period_s_, timeout_s_ = 0, loss_, passes_when_grey_;
  /// Phi: timeout = factor mean + pause + factor deviation.
  double mean_factor_ = 0, deviation_factor_ = 0, min_deviation_s_ = 0;
  std::uint32_t window_ = 0, slots_ = 0;
  LawPtr period_law_, delay_law_, horizon_law_;
  double horizon_s_;  ///< longer than any freshness
  double tie_s_;  ///< a beat that arrives just when it falls due is in time, whatever the rounding: 1e-7 periods
  Offset under_way_ = 0, remembered_ = 0;
};

template <class Context>
void HeartbeatBeats::on_timer(Context& context, std::uint32_t timer) const {
  State& state = context.template at<State>(state_);
  if (timer == beat) {
    context.start(beat);
    ++state.sent;
    if (!state.has_failed || (target_.fails_by == FailsBy::grey && context.coin(passes, passes_when_grey_)))
      send(context);
  } else if (timer == stale) {
    state.is_trusted = false;
    context.set_condition(trusted, false);
  } else if (timer == failure) {
    state.has_failed = true;
    context.set_condition(works, false);
  } else {
    const UnderWay& message = context.template at<UnderWay>(under_way_ + (timer - first_arrival) * sizeof(UnderWay));
    arrive(context, message.number, message.delay_s);
  }
}

template <class Context>
void HeartbeatBeats::send(Context& context) const {
  if (context.coin(lost, loss_)) return;
  State& state = context.template at<State>(state_);
  if (slots_ == 0) return arrive(context, state.sent, 0);
  // Slots are used in turn; that one is still under way after so many others has a probability below 1e-12 and counts
  // as a loss.
  const std::uint32_t slot = state.slot;
  state.slot = slot + 1 == slots_ ? 0 : slot + 1;
  if (!context.is_stopped(first_arrival + slot)) return;
  UnderWay& message = context.template at<UnderWay>(under_way_ + slot * sizeof(UnderWay));
  message = {0, state.sent};
  context.start_aged(first_arrival + slot, message.delay_s);  // which writes down how long it will take
}

template <class Context>
void HeartbeatBeats::arrive(Context& context, std::uint64_t number, double delay_s) const {
  State& state = context.template at<State>(state_);
  const double fresh_s = fresh_for_s(context, state, number, delay_s);
  if (!(fresh_s > 0)) return;
  context.stop(stale);
  double age_s = horizon_s_ - fresh_s - tie_s_;
  context.start_aged(stale, age_s);
  if (state.is_trusted) return;
  state.is_trusted = true;
  context.set_condition(trusted, true);
}

template <class Context>
double HeartbeatBeats::fresh_for_s(Context& context, State& state, std::uint64_t number, double delay_s) const {
  if (method_ == Method::timeout) return timeout_s_;
  if (method_ == Method::phi) {
    if (state.last > 0) {
      // Deviations from the period, for the sums' sake; arrivals may overtake each other.
      const double beats = static_cast<double>(static_cast<std::int64_t>(number - state.last));
      remember(context, state, (beats - 1) * period_s_ + delay_s - state.last_delay_s);
    }
    state.last = number;
    state.last_delay_s = delay_s;
    const double n = std::max(state.in_window, 1u);
    const double mean_s = state.sum_s / n;
    const double deviation_s = std::sqrt(std::max(0.0, state.squares_s2 / n - mean_s * mean_s));
    return timeout_s_ + mean_factor_ * (period_s_ + mean_s) +
           deviation_factor_ * std::max(deviation_s, min_deviation_s_);
  }
  if (method_ == Method::nfd_e) remember(context, state, delay_s);
  if (number <= state.newest) return 0;
  state.newest = number;
  const double expected_s = method_ == Method::nfd_e ? state.sum_s / state.in_window : 0;
  return period_s_ + timeout_s_ + expected_s - delay_s;
}

template <class Context>
void HeartbeatBeats::remember(Context& context, State& state, double value_s) const {
  const auto value_at = [&](std::uint32_t i) -> double& {
    return context.template at<double>(remembered_ + i * static_cast<Offset>(sizeof(double)));
  };
  const double forgotten_s = state.in_window == window_ ? value_at(state.at) : 0;
  value_at(state.at) = value_s;
  state.in_window = std::min(state.in_window + 1, window_);
  state.sum_s += value_s - forgotten_s;
  state.squares_s2 += value_s * value_s - forgotten_s * forgotten_s;
  if (++state.at < window_) return;
  state.at = 0;  // once round: sum afresh, so that roundings do not pile up
  state.sum_s = state.squares_s2 = 0;
  for (std::uint32_t i = 0; i < window_; ++i) {
    state.sum_s += value_at(i);
    state.squares_s2 += value_at(i) * value_at(i);
  }
}

}  // namespace nines::models::detection
