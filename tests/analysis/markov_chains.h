// Chains of the literature, and brute-force answers in exact or hundred-digit arithmetic to hold the solvers against.
#pragma once

#include "analysis/markov/chain.h"
#include "analysis/markov/sparse_rates.h"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace nines::markov::test {

inline constexpr double per_hour = 1.0 / 3600;

inline void expect_relative(double value, double expected, double tolerance, const std::string& what = "") {
  EXPECT_LE(std::fabs(value - expected), tolerance * std::fabs(expected))
      << what << ": " << value << " for " << expected << ", off by " << (value - expected) / expected << " of it";
}

inline RateMatrix matrix_of(std::size_t states, const std::vector<Transition>& transitions) {
  std::vector<Eigen::Triplet<double>> triplets;
  for (const Transition& t : transitions) triplets.emplace_back(t.from, t.to, t.per_second);
  RateMatrix matrix(static_cast<std::int64_t>(states), static_cast<std::int64_t>(states));
  matrix.setFromTriplets(triplets.begin(), triplets.end());
  return matrix;
}

/// k-of-n units with r crews, state = failed units; failures go on while the system is down. Rates per hour.
struct KOutOfN {
  int n, k, crews;
  double failures_per_h, repairs_per_h;
  double standby_factor = 1;  ///< of the failure rate of the n - k units that are not needed
};

inline Chain chain_of(const KOutOfN& system) {
  Chain chain;
  std::vector<Transition> transitions;
  std::vector<std::uint8_t> up;
  std::vector<double> working;
  for (int failed = 0; failed <= system.n; ++failed) {
    const int good = system.n - failed, active = std::min(good, system.k);
    const double failures = system.failures_per_h * (active + system.standby_factor * (good - active));
    if (good > 0) transitions.push_back({failed, failed + 1, failures * per_hour});
    if (failed > 0)
      transitions.push_back({failed, failed - 1, std::min(failed, system.crews) * system.repairs_per_h * per_hour});
    up.push_back(good >= system.k);
    working.push_back(good);
  }
  chain.per_second = matrix_of(up.size(), transitions);
  chain.initial = {{0, 1.0}};
  chain.conditions = {"system"};
  chain.up = {up};
  chain.rewards = {"units up"};
  chain.reward = {working};
  return chain;
}

/// The workstation cluster of Haverkort, Hermanns and Katoen (2000), as in the PRISM and QCOMP benchmark sets.
/// Conditions: minimum, premium. Reward: percentage of the workstations that work.
inline Chain workstation_cluster(int workstations) {
  struct Place {
    int left, right, to_left, to_right, line, repairing;  // repairing: 0 nobody, then 1 .. 5 in this order
  };
  const int n = workstations;
  std::vector<Place> places;
  std::vector<State> number(static_cast<std::size_t>((n + 1) * (n + 1) * 8 * 6), -1);
  const auto key = [n](const Place& p) {
    return ((((p.left * (n + 1) + p.right) * 2 + p.to_left) * 2 + p.to_right) * 2 + p.line) * 6 + p.repairing;
  };
  const auto find = [&](const Place& p) {
    State& found = number[key(p)];
    if (found < 0) {
      found = static_cast<State>(places.size());
      places.push_back(p);
    }
    return found;
  };
  std::vector<Transition> transitions;
  find({n, n, 1, 1, 1, 0});
  int Place::* const kind[] = {&Place::left, &Place::right, &Place::to_left, &Place::to_right, &Place::line};
  const double failures_per_h[] = {1.0 / 500, 1.0 / 500, 1.0 / 4000, 1.0 / 4000, 1.0 / 5000};
  const double repairs_per_h[] = {2, 2, 0.25, 0.25, 0.125};
  const int full[] = {n, n, 1, 1, 1};
  for (State i = 0; i < static_cast<State>(places.size()); ++i) {
    const Place here = places[i];
    for (int c = 0; c < 5; ++c) {
      const int good = here.*kind[c];
      Place next = here;
      if (good > 0) {
        next.*kind[c] = good - 1;
        transitions.push_back({i, find(next), good * failures_per_h[c] * per_hour});
        next = here;
      }
      if (good < full[c] && here.repairing == 0) {
        next.repairing = c + 1;
        transitions.push_back({i, find(next), 10 * per_hour});
      } else if (here.repairing == c + 1) {
        next.*kind[c] = good + 1;
        next.repairing = 0;
        transitions.push_back({i, find(next), repairs_per_h[c] * per_hour});
      }
    }
  }
  const auto enough = [](const Place& p, int k) -> std::uint8_t {
    return (p.left >= k && p.to_left) || (p.right >= k && p.to_right) ||
           (p.left + p.right >= k && p.to_left && p.line && p.to_right);
  };
  Chain chain;
  chain.per_second = matrix_of(places.size(), transitions);
  chain.initial = {{0, 1.0}};
  chain.conditions = {"minimum", "premium"};
  chain.up.resize(2);
  chain.rewards = {"percent operational"};
  chain.reward.resize(1);
  for (const Place& p : places) {
    chain.up[0].push_back(enough(p, 3 * n / 4));
    chain.up[1].push_back(enough(p, n));
    chain.reward[0].push_back(100.0 * (p.left + p.right) / (2 * n));
  }
  return chain;
}

/// An irreducible chain with rates spread evenly over the decades [1e-9, 1e3] per second or as given. A ring keeps it
/// connected.
inline std::vector<Transition> random_transitions(int states, double density, std::uint64_t seed, double low = -9,
                                                  double high = 3) {
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> exponent(low, high), chance(0, 1);
  std::vector<Transition> transitions;
  for (int i = 0; i < states; ++i) {
    for (int j = 0; j < states; ++j) {
      if (i == j) continue;
      if (j == (i + 1) % states || chance(generator) < density) {
        transitions.push_back({i, j, std::pow(10.0, exponent(generator))});
      }
    }
  }
  return transitions;
}

using Rational = boost::multiprecision::cpp_rational;
using Hundred = boost::multiprecision::cpp_bin_float_100;

/// Solves x A = b by elimination with exact numbers. A is given by rows.
inline std::vector<Rational> solve_exactly(std::vector<std::vector<Rational>> a, std::vector<Rational> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {  // works on columns: x stays the same
    std::size_t pivot = k;
    while (a[k][pivot] == 0) ++pivot;
    for (auto& row : a) std::swap(row[k], row[pivot]);
    std::swap(b[k], b[pivot]);
    for (std::size_t j = 0; j < n; ++j) {
      if (j == k || a[k][j] == 0) continue;
      const Rational factor = a[k][j] / a[k][k];
      for (std::size_t i = k; i < n; ++i) a[i][j] -= factor * a[i][k];
      b[j] -= factor * b[k];
    }
  }
  std::vector<Rational> x(n);
  for (std::size_t k = n; k-- > 0;) x[k] = b[k] / a[k][k];
  return x;
}

/// Time spent in each state of `live` until the others are entered, from a start; or, with no exits, see below.
inline std::vector<double> exact_stationary(int states, const std::vector<Transition>& transitions) {
  const auto n = static_cast<std::size_t>(states);
  std::vector<std::vector<Rational>> a(n, std::vector<Rational>(n, 0));
  for (const Transition& t : transitions) {
    a[t.from][t.from] += Rational(t.per_second);
    a[t.from][t.to] -= Rational(t.per_second);
  }
  std::vector<Rational> b(n, 0);
  for (std::size_t i = 0; i < n; ++i) a[i][n - 1] = 1;  // the last equation becomes: they add up to 1
  b[n - 1] = 1;
  // Eliminating by rows of A transposed keeps the code above simple: columns are the equations.
  std::vector<double> result;
  for (const Rational& value : solve_exactly(std::move(a), std::move(b))) result.push_back(value.convert_to<double>());
  return result;
}

/// Mean time from state 0 to the last state.
inline double exact_mean_time_to_last(int states, const std::vector<Transition>& transitions) {
  const auto n = static_cast<std::size_t>(states) - 1;
  std::vector<std::vector<Rational>> a(n, std::vector<Rational>(n, 0));
  for (const Transition& t : transitions) {
    if (t.from == states - 1) continue;
    a[t.from][t.from] += Rational(t.per_second);
    if (t.to != states - 1) a[t.from][t.to] -= Rational(t.per_second);
  }
  std::vector<Rational> b(n, 0);
  b[0] = 1;
  Rational total = 0;
  for (const Rational& value : solve_exactly(std::move(a), std::move(b))) total += value;
  return total.convert_to<double>();
}

struct BruteTransient {
  std::vector<double> at_end, time_s;
};

/// exp of [[Q, 1], [0, 0]] t by Taylor series and squaring with a hundred digits, from state 0.
inline BruteTransient brute_transient(int states, const std::vector<Transition>& transitions, double time_s) {
  using Square = std::vector<std::vector<Hundred>>;
  const auto n = static_cast<std::size_t>(states), m = 2 * n;
  const auto multiply = [m](const Square& a, const Square& b) {
    Square c(m, std::vector<Hundred>(m, 0));
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t k = 0; k < m; ++k) {
        if (a[i][k] == 0) continue;
        for (std::size_t j = 0; j < m; ++j) c[i][j] += a[i][k] * b[k][j];
      }
    }
    return c;
  };
  Square generator(m, std::vector<Hundred>(m, 0));
  double norm = 1;
  for (const Transition& t : transitions) {
    generator[t.from][t.to] += Hundred(t.per_second);
    generator[t.from][t.from] -= Hundred(t.per_second);
    norm += 2 * t.per_second;
  }
  for (std::size_t i = 0; i < n; ++i) generator[i][n + i] = 1;
  const int halvings = std::max(0, static_cast<int>(std::ceil(std::log2(norm * time_s))) + 4);
  const Hundred step = Hundred(time_s) / pow(Hundred(2), halvings);
  for (auto& row : generator) {
    for (Hundred& value : row) value *= step;
  }
  Square sum(m, std::vector<Hundred>(m, 0)), term = sum;
  for (std::size_t i = 0; i < m; ++i) sum[i][i] = term[i][i] = 1;
  for (int k = 1; k < 60; ++k) {
    term = multiply(term, generator);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j) sum[i][j] += (term[i][j] /= k);
    }
  }
  for (int k = 0; k < halvings; ++k) sum = multiply(sum, sum);
  BruteTransient result;
  for (std::size_t j = 0; j < n; ++j) {
    result.at_end.push_back(sum[0][j].convert_to<double>());
    result.time_s.push_back(sum[0][n + j].convert_to<double>());
  }
  return result;
}

}  // namespace nines::markov::test
