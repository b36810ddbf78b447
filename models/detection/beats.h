// What the beat-by-beat behaviours share: the target that fails, what its watcher thinks of it, and the record of that.
//
// Each behaviour is written on the Context (sim/README.md) and watches one target. Two conditions are observed.
#pragma once

#include "models/detection/detector.h"
#include "sim/sampler.h"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace nines::models::detection {

enum BeatsCondition : std::uint32_t { trusted = 0, works = 1 };

/// The target's life: when it fails, if it does, and how it looks then.
struct Target {
  LawPtr until_failure = nullptr;  ///< null: never
  FailsBy fails_by = FailsBy::dying;
};

/// What a watcher believes that changes its mind after `rise` good signs in a row, or `fall` bad ones.
struct Opinion {
  std::uint32_t in_a_row;  ///< signs that speak against what is believed
  bool is_trusted;

  /// Whether this sign changed it.
  bool hear(bool good, int rise, int fall) {
    if (good == is_trusted) {
      in_a_row = 0;
      return false;
    }
    if (++in_a_row < static_cast<std::uint32_t>(good ? rise : fall)) return false;
    in_a_row = 0;
    is_trusted = good;
    return true;
  }
};

/// A behaviour that watches one target: timers and states in a layout that points at the behaviour's own laws.
class Beats {
 public:
  Beats(const Beats&) = delete;
  Beats& operator=(const Beats&) = delete;

  const Layout& layout() const { return layout_; }

  template <class Context>
  void on_rate(Context&, std::uint32_t) const {}
  template <class Context>
  void settle(Context&) const {}

 protected:
  explicit Beats(Target target) : target_(std::move(target)) {}
  ~Beats() = default;

  /// `unused`: any law, for a target that never fails.
  void add_failure_timer(const Law& unused) {
    layout_.add_timer(target_.until_failure ? target_.until_failure.get() : &unused, {});
  }
  /// Once all timers and states are in it.
  void finish_layout(std::uint32_t coins) {
    layout_.concurrent_timers = layout_.timers();
    layout_.bytes = layout_.fixed_bytes;
    layout_.coins = coins;
    layout_.conditions = 2;
  }
  template <class Context>
  void start_target(Context& context, std::uint32_t failure) const {
    if (target_.until_failure) context.start(failure);
  }

  Target target_;
  Layout layout_;
  Offset state_ = 0;
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
