// Internal to heartbeats: the distributions that their detectors are made of.
#pragma once

#include "models/detection/arrivals.h"

namespace nines::models::detection {

/// max(0, from_s - U - K period): U uniform over a period, K geometric, P(K >= k) = useless^k.
Pieces lost_beats(double period_s, double useless, double from_s);

/// A good period and a mistake where delays are fixed and `timeout_s` after an arrival the target is suspected: runs of
/// m = floor(timeout / period) lost beats. E of both together = period / ((1 - loss) loss^m).
struct RunsOfLosses {
  Pieces good, mistake;
};
RunsOfLosses runs_of_losses(const Arrivals& arrivals, double timeout_s);

/// From a target's turning grey to the first suspicion, with the mean delay for every beat.
Pieces grey_detection(const Arrivals& arrivals, double timeout_s, double passes);

/// From a target's return to the first arrival.
Pieces next_arrival(const Arrivals& arrivals);

/// What is left of gaps between arrivals that are longer than the timeout.
Pieces long_gaps(const Arrivals& arrivals, double timeout_s);

/// A mistake of NFD-S: P(T_M > m period + x) = useless^m u(x) / u(0), for the beats of each freshness period are
/// independent.
Pieces stale_periods(const Arrivals& arrivals, double shift_s, double useless);

/// u(x) of Chen et al. 2002: P(none of the beats that would be fresh x into a freshness period has arrived).
double none_fresh(const Arrivals& arrivals, double shift_s, double x_s);
/// Where none_fresh has kinks or bends within [0, period].
std::vector<double> none_fresh_breaks(const Arrivals& arrivals, double shift_s);

}  // namespace nines::models::detection
