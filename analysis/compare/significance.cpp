#include "analysis/compare/significance.h"

#include "analysis/monte_carlo/confidence_law.h"
#include "sim/time.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nines::compare {
namespace {

using models::Measure;

// Logarithm of the largest probability that a trial shows no event, if the measure's true value is `value`.
//
// A share of the mission has at most the probability of not being 0 as its mean. Outages count as a Poisson process; if
// they come in clusters, seeing none is more probable than this.
double log_probability_of_none(Measure measure, double mission_s, double value) {
  switch (measure) {
    case Measure::availability:
    case Measure::capacity_availability:
    case Measure::unreliability:
      return std::log1p(-std::min(value, 1.0));
    case Measure::downtime:
      return std::log1p(-std::min(value / year.count(), 1.0));
    case Measure::outages:
      return -value * mission_s / year.count();
    case Measure::mtbf:
      return -mission_s / value;
    // value = E[min(T, mission)] / p >= mission (1 - p) / p, so p >= mission / (mission + value).
    case Measure::mttf:
      return -std::log1p(mission_s / value);
    case Measure::mdt:
      return 0;
  }
  return 0;
}

bool is_time_to_failure(Measure measure) { return measure == Measure::mtbf || measure == Measure::mttf; }

Significance one_sided(double p_value, double sign) {
  const double deviation = p_value >= 0.5 ? 0 : monte_carlo::two_sided_normal_quantile(2 * std::max(p_value, 1e-290));
  return {p_value, sign * std::min(deviation, largest_deviation)};
}

// The value nearest to the estimate that the numerical error allows.
double nearest_allowed(double estimate, double value, double relative_error) {
  return std::clamp(estimate, value * (1 - relative_error), value * (1 + relative_error));
}

}  // namespace

std::optional<Significance> significance(const Estimate& simulated, Measure measure, double mission_s, double value,
                                         double relative_error) {
  const double n = static_cast<double>(simulated.trials);
  if (simulated.trust == Estimate::Trust::not_available || std::isnan(value)) return std::nullopt;
  if (simulated.trust == Estimate::Trust::none_seen) {
    const double sign = is_time_to_failure(measure) ? 1 : -1;
    return one_sided(std::exp(n * log_probability_of_none(measure, mission_s, value)), sign);
  }
  if (measure == Measure::unreliability && simulated.events == simulated.trials) {
    return one_sided(std::exp(n * std::log(std::min(value, 1.0))), 1);
  }
  if (!(simulated.law.centre > 0)) return std::nullopt;
  const double allowed = nearest_allowed(simulated.value, value, relative_error);
  const double deviate = monte_carlo::normal_deviate(simulated.law, allowed);
  return Significance{monte_carlo::two_sided_p_value(deviate),
                      std::clamp(-deviate, -largest_deviation, largest_deviation)};
}

std::vector<bool> reject_by_holm(std::span<const double> p_values, double level) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<bool> rejected(p_values.size(), false);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (p_values[order[i]] > level / static_cast<double>(order.size() - i)) break;
    rejected[order[i]] = true;
  }
  return rejected;
}

}  // namespace nines::compare
