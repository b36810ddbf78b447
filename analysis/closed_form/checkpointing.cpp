#include "analysis/closed_form/checkpointing.h"

#include "analysis/closed_form/failure_patterns.h"

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

double CheckpointedJob::expected_segment_s(double work_s) const {
  const double span = work_s + checkpoint_s;
  if (std::isinf(mtbf_s)) return span;
  const double per_failure =
      failures_in_restart ? (mtbf_s + downtime_s) * std::exp(restart_s / mtbf_s) : mtbf_s + downtime_s + restart_s;
  return per_failure * std::expm1(span / mtbf_s);
}

double CheckpointedJob::expected_run_s(double work_s, double interval_s) const {
  // Work that is a whole number of intervals but for the rounding of the two is that number.
  const double segments = work_s / interval_s, nearest = std::round(segments);
  const bool whole = std::abs(segments - nearest) <= 1e-12 * nearest;
  const double full = whole ? nearest : std::floor(segments);
  const double rest = whole ? 0 : work_s - full * interval_s;
  return full * expected_segment_s(whole ? work_s / nearest : interval_s) + (rest > 0 ? expected_segment_s(rest) : 0);
}

double CheckpointedJob::effective_time_ratio(double interval_s) const {
  return interval_s / expected_segment_s(interval_s);
}

double added_effective_time_ratio(double mtbf_s, double checkpoint_s, double restart_s, double interval_s) {
  return (1 - (restart_s + interval_s / 2) / mtbf_s) / (1 + checkpoint_s / interval_s);
}

double series_mean_time_between_failures(double nodes, double failures_per_node) {
  return 1 / (nodes * failures_per_node);
}

double failure_rate_per_node(double failures, double nodes, double time) { return failures / (nodes * time); }

namespace {

/// Of a ring whose machines each keep their own checkpoint and those of the copies - 1 before them: the sets of `failed`
/// machines with a run of `copies` lose one. The ring is shorter than two such runs, so that there is one at most.
LossOutcome ring_outcome(std::size_t machines, std::size_t copies, std::size_t failed) {
  if (failed < copies) return {0, 1};
  if (failed + 1 >= machines) return {1, 0};
  // A run of exactly `length` begins anywhere and is bounded by two machines that are up; the others are free.
  double losing = 0;
  for (std::size_t length = copies; length <= failed; ++length)
    losing += static_cast<double>(machines) * binomial_coefficient(machines - length - 2, failed - length);
  const double all = binomial_coefficient(machines, failed);
  return {losing / all, (all - losing) / all};
}

FailurePatterns patterns(const PeerMemory& memory, std::size_t failed) {
  const std::size_t copies = memory.copies, groups = memory.machines / copies;
  const std::size_t last = memory.machines - (groups - 1) * copies;
  const double share = std::clamp(static_cast<double>(failed) / static_cast<double>(memory.machines), 1e-3, 0.999);
  const FailurePatterns ring(last, failed, share, [&](std::size_t j) { return ring_outcome(last, copies, j); });
  if (groups == 1) return ring;
  const FailurePatterns group(copies, failed, share,
                              [&](std::size_t j) { return j == copies ? LossOutcome{1, 0} : LossOutcome{0, 1}; });
  return group.times(groups - 1) + ring;
}

}  // namespace

double PeerMemory::all_recoverable(std::size_t failed) const {
  return patterns(*this, failed).outcome(failed).survives;
}
double PeerMemory::some_lost(std::size_t failed) const { return patterns(*this, failed).outcome(failed).loses; }

}  // namespace nines::closed_form
