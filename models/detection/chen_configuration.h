// The configuration procedures of Chen, Toueg, Aguilera 2002: heartbeat period and freshness shift from what is wanted.
#pragma once

#include "sim/law.h"

#include <optional>

namespace nines::models::detection {

struct WantedQuality {
  Seconds detection_within{0};  ///< T_D^U: every failure is noticed by then
  Seconds mistake_recurrence{0};  ///< T_MR^L: at least so long from one false alarm to the next, on average
  Seconds mistake_duration{0};  ///< T_M^U: a false alarm lasts at most so long, on average
};

struct NfdConfiguration {
  Seconds period{0};  ///< eta, as large as possible
  Seconds shift{0};  ///< delta = T_D^U - eta
};

/// Section 4: the largest eta <= q0 T_M^U with eta / (q0 prod_{j=1}^{ceil(T_D^U / eta) - 1} [loss + (1 - loss) P(D >
/// T_D^U - j eta)]) >= T_MR^L, q0 = (1 - loss) P(D < T_D^U). Nothing if no period down to T_D^U / 10 000 does. Throws
/// std::invalid_argument for times that are not positive, or a loss outside [0, 1).
std::optional<NfdConfiguration> configure_nfd_s(const WantedQuality& wanted, const Law& delay, double loss);

/// Section 5: the same from the mean and variance of the delay only, by the one-sided inequality of Cantelli: eta
/// prod_{j=1}^{ceil((T_D^U - E) / eta) - 1} (V + x_j^2) / (V + loss x_j^2) >= T_MR^L with x_j = T_D^U - E - j eta.
/// The example in the paper needs V(D) = 0.02 s^2, not the 0.0004 s^2 of its delay law.
std::optional<NfdConfiguration> configure_nfd_s(const WantedQuality& wanted, Seconds mean_delay,
                                                double delay_variance_s2, double loss);

}  // namespace nines::models::detection
