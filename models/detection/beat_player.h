// Draws of what a detector does that need nothing of its laws: the beats of a target are played, one by one.
#pragma once

#include "models/detection/beats.h"
#include "models/detection/pieces.h"

#include <optional>

namespace nines::models::detection {

/// Plays the beats of one detector. Immutable, shared by threads; what a play needs, it allocates.
class BeatPlayer {
 public:
  virtual ~BeatPlayer() = default;

  /// From a failure at a uniformly random instant of the cycle, long after the start, to its suspicion; nothing if it is
  /// not suspected `within` the failure.
  virtual std::optional<Seconds> detection(FailsBy how, Seconds within, MiniStream& stream) const = 0;

  struct FalseAlarm {
    Seconds until_next{0}, duration{0};
  };
  /// From the end of one false alarm to the end of the next about a healthy target; nothing if that is not over `within`.
  virtual std::optional<FalseAlarm> false_alarm(Seconds within, MiniStream& stream) const = 0;
};

/// The player of a behaviour AnyBeats that is made from settings and a target.
template <class AnyBeats>
class PlayerOf final : public BeatPlayer {
 public:
  /// `settled`: from when on a play does not remember its start; a whole `cycle` is what a failure is uniform over.
  /// `first`: the first suspicion counts, whatever the detector thinks later.
  template <class Settings>
  PlayerOf(const Settings& settings, Seconds settled, Seconds cycle, bool first)
      : settled_(settled),
        failure_end_(settled + cycle),
        first_(first),
        dying_(settings, failing(settled, FailsBy::dying)),
        hanging_(settings, failing(settled, FailsBy::hanging)),
        grey_(settings, failing(settled, FailsBy::grey)),
        healthy_(settings, {}) {}

  std::optional<Seconds> detection(FailsBy how, Seconds within, MiniStream& stream) const override {
    const AnyBeats& beats = how == FailsBy::dying ? dying_ : how == FailsBy::hanging ? hanging_ : grey_;
    const QualityRecord record = play(beats, failure_end_ + within, stream);
    const bool is_first = first_ || how == FailsBy::grey;
    const double found_s = is_first ? record.first_detection_s() : record.final_detection_s();
    return std::isnan(found_s) ? std::nullopt : std::optional(Seconds{found_s});
  }

  std::optional<FalseAlarm> false_alarm(Seconds within, MiniStream& stream) const override {
    const QualityRecord record = play(healthy_, settled_ + within, stream);
    double now_s = 0;
    for (std::size_t next = 1; next < record.mistakes_s.size(); ++next) {
      now_s += record.good_periods_s[next - 1] + record.mistakes_s[next - 1];
      if (now_s < settled_.count()) continue;
      return FalseAlarm{Seconds{record.good_periods_s[next]}, Seconds{record.mistakes_s[next]}};
    }
    return std::nullopt;
  }

 private:
  Target failing(Seconds settled, FailsBy how) const { return {uniform_between(settled, failure_end_), how}; }

  static QualityRecord play(const AnyBeats& beats, Seconds horizon, MiniStream& stream) {
    QualityRecord record;
    Sampler<QualityRecord> sampler(beats.layout(), record);
    sampler.run(beats, stream(), 0, horizon.count());
    return record;
  }

  Seconds settled_, failure_end_;
  bool first_;
  AnyBeats dying_, hanging_, grey_, healthy_;
};

}  // namespace nines::models::detection
