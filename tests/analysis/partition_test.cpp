// What a pair does that is cut in two, moment by moment: with fixed times each history is known by hand; and chains with
// exponential times, of which the answers are ratios of polynomials. Times are in hours.
#include "analysis/run.h"
#include "component_parts.h"
#include "history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace nines::test {
namespace {

using namespace models;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A pair at two sites; links between these and with a third place, each of which fails once.
struct Pair : Played {
  Platform platform;
  PartitionRule rule;

  explicit Pair(PartitionRule::Kind kind) {
    DomainLevel site;
    site.name = "site";
    site.count = 2;
    platform.domains = {site};
    platform.network.places = {{"site 1", 0, 0}, {"site 2", 0, 1}, {"third", std::nullopt, 0}};
    platform.nodes.push_back(node_class("db", 1, {}));
    platform.nodes[0].level = 0;
    Service service;
    service.name = "db service";
    service.operands = {{Operand::Kind::nodes, 0, 1}};
    service.standby = Standby{1, 1};
    service.switchover.emplace().time = fixed_h(0.3);
    platform.services.push_back(service);
    rule.kind = kind;
    rule.silence = fixed_h(0.1);
    rule.witness = 2;
  }
  Switchover& takeover() { return *platform.services[0].switchover; }

  /// A link that is down from `at` for so long; never, if that is 0.
  Pair& link(std::size_t one, std::size_t other, double at = 0, double lasts = 1) {
    NodeClass links = node_class("link " + std::to_string(platform.nodes.size()), 1, {});
    if (at > 0) links.failures = {failure("cut", fixed_h(at), fixed_h(lasts))};
    links.is_link = true;
    platform.network.links.push_back({platform.nodes.size(), {{one, other}}});
    platform.nodes.push_back(links);
    return *this;
  }
  Pair& members_fail(double after, double lasts) {
    platform.nodes[0].failures = {failure("f", fixed_h(after), fixed_h(lasts))};
    return *this;
  }

  std::vector<std::string> changes(double mission_h, std::optional<std::size_t> from = std::nullopt) {
    Platform built = platform;
    built.services[0].partition = rule;
    if (from) built.services[0].reach = Reach{*from};
    return play(built, mission_h);
  }
};

using Kind = PartitionRule::Kind;

TEST(Partition, SplitBrainIsPaidForAfterwards) {
  Pair pair(Kind::split_brain);
  pair.rule.reconciliation = fixed_h(2);
  pair.link(0, 1, 10, 4);
  EXPECT_THAT(pair.changes(20), ElementsAre("-14", "+16"));
  EXPECT_EQ(pair.counts["db service.split brain"], 1u);
  EXPECT_EQ(pair.counts["db service.reconciliation"], 1u);
}

// Both are active long before anybody is down for it.
TEST(Partition, SplitBrainIsExplained) {
  Pair pair(Kind::fencing);
  pair.rule.fencing_succeeds = 0;
  pair.rule.reconciliation = fixed_h(2);
  pair.link(0, 1, 10, 4);
  Study study;
  study.mission = Hours(20);
  study.platform = pair.platform;
  study.platform.services[0].partition = pair.rule;
  const std::string told = explain(study, 0);
  const std::size_t in_vain = told.find("fencing has failed"), split = told.find("both are active");
  EXPECT_LT(in_vain, split);
  EXPECT_LT(split, told.find("DOWN"));
}

TEST(Partition, ThatNobodyMayTakeOverIsExplained) {
  Pair pair(Kind::witness);
  pair.link(0, 1, 10, 4).link(0, 2, 10, 4).link(1, 2, 10, 4);
  Study study;
  study.mission = Hours(20);
  study.platform = pair.platform;
  study.platform.services[0].partition = pair.rule;
  const std::string told = explain(study, 0);
  const std::size_t steps_down = told.find("sees neither the other one nor the witness, and steps down");
  EXPECT_LT(steps_down, told.find("nobody who works sees the other one or the witness, so nobody takes over"));
  EXPECT_NE(told.find("so nobody takes over"), std::string::npos) << told;
  // Where one may, nothing of the kind is said.
  Pair one_sees(Kind::witness);
  one_sees.link(0, 1, 10, 4).link(0, 2).link(1, 2);
  study.platform = one_sees.platform;
  study.platform.services[0].partition = one_sees.rule;
  EXPECT_EQ(explain(study, 0).find("nobody takes over"), std::string::npos);
}

TEST(Partition, ACutThatIsShorterThanNoticeAndTakeoverIsNone) {
  for (const double lasts : {0.05, 0.2}) {  // before the notice; before the takeover
    Pair pair(Kind::split_brain);
    pair.rule.reconciliation = fixed_h(2);
    pair.link(0, 1, 10, lasts);
    EXPECT_THAT(pair.changes(20), IsEmpty());
    EXPECT_EQ(pair.counts["db service.split brain"], 0u);
  }
}

TEST(Partition, FencingCostsATakeoverAndNothingAfterwards) {
  Pair pair(Kind::fencing);
  pair.rule.fencing = fixed_h(0.2);
  pair.link(0, 1, 10, 4);
  EXPECT_THAT(pair.changes(20), ElementsAre("-10.1", "+10.6"));
  EXPECT_EQ(pair.counts["db service.partition"], 1u);
}

TEST(Partition, FencingThatFailsSplitsOrWaits) {
  Pair pair(Kind::fencing);
  pair.rule.fencing = fixed_h(0.2);
  pair.rule.fencing_succeeds = 0;
  pair.rule.reconciliation = fixed_h(2);
  pair.link(0, 1, 10, 4);
  EXPECT_THAT(pair.changes(20), ElementsAre("-14", "+16"));
  EXPECT_EQ(pair.counts["db service.split brain"], 1u);
  pair.rule.waits_if_fencing_fails = true;
  EXPECT_THAT(pair.changes(20), IsEmpty());
}

TEST(Partition, ATakeoverThatFailsLeavesTheActiveOneAlone) {
  Pair pair(Kind::split_brain);
  pair.takeover().coverage = 0;
  pair.rule.reconciliation = fixed_h(2);
  pair.link(0, 1, 10, 4);
  EXPECT_THAT(pair.changes(20), IsEmpty());
}

TEST(Partition, WhoSeesTheWitnessIsOrBecomesActive) {
  // Site 1 is cut off from everybody at 10. If it is active it stops at 10.1 and the other one has taken over at 10.4.
  Pair pair(Kind::witness);
  pair.link(0, 1, 10, 4).link(0, 2, 10, 4).link(1, 2);
  const std::vector<std::string> history = pair.changes(13);
  if (pair.counts["db service.partition"] == 1) {
    EXPECT_THAT(history, ElementsAre("-10.1", "+10.4"));
  } else {
    EXPECT_THAT(history, IsEmpty());
  }
  // The other way round: whoever of the two is active, exactly one of the two cuts hits it.
  Pair other(Kind::witness);
  other.link(0, 1, 10, 4).link(1, 2, 10, 4).link(0, 2);
  EXPECT_EQ(other.changes(13).size() + history.size(), 2u);
}

TEST(Partition, WithoutTheWitnessNobodyIsActiveWhoSeesNobody) {
  Pair pair(Kind::witness);
  pair.link(0, 1, 10, 4).link(0, 2, 10, 3).link(1, 2, 10, 3);
  EXPECT_THAT(pair.changes(13.5), ElementsAre("-10.1", "+13"));  // at 13 one sees the witness, and is active at once
}

TEST(Partition, APairThatIsTogetherNeedsNoWitness) {
  Pair pair(Kind::witness);
  pair.link(0, 1).link(0, 2, 10, 3).link(1, 2, 10, 3);
  EXPECT_THAT(pair.changes(20), IsEmpty());
}

TEST(Partition, OnlyAnActiveMemberThatIsReachedServes) {
  Pair pair(Kind::split_brain);
  pair.rule.reconciliation = fixed_h(0.5);
  // Both sites reach the users; between them there is only the way over these.
  pair.link(0, 2, 10, 4).link(1, 2);
  const std::vector<std::string> history = pair.changes(20, 2);
  // Cut off, it waits for the other one: 0.1 + 0.3; at 14 both are to be merged. If the cut is on the other side: only that.
  if (history.size() == 4) {
    EXPECT_THAT(history, ElementsAre("-10", "+10.4", "-14", "+14.5"));
  } else {
    EXPECT_THAT(history, ElementsAre("-14", "+14.5"));
  }
}

TEST(Partition, ThoseThatFailDuringACutAreTakenOverFrom) {
  // Each member fails after 12 h of its own life, both at 12: hot reserves age alike.
  Pair pair(Kind::split_brain);
  pair.rule.reconciliation = fixed_h(2);
  pair.link(0, 1, 10, 6).members_fail(12, 1);
  EXPECT_THAT(pair.changes(20), ElementsAre("-12", "+13", "-16", "+18"));
}

/// The long run of a pair that never fails: cuts at rate l, mended at m, noticed at n; taken over at t, merged at r (per hour).
double exact(Platform platform, const PartitionRule& rule, Measure wanted) {
  platform.services[0].partition = rule;
  Study study = study_of(std::move(platform), 1);
  study.mission = Hours(1e9);
  const RunResult result = solve(study, {});
  EXPECT_FALSE(result.chain_refused) << *result.chain_refused;
  for (const MeasureResult& measure : result.measures) {
    if (measure.kind == SubjectKind::service && measure.measure == wanted && measure.exact)
      return measure.exact->long_run;
  }
  ADD_FAILURE();
  return -1;
}

Pair exponential_pair(Kind kind) {
  Pair pair(kind);
  pair.link(0, 1, 1);
  pair.platform.nodes[1].failures = {failure("cut", hours(20), hours(4))};
  pair.takeover().time = hours(0.5);
  pair.rule.silence = hours(2);
  return pair;
}

/// Each cut that lasts longer than the silence costs 1/f + 1/t, whether it is mended meanwhile or not. If they are cut off from each
/// other at the end of that, no more is done until they have been connected again.
TEST(Partition, FencingByRenewal) {
  Pair pair = exponential_pair(Kind::fencing);
  pair.rule.fencing = hours(1);
  const double l = 1.0 / 20, m = 1.0 / 4, n = 1.0 / 2, f = 1.0, t = 2.0;
  // At the end of a time of rate x that begins cut off, or connected: still or again cut off.
  const auto cut_from_cut = [&](double x) { return (l + x) / (l + m + x); };
  const auto cut_from_connected = [&](double x) { return l / (l + m + x); };
  const double after_fencing = cut_from_cut(f);
  const double at_end = after_fencing * cut_from_cut(t) + (1 - after_fencing) * cut_from_connected(t);
  // Times until the next fencing begins: from together T = 1/l + S, from silent S = 1/(n + m) + m/(n + m) T.
  const double together = (1 / l + 1 / (n + m)) * (n + m) / n;
  const double down = 1 / f + 1 / t;
  const double cycle = down + together + at_end / m;
  EXPECT_NEAR(exact(pair.platform, pair.rule, Measure::availability) / (down / cycle), 1, 1e-12);
  EXPECT_NEAR(exact(pair.platform, pair.rule, Measure::outages) / (8760 / cycle), 1, 1e-12);
}

/// Taking over while the other one is active: both are if it is cut at the end of the takeover. Then the next mending is paid for.
TEST(Partition, SplitBrainByRenewal) {
  Pair pair = exponential_pair(Kind::split_brain);
  pair.rule.reconciliation = hours(3);
  const double l = 1.0 / 20, m = 1.0 / 4, n = 1.0 / 2, t = 2.0, r = 1.0 / 3;
  const double split = (l + t) / (l + m + t);  // cut off at the end of the takeover
  const double cut_after = l / (l + m + r);  // at the end of the reconciliation, which begins connected
  // Times to the next reconciliation: from together, silent, and from the begin of a takeover.
  // T = 1/l + S; S = 1/(n + m) + m/(n + m) T + n/(n + m) K; K = 1/t + split/m + (1 - split) T.
  const double a = m / (n + m), b = n / (n + m);
  const double rest = 1 / l + 1 / (n + m) + b * (1 / t + split / m);
  const double together = rest / (1 - a - b * (1 - split)), silent = together - 1 / l;
  const double cycle = 1 / r + cut_after * silent + (1 - cut_after) * together;
  EXPECT_NEAR(exact(pair.platform, pair.rule, Measure::availability) / (1 / r / cycle), 1, 1e-12);
  EXPECT_NEAR(exact(pair.platform, pair.rule, Measure::outages) / (8760 / cycle), 1, 1e-12);
}

TEST(Partition, WhatIsNoPairIsRefused) {
  Pair pair(Kind::split_brain);
  pair.link(0, 1);
  pair.platform.nodes[0].count = 2;
  pair.platform.services[0].partition = pair.rule;
  EXPECT_THROW(build(pair.platform), BuildError);
}

}  // namespace
}  // namespace nines::test
