// What an injected fault does, moment by moment: with fixed times each history is known by hand. Times are in hours.
#include "component_parts.h"
#include "history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::test {
namespace {

using namespace models;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

InjectedFault fault_at(double hours, std::size_t mode = 0) {
  InjectedFault fault;
  fault.name = "n.f";
  fault.at = Hours(hours);
  fault.mode = mode;
  return fault;
}

/// So many nodes, of which so many are needed; each failure is noticed after 0.5 h and repaired in 2 h more.
Platform nodes(std::size_t count, double needed) {
  Platform platform;
  FailureMode mode = failure("f", nullptr, fixed_h(2));
  mode.time_to_notice = fixed_h(0.5);
  platform.nodes = {node_class("n", count, {mode})};
  platform.services = {all_nodes(platform, needed)};
  return platform;
}

void inject_for(Platform& platform, double at_h, double for_h) {
  InjectedFault fault = fault_at(at_h);
  fault.lasts = Hours(for_h);
  make_temporary(platform, fault);
  platform.injected.push_back(fault);
}

TEST(Injection, IsFollowedByNoticeAndRepairAsAnyFailure) {
  Platform platform = nodes(1, 1);
  platform.injected = {fault_at(10)};
  Played played;
  EXPECT_THAT(played.play(platform, 100), ElementsAre("-10", "+12.5"));
  EXPECT_THAT(played.causes, ElementsAre("n.f"));
}

TEST(Injection, StrikesWhatIsUp) {
  Platform platform = nodes(2, 2);
  platform.injected = {fault_at(10), fault_at(11), fault_at(12)};  // the third finds nobody
  Played played;
  EXPECT_THAT(played.play(platform, 100), ElementsAre("-10", "+13.5"));
  EXPECT_EQ(played.counts["n.f"], 2u);
}

TEST(Injection, StrikesSoManyAsItIsToldTo) {
  Platform platform = nodes(3, 1);
  platform.injected = {fault_at(10)};
  platform.injected[0].count = 3;
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+12.5"));
  platform.injected[0].count = 2;
  EXPECT_THAT(Played().play(platform, 100), IsEmpty());
}

TEST(Injection, StrikesTheMemberThatIsMeant) {
  Platform platform = nodes(2, 1);
  platform.injected = {fault_at(10), fault_at(11)};
  platform.injected[0].members = platform.injected[1].members = {2};
  Played played;
  EXPECT_THAT(played.play(platform, 100), IsEmpty());
  EXPECT_EQ(played.counts["n.f"], 1u);
}

TEST(Injection, ThatIsOverBeforeAnybodyNoticesIsNeverNoticed) {
  Platform platform = nodes(1, 1);
  inject_for(platform, 10, 0.25);
  platform.injected.push_back(fault_at(20));  // noticed in its own time, as if nothing had been before
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+10.25", "-20", "+22.5"));
}

TEST(Injection, LastsAsLongAsItIsToldToThoughItIsNoticed) {
  Platform platform = nodes(1, 1);
  inject_for(platform, 10, 7);
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+17"));
}

TEST(Injection, PutsBackIntoRotationWhoWasTakenOut) {
  Platform platform = nodes(1, 1);
  platform.nodes[0].failures[0].time_to_return = fixed_h(0.125);
  inject_for(platform, 10, 0.25);
  inject_for(platform, 20, 1);
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+10.25", "-20", "+21.125"));
}

/// Exponential laws: members would be counted if nobody had to be told apart.
TEST(Injection, WorksWhereMembersWouldBeCounted) {
  Platform platform = nodes(5, 5);
  platform.nodes[0].failures[0].time_to_notice = hours(1e6);
  platform.nodes[0].failures[0].time_to_repair = hours(1);
  inject_for(platform, 10, 0.25);
  inject_for(platform, 20, 3);
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+10.25", "-20", "+23"));
}

TEST(Injection, OfADomainTakesDownAllThatIsInIt) {
  Platform platform;
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.failures = {failure("power", nullptr, fixed_h(2))};
  rack.restart = fixed_h(0.5);
  platform.domains = {rack};
  platform.nodes = {node_class("n", 2, {})};
  platform.nodes[0].level = 0;
  platform.services = {all_nodes(platform, 3)};
  InjectedFault fault = fault_at(10);
  fault.is_domain = true;
  fault.within = {{0, 2}};
  platform.injected = {fault};
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+12.5"));

  fault.lasts = Hours(1);
  make_temporary(platform, fault);
  platform.injected = {fault};
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+11.5"));
}

/// A pair with a hot standby whose takeover takes an hour.
Platform pair() {
  Platform platform = nodes(2, 1);
  platform.nodes[0].failures[0].time_to_repair = fixed_h(50);
  Service& service = platform.services[0];
  service.standby = Standby{1, 1};
  service.switchover.emplace().time = fixed_h(1);
  return platform;
}

TEST(Injection, StrikesWhoIsActiveUnlessTheReserveIsMeant) {
  Platform platform = pair();
  platform.injected = {fault_at(10)};
  EXPECT_THAT(Played().play(platform, 100), ElementsAre("-10", "+11.5"));
  platform.injected[0].role = InjectedFault::Role::in_reserve;
  EXPECT_THAT(Played().play(platform, 100), IsEmpty());
}

TEST(Injection, StrikesTheOneThatTakesOver) {
  Platform platform = pair();
  platform.injected = {fault_at(10), fault_at(11)};
  // The second is noticed at 11.5, when the takeover ends; from then on there is nobody until the first is back.
  EXPECT_THAT(Played().play(platform, 60), ElementsAre("-10"));
  EXPECT_THAT(Played().play(platform, 61), ElementsAre("-10", "+60.5"));
}

TEST(Injection, WithOtherFailuresTurnedOffNothingElseHappens) {
  Platform platform = nodes(3, 3);
  platform.nodes[0].failures[0].time_to_failure = hours(1);
  Shock shock;
  shock.name = "surge";
  shock.interval = hours(1);
  shock.targets = {{false, 0, 0}};
  platform.shocks = {shock};
  turn_off_failures(platform);
  platform.injected = {fault_at(10)};
  Played played;
  EXPECT_THAT(played.play(platform, 1000), ElementsAre("-10", "+12.5"));
  EXPECT_EQ(played.counts["n.f"], 1u);
}

TEST(Injection, OfAMemberThatThereIsNotIsRefused) {
  Platform platform = nodes(2, 1);
  platform.injected = {fault_at(10)};
  platform.injected[0].members = {3};
  EXPECT_THROW(build(platform), BuildError);
}

}  // namespace
}  // namespace nines::test
