#include "analysis/markov/poisson.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nines::markov {

PoissonWeights::PoissonWeights(double mean) {
  constexpr long double negligible = 1e-150L;
  const auto mode = static_cast<std::size_t>(mean);
  std::vector<long double> below;
  for (auto [k, weight] = std::pair{mode, 1.0L}; k > 0; --k) {
    weight *= static_cast<long double>(k) / mean;
    if (weight < negligible) break;
    below.push_back(weight);
  }
  first_ = mode - below.size();
  weight_.assign(below.rbegin(), below.rend());
  long double weight = 1;
  for (std::size_t k = mode; weight >= negligible; ++k) {
    weight_.push_back(weight);
    weight *= static_cast<long double>(mean) / static_cast<long double>(k + 1);
  }
  beyond_.assign(weight_.size(), 0);
  long double total = 0;  // from the small terms to the large ones
  for (std::size_t k = weight_.size(); k-- > 0;) {
    beyond_[k] = total;
    total += weight_[k];
  }
  for (long double& value : weight_) value /= total;
  for (long double& value : beyond_) value /= total;
  relative_error_ =
      3 * static_cast<double>(weight_.size()) * static_cast<double>(std::numeric_limits<long double>::epsilon());
}

}  // namespace nines::markov
