#include "models/detection/heartbeat.h"

#include "models/detection/beat_player.h"
#include "models/detection/heartbeat_beats.h"
#include "models/detection/heartbeat_laws.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::models::detection {
namespace {

class Heartbeat final : public Detector {
 public:
  explicit Heartbeat(const HeartbeatSettings& settings)
      : settings_(settings), arrivals_(settings.period, settings.delay, settings.loss) {}

  LawPtr detection_time(FailsBy how) const override {
    if (how == FailsBy::grey && settings_.passes_when_grey > 0) {
      return law_of(grey_detection(arrivals_, timeout_s(), settings_.passes_when_grey), words());
    }
    if (settings_.method == Freshness::timeout && !arrivals_.is_fixed_delay()) {
      return law_of(arrivals_.last_arrival(timeout_s()), words());
    }
    return law_of(lost_beats(period_s(), useless(), period_s() + shift_s()), words());
  }
  LawPtr recovery_time(FailsBy) const override {
    return law_of(next_arrival(arrivals_), "recovery seen by " + describe());
  }
  std::optional<Mistakes> mistakes() const override;
  Quality quality() const override;
  bool is_exact(FailsBy how) const override {
    if (arrivals_.is_fixed_delay()) return true;
    return settings_.method != Freshness::nfd_e && !(how == FailsBy::grey && settings_.passes_when_grey > 0);
  }
  std::string describe() const override {
    static constexpr const char* methods[] = {"timeout", "NFD-S", "NFD-E"};
    return fmt::format("heartbeat(every {}, {} {})", laws::in_words(settings_.period),
                       methods[static_cast<int>(settings_.method)], laws::in_words(settings_.timeout));
  }
  std::shared_ptr<const BeatPlayer> beats() const override {
    const int window = settings_.method == Freshness::nfd_e ? settings_.window : 0;
    const Seconds settled = (50 + window) * settings_.period + 2 * Seconds{timeout_s()};
    return std::make_shared<PlayerOf<HeartbeatBeats>>(settings_, settled, settings_.period, false);
  }

 private:
  double period_s() const { return arrivals_.period_s(); }
  /// Delta of NFD-S, or what comes to the same; tau = delta + period - E D after the last arrival, where delays are
  /// fixed.
  double shift_s() const {
    switch (settings_.method) {
      case Freshness::timeout: return settings_.timeout.count() - period_s() + arrivals_.mean_delay_s();
      case Freshness::nfd_s: return settings_.timeout.count();
      case Freshness::nfd_e: break;
    }
    return settings_.timeout.count() + arrivals_.mean_delay_s();
  }
  double timeout_s() const { return shift_s() + period_s() - arrivals_.mean_delay_s(); }
  /// P(a beat is lost or comes when it is of no use any more).
  double useless() const {
    return settings_.loss + (1 - settings_.loss) * arrivals_.later_than(period_s() + shift_s());
  }
  std::pair<double, double> mean_good_and_mistake_s() const;
  std::string words() const { return "detection by " + describe(); }

  HeartbeatSettings settings_;
  Arrivals arrivals_;
};

std::pair<double, double> Heartbeat::mean_good_and_mistake_s() const {
  double recurrence_s = 0;
  double duration_s = 0;
  if (settings_.method == Freshness::timeout) {
    const double per_beat = arrivals_.gaps_longer_than(timeout_s());
    recurrence_s = period_s() / per_beat;
    duration_s = arrivals_.silent_share(timeout_s()) * recurrence_s;
  } else {
    const NfdQuality quality = nfd_s_quality(settings_.period, Seconds{shift_s()}, settings_.delay, settings_.loss);
    recurrence_s = quality.mistake_recurrence_s;
    duration_s = quality.mistake_duration_s;
  }
  return {recurrence_s - duration_s, duration_s};
}

std::optional<Mistakes> Heartbeat::mistakes() const {
  if (arrivals_.is_fixed_delay() && !(settings_.loss > 0)) return std::nullopt;
  const auto [good_s, mistake_s] = mean_good_and_mistake_s();
  if (!(Seconds{good_s} < longest_good_period)) return std::nullopt;
  if (arrivals_.is_fixed_delay()) {
    const RunsOfLosses runs = runs_of_losses(arrivals_, timeout_s());
    return Mistakes{law_of(runs.good, "until the next false alarm of " + describe()),
                    law_of(runs.mistake, "false alarm of " + describe())};
  }
  const Pieces duration = settings_.method == Freshness::timeout ? long_gaps(arrivals_, timeout_s())
                                                                 : stale_periods(arrivals_, shift_s(), useless());
  return Mistakes{exponential_with_mean(Seconds{good_s}), law_of(duration, "false alarm of " + describe()), false,
                  settings_.method != Freshness::nfd_e};
}

Quality Heartbeat::quality() const {
  const LawPtr detection = detection_time(FailsBy::dying);
  if (arrivals_.is_fixed_delay() && !(settings_.loss > 0)) return quality_of(*detection, std::nullopt);
  const auto [good_s, mistake_s] = mean_good_and_mistake_s();
  return quality_of(*detection, std::pair{Seconds{good_s}, Seconds{mistake_s}});
}

}  // namespace

Seconds timeout_of_missed(int missed, Seconds period, std::optional<Seconds> grace) {
  return missed * period + grace.value_or(0.5 * period);
}

HeartbeatSettings vrrp(Seconds advertisement_interval, int priority) {
  if (priority < 1 || priority > 254)
    throw std::invalid_argument(fmt::format("a priority of {} is not between 1 and 254", priority));
  const Seconds skew = (256 - priority) / 256.0 * advertisement_interval;
  return {.period = advertisement_interval, .timeout = 3 * advertisement_interval + skew, .delay = nullptr};
}

HeartbeatSettings lease(Seconds time_to_live, Seconds renew_every) {
  return {.period = renew_every, .timeout = time_to_live, .delay = nullptr};
}

Problems validate(const HeartbeatSettings& settings) {
  Problems problems;
  check_positive(problems, "period", settings.period);
  check_below_one(problems, "loss", settings.loss);
  check_below_one(problems, "passes_when_grey", settings.passes_when_grey);
  if (settings.method == Freshness::timeout) {
    check_positive(problems, "timeout", settings.timeout);
    if (settings.timeout < settings.period) {
      problems.push_back(
          {"timeout",
           fmt::format("{} after a beat the target is suspected, but the next beat is sent only after {}: it would be "
                       "suspected in between, always",
                       laws::in_words(settings.timeout), laws::in_words(settings.period)),
           "a timeout of several periods forgives lost beats"});
    }
  } else {
    check_not_negative(problems, "timeout", settings.timeout);
  }
  if (settings.method == Freshness::nfd_e) check_count(problems, "window", settings.window, 1, 100'000);
  if (settings.period.count() > 0 && settings.delay) {
    if (!(settings.delay->mean() <= 50 * settings.period)) {
      problems.push_back({"delay", "beats are under way for more than 50 periods on average", "check the units"});
    } else if (!(settings.delay->upper_quantile(1e-9) <= 1000 * settings.period)) {
      problems.push_back(
          {"delay", "one beat in 1e9 is under way for more than 1000 periods", "give a law with a shorter tail"});
    }
  }
  return problems;
}

DetectorPtr make_heartbeat(const HeartbeatSettings& settings) {
  require("heartbeat", validate(settings));
  return std::make_shared<const Heartbeat>(settings);
}

}  // namespace nines::models::detection
