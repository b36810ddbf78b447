#include "analysis/compare/field_counts.h"

#include "analysis/monte_carlo/confidence_law.h"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>

namespace nines::compare {
namespace {

// The negative binomial law of a count. Its tails are incomplete beta functions, of whichever of shape / (shape + mean) and
// mean / (shape + mean) is not rounded to 1.
struct CountLaw {
  double shape = 0;
  double mean = 0;

  double at_most(double count) const {
    if (count < 0) return 0;
    return shape < mean ? boost::math::ibeta(shape, count + 1, shape / (shape + mean))
                        : boost::math::ibetac(count + 1, shape, mean / (shape + mean));
  }
  double at_least(double count) const {
    if (count <= 0) return 1;
    return shape < mean ? boost::math::ibetac(shape, count, shape / (shape + mean))
                        : boost::math::ibeta(count, shape, mean / (shape + mean));
  }
};

CountLaw law_of_one_mission(const Estimate& simulated, double confidence) {
  const double trials = static_cast<double>(simulated.trials);
  const double failures = simulated.value * trials;
  CountLaw law;
  law.mean = (failures + 0.5) / trials;
  law.shape = failures + 0.5;
  if (simulated.trust == Estimate::Trust::none_seen) return law;
  const double standard_error =
      (simulated.high - simulated.low) / (2 * monte_carlo::two_sided_normal_quantile(1 - confidence));
  const double variance_of_a_mission = trials * standard_error * standard_error;
  if (variance_of_a_mission <= law.mean) return law;
  // Its variance, mean + mean^2 / shape, is that of a mission and of the simulated mean together.
  law.shape = law.mean * law.mean / (variance_of_a_mission * (1 + 1 / trials) - law.mean);
  return law;
}

// The smallest whole number from 0 with the property, which holds for all larger ones.
template <class Property>
double smallest(double guess, Property holds) {
  double too_small = -1;
  double enough = std::max(1.0, std::ceil(guess));
  while (!holds(enough)) {
    too_small = enough;
    enough *= 2;
  }
  while (enough - too_small > 1) {
    const double middle = std::floor((too_small + enough) / 2);
    (holds(middle) ? enough : too_small) = middle;
  }
  return enough;
}

}  // namespace

std::optional<FieldVerdict> judge_field_count(const Estimate& simulated, double confidence, double observed,
                                              double level) {
  if (simulated.trust == Estimate::Trust::not_available || simulated.trials == 0) return std::nullopt;
  if (!std::isfinite(simulated.value) || !(observed >= 0)) return std::nullopt;
  const CountLaw law = law_of_one_mission(simulated, confidence);
  FieldVerdict verdict;
  verdict.p_value = std::min(1.0, 2 * std::min(law.at_most(std::floor(observed)), law.at_least(std::ceil(observed))));
  verdict.within_chance = verdict.p_value > level;
  verdict.low = smallest(law.mean, [&](double count) { return 2 * law.at_most(count) > level; });
  verdict.high = smallest(law.mean, [&](double count) { return 2 * law.at_least(count + 1) <= level; });
  return verdict;
}

void judge_field_counts(RunResult& result) {
  const auto observed = std::count_if(result.failures.begin(), result.failures.end(),
                                      [](const FailureCount& failure) { return failure.observed.has_value(); });
  for (FailureCount& failure : result.failures) {
    if (!failure.observed) continue;
    failure.field = judge_field_count(failure.per_mission, result.confidence, *failure.observed,
                                      result.family_wise_level / static_cast<double>(observed));
  }
}

}  // namespace nines::compare
