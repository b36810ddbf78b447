// Polls, swim and thresholds: beat by beat against their laws. Each comparison raises a false alarm with a probability
// of 1e-6; seeds are fixed.
#include "models/detection/pieces.h"
#include "models/detection/poll_beats.h"
#include "models/detection/swim_beats.h"
#include "models/detection/threshold_beats.h"
#include "tests/detection/beat_by_beat.h"

namespace nines::models::detection {
namespace {

using testing::all_ways;
using testing::detection_times_s;
using testing::expect_follows;
using testing::expect_mean;
using testing::failure_between;
using testing::trials;

template <class AnyBeats>
void expect_mistakes(const AnyBeats& beats, double horizon_s, const Detector& detector) {
  const auto mistakes = detector.mistakes();
  ASSERT_TRUE(mistakes);
  QualityRecord record;
  Sampler<QualityRecord> sampler(beats.layout(), record);
  sampler.run(beats, testing::seed, 0, horizon_s);
  record.good_periods_s.erase(record.good_periods_s.begin());  // begins fresh at time 0
  expect_follows(record.good_periods_s, *mistakes->until_next);
  expect_follows(record.mistakes_s, *mistakes->duration);
  const Quality quality = detector.quality();
  expect_mean(record.mistakes_s, quality.mistake_duration.count());
  expect_mean(record.good_periods_s, (quality.mistake_recurrence - quality.mistake_duration).count());
  EXPECT_NEAR(mistakes->duration->mean() / quality.mistake_duration, 1, 1e-7);
  EXPECT_NEAR(mistakes->until_next->mean() / (quality.mistake_recurrence - quality.mistake_duration), 1, 1e-7);
}

std::vector<PollSettings> polls() {
  return {
      {.interval = Seconds{0.5}, .passes_when_grey = 0.3},
      {.interval = Seconds{0.5}, .timeout = Seconds{0.2}, .fall = 2, .loss = 0.1, .passes_when_grey = 0.5},
      {.interval = Seconds{10},
       .timeout = Seconds{2},
       .fall = 3,
       .rise = 1,
       .spacing = Spacing::from_start,
       .loss = 0.2,
       .passes_when_grey = 0.4},
      {.interval = Seconds{1}, .timeout = Seconds{0.377}, .fall = 1, .rise = 3, .loss = 0.3, .passes_when_grey = 0.7}};
}

TEST(PollBeats, DetectionTimeFollowsTheLaw) {
  for (const PollSettings& settings : polls()) {
    for (const FailsBy how : all_ways) {
      SCOPED_TRACE(make_poll(settings)->describe() + " way " + std::to_string(static_cast<int>(how)));
      const double unit_s = settings.interval.count() + settings.effective_timeout().count();
      const PollBeats beats(settings, {failure_between(30 * unit_s, 60 * unit_s), how});
      expect_follows(detection_times_s(beats, trials, 260 * unit_s, how == FailsBy::grey),
                     *make_poll(settings)->detection_time(how));
    }
  }
}

TEST(PollBeats, MistakesFollowTheirLaws) {
  for (const PollSettings& settings : polls()) {
    if (settings.loss > 0)
      expect_mistakes(PollBeats(settings, {}), 200'000 * settings.interval.count(), *make_poll(settings));
  }
}

TEST(PollBeats, RecoveryTimeFollowsTheLaw) {
  for (const PollSettings& settings : polls()) {
    for (const FailsBy how : {FailsBy::dying, FailsBy::hanging}) {
      const double unit_s = settings.interval.count() + settings.effective_timeout().count();
      const PollBeats beats(settings, {failure_between(30 * unit_s, 60 * unit_s), how},
                            failure_between(30 * unit_s, 60 * unit_s));
      std::vector<double> times_s;
      for (std::uint32_t trial = 0; trial < trials; ++trial) {
        struct Returns : QualityRecord {
          void condition(std::uint32_t which, bool up, double now, std::uint32_t cause) {
            QualityRecord::condition(which, up, now, cause);
            if (which == works && up) returned_s = now;
            if (which == trusted && up && returned_s >= 0 && recovery_s < 0) recovery_s = now - returned_s;
          }
          double returned_s = -1, recovery_s = -1;
        } record;
        Sampler<Returns> sampler(beats.layout(), record);
        sampler.run(beats, testing::seed, trial, 260 * unit_s);
        times_s.push_back(record.recovery_s);
      }
      expect_follows(times_s, *make_poll(settings)->recovery_time(how));
    }
  }
}

TEST(SwimBeats, DetectionTimeAndMistakesFollowTheirLaws) {
  for (const SwimSettings& settings :
       {SwimSettings{.members = 3, .period = Seconds{1}, .indirect = 0, .loss = 0.1, .passes_when_grey = 0.5},
        SwimSettings{.members = 128,
                     .period = Seconds{2},
                     .indirect = 3,
                     .loss = 0.2,
                     .suspicion_periods = 2,
                     .passes_when_grey = 0.1},
        SwimSettings{.members = 2,
                     .period = Seconds{1},
                     .indirect = 0,
                     .loss = 0.2,
                     .suspicion_periods = 1,
                     .passes_when_grey = 0.4}}) {
    const DetectorPtr detector = make_swim(settings);
    for (const FailsBy how : all_ways) {
      SCOPED_TRACE(detector->describe() + " way " + std::to_string(static_cast<int>(how)));
      const double period_s = settings.period.count();
      const SwimBeats beats(settings, {failure_between(30 * period_s, 60 * period_s), how});
      expect_follows(detection_times_s(beats, trials, 260 * period_s, how == FailsBy::grey),
                     *detector->detection_time(how));
    }
    expect_mistakes(SwimBeats(settings, {}), 300'000, *detector);
  }
}

TEST(ThresholdBeats, DetectionTimeAndMistakesFollowTheirLaws) {
  for (const double correlation : {0.0, 0.5, 0.9}) {
    const ThresholdSettings settings{.interval = Seconds{15},
                                     .mean = 60,
                                     .deviation = 10,
                                     .correlation = correlation,
                                     .threshold = 75,
                                     .failed_mean = 80,
                                     .samples = 3,
                                     .clear_samples = 2,
                                     .passes_when_grey = 0.5};
    const DetectorPtr detector = make_threshold(settings);
    for (const FailsBy how : all_ways) {
      SCOPED_TRACE(std::to_string(correlation) + " way " + std::to_string(static_cast<int>(how)));
      const ThresholdBeats beats(settings, {failure_between(600, 1200), how});
      expect_follows(detection_times_s(beats, 4000, 20'000, true), *detector->detection_time(how), 1e-6);
    }
    expect_mistakes(ThresholdBeats(settings, {}), 15e6, *detector);
  }
}

}  // namespace
}  // namespace nines::models::detection
