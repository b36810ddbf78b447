// Polls, check by check.
#pragma once

#include "models/detection/beats.h"
#include "models/detection/poll.h"
#include "sim/laws.h"

namespace nines::models::detection {

/// One target and the watcher that polls it, trusted at time 0. `returns_after`: the target that failed works again
/// (for recovery times).
class PollBeats : public Beats {
 public:
  PollBeats(const PollSettings& settings, Target target, LawPtr returns_after = nullptr);

  template <class Context>
  void start(Context& context) const {
    context.template at<State>(state_).opinion.is_trusted = true;
    context.set_condition(trusted, true);
    context.start(wait);
    start_target(context, failure);
  }
  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const;

 private:
  enum Timer : std::uint32_t { wait, check, failure, back };
  enum Coin : std::uint32_t { lost, passes };

  struct State {
    Opinion opinion;
    bool has_failed;
  };

  template <class Context>
  void begin_check(Context& context) const;
  template <class Context>
  void end_check(Context& context, bool good) const;

  PollSettings settings_;
  LawPtr interval_, timeout_, back_;
};

template <class Context>
void PollBeats::on_timer(Context& context, std::uint32_t timer) const {
  State& state = context.template at<State>(state_);
  if (timer == wait) return begin_check(context);
  if (timer == check) return end_check(context, false);
  state.has_failed = timer == failure;
  context.set_condition(works, !state.has_failed);
  if (state.has_failed && back_) context.start(back);
}

template <class Context>
void PollBeats::begin_check(Context& context) const {
  const State& state = context.template at<State>(state_);
  if (settings_.spacing == Spacing::from_start) context.start(wait);
  if (!state.has_failed) {
    if (!context.coin(lost, settings_.loss)) return end_check(context, true);
  } else if (target_.fails_by == FailsBy::dying) {
    return end_check(context, false);
  } else if (target_.fails_by == FailsBy::grey && context.coin(passes, settings_.passes_when_grey)) {
    return end_check(context, true);
  }
  context.start(check);  // which runs into its timeout
}

template <class Context>
void PollBeats::end_check(Context& context, bool good) const {
  if (settings_.spacing == Spacing::from_end) context.start(wait);
  Opinion& opinion = context.template at<State>(state_).opinion;
  if (opinion.hear(good, settings_.rise, settings_.fall)) context.set_condition(trusted, good);
}

inline PollBeats::PollBeats(const PollSettings& settings, Target target, LawPtr returns_after)
    : Beats(std::move(target)),
      settings_(settings),
      interval_(fixed_time(settings.interval)),
      timeout_(fixed_time(settings.effective_timeout())),
      back_(std::move(returns_after)) {
  require("poll", validate(settings));
  layout_.add_timer(interval_.get(), {});
  layout_.add_timer(timeout_.get(), {});
  add_failure_timer(*interval_);
  layout_.add_timer(back_ ? back_.get() : interval_.get(), {});
  state_ = layout_.add_state<State>();
  finish_layout(2);
}

}  // namespace nines::models::detection
