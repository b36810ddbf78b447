#include "analysis/closed_form/failure_patterns.h"

#include <algorithm>
#include <numeric>

namespace nines::closed_form {

namespace {

std::size_t used_size(const std::vector<double>& values) {
  std::size_t size = values.size();
  while (size > 0 && values[size - 1] == 0) --size;
  return size;
}

void add_product(std::vector<double>& sum, const std::vector<double>& a, const std::vector<double>& b) {
  const std::size_t a_size = used_size(a), b_size = used_size(b);
  for (std::size_t i = 0; i < a_size; ++i) {
    if (a[i] == 0) continue;
    const std::size_t end = std::min(b_size, sum.size() - i);
    for (std::size_t j = 0; j < end; ++j) sum[i + j] += a[i] * b[j];
  }
}

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
                                 const std::function<Shares(std::size_t)>& shares)
    : loses_(most_failed + 1, 0.0), survives_(most_failed + 1, 0.0) {
  const std::vector<double> weight = binomial_probabilities(members, typical_share);
  for (std::size_t j = 0; j <= std::min(members, most_failed); ++j) {
    const auto [loses, survives] = shares(j);
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

double FailurePatterns::loss(std::size_t failed) const { return loses_[failed] / (loses_[failed] + survives_[failed]); }

double FailurePatterns::survival(std::size_t failed) const {
  return survives_[failed] / (loses_[failed] + survives_[failed]);
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
