// Metric thresholds, sample by sample.
#pragma once

#include "models/detection/beats.h"
#include "models/detection/pieces.h"
#include "models/detection/threshold.h"
#include "sim/laws.h"
#include "sim/laws/numeric.h"

namespace nines::models::detection {

class ThresholdBeats : public Beats {
 public:
  ThresholdBeats(const ThresholdSettings& settings, Target target);

  template <class Context>
  void start(Context& context) const {
    context.template at<State>(state_).opinion.is_trusted = true;
    context.set_condition(trusted, true);
    context.start(sample);
    start_target(context, failure);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const;

 private:
  enum Timer : std::uint32_t { sample, failure, noise };

  struct State {
    double level;  ///< deviations from the mean
    Opinion opinion;
    bool has_failed;
  };

  ThresholdSettings settings_;
  double failed_mean_;
  LawPtr interval_, uniform_;
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
  if (state.opinion.hear(good, settings_.clear_samples, settings_.samples)) context.set_condition(trusted, good);
}

inline ThresholdBeats::ThresholdBeats(const ThresholdSettings& settings, Target target)
    : Beats(std::move(target)),
      settings_(settings),
      failed_mean_(settings.failed_mean + (target_.fails_by == FailsBy::grey
                                               ? (settings.mean - settings.failed_mean) * settings.passes_when_grey
                                               : 0)),
      interval_(fixed_time(settings.interval)),
      uniform_(uniform_between(Seconds{0}, Seconds{1})) {
  require("threshold", validate(settings));
  layout_.add_timer(interval_.get(), {});
  add_failure_timer(*interval_);
  layout_.add_timer(uniform_.get(), {});
  state_ = layout_.add_state<State>();
  finish_layout(0);
}

}  // namespace nines::models::detection
