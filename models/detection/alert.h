// People: an alarm goes out over channels, somebody acknowledges it, or it is escalated.
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

/// Mail, text message, telephone: it arrives after `delay`, or never, with the probability `fails`.
struct Channel {
  LawPtr delay;
  double fails = 0;
};

/// Those who are told together: the first channel that arrives counts; then it takes `acknowledgement` until somebody
/// has taken it on.
struct AlertLevel {
  std::vector<Channel> channels;
  LawPtr acknowledgement;
};

struct AlertSettings {
  std::vector<AlertLevel> levels;
  /// Without an acknowledgement for so long the next level is told as well; the last level is told again each time.
  Seconds escalate_after{0};
  /// From the alarm until the first level looks at all, from which all else counts (working hours); null: at once.
  LawPtr reaction = nullptr;
};

Problems validate(const AlertSettings& settings);

/// From the alarm to the first acknowledgement of any level: P(T > t) = prod over the tellings before t of P(telling +
/// acknowledgement > t - when it was told), all independent. To about 1e-3 of probability.
LawPtr time_to_acknowledge(const AlertSettings& settings);

/// The wait until somebody is at work, from an instant that is uniform over the week: `hours_a_day` on the first
/// `days_a_week` days.
LawPtr wait_for_working_hours(Hours hours_a_day, int days_a_week);

/// A detector whose alarms people must take on: its detection time and theirs. Its false alarms are the same, for they
/// strike before anybody looks; recovery needs nobody.
DetectorPtr with_alert(DetectorPtr detector, const AlertSettings& settings);

}  // namespace nines::models::detection
