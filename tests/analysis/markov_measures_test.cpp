#include "analysis/markov/measures.h"

#include "markov_chains.h"

namespace nines::markov::test {
namespace {

struct KOutOfNCase {
  const char* id;
  KOutOfN system;
  double unavailability, mttf_h, mtbf_h, mdt_h;  // exact rational arithmetic, 14 digits
};

TEST(Measures, RedundancyWithCrewsToThirteenDigits) {
  const KOutOfNCase cases[] = {
      {"R1.kofn_1of2_r1", {2, 1, 1, 1e-3, 0.1}, 0.0001960399921584, 51500.0, 51010.0, 10.0},
      {"R1.kofn_1of2_r2", {2, 1, 2, 1e-3, 0.1}, 9.8029604940692e-5, 51500.0, 51005.0, 5.0},
      {"R1.kofn_2of3_r1", {3, 2, 1, 1e-3, 0.1}, 0.00058800356295228, 17500.0, 17176.766666667, 10.1},
      {"R1.kofn_2of3_r3", {3, 2, 3, 1e-3, 0.1}, 0.00029214763452622, 17500.0, 17171.683333333, 5.0166666666667},
      {"R1.kofn_3of5_r1", {5, 3, 1, 1e-3, 1.0 / 24}, 0.00076847064575828, 35274.074074074, 32765.920388741, 25.179648},
      {"R1.kofn_3of5_r2", {5, 3, 2, 1e-3, 1.0 / 24}, 0.00018863371816812, 67681.481481481, 65160.439604148, 12.291456},
      {"R1.kofn_3of5_r5", {5, 3, 5, 1e-3, 1.0 / 24}, 0.00012426223838702, 67681.481481481, 65156.244608948, 8.0964608},
      {"R1.kofn_8of10_r2",
       {10, 8, 2, 1.0 / 5000, 0.125},
       7.2966935699343e-7,
       5548555.5555556,
       5512781.8002857,
       4.0225079514596},
      {"R1.standby_1p1_alpha0.0", {2, 1, 1, 1e-3, 0.05, 0.0}, 0.00039200313602509, 52000.0, 0, 0},
      {"R1.standby_1p1_alpha0.1", {2, 1, 1, 1e-3, 0.05, 0.1}, 0.00043034310081765, 47363.636363636, 0, 0},
      {"R1.standby_1p1_alpha1.0", {2, 1, 1, 1e-3, 0.05, 1.0}, 0.00076863950807071, 26500.0, 0, 0},
  };
  for (const KOutOfNCase& c : cases) {
    const ConditionMeasures found = measure(chain_of(c.system), 0, Hours(1000));
    // The listed values have 14 digits: half a unit of the last is up to 5e-14, and their stated precision is 1e-13.
    expect_relative(found.unavailability_long_run, c.unavailability, 1e-13, c.id);
    expect_relative(found.mttf_s / 3600, c.mttf_h, 1e-13, c.id);
    if (c.mtbf_h > 0) {
      expect_relative(found.mtbf_s / 3600, c.mtbf_h, 1e-13, c.id);
      expect_relative(found.mdt_s / 3600, c.mdt_h, 1e-13, c.id);
      expect_relative(found.failure_frequency_per_s * 3600, 1 / c.mtbf_h, 1e-13, c.id);
    }
    expect_relative(found.mut_s + found.mdt_s, found.mtbf_s, 1e-14, c.id);
    EXPECT_LE(found.long_run_relative_error, 1e-13) << c.id;
    EXPECT_LE(found.relative_error, 1e-12) << c.id;
    EXPECT_TRUE(found.note.empty()) << found.note;
  }
}

TEST(Measures, OverTheMission) {
  const ConditionMeasures unit = measure(chain_of({1, 1, 1, 1e-3, 0.1}), 0, Hours(100));
  expect_relative(unit.point_unavailability, 0.0099005833707403, 1e-13, "R1.transient_1unit_t100");
  expect_relative(unit.interval_unavailability * 100, 0.89207343197287, 1e-13, "R1.transient_1unit_t100");
  expect_relative(unit.expected_outages, 0.099107926568027, 1e-13, "R1.transient_1unit_t100");
  expect_relative(unit.unreliability, -std::expm1(-0.1), 1e-14);
  expect_relative(unit.time_at_risk_s / unit.unreliability, 1000 * 3600.0, 1e-13);  // memoryless: the MTTF itself
  const ConditionMeasures pair = measure(chain_of({3, 2, 1, 1e-3, 0.1}), 0, Hours(100));
  expect_relative(pair.point_unavailability, 5.876025231200e-04, 1e-11, "R1.transient_2of3_r1_t100");
  expect_relative(pair.interval_unavailability * 100, 4.699091482617e-02, 1e-11, "R1.transient_2of3_r1_t100");
  expect_relative(pair.unreliability, 5.159100680574e-03, 1e-11, "R1.transient_2of3_r1_t100");
}

TEST(Measures, RewardsInTheLongRunAndOverTheMission) {
  const ChainMeasures found = measure_all(chain_of({1, 1, 1, 1e-3, 0.1}), Hours(100));
  expect_relative(found.rewards[0].long_run, 100.0 / 101, 1e-14);
  expect_relative(found.rewards[0].mission_mean, 1 - 0.0089207343197287, 1e-13);
  expect_relative(found.rewards[0].at_end, 1 - 0.0099005833707403, 1e-13, "R1.transient_1unit_t100");
  EXPECT_LE(found.rewards[0].relative_error, 1e-13);
}

TEST(Measures, NeverDownAlwaysDownAndNeverRepaired) {
  Chain chain = chain_of({1, 1, 1, 1e-3, 0.1});
  chain.conditions = {"never down", "always down", "down at first"};
  chain.up = {{1, 1}, {0, 0}, {0, 1}};
  const ChainMeasures found = measure_all(chain, Hours(100));
  const ConditionMeasures& never_down = found.conditions[0];
  EXPECT_EQ(never_down.unavailability_long_run, 0);
  EXPECT_EQ(never_down.interval_unavailability, 0);
  EXPECT_EQ(never_down.unreliability, 0);
  expect_relative(never_down.time_at_risk_s, 100 * 3600.0, 1e-14);
  EXPECT_TRUE(std::isinf(never_down.mtbf_s) && std::isinf(never_down.mttf_s) && std::isinf(never_down.mut_s));
  EXPECT_EQ(never_down.mdt_s, 0);
  const ConditionMeasures& always_down = found.conditions[1];
  expect_relative(always_down.unavailability_long_run, 1, 1e-15);
  expect_relative(always_down.interval_unavailability, 1, 1e-14);
  EXPECT_EQ(always_down.mttf_s, 0);
  EXPECT_EQ(always_down.unreliability, 1);
  EXPECT_EQ(always_down.time_at_risk_s, 0);
  EXPECT_EQ(always_down.expected_outages, 0);
  EXPECT_TRUE(std::isinf(always_down.mdt_s));
  EXPECT_EQ(always_down.mut_s, 0);
  const ConditionMeasures& down_at_first = found.conditions[2];
  EXPECT_EQ(down_at_first.mttf_s, 0);
  EXPECT_EQ(down_at_first.unreliability, 1);

  Chain mortal;  // three units that nobody repairs
  mortal.per_second = matrix_of(4, {{0, 1, 3.0}, {1, 2, 2.0}, {2, 3, 1.0}});
  mortal.initial = {{0, 1.0}};
  mortal.conditions = {"two of three"};
  mortal.up = {{1, 1, 0, 0}};
  const ConditionMeasures end = measure(mortal, 0, Seconds(0.7));
  EXPECT_EQ(end.unavailability_long_run, 1);
  expect_relative(end.mttf_s, 1.0 / 3 + 1.0 / 2, 1e-14);
  const double r = std::exp(-0.7);
  expect_relative(end.unreliability, 1 - (3 * r * r - 2 * r * r * r), 1e-13);
  expect_relative(end.expected_outages, end.unreliability, 1e-13);
  EXPECT_TRUE(std::isinf(end.mdt_s));
}

TEST(Measures, MissionOfNoLengthAndOfABillionYears) {
  const Chain chain = chain_of({2, 1, 1, 1e-3, 0.1});
  const ConditionMeasures now = measure(chain, 0, Seconds(0));
  EXPECT_EQ(now.interval_unavailability, 0);
  EXPECT_EQ(now.unreliability, 0);
  EXPECT_EQ(now.expected_outages, 0);
  const ConditionMeasures ages = measure(chain, 0, Seconds(1e9 * year.count()));
  expect_relative(ages.interval_unavailability, ages.unavailability_long_run, 1e-9);
  expect_relative(ages.point_unavailability, ages.unavailability_long_run, 1e-11);
  expect_relative(ages.unreliability, 1, 1e-12);
  expect_relative(ages.time_at_risk_s, ages.mttf_s, 1e-11);
}

TEST(Measures, FirstFailuresOnlyWhereTheyAreAskedFor) {
  Chain chain = chain_of({3, 2, 1, 1e-3, 0.1});
  chain.conditions.push_back("again");
  chain.up.push_back(chain.up.front());
  const ChainMeasures all = measure_all(chain, Hours(100));
  const ChainMeasures some = measure_some(chain, Hours(100), {0, 1});
  EXPECT_TRUE(std::isnan(some.conditions[0].mttf_s) && std::isnan(some.conditions[0].unreliability) &&
              std::isnan(some.conditions[0].time_at_risk_s));
  EXPECT_TRUE(some.conditions[0].note.empty()) << some.conditions[0].note;
  EXPECT_EQ(some.conditions[1].mttf_s, all.conditions[1].mttf_s);
  EXPECT_EQ(some.conditions[1].unreliability, all.conditions[1].unreliability);
  for (std::size_t c = 0; c < 2; ++c) {
    EXPECT_EQ(some.conditions[c].interval_unavailability, all.conditions[c].interval_unavailability);
    EXPECT_EQ(some.conditions[c].mtbf_s, all.conditions[c].mtbf_s);
  }
  EXPECT_THROW(measure_some(chain, Hours(100), {1}), std::invalid_argument);
}

TEST(Measures, MalformedChainsAreRefused) {
  const Chain good = chain_of({2, 1, 1, 1e-3, 0.1});
  EXPECT_THROW(measure(good, 1, Hours(1)), std::invalid_argument);
  EXPECT_THROW(measure(good, 0, Seconds(-1)), std::invalid_argument);
  Chain bad = good;
  bad.initial = {{0, 0.5}};
  EXPECT_THROW(measure(bad, 0, Hours(1)), std::invalid_argument);
  bad = good;
  bad.initial = {{7, 1.0}};
  EXPECT_THROW(measure(bad, 0, Hours(1)), std::invalid_argument);
  bad = good;
  bad.up[0].pop_back();
  EXPECT_THROW(measure(bad, 0, Hours(1)), std::invalid_argument);
  bad = good;
  bad.reward.clear();
  EXPECT_THROW(measure_all(bad, Hours(1)), std::invalid_argument);
  EXPECT_THROW(measure_all(Chain{}, Hours(1)), std::invalid_argument);
}

struct ClusterCase {
  const char* id;
  int workstations;
  std::size_t states;
  double premium, below_minimum_h, operational_at_20, below_within_2000, below_at_20, first_below_h, below;
};

TEST(Measures, WorkstationClusterOfThePrismBenchmarks) {
  const ClusterCase cases[] = {{"PRISM.cluster_N2", 2, 276, 0.99996153356236, 4.65919240548e-03, 99.876435582,
                                1.15839557518e-03, 2.201599927e-06, 1.72163616e+06, 2.33982336465e-06},
                               {"PRISM.cluster_N4", 4, 820, 0.99992124085138, 7.36314687106e-03, 99.875932537,
                                1.82210514918e-03, 3.321706859e-06, 1.09340788e+06, 3.70112986471e-06},
                               {"PRISM.cluster_N8", 8, 2772, 0.99983306926741, 4.83135245385e-03, 99.874913100,
                                1.18723202069e-03, 2.210317629e-06, 1.67915151e+06, 2.42760648110e-06}};
  for (const ClusterCase& c : cases) {
    const Chain chain = workstation_cluster(c.workstations);
    ASSERT_EQ(chain.states(), c.states) << c.id;
    const ChainMeasures found = measure_all(chain, Hours(2000));
    const ConditionMeasures& minimum = found.conditions[0];
    // Listed to 9 to 14 digits: each is held to half a unit of its last digit, at least 1e-9 where it has them.
    expect_relative(1 - found.conditions[1].unavailability_long_run, c.premium, 1e-13, c.id);
    expect_relative(minimum.interval_unavailability * 2000, c.below_minimum_h, 1e-9, c.id);
    expect_relative(minimum.unreliability, c.below_within_2000, 1e-9, c.id);
    expect_relative(minimum.mttf_s / 3600, c.first_below_h, 3e-9, c.id);
    expect_relative(minimum.unavailability_long_run, c.below, 1e-9, c.id);
    EXPECT_LE(minimum.long_run_relative_error, 1e-11) << c.id;
    EXPECT_LE(minimum.relative_error, 1e-9) << c.id << found.mission_method;
    const Transient early = transient(chain, Hours(20));
    double below = 0, operational = 0;
    for (std::size_t i = 0; i < chain.states(); ++i) {
      below += chain.up[0][i] ? 0 : early.at_end[i];
      operational += chain.reward[0][i] * early.at_end[i];
    }
    expect_relative(below, c.below_at_20, 1e-9, c.id);
    expect_relative(operational, c.operational_at_20, 1e-11, c.id);
  }
}

}  // namespace
}  // namespace nines::markov::test
