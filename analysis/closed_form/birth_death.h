// The number of failed units as a birth-death chain, with or without a common cause that fails all at once.
//
// Everything is computed in positive terms only, so small unavailabilities keep their relative accuracy.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace nines::closed_form {

/// n units; j of them have failed. Rates in 1/s.
struct FailureProcess {
  std::vector<double> fail_per_s;        ///< [j], j = 0..n-1: from j to j + 1 failed
  std::vector<double> repair_per_s;      ///< [j], j = 1..n: from j to j - 1 failed; [0] is unused
  double all_fail_per_s = 0;             ///< common cause: from any number to n failed
  std::size_t tolerated = 0;             ///< the service is up while at most this many have failed
  bool failures_stop_when_down = false;  ///< "suspended animation"
  std::size_t reserve = 0;               ///< so many may fail before any capacity is lost: those wanted in reserve
  std::size_t units() const { return fail_per_s.size(); }
};

/// What a formula says of a service in the long run.
struct LongRun {
  double unavailability = 0;
  double outages_per_s = 0;
  std::optional<double> capacity_unavailability;  ///< mean share of the capacity that is down
};

/// By flow balance across the cut between {0..j} and {j+1..n}: p[j+1] repair[j+1] = p[j] fail[j] + common * sum of
/// p[0..j] (Trivedi 2001, ch. 8 for the birth-death part; the common cause adds its flow across the same cut).
LongRun steady_state(const FailureProcess& process);

/// A process that begins with nothing failed and ends by a loss; m may have failed before that. Rates in 1/s.
struct LossProcess {
  std::vector<double> fail_per_s;    ///< [j], j = 0..m-1: from j to j + 1 failed
  std::vector<double> repair_per_s;  ///< [j], j = 1..m: from j to j - 1 failed; [0] is unused
  std::vector<double> lose_per_s;    ///< [j], j = 0..m: from j failed to the loss
};

/// Mean time in seconds to the loss. By the first-passage times t[j] from j to j + 1 failed (or to the loss):
/// t[j] = (1 + repair[j] t[j-1]) / (fail[j] + lose[j] + repair[j] c[j-1]), where c[j] is the probability that the loss comes
/// first (Keilson 1979, ch. 5 for the birth-death part). It is elimination without subtraction (Grassmann, Taksar, Heyman
/// 1985), of a chain that is a line.
double mean_time_to_loss_s(const LossProcess& process);

/// The leading term of that for fast repair: 1 / sum over j of lose[j] fail[0..j-1] / repair[1..j].
double leading_mean_time_to_loss_s(const LossProcess& process);

/// Mean time in seconds from no failed unit to the first outage: to the loss of all that may fail, or to the common cause.
double mean_time_to_failure_s(const FailureProcess& process);

/// The leading term of that for fast repair without a common cause: product of repair[1..m] / product of fail[0..m].
double leading_mean_time_to_failure_s(const FailureProcess& process);

}  // namespace nines::closed_form
