#include "sim/law.h"

#include <algorithm>
#include <cmath>

namespace nines {

Seconds Law::sample_residual(MiniStream& stream, Seconds age) const {
  const double survived = age.count() > 0 ? survival(age) : 1.0;
  if (!(survived > 0)) return Seconds{0};  // beyond the support: the clock is due at once
  const Seconds end = upper_quantile(survived * stream.uniform());
  return std::max(Seconds{0}, end - std::max(age, Seconds{0}));
}

double Law::coefficient_of_variation() const { return std::sqrt(variance_s2()) / mean().count(); }

}  // namespace nines
