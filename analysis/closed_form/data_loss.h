// How much is lost with data, and how long it takes to bring them back: closed forms of backups, chains of them, retention,
// corruption and replication. All times in one unit, any.
//
// Periodic backups: a snapshot is taken every T, can be used once it has taken B (at most T), and fails with probability q.
// At a random instant the newest usable snapshot is B + U + K T old, U uniform on [0, T), K geometric: the age of a
// renewal process whose points are the usable snapshots, shifted by B (Ross 1996, Stochastic Processes, section 3.4).
#pragma once

#include <cstddef>

namespace nines::closed_form {

struct PeriodicBackups {
  double interval = 0;  ///< T
  double duration = 0;  ///< B
  double unusable = 0;  ///< q, below 1

  double mean_loss() const;
  double loss_variance() const;
  /// P(loss > x).
  double probability_beyond(double x) const;
  /// The loss that is exceeded with probability 1 - p; 0 <= p < 1.
  double quantile(double p) const;
};

/// A full backup every n-th time and n - 1 that build on it, each on the one before. A restore reads the full one (which is
/// readable with probability `full`) and as many of the others, in order, as are readable (each with probability
/// `increment`); where the full one is not, it falls back to the chain before.
struct BackupChain {
  std::size_t length = 1;  ///< n
  double increment = 1, full = 1;

  /// How many intervals more are lost than if all could be read, the mean over a random instant.
  double mean_extra_intervals() const;
};

/// Losses come at random with mean distance M; each time the schedule begins anew, with what was restored as its first
/// snapshot. Mean loss M - T exp(-(T + B)/M) / (1 - exp(-T/M)): the integral of the survival of the time since the newest
/// usable snapshot.
double mean_loss_with_restarts(double interval, double duration, double mean_between_losses);

/// The probability that none of n backups is usable, each unusable with probability q; a share beta of q strikes all of
/// them together (the beta factor, Fleming 1975): beta q + (1 - beta) ((1 - beta) q)^n.
double all_unusable(double unusable, std::size_t backups, double beta = 0);

/// Corruption that is noticed after an exponential time of mean d, and backups that are kept for a time W. A backup from before
/// the corruption has usually ended by the time that this is noticed, also one that was under way: it is too late by
/// that only if its snapshot was taken less than B - D before, D the time to notice.
struct CorruptionKept {
  double mean_until_noticed = 0;  ///< d
  double kept = 0;  ///< W

  double unrecoverable() const;  ///< P(it is noticed too late) = exp(-W/d)
  /// The mean time until it is noticed, given that this is within W: d - W exp(-W/d) / (1 - exp(-W/d)).
  double mean_until_noticed_in_time() const;
  /// What is lost: the time until it is noticed, T/2, and T again where the last backup from before has not ended by
  /// then, B - d (1 - exp(-B/d)) on average; T the interval, B the duration of backups.
  double mean_loss(double interval, double duration) const;
};

/// From the loss until data are there again: fixed steps, then the replay of changes that took a time uniform on [0, T], at
/// `replay` per time that they took.
struct RestoreWithReplay {
  double steps = 0, interval = 0, replay = 0;
  double mean() const { return steps + replay * interval / 2; }
  double quantile(double p) const { return steps + replay * interval * p; }
};

}  // namespace nines::closed_form
