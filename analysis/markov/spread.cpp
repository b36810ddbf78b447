#include "analysis/markov/spread.h"

#include "analysis/markov/sparse_rates.h"
#include "analysis/markov/steady_state.h"
#include "analysis/markov/transient.h"

#include <cmath>

namespace nines::markov {

namespace {

/// What is expected to add up in so much time in each state.
double sum_up(const std::vector<double>& per_second, const std::vector<double>& time_s) {
  long double sum = 0;
  for (std::size_t i = 0; i < time_s.size(); ++i) sum += static_cast<long double>(per_second[i]) * time_s[i];
  return static_cast<double>(sum);
}

}  // namespace

std::vector<double> mission_spreads(const Chain& chain, Seconds mission,
                                    const std::vector<std::vector<double>>& per_second, const std::atomic<bool>* stop) {
  std::vector<double> spreads(per_second.size(), 0.0);
  const SparseRates rates = compressed(chain.per_second);
  std::vector<double> initial(chain.states(), 0.0);
  for (const auto& [state, probability] : chain.initial) initial[state] += probability;
  SolveOptions solve;
  solve.stop = stop;
  TransientOptions options;
  options.stop = stop;
  const SteadyState long_run = steady_state(chain, solve);
  const SteadyState* known = std::isfinite(long_run.relative_error) ? &long_run : nullptr;
  const Transient over_mission = transient(rates, initial, mission, known, -1, options);
  for (std::size_t k = 0; k < per_second.size() && !over_mission.time_s.empty(); ++k) {
    const double mean = sum_up(per_second[k], over_mission.time_s);
    if (!(mean > 0)) continue;
    std::vector<double> where_it_grows(chain.states());
    for (std::size_t i = 0; i < where_it_grows.size(); ++i)
      where_it_grows[i] = per_second[k][i] * over_mission.time_s[i] / mean;
    const Transient from_there = transient(rates, where_it_grows, mission, known, -1, options);
    const double more = sum_up(per_second[k], from_there.time_s) - mean;
    if (more > 0) spreads[k] = std::sqrt(2 * more / mean);
  }
  return spreads;
}

}  // namespace nines::markov
