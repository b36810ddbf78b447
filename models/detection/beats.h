// What the beat-by-beat behaviours share: the target that fails, and the record of what its watcher thought of it.
//
// Each behaviour is written on the Context (sim/README.md) and watches one target. Two conditions are observed.
#pragma once

#include "models/detection/detector.h"
#include "sim/sampler.h"

#include <cmath>
#include <limits>
#include <vector>

namespace nines::models::detection {

enum BeatsCondition : std::uint32_t { trusted = 0, works = 1 };

/// The target's life: when it fails, if it does, and how it looks then.
struct Target {
  LawPtr until_failure = nullptr;  ///< null: never
  FailsBy fails_by = FailsBy::dying;
};

/// An observer that measures the quality of a detector. Everything before the first trust is left out.
class QualityRecord {
 public:
  static constexpr bool traced = false;

  void condition(std::uint32_t which, bool up, double now, std::uint32_t /*cause*/) {
    if (which == works) {
      if (up) return;
      failure_s = now;
      if (!trusted_) first_suspicion_s = now;
      return;
    }
    const bool healthy = std::isnan(failure_s);
    if (up) {
      if (healthy && has_trusted_) mistakes_s.push_back(now - since_s_);
      has_trusted_ = true;
    } else if (healthy && has_trusted_) {
      good_periods_s.push_back(now - since_s_);
    }
    trusted_ = up;
    since_s_ = now;
    if (!up && !healthy && std::isnan(first_suspicion_s)) first_suspicion_s = now;
  }

  /// From the failure to the suspicion with which the trial ended; to the first one (0: suspected already). NaN: none.
  double final_detection_s() const { return trusted_ ? nan : std::max(0.0, since_s_ - failure_s); }
  double first_detection_s() const { return first_suspicion_s - failure_s; }

  static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> good_periods_s, mistakes_s;  ///< complete ones, of the healthy target, in order
  double failure_s = nan;
  double first_suspicion_s = nan;  ///< of the failed target

 private:
  bool trusted_ = false, has_trusted_ = false;
  double since_s_ = 0;
};

}  // namespace nines::models::detection
