// Bounds that hold with so small an error that thousands of them hold together.
#pragma once

#include "analysis/optimise/candidate.h"

#include <limits>
#include <vector>

namespace nines::optimise {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();

/// The mean of independent values, each end wrong with probability `tail`.
///
/// With enough effective events (Kish, as everywhere) Student's interval or Hall's, which is corrected for skewness
/// (Hall 1992, Journal of the Royal Statistical Society B 54:221), whichever is wider. With fewer no law is assumed:
/// values lie between -most and most, so that their mean is at most `most` times the probability that one is above 0,
/// which is bounded exactly (Clopper, Pearson 1934, Biometrika 26:404). Without such a `most` the ends are infinite.
Interval mean_between(const std::vector<double>& values, double tail, double most);

/// How much more `one` costs per year than `other`: exact where both are, or where what goes wrong costs nothing, and
/// else from the trials that both have.
Interval dearer_by(const Tried& one, const Tried& other, double tail);

/// Whether `one` is more available than `other`, wrongly said with probability `tail` at most: by their chains, or by the
/// trials that both have.
bool more_available(const Tried& one, const Tried& other, double tail);

/// What goes wrong costs so much.
Interval losses_of(const Tried& tried, double tail);

/// Whether the candidate meets one of its objectives, wrongly said with probability `tail` at most.
ObjectiveResult::Outcome judge(const Tried& tried, std::size_t objective, double tail);

/// What was simulated of it.
Estimate simulated_of(const Tried& tried, std::size_t objective, double confidence);

}  // namespace nines::optimise
