// The extrapolated Erlangian horizon, and whether its stated error bounds the true one.
#include "analysis/markov/erlangian.h"

#include "analysis/markov/measures.h"
#include "analysis/markov/stop.h"
#include "analysis/markov/uniformisation.h"
#include "markov_chains.h"

#include <numeric>

namespace nines::markov::test {
namespace {

std::vector<double> from_first(int states) {
  std::vector<double> initial(static_cast<std::size_t>(states), 0.0);
  initial[0] = 1;
  return initial;
}

Transient solved(const SparseRates& rates, double seconds) {
  return ErlangianHorizon(rates).solve(from_first(rates.states()), seconds);
}

/// The largest of the true errors in units of the stated ones: at most 1 if what is stated is right.
double stretched(const std::vector<double>& found, const std::vector<double>& error, const std::vector<double>& exact) {
  double worst = 0;
  for (std::size_t j = 0; j < exact.size(); ++j) {
    const double off = std::fabs(found[j] - exact[j]);
    // The exact value is rounded to a double itself.
    if (off > 1e-15 * exact[j] && off > 1e-250) worst = std::max(worst, off / error[j]);
  }
  return worst;
}

void expect_within_stated(const Transient& found, const BruteTransient& exact, const std::string& what) {
  ASSERT_EQ(found.at_end.size(), exact.at_end.size()) << what;
  EXPECT_LE(stretched(found.at_end, found.at_end_error, exact.at_end), 1) << what << " at end";
  EXPECT_LE(stretched(found.time_s, found.time_error_s, exact.time_s), 1) << what << " time";
  EXPECT_FALSE(found.error_is_proved);
}

/// The largest stated relative error of the expected times.
double stated_of_times(const Transient& found, double seconds) {
  double worst = 0;
  for (std::size_t j = 0; j < found.time_s.size(); ++j) {
    if (found.time_s[j] > 1e-40 * seconds) worst = std::max(worst, found.time_error_s[j] / found.time_s[j]);
  }
  return worst;
}

TEST(Erlangian, RandomChainsComponentByComponent) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const int n = 2 + static_cast<int>(seed % 5);
    const std::vector<Transition> transitions = random_transitions(n, 0.4, seed, -6, 1);
    for (const double seconds : {1e-3, 0.3, 10.0, 300.0, 1e5}) {
      const Transient found = solved(from_transitions(n, transitions), seconds);
      expect_within_stated(found, brute_transient(n, transitions, seconds),
                           "seed " + std::to_string(seed) + " t " + std::to_string(seconds));
    }
  }
}

TEST(Erlangian, StiffTwoStatesByTheExponential) {
  for (const double repair_per_s : {1e-9, 1e-6, 1e-4, 1e-2, 1.0, 1e3, 1e9}) {
    for (const double failure_per_s : {1e-12, 1e-8, 1e-5}) {
      const double seconds = 3.2e6, rate = repair_per_s + failure_per_s;
      const double gone = -std::expm1(-rate * seconds), down = failure_per_s / rate;
      const double down_s = down * (rate * seconds > 1e-3 ? seconds - gone / rate
                                                          : rate * seconds * seconds / 2 *
                                                                (1 - rate * seconds / 3 * (1 - rate * seconds / 4)));
      const Transient found = solved(from_transitions(2, {{0, 1, failure_per_s}, {1, 0, repair_per_s}}), seconds);
      EXPECT_NEAR(found.at_end[1], down * gone, found.at_end_error[1]) << repair_per_s;
      EXPECT_NEAR(found.time_s[1], down_s, found.time_error_s[1] + 1e-13 * down_s) << repair_per_s;
      // Only what starts from nothing: the unit's chance of never having failed may have died out to any size.
      EXPECT_LE(found.at_end_error[1], 1e-8 * found.at_end[1]) << repair_per_s << " " << failure_per_s;
      EXPECT_LE(found.time_error_s[1], 1e-8 * found.time_s[1]) << repair_per_s << " " << failure_per_s;
    }
  }
}

TEST(Erlangian, WhatNeedsManyRareThingsKeepsItsDigits) {
  // A queue in which each further failure is rarer: at T the last state has about (1e-4)^m / m!.
  for (const int m : {3, 6, 9, 12, 15}) {
    for (const double repair_per_s : {0.0, 1e-6, 1e-3, 1.0}) {
      std::vector<Transition> transitions;
      for (int failed = 0; failed < m; ++failed) {
        transitions.push_back({failed, failed + 1, 1e-10});
        if (repair_per_s > 0) transitions.push_back({failed + 1, failed, repair_per_s});
      }
      const Transient found = solved(from_transitions(m + 1, transitions), 1e6);
      const std::string what = std::to_string(m) + " rare things, repair " + std::to_string(repair_per_s);
      expect_within_stated(found, brute_transient(m + 1, transitions, 1e6), what);
      EXPECT_LE(found.relative_error, m <= 12 ? 1e-8 : 1.0) << what;
    }
  }
}

TEST(Erlangian, CyclesOfPhasesOscillate) {
  int precise = 0, too_fast = 0;
  for (const int phases : {2, 3, 5, 10, 20, 30}) {
    for (const double turns : {0.3, 1.0, 2.0, 4.0, 7.0, 20.0, 100.0}) {
      std::vector<Transition> transitions;
      for (int i = 0; i < phases; ++i) transitions.push_back({i, (i + 1) % phases, static_cast<double>(phases)});
      const Transient found = solved(from_transitions(phases, transitions), turns);
      expect_within_stated(found, brute_transient(phases, transitions, turns),
                           std::to_string(phases) + " phases, " + std::to_string(turns) + " turns");
      precise += stated_of_times(found, turns) < 1e-6;
      too_fast += found.relative_error > largest_error;
    }
  }
  EXPECT_GE(precise, 12);  // of 42
  EXPECT_GE(too_fast, 5);
}

TEST(Erlangian, StatesThatOnlyGather) {
  const std::vector<std::vector<Transition>> chains{
      {{0, 1, 6e-3}, {1, 0, 0.1}, {1, 2, 5e-3}, {2, 1, 0.2}, {2, 3, 4e-3}},
      {{0, 1, 1e-7}, {1, 0, 10}, {1, 2, 1e-7}, {2, 1, 10}, {2, 3, 1e-7}, {0, 4, 1e-9}},
      {{0, 1, 1.0}, {1, 2, 1e-3}},
      {{0, 1, 1e-3}},
  };
  for (const auto& transitions : chains) {
    int n = 0;
    for (const Transition& t : transitions) n = std::max({n, t.from + 1, t.to + 1});
    for (const double seconds : {1.0, 1e3, 1e5, 2e7}) {
      expect_within_stated(solved(from_transitions(n, transitions), seconds), brute_transient(n, transitions, seconds),
                           std::to_string(n) + " " + std::to_string(seconds));
    }
  }
}

TEST(Erlangian, AgreesWithUniformisationOnAClusterOfThousands) {
  const Chain chain = workstation_cluster(8);
  const SparseRates rates = compressed(chain.per_second);
  const double seconds = 50 * 3600;
  const std::vector<double> initial = from_first(rates.states());
  const Transient jumped = uniformised({rates, initial, seconds, nullptr, -1, 1e11});
  const Transient found = ErlangianHorizon(rates).solve(initial, seconds);
  ASSERT_FALSE(jumped.at_end.empty()) << jumped.method;
  for (std::size_t j = 0; j < initial.size(); ++j) {
    if (jumped.at_end[j] < 1e-40) continue;
    EXPECT_NEAR(found.at_end[j], jumped.at_end[j], found.at_end_error[j] + jumped.relative_error * jumped.at_end[j]);
    EXPECT_NEAR(found.time_s[j], jumped.time_s[j], found.time_error_s[j] + jumped.relative_error * jumped.time_s[j]);
  }
}

/// Ten units, independent of each other, so that each is known by formula: from crashes mended within 30 s to spares
/// that take a week, beside one fault in four years.
constexpr int units = 10;
double failures_per_s(int unit) { return 1 / (86400.0 * std::pow(2.0, unit + 1)); }
double repairs_per_s(int unit) { return 1 / (30.0 * std::pow(3.0, unit)); }

Chain independent_units() {
  constexpr int states = 1 << units;
  std::vector<Transition> transitions;
  Chain chain;
  for (int here = 0; here < states; ++here) {
    for (int unit = 0; unit < units; ++unit) {
      const bool failed = here >> unit & 1;
      transitions.push_back({here, here ^ 1 << unit, failed ? repairs_per_s(unit) : failures_per_s(unit)});
    }
  }
  chain.per_second = matrix_of(states, transitions);
  chain.initial = {{0, 1.0}};
  for (int unit = 0; unit < units; ++unit) {
    chain.conditions.push_back("unit " + std::to_string(unit));
    std::vector<std::uint8_t> up;
    for (int here = 0; here < states; ++here) up.push_back(here >> unit & 1 ? 0 : 1);
    chain.up.push_back(std::move(up));
  }
  return chain;
}

TEST(Erlangian, StiffChainOfAThousandStatesOverAYear) {
  const Chain chain = independent_units();
  const double seconds = 365.25 * 86400;
  const ChainMeasures found = measure_all(chain, Seconds(seconds));
  EXPECT_NE(found.mission_method.find("Erlangian"), std::string::npos) << found.mission_method;
  for (int unit = 0; unit < units; ++unit) {
    const ConditionMeasures& of_unit = found.conditions[unit];
    const double rate = failures_per_s(unit) + repairs_per_s(unit), limit = failures_per_s(unit) / rate;
    const double share = limit * (1 + std::expm1(-rate * seconds) / (rate * seconds));
    EXPECT_LE(of_unit.mission_relative_error, 1e-8) << unit;
    EXPECT_LE(of_unit.first_failure_relative_error, 1e-8) << unit;
    expect_relative(of_unit.interval_unavailability, share, of_unit.mission_relative_error, "share down");
    expect_relative(of_unit.expected_outages, failures_per_s(unit) * seconds * (1 - share),
                    of_unit.mission_relative_error, "outages");
    expect_relative(of_unit.unreliability, -std::expm1(-failures_per_s(unit) * seconds),
                    of_unit.first_failure_relative_error, "first failure");
    // What the long run and the start-up differ by is there, and no more than that.
    EXPECT_LT(of_unit.interval_unavailability, of_unit.unavailability_long_run) << unit;
    expect_relative(of_unit.unavailability_long_run, limit, 1e-12);
  }
}

TEST(Erlangian, WhatIsNeverEnteredHasProbabilityZero) {
  const SparseRates rates = compressed(independent_units().per_second);
  const std::vector<std::uint8_t> nowhere(static_cast<std::size_t>(rates.states()), 0);
  const double seconds = 365.25 * 86400;
  const FirstEntry found = first_entry(rates, from_first(rates.states()), nowhere, Seconds(seconds), nullptr, {});
  EXPECT_NE(found.method.find("Erlangian"), std::string::npos) << found.method;
  EXPECT_EQ(found.probability, 0);
  EXPECT_NEAR(found.time_at_risk_s / seconds, 1, found.relative_error);
  EXPECT_LE(found.relative_error, 1e-8);
}

TEST(Erlangian, WhatNoMethodCanDoIsRefusedBeforehand) {
  const SparseRates rates = compressed(independent_units().per_second);
  TransientOptions options;
  options.operations = 1e4;
  const Transient refused = transient(rates, from_first(rates.states()), Seconds(3e7), nullptr, -1, options);
  EXPECT_TRUE(refused.at_end.empty());
  EXPECT_TRUE(std::isinf(refused.relative_error));
  EXPECT_NE(refused.method.find("not computed"), std::string::npos) << refused.method;
}

TEST(Erlangian, EndsByTheFlag) {
  const std::atomic<bool> stop{true};
  const SparseRates rates = compressed(independent_units().per_second);
  EXPECT_THROW(ErlangianHorizon(rates, &stop).solve(from_first(rates.states()), 1), SolutionStopped);
}

}  // namespace
}  // namespace nines::markov::test
