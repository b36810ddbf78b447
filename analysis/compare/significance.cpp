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
  switch (models::counterpart(measure)) {
    case Measure::availability:
    case Measure::capacity_availability:
    case Measure::served:
    case Measure::degraded:
    case Measure::unreliability: return std::log1p(-std::min(value, 1.0));
    case Measure::downtime: return std::log1p(-std::min(value / year.count(), 1.0));
    case Measure::outages: return -value * mission_s / year.count();
    case Measure::mtbf: return -mission_s / value;
    // value = E[min(T, mission)] / p >= mission (1 - p) / p, so p >= mission / (mission + value).
    case Measure::mttf: return -std::log1p(mission_s / value);
    default: return 0;  // a mean duration: without an event there is none
  }
}

bool is_time_to_failure(Measure measure) {
  return measure == Measure::mtbf || models::counterpart(measure) == Measure::mttf;
}

Significance one_sided(double p_value, double sign) {
  const double deviation = p_value >= 0.5 ? 0 : monte_carlo::two_sided_normal_quantile(2 * std::max(p_value, 1e-290));
  return {p_value, sign * std::min(deviation, largest_deviation)};
}

// Adds to the shape of one gamma variable of a law; its scale stays as it is.
void add_to_shape(double& shape, double& centre_factor, double events) {
  if (std::isinf(shape)) return;
  centre_factor *= (shape + events) / shape;
  shape += events;
}

// The law whose tail is the exact one of a count as extreme as seen, or more so: of k or more events where the other
// answer expects fewer (gamma of shape k; Garwood 1936, Biometrika 28:437), of k or fewer where it expects more (shape
// k + 1), and alike for proportions (Clopper, Pearson 1934). The interval's own law lies between them (k + 1/2), which is
// right on average but rejects too often in the far tail of a count of one or two.
ConfidenceLaw with_exact_tail(ConfidenceLaw law, Measure measure, bool other_is_below) {
  if (models::counterpart(measure) == Measure::mdt) return law;  // no count in it
  const bool expects_fewer = other_is_below != is_time_to_failure(measure);
  const double half = expects_fewer ? -0.5 : 0.5;
  double numerator_factor = 1, denominator_factor = 1;
  if (law.of_odds) {
    add_to_shape(law.numerator_shape, numerator_factor, half);
    add_to_shape(law.denominator_shape, denominator_factor, -half);
  } else if (is_time_to_failure(measure)) {
    add_to_shape(law.denominator_shape, denominator_factor, half);
  } else {
    add_to_shape(law.numerator_shape, numerator_factor, half);
  }
  law.centre *= numerator_factor / denominator_factor;
  return law;
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
  if (models::counterpart(measure) == Measure::unreliability && simulated.events == simulated.trials) {
    return one_sided(std::exp(n * std::log(std::min(value, 1.0))), 1);
  }
  if (!(simulated.law.centre > 0)) return std::nullopt;
  const double allowed = nearest_allowed(simulated.value, value, relative_error);
  const ConfidenceLaw law = with_exact_tail(simulated.law, measure, allowed < simulated.value);
  const double deviate = allowed == simulated.value ? 0 : monte_carlo::normal_deviate(law, allowed);
  return Significance{monte_carlo::two_sided_p_value(deviate),
                      std::clamp(-deviate, -largest_deviation, largest_deviation)};
}

bool is_of_sizes(Measure measure) {
  switch (measure) {
    case Measure::availability:
    case Measure::downtime:
    case Measure::mdt:
    case Measure::capacity_availability:
    case Measure::served:
    case Measure::degraded: return true;
    default: return false;
  }
}

double skew_p_value(const Estimate& simulated, Measure measure, double value, double spread) {
  if (!is_of_sizes(measure) || !(spread > 0) || !(simulated.value < value)) return 0;
  const double deviation = (1 - simulated.value / value) * std::sqrt(static_cast<double>(simulated.trials)) / spread;
  return std::min(1.0, 2 * std::exp(-deviation * deviation / 2));
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
