#include "models/detection/chen_configuration.h"

#include "models/detection/detector.h"

#include <cmath>
#include <functional>

namespace nines::models::detection {
namespace {

void check(const WantedQuality& wanted, double loss) {
  Problems problems;
  check_positive(problems, "detection_within", wanted.detection_within);
  check_positive(problems, "mistake_recurrence", wanted.mistake_recurrence);
  check_positive(problems, "mistake_duration", wanted.mistake_duration);
  check_below_one(problems, "loss", loss);
  require("configuration of NFD-S", problems);
}

/// The largest x in (0, most] at which `holds`; searched from above in each stretch in which `span` / x has the same
/// number of beats, for the condition is smooth there.
std::optional<double> largest(double most, double span, const std::function<bool(double)>& holds) {
  constexpr int beats_at_most = 10'000;
  double high = most;
  for (int beats = std::max(1, static_cast<int>(span / most)); beats < beats_at_most; ++beats) {
    const double low = span / (beats + 1);
    if (low >= high) continue;
    const int steps = std::max(16, 4096 / beats);  // the stretches themselves get shorter
    for (int i = 0; i < steps; ++i) {
      double below = high - (high - low) * i / steps;
      if (!holds(below)) continue;
      if (i == 0) return below;
      double above = high - (high - low) * (i - 1) / steps;
      for (int bisection = 0; bisection < 60; ++bisection) {
        const double middle = 0.5 * (below + above);
        (holds(middle) ? below : above) = middle;
      }
      return below;
    }
    high = low;
  }
  return std::nullopt;
}

std::optional<NfdConfiguration> configuration(std::optional<double> period_s, Seconds within) {
  if (!period_s) return std::nullopt;
  return NfdConfiguration{Seconds{*period_s}, within - Seconds{*period_s}};
}

}  // namespace

std::optional<NfdConfiguration> configure_nfd_s(const WantedQuality& wanted, const Law& delay, double loss) {
  check(wanted, loss);
  const double within_s = wanted.detection_within.count();
  const double in_time = (1 - loss) * delay.cdf(wanted.detection_within);
  const double most_s = std::min(within_s, in_time * wanted.mistake_duration.count());
  if (!(most_s > 0)) return std::nullopt;
  const auto period_s = largest(most_s, within_s, [&](double eta_s) {
    double chance = in_time;
    for (int j = 1; j < within_s / eta_s && chance > 0; ++j) {
      chance *= loss + (1 - loss) * delay.survival(Seconds{within_s - j * eta_s});
    }
    return eta_s >= wanted.mistake_recurrence.count() * chance;
  });
  return configuration(period_s, wanted.detection_within);
}

std::optional<NfdConfiguration> configure_nfd_s(const WantedQuality& wanted, Seconds mean_delay,
                                                double delay_variance_s2, double loss) {
  check(wanted, loss);
  const double span_s = (wanted.detection_within - mean_delay).count();
  const double variance = delay_variance_s2;
  if (!(span_s > 0) || !(variance >= 0)) return std::nullopt;
  const double in_time = (1 - loss) * span_s * span_s / (variance + span_s * span_s);
  const double most_s = std::min(span_s, in_time * wanted.mistake_duration.count());
  const auto period_s = largest(most_s, span_s, [&](double eta_s) {
    double recurrence_s = eta_s;
    for (int j = 1; j < span_s / eta_s && recurrence_s < wanted.mistake_recurrence.count(); ++j) {
      const double square = (span_s - j * eta_s) * (span_s - j * eta_s);
      recurrence_s *= (variance + square) / (variance + loss * square);
    }
    return recurrence_s >= wanted.mistake_recurrence.count();
  });
  return configuration(period_s, wanted.detection_within);
}

}  // namespace nines::models::detection
