#include "models/checkpoint_interval.h"

#include <cmath>

namespace nines::models {

namespace {

/// y - (1 - exp(-y)), without the cancellation near 0.
double excess(double y) {
  if (y > 0.5) return y + std::expm1(-y);
  double term = y * y / 2, sum = 0;
  for (int k = 3; sum + term != sum; ++k) {
    sum += term;
    term *= -y / k;
  }
  return sum;
}

}  // namespace

double young_interval_s(double cost_s, double mtbf_s) { return std::sqrt(2 * cost_s * mtbf_s); }

double daly_first_order_interval_s(double cost_s, double mtbf_s) {
  return cost_s < mtbf_s / 2 ? young_interval_s(cost_s, mtbf_s) - cost_s : mtbf_s;
}

double daly_interval_s(double cost_s, double mtbf_s) {
  if (cost_s >= 2 * mtbf_s) return mtbf_s;
  const double ratio = cost_s / (2 * mtbf_s);
  return young_interval_s(cost_s, mtbf_s) * (1 + std::sqrt(ratio) / 3 + ratio / 9) - cost_s;
}

double best_interval_s(double cost_s, double mtbf_s) {
  // Where the derivative vanishes, x = interval / mtbf solves 1 - x = exp(-(x + d)) with d = cost / mtbf, which is the
  // equation of W0. In y = x + d it reads y - (1 - exp(-y)) = d: the left side grows and is convex, so that Newton's
  // steps, after the first, come down on the solution from above.
  const double d = cost_s / mtbf_s;
  double y = std::sqrt(2 * d) + d;
  for (int i = 0; i < 60; ++i) {
    const double next = y - (excess(y) - d) / -std::expm1(-y);
    const bool close = std::abs(next - y) <= 1e-16 * y;
    y = next;
    if (close) break;
  }
  return mtbf_s * -std::expm1(-y);
}

}  // namespace nines::models
