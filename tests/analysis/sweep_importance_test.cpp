// Importance of parts against the textbook's values, worked out by hand from the parts' own unavailabilities.
#include "analysis/sweep/importance.h"
#include "tests/analysis/run_studies.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::sweep {
namespace {

using run_studies::after_hours;
using run_studies::failing;
using run_studies::node_class;
using run_studies::nodes_of;

// Two parts of their own, repaired independently: unavailable 1/11 and 1/51 of the time.
constexpr double q1 = 1.0 / 11, q2 = 1.0 / 51;

/// Needs one of them, or both.
models::Study pair(double needed) {
  models::Study study;
  study.platform.nodes = {node_class("first", 1, failing(after_hours(100), after_hours(10))),
                          node_class("second", 1, failing(after_hours(500), after_hours(10)))};
  study.platform.services = {run_studies::service("system", {nodes_of(0), nodes_of(1)}, needed)};
  study.mission = 20 * year;  // the start with all up is 10 h of it, or 6e-5
  study.trials = 400;
  return study;
}

const PartImportance& part(const Importance& result, const std::string& name) {
  for (const PartImportance& each : result.parts) {
    if (each.name == name) return each;
  }
  throw std::out_of_range("no such part");
}

constexpr double start_with_all_up = 3e-4;  // relative: twice what is said above, and for two of them

/// Q(failed) is simulated: 4.5 standard errors, a false alarm in 150 000; and the start.
double slack_of_loss(const PartImportance& part) { return 4.5 * (part.loss.high - part.loss.low) / 2 / 1.96 + 1e-4; }

TEST(Importance, OfTwoPartsInSeries) {
  const Importance result = importance(pair(2), 0, {});
  const double q = q1 + q2 - q1 * q2;
  ASSERT_EQ(result.parts.size(), 2u);
  EXPECT_EQ(result.parts[0].name, "first");
  ASSERT_TRUE(result.unavailability.exact.has_value());
  EXPECT_NEAR(*result.unavailability.exact / q, 1, start_with_all_up);
  const PartImportance& first = part(result, "first");
  ASSERT_TRUE(first.gain.exact.has_value());
  EXPECT_NEAR(first.fussell_vesely() / ((q - q2) / q), 1, start_with_all_up);
  EXPECT_NEAR(first.worth_reduction() / (q / q2), 1, start_with_all_up);
  EXPECT_NEAR(first.birnbaum(), 1 - q2, slack_of_loss(first));
  EXPECT_NEAR(first.worth_achievement(), 1 / q, slack_of_loss(first) / q);
  EXPECT_NEAR(part(result, "second").birnbaum(), 1 - q1, slack_of_loss(part(result, "second")));
}

TEST(Importance, OfTwoPartsInParallel) {
  const Importance result = importance(pair(1), 0, {});
  for (const auto& [name, own, other] : {std::tuple{"first", q1, q2}, std::tuple{"second", q2, q1}}) {
    const PartImportance& each = part(result, name);
    EXPECT_NEAR(each.fussell_vesely(), 1, 1e-9);
    EXPECT_TRUE(std::isinf(each.worth_reduction()));
    EXPECT_NEAR(each.birnbaum(), other, slack_of_loss(each));
    EXPECT_NEAR(each.worth_achievement(), 1 / own, slack_of_loss(each) / (q1 * q2) + 1e-3 / own);
  }
}

TEST(Importance, SimulatedAgreesWithTheChain) {
  const Importance result = importance(pair(2), 0, {});
  for (const PartImportance& each : result.parts) {
    const double sigma = (each.gain.high - each.gain.low) / 2 / 1.96;
    EXPECT_NEAR(each.gain.simulated, *each.gain.exact, 4.5 * sigma) << each.name;
  }
}

TEST(Importance, APerfectPartIsHitByNothing) {
  const models::Study study = run_studies::varied(10);
  const models::Platform perfect = with_perfect(study.platform, SubjectKind::node_class, 1);
  EXPECT_TRUE(perfect.shocks.empty());
  EXPECT_EQ(perfect.nodes[1].failures[0].time_to_failure, nullptr);
  EXPECT_NE(perfect.nodes[0].failures[0].time_to_failure, nullptr);
}

TEST(Importance, DomainsArePartsToo) {
  RunOptions options;
  options.chain = false;
  const Importance result = importance(run_studies::varied(200), 2, options);
  EXPECT_EQ(result.service, "shop");
  EXPECT_EQ(part(result, "rack").kind, SubjectKind::domain);
  EXPECT_EQ(result.parts.size(), 3u);
}

}  // namespace
}  // namespace nines::sweep
