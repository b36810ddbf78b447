// Metric thresholds, sample by sample.
#pragma once

#include "models/detection/beats.h"
#include "models/detection/pieces.h"
#include "models/detection/threshold.h"
#include "sim/laws.h"
#include "sim/laws/numeric.h"

namespace nines::models::detection {

class ThresholdBeats {
 public:
  ThresholdBeats(const ThresholdSettings& settings, Target target);

  ThresholdBeats(const ThresholdBeats&) = delete;  // the layout points at its laws
  ThresholdBeats& operator=(const ThresholdBeats&) = delete;

  const Layout& layout() const { return layout_; }

  template <class Context>
  void start(Context& context) const {
    context.template at<State>(state_).is_trusted = true;
    context.set_condition(trusted, true);
    context.start(sample);
    if (target_.until_failure) context.start(failure);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const;
  template <class Context>
  void on_rate(Context&, std::uint32_t) const {}
  template <class Context>
  void settle(Context&) const {}

 private:
  enum Timer : std::uint32_t { sample, failure, noise, timers };

  struct State {
    double level;             ///< deviations from the mean
    std::uint32_t in_a_row;   ///< samples that speak against what is believed
    bool has_failed, is_trusted;
  };

  ThresholdSettings settings_;
  Target target_;
  double failed_mean_;
  LawPtr interval_, uniform_;
  Layout layout_;
  Offset state_ = 0;
};

template <class Context>
void ThresholdBeats::on_timer(Context& context, std::uint32_t timer) const {
  State& state = context.template at<State>(state_);
  if (timer == failure) {
    state.has_failed = true;
    context.set_condition(works, false);
    return;
  }
  context.start(sample);
  double uniform = 0;
  context.start_aged(noise, uniform);  // which writes down what was drawn
  context.stop(noise);
  const double correlation = settings_.correlation;
  state.level = correlation * state.level + std::sqrt(1 - correlation * correlation) * laws::normal_quantile(uniform);
  const double mean = state.has_failed ? failed_mean_ : settings_.mean;
  const bool good = !(mean + settings_.deviation * state.level > settings_.threshold);
  if (good == state.is_trusted) {
    state.in_a_row = 0;
    return;
  }
  if (++state.in_a_row < static_cast<std::uint32_t>(good ? settings_.clear_samples : settings_.samples)) return;
  state.in_a_row = 0;
  state.is_trusted = good;
  context.set_condition(trusted, good);
}

inline ThresholdBeats::ThresholdBeats(const ThresholdSettings& settings, Target target)
    : settings_(settings),
      target_(std::move(target)),
      failed_mean_(settings.failed_mean + (target_.fails_by == FailsBy::grey
                                               ? (settings.mean - settings.failed_mean) * settings.passes_when_grey
                                               : 0)),
      interval_(fixed_time(settings.interval)),
      uniform_(uniform_between(Seconds{0}, Seconds{1})) {
  require("threshold", validate(settings));
  layout_.add_timer(interval_.get(), {});
  layout_.add_timer(target_.until_failure ? target_.until_failure.get() : interval_.get(), {});
  layout_.add_timer(uniform_.get(), {});
  layout_.concurrent_timers = timers;
  state_ = layout_.add_state<State>();
  layout_.bytes = layout_.fixed_bytes;
  layout_.conditions = 2;
}

}  // namespace nines::models::detection
