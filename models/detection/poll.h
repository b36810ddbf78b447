// A poll: the watcher asks the target, takes it out after `fall` failed checks in a row and back after `rise` good
// ones. A good check and a refused one take no time; any other failed one lasts `timeout`.
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

enum class Spacing {
  from_end,  ///< the next check begins `interval` after the end of the one before, as HAProxy does
  from_start,  ///< checks begin every `interval`, as Kubernetes' probes do
};

struct PollSettings {
  Seconds interval{0};
  /// Of a check; by default the interval, as in HAProxy without `timeout check`.
  std::optional<Seconds> timeout = std::nullopt;
  int fall = 3;
  int rise = 2;
  Spacing spacing = Spacing::from_end;
  double loss = 0;  ///< probability that a check of a healthy target fails (by its timeout)
  double passes_when_grey = 0;  ///< probability that a check of a grey target passes; the others time out

  Seconds effective_timeout() const { return timeout.value_or(interval); }
};

Problems validate(const PollSettings& settings);

/// Laws: exact, all of them. Dying, no loss: U(0, interval) + (fall - 1) interval; hanging, from_end: U(0, interval) +
/// fall timeout + (fall - 1) interval; from_start: U(0, interval) + (fall - 1) interval + timeout. In general a chain
/// that counts failed checks, from its long-run state at the failure. Quality: runs of failures (Feller 1968, XIII.7):
/// checks to the first run of n with probability q each: (q^-n - 1) / (1 - q); times by Wald's identity. Throws
/// std::invalid_argument if validate() finds problems.
DetectorPtr make_poll(const PollSettings& settings);

}  // namespace nines::models::detection
