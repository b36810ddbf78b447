// Confidence intervals from the sums over trials, right for rare and for common events alike.
//
// docs/guide/statistics.md explains each to a planner and gives its measured coverage. All are two-sided at
// `confidence`, with equal tails, except where no event was seen (Trust::none_seen): then the bound is one-sided.
#pragma once

#include "analysis/monte_carlo/moments.h"
#include "analysis/monte_carlo/value_sample.h"
#include "analysis/result.h"
#include "sim/time.h"

namespace nines::monte_carlo {

/// Any measure of a subject, in the units of result.h: unavailability for availability and capacity_availability, s per
/// year for downtime, 1/year for outages, s for mtbf, mdt and mttf, a probability for unreliability. Of data: as of their
/// counterparts, from the moments of a series.
Estimate estimate(models::Measure measure, const Moments& moments, Seconds mission, double confidence);

/// Of one of so many members, the mean over all; of an mttf, until the first of all goes down. `moments` are those of
/// Tally::node_classes or Tally::domains.
Estimate estimate_of_member(models::Measure measure, const Moments& moments, std::size_t members, Seconds mission,
                            double confidence);

/// The mean per trial of a non-negative quantity, most of whose values may be 0.
///
/// The trials with a positive value are the independent events: k of n. Their number carries the mid-p (Jeffreys)
/// gamma distribution of a Poisson mean, as in Fay, Feuer 1997 (Statistics in Medicine 16:791, eq. 5) with the correction
/// of half an event in place of a whole one (Fay, Kim 2017, Biometrical Journal 59:448); its shape k / (1 - k/n) makes
/// it binomial. Their mean size carries a gamma pivot of shape k / c^2, c the coefficient of variation of the sizes: exact
/// for exponential sizes. The product is an F distribution; with many events it is the normal interval.
/// c^2 leans with the weight of two events towards that of independent exponential (or for counts: geometric or Poisson)
/// contributions, and its uncertainty widens the interval as in Student's t (Welch-Satterthwaite degrees of freedom).
///
/// @param events number of outages behind the values, at least values.positive
/// @param sizes_vary the contribution of one outage varies (a duration); false: it is 1 (a count)
/// @param none_seen_bound upper bound where all values are 0
Estimate mean_per_trial(const PositiveSums& values, std::size_t trials, std::size_t events, bool sizes_vary,
                        double none_seen_bound, double confidence);

/// The mean per trial, over `scale`, of a quantity that is above 0 in every trial, and whose spread the trials themselves show: no
/// law is assumed.
Estimate mean_of_all(const PositiveSums& values, std::size_t trials, double scale, double confidence);

/// A probability, from `successes` in `trials`: the Jeffreys interval (Brown, Cai, DasGupta 2001, Statistical Science
/// 16:101, eq. 6). For 0 or all successes: the exact one-sided bound, 1 - (1 - confidence)^(1/trials).
Estimate proportion(std::size_t successes, std::size_t trials, double confidence);

/// The quantile of the trials' values at probability p, between order statistics (binomial; distribution-free and
/// never below the stated confidence; David, Nagaraja 2003, Order Statistics, section 7.1). `high` is infinite where
/// there are too few trials to bound the quantile from above.
Estimate quantile_over_trials(const ValueSample& sample, double p, double confidence);

/// Half the interval's width over the value; infinite where there is no trustworthy value.
double relative_half_width(const Estimate& estimate);

}  // namespace nines::monte_carlo
