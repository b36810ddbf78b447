// The same bytes for any number of threads, and a trial that is the same alone as among others.
#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/runner.h"
#include "analysis/monte_carlo/trials.h"
#include "tests/analysis/run_studies.h"

#include <gtest/gtest.h>

#include <set>

namespace nines {
namespace {

using namespace run_studies;
using monte_carlo::Tally;

class RunReproducible : public ::testing::TestWithParam<unsigned> {};

TEST_P(RunReproducible, AFixedNumberOfTrials) {
  const Study study = varied(700);
  EXPECT_EQ(document(study, 1), document(study, GetParam()));
}

TEST_P(RunReproducible, APrecisionToReach) {
  Study study = varied(0);
  study.precision = {{0.1, Measure::availability, 2}, {0.05, Measure::outages, 1}};
  const std::string alone = document(study, 1);
  EXPECT_NE(alone.find("\"precision_reached\": true"), std::string::npos);
  EXPECT_EQ(alone, document(study, GetParam()));
}

TEST_P(RunReproducible, APrecisionThatIsOutOfReach) {
  Study study = varied(0);
  study.precision = {{1e-4, Measure::availability, 2}};
  study.max_trials = 333;
  const std::string alone = document(study, 1);
  EXPECT_NE(alone.find("\"precision_reached\": false"), std::string::npos);
  EXPECT_NE(alone.find("\"trials\": 333"), std::string::npos);
  EXPECT_EQ(alone, document(study, GetParam()));
}

TEST_P(RunReproducible, FewerTrialsThanThreads) {
  for (const std::size_t trials : {1, 2, 5}) {
    const Study study = varied(trials);
    EXPECT_EQ(document(study, 1), document(study, GetParam())) << trials;
  }
}

INSTANTIATE_TEST_SUITE_P(Threads, RunReproducible, ::testing::Values(2, 3, 7, 64));

TEST(RunTrials, OneAloneIsTheSameAsAmongOthers) {
  const Study study = varied(40);
  const auto model = models::build(study.platform);
  monte_carlo::TrialRunner others(*model, study);
  for (std::size_t trial = 0; trial < 40; ++trial) {
    monte_carlo::TrialRunner fresh(*model, study);
    Tally alone(*model, study), among(*model, study);
    fresh.run_trial(trial, alone);
    others.run_trial(trial, among);
    EXPECT_EQ(alone.events, among.events);
    for (std::size_t service = 0; service < 3; ++service) {
      EXPECT_EQ(alone.services[service].downtime_s.sum, among.services[service].downtime_s.sum);
      EXPECT_EQ(alone.services[service].outages.sum, among.services[service].outages.sum);
      EXPECT_EQ(alone.services[service].time_at_risk_s, among.services[service].time_at_risk_s);
    }
  }
}

TEST(RunTrials, MoreTrialsBeginWithTheSameOnes) {
  const auto first = [](std::size_t trials) {
    const Study study = varied(trials);
    const auto model = models::build(study.platform);
    monte_carlo::TrialRunner runner(*model, study);
    Tally tally(*model, study);
    runner.run(0, 10, tally);
    return tally.services[2].downtime_s.sum;
  };
  EXPECT_EQ(first(10), first(100'000));
}

TEST(RunTrials, AddressesBeyond32BitsAreOthersAndAreTheSameAgain) {
  constexpr std::size_t far = std::size_t{1} << 32;
  std::set<std::pair<std::uint64_t, std::uint32_t>> addresses;
  for (const std::size_t trial : {std::size_t{0}, std::size_t{5}, far, far + 5, 2 * far, 2 * far + 5}) {
    const auto address = monte_carlo::address_of(7, trial);
    EXPECT_TRUE(addresses.insert({address.seed, address.trial}).second) << trial;
    EXPECT_EQ(address.seed, monte_carlo::address_of(7, trial).seed);
  }
  EXPECT_EQ(monte_carlo::address_of(7, 5).seed, 7u);
}

TEST(RunTrials, BlocksDependOnTheStudyAlone) {
  const auto block = [](const Study& study) {
    return monte_carlo::trials_per_block(*models::build(study.platform), study);
  };
  EXPECT_EQ(block(k_of_n(1, 2, 200, 20, 1)), 1u);
  EXPECT_GT(block(k_of_n(1, 2, 1e6, 20, 10'000'000)), 1000u);
  // A million members with a thousand failures an hour: a trial is work enough for a block.
  EXPECT_EQ(block(k_of_n(1, 1'000'000, 1000, 10, 10'000'000)), 1u);
}

}  // namespace
}  // namespace nines
