#include "models/study_options.h"

namespace nines::models {

std::string apply(const StudyOptions& options, Study& study) {
  if (options.seed) study.seed = *options.seed;
  if (options.trials) {
    study.trials = *options.trials;
    study.precision.clear();
  }
  if (options.precision) {
    study.trials = 0;
    for (Precision& precision : study.precision) precision.relative_half_width = *options.precision;
    if (study.precision.empty()) {
      if (study.platform.services.empty()) return "a precision has nothing to apply to: the scenario has no service";
      // Services come in topological order, so that the last one is what the others are for.
      study.precision.push_back({*options.precision, Measure::availability, study.platform.services.size() - 1});
    }
  }
  return "";
}

}  // namespace nines::models
