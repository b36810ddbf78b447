#include "analysis/closed_form/race.h"

#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <cmath>
#include <numeric>

namespace nines::closed_form {

namespace {

/// Expected reward until the clock of a phase-type law ends or an exponential of rate `killing` does, from each phase;
/// reward[i] is earned per second in phase i. Elimination after Grassmann, Taksar, Heyman (1985): the diagonal is
/// summed, never subtracted from.
std::vector<double> reward_until_end(PhaseType phases, double killing, std::vector<double> reward) {
  const std::size_t size = phases.size();
  auto& rate = phases.per_second;
  auto& ends = phases.exit_per_second;
  for (double& end : ends) end += killing;
  std::vector<double> total(size);
  for (std::size_t last = size; last-- > 0;) {
    total[last] = ends[last];
    for (std::size_t j = 0; j < last; ++j) total[last] += rate[last][j];
    for (std::size_t i = 0; i < last; ++i) {
      const double passes = rate[i][last] / total[last];
      if (passes == 0) continue;
      for (std::size_t j = 0; j < last; ++j) {
        if (j != i) rate[i][j] += passes * rate[last][j];
      }
      ends[i] += passes * ends[last];
      reward[i] += passes * reward[last];
    }
  }
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < i; ++j) reward[i] += rate[i][j] * reward[j];
    reward[i] /= total[i];
  }
  return reward;
}

RepairRace race_phases(const PhaseType& phases, double rate) {
  const auto from_start = [&](const std::vector<double>& value) {
    return std::inner_product(value.begin(), value.end(), phases.start.begin(), 0.0);
  };
  const std::size_t size = phases.size();
  std::vector<double> remaining = reward_until_end(phases, 0, std::vector<double>(size, 1.0));
  for (double& value : remaining) value *= rate;  // what remains where the failure strikes, times its rate
  return {from_start(reward_until_end(phases, rate, std::vector<double>(size, rate))),
          from_start(reward_until_end(phases, rate, remaining))};
}

/// x - (1 - exp(-x)), without the cancellation at small x.
double excess(double x) {
  if (x > 0.5) return x + std::expm1(-x);
  double term = x * x / 2, sum = 0;
  for (int k = 3; std::abs(term) > 1e-17 * std::abs(sum); ++k) {
    sum += term;
    term *= -x / k;
  }
  return sum;
}

/// E g(R) as the integral of g(t(v)) exp(-v) over v > 0, where survival(t(v)) = exp(-v): both tails are resolved.
template <typename Function>
double expectation(const Law& law, const Function& g) {
  const auto integrand = [&](double v) {
    const double weight = std::exp(-v);
    if (weight == 0) return 0.0;
    const Seconds t = v < 0.5 ? law.quantile(-std::expm1(-v)) : law.upper_quantile(weight);
    return std::isfinite(t.count()) ? g(t.count()) * weight : 0.0;
  };
  boost::math::quadrature::exp_sinh<double> smooth;
  double error = 0;
  const double value = smooth.integrate(integrand, 1e-14, &error);
  if (error <= 1e-12 * std::abs(value)) return value;
  // Steps and kinks: bisect around them instead.
  double sum = 0, from = 0;
  for (const double to : {0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 200.0, 740.0}) {
    sum += boost::math::quadrature::gauss_kronrod<double, 15>::integrate(integrand, from, to, 15, 1e-12);
    from = to;
  }
  return sum;
}

}  // namespace

RepairRace race_repair(const Law& repair, double rate_per_s) {
  if (const auto phases = repair.phase_type()) return race_phases(*phases, rate_per_s);
  const double failure_first = expectation(repair, [&](double t) { return -std::expm1(-rate_per_s * t); });
  if (!std::isfinite(repair.mean().count())) return {failure_first, repair.mean().count()};
  const double remaining = expectation(repair, [&](double t) { return excess(rate_per_s * t) / rate_per_s; });
  return {failure_first, remaining};
}

}  // namespace nines::closed_form
