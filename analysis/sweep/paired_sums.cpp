#include "analysis/sweep/paired_sums.h"

#include <cmath>

namespace nines::sweep {

using models::Measure;

Quantities quantities_of(const monte_carlo::Moments& trial, Seconds mission) {
  Quantities made{};
  made[downtime_s] = trial.downtime_s.sum;
  made[outages] = trial.outages.sum;
  made[capacity_deficit_s] = trial.capacity_deficit_s.sum;
  made[unserved_s] = trial.unserved_s.sum;
  made[degraded_s] = trial.degraded_s.sum;
  made[on_s] = trial.on_s.sum;
  made[failed] = static_cast<double>(trial.failed);
  // What is lost, not what is left: where outages are rare it is 0 in most trials, exactly.
  made[time_lost_s] = trial.failed > 0 ? mission.count() - trial.time_at_risk_s : 0;
  return made;
}

void PairedSums::add(const Quantities& first, const Quantities& second) {
  std::array<double, both> values;
  for (std::size_t i = 0; i < quantities; ++i) {
    values[i] = first[i];
    values[quantities + i] = second[i];
    const double difference = std::abs(second[i] - first[i]);
    differences_[i] += difference;
    squared_differences_[i] += difference * difference;
  }
  for (std::size_t i = 0; i < both; ++i) {
    sums_[i] += values[i];
    for (std::size_t j = 0; j <= i; ++j) products_[i][j] += values[i] * values[j];
  }
  ++trials_;
}

void PairedSums::merge(const PairedSums& later) {
  trials_ += later.trials_;
  for (std::size_t i = 0; i < both; ++i) {
    sums_[i] += later.sums_[i];
    for (std::size_t j = 0; j <= i; ++j) products_[i][j] += later.products_[i][j];
  }
  for (std::size_t i = 0; i < quantities; ++i) {
    differences_[i] += later.differences_[i];
    squared_differences_[i] += later.squared_differences_[i];
  }
}

Quantities PairedSums::means(std::size_t system) const {
  Quantities made{};
  for (std::size_t i = 0; i < quantities; ++i) made[i] = sums_[system * quantities + i] / static_cast<double>(trials_);
  return made;
}

double PairedSums::covariance(std::size_t i, std::size_t j) const {
  if (trials_ < 2) return 0;
  const double n = static_cast<double>(trials_);
  const double product = i >= j ? products_[i][j] : products_[j][i];
  return (product - sums_[i] * (sums_[j] / n)) / (n - 1);
}

double PairedSums::effective_differences(Quantity quantity) const {
  const double sum = differences_[quantity];
  return sum > 0 ? sum * sum / squared_differences_[quantity] : 0;
}

std::optional<MeasureOfMeans> measure_of(Measure measure, const Quantities& means, Seconds mission) {
  MeasureOfMeans made;
  const auto proportional = [&](Quantity quantity, double factor) {
    made.value = means[quantity] * factor;
    made.gradient[quantity] = factor;
    made.events = quantity;
    return made;
  };
  const double mission_s = mission.count(), count = means[outages], share = means[failed];
  switch (models::counterpart(measure)) {
    case Measure::availability: return proportional(downtime_s, 1 / mission_s);
    case Measure::downtime:
    case Measure::bytes_lost:
    case Measure::repair_traffic: return proportional(downtime_s, year / mission);
    case Measure::outages:
      if (!models::is_of_job(measure)) return proportional(outages, year / mission);
      made.value = count / means[on_s] * year.count();
      made.gradient[outages] = year.count() / means[on_s];
      made.gradient[on_s] = -made.value / means[on_s];
      return made;
    case Measure::capacity_availability: return proportional(capacity_deficit_s, 1 / mission_s);
    case Measure::served: return proportional(unserved_s, 1 / mission_s);
    case Measure::degraded: return proportional(degraded_s, 1 / mission_s);
    case Measure::replicas: return proportional(on_s, 1 / mission_s);
    case Measure::unreliability: return proportional(failed, 1);
    case Measure::mtbf:
      if (!(count > 0)) return std::nullopt;
      made.value = mission_s / count;
      made.gradient[outages] = -made.value / count;
      return made;
    case Measure::mdt:
      if (!(count > 0)) return std::nullopt;
      made.value = means[downtime_s] / count;
      made.gradient[downtime_s] = 1 / count;
      made.gradient[outages] = -made.value / count;
      made.events =
          models::is_of_job(measure) ? outages : downtime_s;  // the time that a job has may always be the same
      return made;
    case Measure::mttf:
      if (!(share > 0)) return std::nullopt;
      made.value = (mission_s - means[time_lost_s]) / share;
      made.gradient[time_lost_s] = -1 / share;
      made.gradient[failed] = -made.value / share;
      made.events = time_lost_s;
      return made;
    default: return std::nullopt;
  }
}

}  // namespace nines::sweep
