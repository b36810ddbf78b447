// Loss of data: closed forms against values that were published, or derived by hand (cases ST.*). The derived ones are printed by
// tests/accuracy/derive/durability.py: mean times from linear equations in fractions, local reconstruction codes by the rank
// of the generator matrix without each set of fragments, placements by every set of failed nodes, tails in fractions.
#include "analysis/closed_form/durability.h"

#include "analysis/closed_form/erasure_codes.h"
#include "analysis/closed_form/placement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nines::closed_form {
namespace {

void expect_relative(double actual, double expected, double tolerance) {
  EXPECT_LE(std::abs(actual - expected), tolerance * std::abs(expected)) << actual << " for " << expected;
}

// ST.mttdl_*: lambda = 1e-6/h, mu = 1/12 per h; listed exactly, in leading order, and as a loss within 10 years of 8760 h.
TEST(MeanTimeToDataLoss, ListedGroups) {
  struct Case {
    std::size_t members, tolerated;
    bool parallel;
    double exact_h, leading_h, in_ten_years;
  };
  for (const Case& expected : {Case{8, 1, true, 1488363095.2381, 1488095238.1, 5.885487379e-5},
                               Case{8, 2, false, 20671462074735.0, 2.0667989418e+13, 4.237726364e-9},
                               Case{3, 2, true, 2.3149120388704e+15, 2.31481481481e+15, 3.784161062e-11},
                               Case{9, 3, true, 1.148373209675e+18, 1.14822163433e+18, 7.628182133e-14},
                               Case{9, 3, false, 1.91404723668e+17, 1.91370272389e+17, 4.576689557e-13},
                               Case{14, 4, true, 4.8186671520288e+21, 4.81771315105e+21, 1.817930088e-17}}) {
    SCOPED_TRACE(testing::Message() << expected.members << " members, " << expected.tolerated << " tolerated");
    const RedundancyGroup group{
        expected.members, expected.tolerated, 1e-6, 1.0 / 12, expected.parallel ? expected.members : 1, 0, {}};
    const double mttdl_h = mean_time_to_data_loss_s(group);
    // Half a unit of the last digit that is listed, or 1e-13.
    expect_relative(mttdl_h, expected.exact_h, expected.members == 9 ? 1e-12 : 1e-13);
    expect_relative(leading_mean_time_to_data_loss_s(group), expected.leading_h, 5e-11);  // listed with 11 to 12 digits
    expect_relative(probability_of_data_loss(mttdl_h, 87600), expected.in_ten_years, 1e-9);
  }
}

// ST.raid5_lse_h0.1, and groups of other sizes in fractions.
TEST(MeanTimeToDataLoss, ByLinearEquations) {
  struct Case {
    std::size_t members, tolerated;
    double failures_per_h, rebuilds_per_h;
    std::size_t at_once;
    double read_error, mttdl_h;
  };
  expect_relative(mean_time_to_data_loss_s({8, 1, 1e-6, 1.0 / 24, 8, 0.1, {}}), 1248328.8076032, 1e-13);
  for (const Case& expected : {Case{2, 1, 1e-05, 0.1, 2, 0.0, 5.0015000000000000e+8},
                               Case{4, 3, 1e-06, 0.041666666666666664, 4, 0.0, 1.8086371607640972e+19},
                               Case{4, 3, 1e-06, 0.041666666666666664, 1, 0.0, 3.0144435111903549e+18},
                               Case{5, 2, 0.1, 0.3333333333333333, 1, 0.0, 1.4129629629629630e+1},
                               Case{20, 3, 4.62e-07, 0.00641025641025641, 20, 0.0, 2.9888764638836219e+14},
                               Case{12, 0, 1e-06, 1.0, 1, 0.0, 8.3333333333333333e+4},
                               Case{1000, 8, 1e-07, 0.5, 1000, 0.0, 1.6332673323376198e+38},
                               Case{30, 9, 1e-09, 3.0, 30, 0.0, 6.5511700400678785e+85},
                               Case{8, 1, 1e-06, 0.041666666666666664, 1, 0.1, 1.2483288076032266e+6},
                               Case{8, 2, 1e-06, 0.041666666666666664, 1, 0.6, 1.2403234344074882e+9},
                               Case{12, 2, 1e-06, 0.041666666666666664, 12, 1e-09, 2.6315229576797507e+12},
                               Case{9, 3, 1e-30, 1e+30, 1, 0.3333333333333333, 5.9523809523809524e+147}}) {
    SCOPED_TRACE(testing::Message() << expected.members << " members, " << expected.tolerated << " tolerated");
    expect_relative(mean_time_to_data_loss_s({expected.members,
                                              expected.tolerated,
                                              expected.failures_per_h,
                                              expected.rebuilds_per_h,
                                              expected.at_once,
                                              expected.read_error,
                                              {}}),
                    expected.mttdl_h, 1e-13);
  }
}

TEST(MeanTimeToDataLoss, OfTwoLevels) {
  const RedundancyGroup inner{9, 2, 2e-6, 1.0 / 24, 9, 0, {}};
  expect_relative(mean_time_to_data_loss_s(inner), 8.6168311496913580e+11, 1e-13);
  expect_relative(mean_time_to_data_loss_s(two_level(inner, {12, 2, 0, 1.0 / 200, 1, 0, {}})), 1.2117382809633392e+28,
                  1e-13);
}

TEST(MeanTimeToDataLoss, LeadingOrderOfReadErrors) {
  // Loss by the read error, 8 lambda h, and by the second failure of the 1 - h that survive.
  const RedundancyGroup raid5{8, 1, 1e-9, 1, 1, 1e-9, {}};
  expect_relative(leading_mean_time_to_data_loss_s(raid5), 1 / (8e-9 * 1e-9 + 8e-9 * 7e-9), 1e-8);
}

TEST(DataLoss, OfManyGroupsAndInBytes) {
  expect_relative(probability_of_data_loss(1e12, 8760, 1e4), -std::expm1(-8.76e-5), 1e-14);
  expect_relative(normalised_magnitude_of_data_loss(1e12, 8760, 1e4, 4e12, 2e16), 8.76e-5 * 2e-4, 1e-14);
}

// ST.lse_*, and derived.
TEST(ReadErrors, InSoManyBits) {
  expect_relative(unrecoverable_read_error(9.6e13, 1e-14), 0.617107114025, 1e-12);
  expect_relative(unrecoverable_read_error(6.72e14, 1e-15), 0.489313816634, 1e-12);
  expect_relative(unrecoverable_read_error(3.52e14, 1e-14), 0.970400564832, 1e-12);
  expect_relative(unrecoverable_read_error(8e12, 1e-15), 7.9680851629393736e-3, 1e-14);
  EXPECT_DOUBLE_EQ(unrecoverable_read_error(1, 1e-30), 1e-30);
}

// A disk that is read once a week, one error in 1000 h: seven disks have one with 1 - exp(-7 84/1000).
TEST(ReadErrors, LatentUntilTheNextScrub) { expect_relative(latent_error(7, 1e-3, 168), -std::expm1(-0.588), 1e-14); }

// ST.backblaze_*: rates a year of 365 days.
TEST(Backblaze, ListedDurability) {
  struct Case {
    std::size_t data, parity;
    double annual_rate, days, member, window, annual;
  };
  for (const Case& expected : {Case{17, 3, 0.00405, 6.5, 7.21206868494e-5, 1.30958073266e-13, 7.35379949878e-12},
                               Case{4, 2, 0.1, 1, 0.000273935075673, 4.10870751348e-10, 1.49967813028e-7},
                               Case{10, 4, 0.0137, 1, 3.75335421743e-5, 1.49086932262e-19, 5.44167302756e-17},
                               Case{17, 3, 0.0137, 3, 0.000112596400275, 7.77617231974e-13, 9.46100965524e-11}}) {
    const auto actual =
        window_durability(expected.data, expected.parity, expected.annual_rate / 365, expected.days, 365);
    expect_relative(actual.member_fails, expected.member, 1e-11);
    expect_relative(actual.window_loses, expected.window, 1e-11);
    expect_relative(actual.loses, expected.annual, 1e-11);
  }
}

TEST(Backblaze, FromOneIn1e102ToOneHalf) {
  struct Case {
    std::size_t data, parity;
    double rate, window, time, member, window_loses, loses;
  };
  for (const Case& expected :
       {Case{17, 3, 1.1095890410958904e-05, 6.5, 365, 7.2120686849447605e-5, 1.3095807326641014e-13,
             7.3537994987795505e-12},
        Case{990, 10, 0.0001, 1.0, 365, 9.9995000166662500e-5, 2.1640906629253729e-19, 7.8989309196776109e-17},
        Case{500, 500, 0.6, 1.0, 10, 4.5118836390597357e-1, 8.8320421357491324e-4, 8.7970224455547475e-3},
        Case{10, 4, 1e-30, 1.0, 365, 1.0000000000000000e-30, 2.0020000000000000e-147, 7.3073000000000000e-145},
        Case{6, 3, 1e-12, 0.5, 3650, 4.9999999999987500e-13, 7.8749999999763750e-48, 5.7487499999827538e-44},
        Case{1, 1, 0.7, 1.0, 1, 5.0341469620859049e-1, 2.5342635635878745e-1, 2.5342635635878745e-1},
        Case{997, 3, 1e-28, 1.0, 1, 1.0000000000000000e-28, 4.1417124750000000e-102, 4.1417124750000000e-102},
        Case{8, 0, 1e-20, 2.0, 365, 2.0000000000000000e-20, 1.6000000000000000e-19, 2.9200000000000000e-17}}) {
    SCOPED_TRACE(testing::Message() << expected.data << " + " << expected.parity << " at " << expected.rate);
    const auto actual =
        window_durability(expected.data, expected.parity, expected.rate, expected.window, expected.time);
    expect_relative(actual.member_fails, expected.member, 1e-14);
    expect_relative(actual.window_loses, expected.window_loses, 1e-12);
    expect_relative(actual.loses, expected.loses, 1e-12);
  }
}

// [j]: how many sets of j failed fragments can be decoded. Huang et al. (2012) print 86 % of four failures for (6, 2, 2).
TEST(LocalReconstructionCode, SetsThatCanBeDecoded) {
  struct Case {
    std::size_t data, local, global;
    std::vector<double> decodable;
    double mttdl;  ///< one failure of a fragment in 35064 h, one rebuild of an hour at a time
  };
  const Case cases[] = {{6, 2, 2, {1, 10, 45, 120, 180, 0}, 2.0979929499084392e+15},
                        {12, 2, 2, {1, 16, 120, 560, 1568, 0}, 2.4953479113471061e+14},
                        {5, 2, 1, {1, 8, 28, 42, 0}, 5.1314139570802842e+11},
                        {6, 3, 2, {1, 11, 55, 165, 315, 297, 0}, 4.1945929345399629e+15},
                        {4, 1, 2, {1, 7, 21, 35, 0}, 1.8001255594364765e+15},
                        {4, 4, 1, {1, 9, 36, 80, 96, 48, 0}, 1.7955252436705571e+12}};
  for (const Case& expected : cases) {
    SCOPED_TRACE(testing::Message() << expected.data << ", " << expected.local << ", " << expected.global);
    const LocalReconstructionCode code{expected.data, expected.local, expected.global};
    const std::vector<LossOutcome> shares = code.decodable();
    ASSERT_EQ(shares.size(), expected.decodable.size());
    for (std::size_t failed = 0; failed < shares.size(); ++failed) {
      const double sets = binomial_coefficient(code.fragments(), failed);
      EXPECT_DOUBLE_EQ(shares[failed].survives, expected.decodable[failed] / sets) << failed;
      EXPECT_DOUBLE_EQ(shares[failed].loses, (sets - expected.decodable[failed]) / sets) << failed;
    }
    expect_relative(mean_time_to_data_loss_s(code.group(1.0 / 35064, 1, 1)), expected.mttdl, 1e-13);
  }
}

TEST(LocalReconstructionCode, WithoutGlobalParitiesIsOneParityAGroup) {
  const std::vector<LossOutcome> shares = LocalReconstructionCode{4, 2, 0}.decodable();
  EXPECT_DOUBLE_EQ(shares[1].survives, 1);
  EXPECT_DOUBLE_EQ(shares[2].survives, 9.0 / 15);  // one in each group of three
  EXPECT_DOUBLE_EQ(shares[3].survives, 0);
}

TEST(Placement, EverySetOfFailedNodes) {
  struct Case {
    std::size_t nodes, members, tolerated, failed;
    double divided, chunk, sets;
  };
  const Case cases[] = {{9, 3, 2, 1, 0, 0, 9},          {9, 3, 2, 2, 0, 0, 36},         {9, 3, 2, 3, 3, 1, 84},
                        {9, 3, 2, 4, 18, 6, 126},       {9, 3, 2, 5, 45, 15, 126},      {9, 3, 2, 6, 57, 20, 84},
                        {9, 3, 2, 7, 36, 15, 36},       {9, 3, 2, 8, 9, 6, 9},          {9, 3, 2, 9, 1, 1, 1},
                        {10, 3, 1, 1, 0, 0, 10},        {10, 3, 1, 2, 9, 3, 45},        {10, 3, 1, 3, 66, 22, 120},
                        {10, 3, 1, 4, 183, 70, 210},    {10, 3, 1, 5, 252, 126, 252},   {10, 3, 1, 6, 210, 140, 210},
                        {10, 3, 1, 7, 120, 98, 120},    {10, 3, 1, 8, 45, 42, 45},      {10, 3, 1, 9, 10, 10, 10},
                        {10, 3, 1, 10, 1, 1, 1},        {12, 4, 1, 1, 0, 0, 12},        {12, 4, 1, 2, 18, 6, 66},
                        {12, 4, 1, 3, 156, 52, 220},    {12, 4, 1, 4, 495, 201, 495},   {12, 4, 1, 5, 792, 456, 792},
                        {12, 4, 1, 6, 924, 672, 924},   {12, 4, 1, 7, 792, 672, 792},   {12, 4, 1, 8, 495, 462, 495},
                        {12, 4, 1, 9, 220, 216, 220},   {12, 4, 1, 10, 66, 66, 66},     {12, 4, 1, 11, 12, 12, 12},
                        {12, 4, 1, 12, 1, 1, 1},        {13, 4, 2, 1, 0, 0, 13},        {13, 4, 2, 2, 0, 0, 78},
                        {13, 4, 2, 3, 12, 4, 286},      {13, 4, 2, 4, 111, 37, 715},    {13, 4, 2, 5, 459, 153, 1287},
                        {13, 4, 2, 6, 1068, 372, 1716}, {13, 4, 2, 7, 1500, 588, 1716}, {13, 4, 2, 8, 1287, 630, 1287},
                        {13, 4, 2, 9, 715, 462, 715},   {13, 4, 2, 10, 286, 228, 286},  {13, 4, 2, 11, 78, 72, 78},
                        {13, 4, 2, 12, 13, 13, 13},     {13, 4, 2, 13, 1, 1, 1},        {11, 5, 2, 1, 0, 0, 11},
                        {11, 5, 2, 2, 0, 0, 55},        {11, 5, 2, 3, 20, 10, 165},     {11, 5, 2, 4, 130, 65, 330},
                        {11, 5, 2, 5, 362, 181, 462},   {11, 5, 2, 6, 462, 281, 462},   {11, 5, 2, 7, 330, 265, 330},
                        {11, 5, 2, 8, 165, 155, 165},   {11, 5, 2, 9, 55, 55, 55},      {11, 5, 2, 10, 11, 11, 11},
                        {11, 5, 2, 11, 1, 1, 1}};
  for (const Case& expected : cases) {
    SCOPED_TRACE(testing::Message() << expected.nodes << " nodes, " << expected.failed << " failed");
    const Placement placement{expected.nodes, expected.members, expected.tolerated};
    expect_relative(placement.partitioned_loss(expected.failed), expected.divided / expected.sets, 1e-13);
    expect_relative(placement.share_lost(expected.failed), expected.chunk / expected.sets, 1e-14);
  }
}

// On average over all divisions: two of six nodes in pairs, three of which fail: 21/25.
TEST(Placement, CopysetsAreIndependentDivisions) {
  expect_relative((Placement{6, 2, 1}).copyset_loss(3, 2), 0.84, 1e-14);
  expect_relative((Placement{6, 2, 1}).copyset_loss(3, 1), 0.4 + 0.2, 1e-14);
}

// Cidon et al. 2013: 5000 nodes, three copies, 1 % do not come back after a power outage. Printed: RAMCloud 99.99 % at random and
// 0.15 % by copysets; Facebook's HDFS 22.8 % and 0.78 %. The latter are those of S = 2 and 10. The 22.8 % are those of
// 55 = C(11, 2) sets of nodes for each node.
TEST(Placement, PublishedPowerOutage) {
  const Placement cluster{5000, 3, 2};
  expect_relative(cluster.share_lost(50), 9.4136474353694268e-7, 1e-14);
  expect_relative(cluster.copyset_loss(50, 2), 1.5672953895067850e-3, 1e-12);
  expect_relative(cluster.copyset_loss(50, 10), 7.8119512682703231e-3, 1e-12);
  expect_relative(cluster.random_loss(50, 5000 * 8000 / 3.0), 9.9999646053800653e-1, 1e-13);
  expect_relative(cluster.random_loss(50, 275000), 2.2808082213355205e-1, 1e-13);
  expect_relative(cluster.random_loss(50, 1e4), 9.3694821535725549e-3, 1e-13);
  expect_relative((Placement{5000, 14, 4}).share_lost(50), 1.5250932725407918e-7, 1e-13);
  expect_relative((Placement{5000, 9, 3}).share_lost(50), 1.0751463154819330e-6, 1e-13);
  expect_relative((Placement{1000, 20, 17}).share_lost(600), 3.3569138704067597e-3, 1e-13);
}

}  // namespace
}  // namespace nines::closed_form
