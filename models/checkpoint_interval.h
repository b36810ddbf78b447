// How far apart checkpoints should be: the rules of the literature.
//
// In all of them a checkpoint stalls the work for `cost_s` seconds, failures come as a Poisson process with the mean
// `mtbf_s` between them, and what is returned is the work between two checkpoints, in seconds: from the end of one to
// the start of the next. Both arguments must be positive and finite.
#pragma once

namespace nines::models {

/// sqrt(2 cost mtbf): Young (1974), "A first order approximation to the optimum checkpoint interval", CACM 17:530.
double young_interval_s(double cost_s, double mtbf_s);

/// sqrt(2 cost mtbf) - cost, and the mean time between failures where the cost is half of that or more: the first order
/// of Daly (2006), "A higher order estimate of the optimum checkpoint interval for restart dumps", FGCS 22:303.
double daly_first_order_interval_s(double cost_s, double mtbf_s);

/// sqrt(2 cost mtbf) [1 + 1/3 sqrt(cost / (2 mtbf)) + 1/9 cost / (2 mtbf)] - cost, and mtbf where cost >= 2 mtbf: Daly
/// (2006), equation 37.
double daly_interval_s(double cost_s, double mtbf_s);

/// The optimum of Daly's complete model, mtbf (1 + W0(-exp(-(1 + cost / mtbf)))) with Lambert's function W, to the last few
/// bits for any ratio of the two. It makes the expected time per work, (exp((interval + cost) / mtbf) - 1) / interval,
/// the smallest, whatever a restart takes.
double best_interval_s(double cost_s, double mtbf_s);

}  // namespace nines::models
