// Failure detectors against values of the literature, or derived by hand (cases FD.*).
#include "models/detection/chen_configuration.h"
#include "models/detection/heartbeat.h"
#include "models/detection/phi_accrual.h"
#include "models/detection/poll.h"
#include "models/detection/swim.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::models::detection {
namespace {

void expect_relative(double actual, double expected, double tolerance) {
  EXPECT_LE(std::abs(actual / expected - 1), tolerance) << actual << " for " << expected;
}

// Chen, Toueg, Aguilera 2002, IEEE Trans. Computers 51(5), proposition 3 and theorem 5; values by an independent
// quadrature.
TEST(FailureDetectors, NfdSQuality) {
  struct Expected {
    double detection_within_s, recurrence_s, duration_s, suspected;
  };
  for (const Expected& expected :
       {Expected{1.25, 100.972848222, 0.779820682873, 0.00772307304986},
        Expected{1.5, 101.010100871, 0.5301010094, 0.00524800000027},
        Expected{2.0, 101.01010101, 0.030101010101, 0.000298}, Expected{3.0, 10101.010101, 0.030101010101, 2.98e-6}}) {
    const HeartbeatSettings settings{.period = Seconds{1},
                                     .method = Freshness::nfd_s,
                                     .timeout = Seconds{expected.detection_within_s - 1},
                                     .delay = exponential_with_mean(Seconds{0.02}),
                                     .loss = 0.01};
    const Quality quality = make_heartbeat(settings)->quality();
    SCOPED_TRACE(expected.detection_within_s);
    expect_relative(quality.mistake_recurrence.count(), expected.recurrence_s, 1e-10);
    expect_relative(quality.mistake_duration.count(), expected.duration_s, 1e-10);
    expect_relative(quality.suspected_share, expected.suspected, 1e-10);
    EXPECT_NEAR(quality.longest_detection_time.count(), expected.detection_within_s, 1e-12);
  }
}

constexpr WantedQuality wanted{
    .detection_within = Seconds{30}, .mistake_recurrence = Seconds{2592000}, .mistake_duration = Seconds{60}};

// The example of section 4: printed as eta = 9.97 s, delta = 20.03 s.
TEST(FailureDetectors, NfdSConfiguration) {
  const auto found = configure_nfd_s(wanted, *exponential_with_mean(Seconds{0.02}), 0.01);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->period.count(), 9.9764359, 5e-8);
  EXPECT_NEAR(found->shift.count(), 20.023564, 5e-7);
}

// The example of section 5: printed as eta = 9.71 s, delta = 20.29 s, which takes V(D) = 0.02. Listed values from a
// scan in steps of 2e-4.
TEST(FailureDetectors, NfdSConfigurationFromMoments) {
  const auto printed = configure_nfd_s(wanted, Seconds{0.02}, 0.02, 0.01);
  ASSERT_TRUE(printed);
  EXPECT_NEAR(printed->period.count(), 9.7098, 2e-4);
  EXPECT_NEAR(printed->shift.count(), 20.29, 0.005);
  const auto of_the_law = configure_nfd_s(wanted, Seconds{0.02}, 0.0004, 0.01);
  ASSERT_TRUE(of_the_law);
  EXPECT_NEAR(of_the_law->period.count(), 9.95445, 2e-4);
}

TEST(FailureDetectors, TimeoutAfterTheLastArrival) {
  HeartbeatSettings settings{.period = Seconds{1}, .timeout = Seconds{3.5}, .delay = fixed_time(Seconds{0.05})};
  const LawPtr law = make_heartbeat(settings)->detection_time(FailsBy::dying);
  expect_relative(law->mean().count(), 3.05, 1e-15);
  expect_relative(law->quantile(0).count(), 2.55, 1e-15);
  expect_relative(law->quantile(1).count(), 3.55, 1e-15);
  settings.loss = 0.01;
  expect_relative(make_heartbeat(settings)->quality().mean_detection_time.count(), 3.0398990997375, 1e-13);
}

// Runs of losses (Feller 1968, XIII.7).
TEST(FailureDetectors, RunsOfLostHeartbeats) {
  const HeartbeatSettings settings{
      .period = Seconds{1}, .timeout = timeout_of_missed(3, Seconds{1}, Seconds{0}), .loss = 0.01};
  const DetectorPtr detector = make_heartbeat(settings);
  // The good period begins with an arrival and ends with the third lost beat: beats to the first run of three.
  expect_relative(detector->mistakes()->until_next->mean().count(), 1010100.0, 1e-12);
  expect_relative(detector->quality().mistake_recurrence.count(), 1010101.010101, 1e-12);
}

TEST(FailureDetectors, ProbesFromStartToStart) {
  const PollSettings settings{
      .interval = Seconds{10}, .timeout = Seconds{2}, .fall = 3, .spacing = Spacing::from_start};
  const LawPtr law = make_poll(settings)->detection_time(FailsBy::hanging);
  expect_relative(law->mean().count(), 27, 1e-15);
  expect_relative(law->quantile(1).count(), 32, 1e-15);
}

// HAProxy's and others' settings as laws: docs/guide/detection.md has what was measured.
TEST(FailureDetectors, MeasuredSettingsAsLaws) {
  const DetectorPtr haproxy = make_poll({.interval = Seconds{0.5}, .fall = 3, .rise = 2});
  const auto expect_uniform = [](const LawPtr& law, double low_s, double high_s) {
    EXPECT_NEAR(law->quantile(0).count(), low_s, 1e-12);
    EXPECT_NEAR(law->quantile(1).count(), high_s, 1e-12);
    EXPECT_NEAR(law->mean().count(), (low_s + high_s) / 2, 1e-12);
    EXPECT_NEAR(law->variance_s2(), (high_s - low_s) * (high_s - low_s) / 12, 1e-12);
  };
  expect_uniform(haproxy->detection_time(FailsBy::dying), 1.0, 1.5);
  expect_uniform(haproxy->detection_time(FailsBy::hanging), 2.5, 3.0);
  expect_uniform(haproxy->recovery_time(FailsBy::dying), 0.5, 1.0);
  expect_uniform(make_heartbeat(vrrp(Seconds{1}, 150))->detection_time(FailsBy::dying), 2 + 106.0 / 256,
                 3 + 106.0 / 256);
  expect_uniform(make_heartbeat(lease(Seconds{20}, Seconds{5}))->detection_time(FailsBy::dying), 15, 20);
}

// Hayashibara, Defago, Yared, Katayama 2004, SRDS'04.
TEST(FailureDetectors, PhiNormal) {
  constexpr double thresholds[] = {1, 3, 5, 8, 12, 16};
  constexpr double of_1000_100[] = {1128.15515655, 1309.02323062, 1426.48907939,
                                    1561.20012442, 1703.44838253, 1822.20822161};
  constexpr double of_100_20[] = {125.631031311, 161.804646123, 185.297815878,
                                  212.240024883, 240.689676506, 264.441644323};
  for (int i = 0; i < 6; ++i) {
    expect_relative(time_to_phi(PhiForm::normal, thresholds[i], Seconds{1000}, Seconds{100}).count(), of_1000_100[i],
                    1e-11);
    expect_relative(time_to_phi(PhiForm::normal, thresholds[i], Seconds{100}, Seconds{20}).count(), of_100_20[i],
                    1e-11);
  }
}

TEST(FailureDetectors, PhiForward) {
  constexpr double since[] = {1000, 1100, 1200, 1300, 1500};
  constexpr double normal[] = {0.301029995664, 0.799545541492, 1.64301608014, 2.86969903593, 6.54264567239};
  constexpr double akka[] = {0.301029995664, 0.79950832084, 1.64282788549, 2.90947532648, 7.29994739446};
  for (int i = 0; i < 5; ++i) {
    EXPECT_NEAR(phi(PhiForm::normal, Seconds{since[i]}, Seconds{1000}, Seconds{100}), normal[i], 1e-11);
    EXPECT_NEAR(phi(PhiForm::logistic, Seconds{since[i]}, Seconds{1000}, Seconds{100}), akka[i], 1e-11);
    for (const PhiForm form : {PhiForm::normal, PhiForm::logistic, PhiForm::exponential}) {
      const double level = phi(form, Seconds{since[i]}, Seconds{1000}, Seconds{100});
      expect_relative(time_to_phi(form, level, Seconds{1000}, Seconds{100}).count(), since[i], 1e-12);
    }
  }
}

TEST(FailureDetectors, PhiExponential) {
  expect_relative(time_to_phi(PhiForm::exponential, 8, Seconds{1000}, Seconds{0}).count(), 18420.680743952, 1e-13);
}

// Das, Gupta, Motivala 2002, DSN'02, and the exact probability for draws among the n - 1 others.
TEST(FailureDetectors, Swim) {
  expect_relative(swim_asymptotic_periods(1), 1.5819767068693, 1e-13);
  struct Expected {
    int members;
    double periods, missed_5;
  };
  for (const Expected& expected :
       {Expected{3, 1.3333333333333, 0.0009765625}, Expected{8, 1.5149602562145, 0.00453797775782},
        Expected{128, 1.5783484093027, 0.00660592049725}, Expected{1024, 1.5815266644715, 0.00672149024421}}) {
    SCOPED_TRACE(expected.members);
    const double found = swim_found_in_a_period(expected.members);
    expect_relative(1 / found, expected.periods, 1e-13);
    expect_relative(std::pow(1 - found, 5), expected.missed_5, 1e-11);
    // The detector: half a period until the next one begins, and at most a whole one.
    const LawPtr law = make_swim({.members = expected.members, .period = Seconds{1}})->detection_time(FailsBy::dying);
    expect_relative(law->mean().count(), 0.5 + expected.periods, 1e-13);
    expect_relative(law->survival(Seconds{6}), expected.missed_5, 1e-11);
  }
}

}  // namespace
}  // namespace nines::models::detection
