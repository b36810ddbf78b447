// Members that elect a leader: the closed form against chains solved exactly (own.elections.* of the accuracy cases), and
// what it says of itself.
#include "tests/analysis/closed_form_platforms.h"

namespace nines::closed_form {
namespace {

using namespace testing;

/// own.elections.*: k of n with 1000 h of life and 8 h of repair, rounds of two minutes, one in ten a split vote.
Study voters(std::size_t k, std::size_t n) {
  Study study = k_of_n_study(k, n, 1000, 8);
  study.platform.services[0].election = models::Election{exponential_with_mean(Seconds(120)), 0.1};
  return study;
}

TEST(ClosedFormElections, TheMajorityAndTheElections) {
  // The error is of the order of n lambda E = 1.1e-4 and 1.9e-4.
  expect_relative(value_of(elections(), voters(2, 3), Measure::availability), 0.00022585982983579288, 1.2e-4);
  expect_relative(value_of(elections(), voters(2, 3), Measure::mtbf), 977.35515584410462 * hour, 1.2e-4);
  expect_relative(value_of(elections(), voters(3, 5), Measure::availability), 4.2020663208802411e-05, 1.9e-4);
  expect_relative(value_of(elections(), voters(3, 5), Measure::mdt), 0.04197092675585519 * hour, 3.8e-4);
  EXPECT_EQ(broken_by(elections(), voters(3, 5)), "");
}

TEST(ClosedFormElections, WhereEveryMemberIsNeededEachRepairEndsWithAnElection) {
  const Study study = voters(2, 2);
  const double up = 1000.0 / 1008, lost_per_h = 2.0 / 1000 * up * up;
  expect_relative(value_of(elections(), study, Measure::availability), 1 - up * up + lost_per_h * 2.0 / 60 / 0.9,
                  1e-12);
  expect_relative(value_of(elections(), study, Measure::outages), lost_per_h * 8760, 1e-12);
}

/// Whoever leads is missed only when that is noticed; a member's repair is later by as much.
TEST(ClosedFormElections, ALateNoticeComesBeforeTheElection) {
  Study study = voters(2, 3);
  study.platform.nodes[0].failures[0].time_to_notice = fixed_time(Seconds(10));
  models::FailureMode noticed = failing(after_hours(500), after_hours(1));
  noticed.name = "crash";
  study.platform.nodes[0].failures.push_back(noticed);
  const double rate_h = 3.0 / 1000, odds = (8 + 10 / 3600.0) / 1000 + 1.0 / 500, up = 1 / (1 + odds), u = odds * up;
  const double lost = 3 * u * u * up + u * u * u, exactly = 3 * u * up * up, more = up * up * up;
  const double notice_h = 10 / 3600.0 / 3, election_h = 2.0 / 60 / 0.9;  // the noticed crash is twice as frequent
  expect_relative(value_of(elections(), study, Measure::availability),
                  lost + more * rate_h * (notice_h + election_h) + exactly * 2 * rate_h * election_h, 1e-12);
}

TEST(ClosedFormElections, SaysWhatItDoesNotKnow) {
  Study study = voters(2, 3);
  study.platform.services[0].election->round = exponential_with_mean(Hours(10));
  EXPECT_NE(broken_by(elections(), study).find("elections are short"), std::string::npos);
  EXPECT_TRUE(std::isnan(value_of(elections(), k_of_n_study(2, 3, 1000, 8), Measure::availability)));
  study.platform.services.push_back(service("above", {service_of(0)}, 1));
  EXPECT_TRUE(std::isnan(value_of(elections(), study, Measure::availability)));
}

TEST(ClosedFormElections, ItIsTheOnlyOneThatHoldsWhereALeaderIsElected) {
  const auto predictions = predict(voters(2, 3), 0, Measure::downtime);
  ASSERT_GE(predictions.size(), 2u);
  EXPECT_EQ(predictions[0].formula, elections().name);
  EXPECT_TRUE(predictions[0].broken.empty());
  for (std::size_t i = 1; i < predictions.size(); ++i)
    EXPECT_FALSE(predictions[i].broken.empty()) << predictions[i].formula;
}

}  // namespace
}  // namespace nines::closed_form
