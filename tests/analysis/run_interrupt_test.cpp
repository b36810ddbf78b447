// Ending early: by the stop flag, by an error; and what is told on the way.
#include "analysis/monte_carlo/runner.h"
#include "models/model.h"
#include "tests/analysis/run_studies.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace nines {
namespace {

using namespace run_studies;

// More than can be simulated while any test waits.
constexpr std::size_t endless = 1'000'000'000'000;

TEST(RunInterrupt, TheAnswerSoFarIsAWholeRunOfFewerTrials) {
  for (const unsigned threads : {1u, 2u, 5u}) {
    std::atomic<bool> stop{false};
    RunOptions options;
    options.threads = threads;
    options.stop = &stop;
    options.progress = [&](const Progress& progress) { stop = stop || progress.trials_done > 0; };
    const RunResult interrupted = run(k_of_n(1, 2, 200, 20, endless), options);
    EXPECT_TRUE(interrupted.interrupted);
    ASSERT_GT(interrupted.trials, 0u);
    EXPECT_TRUE(interrupted.chain_refused);
    options.stop = nullptr;
    options.progress = {};
    const RunResult whole = run(k_of_n(1, 2, 200, 20, interrupted.trials), options);
    EXPECT_FALSE(whole.interrupted);
    EXPECT_EQ(whole.trials, interrupted.trials);
    EXPECT_EQ(whole.events, interrupted.events);
    // Other blocks, so sums are rounded otherwise.
    EXPECT_NEAR(find(whole, "service", Measure::availability).simulated.value /
                    find(interrupted, "service", Measure::availability).simulated.value,
                1, 1e-10);
  }
}

TEST(RunInterrupt, BeforeTheFirstTrialThereIsNoAnswer) {
  const std::atomic<bool> stop{true};
  RunOptions options;
  options.stop = &stop;
  const RunResult result = run(varied(endless), options);
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.trials, 0u);
  EXPECT_EQ(find(result, "shop", Measure::availability).simulated.trust, Estimate::Trust::not_available);
  EXPECT_FALSE(report::json(result).empty());
  EXPECT_FALSE(report::table(result, report::Question::run, {}).empty());
}

TEST(RunInterrupt, IsHonouredWithinATrial) {
  std::atomic<bool> stop{false};
  RunOptions options;
  options.threads = 3;
  options.stop = &stop;
  std::jthread user([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop = true;
  });
  EXPECT_TRUE(run(varied(endless), options).interrupted);  // all its trials would take years
}

TEST(RunInterrupt, EvenOfATrialThatTakesMinutes) {
  std::atomic<bool> stop{false};
  RunOptions options;
  options.stop = &stop;
  std::jthread user([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop = true;
  });
  const RunResult result = run(k_of_n(1, 2, 1, 1, 4, 1e5 * year), options);  // 2e9 events a trial
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.trials, 0u);
  EXPECT_TRUE(result.causes.empty());
}

TEST(RunInterrupt, EndsTheChainTooAndKeepsTheSimulation) {
  // Three classes of 60: 226 981 states, which take far longer than this test may.
  Study study = k_of_n(30, 60, 300, 20, 10);
  for (const double life_h : {200.0, 100.0}) {
    const std::size_t next = study.platform.nodes.size();
    study.platform.nodes.push_back(
        node_class("node" + std::to_string(next), 60, failing(after_hours(life_h), after_hours(5))));
    study.platform.services.push_back(service("service" + std::to_string(next), {nodes_of(next)}, 30));
  }
  std::atomic<bool> stop{false};
  RunOptions options;
  options.stop = &stop;
  options.max_states = 1'000'000;
  std::jthread user([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    stop = true;
  });
  const RunResult result = run(study, options);
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.trials, 10u);
  ASSERT_TRUE(result.chain_refused);
  EXPECT_NE(result.chain_refused->find("interrupted"), std::string::npos);
  EXPECT_NE(result.chain_refused->find(" states"), std::string::npos) << *result.chain_refused;
  EXPECT_NE(result.chain_refused->find("--no-chain"), std::string::npos);
}

/// The model of so many hosts with a machine each, and of so many services.
std::unique_ptr<const models::Model> hosts(std::size_t count, std::size_t services) {
  Study study = k_of_n(1, 2, 200, 20, 1);
  models::Platform& platform = study.platform;
  models::NodeClass& machine = platform.nodes.front();
  platform.domains.resize(1);
  platform.domains[0].name = "host";
  platform.domains[0].count = count;
  platform.domains[0].failures = machine.failures;
  machine.count = 1;
  machine.level = 0;
  platform.services.resize(services, platform.services.front());
  return models::build(platform);
}

TEST(RunChain, BesideASimulationItMayTakeSecondsOnly) {
  EXPECT_EQ(default_states_beside(*hosts(2, 1)), 100'000u);
  EXPECT_EQ(default_states_beside(*hosts(2, 9)), 50'000u);
  EXPECT_EQ(default_states_beside(*hosts(2, 99)), 10'000u);
  // States of a thousand hosts are large. So it takes a second or two, not half a minute and 4 GB.
  EXPECT_LT(default_states_beside(*hosts(1000, 1)), 10'000u);
  EXPECT_EQ(default_states_beside(*hosts(100'000, 1)), 1000u);
}

TEST(RunInterrupt, AnErrorOnAnyThreadIsThrownHere) {
  RunOptions options;
  for (const unsigned threads : {1u, 4u}) {
    options.threads = threads;
    options.progress = [](const Progress&) { throw std::runtime_error("the terminal is gone"); };
    EXPECT_THROW(run(varied(endless), options), std::runtime_error);
  }
}

TEST(RunInterrupt, WhatNoScenarioCanHoldIsRefused) {
  Study study = varied(0);
  EXPECT_THROW(run(study, {}), std::invalid_argument);
  study.trials = 1;
  study.mission = Seconds(0);
  EXPECT_THROW(run(study, {}), std::invalid_argument);
}

TEST(RunProgress, TellsHowFarTheTrialsAreByOneThreadAtATime) {
  std::atomic<bool> stop{false};
  std::atomic<int> inside{0};
  std::size_t last = 0, calls = 0;
  RunOptions options;
  options.threads = 4;
  options.stop = &stop;
  options.progress = [&](const Progress& progress) {
    EXPECT_EQ(++inside, 1);
    EXPECT_GE(progress.trials_done, last);  // equal where the machine was busy with something else in between
    last = progress.trials_done;
    EXPECT_EQ(progress.trials_planned, endless);
    EXPECT_GT(progress.remaining_s, progress.elapsed_s);
    EXPECT_EQ(progress.interval.substr(0, 20), "service.availability");
    stop = ++calls >= 3;
    --inside;
  };
  const RunResult result = run(k_of_n(1, 2, 200, 20, endless), options);
  EXPECT_EQ(calls, 3u);
  EXPECT_GE(result.elapsed_s, 0.6);  // a fifth of a second between calls
}

TEST(RunProgress, OfAPrecisionNamesTheMeasureThatDecides) {
  std::atomic<bool> stop{false};
  Study study = k_of_n(1, 2, 200, 20, 0);
  study.precision = {{0.5, Measure::availability, 0}, {1e-6, Measure::outages, 0}};
  RunOptions options;
  options.stop = &stop;
  options.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.interval.substr(0, 16), "service.outages ");
    EXPECT_EQ(progress.trials_planned, study.max_trials);
    stop = true;
  };
  EXPECT_TRUE(run(study, options).interrupted);
}

}  // namespace
}  // namespace nines
