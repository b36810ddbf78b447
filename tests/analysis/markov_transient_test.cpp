#include "analysis/markov/transient.h"

#include "analysis/markov/poisson.h"
#include "analysis/markov/uniformisation.h"
#include "markov_chains.h"

#include <limits>

namespace nines::markov::test {
namespace {

TEST(Poisson, WeightsAgreeWithLogarithmsAndAddUpToOne) {
  for (const double mean : {1e-6, 0.3, 1.0, 25.5, 4e3, 1e6}) {
    const PoissonWeights weights(mean);
    long double total = 0;
    for (std::size_t k = weights.first(); k < weights.end(); ++k) {
      total += weights.probability(k);
      const long double exact = std::exp(static_cast<long double>(k) * std::log(static_cast<long double>(mean)) - mean -
                                         std::lgamma(k + 1.0L));
      ASSERT_NEAR(static_cast<double>(weights.probability(k) / exact), 1, 1e-11 + 1e-18 * mean * std::log(mean + 2))
          << k;
    }
    EXPECT_NEAR(static_cast<double>(total), 1, 1e-16);
    EXPECT_NEAR(static_cast<double>(weights.beyond(weights.first()) + weights.probability(weights.first())), 1, 1e-16);
  }
}

std::vector<double> from_first(int states) {
  std::vector<double> initial(static_cast<std::size_t>(states), 0.0);
  initial[0] = 1;
  return initial;
}

void expect_agreement(const Transient& found, const BruteTransient& exact, double seconds, const std::string& what) {
  ASSERT_FALSE(found.at_end.empty()) << what << found.method;
  EXPECT_LE(found.relative_error, 1e-11) << what << found.method;
  const double tolerance = std::max(found.relative_error, 4 * std::numeric_limits<double>::epsilon());
  for (std::size_t i = 0; i < exact.at_end.size(); ++i) {
    if (exact.at_end[i] > 1e-80)
      expect_relative(found.at_end[i], exact.at_end[i], tolerance, what + " at end, " + found.method);
    if (exact.time_s[i] > 1e-80 * seconds)
      expect_relative(found.time_s[i], exact.time_s[i], tolerance, what + " time, " + found.method);
  }
}

TEST(Transient, RandomChainsAgreeWithAHundredDigits) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const int n = 2 + static_cast<int>(seed % 4);
    const std::vector<Transition> transitions = random_transitions(n, 0.4, seed, -6, 1);
    const SparseRates rates = from_transitions(n, transitions);
    const SteadyState long_run = irreducible_steady_state(rates, 0);
    for (const double seconds : {1e-3, 1.0, 300.0, 1e5}) {
      const BruteTransient exact = brute_transient(n, transitions, seconds);
      const std::string what = "seed " + std::to_string(seed) + " t " + std::to_string(seconds);
      expect_agreement(uniformised({rates, from_first(n), seconds, nullptr, -1, 1e10}), exact, seconds, what);
      expect_agreement(uniformised({rates, from_first(n), seconds, &long_run, -1, 1e10}), exact, seconds,
                       what + " steady");
      expect_agreement(squared(rates, from_first(n), seconds), exact, seconds, what);
    }
  }
}

TEST(Transient, StiffSmallChainsOverATrillionJumps) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const int n = 3 + static_cast<int>(seed % 3);
    const std::vector<Transition> transitions = random_transitions(n, 0.3, seed + 50, -12, 3);
    const double seconds = 1e12 / uniformisation_rate(from_transitions(n, transitions));
    expect_agreement(transient(from_transitions(n, transitions), from_first(n), Seconds(seconds)),
                     brute_transient(n, transitions, seconds), seconds, "seed " + std::to_string(seed));
  }
}

TEST(Transient, SingleUnitAgreesWithItsClosedForm) {
  struct Case {
    double hours, unavailability, downtime_h;
  };
  for (const Case& c :
       {Case{1, 0.00095115809023897, 0.0004835832649607}, Case{100, 0.0099005833707403, 0.89207343197287},
        Case{1000, 0.0099009900990099, 9.8029604940692}}) {
    const Transient found = transient(chain_of({1, 1, 1, 1e-3, 0.1}), Hours(c.hours));
    expect_relative(found.at_end[1], c.unavailability, 2e-13, "R1.transient_1unit");
    expect_relative(found.time_s[1] / 3600, c.downtime_h, 2e-13, "R1.transient_1unit");
    EXPECT_LE(found.relative_error, 1e-13);
  }
}

TEST(FirstEntry, UnreliabilityOfRedundantUnits) {
  struct Case {
    KOutOfN system;
    double hours, unreliability, digits;
    const char* id;
  };
  const Case cases[] = {{{3, 2, 1, 1e-3, 0.1}, 10, 2.176431264847e-04, 1e-11, "R1.transient_2of3_r1_t10"},
                        {{3, 2, 1, 1e-3, 0.1}, 100, 5.159100680574e-03, 1e-11, "R1.transient_2of3_r1_t100"},
                        {{3, 2, 1, 1e-3, 0.1}, 1000, 5.505544946030e-02, 1e-11, "R1.transient_2of3_r1_t1000"},
                        {{3, 2, 3, 1e-6, 0.1}, 8760, 5.249736438251e-7, 1e-12, "RE.unrel_2of3_1e-6"},
                        {{4, 2, 4, 1e-5, 0.1}, 8760, 1.048875780325e-8, 1e-12, "RE.unrel_2of4_1e-5"}};
  for (const Case& c : cases) {
    const Chain chain = chain_of(c.system);
    std::vector<std::uint8_t> down;
    for (const std::uint8_t up : chain.up.front()) down.push_back(up ? 0 : 1);
    std::vector<double> initial(chain.states(), 0.0);
    initial[0] = 1;
    const FirstEntry found = first_entry(compressed(chain.per_second), initial, down, Hours(c.hours));
    expect_relative(found.probability, c.unreliability, c.digits, c.id);
    EXPECT_LE(found.relative_error, c.digits) << c.id;
    // E[min(T, t)] between t R(t) and t.
    EXPECT_LT(found.time_at_risk_s, c.hours * 3600);
    EXPECT_GT(found.time_at_risk_s, c.hours * 3600 * (1 - found.probability));
  }
}

TEST(FirstEntry, QuasiStationaryDecayAgreesWithSquaring) {
  // Both ways for the same question, over 10 and over 2e6 mixing times.
  const SparseRates rates = from_transitions(4, {{0, 1, 6e-3}, {1, 0, 0.1}, {1, 2, 5e-3}, {2, 1, 0.2}, {2, 3, 4e-3}});
  for (const double seconds : {2e3, 1e5, 2e7}) {
    const Transient doubled = squared(rates, from_first(4), seconds);
    const Transient jumped = uniformised({rates, from_first(4), seconds, nullptr, 3, 1e9});
    for (std::size_t j = 0; j < 4; ++j) {
      if (doubled.at_end[j] < 1e-100) continue;
      expect_relative(jumped.at_end[j], doubled.at_end[j], jumped.relative_error + doubled.relative_error,
                      jumped.method);
    }
    for (std::size_t j = 0; j < 3; ++j) {
      expect_relative(jumped.time_s[j], doubled.time_s[j], jumped.relative_error + doubled.relative_error,
                      jumped.method);
    }
    EXPECT_LE(jumped.relative_error, 1e-9);
    EXPECT_EQ(seconds > 3e3, jumped.method.find("quasi-stationary") != std::string::npos) << jumped.method;
  }
}

TEST(FirstEntry, SquaringOnlyWhereTheChainDoesNotSettleSooner) {
  // Over a year, 40 units settle within thousands of 3e7 jumps; the other chain has a mode as slow as the year.
  const Chain quick = chain_of({40, 30, 40, 1e-3, 0.1});
  std::vector<std::uint8_t> down;
  for (const std::uint8_t up : quick.up.front()) down.push_back(up ? 0 : 1);
  std::vector<double> initial(quick.states(), 0.0);
  initial[0] = 1;
  const SparseRates rates = compressed(quick.per_second);
  const FirstEntry settled = first_entry(rates, initial, down, Hours(1e6));
  EXPECT_NE(settled.method.find("quasi-stationary"), std::string::npos) << settled.method;
  TransientOptions all_jumps;
  all_jumps.squaring_states = 0;
  const FirstEntry jumped = first_entry(rates, initial, down, Hours(1e3), nullptr, all_jumps);
  const FirstEntry chosen = first_entry(rates, initial, down, Hours(1e3));
  expect_relative(chosen.probability, jumped.probability, chosen.relative_error + jumped.relative_error);
  const SparseRates slow = from_transitions(4, {{0, 1, 1.0}, {1, 0, 1.0}, {1, 2, 1e-7}, {2, 1, 1e-7}, {2, 3, 1e-8}});
  const FirstEntry squared_up = first_entry(slow, from_first(4), {0, 0, 0, 1}, Seconds(3e7));
  EXPECT_EQ(squared_up.method, "repeated squaring");
}

TEST(Transient, NegligibleStatesAreCutOffWithoutATrace) {
  std::vector<Transition> transitions;  // two pools of 60 units: 70 000 jumps, and few states that matter
  constexpr int size = 61;
  for (int a = 0; a < size; ++a) {
    for (int b = 0; b < size; ++b) {
      const int here = a * size + b;
      if (a + 1 < size) transitions.push_back({here, here + size, (60 - a) * 1e-6});
      if (b + 1 < size) transitions.push_back({here, here + 1, (60 - b) * 1e-5});
      if (a > 0) transitions.push_back({here, here - size, a * 0.1});
      if (b > 0) transitions.push_back({here, here - 1, b * 0.1});
    }
  }
  const SparseRates rates = from_transitions(size * size, transitions);
  const SteadyState long_run = irreducible_steady_state(rates, 0);
  const std::vector<double> initial = from_first(size * size);
  const double seconds = 7.2e4 / uniformisation_rate(rates);
  const std::vector<std::uint8_t> negligible = negligible_states(initial, long_run, 7.2e4);
  EXPECT_GT(std::count(negligible.begin(), negligible.end(), 1), size * size / 2);
  const Transient whole = uniformised({rates, initial, seconds, &long_run, -1, 1e10});
  const Transient part = transient(rates, initial, Seconds(seconds), &long_run);
  for (int i = 0; i < size * size; ++i) {
    if (whole.at_end[i] < 1e-40) continue;
    expect_relative(part.at_end[i], whole.at_end[i], whole.relative_error + part.relative_error);
    expect_relative(part.time_s[i], whole.time_s[i], whole.relative_error + part.relative_error);
  }
  std::vector<std::uint8_t> entered(initial.size(), 0);
  for (int i = 0; i < size * size; ++i) entered[i] = i / size + i % size > 12;
  const FirstEntry with = first_entry(rates, initial, entered, Seconds(seconds), &long_run);
  const FirstEntry without = first_entry(rates, initial, entered, Seconds(seconds));
  expect_relative(with.probability, without.probability, with.relative_error + without.relative_error);
}

TEST(Transient, EdgeCasesAndRefusals) {
  const SparseRates rates = from_transitions(2, {{0, 1, 1.0}});
  const std::vector<double> initial{1, 0};
  EXPECT_EQ(transient(rates, initial, Seconds(0)).at_end, initial);
  expect_relative(transient(rates, initial, Seconds(1e-9)).at_end[1], 1e-9 - 0.5e-18, 1e-14);
  expect_relative(transient(rates, initial, Seconds(5)).at_end[1], -std::expm1(-5.0), 1e-14);
  EXPECT_THROW(transient(rates, initial, Seconds(-1)), std::invalid_argument);
  EXPECT_THROW(transient(rates, initial, never), std::invalid_argument);
  EXPECT_THROW(transient(rates, {1.0}, Seconds(1)), std::invalid_argument);
  const Transient still = transient(from_transitions(2, {}), {0.25, 0.75}, Seconds(8));
  EXPECT_EQ(still.at_end[1], 0.75);
  EXPECT_EQ(still.time_s[1], 6);
  // Neither settles nor ends within the work allowed: said so, not guessed.
  const Transient refused =
      uniformised({from_transitions(2, {{0, 1, 1.0}, {1, 0, 1e-9}}), initial, 1e12, nullptr, -1, 1e4});
  EXPECT_TRUE(refused.at_end.empty());
  EXPECT_TRUE(std::isinf(refused.relative_error));
  EXPECT_NE(refused.method.find("not computed"), std::string::npos);
}

}  // namespace
}  // namespace nines::markov::test
