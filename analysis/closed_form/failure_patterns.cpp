#include "analysis/closed_form/failure_patterns.h"

#include "analysis/closed_form/polynomial.h"

#include <algorithm>
#include <numeric>

namespace nines::closed_form {

namespace {

/// P(j of n) for all j, outward from the most likely one, so that nothing overflows or cancels.
std::vector<double> binomial_probabilities(std::size_t n, double p) {
  std::vector<double> weight(n + 1, 0.0);
  const double odds = p / (1 - p);
  const auto mode = std::min(n, static_cast<std::size_t>(static_cast<double>(n + 1) * p));
  weight[mode] = 1;
  for (std::size_t j = mode; j < n; ++j)
    weight[j + 1] = weight[j] * static_cast<double>(n - j) / static_cast<double>(j + 1) * odds;
  for (std::size_t j = mode; j > 0; --j)
    weight[j - 1] = weight[j] * static_cast<double>(j) / (static_cast<double>(n - j + 1) * odds);
  const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
  for (double& each : weight) each /= sum;
  return weight;
}

}  // namespace

FailurePatterns::FailurePatterns(std::size_t members, std::size_t most_failed, double typical_share,
                                 const std::function<LossOutcome(std::size_t)>& outcome)
    : loses_(most_failed + 1, 0.0), survives_(most_failed + 1, 0.0) {
  const std::vector<double> weight = binomial_probabilities(members, typical_share);
  for (std::size_t j = 0; j <= std::min(members, most_failed); ++j) {
    const auto [loses, survives] = outcome(j);
    loses_[j] = weight[j] * loses;
    survives_[j] = weight[j] * survives;
  }
}

FailurePatterns FailurePatterns::operator+(const FailurePatterns& other) const {
  FailurePatterns both;
  both.loses_.assign(loses_.size(), 0.0);
  both.survives_.assign(survives_.size(), 0.0);
  add_product(both.loses_, loses_, other.loses_);
  add_product(both.loses_, loses_, other.survives_);
  add_product(both.loses_, survives_, other.loses_);
  add_product(both.survives_, survives_, other.survives_);
  return both;
}

FailurePatterns FailurePatterns::times(std::size_t n) const {
  FailurePatterns power = *this;
  while (n % 2 == 0) {
    power = power + power;
    n /= 2;
  }
  FailurePatterns result = power;
  while (n /= 2) {
    power = power + power;
    if (n % 2 == 1) result = result + power;
  }
  return result;
}

LossOutcome FailurePatterns::outcome(std::size_t failed) const {
  const double all = loses_[failed] + survives_[failed];
  return {loses_[failed] / all, survives_[failed] / all};
}

double share_of_subsets(std::size_t n, std::size_t m, std::size_t k) {
  if (k > n) return 0;
  double share = 1;
  for (std::size_t i = 0; i < k; ++i) share *= static_cast<double>(n - i) / static_cast<double>(m - i);
  return share;
}

double binomial_coefficient(std::size_t n, std::size_t k) {
  if (k > n) return 0;
  double result = 1;
  // Each intermediate result is C(n - k + i, i), a whole number: the product before the division may round first.
  k = std::min(k, n - k);
  for (std::size_t i = 1; i <= k; ++i) result = result * static_cast<double>(n - k + i) / static_cast<double>(i);
  return result;
}

}  // namespace nines::closed_form
