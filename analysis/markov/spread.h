// How much one mission differs from the next: the spread of what adds up over it.
#pragma once

#include "analysis/markov/chain.h"
#include "sim/time.h"

#include <atomic>
#include <vector>

namespace nines::markov {

/// Of what adds up over a mission from `per_second[state] >= 0`, its standard deviation over missions relative to its mean;
/// one answer for each of `per_second`. 0 where the mean is 0, or where it was not computed.
///
/// With A(t) what adds up in t, W = E[A(mission)] and H the same for a chain that starts where A grows (in each state with
/// the weight of what grows in it), the variance is 2 W (H - W), but for what the mission's end cuts off and for the start-up:
/// Var A = 2 int sum_i pi_i(s) r_i (E_i[A(T - s)] - E_pi(s)[A(T - s)]) ds (Grassmann 1987, European Journal of Operational
/// Research 31:132), in which T - s is replaced by T and pi(s) by pi(0). Both make it larger where outages are far
/// shorter than the mission, and where the chain starts with everything up.
/// Throws SolutionStopped (stop.h) once `*stop` is true.
std::vector<double> mission_spreads(const Chain& chain, Seconds mission,
                                    const std::vector<std::vector<double>>& per_second,
                                    const std::atomic<bool>* stop = nullptr);

}  // namespace nines::markov
