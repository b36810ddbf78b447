#include "analysis/closed_form/binomial.h"

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

BinomialFailures binomial_failures(std::size_t n, std::size_t m, double down_odds) {
  if (std::isinf(down_odds)) return {m < n ? 1.0 : 0.0, m == n ? 1.0 : 0.0};
  const double unavailability = down_odds / (1 + down_odds);
  const auto mode = std::min(n, static_cast<std::size_t>(static_cast<double>(n + 1) * unavailability));
  double sum = 0;
  BinomialFailures result;
  const auto add = [&](std::size_t down, double term) {
    sum += term;
    if (down > m) result.more_than += term;
    if (down == m) result.exactly = term;
  };
  double term = 1;
  for (std::size_t down = mode; term > 0; ++down) {
    add(down, term);
    if (down == n) break;
    term *= static_cast<double>(n - down) / static_cast<double>(down + 1) * down_odds;
  }
  term = 1;
  for (std::size_t down = mode; down > 0 && term > 0; --down) {
    term *= static_cast<double>(down) / (static_cast<double>(n - down + 1) * down_odds);
    if (term > 0) add(down - 1, term);
  }
  result.more_than /= sum;
  result.exactly /= sum;
  return result;
}

}  // namespace nines::closed_form
