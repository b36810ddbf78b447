// Lemons and their retirement: histories by hand with fixed times (in hours), and the long run by renewal.
#include "analysis/run.h"
#include "component_parts.h"
#include "history.h"
#include "models/interruption_rate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::test {
namespace {

using namespace models;
using Changes = std::vector<std::string>;

/// A node that fails after 10 h, is repaired in 3 h, and is retired with its third failure, which takes 5 h.
class Retired : public Played {
 public:
  Platform platform;

  Retired() {
    NodeClass nodes = node_class("a", 1, {failure("crash", fixed_h(10), fixed_h(3))});
    nodes.retirement = Retirement{3, {0}, 1};
    nodes.failures.push_back(failure("retirement", nullptr, fixed_h(5)));
    nodes.failures.back().kind = ModeKind::retirement;
    platform.nodes.push_back(nodes);
    platform.services.push_back(all_nodes(platform, 1));
  }

  FailureMode& crash() { return platform.nodes[0].failures[0]; }
  FailureMode& retirement() { return platform.nodes[0].failures[1]; }
  Changes changes(double mission_h) { return play(platform, mission_h); }
};

TEST(Retirement, TakesThePlaceOfTheLastRepair) {
  Retired node;
  EXPECT_EQ(node.changes(70), (Changes{"-10", "+13", "-23", "+26", "-36", "+41", "-51", "+54", "-64", "+67"}));
  EXPECT_EQ(node.counts["a.crash"], 5u);
  EXPECT_EQ(node.counts["a.retirement"], 1u);
}

TEST(Retirement, BeginsOnceTheLastFailureIsNoticed) {
  Retired node;
  node.platform.nodes[0].retirement->after = 1;
  node.crash().time_to_notice = fixed_h(2);
  EXPECT_EQ(node.changes(28), (Changes{"-10", "+17", "-27"}));
  EXPECT_EQ(node.phase_h[OutagePhase::detection], 3);
  EXPECT_EQ(node.phase_h[OutagePhase::repair], 5);
}

TEST(Retirement, WaitsForAnotherNode) {
  Retired node;
  node.platform.nodes[0].retirement->after = 1;
  node.platform.spares.push_back({"shelf", 1, fixed_h(20)});
  node.retirement().spares = 0;
  // The shelf's only one is taken at 10 h and there again at 30 h: it is waited for since 25 h.
  EXPECT_EQ(node.changes(40), (Changes{"-10", "+15", "-25", "+35"}));
  EXPECT_EQ(node.phase_h[OutagePhase::spare_wait], 5);
}

TEST(Retirement, CountsOnlyWhatItIsToldTo) {
  Retired node;
  node.platform.nodes[0].retirement->after = 1;
  node.platform.nodes[0].failures.push_back(failure("hang", fixed_h(4), fixed_h(1)));
  EXPECT_EQ(node.changes(11), (Changes{"-4", "+5", "-9", "+10"}));
  EXPECT_EQ(node.counts["a.retirement"], 0u);
}

TEST(Retirement, MakesWhatIsNeverRenewedNew) {
  Retired node;
  node.crash().restores = Restores::as_bad_as_old;
  node.crash().time_to_repair = fixed_h(1);
  // Once it has failed, at an age of 10 h, it has outlived its law, and fails again at the end of each repair; the other one is new.
  const Changes changes = node.changes(25);
  EXPECT_EQ(changes.front(), "-10");
  EXPECT_EQ(changes.back(), "+17");
  EXPECT_EQ(node.counts["a.crash"], 3u);
  EXPECT_EQ(node.counts["a.retirement"], 1u);
}

TEST(Retirement, EndsTheFailureThatLedToIt) {
  for (const double notice_h : {0.0, 2.0}) {
    Retired node;
    node.platform.nodes[0].retirement->after = 1;
    if (notice_h > 0) node.crash().time_to_notice = fixed_h(notice_h);
    Study study = study_of(node.platform, 1);
    study.mission = Hours(50);
    const std::string text = explain(study, 0);
    EXPECT_THAT(text, ::testing::HasSubstr("a has failed too often, and is retired")) << notice_h;
    EXPECT_THAT(text, ::testing::HasSubstr("a: another one is in its place")) << notice_h;
    EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("not repaired yet"))) << notice_h;
  }
}

/// Mean times by hand: a good one lives for `after` times 100 h, a lemon for a tenth of that.
TEST(Retirement, InTheLongRunLemonsAreThereForShorter) {
  const double share = 0.2, times = 10, repair_h = 5, replacement_h = 20;
  for (const std::size_t after : {std::size_t{1}, std::size_t{4}}) {
    Platform platform;
    NodeClass nodes = node_class("a", 1, {failure("crash", hours(100), hours(repair_h))});
    nodes.lemons = Lemons{share, times};
    nodes.retirement = Retirement{after, {0}, 1};
    nodes.failures.push_back(failure("retirement", nullptr, hours(replacement_h)));
    nodes.failures.back().kind = ModeKind::retirement;
    platform.nodes.push_back(nodes);
    Study study = study_of(platform, 1);
    study.measures = {Measure::availability};
    const auto n = static_cast<double>(after);
    const double up_h = n * 100 * (1 - share + share / times);
    const double down_h = (n - 1) * repair_h + replacement_h;
    const RunResult result = solve(study, {});
    ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
    bool found = false;
    for (const MeasureResult& measure : result.measures) {
      if (measure.kind != SubjectKind::service || measure.measure != Measure::availability) continue;
      found = true;
      EXPECT_NEAR(measure.exact->long_run, down_h / (up_h + down_h), 1e-12) << after;
    }
    EXPECT_TRUE(found);
    EXPECT_NEAR(mean_failure_factor(platform.nodes[0]), n * 100 / up_h, 1e-12);
  }
}

TEST(Lemons, RaiseTheRateByTheirShare) {
  NodeClass nodes = node_class("a", 1000, {failure("crash", hours(100), hours(1))});
  EXPECT_EQ(mean_failure_factor(nodes), 1);
  nodes.lemons = Lemons{0.02, 20};
  EXPECT_NEAR(mean_failure_factor(nodes), 1.38, 1e-12);
}

}  // namespace
}  // namespace nines::test
