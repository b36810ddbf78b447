#include "models/detection/heartbeat_beats.h"

#include "sim/laws.h"

namespace nines::models::detection {

HeartbeatBeats::HeartbeatBeats(const HeartbeatSettings& settings, Target target)
    : Beats(std::move(target)),
      method_(static_cast<Method>(settings.method)),
      period_s_(settings.period.count()),
      timeout_s_(settings.timeout.count()),
      loss_(settings.loss),
      passes_when_grey_(settings.passes_when_grey),
      window_(settings.method == Freshness::nfd_e ? static_cast<std::uint32_t>(settings.window) : 0),
      delay_law_(settings.delay) {
  require("heartbeat", validate(settings));
  lay_out();
}

HeartbeatBeats::HeartbeatBeats(const PhiSettings& settings, Target target)
    : Beats(std::move(target)),
      method_(Method::phi),
      period_s_(settings.period.count()),
      loss_(settings.loss),
      passes_when_grey_(settings.passes_when_grey),
      min_deviation_s_(settings.min_deviation.count()),
      window_(static_cast<std::uint32_t>(settings.window)),
      delay_law_(settings.delay) {
  require("phi accrual", validate(settings));
  // Every form's timeout is linear in the mean and the deviation.
  const double at_mean_1_s = time_to_phi(settings.form, settings.threshold, Seconds{1}, Seconds{0}).count();
  const double at_deviation_1_s = time_to_phi(settings.form, settings.threshold, Seconds{1}, Seconds{1}).count();
  mean_factor_ = at_mean_1_s;
  deviation_factor_ = at_deviation_1_s - at_mean_1_s;
  if (settings.form != PhiForm::exponential) timeout_s_ = settings.acceptable_pause.count();
  lay_out();
}

void HeartbeatBeats::lay_out() {
  const bool is_late = delay_law_ && delay_law_->upper_quantile(1e-12).count() > 0;
  const double latest_s = is_late ? delay_law_->upper_quantile(1e-12).count() : 0;
  slots_ = is_late ? static_cast<std::uint32_t>(latest_s / period_s_) + 2 : 0;
  horizon_s_ = 1e4 * (period_s_ + timeout_s_ + latest_s);
  tie_s_ = 1e-7 * period_s_;
  period_law_ = fixed_time(Seconds{period_s_});
  horizon_law_ = fixed_time(Seconds{horizon_s_});
  layout_.add_timer(period_law_.get(), {});
  layout_.add_timer(horizon_law_.get(), {});
  add_failure_timer(*horizon_law_);
  for (std::uint32_t slot = 0; slot < slots_; ++slot) layout_.add_timer(delay_law_.get(), {});
  state_ = layout_.add_state<State>();
  under_way_ = layout_.add_state<UnderWay>(std::max(slots_, 1u));
  remembered_ = layout_.add_state<double>(std::max(window_, 1u));
  finish_layout(2);
}

}  // namespace nines::models::detection
