// Settings that cannot be, and detectors without beats: inspections and people.
#include "models/detection/alert.h"
#include "models/detection/chen_configuration.h"
#include "models/detection/heartbeat.h"
#include "models/detection/inspection.h"
#include "models/detection/phi_accrual.h"
#include "models/detection/pieces.h"
#include "models/detection/poll.h"
#include "models/detection/swim.h"
#include "models/detection/threshold.h"
#include "sim/laws.h"
#include "tests/detection/beat_by_beat.h"

#include <gmock/gmock.h>

namespace nines::models::detection {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> names(const Problems& problems) {
  std::vector<std::string> found;
  for (const Problem& problem : problems) {
    found.push_back(problem.setting);
    EXPECT_FALSE(problem.message.empty());
    EXPECT_FALSE(problem.hint.empty());
  }
  return found;
}

TEST(DetectorSettings, ProblemsAreAllNamed) {
  EXPECT_THAT(names(validate(PollSettings{.interval = Seconds{0}, .fall = 0, .loss = 1})),
              ElementsAre("interval", "fall", "loss"));
  const PollSettings overlapping{.interval = Seconds{1}, .timeout = Seconds{2}, .spacing = Spacing::from_start};
  EXPECT_THAT(names(validate(overlapping)), ElementsAre("timeout"));
  EXPECT_THAT(names(validate(PollSettings{.interval = Seconds{1}, .timeout = Seconds{2}})), IsEmpty());
  EXPECT_THAT(names(validate(HeartbeatSettings{.period = Seconds{2}, .timeout = Seconds{1}})), ElementsAre("timeout"));
  EXPECT_THAT(names(validate(HeartbeatSettings{
                  .period = Seconds{1}, .timeout = Seconds{3}, .delay = exponential_with_mean(Seconds{60})})),
              ElementsAre("delay"));
  EXPECT_THAT(names(validate(PhiSettings{.period = Seconds{1}})), ElementsAre("min_deviation"));
  EXPECT_THAT(names(validate(SwimSettings{.members = 1, .period = Seconds{1}})), ElementsAre("members"));
  EXPECT_THAT(names(validate(InspectionSettings{.interval = Seconds{1}, .duration = Seconds{2}, .finds = 0})),
              ElementsAre("finds", "duration"));
  EXPECT_THAT(names(validate(ThresholdSettings{.interval = Seconds{1}, .threshold = 100, .failed_mean = 90})),
              ElementsAre("threshold"));
  EXPECT_THAT(names(validate(ThresholdSettings{.interval = Seconds{1}, .threshold = 1})), ElementsAre("failed_mean"));
  EXPECT_THAT(names(validate(AlertSettings{})), ElementsAre("escalate_after", "levels"));
}

TEST(DetectorSettings, MakingThrowsThemAllAtOnce) {
  try {
    make_poll({.interval = Seconds{-1}, .rise = 0});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), HasSubstr("poll: interval: -1 s"));
    EXPECT_THAT(error.what(), HasSubstr("rise: 0 is not between 1 and 100"));
  }
  EXPECT_THROW(vrrp(Seconds{1}, 255), std::invalid_argument);
  EXPECT_THROW(wait_for_working_hours(Hours{25}, 5), std::invalid_argument);
  EXPECT_THROW(configure_nfd_s({}, *exponential_with_mean(Seconds{1}), 0), std::invalid_argument);
}

TEST(Mistakes, ThatNoTimeIsLongEnoughForAreNone) {
  for (const DetectorPtr& detector :
       {make_poll({.interval = Seconds{5}, .fall = 100, .loss = 1e-6}),
        make_heartbeat({.period = Seconds{1}, .timeout = Seconds{1000.5}, .loss = 0.01}),
        make_heartbeat({.period = Seconds{1},
                        .timeout = Seconds{50},
                        .delay = uniform_between(Seconds{0}, Seconds{1}),
                        .loss = 0.01}),
        make_swim({.members = 50, .period = Seconds{1}, .loss = 0.01, .suspicion_periods = 1000}),
        make_inspection({.interval = Seconds{3600}, .false_alarm = 1e-300}),
        make_threshold({.interval = Seconds{15}, .threshold = 8, .failed_mean = 9, .samples = 50})}) {
    SCOPED_TRACE(detector->describe());
    EXPECT_FALSE(detector->mistakes());
    EXPECT_EQ(detector->quality().mistake_recurrence, never);
    EXPECT_EQ(detector->quality().suspected_share, 0);
  }
  // One that lasts for ever is no law.
  EXPECT_THROW(make_poll({.interval = Seconds{5}, .fall = 1, .rise = 100, .loss = 0.9999})->mistakes(),
               std::overflow_error);
}

TEST(NfdConfiguration, NothingIsFoundWhereNothingWouldDo) {
  const WantedQuality wanted{
      .detection_within = Seconds{1}, .mistake_recurrence = year, .mistake_duration = Seconds{60}};
  EXPECT_FALSE(configure_nfd_s(wanted, *fixed_time(Seconds{2}), 0.5));
  EXPECT_FALSE(configure_nfd_s(wanted, Seconds{2}, 1, 0.01));  // later than wanted even on average
}

// The configuration keeps what it promises, by the closed forms.
TEST(NfdConfiguration, GivesTheQualityThatWasWanted) {
  const LawPtr delay = exponential_with_mean(Seconds{0.02});
  const WantedQuality wanted{
      .detection_within = Seconds{30}, .mistake_recurrence = Seconds{2592000}, .mistake_duration = Seconds{60}};
  const auto found = configure_nfd_s(wanted, *delay, 0.01);
  ASSERT_TRUE(found);
  const NfdQuality quality = nfd_s_quality(found->period, found->shift, delay, 0.01);
  EXPECT_GE(quality.mistake_recurrence_s, 2592000 * (1 - 1e-9));
  EXPECT_LE(quality.mistake_duration_s, 60);
}

TEST(Inspection, MeanDetectionTime) {
  const DetectorPtr detector =
      make_inspection({.interval = Hours{168}, .duration = Hours{4}, .finds = 0.8, .false_alarm = 0});
  EXPECT_NEAR(detector->quality().mean_detection_time / Hours{168 * (1 / 0.8 - 0.5) + 4}, 1, 1e-13);
  EXPECT_FALSE(detector->mistakes());
  const Quality alarmed = make_inspection({.interval = Hours{10}, .false_alarm = 0.1})->quality();
  EXPECT_NEAR(alarmed.suspected_share, 0.1, 1e-15);
}

TEST(Alert, TheFirstChannelAndTheNextLevel) {
  const LawPtr delay = exponential_with_mean(Seconds{60});
  const LawPtr at_once = fixed_time(Seconds{1e-3});
  // Two channels that never fail: the minimum of two exponentials.
  const LawPtr two = time_to_acknowledge(
      {.levels = {{.channels = {{delay, 0}, {delay, 0}}, .acknowledgement = at_once}}, .escalate_after = Hours{10}});
  EXPECT_NEAR(two->mean().count(), 30, 0.1);
  // A channel that works half of the time, told again every 300 s: geometric.
  const LawPtr again =
      time_to_acknowledge({.levels = {{.channels = {{fixed_time(Seconds{10}), 0.5}}, .acknowledgement = at_once}},
                           .escalate_after = Seconds{300}});
  EXPECT_NEAR(again->mean().count(), 10 + 300, 0.5);
}

TEST(Alert, FollowsADrawOfEachStep) {
  const LawPtr mail = exponential_with_mean(Seconds{120});
  const LawPtr call = std::get<LawPtr>(make_law("lognormal", {{"median", 20}, {"sigma", 0.5}}));
  const LawPtr reaction = std::get<LawPtr>(make_law("lognormal", {{"median", 300}, {"sigma", 1}}));
  const AlertSettings settings{.levels = {{{{mail, 0.1}, {call, 0.3}}, reaction}, {{{call, 0.05}}, reaction}},
                               .escalate_after = Seconds{600}};
  std::vector<double> drawn_s;
  for (std::uint32_t trial = 0; trial < 20'000; ++trial) {
    MiniStream stream{DrawAddress{.seed = testing::seed, .trial = trial}};
    double first_s = never.count();
    for (int told = 0; told * 600.0 < first_s; ++told) {
      const AlertLevel& level = settings.levels[told == 0 ? 0 : 1];
      double message_s = never.count();
      for (const Channel& channel : level.channels) {
        if (stream.uniform() >= channel.fails) message_s = std::min(message_s, channel.delay->sample(stream).count());
      }
      first_s = std::min(first_s, told * 600.0 + message_s + reaction->sample(stream).count());
    }
    drawn_s.push_back(first_s);
  }
  testing::expect_follows(drawn_s, *time_to_acknowledge(settings), 2e-3);
}

TEST(Alert, NobodyIsToldBeforeSomebodyLooks) {
  AlertSettings settings{.levels = {{{{exponential_with_mean(Seconds{30}), 0}}, exponential_with_mean(Seconds{300})}},
                         .escalate_after = Seconds{900}};
  const LawPtr at_once = time_to_acknowledge(settings);
  settings.reaction = wait_for_working_hours(Hours{8}, 5);
  const LawPtr later = time_to_acknowledge(settings);
  EXPECT_NEAR(later->mean().count(), (at_once->mean() + settings.reaction->mean()).count(),
              2e-3 * later->mean().count());
}

TEST(Alert, WorkingHours) {
  const LawPtr wait = wait_for_working_hours(Hours{8}, 5);
  EXPECT_NEAR(wait->cdf(Seconds{0}), 40.0 / 168, 1e-14);
  EXPECT_NEAR(wait->mean() / Hours{(4 * 16 * 8 + 64 * 32) / 168.0}, 1, 1e-14);
}

}  // namespace
}  // namespace nines::models::detection
