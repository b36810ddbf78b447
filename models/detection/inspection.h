// Inspections: latent failures are found only when somebody looks: scrubs, restore tests, proof tests.
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

struct InspectionSettings {
  Seconds interval{0};    ///< from the start of one inspection to the next
  Seconds duration{0};    ///< from its start, when the state is looked at, to its report; at most the interval
  double finds = 1;       ///< probability that an inspection finds a failure that is there
  /// At the same times for all that is watched: whole intervals from the mission's begin. Else each failure waits for an
  /// inspection at a time of its own, uniform over an interval.
  bool together = true;
  double false_alarm = 0;  ///< probability that it reports one that is not; the next clean inspection clears it
  double passes_when_grey = 0;  ///< share of `finds` by which grey failures are missed
};

Problems validate(const InspectionSettings& settings);

/// T_D = U(0, interval) + duration + (G - 1) interval, G geometric with `finds`: mean interval (1 / finds - 1 / 2) +
/// duration; exact.
DetectorPtr make_inspection(const InspectionSettings& settings);

}  // namespace nines::models::detection
