// Whether what is expected of a drill was so, trial by trial.
#pragma once

#include "analysis/drill/recorder.h"
#include "analysis/drill/result.h"
#include "analysis/monte_carlo/moments.h"

#include <vector>

namespace nines::drill {

/// A stretch of a trial.
struct Stretch {
  double from_s = 0, to_s = 0;
  double length_s() const { return to_s > from_s ? to_s - from_s : 0; }
};

/// Before the first fault, from then until all services are as they were, and after that.
Stretch stretch_of(models::Expectation::Window window, const Recorder& trial, double length_s);

/// Time of the stretch in which the service was down, and that in which as many requests come as it lost. A service that is
/// not balanced loses those of the time in which it is down.
struct Loss {
  double down_s = 0, lost_s = 0;
};
Loss loss_in(const std::vector<Point>& points, bool balanced, const Stretch& stretch);

/// Collects over trials what is expected.
class Expectations {
 public:
  Expectations(const models::Drill& drill, const models::Model& model) : drill_(drill), model_(model) {
    sums_.resize(drill.expectations.size());
  }

  void add(const Recorder& trial);
  std::vector<ExpectationResult> judge(std::size_t trials, double confidence) const;

 private:
  struct Sums {
    std::size_t kept = 0;
    std::size_t infinite = 0;  ///< trials in which what is waited for did not come
    monte_carlo::PositiveSums values;  ///< of the others
  };
  double value(const models::Expectation& expectation, const Recorder& trial) const;
  double since_fault(const models::Expectation& expectation, const Recorder& trial) const;
  void judge_average(ExpectationResult& result, const Sums& sums, std::size_t trials, double confidence) const;

  const models::Drill& drill_;
  const models::Model& model_;
  std::vector<Sums> sums_;
};

}  // namespace nines::drill
