// What is asked of a scenario and its variants together: sweeps, differences, importance.
#pragma once

#include "analysis/sweep/difference.h"
#include "analysis/sweep/importance.h"
#include "analysis/sweep/sweep_result.h"
#include "python/scenario.h"

#include <string>
#include <vector>

namespace nines::python {

/// Which sweep, and what of its answers is looked at.
struct SweepQuestion {
  sweep::SweepResult::Kind kind = sweep::SweepResult::Kind::points;
  scenarios::SweepWishes vary;
  std::vector<std::string> measures;  ///< "api.availability"; empty: the availability of the last service
};

/// All points are read before the first one runs; throws UserError with all that is wrong.
sweep::SweepResult swept(const Scenario& scenario, const SweepQuestion& question, const Wishes& wishes,
                         const ProgressCallback& progress);

/// Second minus first, trial by trial; of these measures, or of all.
sweep::Difference compared(const Scenario& first, const Scenario& second, const std::vector<std::string>& measures,
                           const Wishes& wishes, const ProgressCallback& progress);

/// For this service, or if it is empty for the last one.
sweep::Importance importance_for(const Scenario& scenario, const std::string& service, const Wishes& wishes,
                                 const ProgressCallback& progress);

}  // namespace nines::python
