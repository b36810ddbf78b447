// Rebuilds of partitioned disks: each group at its own pace, against an exact form and against groups that are kept one by one.
#include "storage_trials.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>

namespace nines::test {
namespace {

struct Groups {
  std::size_t groups = 10, fragments = 4, tolerated = 2;
  double life_h = 100, fragment_h = 10;  ///< that one takes to be made again
  double at_once = 1e9;  ///< so many fragments can be made at that pace at a time
  bool most_endangered_first = true;
};

struct GroupsResult {
  double losses = 0, missing_fragment_h = 0;
};

/// One history. A fragment is lost at the rate 1 / life, wherever it is: each is on some disk that works.
GroupsResult run_groups(const Groups& of, std::uint64_t seed, double mission_h) {
  std::mt19937_64 random(seed);
  std::vector<std::size_t> lost(of.groups, 0);
  std::vector<double> left(of.groups, 1);
  GroupsResult result;
  for (double now = 0; now < mission_h;) {
    std::vector<std::size_t> hurt;
    double there = 0, missing = 0;
    for (std::size_t g = 0; g < of.groups; ++g) {
      there += static_cast<double>(of.fragments - lost[g]);
      missing += static_cast<double>(lost[g]);
      if (lost[g] > 0) hurt.push_back(g);
    }
    std::vector<double> pace(of.groups, 0);
    double free = of.at_once;
    for (std::size_t level = of.fragments; level >= 1; --level) {
      std::vector<std::size_t> here;
      for (const std::size_t g : hurt) {
        if (!of.most_endangered_first ? level == 1 : lost[g] == level) here.push_back(g);
      }
      const double count = static_cast<double>(here.size());
      for (const std::size_t g : here) pace[g] = std::min(1.0, free / count) / of.fragment_h;
      free = std::max(0.0, free - count);
    }
    double dt = std::exponential_distribution<double>(there / of.life_h)(random);
    std::size_t whole = of.groups;
    for (const std::size_t g : hurt) {
      if (pace[g] > 0 && left[g] / pace[g] < dt) dt = left[g] / pace[g], whole = g;
    }
    const double passed = std::min(dt, mission_h - now);
    result.missing_fragment_h += missing * passed;
    now += dt;
    if (now >= mission_h) break;
    for (const std::size_t g : hurt) left[g] -= dt * pace[g];
    if (whole < of.groups) {
      --lost[whole], left[whole] = 1;
      continue;
    }
    double at = std::uniform_real_distribution<double>(0, there)(random);
    std::size_t g = 0;
    while (g + 1 < of.groups && at >= static_cast<double>(of.fragments - lost[g]))
      at -= static_cast<double>(of.fragments - lost[g++]);
    if (++lost[g] > of.tolerated) lost[g] = 0, left[g] = 1, result.losses += 1;
  }
  return result;
}

/// Two fragments are made of, and each takes so long as `of` says: a group's disks read and write enough for that.
Platform platform_of(const Groups& of, LawPtr replacement) {
  const auto disks = of.groups * of.fragments;
  StorageSystem system = partitioned(reed_solomon(of.fragments - of.tolerated, of.tolerated));
  system.bytes = static_cast<double>(of.groups * system.scheme.data_fragments);  // fragments of one byte
  const double per_second = 1 / (of.fragment_h * 3600);
  const double moved = static_cast<double>(system.scheme.data_fragments + 1);  // bytes to make one
  system.rebuild = Rebuild{.disk_bytes_per_second = per_second,
                           .bytes_per_second = of.at_once < 1e9 ? of.at_once * per_second * moved : 0,
                           .limits = {},
                           .most_endangered_first = of.most_endangered_first};
  return over(system, disks, hours(of.life_h), std::move(replacement));
}

// Pairs: a second loss within the fixed time T of a rebuild loses data, with probability p = 1 - exp(-T / life), and a cycle takes
// life / 2 + p life (renewal reward: Ross 1996, Stochastic Processes, theorem 3.6.1). A rebuild that had the bandwidth of all
// groups would be over sooner: some two are under way at a time. From all good, the first cycle adds less than 0.1 %.
TEST(StoragePartitioned, PairsLoseDataAsOftenAsTheRenewalSays) {
  const Groups pairs{.groups = 10, .fragments = 2, .tolerated = 1};
  constexpr double mission_h = 20000;
  constexpr int trials = 150;
  const double p = -std::expm1(-pairs.fragment_h / pairs.life_h), cycle_h = pairs.life_h / 2 + p * pairs.life_h;
  const double expected = 10 * mission_h * p / cycle_h, missing_h = expected * pairs.life_h;
  Means losses, missing;
  for (Trial& trial : trials_of(platform_of(pairs, hours(1e-4)), mission_h, trials)) {
    losses.add(0, trial.reported.sum[StorageSeries::lost]);
    missing.add(0, trial.missing_fragment_h);
  }
  const auto expect_near = [](const Means& found, double wanted) {
    EXPECT_LT(found.standard_error(0), 0.01 * wanted);
    EXPECT_LT(std::abs(found.mean(0) - wanted), most_sigma * found.standard_error(0) + 0.001 * wanted)
        << found.mean(0) << " and " << wanted;
  };
  expect_near(losses, expected);
  expect_near(missing, missing_h);
}

void expect_alike(const Groups& groups, LawPtr replacement, double mission_h, std::uint32_t trials) {
  Means losses, missing;
  for (Trial& trial : trials_of(platform_of(groups, std::move(replacement)), mission_h, trials)) {
    losses.add(0, trial.reported.sum[StorageSeries::lost]);
    missing.add(0, trial.missing_fragment_h);
  }
  for (std::uint32_t i = 0; i < trials; ++i) {
    const GroupsResult one = run_groups(groups, 100 + i, mission_h);
    losses.add(1, one.losses);
    missing.add(1, one.missing_fragment_h);
  }
  EXPECT_GT(losses.mean(1) * trials, 1000);
  EXPECT_LT(std::abs(losses.sigma()), most_sigma) << losses.mean(0) << " and " << losses.mean(1);
  EXPECT_LT(std::abs(missing.sigma()), most_sigma) << missing.mean(0) << " and " << missing.mean(1);
}

TEST(StoragePartitioned, EachGroupIsRebuiltAtItsOwnPace) { expect_alike({}, hours(1e-4), 2000, 500); }

// What was on disks that are not replaced is on the disks that are left: it is lost as often as ever. Of 240 disks a third is
// gone at the end.
TEST(StoragePartitioned, WhatWasRebuiltIsLostWithOtherDisks) {
  expect_alike({.groups = 60, .life_h = 100, .fragment_h = 10}, nullptr, 40, 2000);
}

TEST(StoragePartitioned, TheMostEndangeredHaveTheNetworkFirst) {
  expect_alike({.at_once = 1.5}, hours(1e-4), 500, 1000);
}

TEST(StoragePartitioned, OrAllShareIt) {
  expect_alike({.at_once = 1.5, .most_endangered_first = false}, hours(1e-4), 500, 1000);
}

}  // namespace
}  // namespace nines::test
