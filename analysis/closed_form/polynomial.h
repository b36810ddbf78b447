// Products of polynomials with coefficients that are not negative, cut off at a degree: generating functions of counts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace nines::closed_form {

/// Past the last coefficient that is not 0: far tails underflow, and skipping them saves most of a product.
inline std::size_t used_size(const std::vector<double>& values) {
  std::size_t size = values.size();
  while (size > 0 && values[size - 1] == 0) --size;
  return size;
}

/// Adds a * b to `sum`, up to its size. All terms are positive, so that nothing cancels.
inline void add_product(std::vector<double>& sum, const std::vector<double>& a, const std::vector<double>& b) {
  const std::size_t a_size = used_size(a), b_size = used_size(b);
  for (std::size_t i = 0; i < std::min(a_size, sum.size()); ++i) {
    if (a[i] == 0) continue;
    const std::size_t end = std::min(b_size, sum.size() - i);
    for (std::size_t j = 0; j < end; ++j) sum[i + j] += a[i] * b[j];
  }
}

}  // namespace nines::closed_form
