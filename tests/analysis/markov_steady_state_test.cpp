#include "analysis/markov/steady_state.h"

#include "analysis/markov/certificate.h"
#include "markov_chains.h"

#include <numeric>

namespace nines::markov::test {
namespace {

/// Independent pools of repairable units: the distribution is the product of binomials.
std::vector<Transition> pools(const std::vector<int>& sizes, double failures, double repairs) {
  std::vector<Transition> transitions;
  const int states = std::accumulate(sizes.begin(), sizes.end(), 1, [](int n, int size) { return n * (size + 1); });
  for (int state = 0; state < states; ++state) {
    int stride = 1, rest = state;
    for (const int size : sizes) {
      const int failed = rest % (size + 1);
      rest /= size + 1;
      if (failed < size) {
        transitions.push_back({state, state + stride, (size - failed) * failures});
        transitions.push_back({state + stride, state, (failed + 1) * repairs});
      }
      stride *= size + 1;
    }
  }
  return transitions;
}

long double binomial_product(const std::vector<int>& sizes, int state, long double down) {
  long double product = 1;
  for (const int size : sizes) {
    const int failed = state % (size + 1);
    state /= size + 1;
    product *= std::exp(std::lgamma(size + 1.0L) - std::lgamma(failed + 1.0L) - std::lgamma(size - failed + 1.0L)) *
               std::pow(down, static_cast<long double>(failed)) *
               std::pow(1 - down, static_cast<long double>(size - failed));
  }
  return product;
}

TEST(SteadyState, RandomStiffChainsAgreeWithExactArithmetic) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const int n = 2 + static_cast<int>(seed % 9);
    const std::vector<Transition> transitions = random_transitions(n, 0.1 * static_cast<double>(seed % 10), seed);
    const std::vector<double> exact = exact_stationary(n, transitions);
    const SteadyState found = irreducible_steady_state(from_transitions(n, transitions), 0);
    EXPECT_LE(found.relative_error, 1e-12) << "seed " << seed;
    for (int i = 0; i < n; ++i) expect_relative(found.probability[i], exact[i], std::min(1e-14, found.relative_error));
  }
}

TEST(SteadyState, NearlyDecomposableChainsKeepEveryDigit) {
  // Two groups that exchange rate at 1e-30 per second: the shares of the groups hang on those alone.
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<Transition> transitions = random_transitions(4, 0.5, seed, -3, 3);
    for (Transition t : random_transitions(4, 0.5, seed + 100, -3, 3)) {
      transitions.push_back({t.from + 4, t.to + 4, t.per_second});
    }
    transitions.push_back({1, 6, 1e-30});
    transitions.push_back({5, 2, 3e-30});
    const std::vector<double> exact = exact_stationary(8, transitions);
    const SteadyState found = irreducible_steady_state(from_transitions(8, transitions), 0);
    EXPECT_LE(found.relative_error, 1e-12);
    for (int i = 0; i < 8; ++i) expect_relative(found.probability[i], exact[i], std::min(1e-14, found.relative_error));
  }
}

TEST(SteadyState, LargeBirthDeathChain) {
  const std::vector<int> sizes{100'000};
  const SteadyState found = irreducible_steady_state(from_transitions(100'001, pools(sizes, 1e-3, 0.1)), 0);
  EXPECT_LE(found.relative_error, 1e-9);
  // The ratio of neighbours is exact: check it where the probabilities are in range.
  for (int i = 0; i < 100'000; ++i) {
    if (found.probability[i] < 1e-250 || found.probability[i + 1] < 1e-250) continue;
    expect_relative(found.probability[i + 1] * (i + 1) * 0.1, found.probability[i] * (100'000 - i) * 1e-3, 1e-14);
  }
  EXPECT_NEAR(std::accumulate(found.probability.begin(), found.probability.end(), 0.0L), 1, 1e-12);
}

TEST(SteadyState, ProductFormGridsByEliminationAndByIteration) {
  const std::vector<int> sizes{14, 12, 9, 7};
  const SparseRates rates = from_transitions(15 * 13 * 10 * 8, pools(sizes, 1e-5, 0.1));
  const SteadyState direct = irreducible_steady_state(rates, 0);
  SolveOptions iterate;
  iterate.direct_operations = 0;
  const SteadyState iterated = irreducible_steady_state(rates, 0, iterate);
  EXPECT_NE(direct.method, iterated.method);
  EXPECT_LE(direct.relative_error, 1e-12);
  EXPECT_LE(iterated.relative_error, 1e-11);
  const long double down = 1e-5L / (1e-5L + 0.1L);
  for (State i = 0; i < rates.states(); ++i) {
    const auto exact = static_cast<double>(binomial_product(sizes, i, down));
    if (exact < 1e-250) continue;
    expect_relative(direct.probability[i], exact, direct.relative_error + 1e-15);
    expect_relative(iterated.probability[i], exact, iterated.relative_error + 1e-15);
  }
}

TEST(SteadyState, UnlikelyRootIsReplaced) {
  // All up has probability 2^-3000, far out of range.
  const SteadyState found = irreducible_steady_state(from_transitions(3001, pools({3000}, 1.0, 1.0)), 0);
  EXPECT_LE(found.relative_error, 1e-9);
  expect_relative(found.probability[1500], static_cast<double>(binomial_product({3000}, 1500, 0.5L)), 1e-12);
}

TEST(SteadyState, IterationThatDoesNotSettleClaimsNothing) {
  SolveOptions few;
  few.direct_operations = 0;
  few.iteration_cycles = 1;
  const SteadyState found = irreducible_steady_state(from_transitions(3001, pools({3000}, 1e-3, 0.1)), 0, few);
  EXPECT_TRUE(std::isinf(found.relative_error));
}

TEST(SteadyState, TransientStatesAndClosedClassesAreWeighted) {
  Chain chain;  // 0 -> {1,2} at 1, 0 -> 3 at 3; 3 is absorbing
  chain.per_second = matrix_of(4, {{0, 1, 1.0}, {0, 3, 3.0}, {1, 2, 2.0}, {2, 1, 6.0}});
  chain.initial = {{0, 0.8}, {3, 0.2}};
  const SteadyState found = steady_state(chain);
  EXPECT_EQ(found.closed_classes, 2);
  EXPECT_EQ(found.probability[0], 0);
  expect_relative(found.probability[1], 0.2 * 0.75, 1e-14);
  expect_relative(found.probability[2], 0.2 * 0.25, 1e-14);
  expect_relative(found.probability[3], 0.8, 1e-14);
  EXPECT_LE(found.relative_error, 1e-13);
  chain.initial = {{1, 1.0}};
  EXPECT_EQ(steady_state(chain).closed_classes, 1);
  EXPECT_THROW(steady_state(chain.per_second), std::invalid_argument);
}

TEST(SteadyState, RefusesWhatIsNoChain) {
  EXPECT_THROW(steady_state(matrix_of(2, {{0, 1, -1.0}})), std::invalid_argument);
  EXPECT_THROW(steady_state(matrix_of(2, {{0, 1, std::nan("")}})), std::invalid_argument);
  EXPECT_THROW(steady_state(RateMatrix(2, 3)), std::invalid_argument);
  EXPECT_THROW(irreducible_steady_state(from_transitions(2, {{0, 1, 1.0}}), 0), std::invalid_argument);
  EXPECT_THROW(irreducible_steady_state(from_transitions(0, {}), 0), std::invalid_argument);
  EXPECT_EQ(steady_state(RateMatrix(1, 1)).probability, std::vector<double>{1.0});
}

TEST(Certificate, SeesAWrongVectorThatAlmostBalances) {
  // The flow between the halves is 1e-12 of the flow within: a vector with wrong halves balances to 1e-12.
  const SparseRates rates =
      from_transitions(4, {{0, 1, 1.0}, {1, 0, 1.0}, {2, 3, 1.0}, {3, 2, 1.0}, {1, 2, 1e-12}, {2, 1, 1e-12}});
  const SparseRates reverse = transposed(rates);
  const std::vector<double> exit = exit_rates(rates);
  const ChainView view{rates, reverse, exit};
  const std::vector<double> wrong{0.4, 0.4, 0.1, 0.1};
  EXPECT_LT(flow_imbalance(view, wrong, 0), 1e-11);
  const std::vector<double> w{0, 1e12, 1e12, 1e12};
  const Certificate certificate = certify(view, wrong, w, 0);
  EXPECT_TRUE(std::isinf(certificate.relative_error()));
}

}  // namespace
}  // namespace nines::markov::test
