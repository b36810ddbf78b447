// What happens between the notice of a failure and the end of its repair, moment by moment: with fixed times, each history is
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
using ::testing::Not;
using Changes = std::vector<std::string>;

constexpr double hardly_ever = 1e-12;

/// One node, which fails after 10 h, is repaired in 3 h, and is all that the service needs.
class OneNode : public Played {
 public:
  Platform platform;

  OneNode() {
    platform.nodes.push_back(node_class("a", 1, {failure("crash", fixed_h(10), fixed_h(3))}));
    platform.services.push_back(all_nodes(platform, 1));
  }

  FailureMode& crash() { return platform.nodes[0].failures[0]; }

  Changes changes(double mission_h) { return play(platform, mission_h); }
};

Restarts attempts(std::size_t up_to, double takes_h, double succeed) {
  Restarts restarts;
  restarts.up_to = up_to;
  restarts.takes = fixed_h(takes_h);
  restarts.succeed = succeed;
  return restarts;
}

TEST(RepairPolicy, ARestartThatWorksSparesTheRepair) {
  OneNode node;
  node.crash().restarts = attempts(3, 0.5, 1);
  EXPECT_EQ(node.changes(30), (Changes{"-10", "+10.5", "-20.5", "+21"}));
  EXPECT_EQ(node.phase_h[OutagePhase::restart], 1);
}

TEST(RepairPolicy, ItBeginsOnceTheFailureIsNoticed) {
  OneNode node;
  node.crash().restarts = attempts(1, 0.5, 1);
  node.crash().time_to_notice = fixed_h(2);
  node.crash().time_to_return = fixed_h(1);
  EXPECT_EQ(node.changes(15), (Changes{"-10", "+13.5"}));
  EXPECT_EQ(node.phase_h[OutagePhase::detection], 2);
  EXPECT_EQ(node.phase_h[OutagePhase::restart], 0.5);
  EXPECT_EQ(node.phase_h[OutagePhase::rotation], 1);
}

TEST(RepairPolicy, PausesGrowUpToABound) {
  OneNode node;
  node.crash().restarts = attempts(5, 1, hardly_ever);
  EXPECT_EQ(node.changes(20), (Changes{"-10", "+18"}));
  node.crash().restarts->back_off = fixed_h(2);
  EXPECT_EQ(node.changes(30), (Changes{"-10", "+26"}));
  node.crash().restarts->back_off_factor = 2;
  EXPECT_EQ(node.changes(50), (Changes{"-10", "+48"}));  // 2 + 4 + 8 + 16
  node.crash().restarts->back_off_at_most = Hours(5);
  EXPECT_EQ(node.changes(35), (Changes{"-10", "+34"}));  // 2 + 4 + 5 + 5
  EXPECT_EQ(node.phase_h[OutagePhase::restart], 21);
  EXPECT_EQ(node.phase_h[OutagePhase::repair], 3);
}

TEST(RepairPolicy, APersonIsCalledWhenNothingIsOnTheShelf) {
  OneNode node;
  node.platform.spares.push_back({"nodes", 1, fixed_h(20)});
  node.crash().replacement = Replacement{0, fixed_h(1)};
  node.crash().time_to_call = fixed_h(2);
  // The first one is replaced by what the shelf holds, the second has to be repaired, for the next spare comes after 30 h.
  EXPECT_EQ(node.changes(40), (Changes{"-10", "+11", "-21", "+26", "-36", "+37"}));
  EXPECT_EQ(node.phase_h[OutagePhase::restart], 2);
  EXPECT_EQ(node.phase_h[OutagePhase::crew_wait], 2);
  EXPECT_EQ(node.phase_h[OutagePhase::repair], 3);
  // Who finds none does not order one either.
  node.platform.spares[0].replenishment = fixed_h(35);
  EXPECT_EQ(node.changes(51.5), (Changes{"-10", "+11", "-21", "+26", "-36", "+41", "-51"}));
}

TEST(RepairPolicy, RestartsThenASpareThenAPersonThenADiagnosis) {
  OneNode node;
  node.platform.spares.push_back({"nodes", 1, nullptr});
  node.crash().restarts = attempts(2, 0.5, hardly_ever);
  node.crash().replacement = Replacement{0, fixed_h(0.25)};
  node.crash().diagnosis = fixed_h(1);
  EXPECT_EQ(node.changes(40), (Changes{"-10", "+11.25", "-21.25", "+26.25", "-36.25"}));
}

TEST(RepairPolicy, TheSpareOfARepairIsTakenBeforeTheDiagnosis) {
  OneNode node;
  node.platform.spares.push_back({"parts", 0, fixed_h(4)});
  node.crash().spares = 0;
  node.crash().diagnosis = fixed_h(1);
  EXPECT_EQ(node.changes(20), (Changes{"-10", "+18"}));
  EXPECT_EQ(node.phase_h[OutagePhase::spare_wait], 4);
  EXPECT_EQ(node.phase_h[OutagePhase::repair], 4);
}

/// A second class, with a more urgent failure at the same crew.
void add_urgent(OneNode& node, double fails_after_h) {
  Crew crew = crew_of(CrewOrder::priority);
  crew.preemptive = true;
  node.platform.crews.push_back(crew);
  node.platform.nodes.push_back(node_class("b", 1, {failure("urgent", fixed_h(fails_after_h), fixed_h(1))}));
  node.crash().priority = 2;
  node.crash().crew = 0;
  node.platform.nodes[1].failures[0].crew = 0;
}

TEST(RepairPolicy, WhatIsInterruptedGoesOnWhereItWas) {
  OneNode node;
  node.crash().diagnosis = fixed_h(4);
  node.crash().time_to_repair = fixed_h(4);
  add_urgent(node, 12);  // during the diagnosis
  EXPECT_EQ(node.changes(20), (Changes{"-10", "+19"}));
  OneNode later;
  later.crash().diagnosis = fixed_h(4);
  later.crash().time_to_repair = fixed_h(4);
  add_urgent(later, 16);  // during the repair
  EXPECT_EQ(later.changes(20), (Changes{"-10", "+19"}));
}

TEST(RepairPolicy, IsExplainedInWords) {
  OneNode node;
  node.platform.spares.push_back({"spare nodes", 1, nullptr});
  node.crash().restarts = attempts(2, 0.5, hardly_ever);
  node.crash().restarts->back_off = fixed_h(0.1);
  node.crash().replacement = Replacement{0, fixed_h(0.25)};
  node.crash().time_to_call = fixed_h(0.5);
  node.crash().diagnosis = fixed_h(1);
  Study study;
  study.mission = Hours(40);
  study.platform = node.platform;
  const std::string text = explain(study, 0);
  for (const char* words : {"a: restart after crash begins", "a: the restart has not helped against crash",
                            "a: to be replaced after crash by one of spare nodes", "a: replaced after crash",
                            "a: a person is called for crash", "a: diagnosis of crash begins",
                            "a: repair of crash begins", "a: crash repaired"})
    EXPECT_THAT(text, HasSubstr(words));
  EXPECT_THAT(text, Not(HasSubstr("not repaired yet")));
  study.platform.nodes[0].failures[0].restarts->succeed = 1;
  EXPECT_THAT(explain(study, 0), HasSubstr("a: crash is over, the restart has helped"));
  study.platform.nodes[0].failures[0].restarts.reset();
  study.platform.nodes[0].failures[0].wrong_diagnosis = 0.99;
  EXPECT_THAT(explain(study, 0), HasSubstr("a: crash is still there, the diagnosis was wrong"));
}

TEST(RepairPolicy, ALawWithoutAChainIsNamed) {
  OneNode node;
  FailureMode& crash = node.crash();
  crash = failure("crash", hours(10), hours(1));
  node.platform.spares.push_back({"spare nodes", 1, hours(1)});
  crash.restarts = attempts(2, 0.5, 0.5);
  crash.restarts->back_off = fixed_h(1);
  crash.replacement = Replacement{0, fixed_h(1)};
  crash.time_to_call = crash.diagnosis = fixed_h(1);
  const auto why = [&] { return why_not_markov(*build(node.platform)); };
  EXPECT_THAT(why(), HasSubstr("the time of a restart of a.crash is fixed"));
  EXPECT_THAT(why(), HasSubstr("; the time of the back-off of a.crash is fixed"));
  EXPECT_THAT(why(), HasSubstr("; and 2 more; exact chains take exponential, Erlang or hyperexponential"));
  crash.restarts->takes = hours(1);
  EXPECT_THAT(why(), HasSubstr("the time of the back-off of a.crash is fixed"));
  crash.restarts->back_off = hours(1);
  EXPECT_THAT(why(), HasSubstr("the time of the replacement of a.crash is fixed"));
  crash.replacement->takes = hours(1);
  EXPECT_THAT(why(), HasSubstr("the time of the call of a.crash is fixed"));
  crash.time_to_call = hours(1);
  EXPECT_THAT(why(), HasSubstr("the time of the diagnosis of a.crash is fixed"));
  EXPECT_THAT(why(), HasSubstr(", which is not exponential, Erlang or hyperexponential"));
  crash.diagnosis = hours(1);
  EXPECT_EQ(why(), "");
}

}  // namespace
}  // namespace nines::test
