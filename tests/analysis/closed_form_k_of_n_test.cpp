// k-of-n against the exact cases R1.kofn_* (textbook birth-death chains, Trivedi 2001 ch. 8, solved in rational
// arithmetic) and ST.mttdl_* (Gibson, Patterson; Angus; exact rational).
#include "tests/analysis/closed_form_platforms.h"

#include "analysis/closed_form/binomial.h"

#include <limits>
#include <tuple>

namespace nines::closed_form {
namespace {

using namespace testing;

struct KofnCase {
  const char* id;
  std::size_t k, n, crews;
  double mean_life_h, mean_repair_h;
  double unavailability, mttf_h, mtbf_h, mdt_h, outages_per_h;
};

constexpr KofnCase kofn_cases[] = {
    {"R1.kofn_1of2_r1", 1, 2, 1, 1000, 10, 0.0001960399921584, 51500.0, 51010.0, 10.0, 1.960399921584e-5},
    {"R1.kofn_1of2_r2", 1, 2, 2, 1000, 10, 9.8029604940692e-5, 51500.0, 51005.0, 5.0, 1.9605920988138e-5},
    {"R1.kofn_2of3_r1", 2, 3, 1, 1000, 10, 0.00058800356295228, 17500.0, 17176.766666667, 10.1, 5.8218174549731e-5},
    {"R1.kofn_2of3_r3", 2, 3, 3, 1000, 10, 0.00029214763452622, 17500.0, 17171.683333333, 5.0166666666667,
     5.8235408875659e-5},
    {"R1.kofn_3of5_r1", 3, 5, 1, 1000, 24, 0.00076847064575828, 35274.074074074, 32765.920388741, 25.179648,
     3.0519515036838e-5},
    {"R1.kofn_3of5_r2", 3, 5, 2, 1000, 24, 0.00018863371816812, 67681.481481481, 65160.439604148, 12.291456,
     1.5346735013991e-5},
    {"R1.kofn_3of5_r5", 3, 5, 5, 1000, 24, 0.00012426223838702, 67681.481481481, 65156.244608948, 8.0964608,
     1.5347723092418e-5},
    {"R1.kofn_8of10_r2", 8, 10, 2, 5000, 8, 7.2966935699343e-7, 5548555.5555556, 5512781.8002857, 4.0225079514596,
     1.8139662265395e-7},
};

class KofnCases : public ::testing::TestWithParam<KofnCase> {};

TEST_P(KofnCases, MachineRepairmanIsExact) {
  const KofnCase& c = GetParam();
  const Study study = k_of_n_study(c.k, c.n, c.mean_life_h, c.mean_repair_h, c.crews);
  const ClosedForm form = k_of_n_crews();
  EXPECT_EQ(broken_by(form, study), "");
  expect_relative(value_of(form, study, Measure::availability), c.unavailability, 1e-13, c.id);
  expect_relative(value_of(form, study, Measure::downtime), c.unavailability * 8760 * hour, 1e-13, c.id);
  expect_relative(value_of(form, study, Measure::mtbf), c.mtbf_h * hour, 1e-13, c.id);
  expect_relative(value_of(form, study, Measure::mdt), c.mdt_h * hour, 1e-13, c.id);
  expect_relative(value_of(form, study, Measure::outages), c.outages_per_h * 8760, 1e-13, c.id);
  EXPECT_EQ(broken_by(mttf_with_repair(), study), "");
  expect_relative(value_of(mttf_with_repair(), study, Measure::mttf), c.mttf_h * hour, 1e-13, c.id);
}

TEST_P(KofnCases, IndependentRepairIsExactWithEnoughCrewsAndMarkedWithout) {
  const KofnCase& c = GetParam();
  const Study study = k_of_n_study(c.k, c.n, c.mean_life_h, c.mean_repair_h, c.crews);
  const ClosedForm form = k_of_n();
  if (c.crews < c.n) {
    EXPECT_EQ(broken_by(form, study), "enough crews for every repair: crew technicians of " + std::to_string(c.crews) +
                                          " may be asked for " + std::to_string(c.n) + " repairs at once");
    EXPECT_LT(value_of(form, study, Measure::availability), c.unavailability);
    return;
  }
  EXPECT_EQ(broken_by(form, study), "");
  expect_relative(value_of(form, study, Measure::availability), c.unavailability, 1e-13, c.id);
  expect_relative(value_of(form, study, Measure::mtbf), c.mtbf_h * hour, 1e-13, c.id);
  expect_relative(value_of(form, study, Measure::mdt), c.mdt_h * hour, 1e-13, c.id);
}

INSTANTIATE_TEST_SUITE_P(ClosedForm, KofnCases, ::testing::ValuesIn(kofn_cases));

struct MttdlCase {
  const char* id;
  std::size_t n, tolerates, crews;
  double exact_h, leading_h, loss_in_ten_years;
};

// Exact to 14 digits; the leading order is listed to 10 to 12 digits, the probability of loss to 10.
constexpr MttdlCase mttdl_cases[] = {
    {"ST.mttdl_RAID4_8", 8, 1, 0, 1488363095.2381, 1488095238.1, 5.885487379e-5},
    {"ST.mttdl_RAID5_8", 8, 1, 0, 1488363095.2381, 1488095238.1, 5.885487379e-5},
    {"ST.mttdl_RAID6_8", 8, 2, 1, 20671462074735.0, 2.0667989418e+13, 4.237726364e-9},
    {"ST.mttdl_R3", 3, 2, 0, 2.3149120388704e+15, 2.31481481481e+15, 3.784161062e-11},
    {"ST.mttdl_RS6_3", 9, 3, 0, 1.148373209675e+18, 1.14822163433e+18, 7.628182133e-14},
    {"ST.mttdl_RS6_3s", 9, 3, 1, 1.91404723668e+17, 1.91370272389e+17, 4.576689557e-13},
    {"ST.mttdl_RS10_4", 14, 4, 0, 4.8186671520288e+21, 4.81771315105e+21, 1.817930088e-17},
};

TEST(ClosedFormMttdl, ExactLeadingOrderAndProbabilityOfLoss) {
  for (const MttdlCase& c : mttdl_cases) {
    Study study = k_of_n_study(c.n - c.tolerates, c.n, 1e6, 12, c.crews);
    expect_relative(value_of(mttf_with_repair(), study, Measure::mttf), c.exact_h * hour,
                    c.exact_h > 1e17 ? 3e-13 : 1e-13, c.id);
    expect_relative(value_of(mttf_leading_order(), study, Measure::mttf), c.leading_h * hour, 4e-12, c.id);
    EXPECT_EQ(broken_by(mttf_leading_order(), study), "") << c.id;
    study.mission = 10 * year;
    expect_relative(value_of(unreliability_from_mttf(), study, Measure::unreliability), c.loss_in_ten_years, 2e-10,
                    c.id);
  }
}

TEST(ClosedFormMttdl, UnreliabilityIsGoodToRepairTimeOverMission) {
  // RE.unrel_2of3_1e-6 and RE.unrel_2of4_1e-5 (40-digit uniformisation): the approximation is one repair time early,
  // 10 h of 8760 h, and says so.
  for (const auto& [n, life_h, exact] :
       {std::tuple{3u, 1e6, 5.249736438251e-7}, std::tuple{4u, 1e5, 1.048875780325e-8}}) {
    Study study = k_of_n_study(2, n, life_h, 10);
    study.mission = Hours(8760);
    const double approximate = value_of(unreliability_from_mttf(), study, Measure::unreliability);
    expect_relative(approximate, exact, 2.0 * 10 / 8760);
    EXPECT_GT(approximate, exact);
    EXPECT_EQ(broken_by(unreliability_from_mttf(), study),
              "the mission is much longer than failures and repairs take to settle: node.fault needs longer: over this "
              "mission the long-run value is off by about 0.11 %");
  }
}

TEST(ClosedFormMttf, WithoutRepairIsTheHarmonicSum) {
  Study study = k_of_n_study(2, 4, 100, 1);
  study.platform.nodes[0].failures[0].time_to_repair = nullptr;
  const double expected_s = (1.0 / 4 + 1.0 / 3 + 1.0 / 2) * 100 * hour;
  EXPECT_EQ(broken_by(mttf_without_repair(), study), "");
  expect_relative(value_of(mttf_without_repair(), study, Measure::mttf), expected_s, 1e-14);
  // The birth-death sum has it as the limit of no repair.
  expect_relative(value_of(mttf_with_repair(), study, Measure::mttf), expected_s, 1e-14);
}

// Storm's DFT tests (DftModelCheckerTest.cpp; exact rationals): DFT.storm_and = 3, DFT.storm_spare = 46/13.
TEST(ClosedFormMttf, StormAndSpare) {
  Study both = k_of_n_study(1, 2, 2, 1);
  both.platform.nodes[0].failures[0].time_to_repair = nullptr;
  expect_relative(value_of(mttf_without_repair(), both, Measure::mttf), 3.0 * hour, 1e-14);
  Study spare = both;
  spare.platform.services[0].standby = models::Standby{1, 0.3};
  expect_relative(value_of(mttf_with_repair(), spare, Measure::mttf), 46.0 / 13 * hour, 1e-14);
  EXPECT_NE(broken_by(mttf_without_repair(), spare), "");
}

TEST(ClosedFormKofn, FailuresThatStopWhileDown) {
  // 2-of-3, one crew, no failure while down: p0, p1 = 3 x p0, p2 = 6 x^2 p0 with x = lambda / mu.
  Study study = k_of_n_study(2, 3, 1000, 10, 1);
  study.platform.nodes[0].ages = models::Ages::while_in_service;
  const double x = 0.01;
  expect_relative(value_of(k_of_n_crews(), study, Measure::availability), 6 * x * x / (1 + 3 * x + 6 * x * x), 1e-14);
  EXPECT_EQ(broken_by(k_of_n_crews(), study), "");
  EXPECT_EQ(broken_by(k_of_n(), study),
            "failures continue while the system is down: node fails only while the service is up; "
            "enough crews for every repair: crew technicians of 1 may be asked for 3 repairs at once");
}

TEST(ClosedFormKofn, CapacityIsTheMeanShareUp) {
  const Study study = k_of_n_study(2, 3, 1000, 10);
  expect_relative(value_of(k_of_n(), study, Measure::capacity_availability), 10.0 / 1010, 1e-14);
  expect_relative(value_of(k_of_n_crews(), study, Measure::capacity_availability), 10.0 / 1010, 1e-14);
}

TEST(ClosedFormKofn, UnavailabilityGrowsWithNeedRateAndRepairTime) {
  double last = 0;
  for (std::size_t k = 1; k <= 20; ++k) {
    const double now = value_of(k_of_n_crews(), k_of_n_study(k, 20, 1000, 10, 3), Measure::availability);
    EXPECT_GT(now, last) << k;
    last = now;
  }
  last = 1;
  for (const double life_h : {1e2, 1e3, 1e4, 1e5}) {
    const double now = value_of(k_of_n(), k_of_n_study(18, 20, life_h, 10), Measure::availability);
    EXPECT_LT(now, last) << life_h;
    last = now;
  }
  for (std::size_t crews = 1; crews < 5; ++crews) {
    EXPECT_GT(value_of(k_of_n_crews(), k_of_n_study(3, 5, 1000, 24, crews), Measure::availability),
              value_of(k_of_n_crews(), k_of_n_study(3, 5, 1000, 24, crews + 1), Measure::availability));
  }
}

TEST(ClosedFormKofn, ManyUnitsNeitherOverflowNorCancel) {
  // A million units and one overloaded crew: nearly all are down, and exactly mu / lambda = 100 are up on average.
  const Study overloaded = k_of_n_study(1, 1'000'000, 1000, 10, 1);
  expect_relative(value_of(k_of_n_crews(), overloaded, Measure::capacity_availability), 1 - 100.0 / 1e6, 1e-12);
  // 16 384 independent units: the central binomial tail, P(X > mean) of a nearly normal law, is nearly one half.
  const BinomialFailures half = binomial_failures(16384, 8192, 1.0);
  expect_relative(half.more_than + half.exactly / 2, 0.5, 1e-12);
  EXPECT_EQ(binomial_failures(10, 9, std::numeric_limits<double>::infinity()).more_than, 1);
}

TEST(ClosedFormKofn, FarBinomialTailKeepsItsRelativeAccuracy) {
  // P(X > 3) of 5 with odds x: (5 x^4 + x^5) / (1 + x)^5, far below the rounding of 1 - A.
  const double x = 1e-9;
  expect_relative(binomial_failures(5, 3, x).more_than, (5 * std::pow(x, 4) + std::pow(x, 5)) / std::pow(1 + x, 5),
                  1e-14);
  // 500 and 300 units, summed with 60 digits.
  expect_relative(binomial_failures(500, 20, 0.01).more_than, 5.3651350934038896e-8);
  expect_relative(binomial_failures(500, 20, 0.01).exactly, 1.8423343478344066e-7);
  expect_relative(binomial_failures(300, 250, 0.1).more_than, 2.4163295488101365e-207);
  expect_relative(binomial_failures(1000, 5, 0.1).exactly, 3.3402896046509143e-34);
}

}  // namespace
}  // namespace nines::closed_form
