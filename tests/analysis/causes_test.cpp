// The root cause of an outage is what began it, also where it begins later than the failure.
#include "component_parts.h"
#include "history.h"

#include <gtest/gtest.h>

namespace nines::test {
namespace {

/// Two members, both active, of which one must serve; "node" fails after 10 h, for 100 h, and is noticed after 2 h.
models::Platform noticed_late(models::Switchover switchover) {
  models::Platform platform;
  platform.nodes.push_back(node_class("node", 1, {failure("crash", fixed_h(10), fixed_h(100))}));
  platform.nodes.push_back(node_class("other", 1, {failure("crash", fixed_h(1000), fixed_h(100))}));
  platform.nodes[0].failures[0].time_to_notice = fixed_h(2);
  platform.services.push_back(all_nodes(platform, 1));
  platform.services[0].name = "pair";
  platform.services[0].switchover = std::move(switchover);
  return platform;
}

TEST(Causes, AnInterruptionAtNoticeIsDueToTheFailure) {
  models::Switchover switchover;
  switchover.time = fixed_h(1);
  switchover.interrupts = true;
  Played played;
  const std::vector<std::string> expected{"-12", "+13"};
  EXPECT_EQ(played.play(noticed_late(switchover), 50), expected);
  EXPECT_EQ(played.causes, std::vector<std::string>{"node.crash"});
  EXPECT_EQ(played.counts["node.crash"], 1u);  // it is blamed, not counted again
}

TEST(Causes, AFailbackIsACauseOfItsOwn) {
  models::Switchover switchover;
  switchover.time = fixed_h(1);
  switchover.interrupts = true;
  switchover.failback = models::Failback{fixed_h(5), fixed_h(0.5)};
  Played played;
  // Noticed at 12, back at 112, switched back from 117 on; the second failure comes 10 h after the repair, at 122.
  const std::vector<std::string> expected{"-12", "+13", "-117", "+117.5"};
  EXPECT_EQ(played.play(noticed_late(switchover), 120), expected);
  const std::vector<std::string> causes{"node.crash", "pair.failback"};
  EXPECT_EQ(played.causes, causes);
  EXPECT_EQ(played.counts["pair.failback"], 1u);
}

}  // namespace
}  // namespace nines::test
