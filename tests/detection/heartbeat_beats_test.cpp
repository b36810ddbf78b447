// Heartbeats beat by beat against their laws. Each comparison raises a false alarm with a probability of 1e-6; seeds
// are fixed.
#include "models/detection/heartbeat_beats.h"
#include "models/detection/pieces.h"
#include "tests/detection/beat_by_beat.h"

namespace nines::models::detection {
namespace {

using testing::all_ways;
using testing::detection_times_s;
using testing::expect_follows;
using testing::expect_mean;
using testing::failure_between;
using testing::trials;

const LawPtr short_delay = exponential_with_mean(Seconds{0.02});
const LawPtr long_delay = exponential_with_mean(Seconds{0.4});  // beats overtake each other

struct Named {
  const char* name;
  HeartbeatSettings settings;
};

std::vector<Named> heartbeats() {
  const Seconds second{1};
  return {
      {"timeout, no delay", {.period = second, .timeout = Seconds{3.5}, .loss = 0.2, .passes_when_grey = 0.5}},
      {"timeout, fixed delay",
       {.period = second,
        .timeout = Seconds{2},
        .delay = fixed_time(Seconds{1.3}),
        .loss = 0.3,
        .passes_when_grey = 0.4}},
      {"timeout, long delays", {.period = second, .timeout = Seconds{1.8}, .delay = long_delay, .loss = 0.1}},
      {"timeout, short delays", {.period = second, .timeout = Seconds{2.01}, .delay = short_delay, .loss = 0.2}},
      {"NFD-S, no delay",
       {.period = second, .method = Freshness::nfd_s, .timeout = Seconds{1.25}, .loss = 0.2, .passes_when_grey = 0.5}},
      {"NFD-S, long delays",
       {.period = second, .method = Freshness::nfd_s, .timeout = Seconds{1.25}, .delay = long_delay, .loss = 0.1}},
      {"NFD-S, short delays",
       {.period = second, .method = Freshness::nfd_s, .timeout = Seconds{0.04}, .delay = short_delay, .loss = 0.1}},
      {"NFD-E, no delay",
       {.period = second,
        .method = Freshness::nfd_e,
        .timeout = Seconds{1.25},
        .loss = 0.2,
        .passes_when_grey = 0.5,
        .window = 4}},
      {"NFD-E, short delays",
       {.period = second,
        .method = Freshness::nfd_e,
        .timeout = Seconds{0.5},
        .delay = short_delay,
        .loss = 0.1,
        .window = 64}},
      {"VRRP", vrrp(second, 150)},
      {"lease", lease(Seconds{20}, Seconds{5})},
  };
}

TEST(HeartbeatBeats, DetectionTimeFollowsTheLaw) {
  for (const auto& [name, settings] : heartbeats()) {
    const DetectorPtr detector = make_heartbeat(settings);
    for (const FailsBy how : all_ways) {
      SCOPED_TRACE(std::string(name) + ", way " + std::to_string(static_cast<int>(how)));
      const bool grey = how == FailsBy::grey && settings.passes_when_grey > 0;
      const double p = settings.period.count();
      const HeartbeatBeats beats(settings, {failure_between(70 * p, 170 * p), how});
      expect_follows(detection_times_s(beats, trials, (grey ? 1000 : 220) * p, grey), *detector->detection_time(how),
                     1e-6);
    }
  }
}

TEST(HeartbeatBeats, MistakesFollowTheirLaws) {
  for (const auto& [name, settings] : heartbeats()) {
    const DetectorPtr detector = make_heartbeat(settings);
    const auto mistakes = detector->mistakes();
    SCOPED_TRACE(name);
    if (!mistakes) continue;
    const HeartbeatBeats beats(settings, {});
    QualityRecord record;
    Sampler<QualityRecord> sampler(beats.layout(), record);
    sampler.run(beats, testing::seed, 0, 400'000 * settings.period.count());
    record.good_periods_s.erase(record.good_periods_s.begin());
    const Quality quality = detector->quality();
    // NFD-E with a finite window: its estimate adds a variance of V(D) / window to the delays'.
    const double slack = settings.method == Freshness::nfd_e ? 0.01 : 1e-6;
    if (mistakes->duration_is_exact) expect_follows(record.mistakes_s, *mistakes->duration, slack);
    if (mistakes->until_next_is_exact) expect_follows(record.good_periods_s, *mistakes->until_next);
    expect_mean(record.mistakes_s, quality.mistake_duration.count(), slack);
    expect_mean(record.good_periods_s, (quality.mistake_recurrence - quality.mistake_duration).count(), slack);
    EXPECT_NEAR(mistakes->duration->mean() / quality.mistake_duration, 1, 1e-5);
    EXPECT_NEAR(mistakes->until_next->mean() / (quality.mistake_recurrence - quality.mistake_duration), 1, 1e-9);
  }
}

TEST(HeartbeatBeats, RareMistakesAreNearlyExponential) {
  const HeartbeatSettings settings{.period = Seconds{1}, .timeout = Seconds{2.5}, .delay = short_delay, .loss = 0.03};
  const HeartbeatBeats beats(settings, {});
  QualityRecord record;
  Sampler<QualityRecord> sampler(beats.layout(), record);
  sampler.run(beats, testing::seed, 0, 2e6);
  record.good_periods_s.erase(record.good_periods_s.begin());
  // About 1e-3 mistakes a beat: off by about as much.
  expect_follows(record.good_periods_s, *make_heartbeat(settings)->mistakes()->until_next, 3e-3);
}

std::vector<PhiSettings> phis() {
  const LawPtr delay = short_delay;
  return {{.period = Seconds{1},
           .threshold = 3,
           .window = 200,
           .min_deviation = Seconds{0.35},
           .delay = delay,
           .loss = 0.05},
          {.period = Seconds{1}, .threshold = 4, .window = 200, .delay = delay, .loss = 0.02},
          {.period = Seconds{1},
           .form = PhiForm::logistic,
           .threshold = 3,
           .window = 200,
           .min_deviation = Seconds{0.1},
           .acceptable_pause = Seconds{1.5},
           .delay = delay,
           .loss = 0.1},
          {.period = Seconds{1},
           .form = PhiForm::exponential,
           .threshold = 0.8,
           .window = 200,
           .delay = delay,
           .loss = 0.1}};
}

TEST(PhiAccrualBeats, DetectionTimeFollowsTheLaw) {
  for (const PhiSettings& settings : phis()) {
    const DetectorPtr detector = make_phi_accrual(settings);
    SCOPED_TRACE(detector->describe());
    const HeartbeatBeats beats(settings, {failure_between(500, 600), FailsBy::hanging});
    // The approximation's own error (see the header): of the order of the sample deviation's spread, 1 / sqrt(2
    // window).
    expect_follows(detection_times_s(beats, 5000, 660, false), *detector->detection_time(FailsBy::hanging), 0.01);
  }
}

TEST(PhiAccrualBeats, MistakesHaveTheMeans) {
  for (const PhiSettings& settings : phis()) {
    const DetectorPtr detector = make_phi_accrual(settings);
    SCOPED_TRACE(detector->describe());
    const HeartbeatBeats beats(settings, {});
    QualityRecord record;
    Sampler<QualityRecord> sampler(beats.layout(), record);
    sampler.run(beats, testing::seed, 0, 2e6);
    const Quality quality = detector->quality();
    expect_mean(record.mistakes_s, quality.mistake_duration.count(), 0.05);
    expect_mean(record.good_periods_s, (quality.mistake_recurrence - quality.mistake_duration).count(), 0.05);
  }
}

TEST(HeartbeatBeats, RecoveryTimeFollowsTheLaw) {
  // A target that returns at a uniform instant is one that is new at time 0, seen from a uniform instant before its
  // first beat.
  for (const auto& [name, settings] : heartbeats()) {
    SCOPED_TRACE(name);
    const HeartbeatBeats beats(settings, {});
    const double period_s = settings.period.count();
    std::vector<double> times_s;
    for (std::uint32_t trial = 0; trial < trials; ++trial) {
      struct FirstTrust : QualityRecord {
        void condition(std::uint32_t which, bool up, double now, std::uint32_t) {
          if (which == trusted && up && std::isnan(at_s)) at_s = now;
        }
        double at_s = nan;
      } record;
      Sampler<FirstTrust> sampler(beats.layout(), record);
      sampler.run(beats, testing::seed, trial, 60 * period_s);
      MiniStream stream{DrawAddress{.seed = testing::seed, .trial = trial, .stream = 1000}};
      times_s.push_back(record.at_s - period_s * stream.uniform());
    }
    expect_follows(times_s, *make_heartbeat(settings)->recovery_time(FailsBy::dying), 1e-6);
  }
}

}  // namespace
}  // namespace nines::models::detection
