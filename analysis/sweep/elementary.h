// Elementary effects: which inputs matter, from few runs, also where they act together (Morris 1991, Technometrics
// 33:161).
//
// Walks go through the inputs: each step changes one of them by half of its range and leaves the others where they are,
// so that an effect is seen from many places, and not only from where the scenario stands.
#pragma once

#include "analysis/sweep/sweep_result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nines::sweep {

/// What is varied, with more than one value, then what is uncertain.
std::size_t inputs_of_walks(const models::Sweep& sweep);

/// Sweep::draws walks of inputs + 1 points each. Each input has four levels: of what is uncertain the quantiles 1/8, 3/8,
/// 5/8 and 7/8, of what is varied the values at these parts of its list. `combination` is the number of the walk.
std::vector<PlannedPoint> points_of_walks(const models::Sweep& sweep, std::uint64_t seed);

/// Of one input, over all walks: how much the answer rises with half of the input's range.
struct ElementaryEffect {
  std::string path;
  double size = 0;  ///< the mean of its absolute value (Campolongo, Cariboni, Saltelli 2007)
  double size_error = 0;  ///< the standard error of `size`
  double mean = 0;  ///< with its sign
  double deviation = 0;  ///< of single effects: large where the input acts otherwise in other places
  std::size_t walks = 0;
};

/// Of a result of Kind::walks, the largest first. Nothing where a value is missing or infinite, or there are fewer than two
/// walks.
std::optional<std::vector<ElementaryEffect>> elementary_effects_of(const SweepResult& result,
                                                                   const AskedMeasure& asked);

}  // namespace nines::sweep
