// What a service does that sends its traffic to one of several others, moment by moment: with fixed times, each history is
// known by hand. Times are in hours.
#include "analysis/run.h"
#include "component_parts.h"
#include "history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::test {
namespace {

using namespace models;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Site {
  std::string name;
  double fails_after_h, back_after_h;
};

constexpr double never_fails = 1e9;

class Sites : public Played {
 public:
  Preference preference;
  Switchover switchover;

  explicit Sites(const std::vector<Site>& sites) {
    preference.time_to_notice = fixed_h(0.1);
    switchover.decision = fixed_h(0.2);
    switchover.time = fixed_h(0.3);
    for (const Site& site : sites) {
      Service service;
      service.name = site.name;
      service.operands = {{Operand::Kind::nodes, platform_.nodes.size(), 1}};
      platform_.nodes.push_back(
          node_class(site.name, 1, {failure("f", fixed_h(site.fails_after_h), fixed_h(site.back_after_h))}));
      platform_.services.push_back(service);
    }
  }

  Sites& fails_back(double after_h, double time_h) {
    switchover.failback = Failback{fixed_h(after_h), fixed_h(time_h)};
    return *this;
  }

  Platform platform() const {
    Platform platform = platform_;
    Service ai;
    ai.name = "ai";
    for (std::size_t i = 0; i < platform.services.size(); ++i) ai.operands.push_back({Operand::Kind::service, i, 1});
    ai.preference = preference;
    ai.switchover = switchover;
    platform.services.push_back(ai);
    return platform;
  }

  /// Runs it; what else happened is in the members of Played.
  std::vector<std::string> changes(double mission_h) { return play(platform(), mission_h); }

 private:
  Platform platform_;
};

using Changes = std::vector<std::string>;

TEST(Sites, ThereAndBackAgain) {
  Sites sites({{"primary", 100, 10}, {"backup", never_fails, 1}});
  sites.fails_back(2, 0.5);
  EXPECT_EQ(sites.changes(200), (Changes{"-100", "+100.6", "-112", "+112.5"}));
  EXPECT_EQ(sites.causes, (Changes{"primary.f", "ai.failback"}));
  EXPECT_EQ(sites.phase_h[OutagePhase::detection], 0.1);
  EXPECT_EQ(sites.phase_h[OutagePhase::decision], 0.2);
  EXPECT_EQ(sites.phase_h[OutagePhase::switchover], 0.3);
  EXPECT_EQ(sites.phase_h[OutagePhase::failback], 0.5);
  EXPECT_EQ(sites.counts["ai.switchover"], 1u);
  EXPECT_EQ(sites.counts["ai.failback"], 1u);
}

TEST(Sites, WithoutFailbackTheTrafficStays) {
  Sites sites({{"primary", 100, 10}, {"backup", 150, 20}});
  EXPECT_EQ(sites.changes(300), (Changes{"-100", "+100.6", "-150", "+150.6", "-210", "+210.6"}));
}

TEST(Sites, OneThatIsBackBeforeTheSwitchKeepsTheTraffic) {
  Sites unnoticed({{"primary", 100, 0.05}, {"backup", never_fails, 1}});
  EXPECT_EQ(unnoticed.changes(150), (Changes{"-100", "+100.05"}));
  Sites undecided({{"primary", 100, 0.2}, {"backup", never_fails, 1}});
  EXPECT_EQ(undecided.changes(150), (Changes{"-100", "+100.2"}));
  EXPECT_EQ(undecided.counts["ai.switchover"], 0u);
}

// It has been up since 100.4, but is looked at from then on: 2 h later the traffic goes back.
TEST(Sites, ASwitchThatHasBegunGoesOn) {
  Sites sites({{"primary", 100, 0.4}, {"backup", never_fails, 1}});
  sites.fails_back(2, 0.5);
  EXPECT_EQ(sites.changes(150), (Changes{"-100", "+100.6", "-102.4", "+102.9"}));
}

TEST(Sites, WithNothingToSwitchToItWaitsForTheFirst) {
  Sites other_first({{"primary", 100, 10}, {"backup", 99, 5}});
  EXPECT_EQ(other_first.changes(150), (Changes{"-100", "+104.3"}));
  EXPECT_EQ(other_first.phase_h[OutagePhase::repair], 3.7);
  EXPECT_EQ(other_first.phase_h[OutagePhase::switchover], 0.3);
  Sites same_first({{"primary", 100, 2}, {"backup", 99, 5}});
  EXPECT_EQ(same_first.changes(150), (Changes{"-100", "+102"}));
  EXPECT_EQ(same_first.counts["ai.switchover"], 0u);
}

// The primary is never up for the 2 h that are asked for: one outage instead of one an hour.
TEST(Sites, AStablePeriodStartsAnewWithEachFailure) {
  Sites flapping({{"primary", 1, 0.6}, {"backup", never_fails, 1}});
  EXPECT_EQ(flapping.fails_back(2, 0.1).changes(100), (Changes{"-1", "+1.6"}));
  Sites hasty({{"primary", 1, 0.6}, {"backup", never_fails, 1}});
  hasty.fails_back(0.5, 0.1);
  EXPECT_EQ(hasty.changes(4), (Changes{"-1", "+1.6", "-2.1", "+2.2", "-2.6", "+3.2", "-3.7", "+3.8"}));
}

TEST(Sites, ASwitchThatFailsIsRecoveredFromByHand) {
  Sites recovered({{"primary", 100, 10}, {"backup", never_fails, 1}});
  recovered.switchover.coverage = 0;
  recovered.switchover.recovery = fixed_h(4);
  EXPECT_EQ(recovered.changes(150), (Changes{"-100", "+104.3"}));
  EXPECT_EQ(recovered.phase_h[OutagePhase::recovery], 4);
  Sites back_meanwhile({{"primary", 100, 2}, {"backup", 150, 20}});  // then it is the primary that serves
  back_meanwhile.switchover = recovered.switchover;
  EXPECT_EQ(back_meanwhile.changes(200), (Changes{"-100", "+104.3"}));
  Sites repaired({{"primary", 100, 10}, {"backup", never_fails, 1}});
  repaired.switchover.coverage = 0;
  EXPECT_EQ(repaired.changes(150), (Changes{"-100", "+110"}));
}

// That it is dead is noticed once the traffic is there.
TEST(Sites, TheOneThatIsSwitchedToMayFailMeanwhile) {
  Sites sites({{"primary", 100, 10}, {"backup", 100.45, 5}});
  EXPECT_EQ(sites.changes(150), (Changes{"-100", "+105.45"}));
  EXPECT_EQ(sites.phase_h[OutagePhase::detection], 0.2);
  EXPECT_EQ(sites.phase_h[OutagePhase::repair], 4.55);
  Sites back({{"primary", 100, 10}, {"backup", never_fails, 1}});
  back.fails_back(99.8, 0.5);
  EXPECT_EQ(back.changes(250), (Changes{"-100", "+100.6", "-209.8", "+210.9"}));
}

TEST(Sites, TheOneInUseMayFailBeforeOrDuringTheWayBack) {
  Sites during({{"primary", 100, 10}, {"backup", 112.2, 30}});
  EXPECT_EQ(during.fails_back(2, 0.5).changes(150), (Changes{"-100", "+100.6", "-112", "+112.5"}));
  Sites before({{"primary", 100, 10}, {"backup", 111, 30}});  // switched to like to any other
  EXPECT_EQ(before.fails_back(2, 0.5).changes(150), (Changes{"-100", "+100.6", "-111", "+111.6"}));
  EXPECT_EQ(before.counts["ai.failback"], 0u);
  Sites unnoticed({{"primary", 100, 10}, {"backup", 111.95, 30}});  // the way back begins before that is noticed
  EXPECT_EQ(unnoticed.fails_back(2, 0.5).changes(150), (Changes{"-100", "+100.6", "-111.95", "+112.5"}));
}

TEST(Sites, OfSeveralTheFirstThatIsUp) {
  Sites sites({{"primary", 100, 30}, {"backup", 90, 20}, {"cloud", never_fails, 1}});
  sites.fails_back(2, 0.5);
  // To the cloud at 100; back to the backup, up since 110, at 112; to the primary, up since 130, at 132.
  EXPECT_EQ(sites.changes(190), (Changes{"-100", "+100.6", "-112", "+112.5", "-132", "+132.5"}));
}

TEST(Sites, AFalseAlarmSwitchesAwayFromWhatWorks) {
  Sites sites({{"primary", never_fails, 1}, {"backup", never_fails, 1}});
  sites.fails_back(2, 0.4);
  sites.preference.until_false_alarm = fixed_h(50);
  sites.preference.false_alarm_lasts = fixed_h(1);
  EXPECT_EQ(sites.changes(60), (Changes{"-50.2", "+50.5", "-52.2", "+52.6"}));
  EXPECT_EQ(sites.causes, (Changes{"ai.false alarm of a detector", "ai.failback"}));
  sites.preference.false_alarm_lasts = fixed_h(0.15);  // it thinks better of it before the decision
  EXPECT_THAT(sites.changes(60), IsEmpty());
}

TEST(Sites, AFalseAlarmWithNowhereToGoChangesNothing) {
  Sites sites({{"primary", never_fails, 1}, {"backup", 49, 10}});
  sites.preference.until_false_alarm = fixed_h(50);
  sites.preference.false_alarm_lasts = fixed_h(1);
  EXPECT_THAT(sites.changes(90), IsEmpty());
}

TEST(Sites, AFailureDuringAFalseAlarmNeedsNoNotice) {
  Sites sites({{"primary", 50.1, 10}, {"backup", never_fails, 1}});
  sites.preference.until_false_alarm = fixed_h(50);
  sites.preference.false_alarm_lasts = fixed_h(1);
  EXPECT_EQ(sites.changes(90), (Changes{"-50.1", "+50.5"}));
  EXPECT_EQ(sites.phase_h[OutagePhase::decision], 0.1);
  EXPECT_EQ(sites.counts["ai.switchover"], 1u);
}

TEST(Sites, AreExplainedInWords) {
  Sites sites({{"primary", 100, 10}, {"backup", 150, 20}});
  sites.fails_back(2, 0.5);
  Study study;
  study.mission = Hours(115);
  study.platform = sites.platform();
  const std::string there_and_back = explain(study, 0);
  for (const char* words :
       {"ai is DOWN (begun by primary.f)", "ai: notices that primary is down", "ai: switchover to backup begins",
        "ai: traffic goes to backup", "ai: failback to primary begins", "ai is DOWN (begun by ai.failback)",
        "Failures: primary.f 1\nFalse alarms, switching: ai.switchover 1, ai.failback 1"})
    EXPECT_THAT(there_and_back, HasSubstr(words));
  Sites stuck({{"primary", 100, 10}, {"backup", 99, 20}});
  study.platform = stuck.platform();
  EXPECT_THAT(explain(study, 0), HasSubstr("ai: there is nothing to switch to"));
  Sites failing({{"primary", 100, 10}, {"backup", never_fails, 1}});
  failing.switchover.coverage = 0;
  study.platform = failing.platform();
  EXPECT_THAT(explain(study, 0), HasSubstr("ai: switchover to backup fails"));
  failing.preference.until_false_alarm = fixed_h(50);
  failing.preference.false_alarm_lasts = fixed_h(0.1);
  study.platform = failing.platform();
  EXPECT_THAT(explain(study, 0), HasSubstr("ai: takes primary for down, by mistake"));
}

TEST(Sites, ALawWithoutAChainIsNamed) {
  Sites sites({{"primary", 100, 10}, {"backup", 150, 20}});
  Platform platform = sites.platform();
  for (NodeClass& nodes : platform.nodes) nodes.failures = {failure("f", hours(100), hours(10))};
  EXPECT_THAT(why_not_markov(*build(platform)), HasSubstr("the time to notice of ai is fixed"));
  platform.services.back().preference->time_to_notice = hours(1);
  EXPECT_THAT(why_not_markov(*build(platform)), HasSubstr("the decision time of ai is fixed"));
  platform.services.back().switchover.reset();
  EXPECT_EQ(why_not_markov(*build(platform)), "");
  platform.services.back().preference->until_false_alarm = fixed_h(1);
  EXPECT_THAT(why_not_markov(*build(platform)), HasSubstr("the time between false alarms of ai is fixed"));
}

TEST(Sites, ThereMustBeSeveral) { EXPECT_THROW(Sites({{"primary", 1, 1}}).changes(1), BuildError); }

}  // namespace
}  // namespace nines::test
