// Jobs that checkpoint: how long they take, and what share of the time becomes progress.
//
// Failures come as a Poisson process with a mean time between them that does not depend on what the job is doing. Work is
// done in segments; each ends with a checkpoint, the last one too. What was done since the last checkpoint is lost by
// a failure. Times are in seconds, and may be in any other unit if all of them are.
//
// How far apart checkpoints should be is in models/checkpoint_interval.h.
#pragma once

#include <cstddef>

namespace nines::closed_form {

struct CheckpointedJob {
  double mtbf_s = 0;  ///< of the whole job; infinite if nothing fails
  double checkpoint_s = 0;  ///< how long a checkpoint stalls the job
  double downtime_s = 0;  ///< after a failure, until a restart begins; nothing fails in it
  double restart_s = 0;  ///< to load the checkpoint
  bool failures_in_restart = true;  ///< a failure during a restart begins downtime and restart anew

  /// Mean time from the beginning of a segment until its checkpoint is complete. With failures in restart
  /// exp(R/M) (M + D) (exp((w + C)/M) - 1): Bougeret, Casanova, Rabie, Robert, Vivien 2011 (SC11), theorem 1; Daly 2006,
  /// equation 20, without D. Without them (M + D + R) (exp((w + C)/M) - 1).
  double expected_segment_s(double work_s) const;

  /// Mean time of a job of so much work, in segments of `interval_s` of work each and a shorter one for what is left.
  double expected_run_s(double work_s, double interval_s) const;

  /// ETTR, the effective training time ratio, of a job without end: work per time, interval / expected segment, by renewal
  /// reward (Ross 1996, theorem 3.6.1).
  double effective_time_ratio(double interval_s) const;
};

/// The same by the formula of Kokolis et al. 2024 (arXiv 2410.21680), (1 - (u + interval/2)/M) / (1 + C/interval) with u the
/// time to restart: the losses of each failure are added, to first order in the failure rate. Out of its range it is too
/// low, and negative in the end. Its optimum is Young's interval.
double added_effective_time_ratio(double mtbf_s, double checkpoint_s, double restart_s, double interval_s);

/// Mean time between failures of n nodes in series, each failing so often; infinite if nothing fails. In units of the rate:
/// failures per node-day give days.
double series_mean_time_between_failures(double nodes, double failures_per_node);

/// So many failures of n nodes in a time: failures per node and unit of that time.
double failure_rate_per_node(double failures, double nodes, double time);

/// Checkpoints that each machine keeps in its own memory and in that of copies - 1 others (GEMINI: Wang et al. 2023, SOSP).
/// Machines are in groups of `copies` that keep each other's checkpoints. Where the groups do not come out even, the
/// last one takes the rest too, and in it each machine keeps those of the copies - 1 before it in a ring ("mixed placement").
struct PeerMemory {
  std::size_t machines = 0;
  std::size_t copies = 2;  ///< m, from 1 to machines

  /// The probability that no checkpoint (or that some checkpoint) is lost when so many machines, any of them, fail at once.
  double all_recoverable(std::size_t failed) const;
  double some_lost(std::size_t failed) const;
};

}  // namespace nines::closed_form
