#include "analysis/monte_carlo/moments.h"

#include <algorithm>

namespace nines::monte_carlo {

void PositiveSums::add(double value) {
  sum += value;
  sum_of_squares += value * value;
  max = std::max(max, value);
  positive += value > 0 ? 1 : 0;
}

void PositiveSums::merge(const PositiveSums& later) {
  sum += later.sum;
  sum_of_squares += later.sum_of_squares;
  max = std::max(max, later.max);
  positive += later.positive;
}

void Moments::add(const TrialRecord& trial) {
  const auto count = static_cast<double>(trial.outages);
  ++trials;
  downtime_s.add(trial.downtime_s);
  outages.add(count);
  capacity_deficit_s.add(trial.capacity_deficit_s);
  unserved_s.add(trial.unserved_s);
  degraded_s.add(trial.degraded_s);
  on_s.add(trial.on_s);
  downtime_times_outages += trial.downtime_s * count;
  time_at_risk_s += trial.time_at_risk_s;
  time_at_risk_squared += trial.time_at_risk_s * trial.time_at_risk_s;
  if (trial.failed) {
    ++failed;
    time_at_risk_of_failed_s += trial.time_at_risk_s;
  }
}

void Moments::merge(const Moments& later) {
  trials += later.trials;
  downtime_s.merge(later.downtime_s);
  outages.merge(later.outages);
  capacity_deficit_s.merge(later.capacity_deficit_s);
  unserved_s.merge(later.unserved_s);
  degraded_s.merge(later.degraded_s);
  on_s.merge(later.on_s);
  downtime_times_outages += later.downtime_times_outages;
  time_at_risk_s += later.time_at_risk_s;
  time_at_risk_squared += later.time_at_risk_squared;
  failed += later.failed;
  time_at_risk_of_failed_s += later.time_at_risk_of_failed_s;
}

}  // namespace nines::monte_carlo
