// Pairs and common causes: cases R1.standby_*, R1.coverage_*, R1.cold_switchfail_0.01, R1.beta_* (textbook chains,
// Trivedi 2001 ch. 8, solved in rational arithmetic) and R1.nonmarkov_1p1_* (regenerative argument).
#include "tests/analysis/closed_form_platforms.h"

#include "analysis/closed_form/race.h"

namespace nines::closed_form {
namespace {

using namespace testing;

Study standby_pair(double rate_factor, double mean_repair_h) {
  Study study = k_of_n_study(1, 2, 1000, mean_repair_h, 1);
  study.platform.services[0].standby = models::Standby{1, rate_factor};
  return study;
}

TEST(ClosedFormStandby, OneCrew) {
  // R1.standby_1p1_alpha0.0, 0.1, 1.0.
  const double cases[][3] = {{0.0, 0.00039200313602509, 52000.0},
                             {0.1, 0.00043034310081765, 47363.636363636},
                             {1.0, 0.00076863950807071, 26500.0}};
  for (const auto& [factor, unavailability, mttf_h] : cases) {
    const Study study = standby_pair(factor, 20);
    expect_relative(value_of(standby(), study, Measure::availability), unavailability);
    expect_relative(value_of(mttf_with_repair(), study, Measure::mttf), mttf_h * hour);
    EXPECT_EQ(broken_by(standby(), study), "");
    EXPECT_EQ(broken_by(mttf_with_repair(), study), "");
    // The regenerative form knows the same from the Laplace transform of the exponential law.
    expect_relative(value_of(general_repair_pair(), study, Measure::availability), unavailability);
  }
}

TEST(ClosedFormStandby, OwnCrewsAndSeveralActive) {
  // Cold 1+1 with two crews: p = 1, x, x^2 / 2.
  Study study = standby_pair(0, 20);
  study.platform.crews[0].size = 2;
  const double x = 0.02;
  expect_relative(value_of(standby(), study, Measure::availability), x * x / 2 / (1 + x + x * x / 2), 1e-14);
  // 2 active + 1 cold, 2 needed, one crew: p = 1, 2 x, 4 x^2, 4 x^3.
  study = k_of_n_study(2, 3, 1000, 20, 1);
  study.platform.services[0].standby = models::Standby{2, 0};
  const double down = 4 * x * x + 4 * x * x * x;
  expect_relative(value_of(standby(), study, Measure::availability), down / (1 + 2 * x + down), 1e-14);
}

TEST(ClosedFormGeneralRepair, CasesOfTheLaplaceTransform) {
  // R1.nonmarkov_1p1_*: MTTF hot and cold, repair of mean 20 h.
  struct {
    const char* id;
    LawPtr repair;
    double hot_h, cold_h;
  } const cases[] = {
      {"R1.nonmarkov_1p1_deterministic", fixed_time(Hours(20)), 26250.833327778, 51501.666655556},
      {"R1.nonmarkov_1p1_exponential", after_hours(20), 26500.0, 52000.0},
      {"R1.nonmarkov_1p1_uniform0-2D", law("uniform", {{"low", 0}, {"high", 40 * hour}}), 26334.441471699,
       51668.882943398},
  };
  for (const auto& c : cases) {
    for (const double factor : {0.0, 1.0}) {
      Study study = standby_pair(factor, 20);
      study.platform.nodes[0].failures[0].time_to_repair = c.repair;
      EXPECT_EQ(broken_by(general_repair_pair_mttf(), study), "");
      expect_relative(value_of(general_repair_pair_mttf(), study, Measure::mttf),
                      (factor == 0 ? c.cold_h : c.hot_h) * hour, 1e-13, c.id);
    }
  }
}

TEST(ClosedFormGeneralRepair, RaceAgainstClosedTransforms) {
  const double rate = 1e-3 / hour;
  // Fixed D: p = 1 - exp(-x), remaining = D - p / rate, x = rate D.
  const RepairRace fixed = race_repair(*fixed_time(Hours(20)), rate);
  expect_relative(fixed.failure_first, -std::expm1(-0.02), 1e-14);
  expect_relative(fixed.remaining_s, (0.02 + std::expm1(-0.02)) / rate, 1e-13);
  // Erlang of two phases: E exp(-rate R) = (2 mu / (2 mu + rate))^2, exact by its phases.
  const RepairRace erlang = race_repair(*law("erlang", {{"phases", 2}, {"mean", 20 * hour}}), rate);
  const double ratio = 0.1 / (0.1 + 1e-3);
  expect_relative(erlang.failure_first, (1 - ratio) * (1 + ratio), 1e-13);
  // Gamma of the same shape, by quadrature.
  const RepairRace gamma = race_repair(*law("gamma", {{"shape", 2}, {"mean", 20 * hour}}), rate);
  expect_relative(gamma.failure_first, erlang.failure_first, 1e-10);
  expect_relative(gamma.remaining_s, erlang.remaining_s, 1e-10);
}

TEST(ClosedFormGeneralRepair, StepsOfAnEmpiricalLaw) {
  const double rate = 1e-3 / hour;
  const auto empirical = std::get<LawPtr>(make_empirical({Hours(1), Hours(5), Hours(54)}));
  const double expected = -(std::expm1(-0.001) + std::expm1(-0.005) + std::expm1(-0.054)) / 3;
  expect_relative(race_repair(*empirical, rate).failure_first, expected, 1e-6);
}

Study covered_pair(double coverage) {
  Study study = k_of_n_study(1, 2, 1000, 10);
  study.platform.services[0].switchover.emplace();
  study.platform.services[0].switchover->coverage = coverage;
  return study;
}

TEST(ClosedFormCoverage, Mttf) {
  // R1.coverage_mttf_c0.9, c0.99: one and two crews alike.
  for (const auto& [coverage, mttf_h] : {std::pair{0.9, 4672.7272727273}, std::pair{0.99, 25745.0}}) {
    const Study study = covered_pair(coverage);
    expect_relative(value_of(switchover_pair_mttf(), study, Measure::mttf), mttf_h * hour);
    EXPECT_EQ(broken_by(switchover_pair_mttf(), study), "");
  }
  // R1.cold_switchfail_0.01.
  Study cold = standby_pair(0, 20);
  cold.platform.services[0].switchover.emplace();
  cold.platform.services[0].switchover->coverage = 0.99;
  expect_relative(value_of(switchover_pair_mttf(), cold, Measure::mttf), 34660.0 * hour);
}

TEST(ClosedFormCoverage, DuplexWithReconfigurationAndReboot) {
  // R1.coverage_duplex_c0.9, c0.999; after Trivedi's two-processor model.
  for (const auto& [coverage, unavailability] :
       {std::pair{0.9, 1.0929060533031e-5}, std::pair{0.999, 4.6691741518526e-6}}) {
    Study study = k_of_n_study(1, 2, 5000, 4, 1);
    models::Switchover& switchover = study.platform.services[0].switchover.emplace();
    switchover.time = exponential_with_mean(Seconds(30));
    switchover.recovery = exponential_with_mean(Seconds(600));
    switchover.coverage = coverage;
    switchover.interrupts = true;
    switchover.freezes = true;
    expect_relative(value_of(switchover_pair(), study, Measure::availability), unavailability);
    EXPECT_EQ(broken_by(switchover_pair(), study), "");
    // The first failure of either is an outage.
    expect_relative(value_of(switchover_pair_mttf(), study, Measure::mttf), 2500 * hour, 1e-14);
  }
}

Study beta_study(std::size_t n, double beta) {
  Study study = k_of_n_study(1, n, 1e4, 12);
  study.platform.nodes[0].failures[0].beta = beta;
  return study;
}

TEST(ClosedFormBeta, Exact) {
  // R1.beta_1of2_b0.1, R1.beta_1of3_b0.05.
  const Study pair = beta_study(2, 0.1), triple = beta_study(3, 0.05);
  expect_relative(value_of(beta_factor(), pair, Measure::availability), 6.1224650562362e-5);
  expect_relative(value_of(beta_factor_mttf(), pair, Measure::mttf), 98099.335158389 * hour);
  expect_relative(value_of(beta_factor(), triple, Measure::availability), 2.0012501361679e-5);
  expect_relative(value_of(beta_factor_mttf(), triple, Measure::mttf), 199985.24595794 * hour);
  EXPECT_EQ(broken_by(beta_factor(), pair), "");
  EXPECT_EQ(broken_by(beta_factor_mttf(), triple), "");
}

TEST(ClosedFormBeta, AgreesWithTheRecursionForAllDown) {
  const std::size_t n = 6;
  const double lambda = 1e-4, mu = 1.0 / 12, beta = 0.07;
  double all_down = 1;
  for (std::size_t m = 1; m <= n; ++m) {
    const double count = static_cast<double>(m);
    all_down = (count * (1 - beta) * lambda * all_down + beta * lambda) /
               (count * mu + count * (1 - beta) * lambda + beta * lambda);
  }
  expect_relative(value_of(beta_factor(), beta_study(n, beta), Measure::availability), all_down, 1e-13);
}

TEST(ClosedFormBeta, FirstOrderAndLimits) {
  const Study rare = beta_study(2, 0.1);
  // Terms of relative size lambda MTTR = 1.2e-3 are neglected.
  expect_relative(value_of(beta_factor_first_order(), rare, Measure::availability),
                  value_of(beta_factor(), rare, Measure::availability), 5e-3);
  // Without a common cause the forms of independent failures take over.
  EXPECT_TRUE(std::isnan(value_of(beta_factor(), beta_study(2, 0), Measure::availability)));
  // The unavailability of 1-of-2 grows with beta, and k-of-n forms without it say so.
  EXPECT_LT(value_of(beta_factor(), beta_study(2, 0.05), Measure::availability),
            value_of(beta_factor(), beta_study(2, 0.1), Measure::availability));
  EXPECT_EQ(broken_by(k_of_n(), rare), "no common-cause failures: 10 % of node.fault strike all at once");
}

}  // namespace
}  // namespace nines::closed_form
