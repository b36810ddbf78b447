// What is measured: studies that came from the text of a scenario file, and single threads that run their trials.
#pragma once

#include "analysis/monte_carlo/trials.h"
#include "bench/yardsticks.h"
#include "models/model.h"
#include "models/study.h"

#include <memory>
#include <string>

namespace nines::bench {

inline constexpr double mean_life_h = 1000, mean_repair_h = 10;

/// Exponential lives of 1000 h and repairs of 10 h; in the file the crew is left out where each member has its own.
std::string counted_pool_text(const Pool& pool);
/// Weibull lives (shape 1.5, mean 1000 h) and lognormal repairs (median 6 h, sigma 1: mean 9.9 h), each member by itself.
std::string individual_clocks_text(const Pool& pool);

/// The study in a scenario's text; throws std::runtime_error with the diagnostics if there is none.
models::Study study_of(const std::string& text);

/// Trials one after another on one thread, as `nines run` does them: behaviours, observer, tally and all.
class Subject {
 public:
  explicit Subject(const std::string& text);

  /// Runs the next trial; returns its number of events.
  std::uint64_t run_next();

  const models::Model& model() const { return *model_; }
  /// Mean over the trials so far of the share of the members that was down.
  double unavailability_of_members() const;
  /// What one thread's sampler holds, in bytes.
  std::size_t sampler_bytes() const;

 private:
  models::Study study_;
  std::unique_ptr<const models::Model> model_;
  monte_carlo::Tally tally_;
  monte_carlo::TrialRunner runner_;
};

}  // namespace nines::bench
