// The same detector in the other fidelity: every beat is played instead of drawing times at once from their laws.
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

/// What takes more beats than this (false alarms, as a rule) is drawn at once all the same: one play of it would take a
/// good part of a second.
inline constexpr double most_beats_played = 1e6;

/// Has the laws of `detector`, but each draw of a detection time and of a false alarm plays the beats of a target of its own,
/// which has been watched for long (beat_player.h). Its laws are no phase types. `beat` is the time from one beat to the
/// next. Null where the detector has no beats.
DetectorPtr play_every_beat(const DetectorPtr& detector, Seconds beat);

}  // namespace nines::models::detection
