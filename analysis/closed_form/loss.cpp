#include "analysis/closed_form/loss.h"

#include "analysis/closed_form/polynomial.h"

#include <algorithm>
#include <numeric>

namespace nines::closed_form {

LossDistribution::LossDistribution(std::size_t slack) : probability_(slack + 1, 0.0), crossings_(slack + 1, 0.0) {
  probability_[0] = 1;
}

LossDistribution::LossDistribution(std::size_t slack, std::size_t weight, const UpDown& part)
    : LossDistribution(slack) {
  if (weight == 0) return;
  total_ = weight;
  probability_[0] = part.up;
  (weight <= slack ? probability_[weight] : beyond_) = part.down;
  std::fill_n(crossings_.begin(), std::min(weight, slack + 1), part.outages_per_s);
}

LossDistribution LossDistribution::operator+(const LossDistribution& other) const {
  LossDistribution both(slack());
  both.total_ = total_ + other.total_;
  both.probability_[0] = 0;
  add_product(both.probability_, probability_, other.probability_);
  add_product(both.crossings_, probability_, other.crossings_);
  add_product(both.crossings_, crossings_, other.probability_);

  both.beyond_ = beyond_;
  double tail = other.beyond_;  // P(the other's loss > slack - x)
  for (std::size_t x = 0; x <= slack(); ++x) {
    both.beyond_ += probability_[x] * tail;
    tail += other.probability_[slack() - x];
  }
  return both;
}

LossDistribution LossDistribution::times(std::size_t n) const {
  LossDistribution result(slack()), power = *this;
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) result = result + power;
    if (n > 1) power = power + power;
  }
  return result;
}

LossDistribution LossDistribution::within(const UpDown& domain, std::size_t weight) const {
  LossDistribution result(slack());
  result.total_ = total_ + weight;
  if (result.total_ == 0) return result;
  double at_most = 0;  // P(the parts' own loss <= x)
  for (std::size_t x = 0; x <= slack(); ++x) {
    at_most += probability_[x];
    result.probability_[x] = domain.up * probability_[x];
    const bool rises_with_domain = x < result.total_;
    result.crossings_[x] = domain.up * crossings_[x] + (rises_with_domain ? domain.outages_per_s * at_most : 0);
  }
  result.beyond_ = domain.up * beyond_;
  (result.total_ <= slack() ? result.probability_[result.total_] : result.beyond_) += domain.down;
  return result;
}

UpDown LossDistribution::result() const {
  return {std::accumulate(probability_.begin(), probability_.end(), 0.0), beyond_, crossings_[slack()]};
}

}  // namespace nines::closed_form
