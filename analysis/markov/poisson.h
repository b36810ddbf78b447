// Poisson probabilities for uniformisation, by sums and products of positive numbers only.
#pragma once

#include <cstddef>
#include <vector>

namespace nines::markov {

/// P(N = k) and P(N > k) for a Poisson variable N, for first <= k < first + size.
///
/// Built outwards from the mode by the ratio of neighbours and scaled by their own sum, after Fox and Glynn (1988),
/// so no exponential can underflow. Terms below 1e-150 of the mode are left out on either side: far more than a
/// probability near 1 needs, so that states which take many jumps to reach keep their relative accuracy as well.
class PoissonWeights {
 public:
  explicit PoissonWeights(double mean);
  std::size_t first() const { return first_; }
  std::size_t end() const { return first_ + weight_.size(); }  ///< one past the last term
  long double probability(std::size_t k) const { return k < first_ ? 0 : k < end() ? weight_[k - first_] : 0; }
  long double beyond(std::size_t k) const {
    return k < first_ ? 1 : k < end() ? beyond_[k - first_] : 0;
  }  ///< P(N > k)
  /// Bound on the relative error of each.
  double relative_error() const { return relative_error_; }

 private:
  std::size_t first_ = 0;
  std::vector<long double> weight_, beyond_;
  double relative_error_ = 0;
};

}  // namespace nines::markov
