// What the explorer finds: the finite Markov chain behind a behaviour, state by state.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace nines {

/// The chain in compressed rows; rates in 1/s. A transition back to its own state is left out, for nothing can be seen
/// of it but the causes that strike and the members that go, and those are counted.
struct StateSpace {
  std::vector<std::int64_t> row_begin{0};       ///< transitions out of state i: [row_begin[i], row_begin[i + 1])
  std::vector<std::uint32_t> target;            ///< ascending within a row, each once
  std::vector<double> per_second;
  std::vector<std::pair<std::uint32_t, double>> initial;  ///< state, probability

  std::uint32_t conditions = 0, rewards = 0, causes = 0, member_rewards = 0;  ///< how many of each
  std::vector<std::uint8_t> condition;          ///< [state * conditions + condition]: 1 is up
  std::vector<double> reward;                   ///< [state * rewards + reward]
  std::vector<double> cause_per_second;  ///< [state * causes + cause]: expected rate at which the cause strikes
  /// [state * member_rewards + member_reward]: expected rate at which members go, of all that it counts.
  std::vector<double> members_gone_per_second;
  std::vector<double> causes_at_start;  ///< [cause]: expected number of strikes at time 0

  std::size_t states() const { return row_begin.size() - 1; }
};

struct ExploreOptions {
  std::size_t max_states = 1'000'000;
  const std::atomic<bool>* stop = nullptr;  ///< once true, the exploration ends with ExplorationStopped
  bool lump = true;  ///< treat states that differ only by an exchange of symmetric blocks as one
};

/// The chain has more states, or an event more outcomes, than allowed. what() says which, for the user.
struct StateSpaceTooLarge : std::runtime_error {
  StateSpaceTooLarge(const std::string& what_there_is, std::size_t allowed)
      : std::runtime_error(what_there_is), limit(allowed) {}
  std::size_t limit;
};

/// The stop flag was raised.
struct ExplorationStopped : std::runtime_error {
  explicit ExplorationStopped(std::size_t states_found)
      : std::runtime_error("the exploration of the chain was stopped"), found(states_found) {}
  std::size_t found;  ///< states by then
};

}  // namespace nines
