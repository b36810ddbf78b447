// A solution that is no longer wanted ends soon, whatever it is at.
#include "analysis/markov/measures.h"
#include "analysis/markov/steady_state.h"
#include "analysis/markov/stop.h"
#include "analysis/markov/uniformisation.h"

#include "markov_chains.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace nines::markov::test {
namespace {

/// Three pools of 60 units, 226 981 states: far longer to solve than a test may take.
Chain three_pools() {
  constexpr int size = 61;
  std::vector<Transition> transitions;
  for (int a = 0; a < size; ++a) {
    for (int b = 0; b < size; ++b) {
      for (int c = 0; c < size; ++c) {
        const int here = (a * size + b) * size + c;
        const auto birth_death = [&](int failed, int step) {
          if (failed + 1 < size) transitions.push_back({here, here + step, (60 - failed) * 1e-3});
          if (failed > 0) transitions.push_back({here, here - step, failed * 0.1});
        };
        birth_death(a, size * size);
        birth_death(b, size);
        birth_death(c, 1);
      }
    }
  }
  Chain chain;
  chain.per_second = matrix_of(size * size * size, transitions);
  chain.initial = {{0, 1.0}};
  chain.conditions = {"first pool"};
  chain.up.emplace_back(chain.states());
  for (std::size_t i = 0; i < chain.states(); ++i) chain.up[0][i] = i / (size * size) < 20 ? 1 : 0;
  return chain;
}

/// Runs a solution whose flag is raised after a fifth of a second; one that does not look at it solves to the end, minutes
/// later, and does not throw.
template <class Solve>
void expect_stopped(Solve solve, const char* what) {
  std::atomic<bool> stop{false};
  std::jthread user([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop = true;
  });
  EXPECT_THROW(solve(&stop), SolutionStopped) << what;
}

TEST(Stop, ASolutionOfManyStatesEndsByTheFlag) {
  const Chain chain = three_pools();
  expect_stopped([&](const std::atomic<bool>* stop) { measure_all(chain, Hours(10), stop); }, "everything");
  expect_stopped(
      [&](const std::atomic<bool>* stop) {
        SolveOptions options;
        options.direct_operations = 0;
        options.stop = stop;
        steady_state(chain, options);
      },
      "iteration");
  expect_stopped(
      [&](const std::atomic<bool>* stop) {
        TransientOptions options;
        options.stop = stop;
        const std::vector<double> initial = [&] {
          std::vector<double> all(chain.states(), 0.0);
          all[0] = 1;
          return all;
        }();
        transient(compressed(chain.per_second), initial, Hours(10), nullptr, -1, options);
      },
      "uniformisation");
}

TEST(Stop, IsLookedAtByEveryMethodBeforeItBegins) {
  const std::atomic<bool> stop{true};
  const Chain chain = chain_of({3, 2, 1, 1e-3, 0.1});
  const SparseRates rates = compressed(chain.per_second);
  std::vector<double> initial(chain.states(), 0.0);
  initial[0] = 1;
  SolveOptions solve;
  solve.stop = &stop;
  EXPECT_THROW(steady_state(chain, solve), SolutionStopped);
  EXPECT_THROW(squared(rates, initial, 1e6, &stop), SolutionStopped);
  EXPECT_THROW(uniformised({rates, initial, 1e6, nullptr, -1, 1e10, {}, &stop}), SolutionStopped);
  EXPECT_THROW(measure_all(chain, Hours(1), &stop), SolutionStopped);
}

}  // namespace
}  // namespace nines::markov::test
