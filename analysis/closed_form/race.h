// A repair of any law against the next failure, which is exponential.
#pragma once

#include "sim/law.h"

namespace nines::closed_form {

struct RepairRace {
  double failure_first = 0;  ///< p = P(X < R) = 1 - E exp(-rate R): one minus the Laplace transform of the repair law
  double remaining_s = 0;  ///< E max(R - X, 0), in seconds: what remains of the repair, 0 if it was first
};

/// R ~ repair, X exponential with `rate_per_s` > 0. Exact for phase-type laws (by elimination without subtraction);
/// else by double-exponential quadrature over the quantile function, to about 1e-14 for smooth laws and about 1e-9 for
/// laws with steps.
RepairRace race_repair(const Law& repair, double rate_per_s);

}  // namespace nines::closed_form
