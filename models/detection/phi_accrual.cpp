#include "models/detection/phi_accrual.h"

#include "models/detection/beat_player.h"
#include "models/detection/heartbeat_beats.h"
#include "models/detection/heartbeat_laws.h"
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nines::models::detection {
namespace {

constexpr double ln10 = std::numbers::ln10;

/// Akka's exponent y (1.5976 + 0.070566 y^2) and its inverse (Cardano: one real root, for both coefficients are
/// positive).
double logistic_exponent(double y) { return y * (1.5976 + 0.070566 * y * y); }
double logistic_argument(double exponent) {
  const double p = 1.5976 / (3 * 0.070566);
  const double q = exponent / (2 * 0.070566);
  double y = 2 * std::sqrt(p) * std::sinh(std::asinh(q / (p * std::sqrt(p))) / 3);
  for (int newton = 0; newton < 2; ++newton) y -= (logistic_exponent(y) - exponent) / (1.5976 + 3 * 0.070566 * y * y);
  return y;
}

struct WeightedTimeout {
  double timeout_s, weight;
};

/// At most `groups` timeouts of nearly equal weight with the same mean.
std::vector<WeightedTimeout> grouped(std::vector<WeightedTimeout> all, int groups) {
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.timeout_s < b.timeout_s; });
  double total = 0;
  for (const WeightedTimeout& each : all) total += each.weight;
  std::vector<WeightedTimeout> merged;
  double before = 0;
  int group = -1;
  for (const WeightedTimeout& each : all) {
    const int now = static_cast<int>(before / total * groups);
    if (now != group) merged.push_back({0, 0});
    group = now;
    WeightedTimeout& into = merged.back();
    into.weight += each.weight / total;
    into.timeout_s += (each.timeout_s - into.timeout_s) * (each.weight / total / into.weight);
    before += each.weight;
  }
  return merged;
}

double binomial_probability(int n, int k, double p) {
  if (p <= 0) return k == 0 ? 1 : 0;
  return std::exp(laws::log_gamma(n + 1) - laws::log_gamma(k + 1) - laws::log_gamma(n - k + 1) + k * std::log(p) +
                  (n - k) * std::log1p(-p));
}

class PhiAccrual final : public Detector {
 public:
  explicit PhiAccrual(const PhiSettings& settings)
      : settings_(settings), arrivals_(settings.period, settings.delay, settings.loss), timeouts_(timeouts()) {}

  LawPtr detection_time(FailsBy how) const override {
    const double longest_s = timeouts_.back().timeout_s;
    const bool grey = how == FailsBy::grey && settings_.passes_when_grey > 0;
    const Pieces base = grey ? Pieces{} : arrivals_.last_arrival(longest_s);
    Pieces all;
    for (const auto& [timeout_s, weight] : timeouts_) {
      if (grey) {
        all.add(grey_detection(arrivals_, timeout_s, settings_.passes_when_grey), weight, 0);
      } else {
        all.add(base, weight, timeout_s - longest_s);
      }
    }
    return law_of(all, "detection by " + describe());
  }
  LawPtr recovery_time(FailsBy) const override {
    return law_of(next_arrival(arrivals_), "recovery seen by " + describe());
  }
  std::optional<Mistakes> mistakes() const override {
    const auto [good_s, mistake_s] = mean_good_and_mistake_s();
    if (!(Seconds{good_s} < longest_good_period)) return std::nullopt;
    return Mistakes{exponential_with_mean(Seconds{good_s}), exponential_with_mean(Seconds{mistake_s}), false, false};
  }
  Quality quality() const override {
    const auto [good_s, mistake_s] = mean_good_and_mistake_s();
    return quality_of(*detection_time(FailsBy::dying), std::pair{Seconds{good_s}, Seconds{mistake_s}});
  }
  bool is_exact(FailsBy) const override { return arrivals_.is_fixed_delay() && settings_.loss == 0; }
  std::string describe() const override {
    return fmt::format("phi accrual(every {}, threshold {:g})", laws::in_words(settings_.period), settings_.threshold);
  }
  std::shared_ptr<const BeatPlayer> beats() const override {
    const Seconds settled = (50 + settings_.window) * settings_.period + 2 * Seconds{timeouts_.back().timeout_s};
    return std::make_shared<PlayerOf<HeartbeatBeats>>(settings_, settled, settings_.period, false);
  }

 private:
  std::vector<WeightedTimeout> timeouts() const;
  double timeout_s(double mean_s, double variance_s2) const {
    const double deviation_s = std::max(std::sqrt(variance_s2), settings_.min_deviation.count());
    const double pause_s = settings_.form == PhiForm::exponential ? 0 : settings_.acceptable_pause.count();
    return time_to_phi(settings_.form, settings_.threshold, Seconds{mean_s + pause_s}, Seconds{deviation_s}).count();
  }
  std::pair<double, double> mean_good_and_mistake_s() const {
    double per_beat = 0;
    double silent = 0;
    for (const auto& [after_s, weight] : timeouts_) {
      per_beat += weight * arrivals_.gaps_longer_than(after_s);
      silent += weight * arrivals_.silent_share(after_s);
    }
    const double recurrence_s = arrivals_.period_s() / per_beat;
    return {recurrence_s * (1 - silent), recurrence_s * silent};
  }

  PhiSettings settings_;
  Arrivals arrivals_;
  std::vector<WeightedTimeout> timeouts_;
};

std::vector<WeightedTimeout> PhiAccrual::timeouts() const {
  const double period_s = arrivals_.period_s();
  const double loss = settings_.loss;
  const int window = settings_.window;
  const double delays_s2 = 2 * arrivals_.delay_variance_s2();
  std::vector<WeightedTimeout> all;
  // Intervals of 1, 2, 3, 4 (or more) periods: geometric, one by one out of those that are longer.
  const auto likely = [](double p) { return p > 1e-7; };
  const int most = loss > 0 ? window : 0;
  for (int longer = 0; longer <= most; ++longer) {  // than one period
    const double p1 = binomial_probability(window, longer, loss);
    if (!likely(p1)) continue;
    for (int longer3 = 0; longer3 <= longer; ++longer3) {  // than two
      const double p2 = p1 * binomial_probability(longer, longer3, loss);
      if (!likely(p2)) continue;
      for (int longer4 = 0; longer4 <= longer3; ++longer4) {  // than three
        const double p3 = p2 * binomial_probability(longer3, longer4, loss);
        if (!likely(p3)) continue;
        const double extra = (longer + longer3 + longer4) / static_cast<double>(window);
        const double squares = (longer + 3.0 * longer3 + 5.0 * longer4) / window;  // of the extra periods: 1, 4, 9
        all.push_back(
            {timeout_s(period_s * (1 + extra), period_s * period_s * (squares - extra * extra) + delays_s2), p3});
      }
    }
  }
  return grouped(std::move(all), 64);
}

}  // namespace

double phi(PhiForm form, Seconds since, Seconds mean, Seconds deviation) {
  if (form == PhiForm::exponential) return since.count() / (mean.count() * ln10);
  const double y = (since - mean) / deviation;
  if (form == PhiForm::normal) return -std::log10(laws::normal_survival(y));
  // -log10(e / (1 + e)) with e = exp(-exponent): the same on both of Akka's branches, without its cancellation.
  const double exponent = logistic_exponent(y);
  return (exponent > 0 ? exponent + std::log1p(std::exp(-exponent)) : std::log1p(std::exp(exponent))) / ln10;
}

Seconds time_to_phi(PhiForm form, double threshold, Seconds mean, Seconds deviation) {
  if (form == PhiForm::exponential) return threshold * ln10 * mean;
  const double later = std::pow(10, -threshold);
  const double y = form == PhiForm::normal ? laws::normal_upper_quantile(later)
                                           : logistic_argument(threshold * ln10 + std::log1p(-later));
  return mean + y * deviation;
}

Problems validate(const PhiSettings& settings) {
  Problems problems;
  check_positive(problems, "period", settings.period);
  check_not_negative(problems, "min_deviation", settings.min_deviation);
  check_not_negative(problems, "acceptable_pause", settings.acceptable_pause);
  check_count(problems, "window", settings.window, 2, 100'000);
  check_below_one(problems, "loss", settings.loss);
  check_below_one(problems, "passes_when_grey", settings.passes_when_grey);
  if (!(settings.threshold > 0 && settings.threshold <= 300)) {
    problems.push_back(
        {"threshold", fmt::format("{:g} is not above 0 and at most 300", settings.threshold), "8 is usual"});
  }
  if (settings.loss == 0 && settings.min_deviation.count() == 0 && settings.form != PhiForm::exponential &&
      (!settings.delay || settings.delay->variance_s2() == 0)) {
    problems.push_back({"min_deviation",
                        "heartbeats arrive like clockwork, so the first that is late at all is suspected",
                        "give a delay law, a loss, or a least deviation"});
  }
  if (problems.empty() && settings.form != PhiForm::exponential &&
      settings.min_deviation + settings.acceptable_pause == Seconds{0} && settings.threshold < 0.302) {
    problems.push_back(
        {"threshold", "a heartbeat that is just due is suspected already", "give a threshold above 0.302"});
  }
  return problems;
}

DetectorPtr make_phi_accrual(const PhiSettings& settings) {
  require("phi accrual", validate(settings));
  return std::make_shared<const PhiAccrual>(settings);
}

}  // namespace nines::models::detection
