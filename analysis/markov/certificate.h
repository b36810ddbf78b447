// How wrong a computed stationary vector can be, proved after the fact from the vector itself.
#pragma once

#include "analysis/markov/sparse_rates.h"

#include <span>

namespace nines::markov {

/// Errors are relative for probabilities above this; below it, only the order of magnitude of the bound is claimed
/// (a probability cannot be told from another one that is as small).
inline constexpr double negligible_probability = 1e-250;

/// The chain as the checks need it.
struct ChainView {
  const SparseRates& rates;    ///< by source
  const SparseRates& reverse;  ///< by target
  const std::vector<double>& exit_rate;
};

/// The certificate for a vector x > 0 with sum 1, and its parts.
///
/// Let A = diag(S) - Q without the root r: an M-matrix, so its inverse is non-negative. If
///   |x_j S_j - sum_i x_i q_ij| <= e (x_j + t) S_j   for j != r,   and
///   w >= 0, w_r = 0,  w_j S_j - sum_i w_i q_ij >= (x_j + t) S_j   for j != r,
/// then z = x - (x_r / pi_r) pi has z_r = 0 and |z A| <= e (x + t) S, hence |z| <= e w componentwise: x is the
/// stationary vector but for a factor and a relative error of e w_j / x_j. The ratio w_j / x_j is the mean number of
/// jumps of the reversed chain from j to r, so for repairable systems it is small however rare the state.
struct Certificate {
  double residual = 0;            ///< e, of the balance of flow through each state but the root
  double amplification = 0;       ///< the largest w_j / x_j; infinite if w proves nothing
  double relative_error() const;  ///< of each normalised probability; infinite if nothing is proved
};

/// The source for which the expected occupancy until the root is the w of a certificate: (x_j + t) S_j.
std::vector<double> certificate_source(const ChainView& chain, std::span<const double> x, State root);

/// Checks x with a candidate w in extended precision. Any w gives a valid result; a poor one gives a poor bound.
Certificate certify(const ChainView& chain, std::span<const double> x, std::span<const double> w, State root);

/// e alone: the largest relative imbalance of flow through a state other than the root.
double flow_imbalance(const ChainView& chain, std::span<const double> x, State root);

}  // namespace nines::markov
