// The fidelity that plays every beat: what it draws follows the laws that the other one draws from. Each comparison
// raises a false alarm with a probability of 1e-6; seeds are fixed.
#include "models/detection/played.h"
#include "models/detection/heartbeat.h"
#include "models/detection/phi_accrual.h"
#include "models/detection/pieces.h"
#include "models/detection/poll.h"
#include "models/detection/swim.h"
#include "models/detection/threshold.h"
#include "tests/detection/beat_by_beat.h"

namespace nines::models::detection {
namespace {

using testing::all_ways;
using testing::expect_follows;

std::vector<double> draws_s(const Law& law, std::uint32_t count) {
  std::vector<double> drawn;
  for (std::uint32_t i = 0; i < count; ++i) {
    MiniStream stream({testing::seed, i, 0, 0});
    drawn.push_back(law.sample(stream).count());
  }
  return drawn;
}

struct Played {
  DetectorPtr at_once;
  Seconds beat;
};

std::vector<Played> all_kinds() {
  const LawPtr delay = uniform_between(Seconds{0.01}, Seconds{0.05});
  return {
      {make_heartbeat({.period = Seconds{1}, .timeout = Seconds{2.5}, .loss = 0.1, .passes_when_grey = 0.5}),
       Seconds{1}},
      {make_heartbeat(
           {.period = Seconds{1}, .method = Freshness::nfd_s, .timeout = Seconds{1.2}, .delay = delay, .loss = 0.1}),
       Seconds{1}},
      {make_poll({.interval = Seconds{2}, .timeout = Seconds{0.5}, .fall = 2, .loss = 0.1, .passes_when_grey = 0.4}),
       Seconds{2}},
      {make_swim({.members = 20,
                  .period = Seconds{1},
                  .indirect = 1,
                  .loss = 0.2,
                  .suspicion_periods = 1,
                  .passes_when_grey = 0.3}),
       Seconds{1}},
      {make_threshold({.interval = Seconds{15},
                       .mean = 40,
                       .deviation = 10,
                       .correlation = 0.5,
                       .threshold = 60,
                       .failed_mean = 65,
                       .samples = 2,
                       .clear_samples = 1,
                       .passes_when_grey = 0.2}),
       Seconds{15}},
      {make_phi_accrual({.period = Seconds{1}, .threshold = 4, .window = 100, .min_deviation = Seconds{0.2}}),
       Seconds{1}},
  };
}

TEST(EveryBeat, DetectionTimesFollowTheLaw) {
  for (const Played& kind : all_kinds()) {
    const DetectorPtr played = play_every_beat(kind.at_once, kind.beat);
    ASSERT_NE(played, nullptr);
    for (const FailsBy how : all_ways) {
      SCOPED_TRACE(played->describe() + " way " + std::to_string(static_cast<int>(how)));
      const LawPtr law = played->detection_time(how);
      EXPECT_FALSE(law->phase_type());
      EXPECT_EQ(law->mean(), kind.at_once->detection_time(how)->mean());
      expect_follows(draws_s(*law, 4000), *law);
    }
  }
}

TEST(EveryBeat, FalseAlarmsFollowTheirLaws) {
  for (const Played& kind : all_kinds()) {
    SCOPED_TRACE(kind.at_once->describe());
    const auto at_once = kind.at_once->mistakes();
    const auto played = play_every_beat(kind.at_once, kind.beat)->mistakes();
    ASSERT_EQ(played.has_value(), at_once.has_value());
    if (!at_once || at_once->until_next == played->until_next) continue;  // none, or none that is worth the wait
    if (at_once->until_next_is_exact) expect_follows(draws_s(*played->until_next, 2000), *at_once->until_next);
    if (at_once->duration_is_exact) expect_follows(draws_s(*played->duration, 2000), *at_once->duration);
  }
}

TEST(EveryBeat, RareAlarmsAreDrawnAtOnce) {
  const DetectorPtr rare = make_poll({.interval = Seconds{1}, .fall = 5, .loss = 0.01});  // one in 1e10 checks
  EXPECT_EQ(play_every_beat(rare, Seconds{1})->mistakes()->until_next->describe(),
            rare->mistakes()->until_next->describe());
}

TEST(EveryBeat, APlayThatWasTooShortGoesOn) {
  // Grey, and nearly always found healthy: the longest of so many plays goes far beyond what is played at first.
  const DetectorPtr poll = make_poll({.interval = Seconds{1}, .fall = 1, .passes_when_grey = 0.9});
  const LawPtr law = play_every_beat(poll, Seconds{1})->detection_time(FailsBy::grey);
  expect_follows(draws_s(*law, 4000), *law);
}

}  // namespace
}  // namespace nines::models::detection
