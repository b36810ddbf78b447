// What a run answers: like with like for simulation and chain, censoring, causes, counts and objectives.
#include "analysis/monte_carlo/confidence_law.h"
#include "tests/analysis/run_studies.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines {
namespace {

using namespace run_studies;
using Outcome = ObjectiveResult::Outcome;

constexpr double hour = 3600;

models::Objective objective(Measure measure, double bound, bool at_least, double share = 0) {
  models::Objective made;
  made.text = "an objective";
  made.measure = measure;
  made.bound = bound;
  made.at_least = at_least;
  made.share_of_trials = share;
  return made;
}

// Fourteen measures at a fixed seed; a deviate beyond 4 has probability 6e-5 each, so that a false alarm of any of them has
// probability below 1e-3 for a new seed.
TEST(RunResults, SimulationAndChainAgree) {
  Study study = k_of_n(3, 5, 300, 40, 4000);
  study.platform.crews.push_back({});
  study.platform.nodes[0].failures[0].crew = 0;
  const RunResult result = run(study, {});
  ASSERT_FALSE(result.chain_refused);
  EXPECT_EQ(result.chain_states, 6u);
  std::size_t compared = 0;
  for (const MeasureResult& measure : result.measures) {
    ASSERT_TRUE(measure.exact) << measure.subject;
    if (measure.simulated.law.centre <= 0) continue;
    EXPECT_LT(std::abs(monte_carlo::normal_deviate(measure.simulated.law, measure.exact->over_mission)), 4)
        << measure.subject << " " << static_cast<int>(measure.measure);
    ++compared;
  }
  EXPECT_EQ(compared, 14u);
}

TEST(RunResults, ExactValuesAreOfTheMission) {
  // A single unit over half of its relaxation time: U(T) mean = u (1 - (1 - exp(-x)) / x), x = (lambda + mu) T.
  const double lambda = 1 / (100 * hour), mu = 1 / (10 * hour), mission_s = 5 * hour;
  const RunResult result = solve(k_of_n(1, 1, 100, 10, 1, Seconds(mission_s)), {});
  const double x = (lambda + mu) * mission_s, u = lambda / (lambda + mu) * (1 + std::expm1(-x) / x);
  const auto exact = [&](Measure measure) { return *find(result, "service", measure).exact; };
  EXPECT_NEAR(exact(Measure::availability).value / u, 1, 1e-12);
  EXPECT_NEAR(exact(Measure::availability).long_run * 11, 1, 1e-12);
  EXPECT_NEAR(exact(Measure::downtime).value / (u * year.count()), 1, 1e-12);
  EXPECT_NEAR(exact(Measure::outages).value / (lambda * (1 - u) * year.count()), 1, 1e-12);
  EXPECT_NEAR(exact(Measure::mtbf).value * lambda * (1 - u), 1, 1e-12);
  EXPECT_NEAR(exact(Measure::mdt).value * lambda * (1 - u) / u, 1, 1e-12);
  EXPECT_NEAR(exact(Measure::mdt).long_run * mu, 1, 1e-12);
  EXPECT_NEAR(exact(Measure::unreliability).value / -std::expm1(-lambda * mission_s), 1, 1e-12);
  EXPECT_EQ(exact(Measure::unreliability).long_run, 1);
  EXPECT_NEAR(exact(Measure::mttf).value * lambda, 1, 1e-12);  // memoryless: whatever the mission
  EXPECT_NEAR(exact(Measure::capacity_availability).value / u, 1, 1e-12);
  const ExactValue members = *find(result, "node", Measure::availability, SubjectKind::node_class).exact;
  EXPECT_NEAR(members.value / u, 1, 1e-12);
}

TEST(RunResults, WhatThereIsAtAnyMomentIsToldOfTheMissionsEnd) {
  // U(T) = lambda / (lambda + mu) (1 - exp(-(lambda + mu) T)) of one unit; of 2 of 3 alike, each with its crew, by counting.
  const double lambda = 1 / (100 * hour), mu = 1 / (10 * hour), mission_s = 5 * hour;
  const double u = -lambda / (lambda + mu) * std::expm1(-(lambda + mu) * mission_s);
  const RunResult result = solve(k_of_n(2, 3, 100, 10, 3, Seconds(mission_s)), {});
  const auto at_end = [&](const char* subject, Measure measure, SubjectKind kind = SubjectKind::service) {
    return find(result, subject, measure, kind).exact->at_end;
  };
  EXPECT_NEAR(at_end("service", Measure::availability).value() / (u * u * (3 - 2 * u)), 1, 1e-12);
  EXPECT_NEAR(at_end("node", Measure::availability, SubjectKind::node_class).value() / u, 1, 1e-12);
  EXPECT_NEAR(at_end("service", Measure::capacity_availability).value() / u, 1, 1e-12);
  for (const Measure over_time :
       {Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt, Measure::mttf, Measure::unreliability}) {
    EXPECT_FALSE(at_end("service", over_time)) << static_cast<int>(over_time);
  }
}

// Of each of three nodes in a rack of its own: it goes down by its own fault while the rack is up, and with the rack while it is
// up itself (a fault is no outage of a node that is down already). Alternating renewal: of the long run f = u_n f_r + u_r f_n.
TEST(RunResults, OutagesOfMembersCountWhatTakesThemDown) {
  Study study = k_of_n(2, 3, 100, 10, 4000, Seconds(1000 * hour));
  models::DomainLevel rack;
  rack.name = "rack";
  rack.count = 3;
  rack.failures = {failing(after_hours(400), after_hours(4))};
  study.platform.domains = {rack};
  study.platform.nodes[0].level = 0;
  study.platform.nodes[0].count = 1;
  study.platform.nodes[0].ages = models::Ages::always;  // so that node and rack are independent
  const RunResult result = run(study, {});
  const auto exact = [&](const char* subject, Measure measure, SubjectKind kind) {
    return find(result, subject, measure, kind).exact.value();
  };
  const double up_node = 100.0 / 110, up_rack = 400.0 / 404, node_per_h = up_node / 100, rack_per_h = up_rack / 400;
  const double outages_per_h = up_rack * node_per_h + up_node * rack_per_h, up = up_node * up_rack;
  const double year_h = year.count() / hour;
  constexpr SubjectKind node = SubjectKind::node_class, domain = SubjectKind::domain;
  EXPECT_NEAR(exact("node", Measure::outages, node).long_run / (outages_per_h * year_h), 1, 1e-12);
  EXPECT_NEAR(exact("node", Measure::mtbf, node).long_run * outages_per_h / hour, 1, 1e-12);
  EXPECT_NEAR(exact("node", Measure::mdt, node).long_run * outages_per_h / (1 - up) / hour, 1, 1e-12);
  EXPECT_NEAR(exact("node", Measure::mttf, node).value / hour, 1 / (3 * (1 / 100.0 + 1 / 400.0)), 1e-9);
  EXPECT_NEAR(exact("rack", Measure::outages, domain).long_run / (rack_per_h * year_h), 1, 1e-12);
  EXPECT_NEAR(exact("rack", Measure::mdt, domain).long_run / hour, 4, 1e-9);
  EXPECT_NEAR(exact("rack", Measure::mttf, domain).value / hour, 400.0 / 3, 1e-9);
  EXPECT_EQ(find(result, "node", Measure::mdt, node).members, 3u);
  // Simulated beside the chain: 12 comparisons at a fixed seed, four standard errors each (8e-4 in all).
  for (const MeasureResult& measure : result.measures) {
    if (measure.kind == SubjectKind::service) continue;
    EXPECT_LT(std::abs(monte_carlo::normal_deviate(measure.simulated.law, measure.exact->over_mission)), 4)
        << measure.subject << " " << static_cast<int>(measure.measure);
  }
}

// A level that nothing takes down has no outages to tell of.
TEST(RunResults, OfWhatCannotFailThereIsNoMoreThanItsAvailability) {
  Study study = k_of_n(1, 2, 100, 10, 100);
  models::DomainLevel hall;
  hall.name = "hall";
  study.platform.domains = {hall};
  const RunResult result = run(study, {});
  EXPECT_NO_THROW(find(result, "hall", Measure::downtime, SubjectKind::domain));
  EXPECT_THROW(find(result, "hall", Measure::outages, SubjectKind::domain), std::out_of_range);
  EXPECT_THROW(find(result, "hall", Measure::mttf, SubjectKind::domain), std::out_of_range);
}

TEST(RunResults, TinyUnavailabilityOfMembersKeepsItsDigits) {
  // 3600 s / 1e15 h: a member's unavailability of 1e-15, which 1 - availability would lose.
  const RunResult result = solve(k_of_n(1, 100, 1e15, 1, 1, 1e6 * year), {});
  const ExactValue members = *find(result, "node", Measure::availability, SubjectKind::node_class).exact;
  EXPECT_NEAR(members.long_run / 1e-15, 1, 1e-9);
  EXPECT_NEAR(find(result, "service", Measure::capacity_availability).exact->long_run / 1e-15, 1, 1e-9);
}

// The mission is a hundredth of the life: 99 of 100 histories are cut off, and the mean of the first failures that were
// seen would be half a mission. Four standard errors at a fixed seed (6e-5).
TEST(RunResults, MeanTimeToFailureCountsHistoriesWithoutOne) {
  const RunResult result = run(k_of_n(1, 1, 10'000, 10, 20'000, Seconds(100 * hour)), {});
  const MeasureResult& mttf = find(result, "service", Measure::mttf);
  EXPECT_NEAR(mttf.exact->value / (10'000 * hour), 1, 1e-9);
  EXPECT_LT(std::abs(monte_carlo::normal_deviate(mttf.simulated.law, 10'000 * hour)), 4);
  EXPECT_LT(mttf.simulated.events, 300u);
}

TEST(RunResults, FewTrials) {
  for (const std::size_t trials : {1, 2, 3}) {
    const RunResult result = run(k_of_n(1, 2, 200, 20, trials), {});
    EXPECT_EQ(result.trials, trials);
    EXPECT_FALSE(result.interrupted);
    EXPECT_TRUE(result.downtime_quantiles.empty());  // so few cannot bound any quantile from above
    EXPECT_EQ(find(result, "service", Measure::unreliability).simulated.trials, trials);
  }
}

TEST(RunResults, CausesAddUpToTheDowntime) {
  const RunResult result = run(varied(300), {});
  const MeasureResult& downtime = find(result, "shop", Measure::downtime);
  double seconds = 0, outages = 0, share = 0;
  for (const CauseShare& cause : result.causes) {
    if (cause.service != "shop") continue;
    seconds += cause.downtime_s_per_year;
    outages += cause.outages_per_year;
    share += cause.share_of_downtime;
  }
  EXPECT_NEAR(seconds / downtime.simulated.value, 1, 1e-12);
  EXPECT_NEAR(outages / find(result, "shop", Measure::outages).simulated.value, 1, 1e-12);
  EXPECT_NEAR(share, 1, 1e-12);
}

// 2 units x 8760 h / 220 h, each failing while it is up; four standard errors at a fixed seed (6e-5).
TEST(RunResults, FailuresAreCountedOverAllMembers) {
  Study study = k_of_n(1, 2, 200, 20, 4000);
  study.platform.nodes[0].failures[0].observed = 78;
  const RunResult result = run(study, {});
  ASSERT_EQ(result.failures.size(), 1u);
  EXPECT_EQ(result.failures[0].cause, "node.fault");
  EXPECT_EQ(result.failures[0].observed, 78);
  const double up = 1 - find(result, "node", Measure::availability, SubjectKind::node_class).exact->value;
  EXPECT_LT(std::abs(monte_carlo::normal_deviate(result.failures[0].per_mission.law, 2 * 8760 / 200.0 * up)), 4);
}

TEST(RunResults, OnlyTheMeasuresThatAreAskedFor) {
  Study study = varied(10);
  study.measures = {Measure::outages, Measure::availability};
  const RunResult result = run(study, {});
  // Three services, two node classes and a domain level, with two each.
  EXPECT_EQ(result.measures.size(), 12u);
  EXPECT_THROW(find(result, "shop", Measure::mttf), std::out_of_range);
  EXPECT_NO_THROW(find(result, "rack", Measure::availability, SubjectKind::domain));
}

// A life and a repair of twenty phases each go round twenty times in the mission, beside a pool that jumps several
// times a second: where in its turn the mission ends is beyond the methods for stiff chains, the long run is not.
TEST(RunResults, TheLongRunIsToldWhereOnlyTheMissionIsUnknown) {
  const LawPtr phases = law("erlang", {{"phases", 20}, {"mean", 100 * hour}});
  Study study = k_of_n(8, 10, 1, 10 / hour, 2, 20 * Hours(200));
  study.platform.nodes.push_back(node_class("turning", 1, failing(phases, phases)));
  study.platform.services.push_back(service("turned", {nodes_of(1)}, 1));
  study.measures = {Measure::availability};
  study.objectives = {objective(Measure::availability, 0.9, true)};
  study.objectives[0].service = 1;
  const RunResult solved = solve(study, {});
  EXPECT_EQ(solved.chain_states, 440u);
  const MeasureResult& availability = find(solved, "turned", Measure::availability);
  ASSERT_TRUE(availability.exact);
  EXPECT_TRUE(std::isnan(availability.exact->value));
  EXPECT_FALSE(availability.exact->at_end);
  EXPECT_NEAR(availability.exact->long_run, 0.5, 1e-12);
  EXPECT_EQ(solved.objectives[0].outcome, Outcome::unresolved) << solved.objectives[0].reason;
  for (const PhaseShare& phase : solved.phases) {
    EXPECT_EQ(phase.exact_s_per_year.has_value(), phase.phase != models::OutagePhase::repair);  // the others: never
  }
  // Beside a simulated value of the mission it would be taken for the same.
  EXPECT_FALSE(find(run(study, {}), "turned", Measure::availability).exact);
}

TEST(RunResults, ObjectivesByTheChainOrByTheShareOfTrials) {
  Study study = k_of_n(1, 1, 1000, 10, 2000);  // unavailability 1/101; P(no outage in a year) = exp(-8.76) = 1.6e-4
  study.objectives = {
      objective(Measure::availability, 0.02, true), objective(Measure::availability, 0.001, true),
      objective(Measure::mttf, 900 * hour, true),   objective(Measure::downtime, 1000 * hour, false, 0.9),
      objective(Measure::outages, 0.5, false, 0.5), objective(Measure::availability, 0.5, true, 0.99)};
  const RunResult result = run(study, {});
  ASSERT_EQ(result.objectives.size(), 6u);
  EXPECT_EQ(result.objectives[0].outcome, Outcome::met) << result.objectives[0].reason;
  EXPECT_EQ(result.objectives[1].outcome, Outcome::missed) << result.objectives[1].reason;
  EXPECT_EQ(result.objectives[2].outcome, Outcome::met) << result.objectives[2].reason;
  EXPECT_EQ(result.objectives[3].outcome, Outcome::met) << result.objectives[3].reason;
  EXPECT_EQ(result.objectives[3].value.value, 1);
  EXPECT_EQ(result.objectives[4].outcome, Outcome::missed) << result.objectives[4].reason;
  EXPECT_LT(result.objectives[4].value.value, 0.01);
  EXPECT_EQ(result.objectives[5].outcome, Outcome::met) << result.objectives[5].reason;
  EXPECT_EQ(result.objectives[0].service, "service");
}

TEST(RunResults, AnObjectiveSaysInHowManyMissionsItIsMet) {
  Study study = k_of_n(1, 1, 1000, 10, 500);  // some 87 h of downtime a year
  study.objectives = {objective(Measure::downtime, 80 * hour, false),
                      objective(Measure::downtime, 80 * hour, false, 0.9), objective(Measure::mttf, 900 * hour, true)};
  const RunResult result = run(study, {});
  ASSERT_TRUE(result.objectives[0].met_in);
  EXPECT_GT(result.objectives[0].met_in->value, 0.2);
  EXPECT_LT(result.objectives[0].met_in->value, 0.8);
  EXPECT_EQ(result.objectives[0].met_in->value, result.objectives[1].value.value);
  EXPECT_EQ(result.objectives[0].met_in->low, result.objectives[1].value.low);
  EXPECT_FALSE(result.objectives[1].met_in);  // that is its value
  EXPECT_FALSE(result.objectives[2].met_in);  // no single mission tells a mean
  EXPECT_FALSE(solve(study, {}).objectives[0].met_in);
}

TEST(RunResults, AShareOfTrialsIsOfDowntimeAYear) {
  // Two missions of half a year a year: 100 h of downtime in a mission are 200 h a year.
  Study study = k_of_n(1, 1, 1000, 1e9, 200, 0.5 * year);  // down for good after about 1000 h
  study.objectives = {objective(Measure::downtime, 8760 * hour, false, 0.5),
                      objective(Measure::downtime, 4381 * hour, false, 0.9)};
  const RunResult result = run(study, {});
  EXPECT_EQ(result.objectives[0].value.value, 1);
  // At most 4381 h a year is an outage in the second half of the mission or none: exp(-2.19) = 0.11.
  EXPECT_LT(result.objectives[1].value.value, 0.3);
  EXPECT_GT(result.objectives[1].value.value, 0.02);
}

TEST(RunResults, ARefusedChainSaysWhy) {
  const RunResult individual = run(varied(5), {});
  ASSERT_TRUE(individual.chain_refused);
  EXPECT_NE(individual.chain_refused->find("Weibull"), std::string::npos) << *individual.chain_refused;
  RunOptions small;
  small.max_states = 10;
  const RunResult large = solve(k_of_n(1, 100, 200, 20, 1), small);
  ASSERT_TRUE(large.chain_refused);
  EXPECT_NE(large.chain_refused->find("10"), std::string::npos) << *large.chain_refused;
  EXPECT_NE(large.chain_refused->find("--max-states"), std::string::npos) << *large.chain_refused;
  EXPECT_FALSE(find(large, "service", Measure::availability).exact);
}

TEST(RunResults, SolveAndPredictAnswerAlone) {
  const Study study = k_of_n(1, 2, 200, 20, 1000);
  const RunResult solved = solve(study, {});
  EXPECT_EQ(solved.trials, 0u);
  EXPECT_NEAR(find(solved, "service", Measure::availability).exact->long_run * 121, 1, 1e-12);
  EXPECT_TRUE(find(solved, "service", Measure::availability).predictions.empty());
  const RunResult predicted = predict_only(study);
  EXPECT_FALSE(find(predicted, "service", Measure::availability).exact);
  EXPECT_FALSE(find(predicted, "service", Measure::availability).predictions.empty());
}

}  // namespace
}  // namespace nines
