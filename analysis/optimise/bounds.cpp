#include "analysis/optimise/bounds.h"

#include "analysis/compare/objectives.h"
#include "analysis/monte_carlo/intervals.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace nines::optimise {
namespace {

constexpr double enough_effective_events = 10;  // as everywhere: intervals.cpp

/// Of a probability, from so many successes: the exact upper bound.
double probability_below(std::size_t successes, std::size_t trials, double tail) {
  if (successes >= trials) return 1;
  const boost::math::beta_distribution<> law(static_cast<double>(successes) + 1,
                                             static_cast<double>(trials - successes));
  return quantile(complement(law, tail));
}

/// The sums that a mean's interval needs.
struct Shape {
  double mean = 0, variance = 0, skewness = 0;
  double effective = 0;  ///< values that are not 0, where they are alike
  std::size_t above = 0, below = 0;
};

Shape shape_of(const std::vector<double>& values) {
  Shape made;
  const auto n = static_cast<double>(values.size());
  double sum = 0, sizes = 0, squares = 0;
  for (const double value : values) {
    sum += value;
    sizes += std::abs(value);
    squares += value * value;
    made.above += value > 0 ? 1 : 0;
    made.below += value < 0 ? 1 : 0;
  }
  made.mean = sum / n;
  made.effective = squares > 0 ? sizes * sizes / squares : 0;
  double second = 0, third = 0;
  for (const double value : values) {
    const double off = value - made.mean;
    second += off * off;
    third += off * off * off;
  }
  made.variance = values.size() > 1 ? second / (n - 1) : 0;
  if (second > 0) made.skewness = third / n / std::pow(second / n, 1.5);
  return made;
}

/// Hall's monotone transformation, turned round: the standardised mean that corresponds to a quantile of Student's law.
double without_skewness(double quantile, double skewness_of_mean) {
  if (skewness_of_mean == 0) return quantile;
  const double inner = 1 + skewness_of_mean * (quantile - skewness_of_mean / 6);
  return 3 / skewness_of_mean * (std::cbrt(inner) - 1);
}

Interval shifted(Interval interval, double by) { return {interval.value + by, interval.low + by, interval.high + by}; }
Interval negated(const Interval& interval) { return {-interval.value, -interval.high, -interval.low}; }

/// Trial by trial, of those that both have.
std::vector<double> differences(const std::vector<double>& of, const std::vector<double>& from) {
  std::vector<double> made(std::min(of.size(), from.size()));
  for (std::size_t i = 0; i < made.size(); ++i) made[i] = of[i] - from[i];
  return made;
}

/// The most that can go wrong in a year, if that has a limit.
double most_lost_per_year(const Candidate& candidate) {
  double most = 0;
  for (const models::LossCost& each : candidate.losses) {
    if (each.kind != models::LossCost::Kind::downtime) return unbounded;
    most += each.each * year.count();
  }
  return most;
}

}  // namespace

Interval mean_between(const std::vector<double>& values, double tail, double most) {
  if (values.empty()) return {0, -unbounded, unbounded};
  const Shape shape = shape_of(values);
  if (shape.effective < enough_effective_events) {
    if (std::isinf(most)) return {shape.mean, -unbounded, unbounded};
    return {shape.mean, -most * probability_below(shape.below, values.size(), tail),
            most * probability_below(shape.above, values.size(), tail)};
  }
  const auto n = static_cast<double>(values.size());
  const boost::math::students_t law(shape.effective - 1);
  const double t = quantile(complement(law, tail)), error = std::sqrt(shape.variance / n);
  const double skewness = shape.skewness / std::sqrt(n);
  return {shape.mean, shape.mean - error * std::max(t, without_skewness(t, skewness)),
          shape.mean + error * std::max(t, -without_skewness(-t, skewness))};
}

Interval losses_of(const Tried& tried, double tail) {
  if (tried.candidate.losses.empty()) return {};
  if (tried.exact.losses_per_year)
    return {*tried.exact.losses_per_year, *tried.exact.losses_per_year, *tried.exact.losses_per_year};
  const double most = most_lost_per_year(tried.candidate);
  Interval made = mean_between(tried.seen.losses, tail, most);
  made.low = std::max(made.low, 0.0);
  made.high = std::min(made.high, most);
  return made;
}

Interval dearer_by(const Tried& one, const Tried& other, double tail) {
  const double fixed = one.candidate.fixed_per_year() - other.candidate.fixed_per_year();
  const bool simulated = !one.exact.losses_per_year && !one.candidate.losses.empty();
  const bool other_simulated = !other.exact.losses_per_year && !other.candidate.losses.empty();
  if (!other_simulated) return shifted(losses_of(one, tail), fixed - losses_of(other, tail).value);
  if (!simulated) return shifted(negated(losses_of(other, tail)), fixed + losses_of(one, tail).value);
  const double most = std::max(most_lost_per_year(one.candidate), most_lost_per_year(other.candidate));
  return shifted(mean_between(differences(one.seen.losses, other.seen.losses), tail, most), fixed);
}

bool more_available(const Tried& one, const Tried& other, double tail) {
  if (one.exact.unavailability && other.exact.unavailability)
    return *one.exact.unavailability < *other.exact.unavailability;
  if (one.exact.unavailability) return mean_between(other.seen.lost, tail, 1).low > *one.exact.unavailability;
  if (other.exact.unavailability) return mean_between(one.seen.lost, tail, 1).high < *other.exact.unavailability;
  if (one.round != other.round)
    return mean_between(one.seen.lost, tail, 1).high < mean_between(other.seen.lost, tail, 1).low;
  return mean_between(differences(other.seen.lost, one.seen.lost), tail, 1).low > 0;
}

Estimate simulated_of(const Tried& tried, std::size_t objective, double confidence) {
  const models::Objective& asked = tried.candidate.study.objectives[objective];
  if (tried.seen.trials == 0) return {};
  if (asked.share_of_trials > 0)
    return monte_carlo::proportion(tried.seen.met[objective], tried.seen.trials, confidence);
  return monte_carlo::estimate(asked.measure, tried.seen.objectives[objective], tried.candidate.study.mission,
                               confidence);
}

ObjectiveResult::Outcome judge(const Tried& tried, std::size_t objective, double tail) {
  const models::Objective& asked = tried.candidate.study.objectives[objective];
  if (const auto& exact = tried.exact.objectives[objective]) {
    const double error = exact->relative_error * exact->value;
    return compare::outcome_between(asked, exact->value - error, exact->value + error);
  }
  // Where no event was seen the bound is one-sided: its level is the tail itself.
  const Estimate estimate = simulated_of(tried, objective, 1 - tail);
  const bool usable = estimate.trust == Estimate::Trust::good || estimate.trust == Estimate::Trust::none_seen ||
                      asked.share_of_trials > 0;
  if (!usable || estimate.trials == 0) return ObjectiveResult::Outcome::unresolved;
  return compare::outcome_between(asked, estimate.low, estimate.high);
}

}  // namespace nines::optimise
