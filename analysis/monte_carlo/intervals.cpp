#include "analysis/monte_carlo/intervals.h"

#include "analysis/monte_carlo/confidence_law.h"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nines::monte_carlo {
namespace {

using models::Measure;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double half_an_event = 0.5;           // mid-p
constexpr double prior_events = 2;              // weight of the assumed coefficient of variation
constexpr double enough_effective_events = 10;  // below: Trust::few_events

double ratio_or_infinity(double numerator, double denominator) {
  return denominator > 0 ? numerator / denominator : infinity;
}

// The interval of a law around a value.
Estimate read_off(const ConfidenceLaw& law, double value, std::size_t trials, std::size_t events, Estimate::Trust trust,
                  double confidence) {
  const double tail = (1 - confidence) / 2;
  return {value, quantile(law, tail), quantile(law, 1 - tail), trials, events, trust, law};
}

// Kish's effective number, (sum)^2 / (sum of squares), is at most the number of trials with an event, and small where
// one of them outweighs the others (Kish 1965, Survey Sampling, section 8.2).
Estimate::Trust trust_in(double effective_events) {
  return effective_events >= enough_effective_events ? Estimate::Trust::good : Estimate::Trust::few_events;
}

// Squared coefficient of variation of k sizes with a given raw estimate, leaning towards `assumed`.
// s^2 / mean^2 is biased down by about c^4 / k for exponential sizes and by more for heavier tails; twice that is what
// gave the best measured coverage over fixed, exponential and lognormal sizes (docs/guide/statistics.md).
double leaned(double raw, double k, double assumed) {
  const double unbiased = std::max(raw, 0.0) * (1 + 2 * std::max(raw, 0.0) / k);
  return ((k - 1) * unbiased + prior_events * assumed) / (k - 1 + prior_events);
}

// Satterthwaite: the relative variance 1/count_shape + c^2/k, of which only the second part is estimated.
double degrees_of_freedom(double fixed_variance, double estimated_variance, double k) {
  if (!(estimated_variance > 0)) return infinity;
  const double whole = (fixed_variance + estimated_variance) / estimated_variance;
  return whole * whole * (k - 1 + prior_events);
}

ConfidenceLaw reciprocal(const ConfidenceLaw& law, double of) {
  return {of / law.centre, law.denominator_shape, law.numerator_shape, law.degrees_of_freedom, false};
}

// Of a quantity's inverse: `of` / quantity, as MTBF is the mission over the mean number of outages.
Estimate inverse(const Estimate& estimate, double of) {
  Estimate result = estimate;
  result.value = ratio_or_infinity(of, estimate.value);
  result.low = ratio_or_infinity(of, estimate.high);
  result.high = ratio_or_infinity(of, estimate.low);
  if (estimate.law.centre > 0) result.law = reciprocal(estimate.law, of);
  return result;
}

Estimate scaled(Estimate estimate, double factor) {
  estimate.value *= factor;
  estimate.low *= factor;
  estimate.high *= factor;
  estimate.law.centre *= factor;
  return estimate;
}

// Upper bound, at one-sided `confidence`, of a probability that `trials` trials never realised.
double none_in(std::size_t trials, double confidence) {
  return -std::expm1(std::log1p(-confidence) / static_cast<double>(trials));
}

// Total downtime over number of outages, by the delta method over the trials that had any (Cochran 1977, section 6.3).
Estimate mean_down_time(const Moments& moments, double confidence) {
  if (moments.outages.positive == 0) return {0, 0, 0, moments.trials, 0, Estimate::Trust::not_available, {}};
  const double down = moments.downtime_s.sum, count = moments.outages.sum;
  const double k = static_cast<double>(moments.outages.positive);
  const double ratio = down / count;
  const double squares = moments.downtime_s.sum_of_squares - 2 * ratio * moments.downtime_times_outages +
                         ratio * ratio * moments.outages.sum_of_squares;
  const double raw = k > 1 && down > 0 ? squares / (down * down) * k * k / (k - 1) : 0;
  const double variation = leaned(raw, k, k / count);
  ConfidenceLaw law{ratio, infinity, k / variation, degrees_of_freedom(0, variation / k, k), false};
  const double effective = count * count / moments.outages.sum_of_squares;
  return read_off(law, ratio, moments.trials, static_cast<std::size_t>(count), trust_in(effective), confidence);
}

// Time at risk over number of first outages: the maximum-likelihood mean under censoring at the mission's end where the
// time is exponential (Epstein, Sobel 1953), and the ratio E[min(T, mission)] / P(T < mission) whatever its law.
/// How much later first outages come than at the constant rate k / at_risk, in standard errors: of those that a mission saw, the mean
/// of an exponential time that is below the mission, against the mean of the times seen.
double lateness_sigma(const Moments& moments, double mission_s) {
  const double k = static_cast<double>(moments.failed);
  const double x = mission_s * k / moments.time_at_risk_s;  // the mission, in mean times
  constexpr double hardly = 1e-4;  // then times are uniform over the mission
  const double mean = x < hardly ? 0.5 : 1 / x - 1 / std::expm1(x);  // in missions
  const double variance = x < hardly ? 1.0 / 12 : 1 / (x * x) - 0.25 / std::pow(std::sinh(x / 2), 2);
  if (!(variance > 0)) return 0;
  return (moments.time_at_risk_of_failed_s / k / mission_s - mean) / std::sqrt(variance / k);
}

Estimate mean_time_to_failure(const Moments& moments, Seconds mission, double confidence) {
  const double n = static_cast<double>(moments.trials), k = static_cast<double>(moments.failed);
  if (moments.failed == 0) {
    // E[min(T, mission)] >= mission * P(no failure), and that probability is bounded from below.
    const double failure_bound = none_in(moments.trials, confidence);
    return {infinity, mission.count() * (1 - failure_bound) / failure_bound,
            infinity, moments.trials,
            0,        Estimate::Trust::none_seen,
            {}};
  }
  const double at_risk = moments.time_at_risk_s, ratio = at_risk / k;
  const double squares =
      moments.time_at_risk_squared - 2 * ratio * moments.time_at_risk_of_failed_s + ratio * ratio * k;
  const double survivors = 1 - k / n;
  const double raw = at_risk > 0 && n > 1 ? k * squares / (at_risk * at_risk) * n / (n - 1) - survivors : 0;
  const double variation = leaned(raw, k, k / n);  // exponential: 1/k in all, of which survivors/k is binomial
  const double shape = k / (survivors + variation), half = half_an_event * survivors;
  const ConfidenceLaw law{ratio * shape / (shape + half), infinity, shape + half,
                          degrees_of_freedom(survivors / k, variation / k, k), false};
  Estimate found = read_off(law, ratio, moments.trials, moments.failed, trust_in(k), confidence);
  found.lateness_sigma = lateness_sigma(moments, mission.count());
  return found;
}

}  // namespace

Estimate mean_per_trial(const PositiveSums& values, std::size_t trials, std::size_t events, bool sizes_vary,
                        double none_seen_bound, double confidence) {
  if (trials == 0) return {};
  if (values.positive == 0) return {0, 0, none_seen_bound, trials, 0, Estimate::Trust::none_seen, {}};
  const double n = static_cast<double>(trials), k = static_cast<double>(values.positive);
  const double share = k / n, per_positive = k / static_cast<double>(std::max(events, values.positive));
  const double mean = values.sum / k;
  const double raw = k > 1 ? (values.sum_of_squares - values.sum * mean) / (k - 1) / (mean * mean) : 0;
  // Outages per trial that has any: geometric where rare, Poisson where every trial has some.
  const double assumed = (1 - share) * (1 - per_positive) + share * per_positive + (sizes_vary ? per_positive : 0);
  const double variation = leaned(raw, k, assumed);

  const double count_shape = share < 1 ? k / (1 - share) : infinity;
  const double with_half = count_shape + half_an_event;
  ConfidenceLaw law;
  law.centre = values.sum / n * (std::isinf(count_shape) ? 1 : with_half / count_shape);
  law.numerator_shape = with_half;
  law.denominator_shape = variation > 0 ? k / variation : infinity;
  law.degrees_of_freedom = degrees_of_freedom(1 / count_shape, variation / k, k);
  const double effective = values.sum * values.sum / values.sum_of_squares;
  return read_off(law, values.sum / n, trials, events, trust_in(effective), confidence);
}

Estimate proportion(std::size_t successes, std::size_t trials, double confidence) {
  if (trials == 0) return {};
  if (successes == 0) return {0, 0, none_in(trials, confidence), trials, 0, Estimate::Trust::none_seen, {}};
  const double with_half = static_cast<double>(successes) + half_an_event;
  const double without = static_cast<double>(trials - successes) + half_an_event;
  const ConfidenceLaw law{with_half / without, with_half, without, infinity, true};
  Estimate result = read_off(law, static_cast<double>(successes) / static_cast<double>(trials), trials, successes,
                             trust_in(static_cast<double>(successes)), confidence);
  if (successes == trials) {
    result.low = 1 - none_in(trials, confidence);
    result.high = 1;
  }
  return result;
}

Estimate mean_of_all(const PositiveSums& values, std::size_t trials, double scale, double confidence) {
  const double n = static_cast<double>(trials), mean = values.sum / n;
  const double variance = trials > 1 ? (values.sum_of_squares - values.sum * mean) / (n - 1) / (mean * mean) : 0;
  if (!(values.sum > 0)) return {};
  ConfidenceLaw law{mean / scale, infinity, infinity, degrees_of_freedom(0, std::max(variance, 0.0), n), false};
  if (variance > 0) law.denominator_shape = n / variance;
  return read_off(law, mean / scale, trials, trials, trust_in(trials > 1 ? n : 0), confidence);
}

Estimate estimate(Measure measure, const Moments& moments, Seconds mission, double confidence) {
  if (moments.trials == 0) return {};
  const std::size_t n = moments.trials;
  const double mission_s = mission.count(), missions_per_year = year / mission;
  const auto outages = static_cast<std::size_t>(moments.outages.sum);
  const auto mean_outages = [&] {
    // The bound for none seen takes outages as a Poisson process (or rarer in clusters): exp(-bound * n) = 1 - confidence.
    const double bound = -std::log1p(-confidence) / static_cast<double>(n);
    return mean_per_trial(moments.outages, n, outages, false, bound, confidence);
  };
  // A share of the mission is at most 1, so its mean is at most the probability that it is not 0: no law is assumed.
  const auto mean_share = [&](const PositiveSums& seconds, std::size_t events) {
    const double bound = none_in(n, confidence) * mission_s;
    Estimate mean = mean_per_trial(seconds, n, events, true, bound, confidence);
    mean.high = std::min(mean.high, mission_s);
    return scaled(mean, 1 / mission_s);
  };
  // The mean is known only where every job has ended; the quantiles, and how many did, are known sooner.
  if (measure == Measure::finish_time)
    return moments.failed == n ? mean_of_all(moments.on_s, n, 1, confidence) : Estimate{};
  switch (models::counterpart(measure)) {
    case Measure::availability: return mean_share(moments.downtime_s, std::max(outages, moments.downtime_s.positive));
    case Measure::downtime:
      return scaled(mean_share(moments.downtime_s, std::max(outages, moments.downtime_s.positive)), year.count());
    case Measure::capacity_availability:
      return mean_share(moments.capacity_deficit_s, moments.capacity_deficit_s.positive);
    case Measure::served:
      // What a job loses, it loses by interruptions; of requests that are lost nothing is counted but the trials.
      return mean_share(moments.unserved_s, models::is_of_job(measure) ? std::max(outages, moments.unserved_s.positive)
                                                                       : moments.unserved_s.positive);
    case Measure::degraded: return mean_share(moments.degraded_s, moments.degraded_s.positive);
    case Measure::replicas: return mean_of_all(moments.on_s, n, mission_s, confidence);
    case Measure::outages:
      // Of a job, per year of its own time; that this varies too adds little, and a longer one has more of them.
      return scaled(mean_outages(), models::is_of_job(measure)
                                        ? year.count() * static_cast<double>(n) / moments.on_s.sum
                                        : missions_per_year);
    case Measure::mtbf: return inverse(mean_outages(), mission_s);
    case Measure::mdt: return mean_down_time(moments, confidence);
    case Measure::mttf: return mean_time_to_failure(moments, mission, confidence);
    case Measure::unreliability: return proportion(moments.failed, n, confidence);
    case Measure::bytes_lost:
    case Measure::repair_traffic: {
      // In place of time, what is at risk is the amount of data: where none was lost, at most as much as there is, and with
      // the largest probability that no trial would have realised.
      const double bound = none_in(n, confidence) * moments.time_at_risk_s / static_cast<double>(n);
      return scaled(mean_per_trial(moments.downtime_s, n, moments.downtime_s.positive, true, bound, confidence),
                    missions_per_year);
    }
    default: return {};
  }
}

Estimate estimate_of_member(Measure measure, const Moments& moments, std::size_t members, Seconds mission,
                            double confidence) {
  Estimate of_all = estimate(measure, moments, mission, confidence);
  const auto count = static_cast<double>(members);
  switch (measure) {
    case Measure::outages: return scaled(of_all, 1 / count);
    // The downtime in the moments is a member's mean, the outages are those of all.
    case Measure::mtbf:
    case Measure::mdt: return scaled(of_all, count);
    default: return of_all;
  }
}

Estimate quantile_over_trials(const ValueSample& sample, double p, double confidence) {
  const std::size_t n = sample.size();
  if (n == 0) return {};
  // The quantile lies below the value of rank r iff fewer than r values do not exceed it: a binomial number.
  const boost::math::binomial number(static_cast<double>(n), p);
  const double tail = (1 - confidence) / 2;
  const double spread = std::sqrt(static_cast<double>(n) * p * (1 - p)) * two_sided_normal_quantile(1 - confidence);
  const double centre = static_cast<double>(n) * p, last = static_cast<double>(n) - 1;
  double low = std::clamp(std::floor(centre - spread) + 2, 0.0, last);
  while (low > 0 && cdf(number, low - 1) > tail) --low;
  double high = std::clamp(std::ceil(centre + spread) - 2, 0.0, last);
  while (high <= last && cdf(complement(number, high)) > tail) ++high;
  const double middle = std::clamp(std::ceil(centre), 1.0, static_cast<double>(n));

  const auto rank = [](double value) { return static_cast<std::size_t>(value); };
  const bool bounded = high <= last;
  const auto values = sample.order_statistics({std::clamp(rank(low), std::size_t{1}, rank(middle)), rank(middle),
                                               bounded ? std::max(rank(high) + 1, rank(middle)) : n});
  const bool few = low < 1 || !bounded;
  return {values[1],
          low < 1 ? 0 : values[0],
          bounded ? values[2] : infinity,
          n,
          n,
          few ? Estimate::Trust::few_events : Estimate::Trust::good,
          {}};
}

double relative_half_width(const Estimate& estimate) {
  const bool known = estimate.trust == Estimate::Trust::good || estimate.trust == Estimate::Trust::few_events;
  if (!known || !(estimate.value > 0) || std::isinf(estimate.value)) return infinity;
  return (estimate.high - estimate.low) / 2 / estimate.value;
}

}  // namespace nines::monte_carlo
