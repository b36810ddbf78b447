#include "analysis/markov/poisson.h"
#include "analysis/markov/stop.h"
#include "analysis/markov/uniformisation.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace nines::markov {

namespace {

template <class Real>
using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// P(step) and I(step), the integral of P over the step, by uniformisation in extended precision.
std::pair<Matrix<long double>, Matrix<long double>> short_step(const SparseRates& rates, long double step_s,
                                                               const std::atomic<bool>* stop) {
  const Eigen::Index n = rates.states();
  const double rate = uniformisation_rate(rates);
  const PoissonWeights weights(static_cast<double>(rate * step_s));
  Matrix<long double> power = Matrix<long double>::Identity(n, n), next(n, n);
  Matrix<long double> transition = Matrix<long double>::Zero(n, n), integral = transition;
  for (std::size_t k = 0; k < weights.end(); ++k) {
    end_if(stop);
    transition += weights.probability(k) * power;
    integral += weights.beyond(k) / rate * power;
    next.setZero();
    for (Eigen::Index i = 0; i < n; ++i) {  // row i of U times the present power
      long double exit = 0;
      for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
        exit += rates.per_second[e];
        next.row(i) += static_cast<long double>(rates.per_second[e]) / rate * power.row(rates.to[e]);
      }
      next.row(i) += (rate - exit) / rate * power.row(i);
    }
    power.swap(next);
  }
  return {std::move(transition), std::move(integral)};
}

/// Every row of P adds up to 1 and every row of I to the time: without this, rounding would drift as fast as the time.
template <class Real>
void scale_rows(Matrix<Real>& matrix, long double wanted) {
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) matrix.row(i) *= static_cast<Real>(wanted / matrix.row(i).sum());
}

struct Outcome {
  std::vector<double> at_end, time_s;
};

template <class Real>
Outcome by_doubling(const SparseRates& rates, const std::vector<double>& initial, double time_s, int doublings,
                    const std::atomic<bool>* stop) {
  long double elapsed = std::ldexp(static_cast<long double>(time_s), -doublings);
  const auto [first_transition, first_integral] = short_step(rates, elapsed, stop);
  Matrix<Real> transition = first_transition.template cast<Real>();
  Matrix<Real> integral = first_integral.template cast<Real>();
  Matrix<Real> product(transition.rows(), transition.cols());
  for (int k = 0; k < doublings; ++k) {
    end_if(stop);
    product.noalias() = transition * integral;
    integral += product;
    product.noalias() = transition * transition;
    transition.swap(product);
    elapsed *= 2;
    scale_rows(transition, 1);
    scale_rows(integral, elapsed);
  }
  Outcome outcome;
  for (Eigen::Index j = 0; j < transition.cols(); ++j) {
    long double probability = 0, time = 0;
    for (Eigen::Index i = 0; i < transition.rows(); ++i) {
      probability += static_cast<long double>(initial[i]) * transition(i, j);
      time += static_cast<long double>(initial[i]) * integral(i, j);
    }
    outcome.at_end.push_back(static_cast<double>(probability));
    outcome.time_s.push_back(static_cast<double>(time));
  }
  return outcome;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b, double scale) {
  double worst = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    const double larger = std::max(a[j], b[j]);
    if (larger > 1e-140 * scale) worst = std::max(worst, std::fabs(a[j] - b[j]) / larger);
  }
  return worst;
}

template <class Real>
Transient compared(const SparseRates& rates, const std::vector<double>& initial, double time_s,
                   const std::atomic<bool>* stop) {
  const double jumps = uniformisation_rate(rates) * time_s;
  const int doublings = jumps > 1 ? static_cast<int>(std::ceil(std::log2(jumps))) : 0;
  Outcome outcome = by_doubling<Real>(rates, initial, time_s, doublings, stop);
  // One more doubling rounds everything differently: the difference shows how much the rounding matters.
  const Outcome other = by_doubling<Real>(rates, initial, time_s, doublings + 1, stop);
  const double difference = std::max(largest_difference(outcome.at_end, other.at_end, 1),
                                     largest_difference(outcome.time_s, other.time_s, time_s));
  Transient found;
  found.at_end = std::move(outcome.at_end);
  found.time_s = std::move(outcome.time_s);
  found.relative_error = 2 * difference + 2 * std::numeric_limits<double>::epsilon();
  found.error_is_proved = false;
  found.method = "repeated squaring";
  return found;
}

}  // namespace

Transient squared(const SparseRates& rates, const std::vector<double>& initial, double time_s,
                  const std::atomic<bool>* stop) {
  constexpr State extended_up_to = 128;
  return rates.states() <= extended_up_to ? compared<long double>(rates, initial, time_s, stop)
                                          : compared<double>(rates, initial, time_s, stop);
}

}  // namespace nines::markov
