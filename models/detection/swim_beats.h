// SWIM, period by period, as it concerns one member: how many of the others ping it, and what they find.
#pragma once

#include "models/detection/beats.h"
#include "models/detection/swim.h"
#include "sim/laws.h"

namespace nines::models::detection {

class SwimBeats : public Beats {
 public:
  SwimBeats(const SwimSettings& settings, Target target);

  template <class Context>
  void start(Context& context) const {
    context.template at<State>(state_).is_trusted = true;
    context.set_condition(trusted, true);
    begin_period(context);
    start_target(context, failure);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const {
    if (timer == failure) {
      context.template at<State>(state_).has_failed = true;
      context.set_condition(works, false);
    } else {
      end_period(context);
      begin_period(context);
    }
  }

 private:
  enum Timer : std::uint32_t { period, failure };
  enum Coin : std::uint32_t { pinged, unanswered };

  struct State {
    std::uint32_t pings, found;  ///< of this period: by so many members, and how many of those had no answer
    /// Whole periods; 0 if trusted, 1 from the end of the period that raised the suspicion.
    std::uint32_t suspected_for;
    bool has_failed, is_trusted;
  };

  template <class Context>
  void begin_period(Context& context) const {
    State& state = context.template at<State>(state_);
    const double answers = !state.has_failed ? 1 : target_.fails_by == FailsBy::grey ? settings_.passes_when_grey : 0;
    const auto others = static_cast<std::uint32_t>(settings_.members - 1);
    state.pings = context.binomial(pinged, others, 1.0 / others);
    state.found = context.binomial(unanswered, state.pings, swim_unanswered(settings_, answers));
    context.start(period);
  }
  template <class Context>
  void end_period(Context& context) const;

  SwimSettings settings_;
  LawPtr period_;
};

template <class Context>
void SwimBeats::end_period(Context& context) const {
  State& state = context.template at<State>(state_);
  const bool was_trusted = state.is_trusted;
  if (state.suspected_for == 0 && state.is_trusted) {
    if (state.found > 0) state.suspected_for = 1;
  } else if (state.pings > state.found) {  // it has proved itself alive
    state.suspected_for = 0;
    state.is_trusted = true;
  } else if (state.is_trusted) {
    ++state.suspected_for;
  }
  if (state.suspected_for > static_cast<std::uint32_t>(settings_.suspicion_periods)) {
    state.suspected_for = 0;
    state.is_trusted = false;
  }
  if (state.is_trusted != was_trusted) context.set_condition(trusted, state.is_trusted);
}

inline SwimBeats::SwimBeats(const SwimSettings& settings, Target target)
    : Beats(std::move(target)), settings_(settings), period_(fixed_time(settings.period)) {
  require("SWIM", validate(settings));
  layout_.add_timer(period_.get(), {});
  add_failure_timer(*period_);
  state_ = layout_.add_state<State>();
  finish_layout(2);
}

}  // namespace nines::models::detection
