// Storage systems: redundancy schemes, stripes that are counted against stripes that are kept one by one, rebuilds by hand,
// chains against closed forms.
#include "analysis/closed_form/durability.h"
#include "analysis/closed_form/erasure_codes.h"
#include "analysis/run.h"
#include "component_parts.h"
#include "history.h"
#include "models/behaviour.h"
#include "sim/sampler.h"
#include "storage_brute_force.h"
#include "storage_trials.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace nines::test {
namespace {

// Schemes.

TEST(RedundancyScheme, MaximumDistanceSeparable) {
  const RedundancyScheme scheme = reed_solomon(6, 3);
  EXPECT_EQ(scheme.fragments, 9u);
  EXPECT_EQ(scheme.tolerated(), 3u);
  EXPECT_EQ(scheme.most_lost(), 3u);
  EXPECT_EQ(scheme.reads[1], 6);
  EXPECT_EQ(replication(3).tolerated(), 2u);
}

TEST(RedundancyScheme, LocalReconstructionCodeIsThatOfTheClosedForm) {
  for (const auto& [data, groups, global] : {std::array{12u, 2u, 2u}, {6u, 2u, 2u}, {10u, 5u, 1u}, {12u, 3u, 4u}}) {
    const RedundancyScheme scheme = local_reconstruction(data, groups, global);
    const auto counted = closed_form::LocalReconstructionCode{data, groups, global}.decodable();
    for (std::size_t j = 0; j < counted.size(); ++j) EXPECT_NEAR(scheme.survives[j], counted[j].survives, 1e-14);
    EXPECT_EQ(scheme.tolerated(), global + 1);
    EXPECT_EQ(scheme.most_lost(), groups + global);
  }
  // Huang et al. 2012, section 2: LRC (12, 2, 2) decodes 86 % of all sets of four failures; it reads 6 to mend a data fragment.
  EXPECT_NEAR(local_reconstruction(12, 2, 2).survives[4], 1568.0 / 1820, 1e-14);
  EXPECT_NEAR(local_reconstruction(12, 2, 2).reads[1], (14 * 6 + 2 * 12) / 16.0, 1e-14);
}

TEST(RedundancyScheme, CopiesOfACodeByEachSetOfLosses) {
  const RedundancyScheme scheme = copies_of(2, reed_solomon(2, 1));
  ASSERT_EQ(scheme.fragments, 6u);
  std::vector<double> sets(7), good(7);
  for (unsigned set = 0; set < 64; ++set) {
    const auto lost = static_cast<std::size_t>(std::popcount(set));
    const bool readable = std::popcount(set & 7u) <= 1 || std::popcount(set & 56u) <= 1;
    ++sets[lost];
    good[lost] += readable ? 1 : 0;
  }
  for (std::size_t j = 0; j <= 6; ++j) EXPECT_NEAR(scheme.survives[j], good[j] / sets[j], 1e-14) << j;
  EXPECT_EQ(scheme.tolerated(), 3u);
  EXPECT_EQ(scheme.most_lost(), 4u);
}

// By hand.

TEST(Storage, OneCopyIsLostWithItsDisk) {
  StorageSystem system = partitioned(replication(1));
  system.bytes = 7;
  const Trial trial = trials_of(over(system, 1, fixed_h(30), fixed_h(2)), 70, 1)[0];
  EXPECT_EQ(trial.reported.lost_at_h, (std::vector<double>{30, 62}));
  EXPECT_EQ(trial.reported.sum.at(StorageSeries::bytes_lost), 14);
  EXPECT_EQ(trial.reported.sum.at(StorageSeries::fragments_lost), 2);
  EXPECT_NEAR(trial.missing_fragment_h, 4, 1e-9);
  EXPECT_NEAR(trial.available, 1 - 4 / 70.0, 1e-12);
}

/// A disk among 100 with two copies of 500 stripes: those that it held are copied one after the other.
TEST(Storage, RebuildTakesAsLongAsTheBandwidthSays) {
  StorageSystem system = system_of(replication(2), 500);
  system.rebuild = Rebuild{.disk_bytes_per_second = 1, .bytes_per_second = 2.0 / 3600, .limits = {}};  // one an hour
  const Platform platform = over(system, 100, hours(100 * 200), nullptr);
  int seen = 0;
  for (const Trial& trial : trials_of(platform, 400, 200)) {
    const auto& sum = trial.reported.sum;
    const auto fragments = sum.find(StorageSeries::fragments_lost);
    if (fragments == sum.end() || fragments->second > 20 || !sum.contains(StorageSeries::bytes_read)) continue;
    if (sum.at(StorageSeries::bytes_read) != fragments->second) continue;  // the mission has ended before
    const double n = fragments->second;
    ++seen;
    EXPECT_LE(trial.missing_fragment_h,
              n * (n + 1) / 2 + 1e-6);  // less where the first were mended before others were lost
    EXPECT_GE(trial.missing_fragment_h, n - 1e-6);
  }
  EXPECT_GT(seen, 20);
}

TEST(Storage, WaitsForRoomToRebuildInto) {
  StorageSystem system = system_of(replication(2), 500);
  system.rebuild = Rebuild{.disk_bytes_per_second = 1, .bytes_per_second = 0, .limits = {}};
  const auto made_again = [&](double disk_bytes) {
    system.disk_bytes = disk_bytes;
    double share = 0;
    for (Trial& trial : trials_of(over(system, 100, hours(100 * 200), nullptr), 400, 50)) {
      auto& sum = trial.reported.sum;
      if (sum[StorageSeries::fragments_lost] > 0)
        share += sum[StorageSeries::bytes_read] / sum[StorageSeries::fragments_lost] / 50;
    }
    return share;
  };
  // 100 disks of 10 fragments each are full: there is room only where a disk has held more than its share.
  EXPECT_LT(made_again(10), 0.2);
  EXPECT_GT(made_again(11), 0.7);
}

// Against stripes that are kept one by one.

void expect_as_brute_force(const BruteForceCluster& cluster, double mission_h, std::uint32_t count) {
  StorageSystem system = system_of(reed_solomon(cluster.fragments - cluster.tolerated, cluster.tolerated),
                                   static_cast<double>(cluster.stripes));
  if (cluster.step_h > 0) {
    const double moved = static_cast<double>(cluster.fragments - cluster.tolerated + 1);
    system.rebuild =
        Rebuild{.disk_bytes_per_second = 1e9, .bytes_per_second = moved / (cluster.step_h * 3600), .limits = {}};
  }
  const LawPtr repair = cluster.repair_h > 0 ? hours(cluster.repair_h) : nullptr;
  Means lost, any, missing, first_lost;
  for (Trial& trial :
       trials_of(over(system, cluster.disks, hours(cluster.life_h), repair, cluster.racks), mission_h, count)) {
    const double bytes = trial.reported.sum[StorageSeries::bytes_lost];
    lost.add(0, bytes / static_cast<double>(system.scheme.data_fragments));
    any.add(0, bytes > 0 ? 1 : 0);
    missing.add(0, trial.missing_fragment_h);
    first_lost.add(0,
                   -std::expm1(-trial.reported.sum[StorageSeries::share_lost]) * static_cast<double>(cluster.stripes));
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const BruteForceResult one = BruteForce(cluster, 1000 + i).run(mission_h);
    lost.add(1, one.lost);
    any.add(1, one.any ? 1 : 0);
    missing.add(1, one.missing_fragment_h);
    first_lost.add(1, one.first_lost);
  }
  EXPECT_LT(std::abs(lost.sigma()), most_sigma) << lost.mean(0) << " and " << lost.mean(1);
  EXPECT_LT(std::abs(any.sigma()), most_sigma) << any.mean(0) << " and " << any.mean(1);
  EXPECT_LT(std::abs(missing.sigma()), most_sigma) << missing.mean(0) << " and " << missing.mean(1);
  EXPECT_LT(std::abs(first_lost.sigma()), most_sigma) << first_lost.mean(0) << " and " << first_lost.mean(1);
}

TEST(StorageBruteForce, WhatComesBackWithItsDisk) { expect_as_brute_force({.repair_h = 10}, 200, 3000); }

// Many stripes are lost more than once: durability counts each of them once.
TEST(StorageBruteForce, TheSameStripesAgainAndAgain) {
  expect_as_brute_force({.fragments = 2, .tolerated = 1, .life_h = 30, .repair_h = 10}, 20, 2000);
}

TEST(StorageBruteForce, OneFragmentInARack) { expect_as_brute_force({.racks = 4, .repair_h = 10}, 200, 3000); }

TEST(StorageBruteForce, RebuildOfTheMostEndangeredFirst) {
  expect_as_brute_force({.disks = 40, .stripes = 40, .life_h = 50, .step_h = 0.1}, 20, 3000);
}

TEST(StorageBruteForce, RebuildWithRacks) {
  expect_as_brute_force({.disks = 40, .racks = 8, .stripes = 40, .life_h = 50, .step_h = 0.1}, 20, 3000);
}

// Chains and closed forms.

struct ChainCase {
  std::string name;
  RedundancyScheme scheme;
  std::size_t crew = 0;  ///< rebuilds at once; 0: all
  double mean_h = 0;  ///< accuracy case
};

class StorageChain : public testing::TestWithParam<ChainCase> {};

const MeasureResult& find(const RunResult& result, Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.measure == measure) return each;
  }
  throw std::out_of_range("measure");
}

TEST_P(StorageChain, MeanTimeToDataLossIsThatOfTheAccuracyCase) {
  const ChainCase& it = GetParam();
  Study study;
  study.platform = over(partitioned(it.scheme), it.scheme.fragments, hours(1e6), hours(12));
  if (it.crew > 0) {
    study.platform.crews.push_back(crew_of(CrewOrder::first_come, it.crew));
    study.platform.nodes[0].failures[0].crew = 0;
  }
  study.mission = 10 * year;
  study.trials = 1;
  const RunResult result = run(study, {});
  ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
  const MeasureResult& mttdl = find(result, Measure::mttdl);
  ASSERT_TRUE(mttdl.exact);
  EXPECT_NEAR(mttdl.exact->long_run / 3600 / it.mean_h, 1, 1e-9);
  ASSERT_FALSE(mttdl.predictions.empty());
  EXPECT_NEAR(mttdl.predictions[0].value / 3600 / it.mean_h, 1, 1e-12);
  const MeasureResult& loss = find(result, Measure::data_loss_probability);
  ASSERT_TRUE(loss.exact);
  EXPECT_NEAR(loss.exact->value / -std::expm1(-10 * 8760 / it.mean_h), 1,
              2e-3);  // as after a start with nothing failed
}

INSTANTIATE_TEST_SUITE_P(AccuracyCases, StorageChain,
                         testing::Values(ChainCase{"raid5_8", reed_solomon(7, 1), 0, 1488363095.2381},
                                         ChainCase{"raid6_8_serial", reed_solomon(6, 2), 1, 20671462074735.0},
                                         ChainCase{"r3", replication(3), 0, 2.3149120388704e15},
                                         ChainCase{"rs6_3", reed_solomon(6, 3), 0, 1.148373209675e18},
                                         ChainCase{"rs6_3_serial", reed_solomon(6, 3), 1, 1.91404723668e17},
                                         ChainCase{"rs10_4", reed_solomon(10, 4), 0, 4.8186671520288e21}),
                         [](const auto& one) { return one.param.name; });

TEST(StorageExact, LatentErrorsLoseDataWithTheLastRedundancy) {
  StorageSystem system = partitioned(reed_solomon(7, 1));
  // A tenth of all rebuilds meets an error: 7 disks have half a scrub period's worth of errors each.
  system.errors = LatentErrors{-std::log(0.9) / 7 * 2, 1};
  Study study;
  study.platform = over(system, 8, hours(1e6), hours(24));
  study.trials = 1;
  const RunResult result = run(study, {});
  const MeasureResult& mttdl = find(result, Measure::mttdl);
  ASSERT_TRUE(mttdl.exact);
  EXPECT_NEAR(mttdl.exact->long_run / 3600, 1248328.8076032, 1e-3);  // ST.raid5_lse_h0.1
  EXPECT_NEAR(mttdl.predictions.at(0).value / 3600, 1248328.8076032, 1e-6);
}

TEST(StorageExact, LocalReconstructionCodeIsThatOfTheClosedForm) {
  Study study;
  study.platform = over(partitioned(local_reconstruction(4, 2, 2)), 8, hours(1000), hours(10));
  study.trials = 1;
  const RunResult result = run(study, {});
  const double expected_s = closed_form::mean_time_to_data_loss_s(
      closed_form::LocalReconstructionCode{4, 2, 2}.group(1 / 3.6e6, 1 / 3.6e4, 8));
  EXPECT_NEAR(find(result, Measure::mttdl).exact->long_run / expected_s, 1, 1e-9);
}

TEST(StorageExact, SeveralGroupsOfDisks) {
  Study study;
  StorageSystem system = partitioned(replication(2));
  study.platform = over(system, 6, hours(1000), hours(10));
  study.trials = 4000;
  const RunResult result = run(study, {});
  for (const Measure measure : {Measure::mttdl, Measure::data_loss_probability, Measure::capacity_availability}) {
    const MeasureResult& each = find(result, measure);
    ASSERT_TRUE(each.exact);
    EXPECT_EQ(each.exact_verdict.agreement, Agreement::agrees) << each.exact_verdict.reason;
  }
  // Three pairs; from all good a third of the time of one.
  const double pair_h = (3 * 1e-3 + 0.1) / (2 * 1e-6);
  EXPECT_NEAR(find(result, Measure::mttdl).predictions[0].value / 3600, pair_h / 3, 1e-6);
}

TEST(StorageExact, StripesOnAnyDisksAreOutOfReachWithThese) {
  // Two of four disks hold a stripe: it cannot be read while both are down, however it is placed.
  Study study;
  study.platform = over(system_of(replication(2), 5), 4, nullptr, nullptr);
  study.platform.nodes[0].failures.push_back(failure("reboot", hours(90), hours(10)));
  study.trials = 1;
  study.mission = 10 * year;
  const RunResult result = run(study, {});
  const MeasureResult& readable = find(result, Measure::capacity_availability);
  ASSERT_TRUE(readable.exact);
  EXPECT_NEAR(readable.exact->long_run, 0.01, 1e-9);
}

// Bursts.

TEST(Storage, CopysetsLoseDataSeldomerAndNotLess) {
  // A power failure after which each of 90 disks is dead with a probability of 10 %.
  const auto platform = [](std::size_t groups_each) {
    StorageSystem system = system_of(replication(3), 3000);
    if (groups_each > 0) system.placement.kind = FragmentPlacement::Kind::copysets;
    if (groups_each > 0) system.placement.groups_each = groups_each;
    Platform made = over(system, 90, nullptr, nullptr);
    Shock power;
    power.name = "power";
    power.interval = fixed_h(50);
    power.hit_probability = 0.1;
    power.targets = {{false, 0, 0}};
    made.shocks.push_back(power);
    return made;
  };
  std::map<std::size_t, double> any, lost;
  constexpr std::uint32_t count = 4000;
  for (const std::size_t groups_each : {0u, 1u, 2u}) {
    for (Trial& trial : trials_of(platform(groups_each), 60, count)) {
      any[groups_each] += trial.reported.lost_at_h.empty() ? 0 : 1.0 / count;
      lost[groups_each] += trial.reported.sum[StorageSeries::bytes_lost] / 3000 / count;
    }
  }
  const auto near = [&](double found, double expected) {
    EXPECT_LT(std::abs(found - expected), most_sigma * std::sqrt(expected * (1 - expected) / count)) << expected;
  };
  near(any[1], 1 - std::pow(1 - 1e-3, 30));  // partitioned: 30 triples of their own
  near(any[2], 1 - std::pow(1 - 1e-3, 60));  // scatter width 4: twice as many, nearly independent
  double some_of_3000 = 0;  // triples at random, by the number of dead disks
  for (int dead = 0; dead <= 90; ++dead) {
    const double probability = std::exp(std::lgamma(91) - std::lgamma(dead + 1) - std::lgamma(91 - dead) +
                                        dead * std::log(0.1) + (90 - dead) * std::log(0.9));
    some_of_3000 += probability * (1 - std::pow(1 - dead * (dead - 1) * (dead - 2) / (90.0 * 89 * 88), 3000));
  }
  near(any[0], some_of_3000);
  // The share that is lost is a thousandth anyhow: 3 in 1000, in standard errors of all-or-nothing triples at worst.
  for (const auto& [groups_each, share] : lost) EXPECT_NEAR(share, 1e-3, most_sigma * std::sqrt(1e-3 / 30 / count));
}

}  // namespace
}  // namespace nines::test
