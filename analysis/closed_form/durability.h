// How likely it is that data are lost: redundancy groups as chains, read errors, Backblaze's windows, and what is lost.
//
// Members (disks, nodes) fail at a constant rate and independently. Times are in seconds, and may be in any other unit if all
// of them are.
#pragma once

#include "analysis/closed_form/birth_death.h"
#include "analysis/closed_form/failure_patterns.h"

#include <cstddef>
#include <vector>

namespace nines::closed_form {

/// n members that survive any m failures: RAID-5 (m = 1), RAID-6 (2), R copies (n = R, m = R - 1), Reed-Solomon (k, m) with
/// n = k + m; or, with `next_failure`, codes that survive some sets of failures.
struct RedundancyGroup {
  std::size_t members = 0;  ///< n
  std::size_t tolerated = 0;  ///< m < n, the most failures that can be survived
  double failures_per_s = 0;  ///< of one member
  double rebuilds_per_s = 0;  ///< of one rebuild: 1 / its mean time
  std::size_t rebuilds_at_once = 1;  ///< 1: one after the other ("serial repair"); n: all at once ("parallel repair")
  /// Probability that a rebuild without any redundancy left meets a sector that cannot be read: then the failure that took
  /// the last redundancy loses data (Chen et al. 1994; Hafner, Rao 2006).
  double read_error = 0;
  /// [j]: what the failure after j others does, where that is not always survived; m entries, or none.
  std::vector<LossOutcome> next_failure;

  LossProcess process() const;
};

/// MTTDL from no failed member, exactly (Gibson, Patterson 1993 for RAID; Angus 1988 for any m). Relative error 1e-13.
double mean_time_to_data_loss_s(const RedundancyGroup& group);

/// The leading term for fast rebuilds: product of the m repair rates / product of the m + 1 failure rates (Angus 1988).
double leading_mean_time_to_data_loss_s(const RedundancyGroup& group);

/// A group whose members are groups themselves, each failing as often as it loses data, 1 / MTTDL, and rebuilt by the outer
/// level in a mean time of 1 / rebuilds_per_s. To first order: the inner level forgets what had failed.
RedundancyGroup two_level(const RedundancyGroup& inner, RedundancyGroup outer);

/// 1 - exp(-groups t / MTTDL): the time to the loss is nearly exponential if rebuilds are much shorter than lives (Keilson 1979,
/// ch. 8). Below it from no failed member, by a relative error of about rebuild time / t.
double probability_of_data_loss(double mttdl_s, double time_s, double groups = 1);

/// P(at least one error) in so many bits, each unreadable with a given probability: 1 - (1 - per_bit)^bits.
double unrecoverable_read_error(double bits, double per_bit);

/// P(some latent error) on any of so many disks, each of which gets errors at a constant rate and is read through once every scrub
/// period without a pause, each error being mended when it is found: 1 - exp(-disks rate period / 2). Exact: an error lives for
/// a time uniform on the period, so that their number is Poisson (M/G/infinity; Schwarz et al. 2004 on scrubbing).
double latent_error(double disks, double errors_per_s, double scrub_period_s);

/// Backblaze's formula: time in windows as long as a rebuild; a group is lost in one if more than `parity` members fail in it
/// (Backblaze, "erasure-coding-durability").
struct WindowDurability {
  double member_fails = 0;  ///< p = 1 - exp(-rate window): a member, in one window
  double window_loses = 0;  ///< q = P(more than `parity` of data + parity fail)
  double loses = 0;  ///< 1 - (1 - q)^(time / window): in the whole time
};
/// Too low by a factor of parity + 1 beside the chain of the same means (`RedundancyGroup` with parallel rebuilds): its
/// failures must all fall within one fixed window, whereas rebuilds overlap as they come, whatever the law of their duration.
WindowDurability window_durability(std::size_t data, std::size_t parity, double failures_per_s, double window_s,
                                   double time_s);

/// NOMDL, the expected number of bytes lost per usable byte in a time t (Greenan, Plank, Wylie 2010): groups t / MTTDL losses of
/// so many bytes each.
double normalised_magnitude_of_data_loss(double mttdl_s, double time_s, double groups, double bytes_per_loss,
                                         double usable_bytes);

}  // namespace nines::closed_form
