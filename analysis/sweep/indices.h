// How much of the spread of an answer is due to each uncertain input: variance-based sensitivity indices.
#pragma once

#include "analysis/sweep/sweep_result.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::sweep {

/// Shares of the variance of the answer (Sobol' 1993), each with one standard error. Estimates: they may lie a little
/// below 0.
struct Index {
  std::string path;
  double main = 0, main_error = 0;  ///< that would go if this input alone were known
  double total = 0, total_error = 0;  ///< that would be left if all the others were known
};

struct Indices {
  double mean = 0, deviation = 0;  ///< of the answer, over the draws
  std::vector<Index> inputs;  ///< by their totals, the largest first
};

/// Of a result of Kind::indices. Nothing where a value is missing or infinite, or the answer does not vary.
std::optional<Indices> indices_of(const SweepResult& result, const AskedMeasure& asked);

}  // namespace nines::sweep
