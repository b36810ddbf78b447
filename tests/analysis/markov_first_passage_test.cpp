#include "analysis/markov/first_passage.h"

#include "markov_chains.h"

namespace nines::markov::test {
namespace {

std::vector<std::uint8_t> down_states(const Chain& chain) {
  std::vector<std::uint8_t> down;
  for (const std::uint8_t up : chain.up.front()) down.push_back(up ? 0 : 1);
  return down;
}

TEST(MeanTimeTo, DataLossUpToFiveSextillionHours) {
  struct Case {
    const char* id;
    int n, tolerates;
    bool parallel;
    double hours;  // exact rational arithmetic, 14 digits
  };
  const Case cases[] = {
      {"ST.mttdl_RAID5_8", 8, 1, true, 1488363095.2381},   {"ST.mttdl_RAID6_8", 8, 2, false, 20671462074735.0},
      {"ST.mttdl_R3", 3, 2, true, 2.3149120388704e+15},    {"ST.mttdl_RS6_3", 9, 3, true, 1.148373209675e+18},
      {"ST.mttdl_RS6_3s", 9, 3, false, 1.91404723668e+17}, {"ST.mttdl_RS10_4", 14, 4, true, 4.8186671520288e+21},
  };
  for (const Case& c : cases) {
    const Chain chain = chain_of({c.n, c.n - c.tolerates, c.parallel ? c.n : 1, 1e-6, 1.0 / 12});
    const MeanTime found = mean_time_to(chain, down_states(chain));
    EXPECT_LE(found.relative_error, 1e-13) << c.id;
    expect_relative(found.seconds / 3600, c.hours, 5e-14 + 1e-12, c.id);
  }
}

TEST(MeanTimeTo, DataLossAgreesWithExactRationalsToTheLastDigits) {
  // The listed values are rounded to 14 digits; the same chains solved exactly here show the full accuracy.
  for (const int tolerates : {1, 2, 3, 4, 6}) {
    std::vector<Transition> transitions;
    for (int failed = 0; failed <= tolerates; ++failed) {
      transitions.push_back({failed, failed + 1, (14 - failed) * 1e-6 * per_hour});
      if (failed > 0) transitions.push_back({failed, failed - 1, failed / 12.0 * per_hour});
    }
    const double exact = exact_mean_time_to_last(tolerates + 2, transitions);
    Chain chain;
    chain.per_second = matrix_of(static_cast<std::size_t>(tolerates) + 2, transitions);
    chain.initial = {{0, 1.0}};
    std::vector<std::uint8_t> target(static_cast<std::size_t>(tolerates) + 2, 0);
    target.back() = 1;
    const MeanTime found = mean_time_to(chain, target);
    EXPECT_LE(found.relative_error, 1e-13);
    expect_relative(found.seconds, exact, 1e-14);
  }
}

TEST(MeanTimeTo, RandomStiffChainsAgreeWithExactArithmetic) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const int n = 3 + static_cast<int>(seed % 7);
    const std::vector<Transition> transitions = random_transitions(n, 0.3, seed);
    Chain chain;
    chain.per_second = matrix_of(static_cast<std::size_t>(n), transitions);
    chain.initial = {{0, 1.0}};
    std::vector<std::uint8_t> target(static_cast<std::size_t>(n), 0);
    target.back() = 1;
    const MeanTime found = mean_time_to(chain, target);
    expect_relative(found.seconds, exact_mean_time_to_last(n, transitions), std::min(1e-13, found.relative_error));
  }
}

TEST(MeanTimeTo, EdgeCases) {
  Chain chain;
  chain.per_second = matrix_of(4, {{0, 1, 2.0}, {1, 0, 1.0}, {0, 3, 1.0}, {1, 2, 1.0}});
  chain.initial = {{0, 1.0}};
  EXPECT_TRUE(std::isinf(mean_time_to(chain, std::vector<std::uint8_t>{0, 0, 1, 0}).seconds));  // 3 is a trap
  EXPECT_TRUE(std::isinf(mean_time_to(chain, std::vector<std::uint8_t>{0, 0, 0, 0}).seconds));
  EXPECT_EQ(mean_time_to(chain, std::vector<std::uint8_t>{1, 0, 0, 0}).seconds, 0);
  chain.initial = {{0, 0.25}, {2, 0.75}};
  // From 0: 1/3 + 2/3 (1/2 + 1/2 m) = m, so m = 1.
  expect_relative(mean_time_to(chain, std::vector<std::uint8_t>{0, 0, 1, 1}).seconds, 0.25, 1e-15);
  EXPECT_THROW(mean_time_to(chain, std::vector<std::uint8_t>{0, 1}), std::invalid_argument);
}

TEST(FirstPassage, SaysWhereItEndsAndWhereTheTimeWent) {
  const SparseRates rates = from_transitions(4, {{0, 1, 2.0}, {1, 0, 1.0}, {0, 3, 1.0}, {1, 2, 1.0}});
  const std::vector<State> sink{-1, -1, 0, 1};
  const FirstPassage found = first_passage(rates, {{0, 1.0}}, sink, 2);
  expect_relative(found.time_s[0], 0.5, 1e-15);
  expect_relative(found.time_s[1], 0.5, 1e-15);
  expect_relative(found.ends_in[0], 0.5, 1e-15);
  expect_relative(found.ends_in[1], 0.5, 1e-15);
}

/// Highly reliable system of three types (after L'Ecuyer and Tuffin): failure before the return to all up.
double failure_before_return(int n, double epsilon) {
  const double rate[] = {epsilon, 1.5 * epsilon, 2 * epsilon * epsilon};
  const int m = n + 1;
  const auto state = [m](int a, int b, int c) { return static_cast<State>((a * m + b) * m + c); };
  std::vector<Transition> transitions;
  std::vector<State> sink(static_cast<std::size_t>(m * m * m), -1);
  InitialDistribution initial;
  for (int a = 0; a < m; ++a) {
    for (int b = 0; b < m; ++b) {
      for (int c = 0; c < m; ++c) {
        const int failed[] = {a, b, c}, step[] = {m * m, m, 1};
        const State here = state(a, b, c);
        if (std::max({a, b, c}) > n - 2) sink[here] = 1;
        for (int type = 0; type < 3; ++type) {
          if (failed[type] < n) transitions.push_back({here, here + step[type], (n - failed[type]) * rate[type]});
          if (failed[type] > 0) transitions.push_back({here, here - step[type], static_cast<double>(failed[type])});
        }
      }
    }
  }
  sink[0] = 0;
  const double total = rate[0] + rate[1] + rate[2];
  initial = {{state(1, 0, 0), rate[0] / total}, {state(0, 1, 0), rate[1] / total}, {state(0, 0, 1), rate[2] / total}};
  return first_passage(from_transitions(m * m * m, transitions), initial, sink, 2).ends_in[1];
}

TEST(FirstPassage, RareFailureBeforeReturn) {
  expect_relative(failure_before_return(3, 0.001), 0.002599891905126, 1e-12, "RE.hrms_n3_eps0.001");
  expect_relative(failure_before_return(12, 0.1), 1.386724702064e-07, 1e-12, "RE.hrms_n12_eps0.1");
}

}  // namespace
}  // namespace nines::markov::test
